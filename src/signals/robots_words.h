// What the words of robots <meta> and X-Robots-Tag say (search engines' documentation; "noai" and
// "noimageai" are conventions of sites). What asks search engines for less is read narrowly:
// "nosnippet" is no ban on quoting. Pure.
#ifndef IMPRIMATUR_SIGNALS_ROBOTS_WORDS_H_
#define IMPRIMATUR_SIGNALS_ROBOTS_WORDS_H_

#include "base/terms.h"

#include <string_view>

namespace imprimatur {

struct RobotsWord {
  UseSet prohibits;
  bool pictures = false;  // speaks of pictures, not of the text
};
// `word`: lower case, without blanks around it. Empty for words about other things.
[[nodiscard]] RobotsWord robots_word(std::string_view word);

}  // namespace imprimatur

#endif  // IMPRIMATUR_SIGNALS_ROBOTS_WORDS_H_
