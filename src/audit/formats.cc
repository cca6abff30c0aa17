#include "audit/csv.h"
#include "audit/format.h"
#include "audit/json_array.h"
#include "audit/json_record.h"
#include "audit/line_splitter.h"
#include "audit/text_file.h"
#include "audit/warc.h"

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

// The first line is an object of its own.
bool has_object_line(std::string_view head) {
  head = after_blanks(head);
  std::string_view line = head.substr(0, head.find('\n'));
  line = line.substr(0, line.find_last_not_of(" \t\r") + 1);
  return line.starts_with('{') && (line.ends_with('}') || line.size() == head.size());
}

bool begins_json(std::string_view head) {
  head = after_blanks(head);
  return head.starts_with('{') || head.starts_with('[');
}

bool never(std::string_view) {
  return false;
}

bool any(std::string_view) {
  return true;
}

}  // namespace

const std::vector<Format>& formats() {
  static const std::vector<Format> rows = {
      {"jsonl",
       "JSON Lines: an object a line",
       {".jsonl", ".ndjson", ".jsonlines", ".json"},
       has_object_line,
       make_line_splitter,
       make_json_decoder,
       ".jsonl",
       "\n"},
      {"json",
       "an array of objects, or objects one behind the other",
       {".json"},
       begins_json,
       make_json_splitter,
       make_json_decoder,
       ".jsonl",
       "\n"},
      {"warc",
       "WARC, WET and WAT: pages and their texts",
       {".warc", ".wet", ".wat"},
       is_warc,
       make_warc_splitter,
       make_warc_decoder,
       ".warc",
       "\r\n\r\n",
       true},
      {"csv",
       "CSV, TSV: the first row names the columns",
       {".csv", ".tsv"},
       never,
       make_csv_splitter,
       make_csv_decoder,
       ".csv",
       "\n"},
      {"lines", "a text a line", {}, never, make_line_splitter, make_line_decoder, ".txt", "\n"},
      {"text",
       "a text a file",
       {".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml"},
       any,
       make_text_splitter,
       make_text_decoder,
       ".txt",
       "",
       false,
       true},
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
  const Format* claimed = nullptr;
  for (const Format& row : formats()) {
    for (const std::string_view suffix : row.suffixes) {
      if (bare.ends_with(suffix)) {
        claimed = claimed == nullptr ? &row : claimed;
        if (row.sniff(head)) {
          return row;
        }
      }
    }
  }
  if (claimed != nullptr) {
    return *claimed;
  }
  for (const Format& row : formats()) {
    if (row.sniff(head)) {
      return row;
    }
  }
  return formats().back();
}

}  // namespace imprimatur::audit
