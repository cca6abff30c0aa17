// Sentence bounds in shadow text, good enough for clauses of notices in any script: full stops of
// abbreviations, initials and addresses do not end a sentence. Pure; thread-safe.
#ifndef IMPRIMATUR_MEANING_SENTENCE_H_
#define IMPRIMATUR_MEANING_SENTENCE_H_

#include "text/span.h"

#include <array>
#include <cstddef>
#include <string_view>

namespace imprimatur {

// The sentence that holds `inside`, widened over several if `inside` spans them; at most
// kSentenceReach bytes to either side.
inline constexpr std::size_t kSentenceReach = 400;
[[nodiscard]] Span sentence_around(std::string_view shadow, Span inside);

// The sentences before and behind a sentence, empty where it is the first or last of `shadow`.
[[nodiscard]] std::array<Span, 2> sentences_beside(std::string_view shadow, Span sentence);

// `span` without a part of a character at its begin, and with the whole of the one at its end.
[[nodiscard]] Span whole_characters(std::string_view text, Span span);

}  // namespace imprimatur

#endif  // IMPRIMATUR_MEANING_SENTENCE_H_
