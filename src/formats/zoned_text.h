// ZonedText: visible text of a package's XML, piece by piece, with what its styles say about each
// paragraph. Private to the formats layer.
#ifndef IMPRIMATUR_FORMATS_ZONED_TEXT_H_
#define IMPRIMATUR_FORMATS_ZONED_TEXT_H_

#include "formats/document.h"
#include "formats/text_builder.h"

#include <optional>
#include <string_view>
#include <vector>

namespace imprimatur {

struct ZoneOf {
  std::optional<Zone> zone;
  Scope scope = Scope::document;
  friend bool operator==(const ZoneOf&, const ZoneOf&) = default;
};

// What the name of a paragraph style says, in English as the formats store built-in names: "heading
// 1", "Image Caption", "Intense Quote".
[[nodiscard]] ZoneOf zone_of_style(std::string_view name);

class ZonedText {
 public:
  // `source`: what all is written in; must outlive it.
  explicit ZonedText(std::string_view source) : builder_(source) {}

  // A piece as XmlHandler::text gives it, moved by `base`.
  void text(std::string_view value, Span written, std::size_t base);
  void blank(std::size_t at);
  void line_break(std::size_t at) { builder_.line_break(at); }
  // What follows is a paragraph of its own, in this zone.
  void paragraph(ZoneOf zone);
  // A sheet begins; its number.
  std::uint32_t sheet(std::string title);
  // What follows stands in this cell, or in none.
  void cell(Cell cell);
  // A document whose source begins at `base` and is `size` long.
  void append(const Document& part, std::size_t base, std::size_t size);
  // Moves all into the document but its source. The text lives as long as this.
  void finish(Document& document);

 private:
  void begin_zone(std::size_t size);
  void end_zone();

  TextBuilder builder_;
  std::vector<Region> regions_;
  std::vector<Field> fields_;
  std::vector<Cell> cells_;
  std::vector<std::string> sheets_;
  ZoneOf zone_;
  std::optional<std::size_t> begin_;
};

}  // namespace imprimatur

#endif  // IMPRIMATUR_FORMATS_ZONED_TEXT_H_
