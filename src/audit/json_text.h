// Writes JSON piece by piece, for rows that are written by the million.
#ifndef IMPRIMATUR_AUDIT_JSON_TEXT_H_
#define IMPRIMATUR_AUDIT_JSON_TEXT_H_

#include <cstdint>
#include <string>
#include <string_view>

namespace imprimatur::audit {

// A JSON string with its quotes; invalid UTF-8 becomes U+FFFD, controls \uXXXX.
void append_string(std::string& out, std::string_view text);
// "null" for an empty one.
void append_string_or_null(std::string& out, std::string_view text);

// Members of an object: commas and quotes where they belong.
class ObjectWriter {
 public:
  explicit ObjectWriter(std::string& out) : out_(out) { out_ += '{'; }
  void close() { out_ += '}'; }
  // Writes the key; the value follows.
  std::string& key(std::string_view name);
  void text(std::string_view name, std::string_view value) { append_string(key(name), value); }
  void text_or_null(std::string_view name, std::string_view value) {
    append_string_or_null(key(name), value);
  }
  void number(std::string_view name, std::uint64_t value) { key(name) += std::to_string(value); }
  void truth(std::string_view name, bool value) { key(name) += value ? "true" : "false"; }

 private:
  std::string& out_;
  bool first_ = true;
};

// The commas of an array: call before each item.
class ArrayWriter {
 public:
  explicit ArrayWriter(std::string& out) : out_(out) { out_ += '['; }
  void close() { out_ += ']'; }
  std::string& item() {
    out_ += first_ ? "" : ",";
    first_ = false;
    return out_;
  }

 private:
  std::string& out_;
  bool first_ = true;
};

}  // namespace imprimatur::audit

#endif  // IMPRIMATUR_AUDIT_JSON_TEXT_H_
