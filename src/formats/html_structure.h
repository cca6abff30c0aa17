// What a page's elements say about the text in them: which part of the page it is, and of what it
// speaks. Elements and roles are believed; class names only where they frame a small part, since
// templates put all kinds of words on what holds the whole page. Private to the formats layer.
#ifndef IMPRIMATUR_FORMATS_HTML_STRUCTURE_H_
#define IMPRIMATUR_FORMATS_HTML_STRUCTURE_H_

#include "base/terms.h"
#include "formats/html_parser.h"
#include "formats/html_parts.h"

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace imprimatur {

struct HtmlZone {
  std::optional<Zone> zone;
  Scope scope = Scope::document;
  friend bool operator==(const HtmlZone&, const HtmlZone&) = default;
};

class HtmlStructure {
 public:
  using Context = std::size_t;
  HtmlStructure();

  // The context of what is inside `element`: a new one, or `around` if it tells nothing.
  [[nodiscard]] Context enter(const HtmlElement& element, Context around);
  // Text of so many bytes stands in a context.
  void add_text(Context context, std::size_t size);
  // After the whole page: what each context means.
  void resolve();
  [[nodiscard]] HtmlZone zone(Context context) const { return contexts_[context].zone; }
  [[nodiscard]] bool in_article(Context context) const { return contexts_[context].in_article; }
  // After resolve(): a context in `around` that is another part.
  [[nodiscard]] Context part_in(Context around, HtmlPart part);
  // How many bylines of the same class names the page has, and whether this is the first.
  struct Repeats {
    std::size_t count = 0;
    bool first = false;
  };
  [[nodiscard]] Repeats repeats(Context context) const;
  // What the element of the context was taken for, whatever became of it.
  [[nodiscard]] HtmlPart part(Context context) const { return contexts_[context].part; }

 private:
  struct Item {
    Context parent = 0;
    HtmlPart part = HtmlPart::none;
    bool by_class = false;
    bool holds_article = false;
    std::size_t text = 0;  // with what is inside
    bool in_article = false;
    HtmlZone zone;
    const std::size_t* same = nullptr;  // how many bylines have its class names
    bool first = false;                 // of them
  };
  void count_byline(std::string_view classes, Item& item);
  void resolve(Item& item, const Item& parent) const;

  std::vector<Item> contexts_;
  std::map<std::string, std::size_t, std::less<>> bylines_;  // by class names
  bool has_article_ = false;
};

}  // namespace imprimatur

#endif  // IMPRIMATUR_FORMATS_HTML_STRUCTURE_H_
