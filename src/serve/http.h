// HTTP/1.1 messages as plain values (RFC 9110, RFC 9112), and how they are written. Own what they
// hold. Pure; thread-safe.
#ifndef IMPRIMATUR_SERVE_HTTP_H_
#define IMPRIMATUR_SERVE_HTTP_H_

#include <cstddef>
#include <cstdint>
#include <ctime>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace imprimatur::serve {

struct Header {
  std::string name;  // of a request: lower case
  std::string value;
};

// Whether somebody still waits for an answer.
enum class Waiting : std::uint8_t { yes, gone, too_long };

struct Request {
  std::string method;
  std::string path;   // percent-decoded
  std::string query;  // as it came, without '?'
  std::vector<Header> headers;
  std::string body;
  bool keep_alive = true;
  // Asked between the parts of an answer that takes long, by the thread that makes it. Set by who
  // has the connection; empty: somebody always waits.
  std::function<Waiting()> waiting = {};

  // The first of this name (lower case); null if there is none.
  [[nodiscard]] const std::string* header(std::string_view name) const;
  // The first parameter of this name, decoded; none if it is missing or wrongly encoded.
  [[nodiscard]] std::optional<std::string> parameter(std::string_view name) const;
};

struct Response {
  int status = 200;
  std::string media_type;
  std::string body;
  std::vector<Header> headers = {};
};

// "Not Found".
[[nodiscard]] std::string_view reason_of(int status);

struct ResponseStyle {
  bool keep_alive = true;
  bool with_body = true;  // false: the answer to HEAD
  std::time_t now = 0;
};
// The whole message.
[[nodiscard]] std::string written(const Response& response, const ResponseStyle& style);

// None if a '%' is not followed by two hexadecimal digits, or means a control character.
// `plus`: '+' is a blank, as in queries.
[[nodiscard]] std::optional<std::string> percent_decoded(std::string_view text, bool plus);
[[nodiscard]] std::string percent_encoded(std::string_view text);

// "text/html" of "Text/HTML; charset=utf-8".
[[nodiscard]] std::string essence_of(std::string_view media_type);
// The parameter of a media type or of another header value of that form, unquoted; empty if it is
// missing. `name` is lower case.
[[nodiscard]] std::string parameter_of(std::string_view value, std::string_view name);

[[nodiscard]] std::string lower_case(std::string_view ascii);

}  // namespace imprimatur::serve

#endif  // IMPRIMATUR_SERVE_HTTP_H_
