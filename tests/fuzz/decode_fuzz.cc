// Any bytes decode to valid UTF-8 or to an error, with a map that is monotone and stays inside.
#include "support/fuzz_check.h"
#include "text/decode.h"
#include "text/fold.h"

#include <array>
#include <string_view>

using imprimatur::fuzz::require;

namespace {

// The first byte chooses the label; the first label lets the bytes speak.
constexpr std::array<std::string_view, 12> kDeclared = {"",
                                                        "utf-8",
                                                        "utf-16le",
                                                        "utf-16be",
                                                        "windows-1252",
                                                        "iso-8859-9",
                                                        "gbk",
                                                        "big5",
                                                        "shift_jis",
                                                        "iso-2022-jp",
                                                        "euc-kr",
                                                        "koi8-r"};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view bytes = imprimatur::fuzz::as_text(data, size);
  std::string_view declared;
  if (!bytes.empty()) {
    declared = kDeclared[static_cast<unsigned char>(bytes[0]) % kDeclared.size()];
    bytes.remove_prefix(1);
  }
  const auto decoded = imprimatur::decode(bytes, declared);
  if (!decoded) {
    require(!decoded.error().message.empty(), "an error says what");
    return 0;
  }
  const std::string_view text = decoded->text;
  require(imprimatur::is_valid_utf8(text), "the text is valid UTF-8");
  require(decoded->first_invalid <= bytes.size(), "the first invalid place is inside");
  std::size_t last = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    static_cast<void>(imprimatur::next_code_point(text, at));
    const imprimatur::Span span = decoded->map.to_source(imprimatur::Span{begin, at});
    require(span.begin >= last && span.end > span.begin && span.end <= bytes.size(),
            "characters lead back in order");
    last = span.begin;
  }
  require(decoded->map.to_source(text.size()) == bytes.size(), "the end leads to the end");
  return 0;
}
