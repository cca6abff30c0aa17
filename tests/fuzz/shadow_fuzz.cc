// The shadow of any window of any text is valid UTF-8, folded, and maps back monotonously into the
// window; the scan for disguises is ordered and agrees with its plain form.
#include "support/fuzz_check.h"
#include "text/decode.h"
#include "text/disguise.h"
#include "text/fold.h"
#include "text/shadow.h"
#include "text/suspects.h"

#include <string_view>
#include <vector>

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

void check_disguises(std::string_view text) {
  std::vector<std::size_t> places;
  imprimatur::find_disguises(text, places);
  for (std::size_t i = 0; i < places.size(); ++i) {
    require(places[i] < text.size() && (i == 0 || places[i] / 64 > places[i - 1] / 64),
            "disguises stand in order");
  }
  for (std::size_t block = 0; block < text.size(); block += 64) {
    const imprimatur::Suspects fast = imprimatur::next_suspects(text, block);
    require((fast.block == block ? fast.bits : 0) == imprimatur::plain_suspects(text, block),
            "the fast scan agrees with the plain one");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = imprimatur::fuzz::as_text(data, size);
  if (!imprimatur::is_valid_utf8(text)) {
    return 0;
  }
  check_shadow(text, {0, text.size()});
  std::size_t begin = 0;
  for (std::size_t i = 0; i < text.size() % 16 && begin < text.size(); ++i) {
    static_cast<void>(imprimatur::next_code_point(text, begin));
  }
  check_shadow(text, {begin, text.size()});
  check_disguises(text);
  return 0;
}
