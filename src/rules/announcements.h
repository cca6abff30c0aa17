// Announcements: the literals by which a text's shadow announces rules. A rule has one or more
// sets of literals, and every match of it holds one of each: it need be tried only where all its
// sets stand close together. Made once from a database; plain values.
#ifndef IMPRIMATUR_RULES_ANNOUNCEMENTS_H_
#define IMPRIMATUR_RULES_ANNOUNCEMENTS_H_

#include "base/stored.h"
#include "text/literal_table.h"

#include <cstddef>
#include <cstdint>

namespace imprimatur {

struct Announcements {
  static constexpr std::size_t kMostSets = 4;
  // Stands for every rule that is announced by any holder's name (set 0 of each).
  static constexpr std::uint32_t kAnyAgency = 0xFFFFFFFF;

  struct Entry {
    std::uint32_t rule = 0;  // index into RuleSet::rules(), or kAnyAgency
    std::uint32_t set = 0;   // which of its sets the literal belongs to
    friend bool operator==(const Entry&, const Entry&) = default;
    friend auto operator<=>(const Entry&, const Entry&) = default;
  };

  LiteralTable literals;               // sorted, without duplicates
  Stored<std::uint32_t> begins;        // literal -> its first entry; one more than literals
  Stored<Entry> entries;               // by literal, then by rule
  Stored<std::uint32_t> sets;          // rule -> how many sets it has; 0: not announced
  Stored<std::uint32_t> agency_rules;  // announced by any holder's name
};

}  // namespace imprimatur

#endif  // IMPRIMATUR_RULES_ANNOUNCEMENTS_H_
