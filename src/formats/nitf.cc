#include "formats/nitf.h"

#include "formats/item_builder.h"
#include "formats/news_markup.h"
#include "formats/xml_events.h"
#include "formats/xml_sniff.h"

namespace imprimatur {
namespace {

class NitfWalk : public XmlHandler {
 public:
  void start(const XmlElement& element) override { markup.start(element); }
  void end(const XmlElement& /*element*/) override { markup.end(); }
  void text(std::string_view value, Span written) override { markup.text(value, written); }

  ItemBuilder builder;
  NewsMarkup markup{builder};
};

class NitfReader : public Reader {
 public:
  Result<void> read(std::string_view bytes,
                    const ReadOptions& options,
                    const DocumentSink& sink) override {
    IMPRIMATUR_TRY(const Decoded decoded, decode_xml(bytes, options));
    NitfWalk walk;
    Result<void> read = parse_xml(decoded.text, walk);
    if (!read && walk.builder.empty()) {
      return read;
    }
    Document document;
    document.media_type = "application/nitf+xml";
    document.encoding = decoded.encoding;
    document.source = decoded.text;
    document.source_map = &decoded.map;
    document.title = walk.markup.title();
    walk.builder.finish(document);
    static_cast<void>(sink(document));
    return read;
  }
};

}  // namespace

std::unique_ptr<Reader> make_nitf_reader() {
  return std::make_unique<NitfReader>();
}

bool is_nitf(std::string_view head) {
  return xml_root_name(xml_root(head)) == "nitf";
}

}  // namespace imprimatur
