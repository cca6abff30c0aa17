// The properties of schema.org, as linked data and as microdata: what each of them claims.
#include "signals/signals.h"

#include <catch2/catch.hpp>

#include <optional>
#include <string>
#include <vector>

namespace imprimatur {
namespace {

std::vector<Claim> claims_of(Field::Kind kind, std::string name, std::string value) {
  Document document;
  document.source = value;
  const Span span{0, value.size()};
  document.fields.push_back({kind, std::move(name), value, span, Scope::document});
  return read_signals(document);
}

std::vector<Claim> of_json(const std::string& members, const std::string& type = "NewsArticle") {
  return claims_of(Field::Kind::json_ld, "json-ld", "{\"@type\":\"" + type + "\"," + members + "}");
}

struct Case {
  const char* name;
  const char* microdata;  // the name as the field has it; empty: not read there
  const char* json;
  const char* value;
  std::optional<Claim::Kind> kind;  // empty: no claim
};
const Case kCases[] = {
    {"copyrightHolder", "copyrightholder", R"({"name":"Port"})", "Port", Claim::Kind::notice},
    {"copyrightNotice", "copyrightnotice", R"("(c) Port")", "(c) Port", Claim::Kind::text},
    {"license", "license", R"("https://x/by")", "https://x/by", Claim::Kind::licence},
    {"license", "license", R"({"url":"https://x/by"})", "https://x/by", Claim::Kind::licence},
    {"usageInfo", "usageinfo", R"("https://x/use")", "https://x/use", Claim::Kind::licence},
    {"acquireLicensePage",
     "acquirelicensepage",
     R"({"@id":"https://x/buy"})",
     "https://x/buy",
     Claim::Kind::licence},
    {"creditText", "credittext", R"("Port")", "Port", Claim::Kind::credit},
    {"conditionsOfAccess",
     "conditionsofaccess",
     R"("staff only")",
     "staff only",
     Claim::Kind::text},
    {"sourceOrganization",
     "sourceorganization",
     R"({"@type":"Organization","name":"Port"})",
     "Port",
     Claim::Kind::credit},
    {"provider", "provider", R"({"name":"Port"})", "Port", Claim::Kind::credit},
    {"author", "author", R"({"name":"Port"})", "Port", Claim::Kind::byline},
    // Who publishes here, and who may read it, claims nothing.
    {"publisher", "publisher", R"({"name":"Port"})", "Port", std::nullopt},
    {"isAccessibleForFree", "isaccessibleforfree", R"("False")", "False", std::nullopt},
    {"isBasedOn", "isbasedon", R"("https://x/original")", "https://x/original", std::nullopt},
};

TEST_CASE("properties of schema.org in linked data") {
  for (const Case& c : kCases) {
    CAPTURE(c.name, c.json);
    const auto claims = of_json("\"" + std::string(c.name) + "\":" + c.json);
    REQUIRE(claims.size() == (c.kind ? 1U : 0U));
    if (c.kind) {
      CHECK(claims[0].kind == *c.kind);
      CHECK(claims[0].value == c.value);
      CHECK(claims[0].scope == Scope::document);
      CHECK(claims[0].permits.empty());
    }
  }
}

TEST_CASE("properties of schema.org in microdata") {
  for (const Case& c : kCases) {
    CAPTURE(c.name);
    const auto claims = claims_of(Field::Kind::microdata, c.microdata, c.value);
    REQUIRE(claims.size() == (c.kind ? 1U : 0U));
    if (c.kind) {
      CHECK(claims[0].kind == *c.kind);
      CHECK(claims[0].value == c.value);
    }
  }
}

TEST_CASE("types of schema.org tell what the rights are of") {
  const std::string notice = R"("copyrightHolder":{"name":"Port"})";
  for (const char* type : {"Article",
                           "NewsArticle",
                           "ReportageNewsArticle",
                           "OpinionNewsArticle",
                           "BlogPosting",
                           "LiveBlogPosting",
                           "WebPage",
                           "CreativeWork"}) {
    CAPTURE(type);
    const auto claims = of_json(notice, type);
    REQUIRE(claims.size() == 1);
    CHECK(claims[0].scope == Scope::document);
  }
  CHECK(of_json(notice, "ImageObject").front().scope == Scope::photo);
  CHECK(of_json(notice, "WebSite").front().scope == Scope::site);
  CHECK(of_json(notice, "Dataset").front().scope == Scope::other_work);
}

TEST_CASE("the same organisation as publisher makes no wire copy") {
  const auto own = of_json(R"("publisher":{"name":"Port"},"sourceOrganization":{"name":"Port"})");
  CHECK(own.empty());
  const auto wire = of_json(R"("publisher":{"name":"Bay"},"sourceOrganization":{"name":"Port"})");
  REQUIRE(wire.size() == 1);
  CHECK(wire[0].kind == Claim::Kind::credit);
}

}  // namespace
}  // namespace imprimatur
