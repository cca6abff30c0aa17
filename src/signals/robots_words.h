// What the words of robots <meta> and X-Robots-Tag say (search engines' documentation; "noai" and
// "noimageai" are conventions of sites). What asks search engines for less is read narrowly:
// "nosnippet" is no ban on quoting. Pure.
#ifndef IMPRIMATUR_SIGNALS_ROBOTS_WORDS_H_
#define IMPRIMATUR_SIGNALS_ROBOTS_WORDS_H_

#include "base/terms.h"

#include <string>
#include <string_view>
#include <vector>

namespace imprimatur {

// What a word asks for beyond what decides, and why that decides nothing.
struct RobotsHint {
  UseSet prohibits = {};
  std::string_view why_not = {};
  friend bool operator==(const RobotsHint&, const RobotsHint&) = default;
};

struct RobotsWord {
  UseSet prohibits = {};
  bool pictures = false;  // speaks of pictures, not of the text
  RobotsHint hint = {};
};
// `word`: lower case, without blanks around it. Empty for words about other things.
[[nodiscard]] RobotsWord robots_word(std::string_view word);

// A list of words, as far as it speaks to one robot.
struct RobotsSaid {
  std::string agent = {};  // lower case; empty: to all
  UseSet text = {};
  UseSet pictures = {};
  std::vector<RobotsHint> hints = {};
  std::string gone_after = {};  // ISO date behind which search engines are to drop it
};
// The value of the header, or the content of the <meta> ("noai; max-snippet:0, otherbot: noindex"):
// for each robot that is spoken to, in order; words that mean nothing here are passed over.
[[nodiscard]] std::vector<RobotsSaid> read_robots_list(std::string_view list);

}  // namespace imprimatur

#endif  // IMPRIMATUR_SIGNALS_ROBOTS_WORDS_H_
