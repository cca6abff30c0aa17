#include "lsp/message.h"
#include "lsp/server_state.h"
#include "lsp/uri.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <exception>
#include <string_view>

namespace imprimatur::lsp {
namespace {

constexpr int kIncremental = 2;  // a kind of synchronisation

// The first that both know and that needs least work; UTF-16 is what every client knows.
Encoding agreed_encoding(const json& capabilities) {
  const json& offered = at_path(capabilities, {"general", "positionEncodings"});
  const auto has = [&](std::string_view name) {
    return offered.is_array() && std::any_of(offered.begin(), offered.end(), [&](const json& one) {
             return one.is_string() && one.get_ref<const std::string&>() == name;
           });
  };
  return has("utf-8")    ? Encoding::utf8
         : has("utf-16") ? Encoding::utf16
         : has("utf-32") ? Encoding::utf32
                         : Encoding::utf16;
}

constexpr std::string_view name_of(Encoding encoding) {
  return encoding == Encoding::utf8 ? "utf-8" : encoding == Encoding::utf16 ? "utf-16" : "utf-32";
}

}  // namespace

void Server::State::take(const std::string& body) {
  json message = json::parse(repaired_utf8(body), nullptr, false);
  if (message.is_discarded()) {
    answer_error(nullptr, {kParseError, "the message is no JSON"});
    return;
  }
  if (!message.is_object()) {
    answer_error(nullptr, {kInvalidRequest, "the message is no JSON object"});
    return;
  }
  if (text_of(member(message, "method")) == "$/cancelRequest") {
    cancel(at_path(message, {"params", "id"}));
    return;
  }
  waiting.push_back(std::move(message));
}

void Server::State::cancel(const json& id) {
  const auto found = std::find_if(waiting.begin(), waiting.end(), [&](const json& message) {
    return message.contains("id") && message.contains("method") && message["id"] == id;
  });
  if (found != waiting.end()) {
    waiting.erase(found);
    answer_error(id, {kCancelled, "cancelled"});
  }
}

void Server::State::handle(const json& message, Clock::time_point now) {
  const json& method = member(message, "method");
  const bool is_request = message.contains("id");
  if (!method.is_string()) {
    // An answer to a request of ours needs nothing; anything else is a mistake.
    if (!message.contains("result") && !message.contains("error")) {
      answer_error(member(message, "id"), {kInvalidRequest, "the message names no method"});
    }
    return;
  }
  // A bug must cost one answer, not the session.
  try {
    if (is_request) {
      handle_request(message["id"], method.get<std::string>(), member(message, "params"));
    } else {
      handle_notification(method.get<std::string>(), member(message, "params"), now);
    }
  } catch (const RequestError& error) {
    if (is_request) {
      answer_error(message["id"], error);
    }
  } catch (const std::exception& bug) {
    if (is_request) {
      answer_error(message["id"], {kInternalError, fmt::format("internal error: {}", bug.what())});
    }
  }
}

json Server::State::initialize(const json& params) {
  const json& capabilities = member(params, "capabilities");
  encoding = agreed_encoding(capabilities);
  pull = at_path(capabilities, {"textDocument", "diagnostic"}).is_object();
  refresh = is_true(at_path(capabilities, {"workspace", "diagnostics", "refreshSupport"}));
  watch =
      is_true(at_path(capabilities, {"workspace", "didChangeWatchedFiles", "dynamicRegistration"}));
  show_document = is_true(at_path(capabilities, {"window", "showDocument", "support"}));
  const json& formats = at_path(capabilities, {"textDocument", "hover", "contentFormat"});
  markdown =
      formats.is_array() && std::find(formats.begin(), formats.end(), "markdown") != formats.end();
  initialized = true;
  json answer = {
      {"serverInfo", {{"name", "imprimatur"}, {"version", desk.version()}}},
      {"capabilities",
       {{"positionEncoding", name_of(encoding)},
        {"textDocumentSync",
         {{"openClose", true}, {"change", kIncremental}, {"save", {{"includeText", false}}}}},
        {"hoverProvider", true},
        {"codeActionProvider", {{"codeActionKinds", json::array({"quickfix"})}}},
        {"completionProvider", {{"resolveProvider", false}}},
        {"executeCommandProvider", {{"commands", json::array({kOpenTerms})}}},
        {"workspace",
         {{"workspaceFolders", {{"supported", true}, {"changeNotifications", true}}}}}}}};
  if (pull) {
    answer["capabilities"]["diagnosticProvider"] = {{"identifier", "imprimatur"},
                                                    {"interFileDependencies", false},
                                                    {"workspaceDiagnostics", false}};
  }
  return answer;
}

void Server::State::after_initialize() {
  if (!watch) {
    return;
  }
  json watchers = json::array();
  for (const char* glob : {"**/*.toml", "**/imprimatur-baseline.json", "**/.imprimaturignore"}) {
    watchers.push_back({{"globPattern", glob}});
  }
  request("client/registerCapability",
          {{"registrations",
            json::array({{{"id", "imprimatur-files"},
                          {"method", "workspace/didChangeWatchedFiles"},
                          {"registerOptions", {{"watchers", std::move(watchers)}}}}})}});
}

json Server::State::execute(const json& params) {
  const json& arguments = member(params, "arguments");
  const bool known = text_of(member(params, "command")) == kOpenTerms;
  const std::string address =
      arguments.is_array() && !arguments.empty() ? text_of(arguments.front()) : std::string();
  // Only what a finding may have offered is opened, no file and no program.
  if (!known || !(address.starts_with("https://") || address.starts_with("http://"))) {
    throw RequestError{kInvalidParams, "no command of this server, or no web address"};
  }
  request("window/showDocument", {{"uri", address}, {"external", true}});
  return nullptr;
}

void Server::State::handle_request(const json& id, const std::string& method, const json& params) {
  if (method == "initialize") {
    if (initialized) {
      throw RequestError{kInvalidRequest, "already initialized"};
    }
    return answer_with(id, initialize(params));
  }
  if (!initialized) {
    throw RequestError{kNotInitialized, "\"initialize\" has to come first"};
  }
  if (shut_down) {
    throw RequestError{kInvalidRequest, "the server was shut down"};
  }
  if (method == "shutdown") {
    shut_down = true;
    return answer_with(id, nullptr);
  }
  if (method == "textDocument/diagnostic") {
    return answer_with(id, pulled(find(params), text_of(member(params, "previousResultId"))));
  }
  if (method == "textDocument/hover") {
    Open& document = find(params);
    if (kind_of(document.buffer) != Kind::document) {
      return answer_with(id, nullptr);
    }
    const std::size_t at = document.buffer.text.offset_of(place_of(member(params, "position")));
    return answer_with(id, hover_of(answer_of(document), document.buffer, at, markdown));
  }
  if (method == "textDocument/codeAction") {
    Open& document = find(params);
    if (kind_of(document.buffer) != Kind::document) {
      return answer_with(id, json::array());
    }
    const PlacedText& text = document.buffer.text;
    const json& range = member(params, "range");
    const Span span{text.offset_of(place_of(member(range, "start"))),
                    text.offset_of(place_of(member(range, "end")))};
    return answer_with(id, actions_of(answer_of(document), document.buffer, span, show_document));
  }
  if (method == "textDocument/completion") {
    const Buffer& buffer = find(params).buffer;
    const Kind kind = kind_of(buffer);
    const std::size_t at = buffer.text.offset_of(place_of(member(params, "position")));
    return answer_with(id,
                       kind == Kind::document
                           ? json::array()
                           : completions_of(buffer.text, at, kind == Kind::policy));
  }
  if (method == "workspace/executeCommand") {
    return answer_with(id, execute(params));
  }
  throw RequestError{kMethodNotFound, fmt::format("no method of this server: {}", method)};
}

void Server::State::handle_notification(const std::string& method,
                                        const json& params,
                                        Clock::time_point now) {
  if (method == "exit") {
    end = shut_down ? 0 : 1;
  } else if (!initialized || shut_down) {
    return;
  } else if (method == "initialized") {
    after_initialize();
  } else if (method == "textDocument/didOpen") {
    open_document(params, now);
  } else if (method == "textDocument/didChange") {
    change_document(params, now);
  } else if (method == "textDocument/didClose") {
    close_document(params);
  } else if (method == "textDocument/didSave") {
    // Clients that watch tell of it by themselves.
    if (!watch &&
        path_of_uri(text_of(at_path(params, {"textDocument", "uri"}))).ends_with(".toml")) {
      reload(now);
    }
  } else if (method == "workspace/didChangeWatchedFiles" ||
             method == "workspace/didChangeConfiguration" ||
             method == "workspace/didChangeWorkspaceFolders") {
    reload(now);
  }
}

Server::Server(Desk& desk, std::function<void(std::string_view)> send)
    : state_(std::make_unique<State>(desk, std::move(send))) {}
Server::~Server() = default;

void Server::receive(std::string_view bytes) {
  state_->reader.add(bytes);
  for (;;) {
    const auto body = state_->reader.next();
    if (!body) {
      state_->answer_error(nullptr, {kParseError, body.error().message});
      state_->end = 1;
      return;
    }
    if (!*body) {
      return;
    }
    state_->take(**body);
  }
}

bool Server::step(Clock::time_point now) {
  if (state_->waiting.empty() || state_->end) {
    return false;
  }
  const json message = std::move(state_->waiting.front());
  state_->waiting.pop_front();
  state_->handle(message, now);
  return true;
}

std::optional<Clock::time_point> Server::work(Clock::time_point now) {
  std::optional<Clock::time_point> next;
  for (auto& [uri, document] : state_->open) {
    if (document.due && *document.due <= now) {
      document.due.reset();
      state_->publish(uri, document.buffer.version, state_->diagnostics(document));
    } else if (document.due) {
      next = next ? std::min(*next, *document.due) : *document.due;
    }
  }
  return next;
}

std::optional<int> Server::ended() const {
  return state_->end;
}

int Server::status_at_end() const {
  return state_->shut_down ? 0 : 1;
}

}  // namespace imprimatur::lsp
