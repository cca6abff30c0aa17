// Texts whose line breaks were lost: scrapers and datasets often join headline, byline, dateline,
// paragraphs and credit with blanks. What stands by itself at the edges of such a text gets its
// line back, by turning single blanks, or the full stop between joined sentences, into line breaks,
// so that every offset stays what it was.
// Pure; thread-safe. Private to the meaning layer.
#ifndef IMPRIMATUR_MEANING_RUN_TOGETHER_H_
#define IMPRIMATUR_MEANING_RUN_TOGETHER_H_

#include "meaning/name_words.h"
#include "text/span.h"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace imprimatur {

// Finds the known agencies in `where`, a part of the text; in order.
using FindNames = std::function<std::vector<Span>(Span where)>;

// `text` (valid UTF-8) with the breaks put back, of the same size; empty if it needs none: its
// first and last lines are short, or nothing in them looks like a dateline, a byline or a line of
// its own. `by`: the words in front of an author. Only the first kRunTogetherHead bytes and the
// last kRunTogetherTail are looked at, and nothing of a text above kRunTogetherMost: no single
// article is that long.
inline constexpr std::size_t kRunTogetherHead = 360;
inline constexpr std::size_t kRunTogetherTail = 1500;
inline constexpr std::size_t kRunTogetherMost = 1U << 20U;
[[nodiscard]] std::string restore_breaks(std::string_view text,
                                         const WordSet& by,
                                         const FindNames& names);

}  // namespace imprimatur

#endif  // IMPRIMATUR_MEANING_RUN_TOGETHER_H_
