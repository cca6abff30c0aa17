// The name of a party that the database does not know, cut out of the text by its shape.
// Pure; thread-safe. Private to the meaning layer.
#ifndef IMPRIMATUR_MEANING_PARTY_NAME_H_
#define IMPRIMATUR_MEANING_PARTY_NAME_H_

#include "match/lexicon.h"
#include "meaning/name_words.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace imprimatur {

// The unknown name at the beginning of `written` (original spelling): "Freitech Solutions" of
// "Freitech Solutions. The information ...". Empty if it does not begin like a name.
struct UnknownName {
  std::string text;     // without hidden characters, on one line
  std::size_t end = 0;  // behind it in `written`
};

struct NamePlace {
  bool lower_case = false;  // the text has lost its capitals, so that they tell nothing
  std::size_t column = 0;   // bytes before the name on its line: a long line may have been wrapped
  std::string_view behind = {};  // what follows the text that is read: tells its language
  const TextLanguage* language = nullptr;
};

[[nodiscard]] UnknownName name_at_start(const NameWords& names,
                                        std::string_view written,
                                        NamePlace place = {});

// The names of a list that "and" or "&" closes, "A News, B News and C News", else the one name.
struct UnknownNames {
  std::vector<std::string> names;
  std::size_t end = 0;
};
[[nodiscard]] UnknownNames names_at_start(const NameWords& names,
                                          std::string_view written,
                                          NamePlace place = {});

// True if any letter of `text` is a capital.
[[nodiscard]] bool has_capitals(std::string_view text);

// True if any letter of `text` is of a script with capitals.
[[nodiscard]] bool has_cased(std::string_view text);

}  // namespace imprimatur

#endif  // IMPRIMATUR_MEANING_PARTY_NAME_H_
