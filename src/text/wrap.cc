#include "text/wrap.h"

#include "text/fold.h"
#include "text/lines.h"
#include "text/look_alike.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace imprimatur {
namespace {

constexpr std::size_t kReach = 640;  // bytes of a line: four for each column of the widest
constexpr std::size_t kWidest = 160;
// Narrower lines that a small letter continues, and narrower ones altogether, are heads or lists.
constexpr std::size_t kNarrow = 40;
constexpr std::size_t kWide = 60;
constexpr std::size_t kFull = 100;
constexpr std::size_t kLabel = 24;  // "Source: ", "Bild und Text: "

// Without blanks and the marks that lead quoted lines and comments.
std::string_view bare(std::string_view line) {
  const std::size_t begin = std::min(line.find_first_not_of(" \t\r>*#/"), line.size());
  line.remove_prefix(begin);
  const std::size_t last = line.find_last_not_of(" \t\r");
  return line.substr(0, last == std::string_view::npos ? 0 : last + 1);
}

std::string_view line_before(std::string_view text, std::size_t at) {
  const std::size_t from = at > kReach ? at - kReach : 0;
  const void* const found = memrchr(text.data() + from, '\n', at - from);
  if (found == nullptr && from > 0) {
    return {};
  }
  const std::size_t begin =
      found == nullptr
          ? 0
          : static_cast<std::size_t>(static_cast<const char*>(found) - text.data()) + 1;
  return text.substr(begin, at - begin);
}

std::string_view line_behind(std::string_view text, std::size_t at) {
  const std::string_view reach = text.substr(at + 1, kReach);
  return reach.substr(0, reach.find('\n'));
}

std::size_t columns(std::string_view line) {
  std::size_t width = 0;
  for (std::size_t at = 0; at < line.size();) {
    width += static_cast<std::size_t>(display_width(next_code_point(line, at)));
  }
  return width;
}

bool holds(std::string_view line, std::string_view any) {
  return line.find_first_of(any) != std::string_view::npos;
}

bool has_dash(std::string_view line) {
  constexpr std::array<std::string_view, 5> kDashes = {
      " - ", "--", ".-", "\xE2\x80\x93", "\xE2\x80\x94"};
  return std::any_of(kDashes.begin(), kDashes.end(), [&](std::string_view dash) {
    return line.find(dash) != std::string_view::npos;
  });
}

bool opens_bracket(std::string_view line) {
  const std::size_t open = line.rfind('(');
  return open != std::string_view::npos && line.find(')', open) == std::string_view::npos;
}

// What begins a line of its own whatever stands before it.
bool begins_afresh(std::string_view line) {
  constexpr std::array<std::string_view, 4> kHeads = {"\xC2\xA9", "(c)", "copyright", "http"};
  const std::string head = fold(line.substr(0, std::min<std::size_t>(line.size(), kLabel)));
  const bool bracketed =
      holds(line.substr(0, 1), "([{") && holds(line.substr(line.size() - 1), ")]}");
  return bracketed || holds(line.substr(0, 1), "-+|=_~<") ||
         line.substr(0, kLabel).find(": ") != std::string_view::npos ||
         std::any_of(kHeads.begin(), kHeads.end(), [&](std::string_view one) {
           return head.starts_with(one);
         });
}

// "jpnn.com, PEMALANG - ...": a site's name heads its reports as a place does.
bool names_site(std::string_view line) {
  const std::string_view name = line.substr(0, line.find(", "));
  const std::size_t dot = name.rfind('.');
  return name.size() < line.size() && dot != std::string_view::npos && dot > 2 &&
         dot + 2 < name.size() && name.find(' ') == std::string_view::npos;
}

}  // namespace

bool is_wrap(std::string_view text, std::size_t at) {
  const std::string_view whole = line_before(text, at);
  const std::string_view line = bare(whole);
  const std::string_view next = bare(line_behind(text, at));
  if (line.empty() || next.empty() || ends_like_sentence(line) ||
      holds(line.substr(line.size() - 1), ":;|")) {
    return false;
  }
  const std::size_t width = columns(line);
  const char32_t first = code_point_at(next, 0);
  const bool bracket = opens_bracket(line);
  const bool ends =
      columns(next) >= kNarrow || ends_like_sentence(next) || (bracket && holds(next, ")"));
  if (width < kNarrow || width > kWidest || !ends || is_cjk(first)) {
    return false;
  }
  if (is_lower(first)) {
    return !names_site(next);
  }
  if (width < kWide || begins_afresh(next)) {
    return false;
  }
  if (bracket || line.back() == ',' || has_sentence(line)) {
    return true;
  }
  // The first line of two: as full as it could be, and what follows ends like a sentence and has
  // no shape of a dateline.
  const std::size_t wider = std::max(width, columns(next));
  if (wider <= kFull && width + 1 + std::min(next.find(' '), next.size()) > wider &&
      ends_like_sentence(next) && !has_dash(next.substr(0, kWide))) {
    return true;
  }
  // The third line of a paragraph: two heads in a row are rarely so long.
  const std::size_t before = at - whole.size();
  const std::string_view earlier =
      before > 0 ? bare(line_before(text, before - 1)) : std::string_view();
  return columns(earlier) >= kWide && columns(earlier) <= kWidest && !ends_like_sentence(earlier);
}

}  // namespace imprimatur
