// ItemBuilder: the Document of one item of a container (a feed, a news message), put together in
// the order of the source. Private to the formats layer.
#ifndef IMPRIMATUR_FORMATS_ITEM_BUILDER_H_
#define IMPRIMATUR_FORMATS_ITEM_BUILDER_H_

#include "base/result.h"
#include "formats/document.h"
#include "formats/text_flow.h"
#include "formats/written_text.h"

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace imprimatur {

class ItemBuilder {
 public:
  // What the text that follows is; kept until it is set again.
  void zone(std::optional<Zone> zone, Scope scope = Scope::document);
  void text(std::string_view value, Span written);
  void append(const TextFlow& text);
  void line_break() { flow_.line_break(); }
  void paragraph_break() { flow_.paragraph_break(); }
  void keep_lines() { flow_.keep_lines(); }
  // A paragraph of its own.
  void paragraph(const WrittenText& text, std::optional<Zone> zone, Scope scope = Scope::document);
  // HTML, or plain text if it holds no markup, as paragraphs of their own. With a zone or scope all
  // of it is that. An error means that the markup could not be read and stands as it is.
  [[nodiscard]] Result<void> html(const WrittenText& html,
                                  std::optional<Zone> zone = std::nullopt,
                                  Scope scope = Scope::document);

  // A rights field (names: formats/document.h); nothing if the value is empty.
  void field(std::string_view name, const TextFlow& value, Scope scope = Scope::document);
  void field(std::string_view name,
             std::string_view value,
             Span written,
             Scope scope = Scope::document);
  void field(Field field) { fields_.push_back(std::move(field)); }
  [[nodiscard]] std::vector<Field>& fields() { return fields_; }
  [[nodiscard]] std::size_t size() const { return flow_.size(); }
  // What was added behind these places is of that scope, whatever was said of it.
  void rescope(std::size_t first_field, std::size_t first_text, Scope scope);
  [[nodiscard]] bool empty() const { return flow_.empty() && fields_.empty(); }

  // Fills the text, its map, regions and fields. The builder keeps what the document views.
  void finish(Document& document);
  void clear();

 private:
  void mark_region(std::size_t before);

  TextFlow flow_;
  std::vector<Region> regions_;
  std::vector<Field> fields_;
  std::optional<Zone> zone_;
  Scope scope_ = Scope::document;
};

// Names of items that are not given twice.
class RecordNames {
 public:
  // `wanted`, or the item's number (1-based) if it is empty; "#2" behind it the second time.
  [[nodiscard]] std::string next(std::string_view wanted);

 private:
  std::set<std::string, std::less<>> taken_;
  std::size_t count_ = 0;
};

}  // namespace imprimatur

#endif  // IMPRIMATUR_FORMATS_ITEM_BUILDER_H_
