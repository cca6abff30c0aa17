#include "rules/toml.h"

#include <algorithm>
#include <sstream>

#if defined(__GNUC__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wall"
#pragma GCC diagnostic ignored "-Wextra"
#pragma GCC diagnostic ignored "-Wold-style-cast"
#pragma GCC diagnostic ignored "-Wsign-conversion"
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wshadow"
#pragma GCC diagnostic ignored "-Wnull-dereference"
#endif
#define TOML_HEADER_ONLY 1
#define TOML_EXCEPTIONS 0
#include <toml++/toml.h>
#if defined(__GNUC__)
#pragma GCC diagnostic pop
#endif

namespace imprimatur {
namespace {

RulePosition position(const toml::source_position& at) { return {at.line, at.column}; }

template <typename T>
std::string iso(const T& value) {
  std::ostringstream out;
  out << value;
  return out.str();
}

TomlNode convert(const toml::node& node);

void convert_table(const toml::table& table, TomlNode& out) {
  out.kind = TomlNode::Kind::table;
  for (const auto& [key, value] : table) {
    TomlNode::Member member;
    member.key = std::string(key.str());
    member.key_at = position(key.source().begin);
    member.value = convert(value);
    out.members.push_back(std::move(member));
  }
  // The library keeps members in the order of their keys; people read them in file order.
  const auto before = [](const TomlNode::Member& a, const TomlNode::Member& b) {
    return std::pair(a.key_at.line, a.key_at.column) < std::pair(b.key_at.line, b.key_at.column);
  };
  std::stable_sort(out.members.begin(), out.members.end(), before);
}

TomlNode convert(const toml::node& node) {
  TomlNode out;
  out.at = position(node.source().begin);
  if (const auto* table = node.as_table()) {
    convert_table(*table, out);
  } else if (const auto* array = node.as_array()) {
    out.kind = TomlNode::Kind::array;
    for (const auto& item : *array) {
      out.items.push_back(convert(item));
    }
  } else if (const auto* text = node.as_string()) {
    out.kind = TomlNode::Kind::string;
    out.text = text->get();
  } else if (const auto* integer = node.as_integer()) {
    out.kind = TomlNode::Kind::integer;
    out.integer = integer->get();
    out.real = static_cast<double>(out.integer);
  } else if (const auto* real = node.as_floating_point()) {
    out.kind = TomlNode::Kind::real;
    out.real = real->get();
  } else if (const auto* boolean = node.as_boolean()) {
    out.kind = TomlNode::Kind::boolean;
    out.boolean = boolean->get();
  } else if (const auto* date = node.as_date()) {
    out.kind = TomlNode::Kind::date;
    out.text = iso(date->get());
  } else if (const auto* date_time = node.as_date_time()) {
    out.kind = TomlNode::Kind::date;
    out.text = iso(date_time->get());
  }
  return out;
}

}  // namespace

const TomlNode* TomlNode::find(std::string_view key) const {
  for (const Member& member : members) {
    if (member.key == key) {
      return &member.value;
    }
  }
  return nullptr;
}

tl::expected<TomlNode, Diagnostic> parse_toml(std::string_view text, const std::string& path) {
  const toml::parse_result result = toml::parse(text, std::string_view{path});
  if (!result) {
    Diagnostic diagnostic;
    diagnostic.code = "R001";
    diagnostic.path = path;
    diagnostic.at = position(result.error().source().begin);
    diagnostic.message = std::string(result.error().description());
    return tl::unexpected<Diagnostic>(std::move(diagnostic));
  }
  return convert(result.table());
}

}  // namespace imprimatur
