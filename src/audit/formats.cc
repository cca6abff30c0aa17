#include "audit/format.h"
#include "audit/json_record.h"
#include "audit/line_splitter.h"

#include <algorithm>

namespace imprimatur::audit {
namespace {

constexpr std::string_view kBlanks = " \t\r\n";

std::string_view after_blanks(std::string_view head) {
  if (head.starts_with("\xef\xbb\xbf")) {
    head.remove_prefix(3);
  }
  return head.substr(std::min(head.find_first_not_of(kBlanks), head.size()));
}

bool begins_object_line(std::string_view head) {
  return after_blanks(head).starts_with('{');
}

bool never(std::string_view) {
  return false;
}

}  // namespace

const std::vector<Format>& formats() {
  static const std::vector<Format> rows = {
      {"jsonl",
       "JSON Lines: an object a line",
       {".jsonl", ".ndjson", ".jsonlines"},
       begins_object_line,
       make_line_splitter,
       make_json_decoder,
       ".jsonl",
       "",
       "\n"},
      {"lines",
       "a text a line",
       {},
       never,
       make_line_splitter,
       make_line_decoder,
       ".txt",
       "",
       "\n"},
  };
  return rows;
}

const Format* find_format(std::string_view name) {
  for (const Format& row : formats()) {
    if (row.name == name) {
      return &row;
    }
  }
  return nullptr;
}

bool is_data_name(std::string_view name) {
  const std::string_view bare = without_codec_suffix(name);
  return std::any_of(formats().begin(), formats().end(), [&](const Format& row) {
    return std::any_of(row.suffixes.begin(), row.suffixes.end(), [&](std::string_view suffix) {
      return bare.ends_with(suffix);
    });
  });
}

const Format& detect_format(std::string_view name, std::string_view head) {
  const std::string_view bare = without_codec_suffix(name);
  for (const Format& row : formats()) {
    for (const std::string_view suffix : row.suffixes) {
      if (bare.ends_with(suffix)) {
        return row;
      }
    }
  }
  for (const Format& row : formats()) {
    if (row.sniff(head)) {
      return row;
    }
  }
  return formats().back();
}

}  // namespace imprimatur::audit
