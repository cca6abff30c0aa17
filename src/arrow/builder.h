// Builder: fills a column of any depth row by row and hands it out by the C data interface. One
// description of a column makes its schema and its builder. Not thread-safe.
#ifndef IMPRIMATUR_ARROW_BUILDER_H_
#define IMPRIMATUR_ARROW_BUILDER_H_

#include "arrow/abi.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace imprimatur::arrow {

enum class Kind : std::uint8_t { text, number, real, flag, list, row };

// A column: a list has one child, the items; a row has its fields.
struct Field {
  std::string name;
  Kind kind = Kind::text;
  std::vector<Field> children = {};
  bool nullable = true;
};

// Released by its consumer.
void export_schema(const Field& field, ArrowSchema& out);

class Builder {
 public:
  explicit Builder(const Field& field);

  // One value of the column's kind each.
  void text(std::string_view value);          // what is no UTF-8 becomes U+FFFD
  void text_or_null(std::string_view value);  // null if it is empty
  void number(std::int64_t value);
  void real(double value);
  void flag(bool value);
  void null();
  // A value of a list or row: fill the children, then close it.
  [[nodiscard]] Builder& child(std::size_t index = 0) { return children_[index]; }
  void close();

  [[nodiscard]] std::int64_t length() const { return length_; }
  // The most bytes that one buffer of text in it holds: offsets are 32 bits wide.
  [[nodiscard]] std::size_t widest() const;
  // Hands the rows out, to be released by the consumer, and begins again with none.
  void finish(ArrowArray& out);

 private:
  void valid(bool is_valid);

  Kind kind_;
  std::vector<Builder> children_;
  std::int64_t length_ = 0;
  std::int64_t nulls_ = 0;
  std::string bits_;  // of rows that are there
  std::vector<std::int32_t> offsets_;
  std::string bytes_;  // of texts, or of fixed-size values
};

}  // namespace imprimatur::arrow

#endif  // IMPRIMATUR_ARROW_BUILDER_H_
