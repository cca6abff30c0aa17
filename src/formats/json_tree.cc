#include "formats/json_tree.h"

#include "formats/json_scan.h"

#include <algorithm>

namespace imprimatur {
namespace {

constexpr int kMaxDepth = 200;

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

class JsonTreeReader {
 public:
  explicit JsonTreeReader(std::string_view text)
      : text_(text), scanner_(text), tape_(std::make_unique<JsonTape>(text)) {}

  JsonText read() {
    JsonText out;
    while (scanner_.peek() != '\0') {
      out.values.emplace_back(*tape_, tape_->size());
      if (!value(0)) {
        break;
      }
      while (scanner_.take(',')) {
      }
    }
    if (scanner_.failed()) {
      out.error = Error{deep_ ? ErrorCode::limit : ErrorCode::unreadable,
                        "bad JSON: " + scanner_.error() + "; only what stands before it was read"};
    }
    out.tape = std::move(tape_);
    return out;
  }

 private:
  using Kind = JsonTape::Kind;

  void add(Kind kind, std::string_view raw = {}) {
    const auto begin = raw.data() == nullptr ? 0 : raw.data() - text_.data();
    tape_->entries_.push_back({static_cast<std::uint64_t>(begin) & kLargest,
                               static_cast<std::uint64_t>(kind) & 15U,
                               static_cast<std::uint64_t>(begin) + raw.size()});
  }

  // Always adds one value, an empty one if there is none.
  bool value(int depth) {
    if (depth > kMaxDepth) {
      deep_ = true;
      add(Kind::literal);
      return scanner_.fail("values are nested too deeply");
    }
    const char c = scanner_.peek();
    if (c == '{' || c == '[') {
      const std::size_t at = tape_->size();
      add(c == '{' ? Kind::object : Kind::array);
      const bool read = c == '{' ? object(depth) : array(depth);
      tape_->entries_[at].end = tape_->size();
      return read;
    }
    bool escaped = false;
    std::string_view raw;
    const bool read = c == '"' ? scanner_.string(raw, escaped) : scanner_.literal(raw);
    add(c == '"' ? Kind::string : Kind::literal, raw);
    return read;
  }

  bool object(int depth) {
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
      add(Kind::name, raw);
      if (!value(depth + 1)) {
        return false;
      }
    } while (scanner_.take(','));
    return scanner_.take('}') || missing('}');
  }

  bool array(int depth) {
    static_cast<void>(scanner_.take('['));
    if (scanner_.take(']')) {
      return true;
    }
    do {
      if (scanner_.peek() == ']') {
        break;
      }
      if (!value(depth + 1)) {
        return false;
      }
    } while (scanner_.take(','));
    return scanner_.take(']') || missing(']');
  }

  bool missing(char c) { return scanner_.fail(std::string("\"") + c + "\" is missing"); }

  static constexpr std::uint64_t kLargest = (std::uint64_t{1} << 60U) - 1;
  std::string_view text_;
  JsonScanner scanner_;
  std::unique_ptr<JsonTape> tape_;
  bool deep_ = false;
};

std::string_view JsonNode::raw() const {
  const Span place = span();
  return tape_->text_.substr(place.begin, place.size());
}

Span JsonNode::span() const {
  const Entry& value = entry();
  return kind() == Kind::object || kind() == Kind::array
             ? Span{}
             : Span{static_cast<std::size_t>(value.begin), static_cast<std::size_t>(value.end)};
}

std::size_t JsonNode::next() const {
  return kind() == Kind::object || kind() == Kind::array ? static_cast<std::size_t>(entry().end)
                                                         : at_ + 1;
}

JsonNode::Items JsonNode::items() const {
  const std::size_t begin = at_ + 1;
  return {*tape_, begin, kind() == Kind::array ? next() : begin};
}

JsonNode::Members JsonNode::members() const {
  const std::size_t begin = at_ + 1;
  return {*tape_, begin, kind() == Kind::object ? next() : begin};
}

void JsonNode::load(const JsonTape& tape, std::size_t at, std::optional<JsonNode>& value) {
  value.emplace(tape, at);
}

void JsonNode::load(const JsonTape& tape, std::size_t at, std::optional<JsonMember>& value) {
  std::string name = value ? std::move(value->first) : std::string();
  name.clear();
  static_cast<void>(unescape_json(JsonNode(tape, at).raw(), name));
  value.emplace(JsonMember{std::move(name), JsonNode(tape, at + 1)});
}

std::size_t JsonNode::behind(const JsonMember& value) {
  return value.second.next();
}

std::optional<JsonNode> JsonNode::find(std::string_view name) const {
  for (const auto& [key, value] : members()) {
    if (key == name) {
      return value;
    }
  }
  return std::nullopt;
}

WrittenText JsonNode::text() const {
  WrittenText out;
  if (!is_string()) {
    return out;
  }
  const std::string_view raw = this->raw();
  const Span span = this->span();
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
  return JsonTreeReader(text).read();
}

}  // namespace imprimatur
