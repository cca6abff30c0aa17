// RequestParser: one HTTP/1.1 request after the other from the bytes of a connection, however they
// are cut (RFC 9112). Strict, because what two readers understand differently is a way in: bare
// line feeds, folded or repeated decisive fields, a length beside chunks and the like are refused.
// Holds no more than the limits allow. Not thread-safe.
#ifndef IMPRIMATUR_SERVE_REQUEST_PARSER_H_
#define IMPRIMATUR_SERVE_REQUEST_PARSER_H_

#include "serve/http.h"
#include "serve/problem.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace imprimatur::serve {

class RequestParser {
 public:
  static constexpr std::size_t kTargetBytes = 4'096;
  static constexpr std::size_t kHeadBytes = 16'384;
  static constexpr std::size_t kHeaders = 100;

  enum class State : std::uint8_t {
    head,       // wants bytes
    head_done,  // look at request(), then read_body()
    body,       // wants bytes
    complete,   // request() is whole; then next()
    failed,     // problem(); the connection cannot be used any more
  };

  // Takes what belongs to the current step; how many bytes that were.
  [[nodiscard]] std::size_t feed(std::string_view bytes);
  [[nodiscard]] State state() const { return state_; }
  // Nothing of a request has come yet.
  [[nodiscard]] bool idle() const { return state_ == State::head && head_bytes_ == 0; }
  [[nodiscard]] const Request& request() const { return request_; }
  [[nodiscard]] Request& request() { return request_; }
  [[nodiscard]] const Problem& problem() const { return problem_; }
  // The client waits for "100 Continue" before it sends the body.
  [[nodiscard]] bool expects_continue() const { return expects_continue_; }

  // After head_done: the body may be so long.
  void read_body(std::size_t limit);
  // After complete: the next request.
  void next() { *this = RequestParser(); }

 private:
  enum class Step : std::uint8_t {
    request_line,
    headers,
    length,
    chunk_size,
    chunk_data,
    chunk_end,
    trailers,
  };
  void on_line(std::string_view line);
  void on_request_line(std::string_view line);
  void on_header(std::string_view line);
  void on_head_end();
  void on_chunk_size(std::string_view line);
  void take_target(std::string_view target);
  [[nodiscard]] std::size_t take_line(std::string_view bytes);
  [[nodiscard]] std::size_t take_data(std::string_view bytes);
  void fail_with(int status, std::string code, std::string detail, std::string next = {});

  State state_ = State::head;
  Step step_ = Step::request_line;
  Request request_;
  Problem problem_;
  std::string line_;
  std::size_t head_bytes_ = 0;  // of the head, or of lines between chunks
  std::uint64_t left_ = 0;      // of the body or chunk
  std::size_t limit_ = 0;       // of the body
  bool has_length_ = false;
  bool chunked_ = false;
  bool expects_continue_ = false;
  bool host_in_target_ = false;
  bool old_ = false;  // HTTP/1.0
};

}  // namespace imprimatur::serve

#endif  // IMPRIMATUR_SERVE_REQUEST_PARSER_H_
