#include "meaning/party.h"
#include "meaning/party_name.h"
#include "text/fold.h"

#include <algorithm>
#include <array>

namespace imprimatur {
namespace {

// Longer text in front of a clause is prose, not a name.
constexpr std::size_t kMaxBefore = 120;
// A sentence in which a party may be named without talk of permission.
constexpr std::size_t kMaxOf = 260;

// Words before a party that gives permission, folded.
constexpr std::array<std::string_view, 32> kOf = {
    "to", "on",  "of",   "from", "by",    "de",  "del", "des",  "du",  "di",  "da",
    "do", "dos", "dal",  "der",  "della", "von", "vom", "van",  "bei", "mit", "with",
    "od", "fra", "fran", "av",   "af",    "z",   "od",  "dell", "d",   "dall"};
constexpr std::array<std::string_view, 20> kArticles = {
    "the", "la",  "el",  "il",  "le",  "les", "los", "las", "lo", "l",
    "den", "dem", "der", "die", "das", "het", "o",   "a",   "os", "as"};
// Who gives permission without being named, as folded beginnings.
constexpr std::array<std::string_view, 28> kUnnamed = {
    "publisher", "author",  "editor",  "copyright", "owner",   "verlag",  "autor",
    "auteur",    "editeur", "redak",   "redac",     "redaz",   "herausg", "recht",
    "urheber",   "inhaber", "titular", "titolar",   "editor",  "editora", "editore",
    "rights",    "company", "agency",  "agence",    "agencia", "agenzia", "agentur"};

template <std::size_t N>
bool contains(const std::array<std::string_view, N>& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

bool is_unnamed(std::string_view name) {
  const std::string folded = fold(name);
  return folded.find(' ') == std::string::npos &&
         std::any_of(kUnnamed.begin(), kUnnamed.end(), [&](std::string_view word) {
           return folded.starts_with(word);
         });
}

// Words of the text with where they begin; an apostrophe ends one ("d'Editorial").
struct WordAt {
  std::string folded;
  std::size_t begin = 0;
  std::size_t end = 0;
};

std::vector<WordAt> words_of(std::string_view text) {
  std::vector<WordAt> words;
  std::size_t begin = std::string_view::npos;
  for (std::size_t at = 0; at <= text.size();) {
    std::size_t next = at;
    const bool inside = at < text.size() && is_word(next_code_point(text, next));
    if (inside && begin == std::string_view::npos) {
      begin = at;
    } else if (!inside && begin != std::string_view::npos) {
      words.push_back({fold(text.substr(begin, at - begin)), begin, at});
      begin = std::string_view::npos;
    }
    at = at < text.size() ? std::max(next, at + 1) : at + 1;
  }
  return words;
}

std::string named_behind_of(std::string_view written) {
  const auto words = words_of(written);
  std::string found;
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {
    if (!contains(kOf, words[i].folded)) {
      continue;
    }
    std::size_t name = i + 1;
    std::size_t peek = words[name].begin;
    while (name + 1 < words.size() && contains(kArticles, words[name].folded) &&
           !is_upper(next_code_point(written, peek))) {
      peek = words[++name].begin;
    }
    std::size_t at = words[name].begin;
    if (is_upper(next_code_point(written, at))) {
      std::string candidate = name_at_start(written.substr(words[name].begin)).text;
      if (!candidate.empty() && !is_unnamed(candidate)) {
        found = std::move(candidate);
      }
    }
  }
  return found;
}

// Without talk of permission only a name of several words is sure to be one, and no law's or
// country's.
std::string several_words(std::string name) {
  const std::string folded = fold(name);
  constexpr std::array<std::string_view, 16> kNoParties = {" act",
                                                           " law",
                                                           " code",
                                                           "republic",
                                                           "court",
                                                           "kingdom",
                                                           "united states",
                                                           "union",
                                                           " gesetz",
                                                           "civil",
                                                           "convention",
                                                           "european",
                                                           "internet",
                                                           "court",
                                                           "constitution",
                                                           "section"};
  const bool other = std::any_of(kNoParties.begin(), kNoParties.end(), [&](std::string_view word) {
    return folded.find(word) != std::string::npos;
  });
  return other || std::count(name.begin(), name.end(), ' ') < 1 ? std::string() : std::move(name);
}

// "(c) X 2025 -", "Copyright X.", "X -": the sign shows that a name follows; without it the name
// must look like one by itself.
std::string named_in_front(std::string_view written) {
  bool sign = false;
  std::size_t at = 0;
  for (const WordAt& word : words_of(written)) {
    if (word.folded == "exclusive" || word.folded == "to" || word.folded == "for") {
      at = word.end;
    } else {
      break;
    }
  }
  for (bool more = true; more;) {
    more = false;
    while (at < written.size() &&
           (written[at] == ' ' || written[at] == '\n' || written[at] == '*' || written[at] == ':' ||
            written[at] == ',' || written[at] == '-')) {
      ++at;
    }
    for (const std::string_view mark : {"\xC2\xA9",
                                        "(c)",
                                        "(C)",
                                        "(\xD1\x81)",
                                        "(\xD0\xA1)",
                                        "Copyright",
                                        "COPYRIGHT",
                                        "copyright"}) {
      if (written.substr(at).starts_with(mark)) {
        at += mark.size();
        sign = more = true;
      }
    }
    if (sign && at + 4 <= written.size() &&
        (written.substr(at, 2) == "20" || written.substr(at, 2) == "19")) {
      at += 4;
      more = true;
    }
  }
  std::string name = name_at_start(written.substr(at)).text;
  // The article begins the sentence rather than the name.
  if (!sign && fold(name).starts_with("the ")) {
    name = name.substr(4);
  }
  const bool quoted = name.find_first_of("\"\xC2\xE2") != std::string::npos;
  const bool several = std::count(name.begin(), name.end(), ' ') >= 1;
  return sign || several || quoted ? name : std::string();
}

}  // namespace

std::vector<HolderRef> hint_parties(const Lexicon& lexicon,
                                    const Shadow& shadow,
                                    std::string_view text,
                                    const HintRanges& ranges) {
  std::vector<HolderRef> hints;
  std::vector<NameHit> hits;
  lexicon.find_all(shadow, text, ranges.sentence, true, hits);
  const bool near = ranges.before.size() <= kMaxBefore;
  if (hits.empty() && near) {
    lexicon.find_all(shadow, text, ranges.before, true, hits);
  }
  for (const NameHit& hit : hits) {
    HolderRef ref{hit.holder->id, hit.holder->name};
    if (std::find(hints.begin(), hints.end(), ref) == hints.end()) {
      hints.push_back(std::move(ref));
    }
  }
  if (!hints.empty()) {
    return hints;
  }
  const auto original = [&](Span span) {
    const Span source = shadow.to_text(span);
    return text.substr(source.begin, source.size());
  };
  std::string name = ranges.exception ? named_behind_of(original(ranges.sentence)) : std::string();
  if (name.empty() && near && !ranges.before.empty()) {
    name = named_in_front(original(ranges.before));
  }
  for (const Span range : {ranges.sentence, ranges.before}) {
    if (name.empty() && range.size() <= kMaxOf) {
      name = several_words(named_behind_of(original(range)));
    }
  }
  if (!name.empty()) {
    hints.push_back({"", std::move(name)});
  }
  return hints;
}

}  // namespace imprimatur
