#include "formats/html.h"

#include "formats/ascii.h"
#include "formats/html_encoding.h"
#include "formats/html_page.h"

#include <algorithm>
#include <array>

namespace imprimatur {
namespace {

class HtmlReader : public Reader {
 public:
  Result<void> read(std::string_view bytes,
                    const ReadOptions& options,
                    const DocumentSink& sink) override {
    const std::string declared = options.declared_encoding.empty()
                                     ? declared_html_encoding(bytes)
                                     : std::string(options.declared_encoding);
    IMPRIMATUR_TRY(const Decoded decoded, decode(bytes, declared));
    Document document;
    document.media_type = "text/html";
    document.encoding = decoded.encoding;
    document.source = decoded.text;
    document.source_map = &decoded.map;
    HtmlPage page(decoded.text);
    Result<void> parsed = parse_html(decoded.text, page, [&] { page.finish(document, text_); });
    if (!parsed) {
      return parsed;
    }
    static_cast<void>(sink(document));
    return {};
  }

 private:
  std::string text_;  // of the page being read
};

}  // namespace

std::unique_ptr<Reader> make_html_reader() {
  return std::make_unique<HtmlReader>();
}

bool is_html(std::string_view head) {
  std::string text = ascii_lower(head);
  // UTF-16 without its NULs; a mark before the text.
  std::erase(text, '\0');
  std::string_view rest = text;
  for (const std::string_view mark : {"\xEF\xBB\xBF", "\xFF\xFE", "\xFE\xFF"}) {
    rest.remove_prefix(rest.starts_with(mark) ? mark.size() : 0);
  }
  rest = trim_blanks(rest);
  while (rest.starts_with("<!--") || rest.starts_with("<?")) {
    const bool comment = rest.starts_with("<!--");
    const std::size_t end = rest.find(comment ? "-->" : "?>");
    if (end == std::string_view::npos) {
      return false;
    }
    rest = trim_blanks(rest.substr(end + (comment ? 3 : 2)));
  }
  constexpr std::array<std::string_view, 5> kFirst = {
      "<!doctype html", "<html", "<head", "<body", "<title"};
  return std::any_of(kFirst.begin(), kFirst.end(), [&](std::string_view first) {
    const char behind = rest.size() > first.size() ? rest[first.size()] : '\0';
    return rest.starts_with(first) &&
           std::string_view(" >\t\r\n/").find(behind) != std::string_view::npos;
  });
}

}  // namespace imprimatur
