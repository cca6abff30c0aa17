// Result<T>: a value or an Error. Everything that input, files, rules or limits can cause is
// returned as a Result; exceptions mean a bug or exhausted memory (src/design/0002-result.md).
#ifndef IMPRIMATUR_BASE_RESULT_H_
#define IMPRIMATUR_BASE_RESULT_H_

#include <tl/expected.hpp>

#include <cstdint>
#include <string>
#include <utility>

namespace imprimatur {

enum class ErrorCode : std::uint8_t {
  usage,        // wrong flag, wrong value
  rules,        // a rule file or policy is wrong
  not_found,    // no such file or folder
  unreadable,   // permission, device, I/O
  unsupported,  // binary or a format that is not read
  encoding,     // bytes that no known encoding explains
  limit,        // a size, depth or match limit was reached
  internal,     // a bug: reported, never hidden
};

// `message` says what, where and what to do: lower case, no full stop, user data in quotes.
struct Error {
  ErrorCode code = ErrorCode::internal;
  std::string message;
};

// tl::expected is not [[nodiscard]]; a dropped error must not compile silently.
template <typename T>
class [[nodiscard]] Result : public tl::expected<T, Error> {
 public:
  using tl::expected<T, Error>::expected;
};

[[nodiscard]] inline tl::unexpected<Error> fail(ErrorCode code, std::string message) {
  return tl::unexpected<Error>(Error{code, std::move(message)});
}

}  // namespace imprimatur

#define IMPRIMATUR_CONCAT_INNER(a, b) a##b
#define IMPRIMATUR_CONCAT(a, b) IMPRIMATUR_CONCAT_INNER(a, b)
// IMPRIMATUR_TRY(auto value, expression): declares the value or returns the error.
#define IMPRIMATUR_TRY(decl, expr) \
  IMPRIMATUR_TRY_INNER(decl, expr, IMPRIMATUR_CONCAT(try_result_, __LINE__))
#define IMPRIMATUR_TRY_INNER(decl, expr, result)                           \
  auto result = (expr);                                                    \
  if (!result) {                                                           \
    return tl::unexpected<::imprimatur::Error>(std::move(result).error()); \
  }                                                                        \
  decl = std::move(*result)

#endif  // IMPRIMATUR_BASE_RESULT_H_
