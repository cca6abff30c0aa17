// ASCII helpers of readers and signals. Pure.
#ifndef IMPRIMATUR_FORMATS_ASCII_H_
#define IMPRIMATUR_FORMATS_ASCII_H_

#include <algorithm>
#include <string>
#include <string_view>

namespace imprimatur {

[[nodiscard]] inline std::string ascii_lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return out;
}

// True if `word` is one of `words`, which have one blank between them.
[[nodiscard]] inline bool lists_word(std::string_view words, std::string_view word) {
  while (!words.empty()) {
    const std::size_t end = std::min(words.find(' '), words.size());
    if (words.substr(0, end) == word) {
      return true;
    }
    words.remove_prefix(std::min(end + 1, words.size()));
  }
  return false;
}

[[nodiscard]] inline std::string_view trim_blanks(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r\n\f");
  if (begin == std::string_view::npos) {
    return {};
  }
  return text.substr(begin, text.find_last_not_of(" \t\r\n\f") + 1 - begin);
}

}  // namespace imprimatur

#endif  // IMPRIMATUR_FORMATS_ASCII_H_
