// Any bytes under any encoding: valid UTF-8 comes out, and every place leads back into the input.
#include "support/fuzz_check.h"
#include "text/decode.h"

#include <array>

using imprimatur::fuzz::require;

namespace {

// The first byte chooses the label; the first label lets the bytes speak.
constexpr std::array<std::string_view, 12> kLabels = {"",
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
  if (size == 0) {
    return 0;
  }
  const std::string_view bytes = imprimatur::fuzz::as_text(data + 1, size - 1);
  const auto decoded = imprimatur::decode(bytes, kLabels[data[0] % kLabels.size()]);
  if (!decoded) {
    require(!decoded.error().message.empty(), "an error says what");
    return 0;
  }
  require(imprimatur::is_valid_utf8(decoded->text), "the text is valid UTF-8");
  std::size_t last = 0;
  for (std::size_t at = 0; at <= decoded->text.size(); ++at) {
    const std::size_t source = decoded->map.to_source(at);
    require(last <= source && source <= bytes.size(), "places lead back in order");
    last = source;
  }
  return 0;
}
