#include "formats/xml_sniff.h"

#include "formats/ascii.h"

#include <algorithm>

namespace imprimatur {
namespace {

// Behind a declaration with an internal subset: "[ ... ]>".
std::size_t doctype_end(std::string_view text) {
  const std::size_t bracket = text.find('[');
  const std::size_t close = text.find('>');
  if (bracket == std::string_view::npos || bracket > close) {
    return close;
  }
  const std::size_t end = text.find("]", bracket);
  return end == std::string_view::npos ? end : text.find('>', end);
}

}  // namespace

std::string xml_root(std::string_view head) {
  std::string text(head);
  std::erase(text, '\0');
  std::string_view rest = text;
  for (const std::string_view mark : {"\xEF\xBB\xBF", "\xFF\xFE", "\xFE\xFF"}) {
    rest.remove_prefix(rest.starts_with(mark) ? mark.size() : 0);
  }
  rest = trim_blanks(rest);
  while (rest.starts_with("<!") || rest.starts_with("<?")) {
    const bool comment = rest.starts_with("<!--");
    const bool doctype = rest.starts_with("<!D");
    const std::size_t end = comment   ? rest.find("-->")
                            : doctype ? doctype_end(rest)
                                      : rest.find('>');
    if (end == std::string_view::npos) {
      return {};
    }
    rest = trim_blanks(rest.substr(end + (comment ? 3 : 1)));
  }
  if (!rest.starts_with('<')) {
    return {};
  }
  return std::string(rest.substr(1, std::min(rest.find('>'), rest.size()) - 1));
}

std::string_view xml_root_name(std::string_view root) {
  std::string_view name = root.substr(0, root.find_first_of(" \t\r\n/>"));
  return name.substr(name.find(':') + 1);
}

}  // namespace imprimatur
