// Dates in shadow text: the years of notices, and the days of embargoes: ISO 8601, "5 march 2027",
// "march 5, 2027", "05.03.2027", "2027. március 5.", in every language whose file names its months.
#ifndef IMPRIMATUR_MEANING_DATE_H_
#define IMPRIMATUR_MEANING_DATE_H_

#include "rules/rule_set.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace imprimatur {

// The months of all languages. Immutable; share between threads.
class Months {
 public:
  explicit Months(const RuleSet& rules);

  static constexpr std::uint32_t kAnyLanguage = UINT32_MAX;

  struct Name {
    std::string_view begin;  // the RuleSet's
    unsigned month;          // 1 to 12
  };
  // The month whose name begins the folded text `words`, in full or cut short. The
  // names of `language`, an index into RuleSet::languages(), go before those of others:
  // "listopad" is November in Polish and October in Croatian.
  [[nodiscard]] std::optional<Name> find(std::string_view words,
                                         std::uint32_t language = kAnyLanguage) const;

 private:
  using Names = std::vector<Name>;  // sorted
  // Of those that begin `words`, the longest one's.
  [[nodiscard]] static std::optional<Name> longest(const Names& names, std::string_view words);

  std::vector<Names> by_language_;  // and, last, those of all languages
};

// The first date in `shadow` as YYYY-MM-DD; empty if there is none that is a real day.
[[nodiscard]] std::string find_date(std::string_view shadow,
                                    const Months& months,
                                    std::uint32_t language);

// The years from 1800 to 2199 that stand in `text`, each once and in order.
[[nodiscard]] std::vector<int> years_of(std::string_view text);

}  // namespace imprimatur

#endif  // IMPRIMATUR_MEANING_DATE_H_
