#include "engine/marks.h"

#include <catch2/catch.hpp>

namespace imprimatur {
namespace {

constexpr std::string_view kToday = "2026-06-01";

std::vector<Mark> marks(std::string_view text) {
  return find_marks(text, kToday);
}

TEST_CASE("every form of comment can hold a mark, running text cannot") {
  for (const std::string comment : {"<!-- imprimatur: ignore[a.b] why -->",
                                    "<!--- imprimatur: ignore[a.b] why -->",
                                    "/* imprimatur: ignore[a.b] why */",
                                    "{# imprimatur: ignore[a.b] why #}",
                                    "[//]: # (imprimatur: ignore[a.b] why)",
                                    "// imprimatur: ignore[a.b] why",
                                    "# imprimatur: ignore[a.b] why",
                                    "-- imprimatur: ignore[a.b] why",
                                    "; imprimatur: ignore[a.b] why",
                                    "% imprimatur: ignore[a.b] why"}) {
    CAPTURE(comment);
    const auto found = marks("one\n  " + comment + "\r\n\r\nfour\n");
    REQUIRE(found.size() == 1);
    CHECK(found[0].problem.empty());
    CHECK(found[0].rules == std::vector<std::string>{"a.b"});
    CHECK(found[0].line == 2);
    CHECK(found[0].first == 4);
    CHECK(found[0].last == 4);
  }
  CHECK(marks("we write imprimatur: ignore[a.b] why").empty());
  CHECK(marks("see page 3#imprimatur: ignore[a.b] why").empty());
  CHECK(marks("<!-- imprimatur: ignore[a.b] why").empty());
}

TEST_CASE("a mark behind text covers its own line") {
  const auto found = marks("one\ntwo <!-- imprimatur: ignore[a.b, c.*] why -->\nthree");
  REQUIRE(found.size() == 1);
  CHECK(found[0].first == 2);
  CHECK(found[0].last == 2);
  CHECK(found[0].rules.size() == 2);
}

TEST_CASE("blocks and files") {
  const auto found = marks(
      "# imprimatur: ignore-file[a] why\n"
      "# imprimatur: ignore-start[b] why\n\n"
      "# imprimatur: ignore-end\n");
  REQUIRE(found.size() == 3);
  CHECK(found[0].first == 1);
  CHECK(found[0].last > 1'000'000);
  CHECK(found[1].first == 2);
  CHECK(found[1].last == 4);
}

TEST_CASE("what is wrong with a mark is said") {
  const auto problem = [](std::string_view text) {
    const auto found = marks(text);
    REQUIRE_FALSE(found.empty());
    return found[0].problem;
  };
  CHECK(problem("# imprimatur: ignore[a]") == "has no reason");
  CHECK(problem("# imprimatur: ignore why") == "names no rule in brackets");
  CHECK(problem("# imprimatur: ignore[] why") == "names no rule in brackets");
  CHECK(problem("# imprimatur: ignored[a] why").find("is none of") == 0);
  CHECK(problem("# imprimatur: ignore-end") == "has no ignore-start");
  CHECK(problem("# imprimatur: ignore-start[a] why") == "has no ignore-end");
  CHECK(problem("# imprimatur: ignore[a, until 2026-05-31] why") == "expired on 2026-05-31");
  CHECK(problem("# imprimatur: ignore[a, until 2026-06-01] why").empty());
  CHECK(problem("# imprimatur: ignore[a, until soon] why").find("no date") != std::string::npos);
}

TEST_CASE("marks silence what they name where they stand, and say when they do nothing") {
  const std::string text = "# imprimatur: ignore[a.*] why\nnotice\nnotice\n";
  std::vector<Finding> findings(3);
  findings[0].rule = "a.x";
  findings[1].rule = "b.x";
  findings[2].rule = "a.x";
  const std::vector<MarkPlace> places = {{2, 2, {30, 36}}, {2, 2, {30, 36}}, {3, 3, {37, 43}}};
  std::vector<std::optional<SilencedBy>> silenced;
  std::vector<DocumentResult::Note> notes;
  apply_marks(marks(text), findings, places, silenced, notes);
  REQUIRE(silenced.size() == 3);
  CHECK(silenced[0] == SilencedBy::mark);
  CHECK_FALSE(silenced[1]);
  CHECK_FALSE(silenced[2]);
  CHECK(notes.empty());

  apply_marks(marks("# imprimatur: ignore[z] why\n"), findings, places, silenced, notes);
  REQUIRE(notes.size() == 1);
  CHECK(notes[0].text == "the mark that ignores z was not used");
  CHECK(notes[0].line == 1);
}

TEST_CASE("the words of a mark are no evidence") {
  std::vector<Finding> findings(1);
  findings[0].rule = "b.x";
  std::vector<std::optional<SilencedBy>> silenced;
  std::vector<DocumentResult::Note> notes;
  apply_marks(marks("<!-- imprimatur: ignore[a] (c) 2024 X -->\nx"),
              findings,
              {{1, 1, {28, 36}}},
              silenced,
              notes);
  CHECK(silenced[0] == SilencedBy::mark);
}

}  // namespace
}  // namespace imprimatur
