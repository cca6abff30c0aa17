// HtmlPage: what the walk over a page's tree collects, and the Document made of it.
// Private to the formats layer.
#ifndef IMPRIMATUR_FORMATS_HTML_PAGE_H_
#define IMPRIMATUR_FORMATS_HTML_PAGE_H_

#include "formats/document.h"
#include "formats/html_fields.h"
#include "formats/html_flow.h"
#include "formats/html_parser.h"
#include "formats/html_structure.h"

#include <cstddef>
#include <deque>
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
  static constexpr std::size_t kNone = HtmlFields::kNone;
  struct Level {
    HtmlStructure::Context context = 0;
    bool block = false;
    bool keep_blanks = false;
    bool quote = false;
    bool hidden = false;          // only its fields are read
    bool person = false;          // of an author, or a mark
    bool heading = false;         // holds one
    std::size_t capture = kNone;  // the field that its text is the value of
    bool link = false;            // inside a link
    std::size_t pieces = 0;       // before it
    std::size_t text = 0;         // bytes inside
    std::size_t link_text = 0;    // of them in links
    std::size_t links = 0;
    std::size_t image = kNone;  // pieces before the image inside, if there is one
  };
  void note_sources(const HtmlElement& element);
  void read_frame(const HtmlElement& element, HtmlStructure::Context context);
  [[nodiscard]] std::optional<Error> unread(const Document& document) const;
  void read_image(const HtmlElement& element, HtmlStructure::Context context);
  void open_level(const HtmlElement& element, Level& level);
  void end_links(const HtmlElement& element, const Level& level);
  void end_image(const HtmlElement& element, const Level& level);

  std::string_view source_;
  HtmlStructure structure_;
  HtmlFields fields_;
  HtmlFlow flow_;
  std::vector<Level> levels_;
  std::string title_, language_;
  bool in_title_ = false;
  // What else may hold the words of the page.
  bool scripts_ = false;
  bool loaded_ = false;  // scripts from other addresses
  bool frames_ = false;
  std::deque<std::string> frame_texts_;  // of frames whose pages stand in this one
  std::optional<Error> frame_error_;
};

}  // namespace imprimatur

#endif  // IMPRIMATUR_FORMATS_HTML_PAGE_H_
