#include "serve/api.h"

#include "report/json_object.h"
#include "serve/files.h"
#include "serve/rules_answer.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <exception>

namespace imprimatur::serve {
namespace {

constexpr std::string_view kJsonType = "application/json";

constexpr std::string_view kApiPolicy = "default-src 'none'; frame-ancestors 'none'";
constexpr std::string_view kPagePolicy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'";

Response json_response(std::string body) {
  Response response;
  response.media_type = kJsonType;
  response.body = std::move(body);
  return response;
}

bool matches(const Api::Route& route, std::string_view path) {
  constexpr std::string_view kAny = "{id}";
  if (!route.path.ends_with(kAny)) {
    return path == route.path;
  }
  const std::string_view prefix = route.path.substr(0, route.path.size() - kAny.size());
  return path.size() > prefix.size() && path.starts_with(prefix) &&
         path.find('/', prefix.size()) == std::string_view::npos;
}

bool is_method(std::string_view wanted, std::string_view method) {
  return wanted == method || (wanted == "GET" && method == "HEAD");
}

const Api::Route* find_route(const Request& request) {
  const auto routes = Api::routes();
  const auto found = std::find_if(routes.begin(), routes.end(), [&](const Api::Route& route) {
    return is_method(route.method, request.method) && matches(route, request.path);
  });
  return found == routes.end() ? nullptr : &*found;
}

const BuiltinFile* find_page_file(const Request& request) {
  const std::string_view asked = request.path;
  const std::string_view path = asked == "/" ? "/index.html" : asked;
  const auto files = page_files();
  const auto found = std::find_if(
      files.begin(), files.end(), [&](const BuiltinFile& file) { return file.path == path; });
  return found == files.end() ? nullptr : &*found;
}

// Of a path that something else is done with than this.
std::string allowed_methods(const Request& request) {
  std::string methods;
  const auto add = [&](std::string_view method) {
    methods += (methods.empty() ? "" : ", ") + std::string(method);
    methods += method == "GET" ? ", HEAD" : "";
  };
  for (const Api::Route& route : Api::routes()) {
    if (matches(route, request.path)) {
      add(route.method);
    }
  }
  if (find_page_file(request) != nullptr) {
    add("GET");
  }
  return methods;
}

Response page_response(const Request& request, const BuiltinFile& file) {
  Response response;
  response.headers.push_back({"ETag", std::string(file.etag)});
  const std::string* known = request.header("if-none-match");
  if (known != nullptr && known->find(file.etag) != std::string::npos) {
    response.status = 304;
    return response;
  }
  response.media_type = file.media_type;
  response.body = file.content;
  return response;
}

Problem broken(std::string detail) {
  return {500, "internal", std::move(detail), "please report this with the request that caused it"};
}

}  // namespace

std::span<const Api::Route> Api::routes() {
  static constexpr std::array<Route, 7> kRoutes = {{
      {"check", "POST", "/v1/check", &Api::check, true, true},
      {"rules", "GET", "/v1/rules", &Api::rules},
      {"rules", "GET", "/v1/rules/{id}", &Api::rule},
      {"health", "GET", "/v1/health", &Api::health, false},
      {"openapi", "GET", "/v1/openapi.json", &Api::openapi, false},
      {"schema", "GET", "/v1/check-1.schema.json", &Api::schema, false},
      {"metrics", "GET", "/metrics", &Api::metrics_text, false},
  }};
  return kRoutes;
}

std::string_view route_name(const Request& request) {
  if (const Api::Route* route = find_route(request)) {
    return route->name;
  }
  return find_page_file(request) != nullptr ? "page" : "other";
}

Api::Api(const Desk& desk, ApiOptions options)
    : desk_(desk), options_(std::move(options)), checks_(desk, metrics_) {}

std::optional<Response> Api::refusal(const Request& head) const {
  if (const auto problem = wrong_origin(head, options_.access)) {
    return response_of(*problem);
  }
  const Route* route = find_route(head);
  const bool page = find_page_file(head) != nullptr && is_method("GET", head.method);
  // The page itself tells nothing; it has to be there to ask for the token.
  if (!page) {
    if (const auto problem = wrong_token(head, options_.access)) {
      return response_of(*problem);
    }
  }
  if (route == nullptr && !page) {
    const std::string methods = allowed_methods(head);
    if (!methods.empty()) {
      return response_of({405,
                          "bad-method",
                          "the path is not there for this method",
                          "use one of " + methods,
                          "",
                          methods});
    }
    return response_of({404,
                        "not-found",
                        "there is nothing at this path",
                        "GET /v1/openapi.json says what there is"});
  }
  if (route != nullptr && route->body) {
    if (const auto problem = wrong_media_type(head)) {
      return response_of(*problem);
    }
  }
  return std::nullopt;
}

std::size_t Api::body_limit(const Request& head) const {
  const Route* route = find_route(head);
  return route != nullptr && route->body ? options_.max_body : 0;
}

bool Api::is_heavy(const Request& head) {
  const Route* route = find_route(head);
  return route != nullptr && route->heavy;
}

Response Api::answer(Request& request) {
  // The one place where a bug's exception ends: one request.
  try {
    if (const Route* route = find_route(request)) {
      return (this->*route->handler)(request);
    }
    if (const BuiltinFile* file = find_page_file(request)) {
      return page_response(request, *file);
    }
    return response_of(broken("no route"));
  } catch (const std::bad_alloc&) {
    return response_of(
        {503, "no-memory", "not enough memory", "send less, or try again", "", "", 5});
  } catch (const std::exception&) {
    // What it says may quote the document.
    return response_of(broken("internal error"));
  }
}

void Api::finish(const Request& request, Response& response) {
  const bool page = find_page_file(request) != nullptr && response.status < 400;
  const auto add = [&](std::string_view name, std::string_view value) {
    response.headers.push_back({std::string(name), std::string(value)});
  };
  add("Cache-Control", page ? "no-cache" : "no-store");
  add("Content-Security-Policy", page ? kPagePolicy : kApiPolicy);
  add("Cross-Origin-Opener-Policy", "same-origin");
  add("Cross-Origin-Resource-Policy", "same-origin");
  // Not "no-referrer": some requests of the page itself would then come from an unknown origin.
  add("Referrer-Policy", "same-origin");
  add("X-Content-Type-Options", "nosniff");
  add("X-Frame-Options", "DENY");
  metrics_.count_request(route_name(request), response.status);
}

Response Api::check(Request& request) {
  const auto begin = std::chrono::steady_clock::now();
  const std::size_t bytes = request.body.size();
  auto waiting = std::move(request.waiting);
  auto check = read_check_request(std::move(request));
  if (!check) {
    return response_of(check.error());
  }
  check->waiting = std::move(waiting);
  auto json = checks_.answer(*check);
  if (!json) {
    return response_of(json.error());
  }
  metrics_.count_check(std::chrono::steady_clock::now() - begin, bytes);
  return json_response(std::move(*json));
}

Response Api::rules(Request& request) {
  auto json = list_of_rules(request, desk_);
  return json ? json_response(std::move(*json)) : response_of(json.error());
}

Response Api::rule(Request& request) {
  auto json = one_rule(request.path.substr(request.path.rfind('/') + 1), desk_);
  return json ? json_response(std::move(*json)) : response_of(json.error());
}

Response Api::health(Request&) {
  const auto place = desk_.workplace();
  const EngineOptions& engine = place->engine->options();
  const auto text_or_null = [](const std::string& text) {
    return text.empty() ? "null" : json_string(text);
  };
  std::string uses = "\"republish\"";
  for (const std::string_view use : kUseNames) {
    uses += fmt::format(",\"{}\"", use);
  }
  return json_response(fmt::format(
      R"({{"status":"ok","version":{},"rules":{{"count":{},"digest":{}}},"use":{},"uses":[{}],)"
      R"("fail_on":{},"policy":{{"path":{},"digest":{}}},"read_at":{},"problem":{},)"
      R"("fetches":{},"limits":{{"body_bytes":{},"documents":{}}}}})"
      "\n",
      json_string(desk_.version()),
      place->rules->rules().size(),
      json_string(place->rules->digest()),
      json_string(engine.question.name()),
      uses,
      json_string(name_of(place->fail_on)),
      text_or_null(engine.policy->path),
      text_or_null(place->policy_digest),
      json_string(place->read_at),
      text_or_null(desk_.problem()),
      desk_.may_fetch(),
      options_.max_body,
      kMostDocuments));
}

Response Api::openapi(Request&) {
  return json_response(std::string(openapi_document()));
}

Response Api::schema(Request&) {
  Response response = json_response(std::string(answer_schema()));
  response.media_type = "application/schema+json";
  return response;
}

Response Api::metrics_text(Request&) {
  Response response;
  response.media_type = "text/plain; version=0.0.4; charset=utf-8";
  response.body =
      metrics_.text({desk_.version(), desk_.workplace()->rules->digest(), desk_.problem().empty()});
  return response;
}

}  // namespace imprimatur::serve
