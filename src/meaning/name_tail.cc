#include "meaning/name_tail.h"

#include "meaning/name_word.h"
#include "text/fold.h"

#include <algorithm>
#include <string>

namespace imprimatur {
namespace {

bool has_high_bytes(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0x80U) != 0;
  });
}

bool has_high_letters(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = next_code_point(text, at);
    if (c >= 0x80 && is_letter(c)) {
      return true;
    }
  }
  return false;
}

// A line, a column of a footer, or a sentence of a script that has its own full stop ends here.
bool ends_line(std::string_view rest) {
  constexpr std::u32string_view kEnds = U"\n|<\u3002\u0589\u0964\u06D4\u104B\u1362\u17D4";
  std::size_t at = 0;
  return kEnds.find(next_code_point(rest, at)) != std::u32string_view::npos;
}

std::size_t words_in(std::string_view name) {
  return 1 + static_cast<std::size_t>(std::count(name.begin(), name.end(), ' '));
}

// Many languages write a name's later words small, "Polabsky hlas", "Norsk institutt for
// vannforskning": a capitalised word and a few others up to the end of the line or sentence are one
// name. English does not, so that the text's language or the letters have to say that it is
// another.
void add_small_words(UnknownName& name,
                     const NameWords& names,
                     std::string_view written,
                     const NamePlace& place) {
  constexpr std::size_t kMostWords = 7;  // behind one word
  constexpr std::size_t kMostBefore = 7;
  constexpr std::size_t kMostBehindSeveral = 2;
  constexpr std::size_t kLongWord = 4;
  constexpr std::size_t kBehind = 160;  // bytes behind the name that tell its language
  const std::size_t first = words_in(name.text);
  if (place.lower_case || first > kMostBefore || !has_capitals(name.text) ||
      name.end >= written.size() || written[name.end] != ' ') {
    return;
  }
  std::string language;
  if (place.language != nullptr) {
    language = (*place.language)();
  }
  std::size_t at = name.end;
  std::string more;
  // A text too short to tell its language: what follows the name may.
  const bool behind = has_high_letters(written.substr(name.end, kBehind)) ||
                      has_high_letters(place.behind.substr(0, kBehind));
  const bool quoted = name.text.find_first_of("\"\xC2\xE2") != std::string::npos;
  const bool other = language.empty() ? behind && !quoted : language != "en";
  if (first > 1 && !other) {
    return;
  }
  bool foreign = other || has_high_bytes(name.text);
  bool form = false;   // the last word is a legal form, which ends a name in any language
  bool hangs = false;  // the last word is a small one that leads to more
  const std::size_t most = first > 1 ? kMostBehindSeveral : kMostWords - first;
  for (std::size_t words = 0; words <= most; ++words) {
    const std::size_t before = at;
    const NameWord word = next_word(written, at, false, place.column);
    const std::string folded = fold(word.text);
    if (word.text.empty()) {
      const std::size_t end = std::min(written.find_first_not_of(' ', before), written.size());
      // "Kansallinen instituutti (KAVI)": a bracket ends a name too.
      const bool ends =
          before >= written.size() ||
          (end < written.size() && (written[end] == '(' || ends_line(written.substr(end))));
      foreign = foreign ||
                (before >= written.size() && has_high_letters(place.behind.substr(0, kBehind)));
      if (ends && words > 0 && !hangs && (foreign || form)) {
        name.text += more;
        name.end = before;
      }
      return;
    }
    if (is_year(names, folded) && words > 0) {
      // "Nase houby 2026": the year ends the name.
      if (foreign || has_high_letters(written.substr(at, kBehind)) ||
          has_high_letters(place.behind.substr(0, kBehind))) {
        name.text += more;
        name.end = before;
      }
      return;
    }
    // "Ejemplo Datos SL o de terceros": short words behind a whole name lead to somebody else.
    if (first > 1 && letters_in(word.text) < kLongWord) {
      return;
    }
    const bool inner = other && names.inner.has(folded);
    hangs = names.inner.has(folded);
    if (letters_in(word.text) == 0 || word.joined ||
        (!inner && (names.end.has(folded) || names.not_first.has(folded)))) {
      return;
    }
    foreign = foreign || has_high_bytes(word.text);
    more += " " + word.text;
    form = is_legal_form(names, word.text);
    if (word.stop && (is_initial(word.text) || (names.dotted.has(folded) && !form))) {
      more += '.';  // "... im. A. B. Harbour"
      hangs = true;
      continue;
    }
    if (word.stop || word.comma) {
      std::size_t peek = at;
      std::string next = next_word(written, peek, false, place.column).text;
      std::string_view rest = written.substr(at);
      if (next.empty()) {
        peek = 0;
        next = next_word(place.behind, peek, false, 0).text;
        rest = place.behind;
      }
      foreign = foreign || (word.stop && (has_high_letters(rest.substr(0, kBehind)) ||
                                          names.behind.has(fold(next))));
      form = is_legal_form(names, word.comma ? next : word.text);
      if ((foreign || form) && (!word.comma || form || is_year(names, fold(next)))) {
        name.text += more;
        name.end = word.end;
      }
      return;
    }
  }
}

// "J. Barrow & Sons (Printers) Ltd": a bracket before the legal form belongs to the name.
void add_bracket(UnknownName& name, const NameWords& names, std::string_view written) {
  constexpr std::size_t kLongest = 40;
  if (name.text.empty() || !written.substr(name.end).starts_with(" (")) {
    return;
  }
  std::size_t at = written.substr(0, name.end + kLongest).find(')', name.end);
  if (at == std::string_view::npos ||
      written.substr(name.end, at - name.end).find('\n') != std::string_view::npos) {
    return;
  }
  // "X Limited (Public)": the bracket is itself a form.
  const bool is_form = is_legal_form(names, written.substr(name.end + 2, at - name.end - 2));
  std::size_t behind = ++at;
  behind += behind < written.size() && written[behind] == ',' ? 1U : 0U;
  const NameWord form = next_word(written, behind, false, 0);
  if (is_form || is_legal_form(names, form.text)) {
    const bool dot = names.dotted.has(fold(form.text)) && form.stop;
    const std::size_t end = is_form ? at : form.end + (dot ? 1U : 0U);
    name.text += std::string(written.substr(name.end, end - name.end));
    name.end = end;
  }
}

bool has_word(const WordSet& words, std::string_view name) {
  for (std::size_t at = 0; at < name.size();) {
    if (words.has(fold(next_word(name, at, false, 0).text))) {
      return true;
    }
    if (at < name.size()) {
      static_cast<void>(next_code_point(name, at));  // what ended the word
    }
  }
  return false;
}

// "Royal Botanic Gardens, Kew": the place of an institution, up to the end of the line or sentence.
void add_place(UnknownName& name, const NameWords& names, std::string_view written) {
  constexpr std::size_t kMostWords = 3;
  std::size_t at = name.end + 1;
  for (std::size_t words = 0; words < kMostWords; ++words) {
    const NameWord word = next_word(written, at, false, 0);
    std::size_t letter = 0;
    const bool capital = !word.text.empty() && is_upper(next_code_point(word.text, letter));
    const std::string folded = fold(word.text);
    if (!capital || word.comma || names.not_first.has(folded) || names.end.has(folded)) {
      return;
    }
    const std::size_t next = written.find_first_not_of(' ', at);
    if (word.stop || next == std::string_view::npos || ends_line(written.substr(next))) {
      name.text += written.substr(name.end, word.end - name.end);
      name.end = word.end;
      return;
    }
  }
}

// "Ministry of Food, Agriculture and Fisheries": what an institution is for, as a list that small
// words join, up to the end of the line or sentence.
void add_subjects(UnknownName& name, const NameWords& names, std::string_view written) {
  constexpr std::size_t kMostWords = 10;
  bool joined = false;  // a small word stands in front of the last item
  std::size_t in_item = 0;
  std::size_t at = name.end + 1;
  for (std::size_t words = 0; words < kMostWords; ++words) {
    const NameWord word = next_word(written, at, false, 0);
    std::size_t letter = 0;
    const std::string folded = fold(word.text);
    const bool capital = !word.text.empty() && is_upper(next_code_point(word.text, letter));
    const bool inner = names.inner.has(folded) || folded == "&";
    // "nukleare Sicherheit": an adjective may be written small.
    const bool small = !capital && !inner && in_item == 0 && joined;
    if (word.text.empty() || is_year(names, folded) || names.end.has(folded) ||
        names.form.has(folded) || ++in_item > 3 || !(capital || inner || small)) {
      return;
    }
    if (inner) {
      joined = true;
      in_item = 0;
    } else if (word.comma) {
      if (joined) {
        return;
      }
      in_item = 0;
    }
    const std::size_t next = written.find_first_not_of(' ', at);
    if (word.stop || next == std::string_view::npos || ends_line(written.substr(next))) {
      if (joined && capital) {
        name.text += written.substr(name.end, word.end - name.end);
        name.end = word.end;
      }
      return;
    }
  }
}

void add_behind_comma(UnknownName& name, const NameWords& names, std::string_view written) {
  if (name.end < written.size() && written[name.end] == ',' &&
      has_word(names.institution, name.text)) {
    const std::size_t end = name.end;
    add_place(name, names, written);
    if (name.end == end && has_word(names.inner, name.text)) {
      add_subjects(name, names, written);
    }
  }
}

// "Lučina, a. s.", "Ribeira, S. A. de C. V.", "Gesellschaft X e. V.": a legal form in pieces, the
// longest one that stands there.
bool add_pieces(UnknownName& name, const NameWords& names, std::string_view written) {
  constexpr std::size_t kMostPieces = 6;
  constexpr std::size_t kLongestPiece = 3;
  std::size_t at = name.end;
  // The first piece, of one letter or two, looks like a part of the name.
  for (const std::size_t piece : {2U, 3U}) {
    if (at > piece && at < written.size() && written[at] == '.' && written[at - piece] == ' ' &&
        name.text.ends_with(written.substr(at - piece, piece))) {
      at -= piece;
      break;
    }
  }
  const std::size_t begin = at;
  std::size_t best = begin;
  at += at < written.size() && written[at] == ',' ? 1U : 0U;
  std::string form;
  bool spaced = false;  // what has no blanks is one word
  for (std::size_t pieces = 0; pieces < kMostPieces && at + 1 < written.size(); ++pieces) {
    if (written[at] != ' ' && (form.empty() || written[at - 1] != '.')) {
      break;
    }
    spaced = spaced || (pieces > 0 && written[at] == ' ');
    at += written[at] == ' ' ? 1U : 0U;
    const std::size_t end = std::min(written.find_first_of(" .,;\n", at), written.size());
    if (end == at || end - at > kLongestPiece) {
      break;
    }
    form += (form.empty() ? "" : ".") + fold(written.substr(at, end - at));
    at = end + (end < written.size() && written[end] == '.' ? 1U : 0U);
    best = spaced && names.form.has(form) ? at : best;
  }
  if (best == begin) {
    return false;
  }
  name.text.resize(name.text.size() - (name.end - begin));
  name.text += written.substr(begin, best - begin);
  name.end = best;
  return true;
}

}  // namespace

void add_tail(UnknownName& name,
              const NameWords& names,
              std::string_view written,
              const NamePlace& place) {
  if (!add_pieces(name, names, written)) {
    add_small_words(name, names, written, place);
    add_bracket(name, names, written);
    add_behind_comma(name, names, written);
  }
}

void trim_tail(UnknownName& name, const NameWords& names, std::string_view written) {
  // A letter that stands for a bar.
  if (name.text.ends_with(" I") || name.text.ends_with(" l")) {
    std::size_t at = std::min(name.end, written.size());
    const std::string next = fold(next_word(written, at, false, 0).text);
    if (next.empty() || names.not_first.has(next) || names.end.has(next)) {
      name.text.resize(name.text.size() - 2);
      name.end -= std::min<std::size_t>(name.end, 2);
    }
  }
  constexpr std::size_t kLongest = 3;  // letters of what is said behind a person's name
  std::size_t at = name.text.size();
  for (std::size_t letters = 1; letters <= kLongest && at > 0; ++letters) {
    do {
      --at;
    } while (at > 0 && (static_cast<unsigned char>(name.text[at]) & 0xC0U) == 0x80U);
    const bool rest = at > kLongest;
    if (rest && names.honorific.has(fold(name.text.substr(at)))) {
      name.text.resize(at);
      while (name.text.ends_with(' ')) {
        name.text.pop_back();
      }
      return;
    }
  }
}

}  // namespace imprimatur
