// NewsMarkup: NITF or XHTML as it stands in news items: running text, and the rights that NITF
// states in its head and body (NITF 3.6: doc.copyright, doc.rights, rights, copyrite, date.release,
// date.expire, management-status, ed-msg, distributor). Private to the formats layer.
#ifndef IMPRIMATUR_FORMATS_NEWS_MARKUP_H_
#define IMPRIMATUR_FORMATS_NEWS_MARKUP_H_

#include "formats/markup_text.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace imprimatur {

class NewsMarkup {
 public:
  explicit NewsMarkup(ItemBuilder& builder) : builder_(builder), text_(builder) {}

  void start(const XmlElement& element);
  void end();
  void text(std::string_view value, Span written);
  [[nodiscard]] bool inside() const { return depth_ > 0; }
  void clear();

  [[nodiscard]] const std::string& title() const { return title_; }
  [[nodiscard]] const std::string& id() const { return id_; }

 private:
  struct Open {
    std::string_view field;
    std::size_t depth;
    TextFlow flow;
  };
  void read_attributes(std::string_view name, const XmlElement& element);
  void field_of(const XmlElement& element, std::string_view attribute, std::string_view name);

  ItemBuilder& builder_;
  MarkupText text_;
  std::vector<Open> open_;  // elements whose text is a field's value
  std::size_t depth_ = 0;
  std::size_t title_depth_ = 0;
  std::string title_, id_;
};

}  // namespace imprimatur

#endif  // IMPRIMATUR_FORMATS_NEWS_MARKUP_H_
