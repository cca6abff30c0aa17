#include "lsp/message.h"
#include "lsp/server_state.h"
#include "lsp/uri.h"

#include <fmt/format.h>

namespace imprimatur::lsp {
namespace {

// While somebody types, what was typed is not checked before a rest of this length.
constexpr std::chrono::milliseconds kRest{150};

constexpr int kMessageError = 1;  // a type of window/showMessage

// Of a document that was never saved: a name by which its format is known.
std::string name_of_buffer(const Buffer& buffer) {
  std::string path = path_of_uri(buffer.uri);
  if (is_file_uri(buffer.uri) || path.find('.') != std::string::npos) {
    return path;
  }
  return path + (buffer.language == "markdown" ? ".md"
                 : buffer.language == "html"   ? ".html"
                                               : ".txt");
}

}  // namespace

// A TOML file is one of ours if it is called so, or begins like a rule file.
Kind kind_of(const Buffer& buffer) {
  const std::string path = path_of_uri(buffer.uri);
  if (path.ends_with("/imprimatur.toml") || path == "imprimatur.toml") {
    return Kind::policy;
  }
  const std::string& text = buffer.text.text();
  const bool ours = path.ends_with(".toml") && text.find("schema = ") != std::string::npos &&
                    text.find("kind = \"") != std::string::npos;
  return ours ? Kind::rules : Kind::document;
}

Server::State::Open& Server::State::find(const json& params) {
  const std::string uri = text_of(at_path(params, {"textDocument", "uri"}));
  const auto found = open.find(uri);
  if (found == open.end()) {
    throw RequestError{kInvalidParams, fmt::format("the document is not open: {}", uri)};
  }
  return found->second;
}

const Answer& Server::State::answer_of(Open& document) {
  if (document.answer) {
    return *document.answer;
  }
  Answer answer;
  const Buffer& buffer = document.buffer;
  const std::string name = name_of_buffer(buffer);
  const Result<Workplace> place = desk.workplace(name);
  show_broken_files();
  if (!place) {
    if (!document.policy_error_told) {
      document.policy_error_told = true;
      notify("window/showMessage",
             {{"type", kMessageError}, {"message", "imprimatur: " + place.error().message}});
    }
    document.answer = std::move(answer);
    return *document.answer;
  }
  document.policy_error_told = false;
  answer.fail_on = place->fail_on;
  answer.rules = place->rules;
  Input input;
  input.source = name;
  input.path = place->path;
  input.bytes = buffer.text.text();
  input.declared_encoding = "utf-8";  // of the protocol, whatever the file will be
  Engine::Session session = place->engine->session();
  session.check_all(input,
                    [&](DocumentResult&& result) { answer.results.push_back(std::move(result)); });
  document.answer = std::move(answer);
  return *document.answer;
}

json Server::State::diagnostics(Open& document) {
  const Buffer& buffer = document.buffer;
  if (kind_of(buffer) == Kind::document) {
    return diagnostics_of(answer_of(document), buffer);
  }
  return diagnostics_of(desk.mistakes(path_of_uri(buffer.uri), buffer.text.text()), &buffer.text);
}

json Server::State::pulled(Open& document, const std::string& previous) {
  const std::string id = fmt::format("{}.{}", document.buffer.version, generation);
  if (!document.result_id.empty() && document.result_id == id && previous == id) {
    return {{"kind", "unchanged"}, {"resultId", id}};
  }
  json items = diagnostics(document);
  document.result_id = id;
  return {{"kind", "full"}, {"resultId", id}, {"items", std::move(items)}};
}

void Server::State::publish(const std::string& uri, std::optional<long long> version, json list) {
  json params = {{"uri", uri}, {"diagnostics", std::move(list)}};
  if (version) {
    params["version"] = *version;
  }
  notify("textDocument/publishDiagnostics", std::move(params));
}

// Policies and rules that cannot be used are shown where they are wrong, also if nobody opened
// them.
void Server::State::show_broken_files() {
  std::map<std::string, std::vector<Diagnostic>> files;
  for (Diagnostic& mistake : desk.broken_files()) {
    files[uri_of_path(mistake.path)].push_back(std::move(mistake));
  }
  for (auto& [uri, mistakes] : files) {
    if (open.count(uri) == 0 && marked.insert(uri).second) {
      publish(uri, std::nullopt, diagnostics_of(mistakes, nullptr));
    }
  }
}

void Server::State::reload(Clock::time_point now) {
  desk.reload();
  ++generation;
  for (const std::string& uri : std::exchange(marked, {})) {
    publish(uri, std::nullopt, json::array());
  }
  for (auto& [uri, document] : open) {
    document.answer.reset();
    if (!pull) {
      document.due = now;
    }
  }
  if (pull && refresh) {
    request("workspace/diagnostic/refresh", nullptr);
  }
}

void Server::State::open_document(const json& params, Clock::time_point now) {
  const json& item = member(params, "textDocument");
  const std::string uri = text_of(member(item, "uri"));
  Open document{Buffer{uri,
                       text_of(member(item, "languageId")),
                       number_of(member(item, "version"), 0),
                       PlacedText(text_of(member(item, "text")), encoding)},
                std::nullopt,
                std::nullopt,
                {},
                false};
  if (!pull) {
    document.due = now;
  }
  open.insert_or_assign(uri, std::move(document));
}

void Server::State::change_document(const json& params, Clock::time_point now) {
  Open& document = find(params);
  const json& changes = member(params, "contentChanges");
  for (const json& change : changes.is_array() ? changes : json::array()) {
    const json& range = member(change, "range");
    if (range.is_object()) {
      document.buffer.text.replace(place_of(member(range, "start")),
                                   place_of(member(range, "end")),
                                   text_of(member(change, "text")));
    } else {
      document.buffer.text.assign(text_of(member(change, "text")));
    }
  }
  document.buffer.version =
      number_of(at_path(params, {"textDocument", "version"}), document.buffer.version + 1);
  document.answer.reset();
  if (!pull) {
    document.due = now + kRest;
  }
}

void Server::State::close_document(const json& params) {
  const std::string uri = text_of(at_path(params, {"textDocument", "uri"}));
  if (open.erase(uri) > 0 && !pull) {
    publish(uri, std::nullopt, json::array());
  }
}

}  // namespace imprimatur::lsp
