// robots <meta>: the words that speak to all robots, and those that speak to one.
#include "formats/ascii.h"
#include "signals/readers.h"
#include "signals/robots_words.h"

#include <array>

namespace imprimatur {
namespace {

constexpr std::string_view kRobots =
    "robots googlebot googlebot-news bingbot msnbot slurp duckduckbot yandex applebot gptbot";

}  // namespace

void read_robots_meta(const Document& document, std::vector<Claim>& claims) {
  for (const Field& field : document.fields) {
    if (field.kind != Field::Kind::meta || !lists_word(kRobots, field.name)) {
      continue;
    }
    Claim text;
    Claim pictures;
    std::string words = ascii_lower(field.value);
    std::erase(words, ' ');
    for (std::size_t at = 0; at <= words.size();) {
      const std::size_t end = std::min(words.find_first_of(",;", at), words.size());
      const RobotsWord meaning = robots_word(std::string_view(words).substr(at, end - at));
      (meaning.pictures ? pictures : text).prohibits.add(meaning.prohibits);
      at = end + 1;
    }
    pictures.scope = Scope::photo;
    pictures.why_not = "it speaks of pictures, not of the text";
    text.why_not = field.name == "robots" ? "" : "it speaks to one robot only";
    for (Claim* claim : {&text, &pictures}) {
      if (!claim->prohibits.empty()) {
        claim->value = field.value;
        claim->span = field.span;
        claims.push_back(std::move(*claim));
      }
    }
  }
}

}  // namespace imprimatur
