#include "formats/ascii.h"
#include "formats/cells.h"
#include "formats/office.h"
#include "formats/package.h"
#include "formats/zoned_text.h"

#include <array>
#include <charconv>
#include <map>
#include <string>
#include <vector>

namespace imprimatur {
namespace {

using Parents = std::map<std::string, std::string>;  // automatic style -> the style it is made of

constexpr std::size_t kMaxBlanks = 1000;
constexpr int kMaxAncestors = 8;

class StyleParents : public XmlHandler {
 public:
  explicit StyleParents(Parents& parents) : parents_(parents) {}
  void start(const XmlElement& element) override {
    if (element.name == "style" && element.value("family") == "paragraph") {
      parents_[std::string(element.value("name"))] = element.value("parent-style-name");
    }
  }
  void end(const XmlElement& /*element*/) override {}
  void text(std::string_view /*value*/, Span /*written*/) override {}

 private:
  Parents& parents_;
};

class OdfText : public XmlHandler {
 public:
  // `frames`: only headers and footers of the pages are text. `sheets`: tables are sheets.
  OdfText(ZonedText& text, const Parents& parents, std::size_t base, bool frames, bool sheets)
      : text_(text), parents_(parents), base_(base), frames_(frames), sheets_(sheets) {
    text_.cell({});
  }

  void start(const XmlElement& element) override {
    if (unseen_ > 0 || is_unseen(element)) {
      ++unseen_;
      return;
    }
    if (frames_ && element.name.starts_with("header")) {
      begin_frame({Zone::boilerplate, Scope::document});
    } else if (frames_ && element.name.starts_with("footer")) {
      begin_frame({Zone::footer, Scope::document});
    } else if (frame_ > 0) {
      ++frame_;
    }
    if (frames_ && frame_ == 0) {
      return;
    }
    if (sheets_ && paragraphs_ == 0) {
      sheet(element);
    }
    if (is_paragraph(element)) {
      ++paragraphs_;
      text_.paragraph(zone_of(element));
    } else if (paragraphs_ > 0) {
      character(element);
    }
  }

  void end(const XmlElement& element) override {
    if (unseen_ > 0) {
      --unseen_;
      return;
    }
    if (paragraphs_ > 0 && is_paragraph(element)) {
      --paragraphs_;
      text_.paragraph(frame_zone_);
    }
    frame_ -= frame_ > 0 ? 1U : 0U;
    frame_zone_ = frame_ > 0 ? frame_zone_ : ZoneOf{};
  }

  void text(std::string_view value, Span written) override {
    if (paragraphs_ > 0 && unseen_ == 0) {
      text_.text(value, written, base_);
    }
  }

 private:
  static bool is_paragraph(const XmlElement& element) {
    return element.name == "p" || element.name == "h";
  }

  // Revisions, comments, numbers of notes, descriptions, and text that conditions hide.
  static bool is_unseen(const XmlElement& element) {
    return lists_word(
               "tracked-changes annotation annotation-end note-citation desc title "
               "sequence-decls variable-decls forms scripts object hidden-paragraph "
               "hidden-text ruby-text index-title-template binary-data",
               element.name) &&
           element.prefix != "dc";
  }

  void begin_frame(ZoneOf zone) {
    if (frame_ == 0) {
      frame_zone_ = zone;
    }
    ++frame_;
  }

  [[nodiscard]] ZoneOf zone_of(const XmlElement& element) const {
    if (frame_zone_.zone) {
      return frame_zone_;
    }
    if (element.name == "h") {
      return {Zone::headline, Scope::document};
    }
    std::string style(element.value("style-name"));
    for (int i = 0; i < kMaxAncestors && !style.empty(); ++i) {
      std::string name = style;
      for (std::size_t at = 0; (at = name.find("_20_", at)) != std::string::npos;) {
        name.replace(at, 4, " ");
      }
      if (const ZoneOf zone = zone_of_style(name); zone.zone) {
        return zone;
      }
      const auto parent = parents_.find(style);
      style = parent == parents_.end() ? std::string() : parent->second;
    }
    return {};
  }

  static std::uint32_t times(const XmlElement& element, std::string_view attribute) {
    std::uint32_t count = 1;
    const std::string_view written = element.value(attribute);
    static_cast<void>(std::from_chars(written.data(), written.data() + written.size(), count));
    return count;
  }

  void sheet(const XmlElement& element) {
    if (element.name == "table") {
      number_ = text_.sheet(std::string(element.value("name")));
      walk_.sheet();
    } else if (element.name == "table-row") {
      walk_.row(times(element, "number-rows-repeated"));
    } else if (element.name == "table-cell" || element.name == "covered-table-cell") {
      walk_.cell(times(element, "number-columns-repeated"));
      text_.cell(walk_.at(number_));
    }
  }

  void character(const XmlElement& element) {
    const std::size_t at = element.tag.begin + base_;
    if (element.name == "line-break") {
      text_.line_break(at);
    } else if (element.name == "tab") {
      text_.blank(at);
    } else if (element.name == "s") {
      std::size_t count = 1;
      const std::string_view c = element.value("c");
      static_cast<void>(std::from_chars(c.data(), c.data() + c.size(), count));
      for (std::size_t i = 0; i < std::min(count, kMaxBlanks); ++i) {
        text_.blank(at);
      }
    }
  }

  ZonedText& text_;
  const Parents& parents_;
  std::size_t base_;
  bool frames_;
  bool sheets_;
  std::uint32_t number_ = 0;  // of the sheet
  CellWalk walk_;
  std::size_t unseen_ = 0;
  std::size_t frame_ = 0;
  ZoneOf frame_zone_;
  std::size_t paragraphs_ = 0;
};

class OpenDocumentReader : public Reader {
 public:
  Result<void> read(std::string_view bytes,
                    const ReadOptions& options,
                    const DocumentSink& sink) override {
    IMPRIMATUR_TRY(Package package, Package::open(bytes, options, [](std::string_view name) {
                     return lists_word(
                         "content.xml styles.xml meta.xml mimetype META-INF/manifest.xml", name);
                   }));
    const std::string* manifest = package.find("META-INF/manifest.xml");
    if (manifest != nullptr && manifest->find("encryption-data") != std::string::npos) {
      return fail(ErrorCode::unreadable, "it is encrypted: save it without a password");
    }
    if (package.find("content.xml") == nullptr) {
      return fail(ErrorCode::unsupported, "no OpenDocument file: it holds no 'content.xml'");
    }
    constexpr std::array<const char*, 2> kStories = {"content.xml", "styles.xml"};
    Parents parents;
    std::array<std::optional<std::size_t>, 2> places;
    for (std::size_t i = 0; i < kStories.size(); ++i) {
      places[i] = package.place(kStories[i]);
      if (places[i]) {
        StyleParents names(parents);
        static_cast<void>(parse_xml(*package.find(kStories[i]), names));
      }
    }
    const auto meta = package.place("meta.xml");
    Document document;
    document.source = package.source();
    document.lines_of_text = true;
    const std::string* type = package.find("mimetype");
    document.media_type = type != nullptr && type->starts_with("application/vnd.oasis.opendocument")
                              ? std::string(trim_blanks(*type))
                              : "application/vnd.oasis.opendocument.text";
    const bool spreadsheet = document.media_type.find(".spreadsheet") != std::string::npos;
    ZonedText text(document.source);
    for (std::size_t i = 0; i < kStories.size(); ++i) {
      if (!places[i]) {
        continue;
      }
      OdfText story(text, parents, *places[i], i == 1, i == 0 && spreadsheet);
      if (Result<void> done = parse_xml(*package.find(kStories[i]), story); !done) {
        document.error =
            Error{done.error().code,
                  std::string("part '") + kStories[i] + "' of it: " + done.error().message};
      }
    }
    if (meta) {
      read_properties(*package.find("meta.xml"), *meta, document);
    }
    text.finish(document);
    static_cast<void>(sink(document));
    return {};
  }
};

}  // namespace

std::unique_ptr<Reader> make_open_document_reader() {
  return std::make_unique<OpenDocumentReader>();
}

bool is_open_document(std::string_view head) {
  return head.starts_with("PK\3\4") && head.size() > 30 &&
         head.substr(30).starts_with("mimetypeapplication/vnd.oasis.opendocument");
}

}  // namespace imprimatur
