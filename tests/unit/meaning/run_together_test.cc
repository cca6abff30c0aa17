#include "meaning/run_together.h"

#include "text/fold.h"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

namespace imprimatur {
namespace {

const std::string kBody =
    "The harbour board voted on Monday to close the eastern quay for two winters, since its piles "
    "have rotted through and nobody will insure the cranes that stand on it any longer. It meets "
    "again in May.";

std::string restored(const std::string& text, const std::vector<std::string>& agencies = {}) {
  WordSet by;
  by.add({"by", "por", "text ?:"});
  return restore_breaks(text, by, [&](Span where) {
    std::vector<Span> spans;
    for (const std::string& name : agencies) {
      const std::size_t at = text.find(name, where.begin);
      if (at != std::string::npos && at + name.size() <= where.end) {
        spans.push_back({at, at + name.size()});
      }
    }
    return spans;
  });
}

// What the n-th line of the restored text is.
std::string line(const std::string& text, std::size_t number) {
  std::size_t begin = 0;
  for (; number > 0; --number) {
    begin = text.find('\n', begin) + 1;
    REQUIRE(begin != 0);
  }
  return text.substr(begin, text.find('\n', begin) - begin);
}

TEST_CASE("a dateline behind a headline gets its line back", "[meaning][run-together]") {
  const std::string place = GENERATE(as<std::string>{},
                                     "OSLO, Nov 18 (Reuters) - ",
                                     "KUALA LUMPUR, Nov 17 (Bernama) -- ",
                                     "Havana, Nov 18 (Prensa Latina) ",
                                     "Warszawa, 5 stycznia (PAP) - ",
                                     "Madrid, 18 de mayo de 2026 (EFE).- ",
                                     "Tehran, IRNA - ",
                                     "MOSCOW, October 4. /TASS/. ");
  const std::string text = "Quay shut for two winters " + place + kBody;
  const std::string lines = restored(text);
  INFO(lines);
  REQUIRE(lines.size() == text.size());
  CHECK(line(lines, 0) == "Quay shut for two winters");
  CHECK(line(lines, 1).starts_with(place));
}

TEST_CASE("a credit behind the last sentence gets its line back", "[meaning][run-together]") {
  const std::string credit = GENERATE(as<std::string>{}, "(Text: dpa)", "Source: Island Press");
  CHECK(line(restored(kBody + " " + credit), 1) == credit);
  CHECK(line(restored(kBody + " mei/dpa", {"dpa"}), 1) == "mei/dpa");
  CHECK(line(restored(kBody + " \xC2\xA9 2026 Quay Courier. All rights reserved."), 1)
            .starts_with("\xC2\xA9 2026 Quay Courier."));
}

TEST_CASE("what is joined to the last sentence gets its line", "[meaning][run-together]") {
  CHECK(line(restored(kBody + "\xC2\xA9 2026 Quay Courier"), 1) == "\xC2\xA9 2026 Quay Courier");
  CHECK(line(restored(kBody + "Copyright 2026 Quay Courier"), 1) == "Copyright 2026 Quay Courier");
  CHECK(restored(
            "Quay\n" + kBody +
            "\nThe quay, as told at www.quay.example and Booking.Com, is 212 "
            "metres long, of which the eastern half, built of tarred larch on stone, has long been "
            "in want of repair by the harbour board.")
            .empty());
}

TEST_CASE("a byline behind a headline gets its line back", "[meaning][run-together]") {
  const std::string lines =
      restored("Quay shut for two winters By Orla Penhale, PA " + kBody, {"PA"});
  CHECK(line(lines, 0) == "Quay shut for two winters");
  CHECK(line(lines, 1) == "By Orla Penhale, PA");
}

TEST_CASE("words in capitals behind a headline get their line back", "[meaning][run-together]") {
  const std::string lines = restored("Quay shut for two winters NOT FOR REPUBLICATION " + kBody);
  CHECK(line(lines, 1) == "NOT FOR REPUBLICATION");
}

TEST_CASE("what has lines or looks like none is left alone", "[meaning][run-together]") {
  const std::string text =
      GENERATE(as<std::string>{},
               "",
               "Short.",
               "Quay shut\n\n" + kBody + "\n\nThe quay is 212 metres long.",
               "We prefer availability (AP) \xE2\x80\x94 stale results will do. " + kBody +
                   "\nThe quay is 212 metres long.",
               "The board told Reuters that it had no choice, and Mr. A. B. Quay agreed. " + kBody +
                   "\nThe quay is 212 metres long.");
  CHECK(restored(text, {"Reuters", "AP"}).empty());
}

TEST_CASE("no break falls within a character", "[meaning][run-together]") {
  std::string text;
  for (int i = 0; i < 60; ++i) {
    text += "\xE6\xB8\xAF\xE3\x80\x82 \xC3\x89 (\xC3\xA9) - ";
  }
  const std::string lines = restored(text);
  REQUIRE((lines.empty() || lines.size() == text.size()));
  for (std::size_t i = 0; i < lines.size(); ++i) {
    CHECK((lines[i] == text[i] || (text[i] == ' ' && lines[i] == '\n')));
  }
}

}  // namespace
}  // namespace imprimatur
