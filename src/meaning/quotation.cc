#include "meaning/quotation.h"

#include "text/fold.h"
#include "text/look_alike.h"

#include <algorithm>
#include <array>

namespace imprimatur {
namespace {

// A quotation is at most this long, and its frame at least this long, in bytes.
constexpr std::size_t kQuotationReach = 700;
constexpr std::size_t kFrameBytes = 12;

// Keys of JSON that hold texts, as they end.
constexpr std::array<std::string_view, 8> kTexts = {
    "text\"", "content\"", "body\"", "article\"", "story\"", "html\"", "output\"", "completion\""};

bool opens(std::string_view text, std::size_t at) {
  const std::size_t mark = at > 0 && text[at - 1] == '\\' ? at - 1 : at;  // \" in a literal
  const char before = mark == 0 ? ' ' : text[mark - 1];
  const char after = at + 1 < text.size() ? text[at + 1] : ' ';
  const bool blank_before = before == ' ' || before == '\n' || before == '(' || before == '[' ||
                            before == '-' || (static_cast<unsigned char>(before) & 0x80U) != 0 ||
                            before == ':' || before == ',' || (before == '"' && mark < at);
  return blank_before && std::string_view(" \n.,;:!?)").find(after) == std::string_view::npos;
}

// Of troff (.\") and of Vim (a mark, then a blank) at the beginning of a line.
bool is_comment_sign(std::string_view shadow, std::size_t at) {
  const auto begins = [&](std::size_t place) { return place == 0 || shadow[place - 1] == '\n'; };
  const bool troff = at >= 2 && shadow[at - 1] == '\\' &&
                     (shadow[at - 2] == '.' || shadow[at - 2] == '\'') && begins(at - 2);
  return troff || (begins(at) && at + 1 < shadow.size() && shadow[at + 1] == ' ');
}

bool is_word_byte(std::string_view text, std::size_t at) {
  const auto byte = static_cast<unsigned char>(at < text.size() ? text[at] : ' ');
  return (byte >= 'a' && byte <= 'z') || byte >= 0x80U;
}

// The end of "key: " or "key = " at the beginning of the line that `at` stands in, npos if there is
// none: one word, as data files name what they hold.
std::size_t behind_key(std::string_view shadow, std::size_t at) {
  constexpr std::size_t kLeast = 3;
  constexpr std::size_t kMost = 40;
  const std::size_t line = at == 0 ? std::string_view::npos : shadow.rfind('\n', at - 1);
  std::size_t begin = line == std::string_view::npos ? 0 : line + 1;
  begin += shadow.substr(begin, 2) == "- " ? 2U : 0U;
  std::size_t end = begin;
  while (end < shadow.size() && (is_word_byte(shadow, end) || shadow[end] == '_' ||
                                 shadow[end] == '-' || shadow[end] == '.')) {
    ++end;
  }
  if (end < begin + kLeast || end > begin + kMost) {
    return std::string_view::npos;
  }
  for (const std::string_view sign : {": ", " = ", "=", " : "}) {
    if (shadow.substr(end, sign.size()) == sign) {
      return end + sign.size();
    }
  }
  const std::string_view key = shadow.substr(begin, end - begin);
  return shadow.substr(end, 1) == " " && (key == "msgstr" || key == "msgid")
             ? end + 1
             : std::string_view::npos;
}

char at_or_blank(std::string_view shadow, std::size_t at) {
  return at < shadow.size() ? shadow[at] : ' ';
}

// True if the marks hold a cell of a table with separators (RFC 4180) or of a row of values
// ("(1,'…',2)"), where they quote nobody: what stands before the first or behind the last is the
// separator alone, which no prose writes.
bool holds_cell(std::string_view shadow, std::size_t open, std::size_t close) {
  const auto separates = [](char c) { return c == ',' || c == ';'; };
  const char first = open == 0 ? '\n' : shadow[open - 1];
  const char last = close + 1 < shadow.size() ? shadow[close + 1] : '\n';
  const char next = at_or_blank(shadow, close + 2);
  const bool behind = separates(last) && next != ' ' && next != '\n';
  return (separates(first) || first == '\n' || first == '(') &&
         (behind || last == '\n' || last == ')') && (separates(first) || behind);
}

// True if the marks hold a value of JSON ("key": "…"), of an attribute (key="…") or of an
// assignment (key = "…";).
bool holds_literal(std::string_view shadow, std::size_t open, std::size_t close) {
  std::size_t before = open;
  while (before > 0 && shadow[before - 1] == ' ') {
    --before;
  }
  if (before < 2) {
    return false;
  }
  const char sign = shadow[before - 1];
  if (sign == ':') {
    // Only of what is called a text: what else JSON says of a work is not said in it.
    const std::string_view key = shadow.substr(0, before - 1);
    return std::any_of(
        kTexts.begin(), kTexts.end(), [&](std::string_view name) { return key.ends_with(name); });
  }
  const char last = close + 1 < shadow.size() ? shadow[close + 1] : '\n';
  return sign == '=' &&
         (before == open || std::string_view("\n;,)").find(last) != std::string_view::npos);
}

// True if the marks hold a line of a literal of several: msgstr "" and below it "…" on each line.
bool continues_literal(std::string_view shadow, std::size_t open) {
  constexpr int kMostLines = 60;
  std::size_t begin = open;
  for (int lines = 0; lines < kMostLines; ++lines) {
    if (begin == 0 || shadow[begin - 1] != '\n') {
      return false;
    }
    const std::size_t end = begin - 1;
    const std::size_t line = end == 0 ? std::string_view::npos : shadow.rfind('\n', end - 1);
    begin = line == std::string_view::npos ? 0 : line + 1;
    const std::string_view above = shadow.substr(begin, end - begin);
    if (above.starts_with("msgstr") || above.starts_with("msgid") || above.ends_with(" =")) {
      return true;
    }
    if (!above.starts_with('"') || !above.ends_with('"')) {
      return false;
    }
  }
  return false;
}

// "footer:" alone on the line that ends at `end`: what it holds stands below.
bool is_key_alone(std::string_view shadow, std::size_t end) {
  if (shadow[end - 1] != ':') {
    return false;
  }
  std::size_t begin = end - 1;
  while (begin > 0 && (is_word_byte(shadow, begin - 1) || shadow[begin - 1] == '_' ||
                       shadow[begin - 1] == '-' || shadow[begin - 1] == '.')) {
    --begin;
  }
  return begin + 1 < end && (begin == 0 || shadow[begin - 1] == '\n');
}

// True if the marks hold the whole value of a line of a data file (YAML, TOML, catalogues of
// messages), where they quote nobody. A label with a colon also stands in front of what somebody
// said: another line has to have one, too.
bool holds_value(std::string_view shadow, std::size_t open, std::size_t close) {
  if (behind_key(shadow, open) != open) {
    return false;
  }
  std::size_t end = close + 1;
  end += end < shadow.size() && (shadow[end] == ',' || shadow[end] == ';') ? 1U : 0U;
  if (end < shadow.size() && shadow[end] != '\n') {
    return false;
  }
  if (open < 2 || shadow[open - 1] != ' ' || shadow[open - 2] != ':') {
    return true;
  }
  const std::size_t line = shadow.rfind('\n', open);
  const bool above =
      line != std::string_view::npos && line > 0 &&
      (behind_key(shadow, line - 1) != std::string_view::npos || is_key_alone(shadow, line));
  return above || (end < shadow.size() && behind_key(shadow, end + 1) != std::string_view::npos);
}

bool holds_data(std::string_view shadow, std::size_t open, std::size_t close) {
  return holds_value(shadow, open, close) || holds_cell(shadow, open, close) ||
         holds_literal(shadow, open, close) || continues_literal(shadow, open);
}

// Within single marks, which are apostrophes elsewhere: one that opens a word in front of the
// match, and behind it one that follows the match or a stop.
std::optional<Span> in_single_marks(std::string_view shadow, Span match) {
  std::size_t open = match.begin;
  do {
    open = open == 0 ? std::string_view::npos : shadow.rfind('\'', open - 1);
    if (open == std::string_view::npos || open + kQuotationReach < match.begin) {
      return std::nullopt;
    }
  } while (open > 0 && is_word_byte(shadow, open - 1) && is_word_byte(shadow, open + 1));
  if (!opens(shadow, open) || !is_word_byte(shadow, open + 1)) {
    return std::nullopt;
  }
  const std::size_t reach = std::min(match.end + kQuotationReach, shadow.size());
  for (std::size_t at = std::min(match.end, shadow.size()); at < reach; ++at) {
    const bool stopped =
        at == match.end || std::string_view(".,;!?").find(shadow[at - 1]) != std::string_view::npos;
    if (shadow[at] == '\'' && stopped && !is_word_byte(shadow, at + 1)) {
      const bool framed = open + (shadow.size() - at - 1) >= kFrameBytes;
      return framed && !holds_data(shadow, open, at) ? std::optional(Span{open + 1, at})
                                                     : std::nullopt;
    }
  }
  return std::nullopt;
}

}  // namespace

namespace {

// Ideographs, kana, hangul, and their punctuation.
bool is_east_asian(char32_t c) {
  return is_cjk(c) || (c >= 0x3000 && c < 0x3040) || (c >= 0xAC00 && c < 0xD7B0) ||
         (c >= 0xFF00 && c < 0xFF61);
}

}  // namespace

Facing facing_of(std::string_view text) {
  // Marks that no language turns round: corner and angle brackets, and the low double comma.
  constexpr std::array<std::string_view, 6> kOpen = {
      "\u300C", "\u300E", "\u300A", "\uFF62", "\u3008", "\u201E"};
  constexpr std::array<std::string_view, 5> kClose = {
      "\u300D", "\u300F", "\u300B", "\uFF63", "\u3009"};
  const auto begins = [&](std::string_view mark) { return text.starts_with(mark); };
  // Double commas are turned round by some languages, but not between Chinese characters.
  constexpr std::string_view kHigh6 = "\u201C";
  constexpr std::string_view kHigh9 = "\u201D";
  if (begins(kHigh6) || begins(kHigh9)) {
    const bool east = is_east_asian(code_point_at(text, kHigh6.size()));
    return !east ? Facing::unknown : begins(kHigh6) ? Facing::opens : Facing::closes;
  }
  return std::any_of(kOpen.begin(), kOpen.end(), begins)     ? Facing::opens
         : std::any_of(kClose.begin(), kClose.end(), begins) ? Facing::closes
                                                             : Facing::unknown;
}

std::optional<Span> quotation_of(std::string_view shadow,
                                 Span match,
                                 const std::function<Facing(std::size_t)>& facing) {
  if (const auto single = in_single_marks(shadow, match)) {
    return single;
  }
  const auto faces = [&](std::size_t at) { return facing ? facing(at) : Facing::unknown; };
  const std::size_t first = match.begin > kQuotationReach ? match.begin - kQuotationReach : 0;
  std::size_t open = std::string_view::npos;
  // "The portal's line "no copying without leave" is no mere noise": most of the match stands in
  // the quotation that it ends in. A quoted name ends within the match.
  const std::size_t last = match.begin + std::max<std::size_t>(1, match.size());
  for (std::size_t at = first; at < last && at < shadow.size(); ++at) {
    if (shadow[at] != '"' || is_comment_sign(shadow, at)) {
      continue;
    }
    const Facing faced = faces(at);
    const bool closes =
        faced == Facing::closes ||
        (faced == Facing::unknown && open != std::string_view::npos && !opens(shadow, at));
    open = closes ? std::string_view::npos : at;
  }
  if (open == std::string_view::npos || open > match.begin + match.size() / 2) {
    return std::nullopt;
  }
  const std::size_t close = shadow.find('"', std::max(match.end > 0 ? match.end - 1 : 0, open + 1));
  if (close == std::string_view::npos || close > match.end + kQuotationReach ||
      faces(close) == Facing::opens || open + (shadow.size() - close - 1) < kFrameBytes ||
      holds_data(shadow, open, close)) {
    return std::nullopt;
  }
  return Span{open + 1, close};
}

}  // namespace imprimatur
