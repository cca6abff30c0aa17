// NewsWalk: the walk over a message of NewsML-G2, NewsML 1 or APPL. Private to the formats layer.
#ifndef IMPRIMATUR_FORMATS_NEWS_WALK_H_
#define IMPRIMATUR_FORMATS_NEWS_WALK_H_

#include "formats/document.h"
#include "formats/item_builder.h"
#include "formats/news_markup.h"
#include "formats/news_names.h"
#include "formats/reader.h"
#include "formats/xml_events.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace imprimatur {

class NewsWalk : public XmlHandler {
 public:
  // `base`: what all documents of the message share. Both outlive the walk.
  NewsWalk(const Document& base, const DocumentSink& sink) : base_(base), sink_(sink) {}

  void start(const XmlElement& element) override;
  void end(const XmlElement& element) override;
  void text(std::string_view value, Span written) override;
  [[nodiscard]] bool wants_more() const override { return !stopped_; }

  // Gives the item that a break in the XML left open, if it has text or rights.
  void give_open_item();
  [[nodiscard]] std::size_t items() const { return items_; }
  [[nodiscard]] std::size_t other_items() const { return other_items_; }
  [[nodiscard]] const std::optional<Error>& error() const { return error_; }

 private:
  struct Capture {
    NewsElement element;
    std::size_t depth = 0;
    std::size_t begin = 0;  // of the start tag
    std::string attribute;  // what stands for the text if there is none
    Span attribute_span;
    std::string address;  // @href
    Span address_span;
    std::string role;
    TextFlow flow;
    WrittenText raw;
    bool elements = false;  // markup: elements were seen, so text goes on as it comes
  };
  struct Component {
    std::size_t depth = 0;
    std::size_t fields = 0;
    std::size_t text = 0;
    bool picture = false;
    bool story = false;
  };

  void begin_item(const XmlElement& element);
  void end_item();
  void begin(const XmlElement& element, const NewsElement& meaning);
  void begin_capture(const XmlElement& element, const NewsElement& meaning);
  void inside_capture(const XmlElement& element);
  void end_capture(const XmlElement& element);
  void end_field(Capture& capture);
  void end_markup(Capture& capture);
  void end_policy(const Capture& capture, std::size_t end);
  void end_component();
  void note_media(const XmlElement& element);
  void name_part(const XmlElement& element, std::string_view name);
  void resolve_parts();

  const Document& base_;
  const DocumentSink& sink_;
  ItemBuilder builder_;
  NewsMarkup markup_{builder_};
  std::optional<Capture> capture_;
  std::vector<Component> components_;
  std::string idrefs_;                                        // of the rights being read
  std::vector<std::pair<std::size_t, std::string>> limited_;  // fields, and the parts they speak of
  std::map<std::string, Scope, std::less<>> parts_;
  RecordNames records_;
  std::string id_, title_;
  std::size_t depth_ = 0;
  // The depth of the element, 0 outside of one.
  std::size_t item_ = 0;
  std::size_t hidden_ = 0;
  std::size_t rights_ = 0;
  std::size_t part_ = 0;
  std::size_t change_ = 0;
  std::size_t items_ = 0;
  std::size_t other_items_ = 0;
  std::optional<Error> error_;
  bool stopped_ = false;
};

}  // namespace imprimatur

#endif  // IMPRIMATUR_FORMATS_NEWS_WALK_H_
