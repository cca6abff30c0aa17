// The characters of an RTF's bytes, by code page. Private to the formats layer; one per reader.
#ifndef IMPRIMATUR_FORMATS_RTF_CHARSET_H_
#define IMPRIMATUR_FORMATS_RTF_CHARSET_H_

#include <array>
#include <map>
#include <string>
#include <string_view>

namespace imprimatur {

// WHATWG labels; empty if not known.
[[nodiscard]] std::string encoding_of_code_page(int page);
[[nodiscard]] std::string encoding_of_font_charset(int charset);

// True if one character may take two bytes.
[[nodiscard]] bool is_multi_byte(std::string_view encoding);

class ByteCharacters {
 public:
  // UTF-8 of one byte in a single-byte encoding.
  [[nodiscard]] const std::string& of(const std::string& encoding, unsigned char byte);

 private:
  std::map<std::string, std::array<std::string, 256>> tables_;
};

// Appends a code point as UTF-8; what is none becomes U+FFFD.
void append_utf8(char32_t code, std::string& out);

}  // namespace imprimatur

#endif  // IMPRIMATUR_FORMATS_RTF_CHARSET_H_
