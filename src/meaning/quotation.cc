#include "meaning/quotation.h"

#include <algorithm>

namespace imprimatur {
namespace {

// A quotation is at most this long, and its frame at least this long, in bytes.
constexpr std::size_t kQuotationReach = 700;
constexpr std::size_t kFrameBytes = 12;

bool opens(std::string_view text, std::size_t at) {
  const char before = at == 0 ? ' ' : text[at - 1];
  const char after = at + 1 < text.size() ? text[at + 1] : ' ';
  const bool blank_before = before == ' ' || before == '\n' || before == '(' || before == '[' ||
                            before == '-' || (static_cast<unsigned char>(before) & 0x80U) != 0 ||
                            before == ':' || before == ',';
  return blank_before && after != ' ' && after != '\n';
}

bool is_word_byte(std::string_view text, std::size_t at) {
  const auto byte = static_cast<unsigned char>(at < text.size() ? text[at] : ' ');
  return (byte >= 'a' && byte <= 'z') || byte >= 0x80U;
}

// Within single marks, which are apostrophes elsewhere: one that opens a word in front of the
// match, and behind it one that follows the match or a stop.
bool in_single_marks(std::string_view shadow, Span match) {
  std::size_t open = match.begin;
  do {
    open = open == 0 ? std::string_view::npos : shadow.rfind('\'', open - 1);
    if (open == std::string_view::npos || open + kQuotationReach < match.begin) {
      return false;
    }
  } while (open > 0 && is_word_byte(shadow, open - 1) && is_word_byte(shadow, open + 1));
  if (!opens(shadow, open) || !is_word_byte(shadow, open + 1)) {
    return false;
  }
  const std::size_t reach = std::min(match.end + kQuotationReach, shadow.size());
  for (std::size_t at = std::min(match.end, shadow.size()); at < reach; ++at) {
    const bool stopped =
        at == match.end || std::string_view(".,;!?").find(shadow[at - 1]) != std::string_view::npos;
    if (shadow[at] == '\'' && stopped && !is_word_byte(shadow, at + 1)) {
      return open + (shadow.size() - at - 1) >= kFrameBytes;
    }
  }
  return false;
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

// True if the marks hold a cell of a table with separators (RFC 4180), where they quote nobody:
// what stands before the first or behind the last is the separator alone, which no prose writes.
bool holds_cell(std::string_view shadow, std::size_t open, std::size_t close) {
  const auto separates = [&](std::size_t at) {
    return at < shadow.size() && (shadow[at] == ',' || shadow[at] == ';');
  };
  const auto filled = [&](std::size_t at) {
    return at < shadow.size() && shadow[at] != ' ' && shadow[at] != '\n';
  };
  const bool begins = open == 0 || shadow[open - 1] == '\n';
  const bool ends = close + 1 >= shadow.size() || shadow[close + 1] == '\n';
  const bool before = open > 0 && separates(open - 1);
  const bool behind = separates(close + 1) && filled(close + 2);
  return (before || begins) && (behind || ends) && (before || behind);
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
  const bool above = line != std::string_view::npos && line > 0 &&
                     behind_key(shadow, line - 1) != std::string_view::npos;
  return above || (end < shadow.size() && behind_key(shadow, end + 1) != std::string_view::npos);
}

}  // namespace

bool in_quotation(std::string_view shadow, Span match) {
  if (in_single_marks(shadow, match)) {
    return true;
  }
  const std::size_t first = match.begin > kQuotationReach ? match.begin - kQuotationReach : 0;
  std::size_t open = std::string_view::npos;
  // "The portal's line "no copying without leave" is no mere noise": most of the match stands in
  // the quotation that it ends in. A quoted name ends within the match.
  const std::size_t last = match.begin + std::max<std::size_t>(1, match.size());
  for (std::size_t at = first; at < last && at < shadow.size(); ++at) {
    if (shadow[at] != '"') {
      continue;
    }
    if (open != std::string_view::npos && !opens(shadow, at)) {
      open = std::string_view::npos;
    } else if (open == std::string_view::npos && opens(shadow, at)) {
      open = at;
    } else {
      open = at;
    }
  }
  if (open == std::string_view::npos || open > match.begin + match.size() / 2) {
    return false;
  }
  const std::size_t close = shadow.find('"', std::max(match.end > 0 ? match.end - 1 : 0, open + 1));
  if (close == std::string_view::npos || close > match.end + kQuotationReach) {
    return false;
  }
  return open + (shadow.size() - close - 1) >= kFrameBytes && !holds_value(shadow, open, close) &&
         !holds_cell(shadow, open, close);
}

}  // namespace imprimatur
