// TextColumn: the texts of one Arrow column, whatever its layout: utf8, large_utf8 and string
// views, the same of bytes, dictionaries of them, slices, nulls. Views the array that it is bound
// to.
#ifndef IMPRIMATUR_ARROW_TEXT_COLUMN_H_
#define IMPRIMATUR_ARROW_TEXT_COLUMN_H_

#include "arrow/abi.h"
#include "base/result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace imprimatur::arrow {

class TextColumn {
 public:
  // By the column's type. Errors: usage (it holds something else than texts).
  [[nodiscard]] static Result<TextColumn> of(const ArrowSchema& schema, const std::string& name);

  // The next array of the column. Errors: unreadable (it is not as its type says).
  [[nodiscard]] Result<void> bind(const ArrowArray& array);
  // Of a row, counted from the array's offset; none for a null. Errors: unreadable (offsets that
  // point to nowhere).
  [[nodiscard]] Result<std::optional<std::string_view>> at(std::int64_t row) const;
  // True if the column says that it is UTF-8; false: bytes of any encoding.
  [[nodiscard]] bool is_text() const { return text_; }

 private:
  enum class Layout : std::uint8_t { none, small, large, view };

  [[nodiscard]] Result<std::optional<std::string_view>> value(const ArrowArray& array,
                                                              std::int64_t index) const;
  [[nodiscard]] std::int64_t dictionary_index(std::int64_t index) const;
  [[nodiscard]] tl::unexpected<Error> damaged() const;

  std::string name_;
  Layout layout_ = Layout::none;
  bool text_ = false;
  char index_ = '\0';  // the format of a dictionary's indices
  const ArrowArray* array_ = nullptr;
};

// Whether a row is there, by the array's bitmap; `index` counts from the buffers' beginning.
[[nodiscard]] bool is_valid(const ArrowArray& array, std::int64_t index);

}  // namespace imprimatur::arrow

#endif  // IMPRIMATUR_ARROW_TEXT_COLUMN_H_
