#include "formats/plain_text.h"

namespace imprimatur {
namespace {

class PlainTextReader : public Reader {
 public:
  explicit PlainTextReader(bool markdown) : markdown_(markdown) {}

  Result<void> read(std::string_view bytes,
                    const ReadOptions& options,
                    const DocumentSink& sink) override {
    IMPRIMATUR_TRY(const Decoded decoded, decode(bytes, options.declared_encoding));
    Document document;
    document.media_type = markdown_ ? "text/markdown" : "text/plain";
    document.encoding = decoded.encoding;
    document.source = decoded.text;
    document.source_map = &decoded.map;
    document.text = decoded.text;
    document.markdown = markdown_;
    static_cast<void>(sink(document));
    return {};
  }

 private:
  bool markdown_;
};

}  // namespace

std::unique_ptr<Reader> make_plain_text_reader() {
  return std::make_unique<PlainTextReader>(false);
}

std::unique_ptr<Reader> make_markdown_reader() {
  return std::make_unique<PlainTextReader>(true);
}

}  // namespace imprimatur
