#include "match/lexicon.h"

#include "support/builtin_rules.h"

#include <catch2/catch.hpp>

#include <string>

namespace imprimatur {
namespace {

constexpr std::string_view kHead =
    "schema = 1\nkind = \"holder\"\ntype = \"wire-agency\"\n"
    "source = \"public usage\"\nchecked = 2026-01-01\n";

std::string holder(std::string_view id, std::string_view rest) {
  return std::string(kHead) + "id = \"" + std::string(id) + "\"\n" + std::string(rest);
}

const RuleSet& rules() {
  static const auto kRules = rules_of({
      {"holders/ap.toml",
       holder("ap",
              "name = \"Associated Press\"\ncodes = [\"AP\"]\n"
              "not-followed-by = [\"of India\"]\n")},
      {"holders/app.toml",
       holder("app", "name = \"Associated Press of Pakistan\"\ncodes = [\"APP\"]\n")},
      {"holders/time.toml",
       holder("time", "name = \"Time\"\naliases = [{ text = \"Time\", case = \"exact\" }]\n")},
      {"holders/dpa.toml",
       holder("dpa",
              "name = \"Deutsche Presse-Agentur\"\n"
              "codes = [{ text = \"dpa\", case = \"any\" }]\n")},
      {"holders/anadolu.toml", holder("anadolu", "name = \"Anadolu Ajansı\"\n")},
      {"holders/xinhua.toml", holder("xinhua", "name = \"Xinhua\"\naliases = [\"新华社\"]\n")},
      {"holders/yonhap.toml", holder("yonhap", "name = \"Yonhap\"\naliases = [\"연합뉴스\"]\n")},
  });
  return *kRules;
}

std::string names_of(const std::vector<NameHit>& hits, const Shadow& shadow) {
  std::string names;
  for (const NameHit& hit : hits) {
    names += (names.empty() ? "" : ", ") + hit.holder->id + ":" +
             std::string(shadow.text().substr(hit.span.begin, hit.span.size()));
  }
  return names;
}

std::string found(std::string_view text, bool codes = true) {
  const Lexicon lexicon(rules());
  Shadow shadow;
  shadow.assign(text, {0, text.size()});
  std::vector<NameHit> hits;
  lexicon.find_all(shadow, text, {0, shadow.text().size()}, codes, hits);
  return names_of(hits, shadow);
}

std::string resolved(std::string_view text) {
  const Lexicon lexicon(rules());
  Shadow shadow;
  shadow.assign(text, {0, text.size()});
  return names_of(lexicon.resolve(shadow, text, {0, shadow.text().size()}), shadow);
}

TEST_CASE("the longest name at a place wins") {
  CHECK(found("the Associated Press said") == "ap:associated press");
  CHECK(found("the Associated Press of Pakistan said") == "app:associated press of pakistan");
  CHECK(found("APP and AP") == "app:app, ap:ap");
}

TEST_CASE("a name is none if it is followed by what makes it another") {
  CHECK(found("the Associated Press of India").empty());
  CHECK(found("the Associated Press of Indiana") == "");
  CHECK(found("the Associated Press of Italy") == "ap:associated press");
}

TEST_CASE("case matters where the rule says so") {
  CHECK(found("Time flies") == "time:time");
  CHECK(found("time flies").empty());
  CHECK(found("TIME flies").empty());
  CHECK(found("ap or Ap").empty());
  CHECK(found("DPA and dpa") == "dpa:dpa, dpa:dpa");
  CHECK(found("ASSOCIATED PRESS") == "ap:associated press");
  CHECK(found("ＡＰ") == "ap:ap");
}

TEST_CASE("names are whole words, but for scripts without blanks") {
  CHECK(found("SNAP, APS, 2AP").empty());
  CHECK(found("(AP)/AP-") == "ap:ap, ap:ap");
  CHECK(found("中国新华社北京电") == "xinhua:新华社");
  CHECK(found("据AP报道") == "ap:ap");
  // Korean particles hang on a name's end, nothing on its beginning.
  CHECK(found("연합뉴스는") == "yonhap:연합뉴스");
  CHECK(found("국연합뉴스").empty());
}

TEST_CASE("spelling, line breaks and hidden characters do not matter") {
  CHECK(found("ANADOLU AJANSI") == "anadolu:anadolu ajansi");
  CHECK(found("Anadolu Ajansi") == "anadolu:anadolu ajansi");
  CHECK(found("Associated\nPress") == "ap:associated\npress");
  CHECK(found("Associated \r\n  Press") == "ap:associated\npress");
  CHECK(found("Asso\u200Bciated Press") == "ap:associated press");
}

TEST_CASE("codes are names only where they are asked for") {
  CHECK(found("dpa, AP, Xinhua", false) == "xinhua:xinhua");
}

TEST_CASE("a range cuts a name off") {
  const Lexicon lexicon(rules());
  const std::string_view text = "Associated Press";
  Shadow shadow;
  shadow.assign(text, {0, text.size()});
  std::vector<NameHit> hits;
  lexicon.find_all(shadow, text, {0, 10}, true, hits);
  CHECK(hits.empty());
  CHECK_FALSE(lexicon.at(shadow, text, 11, true));
  CHECK(lexicon.at(shadow, text, 0, true));
}

TEST_CASE("a party of a credit is resolved to the names in it") {
  CHECK(resolved("AP/dpa") == "ap:ap, dpa:dpa");
  CHECK(resolved("dpa, AP and Xinhua") == "dpa:dpa, ap:ap, xinhua:xinhua");
  CHECK(resolved("dpa und AP") == "dpa:dpa, ap:ap");
  CHECK(resolved("Sam Writer, AP") == "ap:ap");
  CHECK(resolved("AP Sam Writer") == "ap:ap");
  CHECK(resolved("the AP office").empty());
  CHECK(resolved("nobody known").empty());
  CHECK(resolved("").empty());
}

TEST_CASE("the built-in names keep the two Associated Presses apart") {
  REQUIRE(builtin_rules());
  const Lexicon lexicon(*builtin_rules());
  const std::string_view text = "Associated Press of Pakistan";
  Shadow shadow;
  shadow.assign(text, {0, text.size()});
  const auto hit = lexicon.at(shadow, text, 0, false);
  REQUIRE(hit);
  CHECK(hit->holder->id == "app-pk");
}

TEST_CASE("a code of several holders is told apart by the text's language") {
  const auto holder = [](const std::string& id, const std::string& language) {
    return "schema = 1\nkind = \"holder\"\nid = \"" + id + "\"\nname = \"Agency " + id +
           "\"\ncodes = [\"ACN\"]\ntype = \"wire-agency\"\nlanguages = [\"" + language +
           "\"]\nsource = \"public usage\"\nchecked = 2026-01-01\nmatch = [\"ACN\", \"ACN\"]\n"
           "miss = [\"x\", \"y\"]\n";
  };
  const auto rules = rules_of({{"holders/acn-a.toml", holder("acn-a", "es")},
                               {"holders/acn-b.toml", holder("acn-b", "ca")}});
  REQUIRE(rules);
  const Lexicon lexicon(*rules);
  const std::string text = "Font: ACN";
  Shadow shadow;
  shadow.assign(text, {0, text.size()});
  const auto hit = lexicon.at(shadow, text, 6, true);
  REQUIRE(hit);
  const auto owner = [&](const std::string& language) {
    const TextLanguage told = [&] { return language; };
    return lexicon.told_apart(*hit, shadow.text(), &told)->id;
  };
  CHECK(owner("ca") == "acn-b");
  CHECK(owner("es") == "acn-a");
  CHECK(owner("en") == "acn-a");
  CHECK(owner("") == "acn-a");
  CHECK(lexicon.told_apart(*hit, shadow.text(), nullptr)->id == "acn-a");
}

}  // namespace
}  // namespace imprimatur
