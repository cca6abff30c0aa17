// Text of unknown origin made safe to show: control characters become visible pictures, invalid
// bytes become U+FFFD or an escape. Pure; thread-safe.
#ifndef IMPRIMATUR_REPORT_ESCAPE_H_
#define IMPRIMATUR_REPORT_ESCAPE_H_

#include <string>
#include <string_view>

namespace imprimatur {

// Every byte sequence that is not well-formed UTF-8 becomes U+FFFD (one per maximal subpart).
[[nodiscard]] std::string to_valid_utf8(std::string_view bytes);

// For people: C0 controls and DEL become their pictures (U+2400 block), C1, bidirectional
// overrides and other invisible format controls become "\u{202E}". Line breaks and tabs too:
// the result is one line. Invalid bytes become U+FFFD.
[[nodiscard]] std::string escape_controls(std::string_view text);

// One code point of escape_controls: appends to `out` and gives the columns it takes.
int append_visible(std::string& out, char32_t c);

// A file name for people: as escape_controls, but invalid bytes stay readable as "\xFF".
[[nodiscard]] std::string display_name(std::string_view name);

// A dumped JSON text whose strings still hold DEL, C1 and bidirectional controls raw (JSON allows
// that, terminals do not forgive it): those become \uXXXX. The value stays the same.
[[nodiscard]] std::string escape_json_controls(std::string json);

}  // namespace imprimatur

#endif  // IMPRIMATUR_REPORT_ESCAPE_H_
