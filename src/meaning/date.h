// Dates of embargoes in shadow text: ISO 8601, "5 march 2027", "march 5, 2027", "05.03.2027".
// Pure; thread-safe.
#ifndef IMPRIMATUR_MEANING_DATE_H_
#define IMPRIMATUR_MEANING_DATE_H_

#include <string>
#include <string_view>

namespace imprimatur {

// The first date in `shadow` as YYYY-MM-DD; empty if there is none that is a real day.
[[nodiscard]] std::string find_date(std::string_view shadow);

// True if a folded word is a month's name, in full or cut short.
[[nodiscard]] bool is_month(std::string_view word);

}  // namespace imprimatur

#endif  // IMPRIMATUR_MEANING_DATE_H_
