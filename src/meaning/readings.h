// Several readings of the same words: which of them stay, and what one tells about another. Private
// to the meaning layer. Pure.
#ifndef IMPRIMATUR_MEANING_READINGS_H_
#define IMPRIMATUR_MEANING_READINGS_H_

#include "meaning/clause.h"

#include <vector>

namespace imprimatur {

// What clauses are one notice: claims with claims, grants with grants; others stand alone.
enum class Family : unsigned char { claim, grant, single };

[[nodiscard]] Family family_of(Role role);

// `clauses` in order of position. A sentence that a rule understands is not also read word by word,
// of a prohibition and a permission in the same words one governs, and a picture's credit tells the
// scope of every other reading.
void settle_readings(std::vector<Clause>& clauses);

}  // namespace imprimatur

#endif  // IMPRIMATUR_MEANING_READINGS_H_
