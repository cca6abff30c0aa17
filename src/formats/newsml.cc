#include "formats/newsml.h"

#include "formats/news_walk.h"
#include "formats/xml_sniff.h"

namespace imprimatur {
namespace {

class NewsReader : public Reader {
 public:
  explicit NewsReader(std::string_view media_type) : media_type_(media_type) {}

  Result<void> read(std::string_view bytes,
                    const ReadOptions& options,
                    const DocumentSink& sink) override {
    IMPRIMATUR_TRY(const Decoded decoded, decode_xml(bytes, options));
    Document base;
    base.media_type = media_type_;
    base.encoding = decoded.encoding;
    base.source = decoded.text;
    base.source_map = &decoded.map;
    NewsWalk walk(base, sink);
    Result<void> read = parse_xml(decoded.text, walk);
    if (!read) {
      walk.give_open_item();
      return read;
    }
    if (walk.error()) {
      return tl::unexpected<Error>(*walk.error());
    }
    if (walk.items() == 0) {
      return fail(ErrorCode::unsupported,
                  walk.other_items() > 0
                      ? "it holds items of concepts, events or catalogues, and no news"
                      : "it holds no news item");
    }
    return {};
  }

 private:
  std::string_view media_type_;
};

}  // namespace

std::unique_ptr<Reader> make_newsml_g2_reader() {
  return std::make_unique<NewsReader>("application/vnd.iptc.g2.newsmessage+xml");
}
std::unique_ptr<Reader> make_newsml_reader() {
  return std::make_unique<NewsReader>("application/newsml+xml");
}
std::unique_ptr<Reader> make_appl_reader() {
  return std::make_unique<NewsReader>("application/vnd.ap.appl+xml");
}

bool is_newsml_g2(std::string_view head) {
  const std::string root = xml_root(head);
  const std::string_view name = xml_root_name(root);
  const bool known = name == "newsMessage" || name == "newsItem" || name == "packageItem" ||
                     name == "conceptItem" || name == "knowledgeItem" || name == "planningItem" ||
                     name == "catalogItem";
  return known && (root.find("iptc.org/std/nar") != std::string::npos ||
                   root.find("NewsML-G2") != std::string::npos || name == "newsMessage");
}

bool is_newsml(std::string_view head) {
  return xml_root_name(xml_root(head)) == "NewsML";
}

bool is_appl(std::string_view head) {
  const std::string root = xml_root(head);
  return xml_root_name(root) == "Publication" && root.find("appl") != std::string::npos;
}

}  // namespace imprimatur
