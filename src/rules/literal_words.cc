#include "rules/literal_words.h"

#include "text/fold.h"

namespace imprimatur {
namespace {

constexpr std::string_view kCopyright = "\xC2\xA9";
constexpr std::string_view kWideOpen = "\xEF\xBC\x88";
constexpr std::string_view kWideClose = "\xEF\xBC\x89";

bool is_ascii_alnum(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

bool has_letter(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    const char32_t c = next_code_point(text, at);
    if (is_letter(c) || c == U'\u00A9') {
      return true;
    }
  }
  return false;
}

// A piece between breaks -> the literals in it. Stops count only inside ASCII names (aa.com.tr),
// brackets only around a code: "(AA)"; digits only beside letters, for texts may write them in
// another script.
void add_pieces(std::string_view run, std::vector<std::string>& out) {
  std::string piece;
  const auto flush = [&] {
    if (has_letter(piece)) {
      out.push_back(piece);
    }
    piece.clear();
  };
  for (std::size_t i = 0; i < run.size(); ++i) {
    const char c = run[i];
    const bool more = i + 1 < run.size();
    if (c == '.') {
      if (piece.empty() || !more || !is_ascii_alnum(run[i - 1]) || !is_ascii_alnum(run[i + 1])) {
        flush();
        continue;
      }
    } else if (c == '(') {
      flush();
      std::size_t at = i + 1;
      if (!more || !is_letter(next_code_point(run, at))) {
        continue;
      }
    } else if (c == ')') {
      if (!piece.empty() && piece.front() == '(') {
        piece.push_back(c);
      }
      flush();
      continue;
    }
    piece.push_back(c);
  }
  flush();
}

}  // namespace

std::vector<std::string> words_of(const std::string& text) {
  std::vector<std::string> out;
  std::string run;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = next_code_point(text, at);
    if (is_word(c) || c == U'(' || c == U')' || c == U'.') {
      append_utf8(run, c);
      continue;
    }
    add_pieces(run, out);
    run.clear();
    if (c == U'\u00A9') {
      out.emplace_back(kCopyright);
    }
  }
  add_pieces(run, out);
  return out;
}

void add_spellings(const std::string& word, std::vector<std::string>& out) {
  out.push_back(word);
  if (word.front() != '(') {
    return;
  }
  const bool closed = word.back() == ')';
  const std::string core = word.substr(1, word.size() - (closed ? 2 : 1));
  for (const std::string_view open : {std::string_view("("), kWideOpen}) {
    for (const std::string_view close : {std::string_view(")"), kWideClose}) {
      out.push_back(std::string(open) + core + (closed ? std::string(close) : std::string()));
    }
  }
}

}  // namespace imprimatur
