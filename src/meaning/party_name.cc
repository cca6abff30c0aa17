#include "meaning/party_name.h"

#include "text/fold.h"

#include <algorithm>
#include <array>
#include <span>
#include <string_view>

namespace imprimatur {
namespace {

constexpr std::size_t kMaxNameWords = 9;
constexpr std::size_t kMaxNameBytes = 140;
constexpr std::size_t kMaxLowerWords = 4;

bool is_cased(char32_t c) {
  return is_upper(c) || is_lower(c);
}

// Punctuation that stands in no name: lines, brackets, quotation marks, bullets, and the stops and
// commas of scripts that have their own.
bool ends_name(char32_t c) {
  constexpr std::u32string_view kEnds =
      U"|;:\n<>[]{}()\"*!?/"
      U"\u201C\u201D\u201E\u00AB\u00BB\u00B7\u2022\u2013\u2014\u2502\u2605\u00A9"
      U"\u3001\u3002\uFF0C\uFF1B\uFF08\uFF09\u300A\u300B\u300C\u300D"
      U"\u0964\u0965\u06D4\u060C\u0589\u104A\u104B\u1362\u1363\u17D4";
  return kEnds.find(c) != std::u32string_view::npos;
}

struct Word {
  std::string text;      // original, without hidden characters and soft hyphens
  std::size_t end = 0;   // behind it in the original
  bool joined = false;   // nothing stands between it and the word before
  bool wrapped = false;  // it begins a wrapped line
  bool quoted = false;   // in quotation marks
  bool comma = false;    // a comma follows
  bool stop = false;     // a full stop that may end a sentence follows
};

// A line that was wrapped, not ended: the name goes on in the next one. It is long, and the next
// word would have made it too long.
constexpr std::size_t kWrappedLine = 40;
constexpr std::size_t kFullLine = 54;

bool is_wrap(std::string_view text, std::size_t at, std::size_t column) {
  const std::size_t last = at == 0 ? std::string_view::npos : text.rfind('\n', at - 1);
  const std::size_t width = last == std::string_view::npos ? column + at : at - last - 1;
  const std::size_t next = text.find_first_of(" \n", at + 1);
  const std::size_t word = (next == std::string_view::npos ? text.size() : next) - at;
  return width >= kWrappedLine && word > 1 && width + word >= kFullLine;
}

// "Argus.All": the blank behind a sentence is lost. `at`: behind the full stop. "Amazon.Com" is an
// address.
bool is_glued(std::string_view text, std::size_t at) {
  constexpr std::size_t kShortest = 3;
  std::size_t small = 0;
  std::size_t next = at;
  if (at >= text.size() || at < 3 || !is_lower(static_cast<unsigned char>(text[at - 2])) ||
      !is_upper(next_code_point(text, next))) {
    return false;
  }
  while (next < text.size() && is_lower(next_code_point(text, next))) {
    ++small;
  }
  return small >= kShortest;
}

// Folded away for matching, and yet a part of the name: a tone mark, a nukta.
bool is_accent(char32_t c) {
  constexpr char32_t kLast = 0x2000;  // behind it are marks of emoji and symbols
  return is_word(c) && c < kLast;
}

// A quotation mark between two Hebrew letters stands for gershayim, the sign of an abbreviation.
bool is_gershayim(std::string_view text, std::size_t at) {
  constexpr std::size_t kLetter = 2;
  const auto hebrew = [&](std::size_t letter) {
    if (letter + kLetter > text.size()) {
      return false;
    }
    const char32_t c = next_code_point(text, letter);
    return c >= 0x05D0 && c <= 0x05EA;
  };
  return at >= kLetter && hebrew(at - kLetter) && hebrew(at + 1);
}

// The next word of a name, or a quoted part of it as one word; empty at its end.
Word next_word(std::string_view text, std::size_t& at, bool may_quote, std::size_t column) {
  std::size_t blanks = 0;
  bool wrapped = false;
  while (at < text.size()) {
    const bool wrap = text[at] == '\n' && !wrapped && is_wrap(text, at, column);
    if (text[at] != ' ' && !wrap) {
      break;
    }
    wrapped = wrapped || wrap;
    ++at;
    ++blanks;
  }
  Word word;
  word.end = at;
  word.joined = blanks == 0;
  word.wrapped = wrapped;
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
      if (c == U'\n' && !is_wrap(text, at, column)) {
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
    const bool fraction = c == U'/' && at > 0 && next < text.size() &&
                          is_digit(static_cast<unsigned char>(text[at - 1])) &&
                          is_digit(static_cast<unsigned char>(text[next]));  // "24/7 News"
    const bool joined = fraction || (c == U'"' && is_gershayim(text, at));
    if (close == 0 && (folded == kFoldSpace || (ends_name(c) && !joined))) {
      break;
    }
    at = next;
    if (c == U'.' && is_glued(text, at)) {
      word.stop = true;
      word.end = end;
      return word;
    }
    if (c == U',') {
      word.comma = true;
      break;
    }
    // A joiner within a word is a letter's: without it the name is spelled wrong.
    const bool joiner = (c == 0x200C || c == 0x200D) && !word.text.empty();
    if (folded != kFoldDrop || is_accent(c) || joiner) {
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

bool is_legal_form(const NameWords& words, std::string_view word) {
  std::string folded = fold(word);
  while (!folded.empty() && folded.back() == '.') {
    folded.pop_back();
  }
  return words.form.has(folded);
}

bool is_initial(std::string_view word) {
  std::size_t at = 0;
  return !word.empty() && is_letter(next_code_point(word, at)) && at == word.size();
}

bool may_continue(const NameWords& words, std::string_view word) {
  std::size_t at = 0;
  const char32_t first = next_code_point(word, at);
  if (is_upper(first) || is_digit(first) || first == U'&' || first == U'+' || first == U'-') {
    return true;
  }
  if (is_letter(first) && !is_cased(first)) {
    return true;
  }
  if (words.inner.has(fold(word)) || is_legal_form(words, word)) {
    return true;
  }
  // "eBay", "openDemocracy", "www.apa.at"
  return std::any_of(word.begin() + 1, word.end(), [](char c) { return c >= 'A' && c <= 'Z'; }) ||
         word.find('.') != std::string_view::npos;
}

bool looks_like_address(std::string_view word) {
  return word.find('.') != std::string_view::npos && word.find(' ') == std::string_view::npos;
}

// "2024", "2008-2025", "1998-": folded, so that every dash is one.
bool is_year(std::string_view word) {
  return word.size() >= 4 && (word.starts_with("19") || word.starts_with("20")) &&
         (word.size() == 4 || word[4] == '-') && std::all_of(word.begin(), word.end(), [](char c) {
           return (c >= '0' && c <= '9') || c == '-';
         });
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

// What a word does to the name that is being read.
struct Reading {
  const NameWords& words;
  NamePlace place;
  bool after_company = false;  // the word before is a legal form
  bool after_comma = false;
  bool after_form = false;   // the word before is a legal form with a full stop
  bool begins = true;        // a name or a sentence may begin here
  bool after_inner = false;  // the word before is a small one
  bool titled = false;       // its first word is one of a title: "Our Town Weekly"
};

bool ends_before(const Word& word, std::size_t index, bool before_quote, const Reading& reading) {
  const NameWords& words = reading.words;
  const std::string folded = fold(word.text);
  const bool title = index == 0 && reading.titled;
  if (word.text.empty() ||
      ((reading.begins || word.wrapped) && !title && words.not_first.has(folded)) ||
      (index > 0 && (words.end.has(folded) || words.end_begins.begins(folded))) ||
      is_year(folded)) {
    return true;
  }
  if (!word.quoted && letters_in(word.text) == 0 && word.text != "&" && !has_digit(word.text)) {
    return true;
  }
  const bool quoted = word.quoted || before_quote;
  const bool address = index == 0 && looks_like_address(word.text);
  return (!address && !quoted && !reading.place.lower_case && !may_continue(words, word.text)) ||
         (reading.after_comma && !is_legal_form(words, word.text)) ||
         (reading.after_company && !is_legal_form(words, word.text) && folded != "&");
}

// `comma`: one stands in front of the word, as in "Sons, Ltd.", or a short form, as in "Pvt. Ltd."
bool keeps_stop(const NameWords& words, const Word& word, bool comma) {
  const std::string folded = fold(word.text);
  return word.stop && ((comma && (folded == "ltd" || folded == "pty")) ||
                       words.dotted.has(folded) || is_initial(word.text) || is_dotted(word.text));
}

// "Our Town Weekly": a word of prose begins a title if words in capitals follow it. In a line of
// capitals nothing tells them apart.
bool opens_title(const NameWords& words, std::string_view written) {
  const auto is_title = [](const Word& word) {
    std::size_t at = 0;
    const bool capital = !word.text.empty() && is_upper(next_code_point(word.text, at));
    return capital && (at >= word.text.size() || is_lower(next_code_point(word.text, at)));
  };
  std::size_t at = 0;
  Word word = next_word(written, at, false, 0);
  if (!words.opening.has(fold(word.text)) || !is_title(word)) {
    return false;
  }
  constexpr int kMostInner = 2;
  for (int inner = 0; inner <= kMostInner && !word.stop && !word.comma; ++inner) {
    word = next_word(written, at, false, 0);
    const std::string folded = fold(word.text);
    if (is_title(word) && folded != "a") {
      return word.text.size() > 1 && !words.not_first.has(folded) && !words.end.has(folded);
    }
    if (!words.inner.has(folded) && folded != "&") {
      return false;
    }
  }
  return false;
}

// "Privacy Policy", "Terms & Conditions": a menu follows, not a name.
bool opens_menu(const NameWords& words, std::string_view written) {
  std::size_t at = 0;
  if (!words.end.has(fold(next_word(written, at, false, 0).text))) {
    return false;
  }
  const std::string second = fold(next_word(written, at, false, 0).text);
  const std::string third = fold(next_word(written, at, false, 0).text);
  return words.menu.has(second) ||
         ((second == "&" || words.inner.has(second)) && words.menu.has(third));
}

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

// "Smith, Jones and Brown" is one firm; names of several words are several parties.
bool is_one_word(std::string_view name) {
  return name.find(' ') == std::string_view::npos;
}

}  // namespace

bool has_capitals(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    if (is_upper(next_code_point(text, at))) {
      return true;
    }
  }
  return false;
}

namespace {

// A line, a column of a footer, or a sentence of a script that has its own full stop ends here.
bool ends_line(std::string_view rest) {
  constexpr std::u32string_view kEnds = U"\n|<\u3002\u0589\u0964\u06D4\u104B\u1362\u17D4";
  std::size_t at = 0;
  return kEnds.find(next_code_point(rest, at)) != std::u32string_view::npos;
}

// Many languages write a name's later words small, "Polabsky hlas": one capitalised word and a few
// others up to the end of the line or sentence are one name.
void add_small_words(UnknownName& name,
                     const NameWords& names,
                     std::string_view written,
                     NamePlace place) {
  constexpr std::size_t kMostSmall = 3;
  constexpr std::size_t kBehind = 160;  // bytes behind the name that tell its language
  if (place.lower_case || !is_one_word(name.text) || !has_capitals(name.text) ||
      name.end >= written.size() || written[name.end] != ' ') {
    return;
  }
  std::size_t at = name.end;
  std::string more;
  bool foreign = has_high_bytes(name.text);
  bool form = false;  // the last word is a legal form, which ends a name in any language
  for (std::size_t words = 0; words <= kMostSmall; ++words) {
    const std::size_t before = at;
    const Word word = next_word(written, at, false, place.column);
    const std::string folded = fold(word.text);
    if (word.text.empty()) {
      const bool ends = before >= written.size() || ends_line(written.substr(before));
      foreign = foreign ||
                (before >= written.size() && has_high_letters(place.behind.substr(0, kBehind)));
      if (ends && words > 0 && (foreign || form)) {
        name.text += more;
        name.end = before;
      }
      return;
    }
    if (is_year(folded) && words > 0) {
      // "Nase houby 2026": the year ends the name.
      if (foreign || has_high_letters(written.substr(at, kBehind)) ||
          has_high_letters(place.behind.substr(0, kBehind))) {
        name.text += more;
        name.end = before;
      }
      return;
    }
    if (letters_in(word.text) == 0 || word.joined || names.end.has(folded) ||
        names.not_first.has(folded)) {
      return;
    }
    foreign = foreign || has_high_bytes(word.text);
    more += " " + word.text;
    form = is_legal_form(names, word.text);
    if (word.stop || word.comma) {
      std::size_t behind = at;
      std::string next = next_word(written, behind, false, place.column).text;
      std::string_view rest = written.substr(at);
      if (next.empty()) {
        behind = 0;
        next = next_word(place.behind, behind, false, 0).text;
        rest = place.behind;
      }
      foreign = foreign || (word.stop && (has_high_letters(rest.substr(0, kBehind)) ||
                                          names.behind.has(fold(next))));
      form = is_legal_form(names, word.comma ? next : word.text);
      if ((foreign || form) && (!word.comma || form || is_year(fold(next)))) {
        name.text += more;
        name.end = word.end;
      }
      return;
    }
  }
}

// "Lantern Bay News and the Coast Project" and "Harbour Media Ltd and Bay Weekly" are two parties;
// "Farrow and Holt Publishing" is one firm.
std::vector<std::string> parties_in(const NameWords& names, const std::string& name) {
  for (const std::string_view joint : {" for The ", " and the ", " & the ", " and ", " & "}) {
    const std::size_t at = name.find(joint);
    if (at == std::string::npos) {
      continue;
    }
    const std::string left = name.substr(0, at);
    const bool outlet = joint == " for The ";  // "Jane Doe for The Weekly"
    const std::string right = name.substr(at + joint.size() - (outlet ? 4 : 0));
    std::string last = fold(left.substr(left.rfind(' ') + 1));
    while (!last.empty() && last.back() == '.') {
      last.pop_back();
    }
    const bool article = joint.size() > 5;
    // "Verlag GmbH & Co. KG" goes on with a legal form.
    const bool form = names.form.has(fold(right.substr(0, right.find_first_of(" ."))));
    const bool whole = !form && (article || names.press.has(last) || names.last_form.has(last));
    const bool several = !is_one_word(left.starts_with("The ") ? left.substr(4) : left) &&
                         (article || !is_one_word(right));
    return whole && several ? std::vector<std::string>{left, right}
                            : std::vector<std::string>{name};
  }
  return {name};
}

// "Harbor Post Company Mar 4, 2026": a whole date follows, in either order.
bool opens_date(const NameWords& names, std::string_view written, std::size_t at) {
  const std::string first = fold(next_word(written, at, false, 0).text);
  const std::string second = fold(next_word(written, at, false, 0).text);
  const auto is_day = [](std::string_view word) { return word.size() <= 2 && has_digit(word); };
  const std::string third = fold(next_word(written, at, false, 0).text);
  return ((names.month.has(first) && is_day(second)) ||
          (is_day(first) && names.month.has(second))) &&
         (third.empty() || is_year(third));
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
  const Word form = next_word(written, ++at, false, 0);
  if (is_legal_form(names, form.text)) {
    name.text += std::string(written.substr(name.end, form.end - name.end));
    name.end = form.end;
  }
}

}  // namespace

UnknownName name_at_start(const NameWords& names, std::string_view written, NamePlace place) {
  UnknownName name;
  std::string pending;  // inner words, kept only if the name goes on behind them
  if (opens_menu(names, written)) {
    return {};
  }
  Reading reading{names, place};
  reading.titled = opens_title(names, written);
  const std::size_t most = place.lower_case ? kMaxLowerWords : kMaxNameWords;
  std::size_t at = 0;
  const auto dated = [&](std::size_t words) { return words > 0 && opens_date(names, written, at); };
  for (std::size_t words = 0; words < most && at < kMaxNameBytes && !dated(words); ++words) {
    const Word word = next_word(written, at, true, place.column);
    if (words == 0 && word.text == "the") {
      continue;  // "the Freitech Solutions": the article is the sentence's
    }
    if (ends_before(word, words, quote_follows(written, at), reading)) {
      break;
    }
    // "Valley Weekly on 3 May": a small word leads to a date here, not to more of the name.
    if (reading.after_inner && is_digit(static_cast<unsigned char>(word.text.front()))) {
      break;
    }
    const bool first = pending.empty() && name.text.empty();
    pending += (first || word.joined ? "" : " ") + word.text;
    const std::string folded = fold(word.text);
    const bool initial = word.stop && is_initial(word.text);  // "E. J. Whitlow"
    const bool inner =
        (names.inner.has(folded) && !initial) || folded == "&" || folded == "-" || folded == "+";
    if (!inner) {
      name.text += pending;
      pending.clear();
      name.end = word.end;
      if (keeps_stop(names, word, reading.after_comma || reading.after_form)) {
        name.text += '.';
        ++name.end;  // the full stop belongs to "Inc."
      }
    }
    const bool kept = names.dotted.has(folded) || (words == 0 && is_dotted(word.text));
    if (word.stop && !is_legal_form(names, word.text) && word.text.size() > 2 && !kept) {
      break;
    }
    reading.after_inner = inner && folded != "&" && folded != "-" && folded != "+";
    reading.begins = word.stop;
    reading.after_comma = word.comma;
    reading.after_form = word.stop && names.form.has(folded);
    reading.after_company = !name.text.empty() && names.last_form.has(folded);
    if (word.comma && !inner) {
      pending = ",";
    }
  }
  add_small_words(name, names, written, place);
  add_bracket(name, names, written);
  unquote(name.text);
  // A year alone, a number or a sign is no name.
  if (letters_in(name.text) < 2) {
    return {};
  }
  return name;
}

UnknownNames names_at_start(const NameWords& names, std::string_view written, NamePlace place) {
  UnknownNames list;
  UnknownName next = name_at_start(names, written, place);
  if (next.text.empty()) {
    return list;
  }
  list.end = next.end;
  list.names = parties_in(names, next.text);
  std::vector<std::string> more;
  std::size_t at = next.end;
  while (at + 2 < written.size() && written[at] == ',' && more.size() < 8) {
    ++at;
    while (at < written.size() && (written[at] == ' ' || written[at] == '\n')) {
      ++at;
    }
    bool last = false;
    for (const std::string_view word : {"and ", "& "}) {
      if (written.substr(at).starts_with(word)) {
        at += word.size();
        last = true;
      }
    }
    next = name_at_start(names, written.substr(at), {place.lower_case, 0});
    if (next.text.empty()) {
      return list;
    }
    at += next.end;
    for (const std::string_view joint : {" and ", " & "}) {
      const std::size_t split = last ? std::string::npos : next.text.find(joint);
      if (split != std::string::npos) {
        more.push_back(next.text.substr(0, split));
        next.text.erase(0, split + joint.size());
        last = true;
      }
    }
    more.push_back(next.text);
    if (last) {
      list.end = at;
      const bool firm = is_one_word(list.names[0]) && is_one_word(more.front());
      if (firm) {
        list.names[0] = std::string(written.substr(0, at));
      } else {
        list.names.insert(list.names.end(), more.begin(), more.end());
      }
      return list;
    }
  }
  return list;
}

}  // namespace imprimatur
