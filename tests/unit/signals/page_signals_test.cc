// Signals that pages carry beside robots and licences: authors, aggregators' tags, usage
// preferences, ccREL, linked data with the mistakes that pages make.
#include "signals/json_repair.h"
#include "signals/signals.h"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

namespace imprimatur {
namespace {

Field field(Field::Kind kind, std::string name, std::string value, Scope scope = Scope::document) {
  const Span span{0, value.size()};
  return {kind, std::move(name), std::move(value), span, scope};
}

std::vector<Claim> claims_of(std::vector<Field> fields, std::string url = {}) {
  Document document;
  document.source = fields.front().value;
  document.url = std::move(url);
  document.fields = std::move(fields);
  return read_signals(document);
}

std::vector<Claim> of_meta(std::string name, std::string value, std::string url = {}) {
  return claims_of({field(Field::Kind::meta, std::move(name), std::move(value))}, std::move(url));
}

TEST_CASE("authors are bylines, their addresses are not") {
  const auto claims = of_meta("author", "AFP");
  REQUIRE(claims.size() == 1);
  CHECK(claims[0].kind == Claim::Kind::byline);
  CHECK(claims[0].signal == "signal.author");
  CHECK(of_meta("author", "https://www.facebook.com/portdaily").empty());
  // The first property is the article's; those in teasers are not.
  const auto first = claims_of({field(Field::Kind::microdata, "author", "Jane Roe"),
                                field(Field::Kind::microdata, "author", "AFP")});
  REQUIRE(first.size() == 1);
  CHECK(first[0].value == "Jane Roe");
  CHECK(claims_of({field(Field::Kind::microdata, "author", "AFP", Scope::part)}).empty());
}

TEST_CASE("a source on another host makes the page a copy") {
  const auto claims = of_meta("syndication-source", "https://www.wire.example/a");
  REQUIRE(claims.size() == 1);
  CHECK(claims[0].kind == Claim::Kind::credit);
  CHECK(claims[0].value == "wire.example");
  CHECK(of_meta("original-source", "https://www.wire.example/a", "https://wire.example/a").empty());
  CHECK(of_meta("original-source", "a word").empty());
  const auto first = of_meta("original-source", "https://www.wire.example/a");
  REQUIRE(first.size() == 1);
  CHECK_FALSE(first[0].why_not.empty());
}

TEST_CASE("what only says how a page is offered decides nothing") {
  for (const char* name : {"article:expiration_time", "article:content_tier"}) {
    const auto claims = of_meta(name, "2026-12-01");
    REQUIRE(claims.size() == 1);
    CHECK_FALSE(claims[0].why_not.empty());
    CHECK(claims[0].prohibits.empty());
  }
  for (const char* name : {"og:site_name", "article:publisher", "news_keywords", "standout"}) {
    CHECK(of_meta(name, "https://x/y").empty());
  }
}

TEST_CASE("a part that search results do not quote") {
  const auto claims = of_meta("data-nosnippet", "data-nosnippet");
  REQUIRE(claims.size() == 1);
  CHECK(claims[0].scope == Scope::part);
  CHECK(claims[0].prohibits.has(Use::excerpt));
  CHECK(claims[0].why_not.find("search results only") != std::string::npos);
}

TEST_CASE("usage preferences prohibit or permit what they name") {
  UseSet permits;
  UseSet prohibits;
  for (const Claim& claim : of_meta("content-usage", "train-ai=n, search=y")) {
    permits.add(claim.permits);
    prohibits.add(claim.prohibits);
  }
  CHECK(prohibits.has(Use::ai_train));
  CHECK(permits.has(Use::search));
  CHECK(of_meta("content-signal", "ai-train=no").front().prohibits.has(Use::ai_train));
  for (const char* value : {"train-ai", "train-ai=maybe", "=n", "other=n", ",;,"}) {
    CAPTURE(value);
    for (const Claim& claim : of_meta("content-usage", value)) {
      CHECK(claim.permits.empty());
      CHECK(claim.prohibits.empty());
      CHECK_FALSE(claim.why_not.empty());
    }
  }
}

TEST_CASE("ccREL's terms are permissions and bans") {
  const auto permits = claims_of(
      {field(Field::Kind::link, "permits", "http://creativecommons.org/ns#DerivativeWorks")});
  REQUIRE(permits.size() == 1);
  CHECK(permits[0].role == Role::permission);
  CHECK(permits[0].permits.has(Use::rewrite));
  const auto bans = claims_of(
      {field(Field::Kind::link, "prohibits", "http://creativecommons.org/ns#CommercialUse")});
  REQUIRE(bans.size() == 1);
  CHECK(bans[0].prohibits.has(Use::commercial));
  CHECK(claims_of({field(Field::Kind::link, "permits", "http://x/ns#Anything")}).empty());
  const auto shared =
      claims_of({field(Field::Kind::link, "permits", "http://creativecommons.org/ns#Distribution"),
                 field(Field::Kind::link, "requires", "http://creativecommons.org/ns#Attribution"),
                 field(Field::Kind::link, "requires", "http://creativecommons.org/ns#ShareAlike"),
                 field(Field::Kind::microdata, "attributionname", "Port Daily")});
  REQUIRE(shared.size() == 1);
  CHECK(shared[0].duties.has(Duty::attribute));
  CHECK(shared[0].duties.has(Duty::share_alike));
  CHECK(shared[0].holder == "Port Daily");
}

TEST_CASE("addresses of terms are told and permit nothing") {
  for (const char* name : {"terms-of-service", "morepermissions"}) {
    CAPTURE(name);
    const auto claims = claims_of({field(Field::Kind::link, name, "https://x/terms")});
    REQUIRE(claims.size() == 1);
    CHECK_FALSE(claims[0].why_not.empty());
    CHECK(claims[0].permits.empty());
  }
}

TEST_CASE("Dublin Core gives the year beside the holder") {
  const auto claims =
      claims_of({field(Field::Kind::meta, "dcterms.rightsholder", "Port Daily"),
                 field(Field::Kind::meta, "dcterms.datecopyrighted", "2024-05-01")});
  REQUIRE(claims.size() == 1);
  CHECK(claims[0].kind == Claim::Kind::notice);
  CHECK(claims[0].years == "2024");
}

TEST_CASE("linked data names agencies as authors") {
  const auto claims = claims_of({field(
      Field::Kind::json_ld,
      "json-ld",
      R"({"@type":"NewsArticle","author":[{"@type":"Person","name":"Jane Roe"},{"name":"AFP"}],)"
      R"("acquireLicensePage":"https://x/buy"})")});
  REQUIRE(claims.size() == 3);
  std::size_t bylines = 0;
  for (const Claim& claim : claims) {
    bylines += claim.kind == Claim::Kind::byline ? 1U : 0U;
  }
  CHECK(bylines == 2);
  CHECK(claims_of(
            {field(
                Field::Kind::json_ld, "json-ld", R"({"@type":"Comment","author":{"name":"AFP"}})")})
            .empty());
}

TEST_CASE("an article's text that only linked data holds is read") {
  const std::string body = "PARIS (AFP) - Ministers met on Monday to talk about the budget.";
  const std::string json = "{\"@type\":\"NewsArticle\",\"articleBody\":\"" + body + "\"}";
  const auto claims = claims_of({field(Field::Kind::json_ld, "json-ld", json)});
  REQUIRE(claims.size() == 1);
  CHECK(claims[0].kind == Claim::Kind::text);
  CHECK(claims[0].value == body);
  Document shown;
  shown.source = json;
  shown.text = body;
  shown.fields.push_back(field(Field::Kind::json_ld, "json-ld", json));
  CHECK(read_signals(shown).empty());
}

TEST_CASE("mistakes that pages make in linked data are mended") {
  struct Case {
    std::string written;
    std::string json;
  };
  const Case cases[] = {
      {"<![CDATA[{\"a\":\"b\"}]]>", "{\"a\":\"b\"}"},
      {"//<![CDATA[\n{\"a\":[1]}\n//]]>", "{\"a\":[1]}"},
      {"<!-- {\"a\":\"b\"} -->", "{\"a\":\"b\"}"},
      {"{\"a\":\"b\",}", "{\"a\":\"b\"}"},
      {"{\"a\":[\"b\",]}", "{\"a\":[\"b\"]}"},
      {"{\"a\":\"b\" \"c\":\"d\"}", "{\"a\":\"b\" ,\"c\":\"d\"}"},
      {"{\"a\":{} \"c\":1}", "{\"a\":{} ,\"c\":1}"},
      {"{\"a\":\"x\ny\"}", "{\"a\":\"x y\"}"},
      {"{\"a\":\"\\\"},{\"};", "{\"a\":\"\\\"},{\"}"},
      {"{\"a\":1};", "{\"a\":1}"},
      {"no json", ""},
      {"}{", ""},
  };
  for (const Case& c : cases) {
    CAPTURE(c.written);
    CHECK(repaired_json(c.written) == c.json);
  }
  const auto claims = claims_of({field(Field::Kind::json_ld,
                                       "json-ld",
                                       "<![CDATA[{\"@type\":\"Article\",\"image\":{} "
                                       "\"copyrightHolder\":{\"name\":\"Port\"},}]]>")});
  REQUIRE(claims.size() == 1);
  CHECK(claims[0].value == "Port");
}

}  // namespace
}  // namespace imprimatur
