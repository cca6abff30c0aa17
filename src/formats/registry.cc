#include "formats/registry.h"

#include "formats/ascii.h"
#include "formats/html.h"
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
    Format{
        "html",
        "HTML page",
        "html htm xhtml xht shtml",
        "text/html application/xhtml+xml",
        "article, captions, quotations and page frame; rights in meta, links, JSON-LD, microdata",
        is_html,
        make_html_reader},
};

// "text/html; charset=utf-8" without its parameters.
std::string essence(std::string_view media_type) {
  return ascii_lower(trim_blanks(media_type.substr(0, media_type.find(';'))));
}

std::string suffix_of(std::string_view name) {
  name = name.substr(name.find_last_of('/') + 1);
  const std::size_t dot = name.find_last_of('.');
  return dot == std::string_view::npos ? std::string() : ascii_lower(name.substr(dot + 1));
}

}  // namespace

std::span<const Format> formats() {
  return kFormats;
}

const Format& detect_format(std::string_view bytes, const ReadOptions& options) {
  const std::string type = essence(options.media_type);
  const std::string suffix = suffix_of(options.name);
  for (const Format& format : kFormats) {
    if (!type.empty() && lists_word(format.media_types, type)) {
      return format;
    }
  }
  for (const Format& format : kFormats) {
    if (!suffix.empty() && lists_word(format.suffixes, suffix)) {
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
