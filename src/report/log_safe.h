// Text of ours that holds words of the input, made safe for the logs of CI systems: no line begins
// a workflow command ("::error::"), and nothing in a line is one of the older kind ("##[error]",
// "##vso[task...]"), which are obeyed wherever they stand. Pure; thread-safe.
#ifndef IMPRIMATUR_REPORT_LOG_SAFE_H_
#define IMPRIMATUR_REPORT_LOG_SAFE_H_

#include <string>
#include <string_view>

namespace imprimatur {

// For people: the sign that makes the command becomes "\u{3A}" or "\u{23}".
[[nodiscard]] std::string defuse_text(std::string text);

// For JSON texts: the same value, written with \u0023.
[[nodiscard]] std::string defuse_json(std::string json);

// Attribute values and text of XML and HTML: markup is escaped, control characters become visible,
// what XML cannot hold becomes U+FFFD.
[[nodiscard]] std::string escape_markup(std::string_view text);

}  // namespace imprimatur

#endif  // IMPRIMATUR_REPORT_LOG_SAFE_H_
