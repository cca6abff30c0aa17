#include "formats/ascii.h"
#include "formats/office.h"
#include "formats/old_office.h"
#include "formats/package.h"
#include "formats/zoned_text.h"

#include <algorithm>
#include <map>
#include <string>
#include <vector>

namespace imprimatur {
namespace {

constexpr std::string_view kPresentation = "ppt/presentation.xml";

using Styles = std::map<std::string, std::string>;  // id -> name

bool is_off(std::string_view value) {
  return value == "0" || value == "false" || value == "off";
}

// Ids are written in the language of the program, names in English.
class StyleNames : public XmlHandler {
 public:
  explicit StyleNames(Styles& styles) : styles_(styles) {}
  void start(const XmlElement& element) override {
    if (element.name == "style") {
      id_ = element.value("styleId");
    } else if (element.name == "name" && !id_.empty()) {
      styles_.emplace(id_, element.value("val"));
    }
  }
  void end(const XmlElement& element) override {
    if (element.name == "style") {
      id_.clear();
    }
  }
  void text(std::string_view /*value*/, Span /*written*/) override {}

 private:
  Styles& styles_;
  std::string id_;
};

class Story : public XmlHandler {
 public:
  // `master`: what stands on every slide; its placeholders only say what to type there.
  Story(ZonedText& text, const Styles& styles, std::size_t base, ZoneOf zone, bool master)
      : text_(text), styles_(styles), base_(base), zone_(zone), master_(master) {}

  void start(const XmlElement& element) override {
    if (unseen_ > 0 || is_unseen(element.name)) {
      ++unseen_;
      return;
    }
    if (lists_word("sp pic graphicFrame", element.name)) {
      hidden_ = false;
    } else if (element.name == "ph" && master_) {
      hidden_ = true;
    } else if (element.name == "p") {
      text_.paragraph(zone_);
    } else if (element.name == "pStyle") {
      const auto named = styles_.find(std::string(element.value("val")));
      const ZoneOf zone =
          zone_of_style(named == styles_.end() ? element.value("val") : named->second);
      if (!zone_.zone && zone.zone) {
        text_.paragraph(zone);
      }
    } else if (element.name == "r") {
      hidden_ = hidden_ && master_;
      in_run_ = true;
    } else if (element.name == "vanish" && in_run_) {
      hidden_ = !is_off(element.value("val"));
    } else if (element.name == "t") {
      ++shown_;
    } else if (in_run_ && !hidden_) {
      character(element);
    }
  }

  void end(const XmlElement& element) override {
    if (unseen_ > 0) {
      --unseen_;
    } else if (element.name == "t") {
      --shown_;
    } else if (element.name == "r") {
      in_run_ = false;
    } else if (element.name == "p") {
      text_.paragraph(zone_);
    }
  }

  void text(std::string_view value, Span written) override {
    if (shown_ > 0 && unseen_ == 0 && !hidden_) {
      text_.text(value, written, base_);
    }
  }

 private:
  // Revisions, field codes, and what old programs see instead.
  static bool is_unseen(std::string_view name) {
    return lists_word("del moveFrom instrText Fallback rPrChange pPrChange comment", name);
  }

  void character(const XmlElement& element) {
    const std::size_t at = element.tag.begin + base_;
    if (lists_word("tab ptab", element.name)) {
      text_.blank(at);
    } else if (lists_word("br cr", element.name)) {
      text_.line_break(at);
    }
  }

  ZonedText& text_;
  const Styles& styles_;
  std::size_t base_;
  ZoneOf zone_;
  bool master_;
  std::size_t unseen_ = 0;
  std::size_t shown_ = 0;
  bool in_run_ = false;
  bool hidden_ = false;
};

bool is_numbered(std::string_view name, std::string_view before) {
  return name.starts_with(before) && name.ends_with(".xml") &&
         name.substr(before.size(), name.size() - before.size() - 4)
                 .find_first_not_of("0123456789") == std::string_view::npos;
}

// What slides are laid over: a notice there is on each of them.
bool is_master(std::string_view name) {
  return is_numbered(name, "ppt/slideMasters/slideMaster") ||
         is_numbered(name, "ppt/slideLayouts/slideLayout");
}

// The words of a diagram are kept beside the page that shows them.
bool is_diagram(std::string_view name) {
  return is_numbered(name, "word/diagrams/data") || is_numbered(name, "ppt/diagrams/data");
}

bool is_wanted(std::string_view name) {
  return name == "word/document.xml" || name == "word/styles.xml" || name == "word/footnotes.xml" ||
         name == "word/endnotes.xml" || is_numbered(name, "word/header") ||
         is_numbered(name, "word/footer") || is_numbered(name, "ppt/slides/slide") ||
         is_diagram(name) || is_master(name) || name == kPresentation ||
         name == "docProps/core.xml" || name == "docProps/custom.xml";
}

class OfficeOpenReader : public Reader {
 public:
  Result<void> read(std::string_view bytes,
                    const ReadOptions& options,
                    const DocumentSink& sink) override {
    if (is_compound_file(bytes)) {
      return fail(ErrorCode::unsupported, advice_on_compound_file(bytes));
    }
    IMPRIMATUR_TRY(Package package, Package::open(bytes, options, is_wanted));
    Styles styles;
    if (const std::string* text = package.find("word/styles.xml")) {
      StyleNames names(styles);
      static_cast<void>(parse_xml(*text, names));
    }
    const std::vector<std::string> stories = stories_of(package);
    // A presentation may have no slides yet.
    const bool slides = package.find(std::string(kPresentation)) != nullptr ||
                        (!stories.empty() && stories.front().starts_with("ppt/"));
    if (stories.empty() && !slides) {
      return fail(ErrorCode::unsupported,
                  "no text document: it holds neither 'word/document.xml' nor slides");
    }
    std::vector<std::size_t> places;
    for (const std::string& name : stories) {
      places.push_back(package.place(name).value_or(0));
    }
    const auto core = package.place("docProps/core.xml");
    const auto custom = package.place("docProps/custom.xml");
    Document document;
    document.source = package.source();
    document.lines_of_text = true;
    document.media_type = std::string(
        slides ? "application/vnd.openxmlformats-officedocument.presentationml.presentation"
               : "application/vnd.openxmlformats-officedocument.wordprocessingml.document");
    ZonedText text(document.source);
    for (std::size_t i = 0; i < stories.size(); ++i) {
      Story story(text, styles, places[i], zone_of(stories[i]), is_master(stories[i]));
      if (Result<void> done = parse_xml(*package.find(stories[i]), story); !done) {
        document.error =
            Error{done.error().code, "part '" + stories[i] + "' of it: " + done.error().message};
      }
    }
    if (core) {
      read_properties(*package.find("docProps/core.xml"), *core, document);
    }
    if (custom) {
      read_properties(*package.find("docProps/custom.xml"), *custom, document);
    }
    text.finish(document);
    static_cast<void>(sink(document));
    return {};
  }

 private:
  static ZoneOf zone_of(std::string_view name) {
    if (name.starts_with("word/header")) {
      return {Zone::boilerplate, Scope::document};
    }
    return name.starts_with("word/footer") || is_master(name)
               ? ZoneOf{Zone::footer, Scope::document}
               : ZoneOf{};
  }

  // In the order in which they are read.
  static std::vector<std::string> stories_of(const Package& package) {
    std::vector<std::string> stories;
    for (const char* name : {"word/document.xml", "word/footnotes.xml", "word/endnotes.xml"}) {
      if (package.find(name) != nullptr) {
        stories.emplace_back(name);
      }
    }
    std::vector<std::string> others;
    std::vector<std::string> texts;
    for (const std::string& name : package.names()) {
      const bool frame = name.starts_with("word/header") || name.starts_with("word/footer");
      const std::string& text = *package.find(name);
      // Each section repeats them.
      const bool again = frame && std::find(texts.begin(), texts.end(), text) != texts.end();
      if ((frame && !again) || name.starts_with("ppt/slides/") || is_diagram(name) ||
          is_master(name)) {
        others.push_back(name);
        texts.push_back(text);
      }
    }
    std::stable_sort(others.begin(), others.end(), [](const auto& a, const auto& b) {
      return a.size() < b.size();  // slide2 before slide10
    });
    stories.insert(stories.end(), others.begin(), others.end());
    return stories;
  }
};

}  // namespace

std::unique_ptr<Reader> make_office_open_reader() {
  return std::make_unique<OfficeOpenReader>();
}

bool is_office_open(std::string_view head) {
  return head.starts_with("PK\3\4") &&
         (head.find("word/document.xml") != std::string_view::npos ||
          head.find("word/_rels/") != std::string_view::npos ||
          head.find("ppt/presentation.xml") != std::string_view::npos);
}

}  // namespace imprimatur
