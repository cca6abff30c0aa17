// What a rule file may say, as a JSON Schema (draft 2020-12) over the file's TOML, so that editors
// complete and check it; src/design/0004-rule-format.md explains it. Loading stays the judge: the
// schema knows nothing of patterns, of positions or of other files. Pure; thread-safe.
#ifndef IMPRIMATUR_RULES_SCHEMA_H_
#define IMPRIMATUR_RULES_SCHEMA_H_

#include <string>

namespace imprimatur {

[[nodiscard]] std::string rules_schema();

}  // namespace imprimatur

#endif  // IMPRIMATUR_RULES_SCHEMA_H_
