#include "formats/json_tree.h"

#include "formats/json_scan.h"

#include <algorithm>

namespace imprimatur {
namespace {

constexpr int kMaxDepth = 200;

class TreeReader {
 public:
  explicit TreeReader(std::string_view text) : text_(text), scanner_(text) {}

  JsonText read() {
    JsonText out;
    while (scanner_.peek() != '\0') {
      // A vector's elements stay where they are while the last one is filled.
      if (!value(out.values.emplace_back(), 0)) {
        break;
      }
      while (scanner_.take(',')) {
      }
    }
    if (scanner_.failed()) {
      out.error = Error{deep_ ? ErrorCode::limit : ErrorCode::unreadable,
                        "bad JSON: " + scanner_.error() + "; only what stands before it was read"};
    }
    return out;
  }

 private:
  bool value(JsonNode& node, int depth) {
    if (depth > kMaxDepth) {
      deep_ = true;
      return scanner_.fail("values are nested too deeply");
    }
    const char c = scanner_.peek();
    if (c == '{') {
      return object(node, depth);
    }
    if (c == '[') {
      return array(node, depth);
    }
    bool escaped = false;
    node.kind = c == '"' ? JsonNode::Kind::string : JsonNode::Kind::literal;
    const bool read = c == '"' ? scanner_.string(node.raw, escaped) : scanner_.literal(node.raw);
    const auto begin = static_cast<std::size_t>(node.raw.data() - text_.data());
    node.span = node.raw.data() == nullptr ? Span{} : Span{begin, begin + node.raw.size()};
    return read;
  }

  bool object(JsonNode& node, int depth) {
    node.kind = JsonNode::Kind::object;
    static_cast<void>(scanner_.take('{'));
    if (scanner_.take('}')) {
      return true;
    }
    do {
      if (scanner_.peek() == '}') {
        break;  // a comma too many
      }
      std::string_view raw;
      bool escaped = false;
      if (!scanner_.string(raw, escaped) || !(scanner_.take(':') || missing(':'))) {
        return false;
      }
      std::string key;
      static_cast<void>(unescape_json(raw, key));
      node.members.push_back({std::move(key), JsonNode{}});
      if (!value(node.members.back().second, depth + 1)) {
        return false;
      }
    } while (scanner_.take(','));
    return scanner_.take('}') || missing('}');
  }

  bool array(JsonNode& node, int depth) {
    node.kind = JsonNode::Kind::array;
    static_cast<void>(scanner_.take('['));
    if (scanner_.take(']')) {
      return true;
    }
    do {
      if (scanner_.peek() == ']') {
        break;
      }
      if (!value(node.items.emplace_back(), depth + 1)) {
        return false;
      }
    } while (scanner_.take(','));
    return scanner_.take(']') || missing(']');
  }

  bool missing(char c) { return scanner_.fail(std::string("\"") + c + "\" is missing"); }

  std::string_view text_;
  JsonScanner scanner_;
  bool deep_ = false;
};

// Bytes of the escape at the beginning of `raw`, a pair of surrogates as one.
std::size_t escape_size(std::string_view raw) {
  if (raw.size() < 2 || raw[1] != 'u') {
    return std::min<std::size_t>(raw.size(), 2);
  }
  const bool high = raw.size() > 3 && (raw[2] | 0x20) == 'd' &&
                    std::string_view("89abAB").find(raw[3]) != std::string_view::npos;
  const bool pair = high && raw.substr(std::min<std::size_t>(raw.size(), 6), 2) == "\\u";
  return std::min<std::size_t>(raw.size(), pair ? 12 : 6);
}

}  // namespace

const JsonNode* JsonNode::find(std::string_view name) const {
  const auto found = std::find_if(
      members.begin(), members.end(), [&](const auto& member) { return member.first == name; });
  return found == members.end() ? nullptr : &found->second;
}

WrittenText JsonNode::text() const {
  WrittenText out;
  if (kind != Kind::string) {
    return out;
  }
  std::size_t at = 0;
  while (at < raw.size()) {
    const std::size_t escape = std::min(raw.find('\\', at), raw.size());
    if (escape > at) {
      out.add(raw.substr(at, escape - at), {span.begin + at, span.begin + escape});
    }
    if (escape == raw.size()) {
      break;
    }
    const std::size_t size = escape_size(raw.substr(escape));
    std::string value;
    static_cast<void>(unescape_json(raw.substr(escape, size), value));
    std::replace(value.begin(), value.end(), '\0', ' ');
    out.add(value, {span.begin + escape, span.begin + escape + size});
    at = escape + size;
  }
  return out;
}

JsonText parse_json(std::string_view text) {
  return TreeReader(text).read();
}

}  // namespace imprimatur
