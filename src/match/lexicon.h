// Lexicon: every name and code of the database's holders, found in shadow text. The cost of a
// look-up does not depend on the number of holders. Immutable; share between threads.
#ifndef IMPRIMATUR_MATCH_LEXICON_H_
#define IMPRIMATUR_MATCH_LEXICON_H_

#include "rules/rule_set.h"
#include "text/shadow.h"
#include "text/span.h"

#include <bitset>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace imprimatur {

struct NameHit {
  Span span;                       // in the shadow
  const Holder* holder = nullptr;  // owned by the RuleSet
  bool code = false;
};

using TextLanguage = std::function<std::string()>;

class Lexicon {
 public:
  explicit Lexicon(const RuleSet& rules);

  // The longest name that begins at `at` and obeys its case rule and boundaries. `original` is the
  // text that the shadow was made of. `codes`: also names that are only good in shapes of credit.
  [[nodiscard]] std::optional<NameHit> at(const Shadow& shadow,
                                          std::string_view original,
                                          std::size_t at,
                                          bool codes) const;
  // Names within `range`, left to right, longest first, not overlapping.
  void find_all(const Shadow& shadow,
                std::string_view original,
                Span range,
                bool codes,
                std::vector<NameHit>& hits) const;
  // Resolves a party in a shape of credit, "AFP/Reuters", "dpa, AP and Jane Doe": the known names
  // in it. Empty unless the text begins or ends with one or all of it is names and separators.
  [[nodiscard]] std::vector<NameHit> resolve(const Shadow& shadow,
                                             std::string_view original,
                                             Span range) const;
  // Whom a name means. A code that several holders share is that of the one whose first language is
  // the text's, else of the first that has it. `language` is asked for such codes only (BCP 47,
  // empty: unknown) and may be null.
  [[nodiscard]] const Holder* told_apart(const NameHit& hit,
                                         std::string_view shadow,
                                         const TextLanguage* language) const;
  // The holder whose site a written address is, "www.aa.com.tr" or "https://aa.com.tr/": null if
  // the database does not know it.
  [[nodiscard]] const Holder* at_site(std::string_view address) const;

 private:
  // Another holder of a code.
  struct Sharer {
    std::string folded;
    const Holder* holder = nullptr;
  };
  struct Entry {
    std::string folded;
    const Holder* holder = nullptr;
    const HolderName* name = nullptr;
    std::vector<std::string> not_followed_by;  // folded
  };
  [[nodiscard]] bool may_begin(std::string_view text, std::size_t at) const;
  [[nodiscard]] bool fits(const Entry& entry,
                          const Shadow& shadow,
                          std::string_view original,
                          std::size_t at) const;
  // What is compared first: up to eight bytes, of long names the first ones, of others those behind
  // the two that chose the bucket.
  struct Head {
    std::uint64_t bytes = 0;
    std::uint64_t mask = 0;  // of bytes that the name has and that are no blank
    std::uint32_t entry = 0;
  };
  struct NameIndex {
    std::vector<Head> heads;             // by bucket, longest names first
    std::vector<std::uint32_t> buckets;  // bucket -> its first head; one more than there are
  };
  struct Place {
    const Shadow* shadow = nullptr;
    std::string_view original;
    std::size_t at = 0;
    bool codes = false;
  };
  [[nodiscard]] const Entry* longest(const NameIndex& index,
                                     std::size_t bucket,
                                     std::uint64_t bytes,
                                     const Place& place) const;
  std::vector<Entry> entries_;
  std::vector<Sharer> sharers_;
  std::vector<std::pair<std::string_view, const Holder*>> sites_;  // by domain
  std::bitset<65536> beginnings_;  // hashes of the first two, three or four bytes of names
  NameIndex long_;                 // by their first four bytes
  NameIndex short_;  // names with a blank in these, and shorter ones: by their first two
};

}  // namespace imprimatur

#endif  // IMPRIMATUR_MATCH_LEXICON_H_
