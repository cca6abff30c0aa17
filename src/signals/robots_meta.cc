// robots <meta> (search engines' documentation; "noai" and "noimageai" are conventions of sites).
// What asks search engines for less is read narrowly: "nosnippet" is no ban on quoting.
#include "formats/ascii.h"
#include "signals/readers.h"

#include <array>
#include <initializer_list>

namespace imprimatur {
namespace {

UseSet uses(std::initializer_list<Use> list) {
  UseSet set;
  for (const Use use : list) {
    set.add(use);
  }
  return set;
}

struct Meaning {
  UseSet prohibits;
  bool pictures = false;
};

Meaning meaning_of(std::string_view word) {
  if (word == "noai") {
    return {uses({Use::ai_train, Use::ai_input})};
  }
  if (word == "noimageai") {
    return {uses({Use::ai_train, Use::ai_input}), true};
  }
  if (word == "noindex" || word == "none") {
    return {uses({Use::search})};
  }
  if (word == "noarchive" || word == "nocache") {
    return {uses({Use::archive})};
  }
  if (word == "nosnippet" || word == "max-snippet:0") {
    return {uses({Use::ai_input})};
  }
  return {};
}

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
      const Meaning meaning = meaning_of(std::string_view(words).substr(at, end - at));
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
