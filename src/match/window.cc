#include "match/window.h"

#include "text/wrap.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace imprimatur {
namespace {

constexpr std::size_t kHeadLines = 4;
constexpr std::size_t kTailLines = 6;
// Where the document's structure tells its running text, bylines come in more lines, as long as
// they are short: who, of which agency, when, changed when.
constexpr std::size_t kStructuredLines = 12;
constexpr std::size_t kEdgeLine = 120;  // columns: no script has shorter lines than another
constexpr std::size_t kLongLineBytes = 1000;
constexpr std::size_t kSignReach = 40;
constexpr std::size_t kBracketReach = 64;
constexpr std::size_t kEdgeReach = 4096;
// In text of a page whose structure is lost: so many lines behind its article, if so many short
// ones follow them, and no further than this.
constexpr std::size_t kBehind = 2;
constexpr std::size_t kTeasers = 3;
constexpr std::size_t kPageReach = 65536;

// The colon of East Asia, and the question marks of East Asia, Arabic and Greek scripts.
constexpr std::array<std::string_view, 4> kWideSigns = {"\uFF1A", "\uFF1F", "\u061F", "\u037E"};

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\r';
}

bool is_continuation(char c) {
  return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

// True if the line that ends at `at` announces what follows: "You may not:", "May I copy this?".
// The items of a list stand behind a blank line in Markdown and in pages, and so do answers.
bool announces(std::string_view text, std::size_t at) {
  while (at > 0 && (is_blank(text[at - 1]) || text[at - 1] == '*' || text[at - 1] == '_')) {
    --at;
  }
  if (at == 0) {
    return false;
  }
  const std::string_view said = text.substr(0, at);
  return said.back() == ':' || said.back() == '?' ||
         std::any_of(kWideSigns.begin(), kWideSigns.end(), [said](std::string_view sign) {
           return said.ends_with(sign);
         });
}

// True if the line break at `at` is followed by a blank line.
bool ends_paragraph(std::string_view text, std::size_t at) {
  if (announces(text, at)) {
    return false;
  }
  std::size_t next = at + 1;
  while (next < text.size() && is_blank(text[next])) {
    ++next;
  }
  return next >= text.size() || text[next] == '\n';
}

std::size_t paragraph_begin(std::string_view text, std::size_t at) {
  const std::size_t limit = at > kWindowReach ? at - kWindowReach : 0;
  std::size_t line = at;
  while (line > limit) {
    // Never behind the limit: a search of a whole long line for each hit would be quadratic.
    const void* const found = memrchr(text.data() + limit, '\n', line - limit);
    if (found == nullptr) {
      break;
    }
    line = static_cast<std::size_t>(static_cast<const char*>(found) - text.data());
    std::size_t before = line;
    while (before > 0 && is_blank(text[before - 1])) {
      --before;
    }
    if (before == 0 || (text[before - 1] == '\n' && !announces(text, before - 1))) {
      return line + 1;
    }
  }
  if (limit == 0) {
    return 0;
  }
  std::size_t begin = limit;
  while (begin < at && text[begin] != ' ' && text[begin] != '\n' && begin - limit < 64) {
    ++begin;
  }
  while (begin < at && is_continuation(text[begin])) {
    ++begin;
  }
  return begin;
}

std::size_t paragraph_end(std::string_view text, std::size_t at) {
  const std::size_t limit = std::min(text.size(), at + kWindowReach);
  std::size_t from = at;
  while (from < limit) {
    const std::size_t found = text.substr(0, limit).find('\n', from);
    if (found == std::string_view::npos) {
      break;
    }
    if (ends_paragraph(text, found)) {
      return found;
    }
    from = found + 1;
  }
  if (limit == text.size()) {
    return limit;
  }
  std::size_t end = limit;
  while (end > at && text[end] != ' ' && text[end] != '\n' && limit - end < 64) {
    --end;
  }
  while (end < text.size() && is_continuation(text[end])) {
    ++end;
  }
  return end;
}

// "BERN (SDA) The council …", "Lima, 5 mar (EFE).- The council …": a dateline need not have a dash.
bool has_bracket(std::string_view text) {
  return text.find(')') != std::string_view::npos || text.find(".-") != std::string_view::npos;
}

bool has_sign(std::string_view text) {
  return text.find(" - ") != std::string_view::npos || text.find("--") != std::string_view::npos ||
         text.find("\xE2\x80\x93") != std::string_view::npos ||
         text.find("\xE2\x80\x94") != std::string_view::npos;
}

// The last one in front of `end`, npos if there is none.
std::size_t last_line_end(std::string_view text, std::size_t end) {
  const void* const found = memrchr(text.data(), '\n', end);
  return found == nullptr ? std::string_view::npos
                          : static_cast<std::size_t>(static_cast<const char*>(found) - text.data());
}

// True if `line` is short enough for a byline or a credit, in columns: an ideograph takes two.
bool is_short(std::string_view line) {
  if (line.size() <= kEdgeLine || line.size() > 4 * kEdgeLine) {
    return line.size() <= kEdgeLine;
  }
  std::size_t columns = 0;
  for (const char c : line) {
    const auto byte = static_cast<unsigned char>(c);
    columns += is_continuation(c) ? 0U : byte >= 0xE3U && byte <= 0xEDU ? 2U : 1U;
  }
  return columns <= kEdgeLine;
}

bool take_line(std::string_view text, Span line, std::vector<Span>& lines) {
  while (!line.empty() && is_blank(text[line.begin])) {
    ++line.begin;
  }
  while (!line.empty() && is_blank(text[line.end - 1])) {
    --line.end;
  }
  if (line.empty()) {
    return false;
  }
  // A long line is running text, unless it begins or ends in the shape of a credit.
  const std::string_view written = text.substr(line.begin, line.size());
  if (is_short(written) ||
      (line.size() <= kLongLineBytes &&
       (has_sign(written.substr(0, kSignReach)) || has_bracket(written.substr(0, kBracketReach)) ||
        has_sign(written.substr(written.size() - kSignReach))))) {
    lines.push_back(line);
  }
  return true;
}

// What stands behind the last long line of a page's article, where only short ones follow: the
// credit in front of the teasers of other articles.
void take_behind_article(std::string_view text, Span between, std::vector<Span>& lines) {
  std::vector<Span> behind;
  bool long_line = false;
  std::size_t teasers = 0;
  const std::size_t last = std::min(between.end, between.begin + kPageReach);
  for (std::size_t at = between.begin; at < last && teasers < kTeasers;) {
    const std::size_t end = std::min(text.find('\n', at), between.end);
    const std::string_view line = text.substr(at, end - at);
    if (line.find_first_not_of(" \t\r") != std::string_view::npos) {
      if (!is_short(line)) {
        long_line = true;
        behind.clear();
        teasers = 0;
      } else if (long_line && behind.size() < kBehind) {
        behind.push_back({at, end});
      } else {
        teasers += long_line ? 1U : 0U;
      }
    }
    at = end + 1;
  }
  if (teasers >= kTeasers) {
    for (const Span line : behind) {
      take_line(text, line, lines);
    }
  }
}

}  // namespace

Span window_around(std::string_view text, Span hit) {
  return {paragraph_begin(text, hit.begin), paragraph_end(text, hit.end)};
}

std::vector<Span> all_windows(std::string_view text) {
  std::vector<Span> windows;
  std::size_t at = 0;
  while (at < text.size()) {
    if (is_blank(text[at]) || text[at] == '\n') {
      ++at;
      continue;
    }
    Span window = window_around(text, {at, at});
    window.begin = std::min(window.begin, at);
    window.end = std::max(window.end, at + 1);
    // A long paragraph goes on in windows that share half their reach.
    const std::size_t reach = std::min(text.size(), window.end + kWindowReach);
    std::size_t next = window.end;
    if (window.end < text.size() && text[window.end] != '\n') {
      const Span more = window_around(text, {window.end, window.end});
      window.end = std::min(more.end, reach);
    }
    windows.push_back(window);
    at = next;
  }
  return windows;
}

std::vector<Span> edge_lines(std::string_view text, std::span<const Span> parts) {
  const Span whole{0, text.size()};
  const bool structured = !parts.empty();
  const auto more = [&](std::size_t taken, bool long_line, std::size_t usual) {
    return taken < usual || (structured && !long_line && taken < kStructuredLines);
  };
  if (parts.empty()) {
    parts = std::span(&whole, 1);
  }
  std::vector<Span> lines;
  std::size_t head_end = parts.front().begin;
  std::size_t taken = 0;
  std::size_t seen = 0;
  bool long_line = false;
  for (const Span part : parts) {
    for (std::size_t at = part.begin;
         more(taken, long_line, kHeadLines) && at < part.end && seen < kEdgeReach;) {
      std::size_t end = std::min(text.find('\n', at), part.end);
      while (end < part.end && is_wrap(text, end)) {
        end = std::min(text.find('\n', end + 1), part.end);
      }
      long_line = long_line || !is_short(text.substr(at, end - at));
      taken += take_line(text, {at, end}, lines) ? 1U : 0U;
      seen += end + 1 - at;
      at = end + 1;
      head_end = std::min(at, part.end);
    }
  }
  std::vector<Span> tail;
  taken = 0;
  seen = 0;
  long_line = false;
  for (std::size_t i = parts.size(); i-- > 0;) {
    const std::size_t first = std::max(parts[i].begin, head_end);
    for (std::size_t end = parts[i].end;
         more(taken, long_line, kTailLines) && end > first && seen < kEdgeReach;) {
      std::size_t found = last_line_end(text, end);
      while (found != std::string_view::npos && found > first && is_wrap(text, found)) {
        found = last_line_end(text, found);
      }
      const bool inside = found != std::string_view::npos && found >= first;
      const std::size_t begin = inside ? found + 1 : first;
      long_line = long_line || !is_short(text.substr(begin, end - begin));
      taken += take_line(text, {begin, end}, tail) ? 1U : 0U;
      seen += end - begin + 1;
      end = inside ? found : first;
    }
  }
  if (!structured) {
    const std::size_t tail_begin = tail.empty() ? text.size() : tail.back().begin;
    take_behind_article(text, {head_end, std::max(head_end, tail_begin)}, lines);
  }
  lines.insert(lines.end(), tail.rbegin(), tail.rend());
  return lines;
}

}  // namespace imprimatur
