// FieldNames: which fields of a record hold its text, id, address, date and language. Given by the
// user, or the usual names in an order of preference.
#ifndef IMPRIMATUR_AUDIT_FIELDS_H_
#define IMPRIMATUR_AUDIT_FIELDS_H_

#include "base/result.h"

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace imprimatur::audit {

enum class Field : unsigned char { text, id, url, date, language };
inline constexpr std::size_t kFields = 5;

// A way to a value: keys and array indices from the record's top.
using FieldPath = std::vector<std::string>;

struct FieldNames {
  std::array<std::vector<FieldPath>, kFields> paths;  // by Field, the preferred first
  [[nodiscard]] const std::vector<FieldPath>& of(Field field) const {
    return paths[static_cast<std::size_t>(field)];
  }
};

// What the user said for each field, empty if nothing: names separated by commas, or JSON pointers
// ("/metadata/url", RFC 6901). Errors: usage.
struct FieldWishes {
  std::array<std::string, kFields> names;
};
[[nodiscard]] Result<FieldNames> field_names(const FieldWishes& wishes);

}  // namespace imprimatur::audit

#endif  // IMPRIMATUR_AUDIT_FIELDS_H_
