// JSON in memory, every string with the place where it is written. What stands in front of a break
// is kept. Views the text; private to the formats layer.
#ifndef IMPRIMATUR_FORMATS_JSON_TREE_H_
#define IMPRIMATUR_FORMATS_JSON_TREE_H_

#include "base/result.h"
#include "formats/written_text.h"
#include "text/span.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace imprimatur {

struct JsonMember;

struct JsonNode {
  enum class Kind : unsigned char { literal, string, object, array };
  Kind kind = Kind::literal;
  std::string_view raw;  // of a string what stands between the quotes; of a literal all of it
  Span span;             // of `raw`
  std::vector<JsonMember> members;
  std::vector<JsonNode> items;

  // Null if there is no such member.
  [[nodiscard]] const JsonNode* find(std::string_view name) const;
  // A string with its escapes resolved; empty for anything else.
  [[nodiscard]] WrittenText text() const;
};

struct JsonMember {
  std::string first;  // its name
  JsonNode second;
};

struct JsonText {
  std::vector<JsonNode> values;  // one behind the other
  std::optional<Error> error;    // unreadable, limit (nested deeper than 200)
};
[[nodiscard]] JsonText parse_json(std::string_view text);

}  // namespace imprimatur

#endif  // IMPRIMATUR_FORMATS_JSON_TREE_H_
