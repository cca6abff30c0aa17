// The inputs of an audit: files named, found in folders or by globs, with their formats, grouped
// into parts. The list and its order follow from the arguments and the file system alone.
#ifndef IMPRIMATUR_AUDIT_INPUTS_H_
#define IMPRIMATUR_AUDIT_INPUTS_H_

#include "audit/byte_stream.h"
#include "audit/format.h"
#include "audit/unicode_stream.h"
#include "base/result.h"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace imprimatur::audit {

struct InputFile {
  std::string path;           // to open; "-" is standard input
  std::string name;           // unique: in rows, and of outputs that mirror it
  std::uint64_t size = 0;     // 0: not known
  std::int64_t modified = 0;  // nanoseconds
  std::string head = {};      // of standard input: what was read of it to know its format
};

// What is read, written and resumed together: one file of records, or a group of text files.
struct Part {
  std::vector<InputFile> files;
  const Format* format = nullptr;
  const Format* member_format = nullptr;   // of an archive; null: by name and content
  Packing packing = Packing::plain;        // of the file, and so of outputs that mirror it
  WideEncoding wide = WideEncoding::none;  // of a file that is read as UTF-8
};

struct InputOptions {
  std::vector<std::string> names;  // files, folders, globs, "-"
  std::string format;              // empty: by name and content
  std::string stdin_name;
  bool hidden = false;
  bool follow = false;
  bool no_ignore = false;
};

struct InputList {
  std::vector<Part> parts;
  std::uint64_t files = 0;
  std::uint64_t bytes = 0;
  std::uint64_t passed_over = 0;                      // files in folders that are no data
  std::vector<std::pair<std::string, Error>> errors;  // what could not be found or listed
};

// Errors: usage (nothing to read, an unknown format).
[[nodiscard]] Result<InputList> find_inputs(const InputOptions& options);

}  // namespace imprimatur::audit

#endif  // IMPRIMATUR_AUDIT_INPUTS_H_
