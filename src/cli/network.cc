#include "cli/network.h"

#include "cli/inputs.h"
#include "cli/version.h"
#include "net/curl_client.h"
#include "report/escape.h"
#include "text/decode.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <initializer_list>
#include <thread>

namespace imprimatur::cli {
namespace {

constexpr int kMaxTimeout = 3600;

std::string variable(std::initializer_list<const char*> names) {
  for (const char* name : names) {
    const char* value = std::getenv(name);
    if (value != nullptr && *value != '\0') {
      return value;
    }
  }
  return {};
}

// HTTP_PROXY in capitals is what a CGI program gets from a request's header: not read.
ProxySettings proxies() {
  const std::string all = variable({"all_proxy", "ALL_PROXY"});
  ProxySettings settings;
  settings.http = variable({"http_proxy"});
  settings.https = variable({"https_proxy", "HTTPS_PROXY"});
  settings.none_for = variable({"no_proxy", "NO_PROXY"});
  settings.http = settings.http.empty() ? all : settings.http;
  settings.https = settings.https.empty() ? all : settings.https;
  return settings;
}

// By the XDG base directory specification; empty: no cache.
std::string cache_folder() {
  const std::string cache = variable({"XDG_CACHE_HOME"});
  if (cache.starts_with('/')) {
    return cache + "/imprimatur/http";
  }
  const std::string home = variable({"HOME"});
  return home.starts_with('/') ? home + "/.cache/imprimatur/http" : std::string();
}

Result<int> seconds_of(const std::string& text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || value < 1 ||
      value > kMaxTimeout) {
    return fail(ErrorCode::usage,
                fmt::format("--timeout '{}' is not a number of seconds from 1 to {}",
                            display_name(text),
                            kMaxTimeout));
  }
  return value;
}

// Asks for nothing once nobody waits for it.
class ImpatientClient final : public HttpClient {
 public:
  ImpatientClient(std::unique_ptr<HttpClient> client, std::function<bool()> stopped)
      : client_(std::move(client)), stopped_(std::move(stopped)) {}

  tl::expected<HttpResponse, HttpFailure> get(const HttpRequest& request) override {
    if (stopped_()) {
      return tl::unexpected<HttpFailure>(
          {{ErrorCode::limit, "cannot fetch " + request.url.text() + ": the time for it is over"},
           false});
    }
    return client_->get(request);
  }

 private:
  std::unique_ptr<HttpClient> client_;
  std::function<bool()> stopped_;
};

bool is_one_line(const std::string& text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return c >= 0x20 && c < 0x7F && c != '(' && c != ')';
  });
}

}  // namespace

Result<void> check_network_options(const Options& options) {
  if (auto seconds = seconds_of(options.timeout); !seconds) {
    return tl::unexpected<Error>(seconds.error());
  }
  if (!is_one_line(options.contact)) {
    return fail(ErrorCode::usage, "--contact takes an address in plain ASCII");
  }
  if (options.source_url.empty()) {
    const bool addresses =
        !options.files_from.empty() ||
        std::any_of(options.inputs.begin(), options.inputs.end(), is_web_address);
    if (options.site_signals && !addresses) {
      return fail(ErrorCode::usage,
                  "--site-signals needs to know the site: name a web address, or say with "
                  "--source-url where the document was published");
    }
    return {};
  }
  if (auto url = parse_url(options.source_url); !url) {
    return fail(ErrorCode::usage, "--source-url: " + url.error().message);
  }
  const bool one = options.inputs.size() <= 1 && options.files_from.empty();
  const std::string name = options.inputs.empty() ? "-" : options.inputs.front();
  if (!one || is_web_address(name) || is_folder(name)) {
    return fail(ErrorCode::usage,
                "--source-url says where one document was published: name one file, or '-'");
  }
  return {};
}

Network::~Network() = default;

Result<void> Network::start() {
  if (web_) {
    return {};
  }
  IMPRIMATUR_TRY(const int seconds, seconds_of(options_.timeout));
  HttpClientOptions client;
  client.user_agent = fmt::format("{}/{}", kRobotName, version());
  if (!options_.contact.empty()) {
    client.user_agent += fmt::format(" (+{})", options_.contact);
  }
  client.proxy = proxies();
  client.certificates = variable({"CURL_CA_BUNDLE", "SSL_CERT_FILE"});
  client.private_network = options_.allow_private_network;
  client.timeout = std::chrono::seconds(seconds);
  client_ = make_http_client(std::move(client));
  if (haste_.stopped) {
    client_ = std::make_unique<ImpatientClient>(std::move(client_), haste_.stopped);
  }
  if (!options_.no_cache) {
    cache_ = std::make_unique<HttpCache>(cache_folder());
  }
  FetcherOptions fetcher;
  fetcher.client = client_.get();
  fetcher.cache = cache_.get();
  fetcher.tries = haste_.tries;
  fetcher.sleep = [](std::chrono::milliseconds wait) { std::this_thread::sleep_for(wait); };
  web_ = std::make_unique<Web>(Fetcher(std::move(fetcher)),
                               WebOptions{options_.site_signals, options_.agent});
  return {};
}

Result<void> Network::fetch(const std::string& address, RunItem& item) {
  if (auto started = start(); !started) {
    return started;
  }
  auto page = web_->page(address);
  if (!page) {
    item.error = page.error();
    return {};
  }
  item.text = std::make_shared<const std::string>(std::move(page->body));
  item.media_type = page->media_type;
  // A label that nobody knows is no reason to refuse the page: its bytes are looked at then.
  const bool known = !page->charset.empty() && decode({}, page->charset).has_value();
  item.declared_encoding = options_.encoding;
  if (options_.encoding.empty() && known) {
    item.declared_encoding = page->charset;
  }
  item.around = page->around;
  return {};
}

Result<std::shared_ptr<const Surroundings>> Network::around_source() {
  if (options_.source_url.empty()) {
    return std::shared_ptr<const Surroundings>();
  }
  if (auto started = start(); !started) {
    return tl::unexpected<Error>(started.error());
  }
  return web_->around(options_.source_url);
}

}  // namespace imprimatur::cli
