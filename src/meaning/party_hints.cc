#include "meaning/name_word.h"
#include "meaning/party.h"
#include "meaning/party_name.h"
#include "text/fold.h"

#include <algorithm>

namespace imprimatur {
namespace {

// Longer text in front of a clause is prose, not a name. In characters: some scripts take three
// bytes for each.
constexpr std::size_t kMaxBefore = 120;
// A sentence in which a party may be named without talk of permission.
constexpr std::size_t kMaxOf = 260;
// A sentence in which quotation marks are a name's; in bytes.
constexpr std::size_t kMaxQuoting = 600;

// The fewest characters of a name without blanks in a script that has no capitals.
constexpr std::size_t kUnspaced = 4;

std::size_t characters_in(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
  }));
}

// Who gives permission without being named: "the publisher".
bool is_unnamed(const NameWords& words, std::string_view name) {
  const std::string folded = fold(name);
  return folded.find(' ') == std::string::npos && words.unnamed.begins(folded);
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

// Where the quotation mark in front of `at` begins; `at` itself if there is none.
std::size_t with_quote(std::string_view written, std::size_t at) {
  constexpr std::size_t kLongestMark = 3;
  for (std::size_t size = 1; size <= kLongestMark && size <= at; ++size) {
    std::size_t mark = at - size;
    const char32_t c = next_code_point(written, mark);
    if (mark == at && closing_quote(c) != 0) {
      return at - size;
    }
  }
  return at;
}

// "the author (Jane Doe)", "the author:\n Jane Doe": who is meant by the word that names nobody,
// from behind it on.
std::string named_behind_unnamed(const NameWords& names, std::string_view rest) {
  constexpr std::string_view kBlanks = " \n\t*/#";
  rest.remove_prefix(std::min(rest.find_first_not_of(' '), rest.size()));
  const bool bracket = rest.starts_with('(');
  const bool comma = rest.starts_with(", ");
  if (!bracket && !comma && !rest.starts_with(':')) {
    return {};
  }
  rest.remove_prefix(1);
  rest.remove_prefix(std::min(rest.find_first_not_of(kBlanks), rest.size()));
  const UnknownName name = name_at_start(names, rest);
  const std::string_view behind = rest.substr(std::min(name.end, rest.size()));
  if (comma) {  // "to the author, Jane Doe, is welcome"
    const bool ends =
        behind.empty() || std::string_view(",.\n").find(behind.front()) != std::string_view::npos;
    const bool several = name.text.find(' ') != std::string::npos;
    return ends && several ? name.text : std::string();
  }
  return !bracket || behind.starts_with(')') || behind.starts_with(',') ? name.text : std::string();
}

// "with credit to the original author (Jane Doe)": who is named behind the word for the author.
std::string named_author(const NameWords& names, std::string_view written) {
  constexpr std::size_t kReach = 4;  // words back to the one that leads there
  const auto words = words_of(written);
  for (std::size_t i = 1; i < words.size(); ++i) {
    if (!names.unnamed.begins(words[i].folded)) {
      continue;
    }
    bool led = false;
    for (std::size_t back = 1; back <= std::min(i, kReach); ++back) {
      led = led || names.of.has(words[i - back].folded);
    }
    if (!led) {
      continue;
    }
    std::string meant = named_behind_unnamed(names, written.substr(words[i].end));
    if (!meant.empty()) {
      return meant;
    }
  }
  return {};
}

std::string named_behind_of(const NameWords& names, std::string_view written) {
  const auto words = words_of(written);
  std::string found;
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {
    if (!names.of.has(words[i].folded)) {
      continue;
    }
    std::size_t name = i + 1;
    std::size_t peek = words[name].begin;
    while (name + 1 < words.size() && names.article.has(words[name].folded) &&
           !is_upper(next_code_point(written, peek))) {
      peek = words[++name].begin;
    }
    // "within the Office of the Harbour Board": the name begins in front of its "of".
    if (words[i].folded == "of" && i > 1 && words[i].begin == words[i - 1].end + 1 &&
        names.article.has(words[i - 2].folded)) {
      std::size_t peek_before = words[i - 1].begin;
      name = is_upper(next_code_point(written, peek_before)) ? i - 1 : name;
    }
    std::size_t at = words[name].begin;
    if (names.unnamed.begins(words[name].folded)) {
      std::string meant = named_behind_unnamed(names, written.substr(words[name].end));
      if (!meant.empty()) {
        return meant;
      }
    }
    if (is_upper(next_code_point(written, at))) {
      const std::size_t begin = with_quote(written, words[name].begin);
      std::string candidate = name_at_start(names, written.substr(begin)).text;
      if (!candidate.empty() && !is_unnamed(names, candidate)) {
        // "The Ledger of Trade": what stands within a name is no further one.
        const std::size_t behind = words[name].begin + candidate.size();
        while (i + 1 < words.size() && words[i + 1].begin < behind) {
          ++i;
        }
        found = std::move(candidate);
      }
    }
  }
  return found;
}

// "Texts of <<Bay Weekly>> may not be copied": the only name in quotation marks in a sentence that
// forbids copying is the paper's.
std::string named_in_quotes(const NameWords& names, std::string_view written) {
  constexpr std::size_t kLongest = 120;
  constexpr std::size_t kMostWords = 6;
  constexpr std::size_t kFewestLetters = 3;
  std::string found;
  for (std::size_t at = 0; at < written.size();) {
    const std::size_t begin = at;
    const char32_t close = closing_quote(next_code_point(written, at));
    if (close == 0) {
      continue;
    }
    std::string mark;
    append_utf8(mark, close);
    const std::size_t end = written.find(mark, at);
    if (end == std::string_view::npos || end - at > kLongest) {
      return {};
    }
    const std::string_view inner = written.substr(at, end - at);
    std::size_t peek = 0;
    const char32_t first = inner.empty() ? 0 : next_code_point(inner, peek);
    const auto words = words_of(inner);
    if (!found.empty() || !is_letter(first) || is_lower(first) || words.size() > kMostWords ||
        characters_in(inner) < kFewestLetters || names.not_first.has(words.front().folded) ||
        inner.find_first_of(".,:;!?\n") != std::string_view::npos) {
      return {};
    }
    found = name_at_start(names, written.substr(begin, end + mark.size() - begin)).text;
    at = end + mark.size();
  }
  return found;
}

bool has_small(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    if (is_lower(next_code_point(text, at))) {
      return true;
    }
  }
  return !has_capitals(text);
}

// Without talk of permission only a name of several words is sure to be one, and no law's or
// country's.
std::string several_words(const NameWords& names, std::string name) {
  const bool other = names.no_party.inside(fold(name));
  return other || std::count(name.begin(), name.end(), ' ') < 1 ? std::string() : std::move(name);
}

// "(c) X 2025 -", "Copyright X.", "X -": the sign shows that a name follows; without it the name
// must look like one by itself.
std::string named_in_front(const NameWords& names, std::string_view written) {
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
        // "COPYRIGHTS2019"
        const bool many =
            at + 1 < written.size() && (written[at] == 's' || written[at] == 'S') &&
            std::string_view(" 0123456789").find(written[at + 1]) != std::string_view::npos;
        at += many ? 1U : 0U;
        sign = more = true;
      }
    }
    if (sign && at + 4 <= written.size() &&
        (written.substr(at, 2) == "20" || written.substr(at, 2) == "19")) {
      at += 4;
      more = true;
    }
  }
  UnknownName found = name_at_start(names, written.substr(at));
  std::string name = std::move(found.text);
  // In scripts without capitals words in a row are prose unless they are all there is.
  const std::string_view rest = written.substr(std::min(at + found.end, written.size()));
  constexpr std::ptrdiff_t kFewBlanks = 4;
  const bool prose = !sign && !has_cased(name) && letters_in(rest) > 0 &&
                     std::count(name.begin(), name.end(), ' ') >= kFewBlanks;
  if (prose || (!sign && names.heading.has(fold(name.substr(0, name.find(' ')))))) {
    return {};
  }
  // The article begins the sentence rather than the name.
  if (!sign && fold(name).starts_with("the ")) {
    name = name.substr(4);
  }
  // In scripts without blanks a claim is one word: the name stands behind it.
  for (std::size_t blank = name.find(' '); names.end_begins.begins(fold(name));
       blank = name.find(' ')) {
    name.erase(0, blank == std::string::npos ? blank : blank + 1);
  }
  const bool quoted = name.find_first_of("\"\xC2\xE2") != std::string::npos;
  const bool several = std::count(name.begin(), name.end(), ' ') >= 1;
  return sign || several || quoted ? name : std::string();
}

// True if a dash or a bar follows: what stands in front of it is a title, whatever comes next.
bool dash_follows(std::string_view rest) {
  rest.remove_prefix(std::min(rest.find_first_not_of(' '), rest.size()));
  return rest.starts_with("- ") || rest.starts_with("|") || rest.starts_with("\xE2\x80\x93") ||
         rest.starts_with("\xE2\x80\x94");
}

// "Le Courrier des Dombes - toute reprise ...", "Siljansposten. ...": all that stands in front of
// the clause in its line is a name, and a mark behind it.
std::string titled_in_front(const NameWords& names, std::string_view written) {
  constexpr std::string_view kMarks = " .,:|*-\xE2\x80\x93\x94\xC2\xB7";  // dashes, middle dot
  constexpr std::size_t kShortest = 5;  // shorter words alone are seldom names
  written.remove_prefix(std::min(written.find_first_not_of(kMarks), written.size()));
  UnknownName name = name_at_start(names, written);
  const std::string_view rest = written.substr(std::min(name.end, written.size()));
  const std::string folded = fold(name.text);
  const bool marked = rest.find_first_of(kMarks.substr(1)) != std::string_view::npos ||
                      written.substr(0, name.end).ends_with('.');
  const bool heading =
      names.unnamed.begins(folded) || names.heading.has(folded.substr(0, folded.find(' ')));
  const bool whole = marked && rest.find_first_not_of(kMarks) == std::string_view::npos;
  return (whole || dash_follows(rest)) && !heading && name.text.size() >= kShortest
             ? std::move(name.text)
             : std::string();
}

// A title of several words with capitals, none of which a footer says; in capitals alone any clause
// would look like one.
bool is_title_of_words(const NameWords& names, std::string_view name) {
  std::size_t capitals = 0;
  bool small = false;
  for (const WordAt& word : words_of(name)) {
    if (names.not_first.has(word.folded) || names.end.has(word.folded)) {
      return false;
    }
    std::size_t at = word.begin;
    capitals += is_upper(next_code_point(name, at)) ? std::size_t{1} : std::size_t{0};
    small = small || (at < word.end && is_lower(next_code_point(name, at)));
  }
  return capitals > 1 && small && !names.unnamed.begins(fold(name));
}

// "The buyer may load the files five times": of a name's words no more than two are written small,
// but for those that stand inside names.
bool is_sentence(const NameWords& names, std::string_view candidate) {
  constexpr std::size_t kSmall = 3;
  constexpr std::size_t kShortestWord = 3;  // the letters of "d.o.o." are no words
  std::size_t small = 0;
  for (const WordAt& word : words_of(candidate)) {
    std::size_t at = word.begin;
    const bool plain = is_lower(next_code_point(candidate, at)) && !names.inner.has(word.folded) &&
                       word.folded.size() >= kShortestWord;
    small += plain ? std::size_t{1} : std::size_t{0};
  }
  return small >= kSmall;
}

// "All rights reserved - The Bay Weekly - No copying": a part between dashes that is wholly a name.
std::string named_between_dashes(const NameWords& names, std::string_view written) {
  std::size_t begin = std::string_view::npos;
  for (std::size_t at = 0; at < written.size();) {
    const std::string_view rest = written.substr(at);
    const std::size_t dash =
        rest.starts_with(" - ") || rest.starts_with(" | ")                         ? 3
        : rest.starts_with(" \xE2\x80\x93 ") || rest.starts_with(" \xE2\x80\x94 ") ? 5
                                                                                   : 0;
    if (dash == 0) {
      ++at;
      continue;
    }
    if (begin != std::string_view::npos) {
      const std::string_view part = written.substr(begin, at - begin);
      UnknownName name = name_at_start(names, part);
      if (name.text == part && is_title_of_words(names, name.text)) {
        return std::move(name.text);
      }
    }
    at += dash;
    begin = at;
  }
  return {};
}

// All of `rest` but its marks is a name: of several words, or of one behind a dash.
std::string named_at_end(const NameWords& names, std::string_view rest) {
  constexpr std::size_t kFewestLetters = 4;
  const std::size_t begin = std::min(rest.find_first_not_of(" .-*|"), rest.size());
  const bool dash = rest.substr(0, begin).find('-') != std::string_view::npos;
  rest.remove_prefix(begin);
  UnknownName last = name_at_start(names, rest);
  // The signs' bytes: a sign of copyright, a dash between years.
  const bool whole = rest.find_first_not_of(" .*|-0123456789\xC2\xA9\xE2\x80\x93", last.end) ==
                     std::string_view::npos;
  // Scripts without blanks write a name of several words as one.
  const bool several =
      std::count(last.text.begin(), last.text.end(), ' ') >= 1 ||
      (!has_cased(last.text) && characters_in(last.text) >= kUnspaced) ||
      (dash && letters_in(last.text) >= kFewestLetters && !names.heading.has(fold(last.text)));
  return whole && several ? std::move(last.text) : std::string();
}

// "apa" is a code of one language and a word of another, and scripts without capitals write codes
// and words alike: so written it names an agency only behind "of" or an article, as in "ohne
// Genehmigung der dpa".
bool is_mere_word(const NameWords& names,
                  const Shadow& shadow,
                  std::string_view text,
                  const NameHit& hit) {
  const Span source = shadow.to_text(hit.span);
  const std::string_view written = text.substr(source.begin, source.size());
  if (!hit.code || has_capitals(written)) {
    return false;
  }
  const std::string_view before = shadow.text().substr(0, hit.span.begin);
  const std::size_t end = before.find_last_not_of(' ');
  if (end == std::string_view::npos) {
    return true;
  }
  const std::string_view rest = before.substr(0, end + 1);
  const std::string_view word = rest.substr(rest.find_last_of(" \n") + 1);
  return !names.of.has(word) && !names.article.has(word);
}

// True if what looks like a name is a claim beside the clause, or the clause itself.
bool is_other_claim(const HintRanges& ranges, std::string_view candidate) {
  const auto within = [](std::string_view part, std::string_view whole) {
    return whole.find(part) != std::string_view::npos;
  };
  return (!ranges.own.empty() && within(ranges.own, candidate)) ||
         std::any_of(ranges.claims.begin(), ranges.claims.end(), [&](std::string_view other) {
           return within(candidate, other) || within(other, candidate);
         });
}

// Names that the database knows, in the clause's sentence or in front of it.
std::vector<HolderRef> known_parties(const NameSources& sources,
                                     const Shadow& shadow,
                                     std::string_view text,
                                     const HintRanges& ranges,
                                     bool near) {
  std::vector<HolderRef> hints;
  std::vector<NameHit> hits;
  sources.lexicon.find_all(shadow, text, ranges.sentence, true, hits);
  if (hits.empty() && near) {
    sources.lexicon.find_all(shadow, text, ranges.before, true, hits);
  }
  std::erase_if(hits,
                [&](const NameHit& hit) { return is_mere_word(sources.words, shadow, text, hit); });
  for (const NameHit& hit : hits) {
    const Holder* holder = sources.lexicon.told_apart(hit, shadow.text(), sources.language);
    HolderRef ref{holder->id, holder->name};
    if (std::find(hints.begin(), hints.end(), ref) == hints.end()) {
      hints.push_back(std::move(ref));
    }
  }
  return hints;
}

}  // namespace

void leave_to_signed(std::vector<Clause>& clauses, std::size_t first, std::string_view text) {
  constexpr std::size_t kBetween = 4;  // bytes between the two
  constexpr std::size_t kClaimLetters = 8;
  // Where the name is written; no further than it could be, whatever the size of the text.
  const auto place_of = [&](const std::string& name, std::size_t from) {
    const std::size_t at = text.substr(from, kMaxQuoting).find(name);
    return at == std::string_view::npos ? at : from + at;
  };
  for (std::size_t i = first; i < clauses.size(); ++i) {
    Clause& front = clauses[i];
    const bool reserves = front.role == Role::reservation && !front.hints.empty();
    const bool named =
        front.role == Role::notice && front.holders.size() == 1 && front.holders.front().id.empty();
    const std::size_t name =
        named ? place_of(front.holders.front().name, front.span.begin) : std::string_view::npos;
    const std::size_t begin =
        named && name != std::string_view::npos ? name + front.holders.front().name.size() : 0;
    // "(c) 2024 Bay News. All rights reserved by Harbour Press": both are signed.
    const std::string_view lead =
        begin == 0 ? std::string_view() : text.substr(front.span.begin, name - front.span.begin);
    const bool behind_sign = lead.find_first_of("0123456789") != std::string_view::npos ||
                             lead.find("\xC2\xA9") != std::string_view::npos;
    if (behind_sign || (!reserves && begin == 0)) {
      continue;
    }
    for (std::size_t j = first; j < clauses.size(); ++j) {
      const Clause& signed_by = clauses[j];
      if (signed_by.role != Role::notice || signed_by.holders.empty() || i == j ||
          signed_by.span.begin <= front.span.begin || signed_by.photo ||
          signed_by.span.begin > front.span.end + kBetween) {
        continue;
      }
      const std::size_t sign = signed_by.span.begin;
      const std::size_t owner = place_of(signed_by.holders.front().name, sign);
      const std::size_t from = named ? begin : front.span.begin;
      if (owner >= signed_by.span.end || sign < from) {
        continue;
      }
      // Words that claim stand between the two, on one line.
      const std::string_view between = text.substr(from, owner - from);
      const bool apart = between.substr(0, sign - from).find('\n') != std::string_view::npos;
      if (apart || letters_in(between) < kClaimLetters) {
        continue;
      }
      if (reserves && front.hints.front().id.empty()) {
        front.hints.clear();
      }
      if (named) {
        front.holders = signed_by.holders;
        front.known = signed_by.known;
      }
      break;
    }
  }
}

void leave_to_named(std::vector<Clause>& clauses, std::size_t first, std::string_view text) {
  constexpr std::size_t kBetween = 4;  // bytes between the two
  for (std::size_t i = first; i < clauses.size(); ++i) {
    Clause& sign = clauses[i];
    if (sign.role != Role::notice || sign.holders.size() != 1 || !sign.holders.front().id.empty()) {
      continue;
    }
    const std::string_view said = text.substr(sign.span.begin, sign.span.size());
    const std::string_view lead = said.substr(0, said.find(sign.holders.front().name));
    if (!said.starts_with("\xC2\xA9") || lead.find('|') == std::string_view::npos) {
      continue;
    }
    for (std::size_t j = first; j < clauses.size(); ++j) {
      const Clause& front = clauses[j];
      const std::size_t end = front.span.end;
      if (j != i && front.role == Role::notice && !front.holders.empty() &&
          end <= sign.span.begin && sign.span.begin - end <= kBetween &&
          text.substr(end, sign.span.begin - end).find_first_of("\n|") == std::string_view::npos) {
        sign.holders = front.holders;
        sign.known = front.known;
        break;
      }
    }
  }
}

std::string author_named_in(const NameWords& names, std::string_view written) {
  return written.size() > kMaxQuoting ? std::string() : named_author(names, written);
}

bool is_title(const NameWords& names, std::string_view written) {
  return written.size() <= kMaxBefore && !titled_in_front(names, written).empty();
}

std::vector<HolderRef> hint_parties(const NameSources& sources,
                                    const Shadow& shadow,
                                    std::string_view text,
                                    const HintRanges& ranges) {
  const bool near =
      characters_in(shadow.text().substr(ranges.before.begin, ranges.before.size())) <= kMaxBefore;
  std::vector<HolderRef> hints = known_parties(sources, shadow, text, ranges, near);
  if (!hints.empty()) {
    return hints;
  }
  const auto original = [&](Span span) {
    const Span source = shadow.to_text(span);
    return text.substr(source.begin, source.size());
  };
  std::string name;
  const auto take = [&](std::string candidate) {
    const bool other = is_other_claim(ranges, candidate) || is_sentence(sources.words, candidate);
    name = other ? std::string() : std::move(candidate);
  };
  // "Flora of the Bay: not to be copied without leave of Bay Press": who gives leave comes first.
  if (ranges.exception) {
    take(several_words(sources.words, named_behind_of(sources.words, original(ranges.sentence))));
  }
  if (name.empty() && near && !ranges.title.empty()) {
    take(titled_in_front(sources.words, original(ranges.title)));
  }
  if (name.empty() && ranges.sentence.size() <= kMaxQuoting) {
    take(named_between_dashes(sources.words, original(ranges.sentence)));
  }
  if (name.empty() && ranges.exception) {
    take(named_behind_of(sources.words, original(ranges.sentence)));
  }
  if (name.empty() && ranges.sentence.size() <= kMaxQuoting) {
    take(named_in_quotes(sources.words, original(ranges.sentence)));
  }
  if (name.empty() && near && !ranges.before.empty()) {
    take(named_in_front(sources.words, original(ranges.before)));
  }
  for (const Span range : {ranges.sentence, ranges.before}) {
    // A line of capitals in front of the clause says nothing of names.
    const bool capitals = range.begin == ranges.before.begin && !has_small(original(range));
    if (name.empty() && range.size() <= kMaxOf && !capitals) {
      take(several_words(sources.words, named_behind_of(sources.words, original(range))));
    }
  }
  // "All rights reserved - Bay Weekly", "... without permission. Harbour Legal News": a name is all
  // that follows.
  for (const Span range : {ranges.rest, ranges.after}) {
    // Where nothing is written with capitals, what is left of the sentence is a verb.
    const bool verb = range.begin == ranges.rest.begin && !has_capitals(original(range));
    if (name.empty() && !range.empty() && !verb && range.size() <= kMaxBefore) {
      take(named_at_end(sources.words, original(range)));
    }
  }
  if (!name.empty()) {
    hints.push_back({"", std::move(name)});
  }
  return hints;
}

}  // namespace imprimatur
