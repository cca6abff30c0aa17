// Pages and their sites over a client that answers what the test says.
#include "engine/web.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

namespace imprimatur {
namespace {

class FakeClient final : public HttpClient {
 public:
  tl::expected<HttpResponse, HttpFailure> get(const HttpRequest& request) override {
    const std::string address = request.url.text();
    asked.push_back(address);
    if (const auto found = pages.find(address); found != pages.end()) {
      return found->second;
    }
    if (std::find(down.begin(), down.end(), address) != down.end()) {
      return tl::unexpected<HttpFailure>({{ErrorCode::unreadable, "reset"}, false});
    }
    return HttpResponse{404, {}, ""};
  }
  std::map<std::string, HttpResponse> pages;
  std::vector<std::string> down;
  std::vector<std::string> asked;
};

struct Bench {
  FakeClient client;
  Web web(bool site_signals = false) {
    FetcherOptions options;
    options.client = &client;
    options.sleep = [](std::chrono::milliseconds) {};
    return Web(Fetcher(options), {site_signals, ""});
  }
  [[nodiscard]] std::size_t times(const std::string& address) const {
    return static_cast<std::size_t>(std::count(client.asked.begin(), client.asked.end(), address));
  }
};

TEST_CASE("a page comes with its type and its header") {
  Bench bench;
  bench.client.pages["https://a.test/p"] = {
      200,
      {{"Content-Type", "Text/HTML; charset=\"UTF-8\""}, {"X-Robots-Tag", "noai"}, {"Server", "x"}},
      "<p>text"};
  const auto page = bench.web().page("https://a.test/p");
  REQUIRE(page);
  CHECK(page->media_type == "text/html");
  CHECK(page->charset == "utf-8");
  CHECK(page->body == "<p>text");
  REQUIRE(page->around->headers.size() == 1);
  CHECK(page->around->headers[0].second == "noai");
  CHECK(page->around->url == "https://a.test/p");
  CHECK(bench.client.asked.front() == "https://a.test/robots.txt");
}

TEST_CASE("robots files are obeyed, also behind a redirect") {
  Bench bench;
  bench.client.pages["https://a.test/robots.txt"] = {
      200, {}, "User-agent: *\nDisallow: /no\nUser-agent: imprimatur\nDisallow: /private\n"};
  bench.client.pages["https://a.test/no"] = {200, {}, "fine"};
  bench.client.pages["https://a.test/private"] = {200, {}, "not fine"};
  bench.client.pages["https://b.test/"] = {302, {{"location", "https://a.test/private"}}, ""};
  Web web = bench.web();
  CHECK(web.page("https://a.test/no"));
  for (const char* address : {"https://a.test/private", "https://b.test/"}) {
    const auto page = web.page(address);
    REQUIRE_FALSE(page);
    CHECK(page.error().message.find("line 4: Disallow: /private") != std::string::npos);
  }
  CHECK(bench.times("https://a.test/private") == 0);
  CHECK(bench.times("https://a.test/robots.txt") == 1);
}

TEST_CASE("a robots file that cannot be read shuts the site, one that is not there does not") {
  Bench bench;
  bench.client.pages["https://a.test/robots.txt"] = {500, {}, ""};
  bench.client.pages["https://a.test/"] = {200, {}, "x"};
  bench.client.down = {"https://b.test/robots.txt"};
  bench.client.pages["https://b.test/"] = {200, {}, "x"};
  bench.client.pages["https://c.test/robots.txt"] = {403, {}, ""};
  bench.client.pages["https://c.test/"] = {200, {}, "x"};
  Web web = bench.web();
  CHECK(web.page("https://a.test/").error().message.find("robots.txt") != std::string::npos);
  CHECK_FALSE(web.page("https://b.test/"));
  CHECK(web.page("https://c.test/"));
}

TEST_CASE("answers that are no pages say what they are") {
  Bench bench;
  for (const int status : {204, 401, 402, 403, 404, 410, 429, 500}) {
    bench.client.pages["https://a.test/"] = {status, {}, "x"};
    Web web = bench.web();
    const auto page = web.page("https://a.test/");
    REQUIRE_FALSE(page);
    CHECK(page.error().message.find(std::to_string(status)) != std::string::npos);
    CHECK((page.error().code == ErrorCode::not_found) == (status == 404 || status == 410));
  }
  CHECK(bench.web().page("https://").error().code == ErrorCode::usage);
}

TEST_CASE("the files of a site are read once") {
  Bench bench;
  bench.client.pages["https://a.test/robots.txt"] = {
      200, {}, "License: https://l.test/rsl.xml\nUser-agent: *\nContent-Usage: train-ai=n\n"};
  bench.client.pages["https://l.test/rsl.xml"] = {200, {}, "<rsl/>"};
  bench.client.pages["https://a.test/.well-known/tdmrep.json"] = {200, {}, "[]"};
  bench.client.pages["https://a.test/ai.txt"] = {200, {}, "<!DOCTYPE html><p>not found"};
  bench.client.pages["https://a.test/.well-known/trust.txt"] = {200, {}, "x=y"};
  bench.client.pages["https://a.test/1"] = {200, {}, "1"};
  bench.client.pages["https://a.test/2"] = {200, {}, "2"};
  Web web = bench.web(true);
  REQUIRE(web.page("https://a.test/1"));
  const auto page = web.page("https://a.test/2");
  REQUIRE(page);
  std::vector<SiteFileKind> kinds;
  for (const SiteFile& file : page->around->files) {
    kinds.push_back(file.kind);
  }
  CHECK(kinds ==
        std::vector<SiteFileKind>{
            SiteFileKind::robots, SiteFileKind::tdm, SiteFileKind::trust_txt, SiteFileKind::rsl});
  CHECK_FALSE(page->around->incomplete);
  CHECK(bench.times("https://a.test/.well-known/tdmrep.json") == 1);
  CHECK(bench.times("https://l.test/rsl.xml") == 1);
}

TEST_CASE("licence documents that a page links to are read") {
  Bench bench;
  bench.client.pages["https://a.test/p/1"] = {
      200,
      {},
      "<html><head><link rel=stylesheet href=x.css><LINK type='application/rsl+xml'\n"
      " data-href=no HREF=\"/l.xml\" rel=\"license\"><link rel=license href=y "
      "type=application/rsl+xml><link rel=license href=/cc></head>"};
  bench.client.pages["https://a.test/l.xml"] = {200, {}, "<rsl/>"};
  Web web = bench.web(true);
  const auto page = web.page("https://a.test/p/1");
  REQUIRE(page);
  std::vector<std::string> read;
  for (const SiteFile& file : page->around->files) {
    read.push_back(file.address + (file.text.empty() ? " (not there)" : ""));
  }
  CHECK(read == std::vector<std::string>{"https://a.test/l.xml", "https://a.test/p/y (not there)"});
  CHECK(bench.times("https://a.test/cc") == 0);
  CHECK(bench.times("https://a.test/rsl.xml") == 0);
}

TEST_CASE("a file of the site that cannot be read makes the answer incomplete") {
  Bench bench;
  bench.client.pages["https://a.test/.well-known/tdmrep.json"] = {503, {}, ""};
  Web web = bench.web(true);
  const auto around = web.around("https://a.test/x");
  REQUIRE(around);
  REQUIRE((*around)->incomplete);
  CHECK((*around)->incomplete->message.find("tdmrep.json") != std::string::npos);
  Web quiet = bench.web(false);
  bench.client.asked.clear();
  CHECK_FALSE((*quiet.around("https://a.test/x"))->incomplete);
  CHECK(bench.client.asked.empty());
}

}  // namespace
}  // namespace imprimatur
