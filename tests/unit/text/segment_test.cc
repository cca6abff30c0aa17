#include "text/segment.h"

#include <catch2/catch.hpp>

#include <string>

namespace imprimatur {
namespace {

// "zone: first words", one a segment; "+" in front of prose.
std::string outline(std::string_view text, SegmentOptions options = {}) {
  std::string out;
  for (const Segment& s : segment(text, options)) {
    const std::string_view piece = text.substr(s.span.begin, s.span.size());
    out += (s.prose ? "+" : "") + std::string(name_of(s.zone)) + ": " +
           std::string(piece.substr(0, piece.find_first_of(" \n"))) + "\n";
  }
  return out;
}

TEST_CASE("an agency's end mark between slashes is no comment") {
  const std::string article =
      "The council met on Monday and agreed on a plan for the harbour, two members said.\n\n";
  CHECK(outline(article + "// \u0627\u0646\u062A\u0647\u0649 //\n").find("code") ==
        std::string::npos);
  CHECK(outline(article + "// \u0627\u0646\u062A\u0647\u0649 // 22:01\n").find("code") ==
        std::string::npos);
  CHECK(outline(article + "// see http://example.com/\n").find("code") != std::string::npos);
}

TEST_CASE("an article with blank lines, hard-wrapped") {
  CHECK(
      outline("Rival governments agree on a budget\n"
              "By Staff Writer\n"
              "March 12, 2022\n"
              "\n"
              "TRIPOLI (AA) - The rival governments of the country agreed on Saturday to\n"
              "share a budget for the rest of the year, two officials said, ending a\n"
              "dispute.\n"
              "\n"
              "Photo: A port, seen from above\n"
              "\n"
              "The agreement was reached after long talks in the capital, where delegates\n"
              "met for three days.\n"
              "\n"
              "AA\n"
              "\n"
              "(c) 2022 Agency. All rights reserved. No part may be used without permission.\n") ==
      "headline: Rival\nbyline: By\nbyline: March\n+dateline: TRIPOLI\ncaption: Photo:\n"
      "+body: The\nfooter: AA\n+footer: (c)\n");
}

TEST_CASE("one paragraph a line, without blank lines") {
  const std::string sentence =
      "The rival governments of the country agreed on Saturday to share a budget for the rest of "
      "the year, two officials said, ending a long dispute over the ports.";
  CHECK(outline("Rival governments agree\n" + sentence + "\n" + sentence + "\n" + sentence +
                "\nSource: AA\n") ==
        "headline: Rival\n+body: The\n+body: The\n+body: The\nfooter: Source:\n");
}

TEST_CASE("shapes") {
  SegmentOptions markdown;
  markdown.markdown = true;
  CHECK(
      outline("# Title\n\nA first paragraph that is long enough to count as running text, yes.\n\n"
              "> quoted words\n> go on\n\n```\ncode here\n```\n\n    indented code\n\n"
              "![alt](x.png)\n\nA last paragraph that is long enough to count as running text.\n",
              markdown) ==
      "headline: #\n+body: A\nquote: >\ncode: ```\ncode: indented\ncaption: ![alt](x.png)\n"
      "+body: A\n");
  CHECK(outline("// Copyright 2020 X\n// All rights reserved.\nint main() {}\n") ==
        "code: //\nbody: int\n");
  CHECK(outline("# Copyright 2020 X\n# All rights reserved.\n") == "code: #\n");
  CHECK(outline("/*\n * Copyright 2020 X\n *\n * All rights reserved.\n */\n\nint a;\n") ==
        "code: /*\nbody: int\n");
  CHECK(outline("The file that follows is under another licence:\n\n/*\n * Copyright 2020 X\n "
                "*/\n")
            .find("body: *") != std::string::npos);
  CHECK(outline("---\ntitle: X\nlicense: CC-BY-4.0\n---\n\nText.\n", markdown)
            .starts_with("metadata: ---\nmetadata: title:\n"));
}

TEST_CASE("a lone notice is body, not a headline") {
  CHECK(outline("\xC2\xA9 2022 Agency. All rights reserved") == "body: \xC2\xA9\n");
  CHECK(outline("ANKARA (AA) - Short.") == "body: ANKARA\n");
}

TEST_CASE("datelines") {
  const std::string rest =
      " the rival governments agreed on Saturday to share a budget, officials said.";
  for (const std::string_view lead : {"ANKARA (AA) -",
                                      "BERLIN \xE2\x80\x94",
                                      "Paris (dpa) \xE2\x80\x93",
                                      "LONDON (Reuters) -",
                                      "Madrid, 3 may (EFE).-",
                                      "WASHINGTON (AP) _",
                                      "**ANKARA (AA)** -",
                                      "\xED\x95\x9C (\xED\x95\x9C=\xED\x95\x9C)",
                                      "\xE5\x8C\x97\xE4\xBA\xAC"
                                      "3\xE6\x9C\x88"
                                      "1\xE6\x97\xA5\xE7\x94\xB5"}) {
    CAPTURE(lead);
    const std::string text = std::string(lead) + rest;
    CHECK(segment(text, {}).front().zone == Zone::dateline);
  }
  for (const std::string_view lead : {"The company (NYSE: XYZ) said that",
                                      "On Monday",
                                      "The government of the country - said -",
                                      "a (b) -"}) {
    CAPTURE(lead);
    const std::string text = std::string(lead) + rest;
    CHECK(segment(text, {}).front().zone == Zone::body);
  }
}

TEST_CASE("blocks of a larger text have no headline or footer of their own") {
  SegmentOptions middle;
  middle.starts_document = false;
  middle.ends_document = false;
  CHECK(
      outline("Short line\n\nA paragraph that is long enough to count as running text, surely.\n\n"
              "AA\n",
              middle) == "body: Short\n+body: A\nbody: AA\n");
}

TEST_CASE("a sentence broken over lines stays whole") {
  const auto segments =
      segment("This material may not be published,\nbroadcast, rewritten\nor redistributed.\n", {});
  CHECK(segments.size() == 1);
}

TEST_CASE("segments are ordered, apart and without blank ends") {
  const std::string_view text = "\n\n a \r\n\r\n\tb\n- c\n- d\n```\nopen\n\nend \n\n";
  std::size_t last = 0;
  for (const Segment& s : segment(text, {})) {
    CHECK(s.span.begin >= last);
    CHECK(s.span.end > s.span.begin);
    CHECK(s.span.end <= text.size());
    last = s.span.end;
  }
  CHECK(segment("", {}).empty());
  CHECK(segment("\n \n", {}).empty());
}

}  // namespace
}  // namespace imprimatur
