// The shadow of any window of any text is valid UTF-8, folded, and maps back monotonously into the
// window; the search text is the same text with blanks for line breaks.
#include "support/fuzz_check.h"
#include "text/decode.h"
#include "text/fold.h"
#include "text/search_text.h"
#include "text/shadow.h"

#include <algorithm>
#include <string>
#include <string_view>

using imprimatur::fuzz::require;

namespace {

using imprimatur::Span;

void check_shadow(std::string_view text, Span window) {
  imprimatur::Shadow shadow;
  shadow.assign(text, window);
  const std::string_view out = shadow.text();
  require(imprimatur::is_valid_utf8(out), "the shadow is valid UTF-8");
  Span last{window.begin, window.begin};
  for (std::size_t at = 0; at < out.size();) {
    const std::size_t begin = at;
    const char32_t c = imprimatur::next_code_point(out, at);
    require(c == '\n' || imprimatur::fold(c) == c || c == '`', "the shadow is folded");
    const Span span = shadow.to_text({begin, at});
    require(span.begin >= last.begin && span.end >= last.end && span.end > span.begin,
            "shadow places lead back in order");
    require(span.end <= window.end && shadow.from_text(span.begin) <= begin,
            "shadow places lead into the window");
    static_cast<void>(shadow.disguised({begin, at}));
    last = span;
  }
}

void check_search_text(std::string_view text, Span part) {
  imprimatur::Shadow shadow;
  shadow.assign(text, part);
  std::string plain(shadow.text());
  std::replace(plain.begin(), plain.end(), '\n', ' ');
  imprimatur::SearchText search;
  search.assign(text, part);
  require(search.text() == plain, "the search text is the shadow");
  const bool ascii = std::all_of(
      plain.begin(), plain.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  require(search.ascii() == ascii, "it knows whether it is ASCII");
  for (std::size_t at = 0; at < plain.size();) {
    const std::size_t begin = at;
    static_cast<void>(imprimatur::next_code_point(plain, at));
    require(search.to_text(begin) == shadow.to_text({begin, at}).begin,
            "places lead back to where the shadow's do");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = imprimatur::fuzz::as_text(data, size);
  if (!imprimatur::is_valid_utf8(text)) {
    return 0;
  }
  check_shadow(text, {0, text.size()});
  check_search_text(text, {0, text.size()});
  std::size_t begin = 0;
  for (std::size_t i = 0; i < text.size() % 16 && begin < text.size(); ++i) {
    static_cast<void>(imprimatur::next_code_point(text, begin));
  }
  check_shadow(text, {begin, text.size()});
  check_search_text(text, {begin, text.size()});
  return 0;
}
