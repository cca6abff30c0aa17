// Completion of keys in policies and rule files.
#include "lsp/answers.h"
#include "rules/schema.h"
#include "verdict/policy.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace imprimatur::lsp {
namespace {

using nlohmann::json;

constexpr int kProperty = 10;  // a kind of completion item

std::string_view trimmed(std::string_view text) {
  const auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\r'; };
  while (!text.empty() && blank(text.front())) {
    text.remove_prefix(1);
  }
  while (!text.empty() && blank(text.back())) {
    text.remove_suffix(1);
  }
  return text;
}

// "[[rule.modifier]]" -> "rule.modifier"; empty if the line begins no table.
std::string_view table_of(std::string_view line) {
  line = trimmed(line);
  if (!line.starts_with('[')) {
    return {};
  }
  const std::size_t begin = line.find_first_not_of('[');
  const std::size_t end = line.find(']');
  return begin < end && end != std::string_view::npos ? trimmed(line.substr(begin, end - begin))
                                                      : std::string_view();
}

// The value of a key of the file itself: kind = "holder" -> holder.
std::string kind_of(const PlacedText& text) {
  for (std::size_t i = 0; i < text.lines(); ++i) {
    const std::string_view line = trimmed(text.line(i));
    if (line.starts_with('[')) {
      break;
    }
    const std::size_t begin = line.find('"');
    const std::size_t end = line.find('"', begin + 1);
    if (line.starts_with("kind") && begin != std::string_view::npos &&
        end != std::string_view::npos) {
      return std::string(line.substr(begin + 1, end - begin - 1));
    }
  }
  return {};
}

const json& rule_schema() {
  static const json kSchema = json::parse(rules_schema());
  return kSchema;
}

// Follows references, and from a list to what stands in it.
const json* resolved(const json* node) {
  for (int steps = 0; node != nullptr && node->is_object() && steps < 8; ++steps) {
    if (const auto reference = node->find("$ref"); reference != node->end()) {
      const std::string& path = reference->get_ref<const std::string&>();
      const json::json_pointer pointer(path.substr(1));  // without '#'
      node = rule_schema().contains(pointer) ? &rule_schema()[pointer] : nullptr;
    } else if (const auto items = node->find("items"); items != node->end()) {
      node = &*items;
    } else {
      return node;
    }
  }
  return nullptr;
}

const json* properties_of(const json* node) {
  node = resolved(node);
  if (node == nullptr) {
    return nullptr;
  }
  const auto properties = node->find("properties");
  return properties == node->end() ? nullptr : &*properties;
}

json rule_keys(const PlacedText& text, std::string_view table) {
  json out = json::array();
  const std::string pointer = "/$defs/" + kind_of(text) + "-file";
  const json::json_pointer file(pointer);
  const json* properties = rule_schema().contains(file) ? properties_of(&rule_schema()[file])
                                                        : &rule_schema()["properties"];
  while (!table.empty() && properties != nullptr) {
    const std::size_t end = std::min(table.find('.'), table.size());
    const auto next = properties->find(std::string(table.substr(0, end)));
    properties = next == properties->end() ? nullptr : properties_of(&*next);
    table.remove_prefix(std::min(end + 1, table.size()));
  }
  if (properties == nullptr) {
    return out;
  }
  for (const auto& [key, value] : properties->items()) {
    json item = {{"label", key}, {"kind", kProperty}};
    const json* node = resolved(&value);
    if (value.contains("description")) {
      item["detail"] = value["description"];
    } else if (node != nullptr && node->contains("description")) {
      item["detail"] = (*node)["description"];
    }
    out.push_back(std::move(item));
  }
  return out;
}

}  // namespace

json completions_of(const PlacedText& text, std::size_t offset, bool policy) {
  const Place place = text.place_of(offset);
  const std::string_view line = text.line(place.line);
  const std::size_t before = offset - text.offset_of({place.line, 0});
  const std::string_view typed = trimmed(line.substr(0, before));
  // Keys stand at the beginning of lines; behind one there is a value.
  if (typed.find_first_of("=[#\"'{ ") != std::string_view::npos) {
    return json::array();
  }
  std::string_view table;
  for (std::size_t i = place.line; i > 0 && table.empty(); --i) {
    table = table_of(text.line(i - 1));
  }
  if (!policy) {
    return rule_keys(text, table);
  }
  json out = json::array();
  for (const std::string_view key : policy_keys(table)) {
    out.push_back({{"label", key}, {"kind", kProperty}});
  }
  return out;
}

}  // namespace imprimatur::lsp
