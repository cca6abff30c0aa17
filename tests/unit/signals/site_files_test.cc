// tdmrep.json, ai.txt, trust.txt, RSL, and the header of the answer.
#include "unit/signals/site_support.h"

#include <catch2/catch.hpp>

#include <string>

namespace imprimatur {
namespace {

using test::has_remark;
using test::header;
using test::Site;

Site with(SiteFileKind kind, std::string text, std::string path = "/a/x") {
  Site site;
  site.path = std::move(path);
  site.file(kind, std::move(text));
  return site;
}

TEST_CASE("tdmrep.json: the first rule that matches holds") {
  const auto says = [](std::string text, std::string path = "/a/x") {
    return with(SiteFileKind::tdm, std::move(text), std::move(path)).says(Use::tdm);
  };
  const std::string a = R"({"location": "/a/", "tdm-reservation": 1})";
  const std::string all = R"({"location": "/", "tdm-reservation": 0})";
  CHECK(says("[" + a + "," + all + "]") == 'n');
  CHECK(says("[" + all + "," + a + "]") == 'y');
  CHECK(says("[" + a + "]", "/b") == '?');
  CHECK(says("[" + a + "]", "/A/x") == '?');
  CHECK(says(R"([{"location": "*.pdf$", "tdm-reservation": 1}])", "/x.pdf") == 'n');
  CHECK(says(R"([{"location": "/%7Ea/", "tdm-reservation": 1}])", "/~a/") == 'n');
  CHECK(says("{" + a.substr(1)) == '?');
  CHECK(has_remark(with(SiteFileKind::tdm, a).claims(), "no list of rules"));
  CHECK(has_remark(with(SiteFileKind::tdm, "not json").claims(), "no JSON"));
  CHECK(has_remark(with(SiteFileKind::tdm, std::string(5000, '[')).claims(), "no JSON"));
  CHECK(has_remark(with(SiteFileKind::tdm, "[{}, 7]").claims(), "lacks its location"));
  const std::string text = R"([{"location": "/", "tdm-reservation": "1"}])";
  CHECK(says(text) == 'n');
  CHECK(has_remark(with(SiteFileKind::tdm, text).claims(), "as a text"));
  const std::string broken = R"([{"location": "/", "tdm-reservation": true}])";
  CHECK(says(broken) == '?');
  CHECK(has_remark(with(SiteFileKind::tdm, broken).claims(), "neither 0 nor 1"));
}

TEST_CASE("tdmrep.json: place and policy") {
  const auto claims = with(SiteFileKind::tdm,
                           "[\n {\"location\": \"/b\", \"tdm-reservation\": 0},\n"
                           " {\"location\": \"/a/\", \"tdm-reservation\": 1,\n"
                           "  \"tdm-policy\": \"https://example.org/p\"}\n]\n")
                          .claims();
  REQUIRE(claims.size() == 1);
  CHECK(claims[0].line == 3);
  CHECK(claims[0].with_permission);
  CHECK(claims[0].reach == Reach::path);
}

TEST_CASE("later places of the TDM protocol override earlier ones") {
  auto site = with(SiteFileKind::tdm, R"([{"location": "/", "tdm-reservation": 1}])");
  CHECK(site.says(Use::tdm) == 'n');
  CHECK(site.says(Use::ai_train) == 'n');
  site.headers = {{"TDM-Reservation", "true"}};
  CHECK(site.says(Use::tdm) == 'n');
  CHECK(has_remark(site.claims(), "neither 0 nor 1"));
  site.headers = {{"TDM-Reservation", "0"}};
  CHECK(site.says(Use::tdm) == 'y');
  CHECK(site.says(Use::ai_train) == 'y');
  CHECK(header("tdm-reservation", "true").says(Use::tdm) == '?');
  std::vector<Claim> claims = header("tdm-reservation", "1").claims();
  Claim meta;
  meta.signal = "signal.tdm-reservation";
  meta.role = Role::permission;
  meta.permits.add(Use::tdm);
  claims.push_back(meta);
  settle_claims(claims);
  CHECK(test::answer(claims, Use::tdm) == 'y');
}

TEST_CASE("an unreserved text may be trained on unless another signal speaks") {
  auto site = header("tdm-reservation", "0");
  CHECK(site.says(Use::ai_train) == 'y');
  site.headers.emplace_back("Content-Usage", "train-ai=n");
  CHECK(site.says(Use::ai_train) == 'n');
  CHECK(site.says(Use::tdm) == 'y');
}

TEST_CASE("X-Robots-Tag") {
  CHECK(header("X-Robots-Tag", "other, noai").says(Use::ai_train) == 'n');
  CHECK(header("X-Robots-Tag", "NoAI").says(Use::ai_train) == 'n');
  CHECK(header("X-Robots-Tag", "noindex").says(Use::ai_train) == '?');
  CHECK(header("X-Robots-Tag", "noindex").says(Use::search) == 'n');
  CHECK(header("X-Robots-Tag", "none").says(Use::search) == 'n');
  CHECK(header("x-robots-tag", "noarchive").says(Use::archive) == 'n');
  CHECK(header("X-Robots-Tag", ":, :, ,;: -:: ").claims().empty());
  auto agents = header("X-Robots-Tag", "demobot: noai, examplebot: noai, spawningbot: all");
  CHECK(agents.says(Use::ai_train) == '?');
  CHECK(has_remark(agents.claims(), "\"demobot\" only"));
  agents.agent = "spawningbot";
  CHECK(agents.says(Use::ai_train) == '?');
  agents.agent = "DemoBot";
  CHECK(agents.says(Use::ai_train) == 'n');
  CHECK(header("X-Robots-Tag", "max-snippet:50, max-image-preview:none").says(Use::search) == '?');
  CHECK(header("X-Robots-Tag", "max-snippet: 0").says(Use::ai_input) == 'n');
  CHECK(header("X-Robots-Tag", "max-snippet:0").says(Use::excerpt) == '?');
  CHECK(header("X-Robots-Tag", "googlebot: max-snippet:0, noindex").says(Use::search) == '?');
  CHECK(header("X-Robots-Tag", "max-snippet:-1").claims().empty());
  CHECK(has_remark(header("X-Robots-Tag", "nosnippet").claims(), "search results only"));
  CHECK(has_remark(header("X-Robots-Tag", "nocache").claims(), "Bing alone"));
  CHECK(header("X-Robots-Tag", "notranslate").says(Use::translate) == '?');
  CHECK(header("X-Robots-Tag", "noimageai").says(Use::ai_train) == '?');
}

TEST_CASE("X-Robots-Tag: dates") {
  for (const char* past : {"unavailable_after: 25 Jun 2010 15:00:00 PST",
                           "unavailable_after: Friday, 25-Jun-10 15:00:00 PST",
                           "unavailable_after: Wed, 25 Jun 2010 15:00:00 GMT, noarchive",
                           "unavailable_after: 2010-06-25T15:00:00Z"}) {
    INFO(past);
    CHECK(header("X-Robots-Tag", past).says(Use::search) == 'n');
  }
  for (const char* other : {"unavailable_after: 25 Jun 2050 15:00:00 PST",
                            "unavailable_after: 2050-01-01",
                            "unavailable_after: soon",
                            "unavailable_after:"}) {
    INFO(other);
    CHECK(header("X-Robots-Tag", other).says(Use::search) == '?');
  }
}

TEST_CASE("Link headers") {
  const auto claims =
      header("Link",
             "<https://example.org/x,y>; rel=\"next\"; title=\"a, b\", "
             "<https://creativecommons.org/licenses/by/4.0/>; REL=License, </terms>; "
             "rel=\"terms-of-service\", <https://example.org/r.xml>;rel=license;"
             "type=\"application/rsl+xml\"")
          .claims();
  REQUIRE(claims.size() == 2);
  CHECK(claims[0].kind == Claim::Kind::licence);
  CHECK(claims[0].value == "https://creativecommons.org/licenses/by/4.0/");
  CHECK(claims[0].why_not.empty());
  CHECK(claims[1].value == "/terms");
  CHECK_FALSE(claims[1].why_not.empty());
  for (const char* broken : {"<", "<>", "<a", "a; rel=license", "<a>;;;,,,", "<a>; rel"}) {
    INFO(broken);
    CHECK(header("Link", broken).claims().empty());
  }
}

TEST_CASE("ai.txt speaks of types of files") {
  const auto says = [](std::string text) {
    return with(SiteFileKind::ai_txt, std::move(text)).says(Use::ai_train);
  };
  CHECK(says("User-Agent: *\nDisallow: *.txt\nDisallow: *.html\n") == 'n');
  CHECK(says("User-Agent: *\nAllow: *.html\nDisallow: *.jpg\nDisallow: /\nDisallow: *\n") == 'y');
  CHECK(says("User-Agent: *\nDisallow: *.jpg\nAllow: *.html\n") == 'y');
  CHECK(says("User-Agent: *\nDisallow: *.jpg\n") == '?');
  CHECK(says("# Spawning AI\nUser-Agent: *\nDisallow: /\n") == 'n');
  CHECK(says("User-Agent: OtherBot\nDisallow: /\n") == '?');
  CHECK(says("") == '?');
  CHECK(has_remark(with(SiteFileKind::ai_txt, "AI-Policy: none\nversion: 1\n").claims(),
                   "not of the kind"));
}

TEST_CASE("trust.txt") {
  const auto says = [](std::string text) {
    return with(SiteFileKind::trust_txt, std::move(text)).says(Use::ai_train);
  };
  CHECK(says("# x\nmember=https://a.example/\ndatatrainingallowed=no\n") == 'n');
  CHECK(says("DataTrainingAllowed = YES") == 'y');
  CHECK(says("datatrainingallowed=maybe") == '?');
  CHECK(says("# datatrainingallowed=no") == '?');
}

std::string rsl(std::string contents) {
  return "<rsl xmlns=\"https://rslstandard.org/rsl\">\n" + std::move(contents) + "</rsl>\n";
}

Site licensed(std::string contents, std::string path = "/articles/x") {
  return with(SiteFileKind::rsl, rsl(std::move(contents)), std::move(path));
}

TEST_CASE("RSL: the narrowest content that speaks of a use decides") {
  const auto site = licensed(
      "<content url=\"/\"><license><permits type=\"usage\">all</permits></license></content>\n"
      "<content url=\"/articles/\"><license><prohibits type=\"usage\">ai-train</prohibits>"
      "</license></content>\n");
  CHECK(site.says(Use::ai_train) == 'n');
  CHECK(site.says(Use::search) == 'y');
  CHECK(site.says(Use::ai_input) == 'y');
  CHECK(site.says(Use::publish) == '?');
}

TEST_CASE("RSL: bans, lists and versions") {
  const auto banned = licensed(
      "<content url=\"/\"><license><prohibits type=\"usage\">ai-all</prohibits></license>"
      "</content>");
  CHECK(banned.says(Use::ai_train) == 'n');
  CHECK(banned.says(Use::ai_input) == 'n');
  CHECK(banned.says(Use::search) == '?');
  const auto listed = licensed(
      "<content url=\"/*\"><license><permits type=\"usage\">search ai-input</permits></license>"
      "</content>");
  CHECK(listed.says(Use::ai_train) == 'n');
  CHECK(listed.says(Use::search) == 'y');
  const auto old = licensed(
      "<content url=\"/\"><license><permits type=\"usage\">search,ai-train</permits></license>"
      "</content>");
  CHECK(old.says(Use::ai_train) == 'y');
  CHECK(has_remark(old.claims(), "version 0.9"));
  const auto typo = licensed(
      "<content url=\"/\"><license><permit type=\"usage\">all</permit></license></content>");
  CHECK(typo.says(Use::ai_train) == '?');
  CHECK(has_remark(typo.claims(), "<permit>"));
  CHECK(licensed("<content url=\"/other/\"><license><permits type=\"usage\">all</permits>"
                 "</license></content>")
            .claims()
            .empty());
  CHECK(licensed("<content url=\"https://example.org/articles/*\"><license><prohibits "
                 "type=\"usage\">all</prohibits></license></content>")
            .says(Use::tdm) == 'n');
  CHECK(licensed("<content url=\"https://other.example/\"><license><prohibits "
                 "type=\"usage\">all</prohibits></license></content>")
            .claims()
            .empty());
  CHECK(licensed("<content url=\"/\" xmlns:o=\"urn:other\"><o:thing/><license><prohibits "
                 "type=\"usage\">all</prohibits></license></content>")
            .says(Use::tdm) == 'n');
}

TEST_CASE("RSL: what is asked in return") {
  const auto claims = licensed(
                          "<content url=\"/\" server=\"https://l.example\"><license>"
                          "<permits type=\"usage\">ai-train</permits>"
                          "<permits type=\"user\">non-commercial education</permits>"
                          "<payment type=\"attribution\"/></license></content>")
                          .claims();
  const auto permission = std::find_if(claims.begin(), claims.end(), [](const Claim& claim) {
    return claim.role == Role::permission;
  });
  REQUIRE(permission != claims.end());
  CHECK(permission->duties.has(Duty::attribute));
  CHECK(permission->duties.has(Duty::obtain_licence));
  CHECK(permission->constraints.has(Constraint::non_commercial));
  CHECK(permission->line == 2);
  const auto paid = licensed(
                        "<content url=\"/\"><license><permits type=\"usage\">all</permits>"
                        "<payment type=\"crawl\"><amount currency=\"USD\">5</amount></payment>"
                        "</license></content>")
                        .claims();
  REQUIRE(paid.size() == 1);
  CHECK(paid[0].duties.has(Duty::compensate));
}

TEST_CASE("RSL: countries") {
  const auto territories = [](const std::string& elements) {
    const auto claims =
        licensed("<content url=\"/\"><license><permits type=\"usage\">all</permits>" + elements +
                 "</license></content>")
            .claims();
    REQUIRE(claims.size() == 1);
    CHECK(claims[0].constraints.has(Constraint::territory));
    return claims[0].territories;
  };
  using Codes = std::vector<std::string>;
  CHECK(territories("<permits type=\"geo\">US GB</permits>") == Codes{"US", "GB"});
  CHECK(territories("<prohibits type=\"geo\">DE</prohibits>") == Codes{"!DE"});
  const Codes in_union = territories("<permits type=\"geo\">EU</permits>");
  CHECK(in_union.size() == 27);
  CHECK(std::find(in_union.begin(), in_union.end(), "SE") != in_union.end());
}

TEST_CASE("RSL: what is none licenses nothing") {
  for (const char* text : {"", "<rsl", "<html></html>", "text", "<rsl xmlns=\"urn:x\"/>"}) {
    INFO(text);
    const auto site = with(SiteFileKind::rsl, text);
    CHECK(site.says(Use::ai_train) == '?');
    CHECK(has_remark(site.claims(), "licenses nothing"));
  }
}

}  // namespace
}  // namespace imprimatur
