// Redirects, tries and the cache, over a client that answers what the test says.
#include "net/fetcher.h"

#include <catch2/catch.hpp>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace imprimatur {
namespace {

class FakeClient final : public HttpClient {
 public:
  using Answer = std::function<tl::expected<HttpResponse, HttpFailure>(const HttpRequest&)>;
  tl::expected<HttpResponse, HttpFailure> get(const HttpRequest& request) override {
    asked.push_back(request.url.text());
    const auto found = pages.find(request.url.text());
    return found == pages.end() ? HttpResponse{404, {}, "none"} : found->second(request);
  }
  void page(const std::string& url, HttpResponse response) {
    pages[url] = [response](const HttpRequest&) { return response; };
  }
  std::map<std::string, Answer> pages;
  std::vector<std::string> asked;
};

struct Bench {
  FakeClient client;
  std::vector<long> pauses;
  Fetcher fetcher(HttpCache* cache = nullptr) {
    FetcherOptions options;
    options.client = &client;
    options.cache = cache;
    options.sleep = [this](std::chrono::milliseconds wait) { pauses.push_back(wait.count()); };
    return Fetcher(options);
  }
};

Result<void> always(const Url& /*url*/) {
  return {};
}

HttpResponse redirect(std::string to, int status = 302) {
  return {status, {{"Location", std::move(to)}}, ""};
}

TEST_CASE("redirects are followed and each is asked for") {
  Bench bench;
  bench.client.page("https://a.test/", redirect("/b", 301));
  bench.client.page("https://a.test/b", redirect("https://c.test/d", 308));
  bench.client.page("https://c.test/d", {200, {}, "text"});
  std::vector<std::string> permitted;
  const auto got =
      bench.fetcher().get(*parse_url("https://a.test"), [&](const Url& url) -> Result<void> {
        permitted.push_back(url.text());
        return {};
      });
  REQUIRE(got);
  CHECK(got->url.text() == "https://c.test/d");
  CHECK(got->body == "text");
  CHECK(permitted == bench.client.asked);
  CHECK(permitted.size() == 3);
}

TEST_CASE("a refused hop ends the fetch before it is made") {
  Bench bench;
  bench.client.page("https://a.test/", redirect("https://b.test/"));
  const auto got =
      bench.fetcher().get(*parse_url("https://a.test"), [](const Url& url) -> Result<void> {
        if (url.host == "b.test") {
          return fail(ErrorCode::unreadable, "not there");
        }
        return {};
      });
  REQUIRE_FALSE(got);
  CHECK(got.error().message == "not there");
  CHECK(bench.client.asked.size() == 1);
}

TEST_CASE("circles, long chains and strange places are errors") {
  Bench bench;
  bench.client.page("https://a.test/", redirect("/b"));
  bench.client.page("https://a.test/b", redirect("/"));
  CHECK(bench.fetcher().get(*parse_url("https://a.test"), always).error().message.find("circle") !=
        std::string::npos);
  for (int i = 0; i < 20; ++i) {
    bench.client.page("https://l.test/" + std::to_string(i), redirect(std::to_string(i + 1)));
  }
  CHECK(bench.fetcher().get(*parse_url("https://l.test/0"), always).error().code ==
        ErrorCode::limit);
  for (const char* place : {"file:///etc/passwd", "https://u:p@a.test/", "javascript:x"}) {
    bench.client.page("https://s.test/", redirect(place));
    CHECK_FALSE(bench.fetcher().get(*parse_url("https://s.test/"), always));
  }
}

TEST_CASE("busy servers and broken connections are tried again, with growing pauses") {
  Bench bench;
  int left = 2;
  bench.client.pages["https://a.test/"] =
      [&](const HttpRequest&) -> tl::expected<HttpResponse, HttpFailure> {
    if (left-- > 0) {
      return tl::unexpected<HttpFailure>({{ErrorCode::unreadable, "reset"}, true});
    }
    return HttpResponse{200, {}, "ok"};
  };
  CHECK(bench.fetcher().get(*parse_url("https://a.test"), always)->body == "ok");
  CHECK(bench.pauses == std::vector<long>{500, 1000});

  bench.pauses.clear();
  bench.client.page("https://b.test/", {503, {{"Retry-After", "2"}}, ""});
  CHECK(bench.fetcher().get(*parse_url("https://b.test"), always)->status == 503);
  CHECK(bench.pauses == std::vector<long>{2000, 2000});

  bench.pauses.clear();
  bench.client.page("https://c.test/", {503, {{"Retry-After", "3600"}}, ""});
  CHECK(bench.fetcher().get(*parse_url("https://c.test"), always)->status == 503);
  CHECK(bench.pauses.empty());

  bench.client.pages["https://d.test/"] =
      [](const HttpRequest&) -> tl::expected<HttpResponse, HttpFailure> {
    return tl::unexpected<HttpFailure>({{ErrorCode::unreadable, "no trust"}, false});
  };
  bench.client.asked.clear();
  CHECK_FALSE(bench.fetcher().get(*parse_url("https://d.test"), always));
  CHECK(bench.client.asked.size() == 1);
}

struct Folder {
  std::string path = std::filesystem::temp_directory_path() /
                     ("imprimatur-cache-test-" + std::to_string(::getpid()));
  ~Folder() { std::filesystem::remove_all(path); }
};

TEST_CASE("an answer with a validator is asked for again and kept") {
  const Folder folder;
  HttpCache cache(folder.path);
  Bench bench;
  std::string tag = "\"1\"";
  int whole = 0;
  bench.client.pages["https://a.test/"] =
      [&](const HttpRequest& request) -> tl::expected<HttpResponse, HttpFailure> {
    if (header_value(request.headers, "if-none-match") == tag) {
      return HttpResponse{304, {{"X-New", "yes"}}, ""};
    }
    ++whole;
    return HttpResponse{200, {{"ETag", tag}, {"Content-Type", "text/html"}}, "one\r\n\ntwo"};
  };
  Fetcher fetcher = bench.fetcher(&cache);
  const Url url = *parse_url("https://a.test");
  CHECK_FALSE(fetcher.get(url, always)->unchanged);
  const auto again = fetcher.get(url, always);
  CHECK(again->unchanged);
  CHECK(again->status == 200);
  CHECK(again->body == "one\r\n\ntwo");
  CHECK(header_value(again->headers, "content-type") == "text/html");
  CHECK(header_value(again->headers, "x-new") == "yes");
  CHECK(whole == 1);
  tag = "\"2\"";
  CHECK_FALSE(fetcher.get(url, always)->unchanged);
  CHECK(whole == 2);
}

TEST_CASE("what may not be kept is not, and broken entries are no answers") {
  const Folder folder;
  HttpCache cache(folder.path);
  cache.store("u", {200, {}, "no validator"});
  cache.store("u", {200, {{"etag", "1"}, {"cache-control", "no-store"}}, "x"});
  cache.store("u", {404, {{"etag", "1"}}, "x"});
  CHECK_FALSE(cache.find("u"));
  cache.store("u", {200, {{"etag", "1"}}, "kept"});
  REQUIRE(cache.find("u"));
  CHECK_FALSE(cache.find("v"));
  for (const auto& entry : std::filesystem::directory_iterator(folder.path)) {
    std::ofstream(entry.path(), std::ios::app) << "damage";
  }
  CHECK_FALSE(cache.find("u"));
  HttpCache nowhere("/proc/no-such-folder");
  nowhere.store("u", {200, {{"etag", "1"}}, "x"});
  CHECK_FALSE(nowhere.find("u"));
}

}  // namespace
}  // namespace imprimatur
