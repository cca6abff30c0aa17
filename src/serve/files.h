// Files that are built into the program: the page and the description of the interface.
#ifndef IMPRIMATUR_SERVE_FILES_H_
#define IMPRIMATUR_SERVE_FILES_H_

#include <span>
#include <string_view>

namespace imprimatur::serve {

struct BuiltinFile {
  std::string_view path;  // "/app.js"
  std::string_view media_type;
  std::string_view content;
  std::string_view etag;  // with its quotes
};

// Of the page; empty in a program that was built without one.
[[nodiscard]] std::span<const BuiltinFile> page_files();
[[nodiscard]] std::string_view openapi_document();
[[nodiscard]] std::string_view answer_schema();

}  // namespace imprimatur::serve

#endif  // IMPRIMATUR_SERVE_FILES_H_
