// What a Server keeps and does, in two files: server.cc has the messages, server_documents.cc the
// buffers and what is said of them. Private to the layer.
#ifndef IMPRIMATUR_LSP_SERVER_STATE_H_
#define IMPRIMATUR_LSP_SERVER_STATE_H_

#include "lsp/answers.h"
#include "lsp/framing.h"
#include "lsp/server.h"

#include <nlohmann/json.hpp>

#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

namespace imprimatur::lsp {

using nlohmann::json;

// Error codes of JSON-RPC 2.0 and of the protocol.
inline constexpr int kParseError = -32700;
inline constexpr int kInvalidRequest = -32600;
inline constexpr int kMethodNotFound = -32601;
inline constexpr int kInvalidParams = -32602;
inline constexpr int kInternalError = -32603;
inline constexpr int kNotInitialized = -32002;
inline constexpr int kCancelled = -32800;

// The answer to a request that cannot be served; thrown by what serves requests.
struct RequestError {
  int code = kInternalError;
  std::string message;
};

// What a buffer is: a document to judge, or a file of ours.
enum class Kind { document, policy, rules };
[[nodiscard]] Kind kind_of(const Buffer& buffer);

struct Server::State {
  Desk& desk;
  std::function<void(std::string_view)> send;
  MessageReader reader;
  std::deque<json> waiting;

  bool initialized = false;
  bool shut_down = false;
  std::optional<int> end;
  Encoding encoding = Encoding::utf16;
  bool pull = false;
  bool refresh = false;
  bool watch = false;
  bool markdown = false;
  bool show_document = false;
  long long next_request = 1;

  struct Open {
    Buffer buffer;
    std::optional<Clock::time_point> due;  // to be pushed
    std::optional<Answer> answer;          // of this version
    std::string result_id;                 // of the diagnostics that were pulled last
    bool policy_error_told = false;
  };
  std::map<std::string, Open> open;
  std::set<std::string> marked;  // files that are not open, with mistakes on show
  long long generation = 0;      // of rules and policies

  State(Desk& d, std::function<void(std::string_view)> s) : desk(d), send(std::move(s)) {}

  // Values of documents may hold anything: what is no UTF-8 is replaced.
  void put(const json& message) {
    send(framed(message.dump(-1, ' ', false, json::error_handler_t::replace)));
  }
  void notify(std::string_view method, json params) {
    put({{"jsonrpc", "2.0"}, {"method", method}, {"params", std::move(params)}});
  }
  void request(std::string_view method, json params) {
    json message = {{"jsonrpc", "2.0"}, {"id", next_request++}, {"method", method}};
    if (!params.is_null()) {
      message["params"] = std::move(params);
    }
    put(message);
  }
  void answer_with(const json& id, json result) {
    put({{"jsonrpc", "2.0"}, {"id", id}, {"result", std::move(result)}});
  }
  void answer_error(const json& id, const RequestError& error) {
    put({{"jsonrpc", "2.0"},
         {"id", id},
         {"error", {{"code", error.code}, {"message", error.message}}}});
  }

  void take(const std::string& body);
  void cancel(const json& id);
  void handle(const json& message, Clock::time_point now);
  void handle_request(const json& id, const std::string& method, const json& params);
  void handle_notification(const std::string& method, const json& params, Clock::time_point now);
  json initialize(const json& params);
  void after_initialize();
  json execute(const json& params);
  void open_document(const json& params, Clock::time_point now);
  void change_document(const json& params, Clock::time_point now);
  void close_document(const json& params);
  void reload(Clock::time_point now);
  void show_broken_files();
  Open& find(const json& params);
  const Answer& answer_of(Open& document);
  json diagnostics(Open& document);
  json pulled(Open& document, const std::string& previous);
  void publish(const std::string& uri, std::optional<long long> version, json list);
};

}  // namespace imprimatur::lsp

#endif  // IMPRIMATUR_LSP_SERVER_STATE_H_
