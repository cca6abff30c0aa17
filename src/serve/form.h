// Bodies of multipart/form-data (RFC 7578): what browsers and curl send for files. Pure;
// thread-safe.
#ifndef IMPRIMATUR_SERVE_FORM_H_
#define IMPRIMATUR_SERVE_FORM_H_

#include "serve/problem.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace imprimatur::serve {

struct FormPart {
  std::string name;
  std::optional<std::string> file_name;  // none: a field
  std::string media_type;                // as it came; empty: not said
  std::string_view content;              // of the body
};

// `media_type`: the header field with the boundary. Problems: 400, where the body is no such form.
[[nodiscard]] Answer<std::vector<FormPart>> read_form(std::string_view body,
                                                      std::string_view media_type,
                                                      std::size_t most_parts);

}  // namespace imprimatur::serve

#endif  // IMPRIMATUR_SERVE_FORM_H_
