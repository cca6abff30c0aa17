// MarkupText: the running text of NITF or XHTML inside a news item, with the zones that its
// elements tell. Private to the formats layer.
#ifndef IMPRIMATUR_FORMATS_MARKUP_TEXT_H_
#define IMPRIMATUR_FORMATS_MARKUP_TEXT_H_

#include "formats/item_builder.h"
#include "formats/xml_events.h"

#include <optional>
#include <string_view>
#include <vector>

namespace imprimatur {

class MarkupText {
 public:
  // `builder` outlives this.
  explicit MarkupText(ItemBuilder& builder) : builder_(builder) {}

  void start(const XmlElement& element);
  void end();
  void text(std::string_view value, Span written);
  // Where nothing else is told: what all of it is.
  void base(std::optional<Zone> zone, Scope scope);
  // Of what is inside the innermost element.
  [[nodiscard]] Scope scope() const { return levels_.empty() ? base_.scope : levels_.back().scope; }
  [[nodiscard]] bool inside() const { return !levels_.empty(); }

 private:
  struct Level {
    std::optional<Zone> zone;
    Scope scope = Scope::document;
    bool block = false;
    bool hidden = false;
  };

  ItemBuilder& builder_;
  Level base_;
  std::vector<Level> levels_;
};

}  // namespace imprimatur

#endif  // IMPRIMATUR_FORMATS_MARKUP_TEXT_H_
