// JsonScanner: JSON (RFC 8259) as files have it, one value at a time, without copying. Where a
// value is cut or wrong it stops and says where; what stood in front has been given already.
// Control characters in strings and lone surrogates are let pass, and told. Pure.
#ifndef IMPRIMATUR_FORMATS_JSON_SCAN_H_
#define IMPRIMATUR_FORMATS_JSON_SCAN_H_

#include "base/result.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace imprimatur {

class JsonScanner {
 public:
  explicit JsonScanner(std::string_view text) : text_(text) {}

  // The next significant character, '\0' at the end.
  [[nodiscard]] char peek();
  // Takes `c` if it comes next.
  bool take(char c);
  // A string's content as written, between the quotes; what there is of it, if it is cut.
  // `escaped`: it holds backslashes.
  [[nodiscard]] bool string(std::string_view& raw, bool& escaped);
  // A number, true, false or null as written.
  [[nodiscard]] bool literal(std::string_view& token);
  // Any value.
  [[nodiscard]] bool skip();
  bool fail(std::string message);

  [[nodiscard]] bool failed() const { return !error_.empty(); }
  [[nodiscard]] const std::string& error() const { return error_; }
  [[nodiscard]] std::size_t offset() const { return at_; }
  [[nodiscard]] bool saw_controls() const { return controls_; }

 private:
  std::string_view text_;
  std::size_t at_ = 0;
  std::string error_;
  bool controls_ = false;
};

// A string's content with its escapes resolved, appended. False: it has lone surrogates (now
// U+FFFD) or escapes that are none (kept as they are).
bool unescape_json(std::string_view raw, std::string& out);

// Linked data is held as values of a hundred bytes and more each, so that there is an end to them.
// Reader and signals ask for the same scripts in the same order: what is not read is told.
class LinkedDataLimit {
 public:
  // False: with this script there are too many values.
  [[nodiscard]] bool admits(std::string_view script);
  static constexpr std::size_t kMaxValues = 4'000'000;

 private:
  std::size_t values_ = 0;  // about, well-formed or not
};
[[nodiscard]] Error too_much_linked_data();

}  // namespace imprimatur

#endif  // IMPRIMATUR_FORMATS_JSON_SCAN_H_
