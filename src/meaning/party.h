// Who is named: the known holders in a copyright notice or clause, or the name of one that the
// database does not know, cut out of the text by its shape. Pure; thread-safe.
#ifndef IMPRIMATUR_MEANING_PARTY_H_
#define IMPRIMATUR_MEANING_PARTY_H_

#include "match/lexicon.h"
#include "meaning/clause.h"
#include "meaning/name_words.h"
#include "text/shadow.h"

#include <string>
#include <string_view>
#include <vector>

namespace imprimatur {

// "Protokoll-APP": what looks like an agency's code is the end of a word with a hyphen, unless what
// stands in front of that is another's, "AP-AFP".
[[nodiscard]] bool is_part_of_word(std::string_view shadow,
                                   const std::vector<NameHit>& hits,
                                   const NameHit& hit);

struct Parties {
  std::vector<HolderRef> holders;    // owner first
  std::vector<const Holder*> known;  // those of them in the database
  std::size_t end = 0;               // shadow offset behind the last name taken
};

// Where names are looked up, and the words that bound those that are not found there. All of it
// must outlive it.
struct NameSources {
  const Lexicon& lexicon;
  const NameWords& words;
  const TextLanguage* language = nullptr;
};

// Where the name begins and how far it may reach at most, in the shadow.
struct NameRange {
  Span span;
  bool closed = false;  // another claim stands behind it: "(c) the bay weekly. All rights reserved"
  bool signed_name = false;  // a sign stands in front of it: "(c) the bay weekly"
};
[[nodiscard]] Parties find_parties(const NameSources& sources,
                                   const Shadow& shadow,
                                   std::string_view text,
                                   NameRange range);

// Whom a clause without a notice seems to belong to: a known name in its sentence, "permission of
// X" behind it, or the name that begins its line ("X - all rights reserved"). Ranges in the shadow.
struct HintRanges {
  Span sentence;
  Span before;             // from the line's start to the clause
  Span title;              // from the line's start to the clause's sentence
  Span after;              // from the sentence's end to the line's
  Span rest;               // of a reservation: from its end to the sentence's
  bool exception = false;  // the sentence speaks of permission
  // Other claims beside it that name nobody, as written: "All rights reserved" is no name.
  std::vector<std::string_view> claims;
  std::string_view own;  // the clause itself, as written
};
// "Private project - all rights reserved. (c) Jane Doe": what stands in front of the claim gives
// way to the name behind the sign. Of the clauses from `first` on, all of one window of `text`.
void leave_to_signed(std::vector<Clause>& clauses, std::size_t first, std::string_view text);

// "All rights reserved to Bay Weekly (c) 2024 | site by Jane Doe": a bar parts the sign from what
// is behind it, and the name in front of it is its own.
void leave_to_named(std::vector<Clause>& clauses, std::size_t first, std::string_view text);

// Of a sentence that permits: "with credit to the original author (Jane Doe)"; empty if it names
// nobody so.
[[nodiscard]] std::string author_named_in(const NameWords& names, std::string_view written);

// True if all of `written` is a name and a mark behind it: "Siljansposten. ".
[[nodiscard]] bool is_title(const NameWords& names, std::string_view written);

[[nodiscard]] std::vector<HolderRef> hint_parties(const NameSources& sources,
                                                  const Shadow& shadow,
                                                  std::string_view text,
                                                  const HintRanges& ranges);

}  // namespace imprimatur

#endif  // IMPRIMATUR_MEANING_PARTY_H_
