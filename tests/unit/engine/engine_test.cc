// Bytes in, an answer out: positions in every encoding, what could not be read, and speed on
// hostile shapes.
#include "engine/engine.h"

#include "support/builtin_rules.h"

#include <catch2/catch.hpp>

#include <chrono>
#include <functional>
#include <string>
#include <vector>

namespace imprimatur {
namespace {

using namespace std::string_literals;

const Engine& engine(bool prefilter = true) {
  const auto make = [](bool filter) {
    EngineOptions options;
    options.rules = builtin_rules();
    options.today = "2026-01-01";
    options.prefilter = filter;
    return options;
  };
  static const Engine kFast(make(true));
  static const Engine kSlow(make(false));
  return prefilter ? kFast : kSlow;
}

DocumentResult check(std::string_view bytes,
                     const std::string& encoding = {},
                     const std::string& source = "a.txt") {
  Engine::Session session = engine().session();
  Input input;
  input.source = source;
  input.bytes = bytes;
  input.declared_encoding = encoding;
  return session.check(input);
}

const std::string kNotice = "Copyright 2022 Freitech Solutions";

std::string utf16(std::string_view ascii, bool little) {
  std::string out;
  for (const char c : ascii) {
    out += little ? std::string{c, '\0'} : std::string{'\0', c};
  }
  return out;
}

void check_start(const DocumentResult& result, const Position& wanted) {
  REQUIRE_FALSE(result.findings.empty());
  const Position& start = result.findings[0].start;
  CHECK(start.offset == wanted.offset);
  CHECK(start.line == wanted.line);
  CHECK(start.column == wanted.column);
  CHECK(start.utf16_column == wanted.utf16_column);
}

TEST_CASE("positions count bytes, lines, characters and UTF-16 units") {
  check_start(check(kNotice), {0, 1, 1, 1});
  check_start(check("one\ntwo\n\n" + kNotice), {9, 4, 1, 1});
  check_start(check("one\r\ntwo\r\n\r\n" + kNotice), {12, 4, 1, 1});
  check_start(
      check("one\n\nWir gr\u00FC\u00DFen alle, die in diesem Jahr hier waren und die mit uns am "
            "See gelacht haben \U0001F600, und danken sehr. " +
            kNotice),
      {114, 3, 105, 106});
}

TEST_CASE("offsets count bytes of the input in other encodings") {
  check_start(check("\xEF\xBB\xBF" + kNotice), {3, 1, 1, 1});
  check_start(check("\xEF\xBB\xBFone\r\n\r\n" + kNotice), {10, 3, 1, 1});
  check_start(check("\xFF\xFE" + utf16("one\n\n" + kNotice, true)), {12, 3, 1, 1});
  check_start(check("\xFE\xFF" + utf16("one\n\n" + kNotice, false)), {12, 3, 1, 1});
  check_start(check("\xFEirket\n\n" + kNotice, "windows-1254"), {8, 3, 1, 1});
  const std::string turkish = "T\xFCm haklar\xFD sakl\xFD\x64\xFDr.";
  const DocumentResult result = check("haber\n\n" + turkish, "iso-8859-9");
  check_start(result, {7, 3, 1, 1});
  CHECK(result.encoding == "windows-1254");
  CHECK(result.findings[0].text.find("haklar\u0131") != std::string::npos);
}

TEST_CASE("ends are exclusive and the text is what stands between") {
  const std::string text = "one\n\n" + kNotice + "\n\ntwo";
  const DocumentResult result = check(text);
  REQUIRE_FALSE(result.findings.empty());
  const Finding& finding = result.findings[0];
  CHECK(text.substr(finding.start.offset, finding.end.offset - finding.start.offset) ==
        finding.text);
  CHECK(finding.text == kNotice);
  CHECK(finding.end.column == kNotice.size() + 1);
}

TEST_CASE("evidence begins at the notice, not in the line before") {
  const std::string notice = "Copyright 2022 Anadolu Agency. All rights reserved.";
  for (const std::string before : {"The plan for the harbour.\n",
                                   "The plan \xC3\xA9 ",
                                   "The harbour opens!\n",
                                   "Reading time: 3 min\n"}) {
    CAPTURE(before);
    const DocumentResult result = check(before + notice + "\n");
    REQUIRE(result.findings.size() == 1);
    CHECK(result.findings[0].start.offset == before.size());
  }
}

TEST_CASE("the lines of findings and two around them are kept, long ones cut around them") {
  const DocumentResult brief = check("none\n\n\n" + kNotice + ".\n\nthree\nfour");
  REQUIRE(brief.lines.size() == 5);
  CHECK(brief.lines[0].number == 2);
  CHECK(brief.lines[2].number == 4);
  CHECK(brief.lines[2].text == kNotice + ".");
  CHECK(brief.lines[2].cut_before == 0);
  CHECK(brief.lines[4].text == "three");

  std::string line;
  for (int i = 0; i < 5000; ++i) {
    line += "w\u00F6rt. ";
  }
  const DocumentResult result = check(line + kNotice + ". " + line);
  REQUIRE_FALSE(result.lines.empty());
  const auto& kept = result.lines[0];
  CHECK(kept.text.size() <= 2000);
  CHECK(kept.text.find(kNotice) != std::string::npos);
  REQUIRE_FALSE(result.findings.empty());
  // The column of the finding is found again in what is left of the line.
  std::size_t characters = 0;
  for (const char c : kept.text.substr(0, kept.text.find(kNotice))) {
    characters += (static_cast<unsigned char>(c) & 0xC0U) != 0x80U ? 1U : 0U;
  }
  CHECK(kept.cut_before + characters + 1 == result.findings[0].start.column);
}

TEST_CASE("a page: positions in its source, signals for the uses that they speak of") {
  const std::string page =
      "<!DOCTYPE html><meta name=robots content=noai><meta name=tdm-reservation content=1>\n"
      "<link rel=license href='https://creativecommons.org/licenses/by/4.0/'>\n"
      "<footer>&copy; <b>2022</b> Freitech Solutions</footer>";
  const DocumentResult result = check(page, {}, "a.html");
  CHECK(result.media_type == "text/html");
  CHECK(result.verdict.level == Level::conditional);
  CHECK(result.verdict.levels[static_cast<std::size_t>(Use::tdm)] == Level::forbidden);
  CHECK(result.verdict.levels[static_cast<std::size_t>(Use::ai_train)] == Level::forbidden);
  REQUIRE(result.findings.size() == 4);
  std::size_t last = 0;
  for (const Finding& finding : result.findings) {
    CHECK(last <= finding.start.offset);
    last = finding.start.offset;
  }
  const Finding& notice = result.findings.back();
  CHECK(page.substr(notice.start.offset, notice.end.offset - notice.start.offset) ==
        "&copy; <b>2022</b> Freitech Solutions");
  CHECK(notice.scope == Scope::site);
  CHECK(notice.start.line == 3);
  CHECK(result.findings[0].zone == Zone::metadata);
  for (const Reason& reason : result.verdict.reasons) {
    REQUIRE(reason.finding);
    CHECK(*reason.finding < result.findings.size());
  }
}

TEST_CASE("what cannot be read is incomplete, never clean") {
  std::string binary =
      "\x7F"
      "ELF\x02\x01\x01"s +
      std::string(64, '\0');
  for (int i = 0; i < 2000; ++i) {
    binary += static_cast<char>(i * 37);
  }
  const DocumentResult result = check(binary);
  REQUIRE(result.incomplete);
  CHECK(result.incomplete->code == ErrorCode::unsupported);
  CHECK(result.findings.empty());
}

TEST_CASE("a check that nobody waits for ends soon, and incomplete") {
  std::string text;
  for (int i = 0; i < 50; ++i) {
    text += kNotice + ".\n\n";
  }
  const std::string mail =
      "From a@b.example Mon Jan  1 00:00:00 2024\nFrom: a@b.example\nSubject: b\n\nc\n\n";
  const std::string mails = mail + mail;
  int asked = 0;
  int allowed = 0;
  const std::function<bool()> stopped = [&] { return ++asked > allowed; };
  const auto answers = [&](const std::string& source, std::string_view bytes) {
    asked = 0;
    Engine::Session session = engine().session();
    Input input;
    input.source = source;
    input.bytes = bytes;
    input.stopped = &stopped;
    std::vector<DocumentResult> all;
    session.check_all(input, [&](DocumentResult&& result) { all.push_back(std::move(result)); });
    return all;
  };
  allowed = 3;
  REQUIRE(answers("a.txt", text).size() == 1);
  CHECK(answers("a.txt", text)[0].incomplete->code == ErrorCode::limit);
  allowed = 0;
  CHECK(answers("a.mbox", mails).size() == 1);
  allowed = 1'000'000;
  CHECK(answers("a.mbox", mails).size() == 2);
  CHECK_FALSE(answers("a.txt", text)[0].incomplete);
}

TEST_CASE("an empty input is a document without findings") {
  for (const std::string_view bytes : {""s, "\n"s, "\xEF\xBB\xBF"s}) {
    const DocumentResult result = check(bytes);
    CHECK_FALSE(result.incomplete);
    CHECK(result.findings.empty());
    CHECK(result.verdict.level == Level::unknown);
    CHECK(result.lines.empty());
  }
}

TEST_CASE("the kind of a document is told by its name") {
  CHECK(check("x", {}, "a.md").media_type == "text/markdown");
  CHECK(check("x", {}, "a.txt").media_type == "text/plain");
}

bool same(const DocumentResult& a, const DocumentResult& b) {
  if (a.verdict.level != b.verdict.level || a.verdict.levels != b.verdict.levels ||
      a.findings.size() != b.findings.size()) {
    return false;
  }
  for (std::size_t i = 0; i < a.findings.size(); ++i) {
    if (a.findings[i].rule != b.findings[i].rule || a.findings[i].text != b.findings[i].text ||
        a.findings[i].start.offset != b.findings[i].start.offset ||
        a.findings[i].fingerprint != b.findings[i].fingerprint ||
        !(a.findings[i].holders == b.findings[i].holders)) {
      return false;
    }
  }
  return true;
}

TEST_CASE("sessions give the same, used anew or again, with and without the prefilter") {
  const std::vector<std::string> texts = {
      "ANKARA (AA) - The ministers agreed on Monday.",
      "The council met.\n\n© 2024 Freitech Solutions. All rights reserved. This article may not "
      "be republished.",
      "Der Rat tagte.\n\nAlle Rechte vorbehalten. dpa",
      "Nothing here.",
      "The text is licensed under CC BY 4.0.",
  };
  Engine::Session first = engine().session();
  Engine::Session second = engine().session();
  Engine::Session plain = engine(false).session();
  for (int round = 0; round < 2; ++round) {
    for (std::size_t i = 0; i < texts.size(); ++i) {
      Input input;
      input.source = "a.txt";
      input.bytes = texts[i];
      Input other = input;
      other.bytes = texts[texts.size() - 1 - i];
      const DocumentResult one = first.check(input);
      static_cast<void>(second.check(other));
      CAPTURE(texts[i]);
      CHECK(same(one, second.check(input)));
      CHECK(same(one, plain.check(input)));
    }
  }
}

// Far above what a debug build needs, far below what a quadratic one would.
constexpr std::chrono::seconds kPatience{30};

void check_quick(const std::string& text) {
  const auto begin = std::chrono::steady_clock::now();
  const DocumentResult result = check(text);
  CHECK(std::chrono::steady_clock::now() - begin < kPatience);
  CHECK_FALSE(result.incomplete);
}

TEST_CASE("ten megabytes on one line are checked quickly") {
  constexpr std::size_t kSize = std::size_t{10} << 20;
  check_quick(std::string(kSize, 'x'));
  check_quick(std::string(kSize, ' '));
  check_quick(std::string(kSize, '\n'));
  std::string words;
  while (words.size() < kSize) {
    words += "some words of a line that does not end ";
  }
  check_quick(words + kNotice);
}

TEST_CASE("many notices are checked quickly") {
  std::string text;
  for (int i = 0; i < 3000; ++i) {
    text += kNotice + ". All rights reserved. ";
  }
  check_quick(text);
  std::string quotes;
  for (int i = 0; i < 20000; ++i) {
    quotes += "\"© \" ";
  }
  check_quick(quotes);
}

}  // namespace
}  // namespace imprimatur
