#include "audit/json_value.h"

#include "formats/json_scan.h"

#include <charconv>

namespace imprimatur::audit {
namespace {

constexpr int kMaxDepth = 64;

}  // namespace

class JsonParser {
 public:
  explicit JsonParser(std::string_view text) : scanner_(text) {}

  Result<JsonValue> parse() {
    JsonValue value;
    if (!read(value, 0) || (scanner_.peek() != '\0' && !scanner_.fail("something follows"))) {
      return imprimatur::fail(ErrorCode::unreadable, "bad JSON: " + scanner_.error());
    }
    return value;
  }

 private:
  bool read_string(std::string& out) {
    std::string_view raw;
    bool escaped = false;
    if (!scanner_.string(raw, escaped)) {
      return false;
    }
    (void)unescape_json(raw, out);
    return true;
  }

  bool read(JsonValue& value, int depth) {
    if (depth > kMaxDepth) {
      return scanner_.fail("values are nested too deeply");
    }
    const char c = scanner_.peek();
    if (c == '"') {
      return read_string(value.text_);
    }
    if (c == '{') {
      return read_object(value, depth);
    }
    if (c == '[') {
      return read_array(value, depth);
    }
    std::string_view token;
    if (!scanner_.literal(token)) {
      return false;
    }
    value.text_ = token == "null" ? std::string_view() : token;
    return true;
  }

  bool read_object(JsonValue& value, int depth) {
    (void)scanner_.take('{');
    if (scanner_.take('}')) {
      return true;
    }
    do {
      auto& member = value.members_.emplace_back();
      if (!read_string(member.first) || !scanner_.take(':') || !read(member.second, depth + 1)) {
        return scanner_.fail("an object is broken");
      }
    } while (scanner_.take(','));
    return scanner_.take('}') || scanner_.fail("'}' is missing");
  }

  bool read_array(JsonValue& value, int depth) {
    (void)scanner_.take('[');
    if (scanner_.take(']')) {
      return true;
    }
    do {
      if (!read(value.items_.emplace_back(), depth + 1)) {
        return false;
      }
    } while (scanner_.take(','));
    return scanner_.take(']') || scanner_.fail("']' is missing");
  }

  JsonScanner scanner_;
};

Result<JsonValue> JsonValue::parse(std::string_view text) {
  return JsonParser(text).parse();
}

const JsonValue& JsonValue::operator[](std::string_view key) const {
  static const JsonValue null;
  for (const auto& [name, value] : members_) {
    if (name == key) {
      return value;
    }
  }
  return null;
}

std::uint64_t JsonValue::number() const {
  std::uint64_t value = 0;
  (void)std::from_chars(text_.data(), text_.data() + text_.size(), value);
  return value;
}

}  // namespace imprimatur::audit
