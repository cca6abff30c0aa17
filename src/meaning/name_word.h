// The words of a name that is cut out of a text by its shape. Pure; thread-safe. Private to the
// meaning layer.
#ifndef IMPRIMATUR_MEANING_NAME_WORD_H_
#define IMPRIMATUR_MEANING_NAME_WORD_H_

#include "meaning/name_words.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace imprimatur {

struct NameWord {
  std::string text;      // original, without hidden characters and soft hyphens
  std::size_t end = 0;   // behind it in the original
  bool joined = false;   // nothing stands between it and the word before
  bool wrapped = false;  // it begins a wrapped line
  bool quoted = false;   // in quotation marks
  bool comma = false;    // a comma follows
  bool stop = false;     // a full stop that may end a sentence follows
};

// The next word of a name from `at` on, which moves behind it, or a quoted part of the name as one
// word; empty at its end. `column`: bytes of the line in front of `text`.
[[nodiscard]] NameWord next_word(std::string_view text,
                                 std::size_t& at,
                                 bool may_quote,
                                 std::size_t column);

// "GmbH", "s.r.o": with or without a full stop behind it.
[[nodiscard]] bool is_legal_form(const NameWords& words, std::string_view word);
// One letter.
[[nodiscard]] bool is_initial(std::string_view word);
// "2024", "2008-2025", "1998-", "2015-present": folded, so that every dash is one.
[[nodiscard]] bool is_year(const NameWords& words, std::string_view word);
[[nodiscard]] std::size_t letters_in(std::string_view text);

}  // namespace imprimatur

#endif  // IMPRIMATUR_MEANING_NAME_WORD_H_
