// From the client's URIs to paths. Pure.
#ifndef IMPRIMATUR_LSP_URI_H_
#define IMPRIMATUR_LSP_URI_H_

#include <string>
#include <string_view>

namespace imprimatur::lsp {

// "file:///a%20b.md" -> "/a b.md"; "untitled:Untitled-1" -> "Untitled-1", which is no file.
[[nodiscard]] std::string path_of_uri(std::string_view uri);
[[nodiscard]] bool is_file_uri(std::string_view uri);
[[nodiscard]] std::string uri_of_path(std::string_view absolute_path);

}  // namespace imprimatur::lsp

#endif  // IMPRIMATUR_LSP_URI_H_
