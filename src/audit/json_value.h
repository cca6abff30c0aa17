// JsonValue: our own JSON files (checkpoints, rows, reviews) read back into memory.
#ifndef IMPRIMATUR_AUDIT_JSON_VALUE_H_
#define IMPRIMATUR_AUDIT_JSON_VALUE_H_

#include "base/result.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace imprimatur::audit {

class JsonValue {
 public:
  // Errors: unreadable (says where).
  [[nodiscard]] static Result<JsonValue> parse(std::string_view text);

  // Of an object; a null value if there is none.
  [[nodiscard]] const JsonValue& operator[](std::string_view key) const;
  [[nodiscard]] const std::vector<JsonValue>& items() const { return items_; }
  [[nodiscard]] const std::vector<std::pair<std::string, JsonValue>>& members() const {
    return members_;
  }
  // A string's content, or a number, true or false as written; empty for null and others.
  [[nodiscard]] const std::string& text() const { return text_; }
  [[nodiscard]] std::uint64_t number() const;  // 0 if it is none
  [[nodiscard]] bool truth() const { return text_ == "true"; }

 private:
  friend class JsonParser;
  std::string text_;
  std::vector<JsonValue> items_;
  std::vector<std::pair<std::string, JsonValue>> members_;
};

}  // namespace imprimatur::audit

#endif  // IMPRIMATUR_AUDIT_JSON_VALUE_H_
