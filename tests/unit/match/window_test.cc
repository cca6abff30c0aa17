#include "match/window.h"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

namespace imprimatur {
namespace {

std::string around(std::string_view text, std::string_view hit) {
  const std::size_t at = text.find(hit);
  const Span window = window_around(text, {at, at + hit.size()});
  return std::string(text.substr(window.begin, window.size()));
}

TEST_CASE("a window is the paragraph around a hit") {
  struct Case {
    std::string_view text;
    std::string_view window;
  };
  const Case cases[] = {
      {"HIT", "HIT"},
      {"one\n\ntwo HIT two\n\nthree", "two HIT two"},
      {"one\n\ntwo\nHIT\ntwo\n\nthree", "two\nHIT\ntwo"},
      {"one\r\n\r\ntwo HIT\r\ntwo\r\n\r\nthree", "two HIT\r\ntwo\r"},
      {"one\n \t\ntwo HIT\n  \nthree", "two HIT"},
      {"\n\nHIT\n", "HIT"},
      {"one\n\n\n\nHIT", "HIT"},
      {"one\n\nYou may not:\n\n- HIT\n\ntwo", "You may not:\n\n- HIT"},
      {"one\n\n**HIT not:**\r\n\r\n- two\r\n\r\nthree", "**HIT not:**\r\n\r\n- two\r"},
      {"one：\n\nHIT", "one：\n\nHIT"},
      {"one:\n\n\nHIT", "HIT"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.text);
    CHECK(around(c.text, "HIT") == c.window);
  }
}

TEST_CASE("a long line is cut at blanks, never inside a character") {
  std::string text;
  for (int i = 0; i < 2000; ++i) {
    text += i == 1000 ? "HIT " : "wörtchen ";
  }
  const std::string window = around(text, "HIT");
  CHECK(window.find("HIT") != std::string::npos);
  CHECK(window.size() <= 2 * kWindowReach + 3);
  CHECK(window.size() >= 2 * kWindowReach - 200);
  CHECK((window.starts_with("wörtchen") || window.starts_with(" ")));
  // Without blanks to cut at, between characters.
  std::string dense;
  for (int i = 0; i < 3000; ++i) {
    dense += i == 1500 ? "HIT" : "権";
  }
  const std::string cut = around(dense, "HIT");
  CHECK(cut.starts_with("権"));
  CHECK(cut.ends_with("権"));
}

TEST_CASE("edges are the first and last lines of the parts of running text") {
  const std::string text = "menu\n\nhead\n\nlast\n\nfooter";
  const auto lines = [&](std::vector<Span> parts) {
    std::string joined;
    for (const Span line : edge_lines(text, parts)) {
      joined += text.substr(line.begin, line.size()) + '|';
    }
    return joined;
  };
  CHECK(lines({}) == "menu|head|last|footer|");
  CHECK(lines({{6, 18}}) == "head|last|");
  CHECK(lines({{6, 12}, {12, 16}}) == "head|last|");
  CHECK(lines({{0, 4}, {18, 24}}) == "menu|footer|");
}

TEST_CASE("all windows cover all text that is not blank") {
  std::string longest;
  for (int i = 0; i < 3000; ++i) {
    longest += "word" + std::to_string(i) + " ";
  }
  std::string dense;
  for (int i = 0; i < 4000; ++i) {
    dense += "権利";
  }
  const std::string texts[] = {"",
                               "\n \n",
                               "one",
                               "one\n\ntwo\n",
                               longest,
                               "a\n\n" + longest + "\n\nb",
                               dense,
                               std::string(10000, 'x')};
  for (const std::string& text : texts) {
    std::vector<bool> covered(text.size(), false);
    std::size_t last = 0;
    for (const Span window : all_windows(text)) {
      CHECK(window.begin >= last);
      CHECK(window.end <= text.size());
      CHECK(window.size() <= kWindowMax);
      last = window.begin;
      for (std::size_t i = window.begin; i < window.end; ++i) {
        covered[i] = true;
      }
    }
    std::size_t missed = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
      missed += !covered[i] && text[i] != ' ' && text[i] != '\n' ? 1U : 0U;
    }
    CAPTURE(text.substr(0, 40));
    CHECK(missed == 0);
  }
}

TEST_CASE("whatever is shorter than a quarter of the reach lies whole in some window") {
  std::string text;
  while (text.size() < 12000) {
    text += "some words ";
  }
  const auto windows = all_windows(text);
  for (std::size_t begin = 0; begin + 375 < text.size(); ++begin) {
    bool whole = false;
    for (const Span window : windows) {
      whole = whole || (window.begin <= begin && begin + 375 <= window.end);
    }
    if (!whole) {
      CAPTURE(begin);
      CHECK(whole);
      break;
    }
  }
}

std::vector<std::string> edges(std::string_view text) {
  std::vector<std::string> lines;
  for (const Span line : edge_lines(text)) {
    lines.emplace_back(text.substr(line.begin, line.size()));
  }
  return lines;
}

TEST_CASE("a long line with a bracket near its beginning is an edge line") {
  const std::string words(200, 'x');
  CHECK(edges("Bern (sda) " + words).size() == 1);
  CHECK(edges("Lima, 5 mar. EFE.- " + words).size() == 1);
  CHECK(edges("Bern " + words).empty());
  CHECK(edges(words + " (sda)" + words).empty());
}

TEST_CASE("edge lines are the first four and the last six that say something") {
  using Lines = std::vector<std::string>;
  CHECK(edges("").empty());
  CHECK(edges("\n\n").empty());
  CHECK(edges("one") == Lines{"one"});
  CHECK(edges("  one \r\n\r\n two\r\n") == Lines{"one", "two"});
  std::string many;
  for (int i = 0; i < 20; ++i) {
    many += "line " + std::to_string(i) + "\n\n";
  }
  CHECK(edges(many) == Lines{"line 0",
                             "line 1",
                             "line 2",
                             "line 3",
                             "line 14",
                             "line 15",
                             "line 16",
                             "line 17",
                             "line 18",
                             "line 19"});
}

TEST_CASE("a line of both edges is given once, and running text is not") {
  CHECK(edges("a\nb\nc\nd\ne").size() == 5);
  const std::string prose(300, 'x');
  CHECK(edges("a\n" + prose + "\nb").size() == 2);
  const std::string dated = "ANKARA (AA) - " + prose;
  CHECK(edges("a\n" + dated + "\nb").size() == 3);
  CHECK(edges("a\n" + prose + " -- dpa\nb").size() == 3);
  CHECK(edges(std::string(50000, 'x')).empty());
}

}  // namespace
}  // namespace imprimatur
