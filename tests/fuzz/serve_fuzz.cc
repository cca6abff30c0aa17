// Any bytes of a client through the HTTP parser and the API: whatever is asked gets one answer that
// can be sent, in any pieces the same, and JSON where it says so.
#include "serve/api.h"
#include "serve/request_parser.h"
#include "support/fuzz_check.h"

#include <nlohmann/json.hpp>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

using imprimatur::fuzz::require;
using namespace imprimatur::serve;

namespace {

constexpr std::size_t kMaxBody = 16'384;

class FuzzDesk final : public Desk {
 public:
  FuzzDesk() {
    std::vector<imprimatur::Diagnostic> diagnostics;
    rules_ = imprimatur::RuleSet::load({}, diagnostics);
    require(rules_ != nullptr, "the built-in rules load");
    imprimatur::EngineOptions options;
    options.rules = rules_;
    options.today = "2026-01-01";
    engine_ = std::make_unique<imprimatur::Engine>(std::move(options));
    entries_.push_back({"rule", "a.b", R"({"kind":"rule","id":"a.b","file":"a.toml"})", "a.b"});
    Workplace place;
    place.engine = engine_.get();
    place.rules = rules_.get();
    place.sessions = &sessions_;
    place.entries = [this]() -> const std::vector<RuleEntry>& { return entries_; };
    place_ = std::make_shared<const Workplace>(std::move(place));
  }
  [[nodiscard]] std::shared_ptr<const Workplace> workplace() const override { return place_; }
  [[nodiscard]] std::string problem() const override { return {}; }
  [[nodiscard]] Today today() const override { return {"2026-01-01", {}}; }
  [[nodiscard]] std::string version() const override { return "0"; }
  [[nodiscard]] bool may_fetch() const override { return true; }
  [[nodiscard]] imprimatur::Result<Page> fetch(const std::string& address,
                                               const std::function<bool()>&) const override {
    if (address.find("fail") != std::string::npos) {
      return imprimatur::fail(imprimatur::ErrorCode::unreadable, "cannot fetch " + address);
    }
    Page page;
    page.bytes = std::make_shared<const std::string>("<p>Copyright 2024 " + address);
    page.media_type = "text/html";
    return page;
  }

 private:
  std::shared_ptr<const imprimatur::RuleSet> rules_;
  std::unique_ptr<const imprimatur::Engine> engine_;
  imprimatur::Pool<imprimatur::Engine::Session> sessions_{
      [this] { return std::make_unique<imprimatur::Engine::Session>(engine_->session()); }};
  std::vector<RuleEntry> entries_;
  std::shared_ptr<const Workplace> place_;
};

Response answer_to(RequestParser& parser, Api& api) {
  if (parser.state() == RequestParser::State::failed) {
    return response_of(parser.problem());
  }
  return api.answer(parser.request());
}

// The answers to everything that a client sends in pieces of this size.
std::vector<Response> answers(std::string_view bytes, std::size_t size, Api& api) {
  std::vector<Response> all;
  RequestParser parser;
  std::size_t at = 0;
  while (at < bytes.size()) {
    const std::size_t used = parser.feed(bytes.substr(at, size));
    at += used;
    require(used > 0, "the parser goes on");
    if (parser.state() == RequestParser::State::head_done) {
      if (auto refusal = api.refusal(parser.request())) {
        api.finish(parser.request(), *refusal);
        all.push_back(std::move(*refusal));
        return all;
      }
      parser.read_body(api.body_limit(parser.request()));
    }
    const RequestParser::State state = parser.state();
    require(parser.request().body.size() <= kMaxBody, "no body is longer than it may be");
    if (state == RequestParser::State::complete || state == RequestParser::State::failed) {
      Response response = answer_to(parser, api);
      api.finish(parser.request(), response);
      all.push_back(std::move(response));
      if (state == RequestParser::State::failed) {
        return all;
      }
      parser.next();
    }
  }
  return all;
}

void check_response(const Response& response) {
  require(response.status >= 200 && response.status < 600, "the status is one");
  require(response.status != 500, "nothing is an internal error");
  require(reason_of(response.status) != "Unknown", "the status has a name");
  for (const Header& header : response.headers) {
    require(header.value.find_first_of("\r\n") == std::string::npos, "a header is one line");
  }
  if (response.media_type.find("json") != std::string::npos) {
    const auto json = nlohmann::json::parse(response.body, nullptr, false);
    require(!json.is_discarded(), "JSON is JSON");
    require(
        response.status < 400 || (json["status"] == response.status && json["code"].is_string()),
        "a refusal says why");
  }
  const std::string wire = written(response, {true, true, 0});
  require(wire.starts_with("HTTP/1.1 ") && wire.find("\r\n\r\n") != std::string::npos,
          "the answer can be sent");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const FuzzDesk kDesk;
  static Api api(kDesk, {{"", {}, true}, kMaxBody});
  const std::string_view bytes = imprimatur::fuzz::as_text(data, size);
  const std::vector<Response> whole = answers(bytes, bytes.size() + 1, api);
  const std::vector<Response> pieces = answers(bytes, 7, api);
  require(whole.size() == pieces.size(), "pieces change no answer");
  for (std::size_t i = 0; i < whole.size(); ++i) {
    check_response(whole[i]);
    const bool counted = whole[i].media_type.starts_with("text/plain; version");  // metrics
    require(whole[i].status == pieces[i].status && (counted || whole[i].body == pieces[i].body),
            "pieces change no answer");
  }
  return 0;
}
