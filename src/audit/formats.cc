#include "audit/archive_bytes.h"
#include "audit/archive_splitter.h"
#include "audit/csv.h"
#include "audit/format.h"
#include "audit/json_array.h"
#include "audit/json_record.h"
#include "audit/line_splitter.h"
#include "audit/text_file.h"
#include "audit/warc.h"
#include "formats/json_scan.h"

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

// An array that goes on behind its first line, or holds objects alone. A line of a broken file may
// be an array, too: it ends with the line, and more lines follow.
bool is_array_of_objects(std::string_view head) {
  head = after_blanks(head);
  if (!head.starts_with('[')) {
    return false;
  }
  const std::string_view inside = after_blanks(head.substr(1));
  if (!inside.starts_with('{') && !inside.starts_with(']')) {
    return false;
  }
  const std::size_t line = std::min(head.find('\n'), head.size());
  const std::string_view rest = after_blanks(head.substr(line));
  JsonScanner scanner(head.substr(0, line));
  const bool whole = scanner.skip();
  return !whole || rest.empty();
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
      {.name = "jsonl",
       .description = "JSON Lines: an object a line",
       .suffixes = {".jsonl", ".ndjson", ".jsonlines", ".json"},
       .sniff = has_object_line,
       .certain = nullptr,
       .split = make_line_splitter,
       .decoder = make_json_decoder,
       .suffix = ".jsonl",
       .after = "\n",
       .in_utf8 = true},
      {.name = "json",
       .description = "an array of objects, or objects one behind the other",
       .suffixes = {".json"},
       .sniff = begins_json,
       .certain = is_array_of_objects,
       .split = make_json_splitter,
       .decoder = make_json_decoder,
       .suffix = ".jsonl",
       .after = "\n",
       .in_utf8 = true},
      {.name = "warc",
       .description = "WARC, WET and WAT: pages and their texts",
       .suffixes = {".warc", ".wet", ".wat"},
       .sniff = is_warc,
       .certain = is_warc,
       .split = make_warc_splitter,
       .decoder = make_warc_decoder,
       .suffix = ".warc",
       .after = "\r\n\r\n",
       .member_each = true},
      {.name = "archive",
       .description = "tar and zip archives of files in the other formats",
       .suffixes = {".tar", ".tgz", ".tbz2", ".txz", ".tzst", ".zip"},
       .sniff = is_archive,
       .certain = is_archive,
       .split = make_archive_splitter,
       .decoder = nullptr,
       .suffix = ".jsonl",
       .after = "\n",
       .archive = true},
      {.name = "csv",
       .description = "CSV, TSV: the first row names the columns",
       .suffixes = {".csv", ".tsv"},
       .sniff = never,
       .certain = nullptr,
       .split = make_csv_splitter,
       .decoder = make_csv_decoder,
       .suffix = ".csv",
       .after = "\n",
       .in_utf8 = true},
      {.name = "lines",
       .description = "a text a line",
       .suffixes = {},
       .sniff = never,
       .certain = nullptr,
       .split = make_line_splitter,
       .decoder = make_line_decoder,
       .suffix = ".txt",
       .after = "\n",
       .in_utf8 = true},
      {.name = "text",
       .description = "a text a file",
       .suffixes = {".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml"},
       .sniff = any,
       .certain = nullptr,
       .split = make_text_splitter,
       .decoder = make_text_decoder,
       .suffix = ".txt",
       .after = "",
       .whole_file = true},
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
    const auto certain = std::find_if(formats().begin(), formats().end(), [&](const Format& row) {
      return row.certain != nullptr && row.certain(head);
    });
    return claimed == &formats().front() && certain != formats().end() ? *certain : *claimed;
  }
  for (const Format& row : formats()) {
    if (row.sniff(head)) {
      return row;
    }
  }
  return formats().back();
}

}  // namespace imprimatur::audit
