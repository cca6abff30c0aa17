#include "meaning/sentence.h"

#include "meaning/quotation.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <string>
#include <vector>

namespace imprimatur {
namespace {

Span place(std::string_view text, std::string_view part) {
  const std::size_t at = text.find(part);
  REQUIRE(at != std::string_view::npos);
  return {at, at + part.size()};
}

std::string sentence(std::string_view shadow, std::string_view inside) {
  const Span span = sentence_around(shadow, place(shadow, inside));
  const std::string_view found = shadow.substr(span.begin, span.size());
  const std::size_t first = found.find_first_not_of(" \n");
  const std::size_t last = found.find_last_not_of(" \n");
  return first == std::string_view::npos ? "" : std::string(found.substr(first, last + 1 - first));
}

TEST_CASE("a sentence ends at its stops") {
  struct Case {
    std::string_view text;
    std::string_view inside;
    std::string_view sentence;
  };
  const Case cases[] = {
      {"one. two here. three", "two", "two here"},
      {"one! two here? three", "two", "two here"},
      {"one; two here | three", "two", "two here"},
      {"two here", "two", "two here"},
      {"one.\ntwo\nhere. three", "two", "two\nhere"},
      {"a. one two. b. three", "one two", "a. one two"},
      {"rights reserved.this material may not", "this material", "this material may not"},
      {"one two. three four. five", "two. three", "one two. three four"},
      {"first。版权所有，不得转载。 second", "不得", "版权所有，不得转载"},
      {"पहला। दूसरा वाक्य। तीसरा", "दूसरा", "दूसरा वाक्य"},
      {"ပထမ။ ဒုတိယ စာ။ တတိယ", "ဒုတိယ", "ဒုတိယ စာ"},
      {"አንደኛ። ሁለተኛ ጽሑፍ። ሦስተኛ", "ሁለተኛ", "ሁለተኛ ጽሑፍ"},
      {"ទីមួយ។ ទីពីរ អត្ថបទ។ ទីបី", "ទីពីរ", "ទីពីរ អត្ថបទ"},
      {"առաջին։ երկրորդ նյութ։ երրորդ", "երկրորդ", "երկրորդ նյութ"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.text);
    CHECK(sentence(c.text, c.inside) == c.sentence);
  }
}

TEST_CASE("abbreviations, initials and addresses end no sentence") {
  for (const std::string_view text : {
           "copyright 2024 example inc. all rights reserved",
           "example corp. and sons ltd. may not be copied",
           "the u.s. embassy may not be copied",
           "j. smith may not be copied",
           "see www.example.com/terms for what may not be copied",
           "europapress.es may not be copied",
           "version 1.5 may not be copied",
           "according to art. 70 it may not be copied",
       }) {
    CAPTURE(text);
    CHECK(sentence(text, text.substr(text.size() - 4)) == text);
  }
}

TEST_CASE("a sentence is bounded and whole in characters") {
  std::string text;
  for (int i = 0; i < 1000; ++i) {
    text += "権";
  }
  const Span span = sentence_around(text, {1500, 1503});
  CHECK(span.begin <= 1500);
  CHECK(span.end >= 1503);
  CHECK(span.size() <= 2 * kSentenceReach + 10);
  CHECK(span.begin % 3 == 0);
  CHECK(span.end % 3 == 0);
  CHECK(sentence_around("", {0, 0}).empty());
}

bool quoted(std::string_view shadow, std::string_view part) {
  return quotation_of(shadow, place(shadow, part)).has_value();
}

TEST_CASE("a match between quotation marks in running text is quoted") {
  CHECK(quoted("the page says \"all rights reserved\" at its very end", "all rights"));
  CHECK(quoted("he read: \"this may not be copied. ask us.\" and he laughed about it", "may not"));
  CHECK(quoted("i saw this: 'copyright 2026 x. all rights reserved.' so may i post it?",
               "copyright"));
  CHECK(quoted("i saw this: 'copyright 2026 x. all rights reserved.' so may i post it?",
               "all rights"));
  CHECK(quoted("律师说: \"版权所有，不得转载\" 并不意味着什么，他补充道。", "版权所有"));
}

TEST_CASE("a match that begins in front of a quotation and ends in it is quoted") {
  CHECK(quoted("so the portal's line \"no copying without leave\" is no mere noise to them",
               "line \"no copying without leave"));
  CHECK_FALSE(quoted("nothing in \"blue news\" may be copied, said the \"red news\" too",
                     "\"blue news\" may be copied"));
  CHECK_FALSE(quoted("the use of texts of the daily \"blue news\" is forbidden to all of you",
                     "use of texts of the daily \"blue"));
}

TEST_CASE("a value of a data file is not quoted, what somebody said behind a label is") {
  CHECK_FALSE(
      quoted("title: \"bridge reopens\"\nnotice: \"all rights reserved. ask us.\"", "all rights"));
  CHECK_FALSE(
      quoted("- notice: \"all rights reserved. ask us.\"\n- title: \"bridge\"", "all rights"));
  CHECK_FALSE(quoted("notice = \"all rights reserved. ask us.\"", "all rights"));
  CHECK_FALSE(quoted("msgid \"footer\"\nmsgstr \"all rights reserved. ask us.\"", "all rights"));
  CHECK(quoted("spokesperson: \"all rights reserved. ask us first.\"", "all rights"));
  CHECK(
      quoted("the notice: \"all rights reserved. ask us.\"\nthe title: \"bridge\"", "all rights"));
  CHECK(quoted("title: \"bridge\"\nnotice: \"all rights reserved. ask us.\" is what it says",
               "all rights"));
}

TEST_CASE("a cell of a table with separators is not quoted") {
  CHECK_FALSE(quoted("id,text\n1,\"it rained. all rights reserved.\"\n", "all rights"));
  CHECK_FALSE(quoted("1,\"it rained. all rights reserved.\",\"2026-01-01\"", "all rights"));
  CHECK_FALSE(quoted("\"it rained. all rights reserved.\";17;4\n\"dry\";18;5", "all rights"));
  CHECK(quoted("\"all rights reserved\", he said, and so it was with all of them", "all rights"));
  CHECK(quoted("they wrote, \"all rights reserved. ask us first, please.\"", "all rights"));
}

TEST_CASE("a literal of a program or a data file is not quoted") {
  CHECK_FALSE(quoted("{\"id\": 3, \"text\": \"it rained. all rights reserved.\"}", "all rights"));
  CHECK_FALSE(
      quoted("{\"text\": \"\\\"we won,\\\" she said. all rights reserved.\"}", "all rights"));
  CHECK(quoted("{\"text\": \"she read \\\"all rights reserved\\\" to us.\"}", "all rights"));
  CHECK_FALSE(quoted("<article rights=\"2026 x. all rights reserved.\"><p>it", "all rights"));
  CHECK_FALSE(quoted("const footer = \"2026 x. all rights reserved.\";\nexport {}", "all rights"));
  CHECK_FALSE(
      quoted("$footer = 'copyright 2026 x. all rights reserved.';\necho $footer;", "all rights"));
  CHECK_FALSE(
      quoted("values (1,'ferry','it rained. all rights reserved.','2026-01-02')", "all rights"));
  CHECK_FALSE(
      quoted("msgid \"footer\"\nmsgstr \"\"\n\"copyright 2026 x. \"\n\"all rights reserved.\"\n\n",
             "all rights"));
  CHECK_FALSE(quoted("en:\nfooter: \"all rights reserved. ask us.\"\nde:\n", "all rights"));
  CHECK(
      quoted("the interview:\nspokesperson: \"all rights reserved. ask us.\"\n\nso", "all rights"));
  CHECK(
      quoted("it said so ('copyright 2026 x. all rights reserved.') on every page", "all rights"));
  CHECK(
      quoted("\"it rained.\"\n\"all rights reserved, they say.\"\nso they told us", "all rights"));
  CHECK(quoted("it stood there: \"all rights reserved.\", and so it went on for years",
               "all rights"));
}

TEST_CASE("marks that tell which way they face pair by it") {
  CHECK(facing_of("\u300C\u672C") == Facing::opens);
  CHECK(facing_of("\u300D") == Facing::closes);
  CHECK(facing_of("\u201C") == Facing::unknown);  // opens in English, closes in German
  CHECK(facing_of("\"") == Facing::unknown);
  // Two terms in brackets, and a statement between them.
  const std::string_view shadow =
      "(以下\"本コンテンツ\")。複製はできません。\"私的利用\"はこの限りでない。";
  const Span said = place(shadow, "複製はできません");
  std::vector<std::size_t> marks;
  for (std::size_t at = shadow.find('"'); at != std::string_view::npos;
       at = shadow.find('"', at + 1)) {
    marks.push_back(at);
  }
  const auto facing = [&](std::size_t at) {
    const auto number =
        static_cast<std::size_t>(std::find(marks.begin(), marks.end(), at) - marks.begin());
    return number % 2 == 0 ? Facing::opens : Facing::closes;
  };
  CHECK_FALSE(quotation_of(shadow, said, facing));
  CHECK(quotation_of(shadow, place(shadow, "私的"), facing) == place(shadow, "私的利用"));
}

TEST_CASE("a match outside of quotation marks, or all in them, is not") {
  CHECK_FALSE(quoted("\"Они уехали\", сказал он. все материалы сайта принадлежат ооо \"волна\"",
                     "все материалы сайта"));
  CHECK_FALSE(
      quoted("\"we agree\", he said. all rights reserved. \"good\", she said", "all rights"));
  CHECK_FALSE(quoted("\"all rights reserved\"", "all rights"));
  CHECK_FALSE(quoted("he said \"yes. all rights reserved", "all rights"));
  CHECK_FALSE(quoted("all rights reserved", "all rights"));
  CHECK_FALSE(quoted("'copyright 2026 x'", "copyright"));
  CHECK_FALSE(quoted("the readers' copyright 2026 x. all rights reserved. it's ours", "copyright"));
  CHECK_FALSE(quoted("see the '90s: copyright 2026 x. that's all there is to it", "copyright"));
  CHECK_FALSE(
      quoted("a screen of 15\" and 17\" all rights reserved to somebody here", "all rights"));
}

}  // namespace
}  // namespace imprimatur
