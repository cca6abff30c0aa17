// Findings of small texts with the built-in rules: what is grouped, what counts and for whom.
#include "meaning/meaning.h"

#include "support/builtin_rules.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <string>
#include <vector>

namespace imprimatur {
namespace {

constexpr std::string_view kProse =
    "The council of the port town met on Monday and agreed on a plan for the new bridge, which "
    "has been discussed for years. The work begins in spring, the mayor said after the meeting.";

std::string article(std::string_view footer) {
  return "Council agrees on bridge\n\n" + std::string(kProse) + "\n\n" + std::string(kProse) +
         "\n\n" + std::string(footer) + "\n";
}

Meaning read(std::string_view text, MeaningOptions options = {}) {
  static const auto kPlan = *MeaningPlan::make(builtin_rules());
  static MeaningReader reader(kPlan);
  return reader.read(text, options);
}

std::vector<Finding> counted(std::string_view text) {
  std::vector<Finding> findings = read(text).findings;
  findings.erase(
      std::remove_if(
          findings.begin(), findings.end(), [](const Finding& finding) { return !finding.counts; }),
      findings.end());
  return findings;
}

bool names(const Finding& finding, std::string_view id_or_name) {
  return std::any_of(finding.holders.begin(), finding.holders.end(), [&](const HolderRef& ref) {
    return ref.id == id_or_name || ref.name == id_or_name;
  });
}

TEST_CASE("a plain article has no finding that counts") {
  CHECK(counted(article("The mayor thanked all.")).empty());
  CHECK(counted("").empty());
  CHECK(counted("According to Reuters, the talks go on, and an official told Anadolu so.").empty());
}

TEST_CASE("a finding begins with its words, whatever the line breaks are") {
  const std::string ban = "No part of this story may be reposted without the leave of Harbour Post";
  for (const std::string line : {"\n\n", "\r\n\r\n", "\r\r"}) {
    CAPTURE(line);
    const auto found = counted("The ferry sails at eight." + line + ban + "." + line);
    REQUIRE(found.size() == 1);
    CHECK(found[0].text == ban);
  }
}

TEST_CASE("licences of an expression: a choice, or all of them") {
  const std::string tag = "SPDX-License-Identifier: ";
  const auto choice = counted(tag + "CC-BY-NC-4.0 OR CC0-1.0\n\n" + std::string(kProse));
  REQUIRE(choice.size() == 2);
  CHECK(choice[0].licence == "CC-BY-NC-4.0");
  CHECK(choice[0].constraints.has(Constraint::non_commercial));
  CHECK(choice[1].licence == "CC0-1.0");
  CHECK(choice[1].constraints.empty());
  for (const char* all : {"CC0-1.0 AND CC-BY-ND-4.0", "(CC0-1.0 OR CC-BY-4.0) AND CC-BY-ND-4.0"}) {
    CAPTURE(all);
    const auto joint = counted(tag + all + "\n\n" + std::string(kProse));
    REQUIRE(joint.size() == 1);
    CHECK(joint[0].permits.has(Use::publish));
    CHECK_FALSE(joint[0].permits.has(Use::rewrite));
    CHECK(joint[0].duties.has(Duty::unchanged));
  }
}

TEST_CASE("a text without capital letters is read as if it had them") {
  const std::string prose =
      "the council of the port town met on monday and agreed on a plan for the new bridge, which "
      "has been discussed for years. the work begins in spring, the mayor said after the meeting.";
  const auto dateline = counted("council agrees on bridge\n\nberlin (dpa) - " + prose + "\n");
  REQUIRE(dateline.size() == 1);
  CHECK(names(dateline[0], "dpa"));
  CHECK(dateline[0].text == "berlin (dpa) -");
  const auto notice = counted(prose + "\n\n" + prose + "\n\n\xC2\xA9 2026 harbour courier\n");
  REQUIRE(notice.size() == 1);
  CHECK(names(notice[0], "harbour courier"));
  CHECK(counted(prose + "\n\nthe aa and the ap were told, and pa said so to all.\n").empty());
}

TEST_CASE("what the structure says goes before the shape") {
  const std::string notice = "Copyright 2022 Freitech Solutions. All rights reserved.";
  const std::string text = article(notice);
  const std::size_t at = text.find(notice);
  struct Case {
    Zone zone;
    Scope scope;
    bool counts;
  };
  for (const Case& c : {Case{Zone::footer, Scope::site, true},
                        Case{Zone::caption, Scope::photo, false},
                        Case{Zone::boilerplate, Scope::other_work, false},
                        Case{Zone::body, Scope::document, true}}) {
    const Region region{{at, at + notice.size()}, c.zone, c.scope};
    MeaningOptions options;
    options.regions = std::span(&region, 1);
    const Meaning meaning = read(text, options);
    REQUIRE(meaning.findings.size() == 1);
    CHECK(meaning.findings[0].counts == c.counts);
    CHECK(meaning.findings[0].zone == c.zone);
    CHECK(meaning.findings[0].scope == c.scope);
  }
}

TEST_CASE("a column beside the article speaks of the site, and of its pictures") {
  struct Case {
    std::string notice;
    bool counts;
  };
  for (const Case& c : {Case{"Copyright 2022 Freitech Solutions. All rights reserved.", true},
                        Case{"\xC2\xA9 2019 Freitech Solutions", true},
                        Case{"\xC2\xA9 Freitech Solutions", false}}) {
    const std::string text = article(c.notice);
    const std::size_t at = text.find(c.notice);
    const Region region{{at, at + c.notice.size()}, Zone::boilerplate, Scope::part};
    MeaningOptions options;
    options.regions = std::span(&region, 1);
    const Meaning meaning = read(text, options);
    CAPTURE(c.notice);
    REQUIRE(meaning.findings.size() == 1);
    CHECK(meaning.findings[0].counts == c.counts);
    CHECK(meaning.findings[0].scope == (c.counts ? Scope::site : Scope::part));
  }
}

TEST_CASE("a credit in the frame of a page is not the article's") {
  const std::string text = article("Source: Reuters");
  const std::size_t at = text.find("Source:");
  MeaningOptions options;
  CHECK(read(text, options).findings.at(0).counts);
  const Region region{{at, text.size()}, Zone::footer, Scope::site};
  options.regions = std::span(&region, 1);
  for (const Finding& finding : read(text, options).findings) {
    CHECK_FALSE(finding.counts);
  }
}

TEST_CASE("notice, reservation and restriction are one finding") {
  const std::string text = article(
      "Copyright 2022 Anadolu Agency. All rights reserved. This material may not be published, "
      "broadcast, rewritten or redistributed without permission.");
  const auto findings = counted(text);
  REQUIRE(findings.size() == 1);
  const Finding& finding = findings[0];
  CHECK(finding.role == Role::restriction);
  CHECK(names(finding, "anadolu"));
  CHECK(finding.years == std::vector<int>{2022});
  for (const Use use : {Use::publish, Use::broadcast, Use::rewrite, Use::redistribute}) {
    CHECK(finding.prohibits.has(use));
  }
  CHECK(finding.with_permission);
  CHECK(finding.reserves);
  CHECK(finding.scope == Scope::document);
  CHECK(finding.start.offset == text.find("Copyright"));
  CHECK(finding.text.find("without permission") != std::string::npos);
  CHECK_FALSE(finding.related.empty());
}

TEST_CASE("an unknown holder is named as written") {
  const auto findings = counted(article("© 2019-2024 Freitech Solutions. All rights reserved."));
  REQUIRE(findings.size() == 1);
  REQUIRE(findings[0].holders.size() == 1);
  CHECK(findings[0].holders[0] == HolderRef{"", "Freitech Solutions"});
  CHECK(findings[0].years == std::vector<int>{2019, 2024});
}

TEST_CASE("the party before the ban owns it") {
  const auto findings =
      counted(article("This article may not be republished without permission. © 2024 Freitech "
                      "Solutions"));
  REQUIRE_FALSE(findings.empty());
  CHECK(std::any_of(findings.begin(), findings.end(), [](const Finding& finding) {
    return finding.role == Role::restriction && names(finding, "Freitech Solutions");
  }));
}

TEST_CASE("two owners are two findings") {
  const auto findings = counted(
      article("© 2024 Freitech Solutions. All rights reserved.\n\nCopyright 2023 Reuters. All "
              "rights reserved."));
  REQUIRE(findings.size() == 2);
  CHECK(names(findings[0], "Freitech Solutions"));
  CHECK(names(findings[1], "reuters"));
}

TEST_CASE("a quoted or discussed notice does not count, and says why") {
  const std::string quoted =
      "The court looked at a page that ended with the words \"Copyright 2020 Freitech Solutions. "
      "All rights reserved.\" and found them too small to be read by anybody, the lawyer said.";
  const Meaning meaning = read(article("The end.") + "\n" + quoted + "\n\n" + std::string(kProse));
  REQUIRE_FALSE(meaning.findings.empty());
  for (const Finding& finding : meaning.findings) {
    CAPTURE(finding.rule, finding.text);
    CHECK_FALSE(finding.counts);
    CHECK_FALSE(finding.why_not.empty());
  }
}

TEST_CASE("a sentence in words of its own is read only where no rule knows it") {
  const std::string own = "Anyone caught lifting our copy will hear from our lawyers.";
  const std::vector<Finding> fallback = counted(article(own));
  REQUIRE(fallback.size() == 1);
  CHECK(fallback[0].rule == "en.restriction.own-words");
  CHECK(fallback[0].role == Role::restriction);
  // Within the article it is a sentence like any other.
  CHECK(counted(std::string(kProse) + "\n\n" + own + " " + std::string(kProse) + "\n\n" +
                std::string(kProse) + "\n")
            .empty());
  const std::vector<Finding> known =
      counted(article("This article is republished with permission from Freitech Weekly."));
  REQUIRE(known.size() == 1);
  CHECK(known[0].role != Role::restriction);
}

TEST_CASE("a question about a notice claims nothing") {
  const Meaning meaning =
      read(article("The end.") +
           "\nAll rights reserved? Then why did (c) 2026 Reuters stand under it "
           "yesterday?\n");
  REQUIRE_FALSE(meaning.findings.empty());
  for (const Finding& finding : meaning.findings) {
    CAPTURE(finding.rule, finding.text);
    CHECK_FALSE(finding.counts);
  }
}

TEST_CASE("a picture's credit speaks of the picture") {
  const Meaning meaning = read("Council agrees\n\n" + std::string(kProse) +
                               "\n\nPhoto: Getty Images\n\n" + std::string(kProse) + "\n");
  REQUIRE_FALSE(meaning.findings.empty());
  for (const Finding& finding : meaning.findings) {
    CAPTURE(finding.rule);
    CHECK(finding.scope == Scope::photo);
    CHECK_FALSE(finding.counts);
  }
}

TEST_CASE("a dateline counts, however short") {
  const auto findings = counted("ANKARA (AA) - " + std::string(kProse));
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].role == Role::dateline);
  CHECK(findings[0].zone == Zone::dateline);
  CHECK(names(findings[0], "anadolu"));
}

TEST_CASE("a permission beside a notice is a finding of its own") {
  const auto findings = counted(article("© 2024 Freitech Solutions. Licensed under CC BY 4.0."));
  REQUIRE(findings.size() == 2);
  CHECK(std::any_of(findings.begin(), findings.end(), [](const Finding& finding) {
    return finding.role == Role::licence && finding.licence == "CC-BY-4.0" &&
           finding.permits.has(Use::publish) && finding.duties.has(Duty::attribute);
  }));
}

TEST_CASE("an embargo has its date") {
  const auto findings = counted("EMBARGOED UNTIL 5 March 2027\n\n" + std::string(kProse));
  REQUIRE_FALSE(findings.empty());
  CHECK(findings[0].role == Role::embargo);
  CHECK(findings[0].until == "2027-03-05");
}

TEST_CASE("an embargo without a day holds") {
  const auto findings = counted("EMBARGOED UNTIL MONDAY\n\n" + std::string(kProse));
  REQUIRE_FALSE(findings.empty());
  CHECK(findings[0].until == "9999-12-31");
}

TEST_CASE("a licence's name goes before the name of its family") {
  for (const char* line : {"The site is published under a Creative Commons license "
                           "https://creativecommons.org/licenses/by-nc-sa/3.0/deed.en_US",
                           "Alle Inhalte stehen unter der Creative Commons Lizenz \"BY-NC-SA\"."}) {
    CAPTURE(line);
    const auto findings = counted(article(line));
    REQUIRE(findings.size() == 1);
    CHECK(findings[0].licence.starts_with("CC-BY-NC-SA"));
  }
}

TEST_CASE("a disguise is told") {
  const auto findings = counted(article("\xD0\xA1opyright 2024 Freitech Solutions."));
  REQUIRE_FALSE(findings.empty());
  CHECK(findings[0].disguised);
  const auto honest = counted(article("Copyright 2024 Freitech Solutions."));
  REQUIRE_FALSE(honest.empty());
  CHECK_FALSE(honest[0].disguised);
}

TEST_CASE("a trace tells what matched and what was discarded") {
  const std::string text = article("Copyright 2024 Freitech Solutions. All rights reserved.");
  CHECK(read(text).trace.empty());
  MeaningOptions options;
  options.trace = true;
  const Meaning traced = read(text, options);
  REQUIRE_FALSE(traced.trace.empty());
  for (const TraceStep& step : traced.trace) {
    CHECK_FALSE(step.rule.empty());
    CHECK((step.event == "matched" || step.event == "discarded"));
    CHECK(text.compare(step.at.offset, step.text.size(), step.text) == 0);
  }
}

}  // namespace
}  // namespace imprimatur
