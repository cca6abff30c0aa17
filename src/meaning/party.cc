#include "meaning/party.h"

#include "text/fold.h"

#include <algorithm>
#include <array>
#include <span>

namespace imprimatur {
namespace {

constexpr std::size_t kMaxNameWords = 9;
constexpr std::size_t kMaxNameBytes = 140;
constexpr std::size_t kMaxLowerWords = 4;
// Known names count when they begin this close to where the name should stand.
constexpr std::size_t kKnownReach = 48;

// Words in lower case that may stand inside a name, as folded text.
constexpr std::array<std::string_view, 40> kInnerWords = {
    "of",    "the",   "and", "for", "in",  "de",  "la",  "le",  "les", "del",
    "della", "delle", "dei", "di",  "da",  "do",  "dos", "das", "du",  "des",
    "d",     "l",     "et",  "und", "der", "die", "den", "fur", "y",   "e",
    "i",     "ve",    "van", "von", "zu",  "och", "og",  "en",  "al",  "el"};
// A name does not begin with these.
constexpr std::array<std::string_view, 46> kNotNames = {
    "all",       "this",        "these",   "no",     "any",      "reserved", "rights",
    "notice",    "and",         "or",      "of",     "in",       "to",       "not",
    "your",      "our",         "tous",    "todos",  "tutti",    "alle",     "tum",
    "her",       "for",         "is",      "are",    "may",      "law",      "laws",
    "year",      "act",         "image",   "images", "photo",    "photos",   "foto",
    "published", "publication", "text",    "texts",  "material", "content",  "contents",
    "copyright", "copr",        "editors", "note"};

bool contains(std::span<const std::string_view> list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

bool is_cased(char32_t c) {
  return is_upper(c) || is_lower(c);
}

bool ends_name(char32_t c) {
  switch (c) {
    case U'|':
    case U';':
    case U':':
    case U'\n':
    case U'<':
    case U'>':
    case U'[':
    case U']':
    case U'{':
    case U'}':
    case U'"':
    case U'\u201C':
    case U'\u201D':
    case U'\u201E':
    case U'\u00AB':
    case U'\u00BB':
    case U'\u00B7':
    case U'\u2022':
    case U'\u3002':
    case U'\u3001':
    case U'\uFF0C':
    case U'\uFF1B':
    case U'\uFF08':
    case U'\uFF09':
    case U'(':
    case U')':
    case U'\u2013':
    case U'\u2014':
    case U'*':
    case U'!':
    case U'?':
    case U'\u300A':
    case U'\u300B':
    case U'\u060C':
    case U'\u00A9':
    case U'/':
    case U'\u2502':
    case U'\u300C':
    case U'\u300D':
    case U'\u2605':
      return true;
    default:
      return false;
  }
}

constexpr std::array<std::string_view, 34> kLegalForms = {
    "inc", "llc",   "ltd", "co",   "corp",  "limited", "gmbh",  "ag",  "kg",  "plc", "lp", "l.p",
    "s.a", "s.a.u", "sa",  "spa",  "s.p.a", "srl",     "s.r.l", "ab",  "as",  "a.s", "oy", "bv",
    "b.v", "nv",    "n.v", "a.s.", "eg",    "ev",      "e.v",   "pvt", "pty", "jsc"};

struct Word {
  std::string text;     // original, without hidden characters and soft hyphens
  std::size_t end = 0;  // behind it in the original
  bool joined = false;  // nothing stands between it and the word before
  bool quoted = false;  // in quotation marks
  bool comma = false;   // a comma follows
  bool stop = false;    // a full stop that may end a sentence follows
};

// Pairs of quotation marks that may stand inside a name: OOO <<Media>>.
char32_t closing_quote(char32_t open) {
  switch (open) {
    case U'\u00AB':
      return U'\u00BB';
    case U'\u201C':
      return U'\u201D';
    case U'\u201E':
      return U'\u201C';
    case U'"':
      return U'"';
    case U'\u300A':
      return U'\u300B';
    case U'\u300C':
      return U'\u300D';
    default:
      return 0;
  }
}

// A line that was wrapped, not ended: the name goes on in the next one.
constexpr std::size_t kWrappedLine = 45;

// The next word of a name, or a quoted part of it as one word; empty at its end.
Word next_word(std::string_view text, std::size_t& at, bool may_quote) {
  std::size_t blanks = 0;
  while (at < text.size()) {
    const bool wrap = text[at] == '\n' && at >= kWrappedLine;
    if (text[at] != ' ' && !wrap) {
      break;
    }
    ++at;
    ++blanks;
  }
  Word word;
  word.end = at;
  word.joined = blanks == 0;
  if (at >= text.size() || blanks >= 3) {
    return word;
  }
  std::size_t peek = at;
  const char32_t close = may_quote ? closing_quote(next_code_point(text, peek)) : 0;
  word.quoted = close != 0;
  std::size_t end = at;
  while (at < text.size()) {
    std::size_t next = at;
    const char32_t c = next_code_point(text, next);
    if (close != 0 && at >= peek) {
      if (c == U'\n' && at < kWrappedLine) {
        break;
      }
      append_utf8(word.text, c);
      at = next;
      end = at;
      if (c == close) {
        break;
      }
      continue;
    }
    const char32_t folded = fold(c);
    if (close == 0 && (folded == kFoldSpace || ends_name(c))) {
      break;
    }
    at = next;
    if (c == U',') {
      word.comma = true;
      break;
    }
    if (folded != kFoldDrop) {
      append_utf8(word.text, c);
    }
    end = at;
  }
  word.end = end;
  if (word.text.size() > 1 && word.text.back() == '.') {
    word.stop = true;
    word.text.pop_back();
    --word.end;
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

namespace {

bool is_year(std::string_view word) {
  return word.size() == 4 && (word.starts_with("19") || word.starts_with("20")) &&
         std::all_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// A corpus may have lost its capitals: then any word may go on. Scripts without capitals have
// their own tests.
bool has_capitals(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    if (is_upper(next_code_point(text, at))) {
      return true;
    }
  }
  return false;
}

bool has_digit(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// "newspaper <<X>>": the common noun before a quoted name belongs to it.
bool quote_follows(std::string_view text, std::size_t at) {
  while (at < text.size() && text[at] == ' ') {
    ++at;
  }
  return at < text.size() && closing_quote(next_code_point(text, at)) != 0;
}

// A name wholly in quotation marks is given without them.
void unquote(std::string& name) {
  std::size_t at = 0;
  const char32_t close = name.empty() ? 0 : closing_quote(next_code_point(name, at));
  std::string end;
  if (close != 0) {
    append_utf8(end, close);
  }
  if (close != 0 && name.size() > at + end.size() &&
      name.find(end, at) == name.size() - end.size()) {
    name = name.substr(at, name.size() - at - end.size());
  }
}

std::size_t letters_in(std::string_view text) {
  std::size_t letters = 0;
  for (std::size_t at = 0; at < text.size();) {
    letters += is_letter(next_code_point(text, at)) ? 1U : 0U;
  }
  return letters;
}

// "S.A.U.": letters with full stops between them, whose last one is theirs.
bool is_dotted(std::string_view word) {
  const auto dots = static_cast<std::size_t>(std::count(word.begin(), word.end(), '.'));
  return dots > 0 && letters_in(word) == dots + 1;
}

}  // namespace

UnknownName name_at_start(std::string_view written, bool lower_case) {
  UnknownName name;
  std::string pending;  // inner words, kept only if the name goes on behind them
  const bool capitals = !lower_case;
  const std::size_t most = capitals ? kMaxNameWords : kMaxLowerWords;
  bool after_comma = false;
  bool begins = true;  // a name or a sentence may begin here
  std::size_t at = 0;
  for (std::size_t words = 0; words < most && at < kMaxNameBytes; ++words) {
    const Word word = next_word(written, at, true);
    const std::string folded = fold(word.text);
    if (word.text.empty() || (begins && contains(kNotNames, folded))) {
      break;
    }
    if (!word.quoted && letters_in(word.text) == 0 && word.text != "&" && !has_digit(word.text)) {
      break;
    }
    const bool quoted = word.quoted || quote_follows(written, at);
    const bool first_address = words == 0 && looks_like_address(word.text);
    if (is_year(fold(word.text)) ||
        (!first_address && !quoted && capitals && !may_continue(word.text)) ||
        (after_comma && !is_legal_form(word.text))) {
      break;
    }
    const bool first = pending.empty() && name.text.empty();
    pending += (first || word.joined ? "" : " ") + word.text;
    const bool inner =
        contains(kInnerWords, folded) || folded == "&" || folded == "-" || folded == "+";
    if (!inner) {
      name.text += pending;
      pending.clear();
      name.end = word.end;
      if (word.stop &&
          (is_legal_form(word.text) || word.text.size() == 1 || is_dotted(word.text))) {
        name.text += '.';
        ++name.end;  // the full stop belongs to "Inc."
      }
    }
    if (word.stop && !is_legal_form(word.text) && word.text.size() > 2) {
      break;
    }
    begins = word.stop;
    after_comma = word.comma;
    if (word.comma && !inner) {
      pending = ",";
    }
  }
  unquote(name.text);
  // A year alone, a number or a sign is no name.
  if (letters_in(name.text) < 2) {
    return {};
  }
  return name;
}

Parties find_parties(const Lexicon& lexicon,
                     const Shadow& shadow,
                     std::string_view text,
                     Span range) {
  Parties parties;
  std::vector<NameHit> hits;
  lexicon.find_all(shadow, text, range, true, hits);
  // Known names may begin with a bracket; in front of others it is no part of the name.
  while (!range.empty() &&
         std::string_view(" (-:*.,[").find(shadow.text()[range.begin]) != std::string_view::npos) {
    ++range.begin;
  }
  parties.end = range.begin;
  const Span source = shadow.to_text(range);
  const std::string_view written = text.substr(source.begin, source.size());
  const Span window = shadow.to_text({0, shadow.text().size()});
  const UnknownName unknown =
      name_at_start(written, !has_capitals(text.substr(window.begin, window.size())));
  const std::string& name = unknown.text;
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
    parties.end = shadow.from_text(source.begin + unknown.end);
    parties.holders.push_back({"", name});
  }
  return parties;
}

}  // namespace imprimatur
