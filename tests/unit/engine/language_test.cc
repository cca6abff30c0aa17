#include "engine/language.h"

#include <catch2/catch.hpp>

#include <string>

namespace imprimatur {
namespace {

const std::string kGerman =
    "Die Stadt plant im Westen neue Radwege, und der Gemeinderat will im Herbst darüber "
    "entscheiden.\n";

TEST_CASE("running text tells the language, not a menu in front of it") {
  std::string menu;
  for (int i = 0; i < 80; ++i) {
    menu += "The News of the Day\nAbout us and the team\n";
  }
  CHECK(detect_language(menu + kGerman + kGerman + kGerman) == "de");
  CHECK(detect_language(menu) == "en");
}

TEST_CASE("running text is looked for where the structure has it") {
  const std::string english =
      "The council of the town said on Monday that it was to vote on the plan with the others.\n";
  const std::string text = english + english + english + kGerman + kGerman + kGerman;
  CHECK(detect_language(text) == "en");
  const Span own{3 * english.size(), text.size()};
  CHECK(detect_language(text, {&own, 1}) == "de");
}

TEST_CASE("a language that has letters of its own is told by one of them") {
  const std::string romanian = "si in de la a cu pe din nu este sa pentru care un o au ";
  CHECK(detect_language(romanian + "\u0219i") == "ro");
  CHECK(detect_language(romanian) != "ro");
  CHECK(detect_language("The council of the town said that it was to vote on the plan\u2014and for "
                        "a supercalifragilisticexpialidocious cause.") == "en");
  CHECK(detect_language("Он сказал, что это был не он, и что в городе на этом стоят.") == "ru");
}

TEST_CASE("a text too short to tell has no language") {
  CHECK(detect_language("").empty());
  CHECK(detect_language("2024").empty());
  CHECK(detect_language("xyz qrs tuv").empty());
}

TEST_CASE("languages of scripts of their own are told by them") {
  CHECK(detect_language("ગુજરાતી ભાષામાં સમાચાર આવ્યા છે") == "gu");
  CHECK(detect_language("မြန်မာဘာသာဖြင့် သတင်းများ") == "my");
  CHECK(detect_language("በአማርኛ የተጻፈ ዜና ነው ዛሬ") == "am");
}

}  // namespace
}  // namespace imprimatur
