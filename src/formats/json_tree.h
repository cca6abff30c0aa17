// JSON in memory, every string with the place where it is written, in 16 bytes a value: a text of
// many numbers takes a few times its own size. What stands in front of a break is kept. Views the
// text; private to the formats layer.
#ifndef IMPRIMATUR_FORMATS_JSON_TREE_H_
#define IMPRIMATUR_FORMATS_JSON_TREE_H_

#include "base/result.h"
#include "formats/written_text.h"
#include "text/span.h"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace imprimatur {

class JsonTreeReader;

// The values in the order in which they are written, a member's name in front of its value.
class JsonTape {
 public:
  explicit JsonTape(std::string_view text) : text_(text) {}
  [[nodiscard]] std::size_t size() const { return entries_.size(); }

 private:
  friend class JsonNode;
  friend class JsonTreeReader;
  enum class Kind : unsigned char { literal, string, object, array, name };
  // `end`: of a string or literal where it ends in the text, otherwise the entry behind all that
  // is inside.
  struct Entry {
    std::uint64_t begin : 60;
    std::uint64_t kind : 4;
    std::uint64_t end;
  };
  std::string_view text_;
  std::deque<Entry> entries_;  // grows without being copied
};

struct JsonMember;

// A value on a tape, which must outlive it.
class JsonNode {
 public:
  enum class Kind : unsigned char { literal, string, object, array };

  JsonNode(const JsonTape& tape, std::size_t at) : tape_(&tape), at_(at) {}

  template <typename Value>
  class Range;
  using Items = Range<JsonNode>;
  using Members = Range<JsonMember>;

  [[nodiscard]] Kind kind() const { return static_cast<Kind>(entry().kind); }
  [[nodiscard]] bool is_string() const { return kind() == Kind::string; }
  // Of a string what stands between the quotes, of a literal all of it; empty for anything else.
  [[nodiscard]] std::string_view raw() const;
  [[nodiscard]] Span span() const;  // of `raw`
  // Nothing if it is no array, or no object.
  [[nodiscard]] Items items() const;
  [[nodiscard]] Members members() const;
  [[nodiscard]] std::optional<JsonNode> find(std::string_view name) const;
  // A string with its escapes resolved; empty for anything else.
  [[nodiscard]] WrittenText text() const;

 private:
  using Entry = JsonTape::Entry;
  [[nodiscard]] const Entry& entry() const { return tape_->entries_[at_]; }
  // The entry behind this value.
  [[nodiscard]] std::size_t next() const;
  // The value or member at `at`, a member's name being there.
  static void load(const JsonTape& tape, std::size_t at, std::optional<JsonNode>& value);
  static void load(const JsonTape& tape, std::size_t at, std::optional<JsonMember>& value);
  [[nodiscard]] static std::size_t behind(const JsonNode& value) { return value.next(); }
  [[nodiscard]] static std::size_t behind(const JsonMember& value);

  const JsonTape* tape_;
  std::size_t at_;
};

struct JsonMember {
  std::string first;  // its name
  JsonNode second;
};

template <typename Value>
class JsonNode::Range {
 public:
  class Iterator {
   public:
    using iterator_category = std::input_iterator_tag;
    using value_type = Value;
    using difference_type = std::ptrdiff_t;
    using pointer = const Value*;
    using reference = const Value&;

    Iterator(const JsonTape& tape, std::size_t at, std::size_t end)
        : tape_(&tape), at_(at), end_(end) {
      read();
    }
    reference operator*() const { return *value_; }
    pointer operator->() const { return &*value_; }
    Iterator& operator++() {
      at_ = JsonNode::behind(*value_);
      read();
      return *this;
    }
    bool operator==(const Iterator& other) const { return at_ == other.at_; }

   private:
    void read() {
      if (at_ < end_) {
        JsonNode::load(*tape_, at_, value_);
      }
    }
    const JsonTape* tape_;
    std::size_t at_;
    std::size_t end_;
    std::optional<Value> value_;
  };

  Range(const JsonTape& tape, std::size_t begin, std::size_t end)
      : tape_(&tape), begin_(begin), end_(end) {}
  [[nodiscard]] Iterator begin() const { return {*tape_, begin_, end_}; }
  [[nodiscard]] Iterator end() const { return {*tape_, end_, end_}; }
  [[nodiscard]] bool empty() const { return begin_ == end_; }

 private:
  const JsonTape* tape_;
  std::size_t begin_;
  std::size_t end_;
};

struct JsonText {
  std::unique_ptr<JsonTape> tape;  // what the values are on
  std::vector<JsonNode> values;    // one behind the other
  std::optional<Error> error;      // unreadable, limit (nested deeper than 200)
};
[[nodiscard]] JsonText parse_json(std::string_view text);

}  // namespace imprimatur

#endif  // IMPRIMATUR_FORMATS_JSON_TREE_H_
