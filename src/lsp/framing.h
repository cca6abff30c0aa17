// Framing of JSON-RPC messages as the Language Server Protocol 3.17 has them (base protocol):
// header lines that end with CRLF, of which Content-Length counts the bytes of the body.
// Not thread-safe.
#ifndef IMPRIMATUR_LSP_FRAMING_H_
#define IMPRIMATUR_LSP_FRAMING_H_

#include "base/result.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace imprimatur::lsp {

class MessageReader {
 public:
  static constexpr std::size_t kMostBody = std::size_t{256} << 20U;
  static constexpr std::size_t kMostHeader = 4096;

  // Takes bytes as they come: parts of a header, several messages at once.
  void add(std::string_view bytes);
  // The next body, none until it is complete. Errors: limit, unreadable (no Content-Length); the
  // stream cannot be read on after one.
  [[nodiscard]] Result<std::optional<std::string>> next();

 private:
  std::string buffer_;
  std::size_t begin_ = 0;  // of what was not given yet
};

[[nodiscard]] std::string framed(std::string_view body);

}  // namespace imprimatur::lsp

#endif  // IMPRIMATUR_LSP_FRAMING_H_
