// Positions of the Language Server Protocol: lines from 0, and characters from 0 in the units that
// client and server agreed on. Lines end with LF, CRLF or CR. Pure; thread-safe.
#ifndef IMPRIMATUR_LSP_POSITIONS_H_
#define IMPRIMATUR_LSP_POSITIONS_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace imprimatur::lsp {

enum class Encoding : std::uint8_t { utf8, utf16, utf32 };

struct Place {
  std::size_t line = 0;
  std::size_t character = 0;
};

// A text that is changed piece by piece, valid UTF-8.
class PlacedText {
 public:
  PlacedText(std::string text, Encoding encoding);

  [[nodiscard]] const std::string& text() const { return text_; }
  [[nodiscard]] std::size_t lines() const { return starts_.size(); }
  // The line without its end; empty if there is no such line.
  [[nodiscard]] std::string_view line(std::size_t number) const;
  // Bytes; a place beyond the line or the text means its end, one inside a character its beginning.
  [[nodiscard]] std::size_t offset_of(Place place) const;
  [[nodiscard]] Place place_of(std::size_t offset) const;

  void replace(Place begin, Place end, std::string_view with);
  void assign(std::string text);

 private:
  [[nodiscard]] std::size_t line_end(std::size_t number) const;  // without the line break
  void index_from(std::size_t line);

  std::string text_;
  Encoding encoding_;
  std::vector<std::size_t> starts_;
};

// Ill-formed sequences become U+FFFD.
[[nodiscard]] std::string repaired_utf8(std::string_view bytes);

}  // namespace imprimatur::lsp

#endif  // IMPRIMATUR_LSP_POSITIONS_H_
