#include "formats/datacite.h"

#include "formats/ascii.h"
#include "formats/item_builder.h"
#include "formats/xml_events.h"
#include "formats/xml_sniff.h"

#include <string>
#include <utility>
#include <vector>

namespace imprimatur {
namespace {

class Record : public XmlHandler {
 public:
  void start(const XmlElement& element) override {
    flow_.clear();
    raw_.clear();
    if (element.name == "resourceType") {
      container_ = is_container_type(element.value("resourceTypeGeneral"));
    } else if (element.name == "rights") {
      // The address says more than the identifier, and both say the same.
      const XmlAttribute* named = element.find("rightsURI");
      named = named != nullptr && !trim_blanks(named->value).empty()
                  ? named
                  : element.find("rightsIdentifier");
      if (named != nullptr) {
        add("license", named->value, named->span);
      }
    }
  }

  void end(const XmlElement& element) override {
    if (element.name == "title") {
      title = title.empty() ? std::string(flow_.str()) : title;
      builder.paragraph(raw_, Zone::headline);
    } else if (element.name == "description") {
      builder.paragraph(raw_, std::nullopt);
    } else if (element.name == "rights") {
      add("rights", flow_.str(), flow_.written());
    }
    flow_.clear();
    raw_.clear();
  }

  void text(std::string_view value, Span written) override {
    flow_.text(value, written);
    raw_.add(value, written);
  }

  void finish() {
    for (Field& field : rights_) {
      field.scope = container_ ? Scope::other_work : Scope::document;
      builder.field(std::move(field));
    }
  }

  ItemBuilder builder;
  std::string title;

 private:
  void add(std::string_view name, std::string_view value, Span written) {
    value = trim_blanks(value);
    if (!value.empty()) {
      rights_.push_back(
          {Field::Kind::property, std::string(name), std::string(value), written, Scope::document});
    }
  }

  TextFlow flow_;
  WrittenText raw_;
  std::vector<Field> rights_;
  bool container_ = false;
};

class DataciteReader : public Reader {
 public:
  Result<void> read(std::string_view bytes,
                    const ReadOptions& options,
                    const DocumentSink& sink) override {
    IMPRIMATUR_TRY(const Decoded decoded, decode_xml(bytes, options));
    Document document;
    document.media_type = "application/vnd.datacite.datacite+xml";
    document.encoding = decoded.encoding;
    document.source = decoded.text;
    document.source_map = &decoded.map;
    Record record;
    Result<void> done = parse_xml(decoded.text, record);
    record.finish();
    document.title = record.title;
    record.builder.finish(document);
    static_cast<void>(sink(document));
    return done;
  }
};

}  // namespace

std::unique_ptr<Reader> make_datacite_reader() {
  return std::make_unique<DataciteReader>();
}

bool is_datacite(std::string_view head) {
  const std::string root = xml_root(head);
  return xml_root_name(root) == "resource" &&
         root.find("datacite.org/schema/kernel") != std::string::npos;
}

bool is_container_type(std::string_view kind) {
  return lists_word(
      "dataset collection software audiovisual image sound model physicalobject service instrument",
      ascii_lower(kind));
}

}  // namespace imprimatur
