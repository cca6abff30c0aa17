#include "meaning/run_together.h"

#include "text/fold.h"
#include "text/span.h"

#include <algorithm>
#include <array>
#include <vector>

namespace imprimatur {
namespace {

// A shorter line is one that somebody set.
constexpr std::size_t kLong = 130;
// "SAN JOSE, Costa Rica, 18 de noviembre de 2026": words and bytes of a place and a date.
constexpr std::size_t kPlaceWords = 8;
constexpr std::size_t kPlaceBytes = 56;
constexpr std::size_t kCapitalWords = 4;
constexpr std::size_t kAgencyBytes = 40;
// Capital letters of a line like "NOT FOR REPUBLICATION"; a place alone has fewer.
constexpr std::size_t kShoutBegins = 8;
constexpr std::size_t kShoutEnds = 14;
// A text this long is an article, not a notice of three sentences.
constexpr std::size_t kArticle = 240;
// So many sentences at the end may each be a line: "(c) X. All rights reserved. Used with
// permission."
constexpr std::size_t kTailSentences = 1;
// A piece behind the last full stop may begin in lower case: "… in January. mei/dpa".
constexpr std::size_t kShortPiece = 60;
// "--IANS rs/uk" joined to the last sentence.
constexpr std::size_t kShortSignature = 24;
// What has no full stop at its end is no sentence: "(PAP) abc/ def/", "Source: Island Press".
constexpr std::size_t kUnfinishedPiece = 160;

struct Word {
  Span span;
  std::size_t uppers = 0;
  bool upper = false;     // begins with a capital letter
  bool capitals = false;  // three capital letters or more, and no small one
  bool number = false;
  bool lower = false;     // begins with a small letter
  bool smalls = false;    // has a small letter
  bool caseless = false;  // letters of a script without cases
};

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

Word word_at(std::string_view text, Span span) {
  Word word;
  word.span = span;
  std::size_t upper = 0;
  std::size_t lower = 0;
  bool first = true;
  for (std::size_t at = span.begin; at < span.end;) {
    const std::size_t begin = at;
    const char32_t c = next_code_point(text, at);
    const bool letter = c >= 0x80 || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (!letter && !is_digit(text[begin])) {
      continue;
    }
    upper += is_upper(c) ? 1U : 0U;
    lower += is_lower(c) ? 1U : 0U;
    if (first) {
      first = false;
      word.number = is_digit(text[begin]);
      word.upper = is_upper(c);
      word.lower = is_lower(c);
      word.caseless = letter && !word.upper && !word.lower;
    }
  }
  word.uppers = upper;
  word.smalls = lower > 0;
  word.capitals = upper >= 3 && lower == 0;
  return word;
}

// The word that ends at `end`, empty at the beginning of `line`.
Span word_before(std::string_view text, Span line, std::size_t end) {
  std::size_t begin = end;
  while (begin > line.begin && text[begin - 1] != ' ') {
    --begin;
  }
  return {begin, end};
}

// Where the place and the date in front of `sign` begin: "… strong protection Havana, Nov 18 (".
// `sign` itself if no place stands there.
// In front of a dash the agency itself may stand last: "Tehran, IRNA - ".
std::size_t place_before(std::string_view text, Span line, std::size_t sign, bool dash) {
  std::size_t place = sign;
  std::size_t end = sign;
  std::size_t words = 0;
  std::size_t capitals = 0;
  bool small = false;  // a month in small letters, waiting for its number
  bool number = false;
  while (end > line.begin && words < kPlaceWords) {
    if (text[end - 1] == ' ') {
      --end;
      continue;
    }
    const Word word = word_at(text, word_before(text, line, end));
    if (sign - word.span.begin > kPlaceBytes) {
      break;
    }
    ++words;
    if (word.lower) {
      // "5 stycznia", "18 de noviembre de 2026": small letters only between numbers and the place.
      if (words > 1 && !number && !small) {
        break;
      }
      small = true;
    } else if (word.number) {
      small = false;
      number = true;
    } else if (word.upper) {
      if (small || (capitals > 0 && !word.capitals) || capitals == kCapitalWords) {
        break;
      }
      capitals += word.capitals && !(dash && words == 1) ? 1U : 0U;
      place = word.span.begin;
    } else if (word.caseless && !dash) {
      place = word.span.begin;
      number = true;  // numbers and months of these scripts look like words
      if (words == 5) {
        break;
      }
    } else {
      break;
    }
    end = word.span.begin;
  }
  return place;
}

bool starts_with_dash(std::string_view text) {
  return text.starts_with("- ") || text.starts_with("--") || text.starts_with("\xE2\x80\x93") ||
         text.starts_with("\xE2\x80\x94");
}

// "(Reuters)", "/TASS/", "[AP]": a short name between brackets or slashes.
bool opens_agency(std::string_view text) {
  const std::string_view open = "([/";
  const std::string_view close = ")]/";
  const std::size_t kind = text.empty() ? std::string_view::npos : open.find(text.front());
  if (kind == std::string_view::npos) {
    return false;
  }
  const std::size_t end = text.substr(0, kAgencyBytes).find(close[kind], 1);
  return end != std::string_view::npos && end > 2 &&
         text.substr(0, end).find('\n') == std::string_view::npos;
}

// What stands behind the dash of a bracket: "(Bloomberg) -- The" leads, "(AP) - stale" goes on.
enum class Behind { nothing, lead, prose };

Behind behind_bracket(std::string_view text, std::size_t bracket) {
  std::size_t at = text.find_first_of(")]/", bracket + 1);
  if (at == std::string_view::npos) {
    return Behind::nothing;
  }
  at += at + 1 < text.size() && text[at + 1] == ' ' ? 2U : 1U;
  if (at >= text.size() || !starts_with_dash(text.substr(at))) {
    return Behind::nothing;
  }
  const std::size_t next = text.find(' ', at);
  const bool lower =
      next == std::string_view::npos ||
      word_at(text, {next + 1, std::min(text.find(' ', next + 1), text.size())}).lower;
  return lower ? Behind::prose : Behind::lead;
}

bool is_wide(char32_t c) {
  return (c >= 0x3000 && c <= 0x9FFF) || (c >= 0xFF00 && c <= 0xFF60);
}

// Ideographic text has no blanks within a sentence, so one between two longer runs was a line
// break. "クリエイティブ・コモンズ 表示 4.0 国際" has short ones.
bool parts_wide(std::string_view text, Span line, std::size_t blank) {
  constexpr std::size_t kRun = 6;
  std::size_t before = 0;
  for (std::size_t end = blank; before < kRun && end > line.begin; ++before) {
    std::size_t begin = end - 1;
    while (begin > line.begin && (static_cast<unsigned char>(text[begin]) & 0xC0U) == 0x80U) {
      --begin;
    }
    std::size_t at = begin;
    if (!is_wide(next_code_point(text, at))) {
      return false;
    }
    end = begin;
  }
  std::size_t behind = 0;
  for (std::size_t at = blank + 1; behind < kRun && at < line.end; ++behind) {
    if (!is_wide(next_code_point(text, at))) {
      return false;
    }
  }
  return before == kRun && behind == kRun;
}

// True if a full stop at `at` ends a sentence rather than an abbreviation.
bool ends_sentence(std::string_view text, std::size_t at) {
  const char c = text[at];
  if (c == '!' || c == '?') {
    return true;
  }
  if (c != '.') {
    return false;
  }
  std::size_t begin = at;
  while (begin > 0 && !is_space(text[begin - 1])) {
    --begin;
  }
  const std::string_view word = text.substr(begin, at - begin);
  const bool abbreviation = word.find('.') != std::string_view::npos || word.size() < 3;
  const char last = word.empty() ? ' ' : word.back();
  return last == ')' || last == '"' || is_digit(last) || !abbreviation;
}

// Headline and lead, in which a dateline or a byline may stand: to the end of the first sentence.
Span lead_of(std::string_view text, Span line) {
  const std::size_t limit = std::min(line.end, line.begin + kRunTogetherHead);
  for (std::size_t at = line.begin + 1; at + 1 < limit; ++at) {
    const char before = text[at - 1];
    if (text[at + 1] == ' ' && before >= 'a' && before <= 'z' && ends_sentence(text, at) &&
        at - word_before(text, line, at).begin > 3) {
      return {line.begin, at};
    }
  }
  return {line.begin, limit};
}

// "… strong protection EMBARGOED UNTIL 00:01 GMT, 1 DECEMBER 2026 An experimental …"
void break_shouts(std::string_view text, Span line, std::vector<std::size_t>& breaks) {
  const std::size_t limit = lead_of(text, line).end;
  Span run;  // from the first capitals to the end of the last
  std::size_t letters = 0;
  for (std::size_t at = line.begin; at < limit;) {
    const Word word = word_at(text, {at, std::min(text.find(' ', at), line.end)});
    const bool goes_on = !word.smalls && !word.caseless && (word.number || word.uppers > 0);
    if (goes_on && (!run.empty() || word.capitals)) {
      run = {run.empty() ? at : run.begin, word.capitals || word.number ? word.span.end : run.end};
      letters += word.uppers;
    } else if (!goes_on && !run.empty()) {
      if (letters >= kShoutBegins && run.begin > line.begin) {
        breaks.push_back(run.begin - 1);
      }
      const char next = run.end + 1 < line.end ? text[run.end + 1] : '(';
      if (letters >= kShoutEnds && text[run.end - 1] != ',' && next != '(' && next != '/' &&
          next != '-' && next != '\xE2') {
        breaks.push_back(run.end);
      }
      run = {};
      letters = 0;
    }
    at = word.span.end + 1;
  }
}

void break_head(std::string_view text, Span line, bool alone, std::vector<std::size_t>& breaks) {
  const std::size_t end = lead_of(text, line).end;
  for (std::size_t at = line.begin + 1; at < end; ++at) {
    if (text[at - 1] != ' ') {
      continue;
    }
    if (alone && parts_wide(text, line, at - 1)) {
      breaks.push_back(at - 1);
    }
    const bool bracket = opens_agency(text.substr(at));
    const char behind = at >= 2 ? text[at - 2] : ' ';
    if (!bracket &&
        (!starts_with_dash(text.substr(at)) || behind == ')' || behind == ']' || behind == '/')) {
      continue;
    }
    const std::size_t place = place_before(text, line, at, !bracket);
    const Behind behind_it = bracket ? behind_bracket(text, at) : Behind::nothing;
    if (behind_it == Behind::prose) {
      continue;
    }
    // A headline has no full stop at its end; a sentence before "SPA -- that is a form of company"
    // does.
    const bool sentence = place >= 2 && ends_sentence(text, place - 2);
    // "… at spring cut (Bloomberg) -- The central bank": without a place the dash must tell it.
    const bool placed = place < at || behind_it == Behind::lead;
    if (place > line.begin && placed && (bracket || !sentence)) {
      breaks.push_back(place - 1);
    }
  }
}

// "… hospitals By Orla Penhale, PA A strike …": the author's words in front of an agency begin
// where this says; npos if nothing in front of it looks like a byline.
std::size_t byline_before(std::string_view text, Span line, Span name, const WordSet& by) {
  std::size_t end = name.begin;
  for (std::size_t words = 0; words < kPlaceWords && end > line.begin; ++words) {
    while (end > line.begin && text[end - 1] == ' ') {
      --end;
    }
    const Span span = word_before(text, line, end);
    const Word word = word_at(text, span);
    if (name.begin - span.begin > 2 * kPlaceBytes) {
      break;
    }
    if (!word.lower && by.has(fold(text.substr(span.begin, span.size())))) {
      return span.begin;
    }
    end = span.begin;
  }
  // "Jane Roe, Bloomberg News": a capitalised name and a sign that parts it from its agency.
  std::size_t sign = name.begin;
  while (sign > line.begin && text[sign - 1] == ' ') {
    --sign;
  }
  if (sign > line.begin && (text[sign - 1] == ',' || text[sign - 1] == '|')) {
    const std::size_t place = place_before(text, line, name.begin, false);
    return place < name.begin ? place : std::string_view::npos;
  }
  return std::string_view::npos;
}

void break_bylines(std::string_view text,
                   Span line,
                   const WordSet& by,
                   const FindNames& names,
                   std::vector<std::size_t>& breaks) {
  for (const Span name : names(lead_of(text, line))) {
    const std::size_t begin = byline_before(text, line, name, by);
    if (begin == std::string_view::npos) {
      continue;
    }
    if (begin > line.begin) {
      breaks.push_back(begin - 1);
    }
    if (name.end + 1 < line.end && text[name.end] == ' ' &&
        !word_at(text, {name.end + 1, std::min(text.find(' ', name.end + 1), line.end)}).lower) {
      breaks.push_back(name.end);
    }
  }
}

bool begins_notice(std::string_view text) {
  constexpr std::array<std::string_view, 4> kSigns = {"\xC2\xA9", "(c)", "(C)", "Copyright"};
  return std::any_of(
      kSigns.begin(), kSigns.end(), [&](std::string_view sign) { return text.starts_with(sign); });
}

bool ends_wide(std::string_view text) {
  // Ideographic full stop, danda, Arabic question mark, Urdu full stop, closing quotation mark.
  constexpr std::array<std::string_view, 5> kStops = {
      "\xE3\x80\x82", "\xE0\xA5\xA4", "\xD8\x9F", "\xDB\x94", "\xE2\x80\x9D"};
  return std::any_of(
      kStops.begin(), kStops.end(), [&](std::string_view stop) { return text.ends_with(stop); });
}

// "… longer.Copyright 2026 …": where elements of a page were joined, the stop itself has the room
// for the break. "europapress.es", "Booking.Com" and "U.S.A" have none.
bool glued(std::string_view text, Span line, std::size_t at) {
  const char stop = text[at];
  if (at < line.begin + 4 || at + 2 >= line.end || (stop != '.' && stop != '!' && stop != '?')) {
    return false;
  }
  std::size_t word = text[at - 1] == '"' || text[at - 1] == ')' ? at - 1 : at;
  const std::size_t end = word;
  while (word > line.begin && text[word - 1] >= 'a' && text[word - 1] <= 'z') {
    --word;
  }
  const bool whole = word == line.begin || text[word - 1] == ' ' || text[word - 1] == '-' ||
                     text[word - 1] == '(' || text[word - 1] == '"' || text[word - 1] == '\'';
  std::size_t next = at + 1;
  const std::string_view rest = text.substr(next, line.end - next);
  if (begins_notice(rest)) {
    return true;
  }
  if (!whole || end - word < 2) {
    return false;
  }
  if (rest.front() == '(' || is_upper(next_code_point(text, next))) {
    return true;
  }
  // "… six hours.==Kyodo", "… by noon.mei/dpa"
  return rest.size() <= kShortSignature && rest.find(' ') == std::string_view::npos;
}

struct Surroundings {
  bool alone = false;  // the line is all there is, so that its sentences may have been lines
  const FindNames& names;
};

void break_tail(std::string_view text,
                Span line,
                const Surroundings& around,
                std::vector<std::size_t>& breaks) {
  const bool alone = around.alone;
  const std::size_t reach = std::min(line.size(), kRunTogetherTail);
  const std::size_t first = line.end - reach;
  const bool finished = ends_sentence(text, line.end - 1) || ends_wide(text.substr(0, line.end));
  std::size_t taken = 0;
  for (std::size_t at = line.end - 1; at > first + 1; --at) {
    const bool joined = glued(text, line, at);
    if (text[at] != ' ' && !joined) {
      continue;
    }
    if (alone && !joined && parts_wide(text, line, at)) {
      breaks.push_back(at);
      continue;
    }
    std::size_t stop = at - 1;
    while (stop > first && (text[stop] == '"' || text[stop] == ')' || text[stop] == ']')) {
      --stop;
    }
    if (!joined && !ends_wide(text.substr(first, at - first)) && !ends_sentence(text, stop)) {
      continue;
    }
    const std::string_view rest = text.substr(at + 1, line.end - at - 1);
    const Word next = word_at(text, {at + 1, std::min(text.find(' ', at + 1), line.end)});
    if (next.lower && rest.size() > kShortPiece) {
      continue;
    }
    const bool piece = taken == 0 && !finished && rest.size() <= kUnfinishedPiece &&
                       (rest.front() == '(' || rest.find(':') != std::string_view::npos ||
                        !around.names({at + 1, line.end}).empty());
    if (piece || begins_notice(rest) ||
        (alone && line.size() >= kArticle && taken < kTailSentences)) {
      breaks.push_back(at);
    }
    ++taken;
  }
}

Span trimmed(std::string_view text, Span line) {
  while (!line.empty() && is_space(text[line.begin])) {
    ++line.begin;
  }
  while (!line.empty() && is_space(text[line.end - 1])) {
    --line.end;
  }
  return line;
}

}  // namespace

std::string restore_breaks(std::string_view text, const WordSet& by, const FindNames& names) {
  const Span whole = trimmed(text, {0, text.size()});
  if (whole.size() < kLong || text.size() > kRunTogetherMost) {
    return {};
  }
  const Span head = trimmed(text, {whole.begin, std::min(text.find('\n', whole.begin), whole.end)});
  const std::size_t before = text.substr(0, whole.end).rfind('\n');
  const Span tail = trimmed(text, {before == std::string_view::npos ? 0 : before + 1, whole.end});
  std::vector<std::size_t> breaks;
  if (head.size() >= kLong) {
    break_head(text, head, head == tail, breaks);
    break_shouts(text, head, breaks);
    break_bylines(text, head, by, names, breaks);
  }
  if (tail.size() >= kLong) {
    break_tail(text, tail, {head == tail, names}, breaks);
  }
  if (breaks.empty()) {
    return {};
  }
  std::string restored(text);
  for (const std::size_t at : breaks) {
    if (std::string_view(" .!?").find(restored[at]) != std::string_view::npos) {
      restored[at] = '\n';
    }
  }
  return restored;
}

}  // namespace imprimatur
