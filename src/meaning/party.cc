#include "meaning/party.h"

#include <algorithm>
#include <array>
#include <span>

#include "text/fold.h"

namespace imprimatur {
namespace {

constexpr std::size_t kMaxNameWords = 9;
constexpr std::size_t kMaxNameBytes = 100;
// Known names count when they begin this close to where the name should stand.
constexpr std::size_t kKnownReach = 48;

// Words in lower case that may stand inside a name, as folded text.
constexpr std::array<std::string_view, 40> kInnerWords = {
    "of",  "the", "and", "for", "in",  "de",  "la",   "le",  "les", "del", "della", "delle", "dei", "di",
    "da",  "do",  "dos", "das", "du",  "des", "d",    "l",   "et",  "und", "der",   "die",   "den", "fur",
    "y",   "e",   "i",   "ve",  "van", "von", "zu",   "och", "og",  "en",  "al",    "el"};
// A name does not begin with these.
constexpr std::array<std::string_view, 30> kNotNames = {
    "all",  "this",  "these", "no",    "any",  "reserved", "rights", "notice", "and",  "or",
    "of",   "in",    "to",    "not",   "your", "our",      "tous",   "todos",  "tutti", "alle",
    "tum",  "her",   "for",   "is",    "are",  "may",      "law",    "laws",   "year", "act"};

bool contains(std::span<const std::string_view> list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

bool is_cased(char32_t c) { return is_upper(c) || is_lower(c); }

bool ends_name(char32_t c) {
  switch (c) {
    case U'|': case U';': case U':': case U'\n': case U'<': case U'>': case U'[': case U']':
    case U'{': case U'}': case U'"': case U'\u201C': case U'\u201D': case U'\u201E': case U'\u00AB':
    case U'\u00BB': case U'\u00B7': case U'\u2022': case U'\u3002': case U'\u3001': case U'\uFF0C':
    case U'\uFF1B': case U'\uFF08': case U'\uFF09': case U'(': case U')': case U'\u2013':
    case U'\u2014': case U'*': case U'!': case U'?': case U'\u300A': case U'\u300B': case U'\u060C':
    case U'\u00A9': case U'/': case U'\u2502': case U'\u300C': case U'\u300D': case U'\u2605':
      return true;
    default:
      return false;
  }
}

constexpr std::array<std::string_view, 34> kLegalForms = {
    "inc",  "llc",   "ltd", "co",   "corp", "limited", "gmbh", "ag",   "kg",  "plc",  "lp",  "l.p",
    "s.a",  "s.a.u", "sa",  "spa",  "s.p.a", "srl",    "s.r.l", "ab",  "as",  "a.s",  "oy",  "bv",
    "b.v",  "nv",    "n.v", "a.s.", "eg",   "ev",      "e.v",  "pvt",  "pty", "jsc"};

struct Word {
  std::string_view text;  // original
  bool comma = false;     // a comma follows
  bool stop = false;      // a full stop that may end a sentence follows
};

// The next word of a name; empty at its end. Moves `at` behind the word and its blanks.
Word next_word(std::string_view text, std::size_t& at) {
  while (at < text.size() && text[at] == ' ') {
    ++at;
  }
  const std::size_t begin = at;
  std::size_t end = at;
  Word word;
  while (at < text.size()) {
    std::size_t next = at;
    const char32_t c = next_code_point(text, next);
    if (c == U' ' || fold(c) == kFoldSpace || ends_name(c)) {
      break;
    }
    at = next;
    if (c == U',') {
      word.comma = true;
      break;
    }
    end = at;
  }
  word.text = text.substr(begin, end - begin);
  if (word.text.size() > 1 && word.text.back() == '.') {
    word.stop = true;
    word.text.remove_suffix(1);
  }
  return word;
}

bool is_legal_form(std::string_view word) {
  std::string folded = fold(word);
  while (!folded.empty() && folded.back() == '.') {
    folded.pop_back();
  }
  return contains(kLegalForms, folded);
}

bool may_continue(std::string_view word) {
  std::size_t at = 0;
  const char32_t first = next_code_point(word, at);
  if (is_upper(first) || is_digit(first) || first == U'&' || first == U'+' || first == U'-') {
    return true;
  }
  if (is_letter(first) && !is_cased(first)) {
    return true;
  }
  if (contains(kInnerWords, fold(word)) || is_legal_form(word)) {
    return true;
  }
  // "eBay", "openDemocracy", "www.apa.at"
  return std::any_of(word.begin() + 1, word.end(), [](char c) { return c >= 'A' && c <= 'Z'; }) ||
         word.find('.') != std::string_view::npos;
}

bool looks_like_address(std::string_view word) {
  return word.find('.') != std::string_view::npos && word.find(' ') == std::string_view::npos;
}

}  // namespace

std::string name_at_start(std::string_view written) {
  std::size_t at = 0;
  std::size_t end = 0;
  std::size_t begin = std::string_view::npos;
  std::size_t words = 0;
  bool after_comma = false;
  while (at < written.size() && words < kMaxNameWords && at < kMaxNameBytes) {
    const std::size_t before = at;
    const Word word = next_word(written, at);
    if (word.text.empty()) {
      break;
    }
    const std::string folded = fold(word.text);
    if (words == 0 && contains(kNotNames, folded)) {
      return {};
    }
    const bool good = may_continue(word.text);
    if (!good || (after_comma && !is_legal_form(word.text))) {
      // An address is a good first word even in lower case.
      if (!(words == 0 && looks_like_address(word.text))) {
        break;
      }
    }
    std::size_t start = before;
    while (start < written.size() && written[start] == ' ') {
      ++start;
    }
    if (begin == std::string_view::npos) {
      begin = start;
    }
    ++words;
    if (!contains(kInnerWords, folded) && folded != "&" && folded != "-" && folded != "+") {
      end = start + word.text.size();
      if (word.stop && (is_legal_form(word.text) || word.text.size() == 1)) {
        ++end;  // the full stop belongs to "Inc."
      }
    }
    if (word.stop && !is_legal_form(word.text) && word.text.size() > 2) {
      break;
    }
    after_comma = word.comma;
  }
  if (begin == std::string_view::npos || end <= begin) {
    return {};
  }
  std::string name(written.substr(begin, end - begin));
  // A year alone, a number or a sign is no name.
  std::size_t letters = 0;
  for (std::size_t i = 0; i < name.size();) {
    letters += is_letter(next_code_point(name, i)) ? 1U : 0U;
  }
  return letters >= 2 ? name : std::string();
}

Parties find_parties(const Lexicon& lexicon,
                     const Shadow& shadow,
                     std::string_view text,
                     Span range) {
  Parties parties;
  parties.end = range.begin;
  std::vector<NameHit> hits;
  lexicon.find_all(shadow, text, range, true, hits);
  const Span source = shadow.to_text(range);
  const std::string_view written = text.substr(source.begin, source.size());
  std::string name = name_at_start(written);
  const bool known_first = !hits.empty() && hits.front().span.begin <= range.begin + kKnownReach;
  if (known_first) {
    // "Associated Press" in "Freitech and Associated Press" does not make the latter the owner.
    const std::string folded = fold(name);
    const std::string known(
        shadow.text().substr(hits.front().span.begin, hits.front().span.size()));
    const std::size_t inside = folded.find(known);
    const bool starts = hits.front().span.begin <= range.begin + 5;
    if (!name.empty() && inside == std::string::npos && !starts &&
        hits.front().span.begin > range.begin + folded.size()) {
      parties.holders.push_back({"", name});
    }
    for (const NameHit& hit : hits) {
      HolderRef ref{hit.holder->id, hit.holder->name};
      if (std::find(parties.holders.begin(), parties.holders.end(), ref) == parties.holders.end()) {
        parties.holders.push_back(std::move(ref));
        parties.known.push_back(hit.holder);
      }
      parties.end = hit.span.end;
    }
    return parties;
  }
  if (!name.empty()) {
    const std::size_t at = written.find(name);
    parties.end = shadow.from_text(source.begin + (at == std::string_view::npos ? 0 : at) +
                                   name.size());
    parties.holders.push_back({"", std::move(name)});
  }
  return parties;
}

}  // namespace imprimatur
