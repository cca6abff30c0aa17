// Any bytes of an editor through the language server: it ends or goes on, and all that it says are
// messages of JSON-RPC, the same in whatever pieces the bytes came. An input that does not begin
// with a header has a message a line, so that changes to seeds keep the framing.
#include "lsp/framing.h"
#include "lsp/server.h"
#include "rules/rule_set.h"
#include "support/fuzz_check.h"
#include "verdict/policy.h"

#include <nlohmann/json.hpp>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

using imprimatur::Diagnostic;
using imprimatur::fuzz::require;
using namespace imprimatur::lsp;

namespace {

constexpr std::size_t kMostBytes = 65'536;
constexpr int kInternalError = -32603;

class FuzzDesk final : public Desk {
 public:
  FuzzDesk() {
    std::vector<Diagnostic> diagnostics;
    rules_ = imprimatur::RuleSet::load({}, diagnostics);
    require(rules_ != nullptr, "the built-in rules load");
    imprimatur::EngineOptions options;
    options.rules = rules_;
    options.today = "2026-01-01";
    options.marks = true;
    engine_ = std::make_unique<imprimatur::Engine>(std::move(options));
  }
  [[nodiscard]] imprimatur::Result<Workplace> workplace(const std::string& path) override {
    if (path.find("/broken/") != std::string::npos) {
      broken_ = {
          {imprimatur::Severity::error, "P001", "/broken/imprimatur.toml", {}, "broken", {}}};
      return imprimatur::fail(imprimatur::ErrorCode::rules, "the policy has errors");
    }
    return Workplace{
        engine_.get(), rules_.get(), imprimatur::Level::permission_required, "a/b.txt"};
  }
  void reload() override { broken_.clear(); }
  [[nodiscard]] std::vector<Diagnostic> mistakes(const std::string& path,
                                                 std::string_view text) override {
    std::vector<Diagnostic> found;
    if (path.ends_with("imprimatur.toml")) {
      (void)imprimatur::load_policy(text, path, found);
    } else {
      (void)imprimatur::RuleSet::load({false, {{path, std::string(text)}}}, found);
    }
    return found;
  }
  [[nodiscard]] std::vector<Diagnostic> broken_files() override {
    return std::exchange(broken_, {});
  }
  [[nodiscard]] std::string version() const override { return "0"; }

 private:
  std::shared_ptr<const imprimatur::RuleSet> rules_;
  std::unique_ptr<const imprimatur::Engine> engine_;
  std::vector<Diagnostic> broken_;
};

std::string wire(std::string_view input) {
  if (input.empty() || (input.front() | 0x20) == 'c') {
    return std::string(input);
  }
  std::string framed_lines;
  while (!input.empty()) {
    const std::string_view line = input.substr(0, input.find('\n'));
    input.remove_prefix(std::min(line.size() + 1, input.size()));
    framed_lines += framed(line);
  }
  return framed_lines;
}

void check_message(std::string_view message) {
  MessageReader reader;
  reader.add(message);
  const auto body = reader.next();
  require(body && *body, "what the server says is framed");
  const auto rest = reader.next();
  require(rest && !*rest, "one message is said at a time");
  const auto json = nlohmann::json::parse(**body, nullptr, false);
  require(json.is_object() && json["jsonrpc"] == "2.0", "it is JSON-RPC");
  require(json.contains("method") ||
              (json.contains("id") && (json.contains("result") != json.contains("error"))),
          "it is a request, a notification or one answer");
  require(!json.contains("error") || json["error"]["code"] != kInternalError,
          "nothing is an internal error");
}

// All that is said to these bytes, which come in pieces of this size.
std::string said(std::string_view bytes, std::size_t size, Desk& desk) {
  std::string all;
  Server server(desk, [&](std::string_view message) {
    check_message(message);
    all += message;
  });
  for (std::size_t at = 0; at < bytes.size() && !server.ended(); at += size) {
    server.receive(bytes.substr(at, size));
  }
  const Clock::time_point begin;
  for (int second = 0; server.step(begin + std::chrono::seconds(second)); ++second) {
    (void)server.work(begin + std::chrono::seconds(second));
  }
  (void)server.work(begin + std::chrono::hours(24));
  return all;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static FuzzDesk desk;
  if (size > kMostBytes) {
    return 0;
  }
  const std::string bytes = wire(imprimatur::fuzz::as_text(data, size));
  desk.reload();
  const std::string whole = said(bytes, bytes.size() + 1, desk);
  desk.reload();
  require(said(bytes, 13, desk) == whole, "pieces change no answer");
  return 0;
}
