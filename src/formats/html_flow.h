// HtmlFlow: the pieces of text that a walk over a page meets, and the visible text with its regions
// made of them once the structure is known. Private to the formats layer.
#ifndef IMPRIMATUR_FORMATS_HTML_FLOW_H_
#define IMPRIMATUR_FORMATS_HTML_FLOW_H_

#include "formats/document.h"
#include "formats/html_structure.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace imprimatur {

class TextBuilder;

class HtmlFlow {
 public:
  struct Piece {
    enum class Kind : unsigned char { text, line_break, open_quote, close_quote };
    std::string_view value;
    Span written;
    std::size_t block;
    HtmlStructure::Context context;
    Kind kind;
    bool keep_blanks;
  };
  // The address of what may be a licence, or the words of its badge, in the text's course.
  struct Mention {
    std::string value;
    Span written;
    std::size_t pieces;  // how many pieces stood before it
    HtmlStructure::Context context;
    std::size_t block;
    bool address;
  };

  void break_block() { ++block_; }
  void add_text(std::string_view value, Span written, HtmlStructure::Context at, bool keep_blanks);
  void add_mark(Piece::Kind kind, std::size_t at, HtmlStructure::Context context);
  void add_mention(std::string_view value, Span written, HtmlStructure::Context at, bool address);
  [[nodiscard]] std::size_t size() const { return pieces_.size(); }
  [[nodiscard]] std::size_t last_end() const {
    return pieces_.empty() ? 0 : pieces_.back().written.end;
  }
  // The pieces from `first` on stand below an image in a box of their own.
  void end_image_box(std::size_t first);
  // The pieces from `first` on are links and nothing else.
  void end_links(std::size_t first);
  // Bytes of text in the pieces from `first` on.
  [[nodiscard]] std::size_t text_size(std::size_t first) const;

  // Once, after HtmlStructure::resolve(). Sets the document's text (see take_text), regions and
  // map.
  void finish(std::string_view source,
              std::string_view title,
              HtmlStructure& structure,
              Document& document);
  [[nodiscard]] std::string take_text() { return std::move(text_); }
  // After finish(): of the publisher's words about the page.
  [[nodiscard]] std::vector<std::pair<Field, HtmlStructure::Context>>& mentions() { return found_; }

 private:
  struct Block {
    std::size_t first = 0;  // piece
    std::size_t text = 0;   // bytes
    bool prose = false;     // of the page's own running text
    bool sentence = false;  // shorter than prose, but said in full
    bool own = false;       // of the page itself, whatever part
    bool plain = false;     // nothing tells what it is
    bool headline = false;
    bool caption = false;
    bool head = false;    // between headline and article
    bool split = false;   // a short line between headline and article: each part is a line
    bool byline = false;  // a byline by its class
  };
  struct Box {
    std::size_t first;
    std::size_t end;
  };
  void make_blocks(const HtmlStructure& structure);
  void mark_headline(std::string_view title);
  [[nodiscard]] std::string words_of(std::size_t block) const;
  void mark_captions(HtmlStructure& structure);
  void mark_frame(HtmlStructure& structure);
  void set_part(std::size_t block, HtmlPart part, HtmlStructure& structure);
  void mark_head();
  void mark_links(HtmlStructure& structure);
  void mark_bylines(HtmlStructure& structure);
  void add_piece(std::size_t index,
                 const HtmlStructure& structure,
                 TextBuilder& builder,
                 std::vector<Region>& regions) const;
  void find_mentions(const HtmlStructure& structure);
  [[nodiscard]] std::string paragraph_of(const Mention& mention) const;
  [[nodiscard]] bool ends_part(std::size_t index, std::string_view source) const;
  void break_between(std::size_t index, std::string_view source, TextBuilder& builder) const;
  [[nodiscard]] bool touches(std::size_t index, std::string_view source) const;
  [[nodiscard]] bool prose_behind(std::size_t block) const;

  std::vector<Piece> pieces_;
  std::vector<Box> boxes_;
  std::vector<Box> links_;
  std::vector<Mention> mentions_;
  std::vector<Block> blocks_;  // of Piece::block
  std::vector<std::pair<Field, HtmlStructure::Context>> found_;
  std::size_t block_ = 0;
  std::string text_;
};

}  // namespace imprimatur

#endif  // IMPRIMATUR_FORMATS_HTML_FLOW_H_
