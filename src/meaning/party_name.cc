#include "meaning/party_name.h"

#include "meaning/name_tail.h"
#include "meaning/name_word.h"
#include "text/fold.h"

#include <algorithm>
#include <array>
#include <span>
#include <string_view>

namespace imprimatur {
namespace {

constexpr std::size_t kMaxNameWords = 9;
constexpr std::size_t kMaxFirmWords = 18;  // of a name that goes on to its legal form
constexpr std::size_t kMaxNameBytes = 140;
constexpr std::size_t kMaxLowerWords = 4;

bool is_cased(char32_t c) {
  return is_upper(c) || is_lower(c);
}

bool has_digit(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
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
  if (first == U'(' || first == U'\uFF08') {
    return true;  // the form of a company: no other bracket is part of a word
  }
  if (words.inner.has(fold(word)) || is_legal_form(words, word)) {
    return true;
  }
  // "mi1ku", "h24voyages": a letter, a digit and more letters are a handle
  if (is_letter(first) && letters_in(word) > 2 && has_digit(word)) {
    return true;
  }
  // "eBay", "openDemocracy", "www.apa.at"
  return std::any_of(word.begin() + 1, word.end(), [](char c) { return c >= 'A' && c <= 'Z'; }) ||
         word.find('.') != std::string_view::npos;
}

bool looks_like_address(std::string_view word) {
  return word.find('.') != std::string_view::npos && word.find(' ') == std::string_view::npos;
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

// "S.A.U.": letters with full stops between them, whose last one is theirs.
bool is_dotted(std::string_view word) {
  const auto dots = static_cast<std::size_t>(std::count(word.begin(), word.end(), '.'));
  return dots > 0 && letters_in(word) == dots + 1;
}

// A capital and letters written small.
bool is_title_case(std::string_view word) {
  std::size_t at = 0;
  const bool capital = !word.empty() && is_upper(next_code_point(word, at));
  return capital && at < word.size() && is_lower(next_code_point(word, at));
}

// "(Acme Yapi) San. ve Tic. Ltd. Sti.", "(Rossi Ricerche) e servizi srl": what follows goes on to
// the legal form. `small`: by words written small alone, else by capitals and short words.
bool leads_to_form(const NameWords& words, std::string_view written, std::size_t at, bool small) {
  constexpr std::size_t kFewestLetters = 3;  // shorter forms are also words
  constexpr std::size_t kMostShort = 4;      // letters of what is shortened
  const std::size_t most = small ? 3 : 8;
  for (std::size_t i = 0; i <= most; ++i) {
    const NameWord word = next_word(written, at, false, 0);
    const std::string folded = fold(word.text);
    const std::size_t letters = letters_in(word.text);
    const bool inner = words.inner.has(folded) || folded == "&";
    if ((i > 0 || !small) && letters >= kFewestLetters && (!small || letters <= kMostShort) &&
        is_legal_form(words, word.text)) {
      return true;
    }
    const bool form = words.form.has(folded);
    const bool fits = small ? !has_capitals(word.text) : inner || form || has_capitals(word.text);
    if (word.text.empty() || word.comma || !fits || words.end.has(folded) ||
        (!inner && words.not_first.has(folded)) || is_year(words, folded) ||
        (word.stop && !form && (small || letters > kMostShort))) {
      return false;
    }
  }
  return false;
}

// Vietnamese writes each syllable as a word: letters that no other language has.
bool has_vietnamese(std::string_view text) {
  constexpr char32_t kFirst = 0x1EA0;
  constexpr char32_t kLast = 0x1EF9;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = next_code_point(text, at);
    if (c >= kFirst && c <= kLast) {
      return true;
    }
  }
  return false;
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
  bool after_title = false;  // the word before is one of a person's, "Dr."
  bool to_form = false;      // words written small lead to the legal form
};

bool ends_before(const NameWord& word,
                 std::size_t index,
                 bool before_quote,
                 const Reading& reading) {
  const NameWords& words = reading.words;
  std::string folded = fold(word.text);
  while (folded.size() > 1 && folded.back() == '-') {
    folded.pop_back();  // "Copyright- X"
  }
  const bool title = index == 0 && reading.titled;
  if (word.text.empty() ||
      ((reading.begins || (word.wrapped && !words.inner.has(folded))) && !title &&
       words.not_first.has(folded)) ||
      (index > 0 && (words.end.has(folded) || words.end_begins.begins(folded))) ||
      is_year(words, folded)) {
    return true;
  }
  if (!word.quoted && !reading.to_form && letters_in(word.text) == 0 && word.text != "&" &&
      !has_digit(word.text)) {
    return true;
  }
  const bool quoted = word.quoted || before_quote;
  const bool address = index == 0 && looks_like_address(word.text);
  const bool degree = reading.after_title && word.stop;  // "Dr. med. Jane Doe"
  return (!address && !quoted && !degree && !reading.place.lower_case && !reading.to_form &&
          !may_continue(words, word.text)) ||
         (reading.after_comma && !is_legal_form(words, word.text)) ||
         (reading.after_company && !is_legal_form(words, word.text) && folded != "&");
}

// `comma`: one stands in front of the word, as in "Sons, Ltd.", or a short form, as in "Pvt. Ltd."
bool keeps_stop(const NameWords& words, const NameWord& word, bool comma) {
  const std::string folded = fold(word.text);
  return word.stop && ((comma && (folded == "ltd" || folded == "pty")) ||
                       words.dotted.has(folded) || is_initial(word.text) || is_dotted(word.text));
}

// "Our Town Weekly": a word of prose begins a title if words in capitals follow it. In a line of
// capitals nothing tells them apart.
bool opens_title(const NameWords& words, std::string_view written) {
  const auto is_title = [](const NameWord& word) {
    std::size_t at = 0;
    const bool capital = !word.text.empty() && is_upper(next_code_point(word.text, at));
    return capital && (at >= word.text.size() || is_lower(next_code_point(word.text, at)));
  };
  std::size_t at = 0;
  NameWord word = next_word(written, at, false, 0);
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

bool has_cased(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    if (is_cased(next_code_point(text, at))) {
      return true;
    }
  }
  return false;
}

namespace {

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

// Nothing more of a name can stand at `at`: an end, a sign or a year.
bool stops_at(const NameWords& names, std::string_view written, std::size_t at) {
  const std::size_t next = written.find_first_not_of(' ', at);
  if (next == std::string_view::npos || written[next] == '\n') {
    return true;
  }
  const NameWord word = next_word(written, at, true, 0);
  return word.text.empty() || is_year(names, fold(word.text));
}

// "Harbor Post Company Mar 4, 2026": a whole date follows, in either order.
bool opens_date(const NameWords& names, std::string_view written, std::size_t at) {
  const std::string first = fold(next_word(written, at, false, 0).text);
  const std::string second = fold(next_word(written, at, false, 0).text);
  const auto is_day = [](std::string_view word) { return word.size() <= 2 && has_digit(word); };
  const std::string third = fold(next_word(written, at, false, 0).text);
  return ((names.month.has(first) && is_day(second)) ||
          (is_day(first) && names.month.has(second))) &&
         (third.empty() || is_year(names, third));
}

// "SCHOOL OF GEN Z.": in a line of capitals a last letter is no initial, and its full stop ends the
// sentence. "Barrow, J. K." and "Barrow K." keep theirs.
void drop_stop(UnknownName& name) {
  const std::size_t blank = name.text.rfind(' ');
  if (!name.text.ends_with('.') || blank == std::string::npos || name.text.size() - blank != 3) {
    return;
  }
  std::size_t capitals = 0;
  for (std::size_t at = 0; at < blank;) {
    const char32_t c = next_code_point(name.text, at);
    if (is_lower(c) || c == U'.') {
      return;
    }
    capitals += is_upper(c) ? 1U : 0U;
  }
  if (capitals > 1) {
    name.text.pop_back();
    --name.end;
  }
}

// "R o m a": letters with blanks between them, of which a later one is written small.
UnknownName spaced_letters(std::string_view written) {
  constexpr std::size_t kFewest = 4;
  UnknownName name;
  std::size_t letters = 0;
  bool small = false;
  for (std::size_t at = 0; at < written.size();) {
    std::size_t next = at;
    const char32_t c = next_code_point(written, next);
    const bool alone = next == written.size() ||
                       std::string_view(" \n.,|").find(written[next]) != std::string_view::npos;
    if (!is_letter(c) || !alone || (letters == 0 && !is_upper(c))) {
      break;
    }
    small = small || (letters > 0 && is_lower(c));
    ++letters;
    append_utf8(name.text, c);
    name.end = next;
    if (next == written.size() || written[next] != ' ') {
      break;
    }
    at = next + 1;
  }
  return small && letters >= kFewest ? name : UnknownName{};
}

// How many words stand up to the end of the line or sentence if all are of a script without
// capitals, where no word says that a name is over; 0 if there are others or it is too far.
std::size_t uncased_words(std::string_view written, const NamePlace& place) {
  std::size_t at = 0;
  for (std::size_t words = 0; words <= kMaxNameWords; ++words) {
    const NameWord word = next_word(written, at, true, place.column);
    if (word.text.empty()) {
      const bool ends =
          word.end < written.size() || place.behind.empty() || place.behind.front() == '\n';
      return ends ? words : 0;
    }
    std::size_t letter = 0;
    const char32_t first = next_code_point(word.text, letter);
    if (!is_letter(first) || is_cased(first)) {
      return 0;
    }
    if (word.stop) {
      return words + 1;
    }
  }
  return 0;
}

}  // namespace

UnknownName name_at_start(const NameWords& names, std::string_view written, NamePlace place) {
  UnknownName name;
  std::string pending;  // inner words, kept only if the name goes on behind them
  if (opens_menu(names, written)) {
    return {};
  }
  if (UnknownName spaced = spaced_letters(written); !spaced.text.empty()) {
    return spaced;
  }
  Reading reading{names, place};
  reading.titled = opens_title(names, written);
  const std::size_t most =
      place.lower_case ? std::max(kMaxLowerWords, uncased_words(written, place)) : kMaxNameWords;
  std::size_t at = 0;
  const auto dated = [&](std::size_t words) { return words > 0 && opens_date(names, written, at); };
  const auto goes_on = [&](std::size_t words) {
    return words < most ||
           (words < kMaxFirmWords && !place.lower_case &&
            (has_vietnamese(name.text) || leads_to_form(names, written, at, false)));
  };
  for (std::size_t words = 0; goes_on(words) && at < kMaxNameBytes && !dated(words); ++words) {
    const std::size_t word_begin = at;
    const NameWord word = next_word(written, at, true, place.column);
    const bool number = word.stop && letters_in(word.text) == 0 && word.text.size() <= 2;
    if (words == 0 && (word.text == "the" || (number && has_digit(word.text)))) {
      continue;  // "the Freitech Solutions", "3. Freitech": the article is the sentence's
    }
    if (reading.after_inner && !name.text.empty() && names.others.has(fold(word.text))) {
      name.text += pending + " " + word.text + (word.stop ? "." : "");
      name.end = word.end + (word.stop ? 1U : 0U);
      return name;
    }
    const bool plain = words > 0 && !name.text.empty() && !has_capitals(word.text);
    const bool syllable = plain && !word.text.empty() && has_cased(word.text) &&
                          has_vietnamese(name.text) && !place.lower_case;
    // "Bay Mentor - Harbour Yapi Ltd.": a dash between a brand and its firm.
    const bool dash = word.text == "-" && leads_to_form(names, written, at, false);
    reading.to_form =
        dash || (plain && (syllable || leads_to_form(names, written, word_begin, true)));
    if (ends_before(word, words, quote_follows(written, at), reading)) {
      break;
    }
    // "Valley Weekly on 3 May": a small word leads to a date here, not to more of the name.
    if (reading.after_inner && is_digit(static_cast<unsigned char>(word.text.front()))) {
      break;
    }
    std::size_t letter = 0;
    const char32_t head = next_code_point(word.text, letter);
    const bool degree = reading.after_title && word.stop && is_lower(head);
    const bool first = pending.empty() && name.text.empty();
    pending += (first || word.joined ? "" : " ") + word.text;
    const std::string folded = fold(word.text);
    const bool initial = word.stop && is_initial(word.text);  // "E. J. Whitlow"
    // "Baker Pro.": in capitals and last it is no small word.
    const bool ends = word.stop || word.comma || stops_at(names, written, at);
    const bool last = initial || (ends && words > 0 && is_upper(head));
    // "Dr. Ir. Barrow": a title, though small it is a word of another language.
    const bool title = word.stop && is_upper(head) && names.dotted.has(folded);
    const bool whole = has_vietnamese(name.text) && is_upper(head);  // a syllable of its own
    const bool inner = syllable || (names.inner.has(folded) && !last && !title && !whole) ||
                       folded == "&" || folded == "-" || folded == "+";
    constexpr std::size_t kMostShort = 4;
    const bool shortened = word.stop && is_title_case(word.text) && words > 0 &&
                           letters_in(word.text) <= kMostShort &&
                           leads_to_form(names, written, at, false);
    if (!inner || (syllable && ends)) {
      name.text += pending;
      pending.clear();
      name.end = word.end;
      if (degree || shortened ||
          keeps_stop(names, word, reading.after_comma || reading.after_form)) {
        name.text += '.';
        ++name.end;  // the full stop belongs to "Inc."
      }
    }
    if (inner && word.stop && names.dotted.has(folded)) {
      pending += '.';
    }
    const bool kept =
        degree || shortened || names.dotted.has(folded) || (words == 0 && is_dotted(word.text));
    if (word.stop && !is_legal_form(names, word.text) && word.text.size() > 2 && !kept) {
      break;
    }
    reading.after_inner = inner && folded != "&" && folded != "-" && folded != "+";
    reading.begins = word.stop && !shortened;
    reading.after_comma = word.comma;
    reading.after_form = word.stop && names.form.has(folded);
    reading.after_title =
        degree || (word.stop && names.dotted.has(folded) && !names.form.has(folded));
    reading.after_company = !name.text.empty() && names.last_form.has(folded);
    if (word.comma && !inner) {
      pending = ",";
    }
  }
  drop_stop(name);
  while (name.text.ends_with('-') && name.text.size() > 1) {
    name.text.pop_back();  // "--by Bay Weekly--"
    --name.end;
  }
  add_tail(name, names, written, place);
  unquote(name.text);
  trim_tail(name, names, written);
  // A year alone, a number or a sign is no name, nor is what stands in a menu or means anybody.
  const std::string whole = fold(name.text);
  if (letters_in(name.text) < 2 || names.nav.has(whole) || names.unnamed.has(whole) ||
      names.nobody.has(whole)) {
    return {};
  }
  return name;
}

namespace {

// "<a@example.org> and ": an address behind a name and what joins another one; 0 if there is none.
std::size_t behind_address(std::string_view written, std::size_t at) {
  constexpr std::size_t kLongest = 60;
  if (at + 1 >= written.size() || written[at] != ' ' ||
      (written[at + 1] != '<' && written[at + 1] != '(')) {
    return 0;
  }
  const std::size_t end = written.find_first_of(">)\n", at);
  if (end == std::string_view::npos || end - at > kLongest || written[end] == '\n' ||
      written.substr(at, end - at).find('@') == std::string_view::npos) {
    return 0;
  }
  for (const std::string_view joint : {", and ", " and ", " & ", ", "}) {
    if (written.substr(end + 1).starts_with(joint)) {
      return end + 1 + joint.size();
    }
  }
  return 0;
}

// "1999 Jane Doe and 2002, 2003 John Roe": a small word, years, and another name; 0 if not.
std::size_t behind_years(const NameWords& names, std::string_view written, std::size_t at) {
  const NameWord joint = next_word(written, at, false, 0);
  if (!names.inner.has(fold(joint.text))) {
    return 0;
  }
  std::size_t years = 0;
  for (;; ++years) {
    std::size_t next = at;
    if (!is_year(names, fold(next_word(written, next, false, 0).text))) {
      break;
    }
    at = next;
  }
  at = std::min(written.find_first_not_of(" \n", at), written.size());
  return years > 0 ? at : 0;
}

}  // namespace

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
  // "Jane Doe <a@example.org> and John Roe <b@example.org>"
  for (std::size_t joint = std::max(behind_address(written, at), behind_years(names, written, at));
       joint != 0 && more.size() < 8;
       joint = std::max(behind_address(written, at), behind_years(names, written, at))) {
    next = name_at_start(names, written.substr(joint), {place.lower_case, 0});
    if (next.text.empty()) {
      return list;
    }
    at = list.end = joint + next.end;
    list.names.push_back(next.text);
  }
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
