#include "formats/registry.h"

#include "formats/plain_text.h"

#include <algorithm>
#include <array>
#include <string>

namespace imprimatur {
namespace {

// A format begins within this many bytes, or not at all.
constexpr std::size_t kSniffBytes = 4096;

constexpr std::array kFormats = {
    Format{"text",
           "Plain text",
           "txt text asc log",
           "text/plain",
           "zones by shape",
           nullptr,
           make_plain_text_reader},
    Format{"markdown",
           "Markdown",
           "md markdown mdown mkd",
           "text/markdown text/x-markdown",
           "zones by shape, front matter",
           nullptr,
           make_markdown_reader},
};

std::string lower_case(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return out;
}

bool lists(std::string_view words, std::string_view word) {
  while (!words.empty()) {
    const std::size_t end = std::min(words.find(' '), words.size());
    if (words.substr(0, end) == word) {
      return true;
    }
    words.remove_prefix(std::min(end + 1, words.size()));
  }
  return false;
}

// "text/html; charset=utf-8" without its parameters.
std::string essence(std::string_view media_type) {
  media_type = media_type.substr(0, media_type.find(';'));
  while (media_type.ends_with(' ')) {
    media_type.remove_suffix(1);
  }
  return lower_case(media_type);
}

std::string suffix_of(std::string_view name) {
  name = name.substr(name.find_last_of('/') + 1);
  const std::size_t dot = name.find_last_of('.');
  return dot == std::string_view::npos ? std::string() : lower_case(name.substr(dot + 1));
}

}  // namespace

std::span<const Format> formats() {
  return kFormats;
}

const Format& detect_format(std::string_view bytes, const ReadOptions& options) {
  const std::string type = essence(options.media_type);
  const std::string suffix = suffix_of(options.name);
  for (const Format& format : kFormats) {
    if (!type.empty() && lists(format.media_types, type)) {
      return format;
    }
  }
  for (const Format& format : kFormats) {
    if (!suffix.empty() && lists(format.suffixes, suffix)) {
      return format;
    }
  }
  const std::string_view head = bytes.substr(0, kSniffBytes);
  for (const Format& format : kFormats) {
    if (format.sniff != nullptr && format.sniff(head)) {
      return format;
    }
  }
  return kFormats.front();
}

}  // namespace imprimatur
