// Members of messages, of which nothing is certain: what is missing or of another type is null,
// empty or 0. Pure. Views of null live as long as the program.
#ifndef IMPRIMATUR_LSP_MESSAGE_H_
#define IMPRIMATUR_LSP_MESSAGE_H_

#include "lsp/positions.h"

#include <nlohmann/json_fwd.hpp>

#include <cstddef>
#include <initializer_list>
#include <string>

namespace imprimatur::lsp {

[[nodiscard]] const nlohmann::json& member(const nlohmann::json& value, const char* name);
[[nodiscard]] const nlohmann::json& at_path(const nlohmann::json& value,
                                            std::initializer_list<const char*> names);
[[nodiscard]] bool is_true(const nlohmann::json& value);
[[nodiscard]] std::string text_of(const nlohmann::json& value);
[[nodiscard]] long long number_of(const nlohmann::json& value, long long otherwise);
[[nodiscard]] Place place_of(const nlohmann::json& position);

}  // namespace imprimatur::lsp

#endif  // IMPRIMATUR_LSP_MESSAGE_H_
