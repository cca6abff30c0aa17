// Findings of machine-readable claims: what a signal says by itself, and what the text engine reads
// in the words of a signal. Zone metadata; positions count bytes of Document::source.
#ifndef IMPRIMATUR_MEANING_CLAIM_FINDINGS_H_
#define IMPRIMATUR_MEANING_CLAIM_FINDINGS_H_

#include "formats/document.h"
#include "meaning/meaning.h"
#include "signals/claim.h"

#include <vector>

namespace imprimatur {

[[nodiscard]] std::vector<Finding> findings_of_claims(const std::vector<Claim>& claims,
                                                      const Document& document,
                                                      MeaningReader& reader);

}  // namespace imprimatur

#endif  // IMPRIMATUR_MEANING_CLAIM_FINDINGS_H_
