#include "formats/feed.h"

#include "formats/ascii.h"
#include "formats/feed_names.h"
#include "formats/item_builder.h"
#include "formats/news_markup.h"
#include "formats/rsl_part.h"
#include "formats/xml_events.h"
#include "formats/xml_sniff.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace imprimatur {
namespace {

using Kind = FeedElement::Kind;

// Elements that nobody knows are read as text if they are as long as an article's beginning.
constexpr std::size_t kUnknownBody = 200;
constexpr std::string_view kFeedRights = "the item has rights of its own";

bool is_rights(const Field& field) {
  return (field.kind == Field::Kind::rights &&
          lists_word("notice terms holder licence", field.name)) ||
         (field.kind == Field::Kind::link && field.name == "license");
}

// What is read of one element with text.
struct Capture {
  FeedElement element;
  std::size_t depth = 0;
  std::string type;  // of Atom's texts: "text", "html", "xhtml"
  std::string address;
  Span address_span;
  TextFlow flow;
  WrittenText raw;
  bool markup = false;  // XHTML goes to the builder as it comes
};

class FeedWalk : public XmlHandler {
 public:
  // `sink` null: only what the feed says of itself is read.
  FeedWalk(const Document& base, const DocumentSink* sink)
      : base_(base), sink_(sink), rsl_(base.source) {}

  void start(const XmlElement& element) override {
    ++depth_;
    if (hidden_ > 0) {
      return;
    }
    if (item_ > 0 && source_ == 0) {
      rsl_.start(element);
    }
    if (rsl_.inside()) {
      return;
    }
    if (markup_.inside() || (capture_ && capture_->markup)) {
      markup_.start(element);
      return;
    }
    const std::string name = feed_name(element);
    FeedElement meaning = feed_element(name);
    if (root_.empty()) {
      root_ = name;
    }
    read_relation(element);
    // <media:content> and its like are nothing by themselves, and hold rights.
    const bool rights = meaning.kind == Kind::rights || meaning.kind == Kind::caption;
    if (capture_ && capture_->element.kind == FeedElement{}.kind && rights) {
      end_capture();
    }
    if (capture_) {
      return;  // <atom:author><name>: the text inside is the value
    }
    if (meaning.kind == Kind::entry && item_ == 0) {
      begin_item(element);
    } else if (meaning.kind == Kind::hidden || (item_ > 0 && sink_ == nullptr)) {
      hidden_ = depth_;
    } else if (meaning.kind == Kind::source) {
      source_ = depth_;
    } else if (item_ > 0 || meaning.kind == Kind::rights) {
      begin_capture(element, meaning, name);
    }
  }

  void end(const XmlElement& element) override {
    if (rsl_.inside()) {
      if (std::optional<Field> licence = rsl_.end(element)) {
        builder_.field(std::move(*licence));
      }
      --depth_;
      return;
    }
    if (markup_.inside()) {
      markup_.end();
    } else if (capture_ && capture_->depth == depth_) {
      end_capture();
    }
    hidden_ = hidden_ == depth_ ? 0 : hidden_;
    source_ = source_ == depth_ ? 0 : source_;
    if (item_ == depth_) {
      end_item();
    }
    --depth_;
  }

  void text(std::string_view value, Span written) override {
    if (hidden_ > 0 || !capture_ || rsl_.inside()) {
      return;
    }
    if (capture_->markup) {
      markup_.text(value, written);
      return;
    }
    capture_->flow.text(value, written);
    capture_->raw.add(value, written);
  }

  [[nodiscard]] bool wants_more() const override { return !stopped_; }

  std::vector<Field>& feed_fields() { return feed_fields_; }
  [[nodiscard]] std::size_t items() const { return items_; }
  std::optional<Error> error;  // of an item that could not be read as a whole

 private:
  void begin_item(const XmlElement& element) {
    item_ = depth_;
    builder_.clear();
    own_.clear();
    id_ = element.value("about");
    link_.clear();
    title_.clear();
    type_.clear();
  }

  // <link rel="license" href="...">, also Atom's; and the item's address.
  void read_relation(const XmlElement& element) {
    const XmlAttribute* address = element.find("href");
    if (element.name != "link" || address == nullptr) {
      return;
    }
    if (lists_word(ascii_lower(element.value("rel")), "license")) {
      Field field;
      field.kind = Field::Kind::link;
      field.name =
          ascii_lower(element.value("type")).starts_with("application/rsl+xml") ? "rsl" : "license";
      field.value = address->value;
      field.span = address->span;
      keep(std::move(field));
    } else if (item_ > 0 && source_ == 0 && link_.empty()) {
      link_ = address->value;
    }
  }

  void begin_capture(const XmlElement& element, const FeedElement& meaning, std::string_view name) {
    Capture& capture = capture_.emplace();
    capture.element = meaning;
    capture.depth = depth_;
    capture.type = ascii_lower(element.value("type"));
    for (const std::string_view key : {"resource", "href", "url"}) {
      const XmlAttribute* address = element.find(key);
      if (address != nullptr && capture.address.empty()) {
        capture.address = address->value;
        capture.address_span = address->span;
      }
    }
    if (name == "media:restriction" || name == "media:rights") {
      capture.address.clear();
      for (const std::string_view key : {"relationship", "type", "status"}) {
        if (const XmlAttribute* said = element.find(key)) {
          capture.address += (capture.address.empty() ? "" : " ") + std::string(said->value);
          capture.address_span = said->span;
        }
      }
    }
    // "xhtml", or a news format: "text/xml", "application/nitf+xml".
    if (meaning.kind == Kind::body && capture.type.find("xml") != std::string::npos) {
      capture.markup = true;
      builder_.paragraph_break();
    }
  }

  void end_capture() {
    Capture capture = std::move(*capture_);
    capture_.reset();
    switch (capture.element.kind) {
      case Kind::headline:
        if (source_ == 0) {
          title_ = title_.empty() ? std::string(capture.flow.str()) : title_;
          add_text(capture, Zone::headline);
        }
        return;
      case Kind::body:
        if (source_ == 0 && !capture.markup) {
          add_text(capture, std::nullopt);
        }
        return;
      case Kind::caption:
        note(builder_.html(capture.raw, Zone::caption, Scope::photo));
        return;
      case Kind::id:
        id_ = source_ == 0 && !capture.flow.empty() ? std::string(capture.flow.str()) : id_;
        return;
      case Kind::link:
        link_ = source_ == 0 && !capture.flow.empty() ? std::string(capture.flow.str()) : link_;
        return;
      case Kind::type:
        type_ = capture.flow.str();
        return;
      case Kind::rights:
        keep_rights(capture);
        return;
      default:
        if (capture.flow.size() >= kUnknownBody && source_ == 0) {
          add_text(capture, std::nullopt);
        }
    }
  }

  void add_text(const Capture& capture, std::optional<Zone> zone) {
    if (capture.type == "text") {  // Atom: no markup, "<" is the character
      builder_.paragraph_break();
      builder_.zone(zone);
      builder_.append(capture.flow);
      builder_.paragraph_break();
    } else {
      note(builder_.html(capture.raw, zone));
    }
  }

  void note(Result<void> read) {
    if (!read && !error) {
      error = std::move(read).error();
    }
  }

  void keep_rights(const Capture& capture) {
    Field field;
    field.kind = Field::Kind::rights;
    field.name = capture.element.field;
    field.scope = capture.element.media ? Scope::photo : Scope::document;
    const bool address_first = field.name == "licence" || field.name == "media-restriction" ||
                               field.name == "media-rights";
    if (!capture.address.empty() && (address_first || capture.flow.empty())) {
      field.value = capture.address;
      field.span = capture.address_span;
      if (field.name == "notice") {
        field.name = "licence";  // media:copyright with nothing but an address
      }
    } else {
      field.value = capture.flow.str();
      field.span = capture.flow.written();
      field.map = capture.flow.map();
    }
    if (!trim_blanks(field.value).empty()) {
      keep(std::move(field));
    }
  }

  void keep(Field field) {
    if (item_ == 0 || source_ > 0) {
      const bool wanted = is_rights(field) && field.scope == Scope::document;
      field.scope = Scope::site;
      if (wanted && item_ == 0 && sink_ == nullptr) {
        feed_fields_.push_back(std::move(field));
      } else if (wanted && source_ > 0) {
        own_.push_back(std::move(field));
      }
      return;
    }
    builder_.field(std::move(field));
  }

  // WordPress exports menus, styles and old versions beside what people read.
  [[nodiscard]] bool is_machinery() const {
    return type_ == "nav_menu_item" || type_ == "revision" || type_ == "custom_css" ||
           type_ == "customize_changeset" || type_.starts_with("wp_") || type_.starts_with("acf-");
  }

  void end_item() {
    item_ = 0;
    if (is_machinery() || sink_ == nullptr) {
      return;
    }
    ++items_;
    std::vector<Field>& fields = builder_.fields();
    const bool own = std::any_of(fields.begin(), fields.end(), [](const Field& field) {
      return is_rights(field) && field.scope == Scope::document;
    });
    // RFC 4287: an entry's own, else those of the feed it was taken from, else this feed's.
    for (const Field& field : own_.empty() ? feed_fields_ : own_) {
      fields.push_back(field);
      if (own) {
        fields.back().why_not = kFeedRights;
      }
    }
    Document document;
    document.record = records_.next(id_.empty() ? link_ : id_);
    document.media_type =
        root_.starts_with("atom:") ? "application/atom+xml" : "application/rss+xml";
    document.encoding = base_.encoding;
    document.source = base_.source;
    document.source_map = base_.source_map;
    document.title = title_;
    document.url = link_;
    builder_.finish(document);
    stopped_ = !(*sink_)(document);
  }

  const Document& base_;
  const DocumentSink* sink_;
  ItemBuilder builder_;
  NewsMarkup markup_{builder_};
  RslPart rsl_;
  std::optional<Capture> capture_;
  RecordNames records_;
  std::vector<Field> feed_fields_;
  std::vector<Field> own_;  // of the feed that the entry was taken from
  std::string root_, id_, link_, title_, type_;
  std::size_t depth_ = 0;
  // The depth of the element, 0 outside of one.
  std::size_t item_ = 0;
  std::size_t source_ = 0;
  std::size_t hidden_ = 0;
  std::size_t items_ = 0;
  bool stopped_ = false;
};

class FeedReader : public Reader {
 public:
  Result<void> read(std::string_view bytes,
                    const ReadOptions& options,
                    const DocumentSink& sink) override {
    IMPRIMATUR_TRY(const Decoded decoded, decode_xml(bytes, options));
    Document base;
    base.encoding = decoded.encoding;
    base.source = decoded.text;
    base.source_map = &decoded.map;
    // What the feed says of itself may stand behind its items.
    FeedWalk first(base, nullptr);
    static_cast<void>(parse_xml(decoded.text, first));
    FeedWalk walk(base, &sink);
    walk.feed_fields() = std::move(first.feed_fields());
    Result<void> read = parse_xml(decoded.text, walk);
    if (!read) {
      return read;
    }
    if (walk.error) {
      return tl::unexpected<Error>(*walk.error);
    }
    if (walk.items() == 0) {
      return fail(ErrorCode::unsupported, "the feed has no items: nothing to judge");
    }
    return {};
  }
};

}  // namespace

std::unique_ptr<Reader> make_feed_reader() {
  return std::make_unique<FeedReader>();
}

bool is_feed(std::string_view head) {
  const std::string root = xml_root(head);
  const std::string_view name = xml_root_name(root);
  const bool rdf = name == "RDF" && (root.find("purl.org/rss/1.0") != std::string::npos ||
                                     root.find("netscape.com/rdf/simple") != std::string::npos);
  return name == "rss" || rdf || (name == "feed" && root.find("atom") != std::string::npos) ||
         (name == "feed" && root.find("Atom") != std::string::npos);
}

}  // namespace imprimatur
