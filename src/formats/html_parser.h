// HTML to a tree walk (WHATWG HTML, section 13: parsing). Any text gives a tree; every element,
// attribute and text knows where it was written. Private to the formats layer.
#ifndef IMPRIMATUR_FORMATS_HTML_PARSER_H_
#define IMPRIMATUR_FORMATS_HTML_PARSER_H_

#include "base/result.h"
#include "text/span.h"

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace imprimatur {

struct HtmlAttribute {
  std::string_view name;   // lower case
  std::string_view value;  // references replaced
  Span span;               // of the value as written, without quotes
};

struct HtmlElement {
  std::string tag;     // lower case
  std::size_t at = 0;  // where its start tag is written, or where it is implied
  std::vector<HtmlAttribute> attributes;

  // Empty if there is no such attribute.
  [[nodiscard]] std::string_view value(std::string_view name) const;
  [[nodiscard]] const HtmlAttribute* find(std::string_view name) const;
};

// What views the parser's memory lives until `done` was called (see parse_html).
class HtmlHandler {
 public:
  HtmlHandler() = default;
  virtual ~HtmlHandler() = default;
  HtmlHandler(const HtmlHandler&) = delete;
  HtmlHandler& operator=(const HtmlHandler&) = delete;

  // False leaves out what is inside; leave() is then not called.
  virtual bool enter(const HtmlElement& element) = 0;
  virtual void leave(const HtmlElement& element) = 0;
  // `written` may hold tags and comments that the parser dropped within a text.
  virtual void text(std::string_view value, Span written) = 0;
};

// `utf8`: valid UTF-8. Calls `done` behind the last node. Errors: limit (nested too deep, too
// large, too many nodes).
[[nodiscard]] Result<void> parse_html(std::string_view utf8,
                                      HtmlHandler& handler,
                                      const std::function<void()>& done);

}  // namespace imprimatur

#endif  // IMPRIMATUR_FORMATS_HTML_PARSER_H_
