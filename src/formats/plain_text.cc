#include "formats/plain_text.h"

#include "formats/front_matter.h"
#include "formats/text_builder.h"

#include <utility>
#include <vector>

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
    TextBuilder builder(decoded.text);
    FrontMatter front = markdown_ ? read_front_matter(decoded.text) : FrontMatter{};
    if (!front.fields.empty()) {
      leave_out(front.written, decoded.text, builder);
      document.text = builder.str();
      document.text_map = builder.take_map();
      document.fields = std::move(front.fields);
    }
    document.title = std::move(front.title);
    static_cast<void>(sink(document));
    return {};
  }

 private:
  // What fields say is not said by the text once more.
  static void leave_out(const std::vector<Span>& lines,
                        std::string_view source,
                        TextBuilder& builder) {
    std::size_t at = 0;
    for (const Span line : lines) {
      builder.append(source.substr(at, line.begin - at), {}, at, line.begin - at);
      at = line.end;
    }
    builder.append(source.substr(at), {}, at, source.size() - at);
    builder.finish();
  }

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
