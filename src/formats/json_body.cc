#include "formats/json_body.h"

#include "formats/ascii.h"
#include "formats/written_text.h"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace imprimatur {
namespace {

constexpr int kMaxDepth = 40;
constexpr std::size_t kProse = 60;

// Members that hold text or more of the tree; others are attributes.
constexpr std::string_view kContent =
    "text value content children blocks components content_elements contentelements items list "
    "html rendered body data document root nodes paragraphs fragments ops insert";
constexpr std::string_view kInLine =
    "text span link hyperlink entry-hyperlink asset-hyperlink inline emphasis strong linebreak "
    "hard_break hardbreak a";
constexpr std::string_view kPictures =
    "image photo picture figure video gallery audio embedded-asset-block media portrait mosaic "
    "photogallery livephoto music";

std::string kind_of(const JsonNode& node) {
  for (const std::string_view key : {"type", "nodeType", "_type", "role", "kind"}) {
    const std::optional<JsonNode> kind = node.find(key);
    if (kind && kind->is_string()) {
      return ascii_lower(kind->raw());
    }
  }
  return {};
}

std::optional<Zone> zone_of(std::string_view kind) {
  if (lists_word("quote blockquote pullquote pull_quote", kind)) {
    return Zone::quote;
  }
  if (lists_word("code codeblock code_block code-block", kind)) {
    return Zone::code;
  }
  if (lists_word("byline author", kind)) {
    return Zone::byline;
  }
  if (kind == "title") {
    return Zone::headline;
  }
  return std::nullopt;
}

std::optional<JsonNode> leaf_of(const JsonNode& node) {
  for (const std::string_view key : {"text", "value", "insert"}) {
    const std::optional<JsonNode> leaf = node.find(key);
    if (leaf && leaf->is_string()) {
      return leaf;
    }
  }
  return std::nullopt;
}

// Pieces of one line, not paragraphs.
bool in_line(const JsonNode& list) {
  const JsonNode::Items items = list.items();
  return !items.empty() && std::all_of(items.begin(), items.end(), [](const JsonNode& item) {
    const std::string kind = kind_of(item);
    return kind.empty() ? leaf_of(item).has_value() : lists_word(kInLine, kind);
  }) && std::any_of(items.begin(), items.end(), [](const JsonNode& item) {
    return leaf_of(item).has_value();
  });
}

void add_characters(const JsonNode& leaf, WrittenText& line) {
  const WrittenText text = leaf.text();
  const std::string_view value = text.str();
  for (std::size_t at = 0; at < value.size();) {
    std::size_t end = at + 1;
    while (end < value.size() && (static_cast<unsigned char>(value[end]) & 0xC0U) == 0x80U) {
      ++end;
    }
    line.add(value.substr(at, end - at), text.to_source({at, end}));
    at = end;
  }
}

void add_line(const JsonNode& node, WrittenText& line, int depth) {
  if (depth > kMaxDepth) {
    return;
  }
  if (const std::optional<JsonNode> leaf = leaf_of(node)) {
    add_characters(*leaf, line);
    return;
  }
  for (const JsonNode& item : node.items()) {
    add_line(item, line, depth + 1);
  }
  for (const auto& [key, value] : node.members()) {
    if (lists_word(kContent, ascii_lower(key)) && !value.is_string()) {
      add_line(value, line, depth + 1);
    }
  }
}

std::size_t prose_in(const JsonNode& node, int depth) {
  if (node.is_string()) {
    // Names and addresses have no blank; nor has Chinese, which is written in other letters.
    const std::string_view raw = node.raw();
    const bool words = raw.find(' ') != std::string_view::npos ||
                       raw.find("\\u") != std::string_view::npos ||
                       std::any_of(raw.begin(), raw.end(), [](char c) {
                         return (static_cast<unsigned char>(c) & 0x80U) != 0;
                       });
    return words ? raw.size() : 0;
  }
  std::size_t size = 0;
  const JsonNode::Items items = node.items();
  for (auto item = items.begin(); item != items.end() && size < kProse && depth < kMaxDepth;
       ++item) {
    size += prose_in(*item, depth + 1);
  }
  const JsonNode::Members members = node.members();
  for (auto member = members.begin(); member != members.end() && size < kProse && depth < kMaxDepth;
       ++member) {
    size += prose_in(member->second, depth + 1);
  }
  return size;
}

class Body {
 public:
  Body(Scope scope, ItemBuilder& builder, const std::function<void(const JsonNode&)>& picture)
      : scope_(scope), builder_(builder), picture_(picture) {}

  void walk(const JsonNode& node, std::optional<Zone> zone, int depth) {
    if (depth > kMaxDepth) {
      return;
    }
    if (node.is_string()) {
      add(node.text(), zone);
    } else if (node.kind() == JsonNode::Kind::array) {
      if (in_line(node)) {
        WrittenText line;
        add_line(node, line, depth);
        add(line, zone);
      } else {
        for (const JsonNode& item : node.items()) {
          walk(item, zone, depth + 1);
        }
      }
    } else if (node.kind() == JsonNode::Kind::object) {
      walk_object(node, zone, depth);
    }
  }

  std::optional<Error> error;

 private:
  void walk_object(const JsonNode& node, std::optional<Zone> zone, int depth) {
    const std::string kind = kind_of(node);
    if (lists_word(kPictures, kind)) {
      picture_(node);
      return;
    }
    zone = zone ? zone : zone_of(kind);
    bool known = false;
    for (const auto& [key, value] : node.members()) {
      if (lists_word(kContent, ascii_lower(key))) {
        known = true;
        walk(value, zone, depth + 1);
      }
    }
    // {"en-US": ...}: a text for each language.
    const JsonNode::Members members = node.members();
    for (auto member = members.begin(); !known && member != members.end(); ++member) {
      if (member->second.kind() == JsonNode::Kind::object ||
          (kind.empty() && holds_prose(member->second))) {
        walk(member->second, zone, depth + 1);
      }
    }
  }

  void add(const WrittenText& text, std::optional<Zone> zone) {
    Result<void> read = builder_.html(text, zone, scope_);
    if (!read && !error) {
      error = std::move(read).error();
    }
  }

  Scope scope_;
  ItemBuilder& builder_;
  const std::function<void(const JsonNode&)>& picture_;
};

}  // namespace

bool holds_prose(const JsonNode& node) {
  return prose_in(node, 0) >= kProse;
}

Result<void> read_json_body(const JsonNode& node,
                            Scope scope,
                            ItemBuilder& builder,
                            const std::function<void(const JsonNode&)>& picture) {
  Body body(scope, builder, picture);
  body.walk(node, std::nullopt, 0);
  if (body.error) {
    return tl::unexpected<Error>(*body.error);
  }
  return {};
}

}  // namespace imprimatur
