#include "lsp/message.h"

#include <nlohmann/json.hpp>

namespace imprimatur::lsp {

using nlohmann::json;

namespace {

std::size_t count_of(const json& value) {
  const long long number = imprimatur::lsp::number_of(value, 0);
  return number > 0 ? static_cast<std::size_t>(number) : 0;
}

}  // namespace

const json& member(const json& value, const char* name) {
  static const json kNothing;
  if (!value.is_object()) {
    return kNothing;
  }
  const auto found = value.find(name);
  return found == value.end() ? kNothing : *found;
}

const json& at_path(const json& value, std::initializer_list<const char*> names) {
  const json* node = &value;
  for (const char* name : names) {
    node = &member(*node, name);
  }
  return *node;
}

bool is_true(const json& value) {
  return value.is_boolean() && value.get<bool>();
}

std::string text_of(const json& value) {
  return value.is_string() ? value.get<std::string>() : std::string();
}

long long number_of(const json& value, long long otherwise) {
  return value.is_number_integer() ? value.get<long long>() : otherwise;
}

Place place_of(const json& position) {
  return {count_of(member(position, "line")), count_of(member(position, "character"))};
}

}  // namespace imprimatur::lsp
