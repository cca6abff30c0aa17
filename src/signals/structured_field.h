// Structured Field Dictionaries (RFC 9651, section 4.2.2): the whole grammar, because an error
// anywhere makes the field say nothing. Pure; thread-safe.
#ifndef IMPRIMATUR_SIGNALS_STRUCTURED_FIELD_H_
#define IMPRIMATUR_SIGNALS_STRUCTURED_FIELD_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace imprimatur {

struct DictionaryMember {
  enum class Kind : unsigned char { token, boolean, other };
  std::string key;
  Kind kind = Kind::other;
  std::string token;   // kind == token
  bool truth = false;  // kind == boolean
};

// In order of first appearance, of a repeated key the last value. Empty if it is malformed.
[[nodiscard]] std::optional<std::vector<DictionaryMember>> parse_dictionary(std::string_view text);

}  // namespace imprimatur

#endif  // IMPRIMATUR_SIGNALS_STRUCTURED_FIELD_H_
