// RSL licences that stand in the document they speak of, and links to others.
#include "signals/signals.h"
#include "unit/signals/site_support.h"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

namespace imprimatur {
namespace {

const std::string kBan = "<license><prohibits type=\"usage\">ai-train</prohibits></license>";
const std::string kOpen = "<license><permits type=\"usage\">search</permits></license>";

std::string rsl(const std::string& url, const std::string& licence) {
  return "<rsl xmlns=\"https://rslstandard.org/rsl\"><content url=\"" + url + "\">" + licence +
         "</content></rsl>";
}

std::vector<Claim> claims_of(std::string value,
                             std::string url = {},
                             Scope scope = Scope::document,
                             std::string name = "rsl") {
  Document document;
  document.source = value;
  document.url = std::move(url);
  const Span span{0, value.size()};
  const auto kind = name == "rsl" ? Field::Kind::policy : Field::Kind::link;
  document.fields.push_back({kind, "rsl", value, span, scope});
  return read_signals(document);
}

TEST_CASE("RSL in a document speaks of it") {
  const std::string text = rsl("", kBan);
  const auto claims = claims_of(text);
  REQUIRE(claims.size() == 1);
  CHECK(claims[0].signal == "signal.rsl");
  CHECK(test::answer(claims, Use::ai_train) == 'n');
  CHECK(test::answer(claims, Use::search) == '?');
  CHECK(claims[0].reach == Reach::page);
  CHECK(text.substr(claims[0].span.begin, claims[0].span.size()) == kBan);
}

TEST_CASE("RSL in a document: its parts by address") {
  const std::string ban = rsl("https://example.org/a/", kBan);
  CHECK(test::answer(claims_of(ban, "https://example.org/a/b"), Use::ai_train) == 'n');
  CHECK(test::answer(claims_of(ban, "https://example.org/c"), Use::ai_train) == '?');
  CHECK(test::answer(claims_of(ban), Use::ai_train) == 'n');
  const std::string open = rsl("/a/", kOpen);
  CHECK(test::answer(claims_of(open, "https://example.org/a/b"), Use::search) == 'y');
  // What is permitted somewhere is permitted here only where "here" is known.
  CHECK(test::answer(claims_of(open), Use::search) == '?');
  CHECK(test::has_remark(claims_of(open), "not known"));
  CHECK(test::answer(claims_of(open), Use::ai_train) == 'n');
}

TEST_CASE("RSL in other XML keeps its place") {
  const std::string item =
      "\n <?xml version=\"1.0\"?>\n<q:content url=\"\"><q:license><q:permits "
      "type=\"usage\">search</q:permits></q:license></q:content>";
  const auto claims = claims_of(item);
  CHECK(test::answer(claims, Use::search) == 'y');
  CHECK(test::answer(claims, Use::ai_train) == 'n');
  REQUIRE_FALSE(claims.empty());
  const std::string part = item.substr(claims[0].span.begin, claims[0].span.size());
  CHECK(part.starts_with("<q:license>"));
  CHECK(part.ends_with("</q:license>"));
}

TEST_CASE("RSL of a picture is the picture's, what is broken or elsewhere says nothing") {
  const auto picture = claims_of(rsl("", kBan), {}, Scope::photo);
  REQUIRE(picture.size() == 1);
  CHECK(picture[0].scope == Scope::photo);
  for (const std::string& broken : {std::string("<rsl"),
                                    rsl("", "<permit type=\"usage\">all</permit>"),
                                    std::string(""),
                                    std::string("<!-- -->")}) {
    CAPTURE(broken);
    const auto claims = claims_of(broken);
    CHECK(test::answer(claims, Use::ai_train) == '?');
    CHECK(test::has_remark(claims, "licenses nothing"));
  }
  const auto link = claims_of("https://example.org/rsl.xml", {}, Scope::document, "link");
  REQUIRE(link.size() == 1);
  CHECK_FALSE(link[0].why_not.empty());
}

}  // namespace
}  // namespace imprimatur
