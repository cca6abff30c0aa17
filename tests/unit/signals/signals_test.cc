// Fields to claims: what each signal says, what is malformed, and what speaks of something else.
#include "signals/signals.h"

#include <catch2/catch.hpp>

#include <set>
#include <string>
#include <vector>

namespace imprimatur {
namespace {

Field field(Field::Kind kind, std::string name, std::string value, Scope scope = Scope::document) {
  const Span span{0, value.size()};
  return {kind, std::move(name), std::move(value), span, scope};
}

std::vector<Claim> claims_of(std::vector<Field> fields) {
  Document document;
  document.source = fields.front().value;
  document.fields = std::move(fields);
  return read_signals(document);
}

std::vector<Claim> of_meta(std::string name, std::string value) {
  return claims_of({field(Field::Kind::meta, std::move(name), std::move(value))});
}

UseSet uses(std::initializer_list<Use> list) {
  UseSet set;
  for (const Use use : list) {
    set.add(use);
  }
  return set;
}

TEST_CASE("a reservation of text and data mining is 1, 0 or an error") {
  const auto reserved = of_meta("tdm-reservation", "1");
  REQUIRE(reserved.size() == 1);
  CHECK(reserved[0].signal == "signal.tdm-reservation");
  CHECK(reserved[0].prohibits == uses({Use::tdm}));
  CHECK(reserved[0].why_not.empty());
  CHECK_FALSE(reserved[0].with_permission);
  const auto open = of_meta("tdm-reservation", "0");
  REQUIRE(open.size() == 1);
  CHECK(open[0].role == Role::permission);
  CHECK(open[0].permits == uses({Use::tdm}));
  for (const char* value : {"true", "yes", "2", "10"}) {
    const auto broken = of_meta("tdm-reservation", value);
    REQUIRE(broken.size() == 1);
    CHECK(broken[0].permits.empty());
    CHECK_FALSE(broken[0].why_not.empty());
  }
  const auto policy = claims_of({field(Field::Kind::meta, "tdm-reservation", "1"),
                                 field(Field::Kind::meta, "tdm-policy", "https://x/p")});
  REQUIRE(policy.size() == 1);
  CHECK(policy[0].with_permission);
}

TEST_CASE("robots meta") {
  struct Case {
    const char* name;
    const char* value;
    UseSet prohibits;
    bool decides;
  };
  const Case cases[] = {
      {"robots", "NoAI", uses({Use::ai_train, Use::ai_input}), true},
      {"robots", "other, noai", uses({Use::ai_train, Use::ai_input}), true},
      {"robots", "noindex,nofollow", uses({Use::search}), true},
      {"robots", "none", uses({Use::search}), true},
      {"robots", "noarchive", uses({Use::archive}), true},
      {"robots", "max-snippet: 0", uses({Use::ai_input}), true},
      {"robots", "noimageai", uses({Use::ai_train, Use::ai_input}), false},
      {"googlebot", "noarchive", uses({Use::archive}), false},
  };
  for (const Case& c : cases) {
    CAPTURE(c.name, c.value);
    const auto claims = of_meta(c.name, c.value);
    REQUIRE_FALSE(claims.empty());
    CHECK(claims[0].prohibits == c.prohibits);
    CHECK(claims[0].permits.empty());
    CHECK(claims[0].why_not.empty() == c.decides);
    for (std::size_t i = 1; i < claims.size(); ++i) {
      CHECK_FALSE(claims[i].why_not.empty());
    }
  }
  for (const char* value : {"all",
                            "index, follow",
                            ":, :, ,;: -:: ",
                            "max-snippet:-1, max-image-preview:large, max-video-preview:-1",
                            "unavailable_after: soon",
                            ","}) {
    CAPTURE(value);
    CHECK(of_meta("robots", value).empty());
  }
}

TEST_CASE("robots meta: what is asked of search engines only is told and decides nothing") {
  struct Case {
    const char* value;
    UseSet prohibits;
    const char* why_not;
  };
  const Case cases[] = {
      {"max-snippet:50", uses({Use::excerpt}), "search results only"},
      {"max-snippet: 0", uses({Use::excerpt}), "search results only"},
      {"nosnippet", uses({Use::excerpt}), "search results only"},
      {"notranslate", uses({Use::translate}), "no term of use"},
      {"noarchive", uses({Use::ai_train, Use::ai_input}), "Bing alone"},
      {"nocache", uses({Use::ai_train, Use::ai_input}), "Bing alone"},
      {"noarchive, nocache", uses({Use::ai_train, Use::ai_input}), "Bing alone"},
      {"gptbot: noindex", uses({Use::search}), "one robot only"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.value);
    const auto claims = of_meta("robots", c.value);
    REQUIRE_FALSE(claims.empty());
    CHECK(claims.back().prohibits == c.prohibits);
    CHECK(claims.back().why_not.find(c.why_not) != std::string::npos);
  }
}

TEST_CASE("robots meta: a page may be found up to a day") {
  for (const char* value : {"unavailable_after: 25 Jun 2010 15:00:00 PST",
                            "unavailable_after: Friday, 25-Jun-10 15:00:00 PST",
                            "noai, unavailable_after: 2010-06-25"}) {
    CAPTURE(value);
    const auto claims = of_meta("robots", value);
    REQUIRE_FALSE(claims.empty());
    CHECK(claims.back().prohibits == uses({Use::search}));
    CHECK(claims.back().from == "2010-06-25T23:59:59Z");
    CHECK(claims.back().why_not.empty());
  }
}

TEST_CASE("rights in meta elements are notices, terms or licences") {
  struct Case {
    const char* name;
    const char* value;
    Claim::Kind kind;
  };
  for (const Case& c : {Case{"copyright", "X", Claim::Kind::notice},
                        Case{"dcterms.rightsholder", "X", Claim::Kind::notice},
                        Case{"dc.rights", "Copyright X", Claim::Kind::text},
                        Case{"dc:rights", "https://x/l", Claim::Kind::licence},
                        Case{"dcterms.license", "https://x/l", Claim::Kind::licence}}) {
    CAPTURE(c.name);
    const auto claims = of_meta(c.name, c.value);
    REQUIRE(claims.size() == 1);
    CHECK(claims[0].kind == c.kind);
    CHECK(claims[0].scope == Scope::site);
  }
  for (const char* name : {"description", "og:site_name", "citation_title", "rights-of-way"}) {
    CHECK(of_meta(name, "Copyright law explained").empty());
  }
  for (const char* name : {"rights",
                           "usage-terms",
                           "rights-standard",
                           "dcterms.rights",
                           "dcterms:accessrights",
                           "copyrightnotice"}) {
    CAPTURE(name);
    CHECK(of_meta(name, "No reuse").front().kind == Claim::Kind::text);
    CHECK(of_meta(name, "https://x/l").front().kind == Claim::Kind::licence);
  }
  for (const char* name :
       {"license", "licence", "dc.rights.license", "dcterms.licence", "cc.license"}) {
    CAPTURE(name);
    CHECK(of_meta(name, "CC BY").front().kind == Claim::Kind::licence);
  }
}

TEST_CASE("a licence link in a figure is the picture's") {
  const auto claims =
      claims_of({field(Field::Kind::link, "license", "https://x/by", Scope::photo)});
  REQUIRE(claims.size() == 1);
  CHECK(claims[0].kind == Claim::Kind::licence);
  CHECK(claims[0].scope == Scope::photo);
  CHECK(claims_of({field(Field::Kind::link, "canonical", "https://x")}).empty());
}

TEST_CASE("linked data: the work's own rights, with their place") {
  const std::string json =
      R"({"@graph":[{"@id":"#o","name":"Port \u0026 Co"},{"@type":"NewsArticle","copyrightYear":2024,)"
      R"("copyrightHolder":{"@id":"#o"},"license":["https://x/by"],)"
      R"("image":{"@type":"ImageObject","creditText":"Getty Images"},)"
      R"("comment":{"copyrightNotice":"no"}}]})";
  Document document;
  document.source = json;
  document.fields.push_back(field(Field::Kind::json_ld, "json-ld", json));
  const auto claims = read_signals(document);
  REQUIRE(claims.size() == 3);
  std::set<std::string> values;
  for (const Claim& claim : claims) {
    values.insert(claim.value);
    if (claim.kind == Claim::Kind::notice) {
      CHECK(claim.value == "Port & Co");
      CHECK(claim.years == "2024");
    } else if (claim.kind == Claim::Kind::licence) {
      CHECK(json.substr(claim.span.begin, claim.span.size()) == "https://x/by");
      CHECK(claim.holder == "Port & Co");
    } else {
      CHECK(claim.scope == Scope::photo);
    }
  }
  CHECK(values == std::set<std::string>{"Port & Co", "https://x/by", "Getty Images"});
}

TEST_CASE("broken and hostile linked data says nothing") {
  std::string deep;
  for (int i = 0; i < 100'000; ++i) {
    deep += "[{\"a\":";
  }
  for (const std::string& json : {std::string("{"),
                                  std::string("null"),
                                  std::string("[]"),
                                  std::string("{\"license\":null,\"copyrightHolder\":[]}"),
                                  std::string("{\"@type\":[],\"license\":{\"url\":7}}"),
                                  deep}) {
    CHECK(claims_of({field(Field::Kind::json_ld, "json-ld", json)}).empty());
  }
}

TEST_CASE("every signal has an id and says what it is") {
  std::set<std::string_view> ids;
  for (const Signal& signal : signals()) {
    CHECK(ids.insert(signal.id).second);
    CHECK(signal.id.starts_with("signal."));
    CHECK_FALSE(signal.about.empty());
  }
}

}  // namespace
}  // namespace imprimatur
