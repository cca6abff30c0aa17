// Front matter: the fields in front of a Markdown text, YAML between lines of "---" or TOML between
// lines of "+++". Read line by line for what it says about rights: scalars, lists, block scalars
// and one level of nesting; nothing is evaluated. Private to the formats layer. Pure.
#ifndef IMPRIMATUR_FORMATS_FRONT_MATTER_H_
#define IMPRIMATUR_FORMATS_FRONT_MATTER_H_

#include "formats/document.h"

#include <string_view>
#include <vector>

namespace imprimatur {

struct FrontMatter {
  std::size_t end = 0;        // behind its last line; 0: there is none
  std::vector<Field> fields;  // about rights; kind property, or meta for a reservation of mining
  std::vector<Span> written;  // the lines of those fields
  std::string title;
};

[[nodiscard]] FrontMatter read_front_matter(std::string_view text);

}  // namespace imprimatur

#endif  // IMPRIMATUR_FORMATS_FRONT_MATTER_H_
