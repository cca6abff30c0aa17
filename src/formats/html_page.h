// HtmlPage: what the walk over a page's tree collects, and the Document made of it.
// Private to the formats layer.
#ifndef IMPRIMATUR_FORMATS_HTML_PAGE_H_
#define IMPRIMATUR_FORMATS_HTML_PAGE_H_

#include "formats/document.h"
#include "formats/html_parser.h"
#include "formats/html_structure.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace imprimatur {

class HtmlPage : public HtmlHandler {
 public:
  explicit HtmlPage(std::string_view source) : source_(source) {}

  bool enter(const HtmlElement& element) override;
  void leave(const HtmlElement& element) override;
  void text(std::string_view value, Span written) override;

  // Call once, while the parser's memory lives. `text` keeps what the document views.
  void finish(Document& document, std::string& text);

 private:
  struct Piece {
    enum class Kind : unsigned char { text, line_break, open_quote, close_quote };
    std::string_view value;
    Span written;
    std::size_t block;
    HtmlStructure::Context context;
    Kind kind;
    bool keep_blanks;
  };
  struct Level {
    HtmlStructure::Context context;
    bool block;
    bool keep_blanks;
    bool quote;
    std::size_t capture;  // index into fields_ of what its text is the value of, or none
    std::size_t pieces;   // when it began
  };
  struct PendingField {
    Field field;
    HtmlStructure::Context context;
  };
  void add_field(Field::Kind kind,
                 std::string_view name,
                 const HtmlAttribute& value,
                 HtmlStructure::Context context);
  void read_meta(const HtmlElement& element);
  void read_links(const HtmlElement& element, HtmlStructure::Context context);
  // Index of the field whose value is the element's text, if there is one.
  std::size_t read_property(const HtmlElement& element, HtmlStructure::Context context);
  void capture(Level& level);
  void break_block() { ++block_; }
  void add_piece(const Piece& piece,
                 class TextBuilder& builder,
                 std::vector<Region>& regions) const;

  std::string_view source_;
  HtmlStructure structure_;
  std::vector<Level> levels_;
  std::vector<Piece> pieces_;
  std::vector<PendingField> fields_;
  std::size_t block_ = 0;
  std::size_t script_ = 0;  // inside a script of linked data: its field's index + 1
  std::string title_, language_, url_;
  bool in_title_ = false;
};

}  // namespace imprimatur

#endif  // IMPRIMATUR_FORMATS_HTML_PAGE_H_
