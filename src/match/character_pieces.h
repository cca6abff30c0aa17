// CharacterPieces: how many characters stand in the pieces of a text, so that so many of them in
// front of a place, or behind it, are found without counting them. Private to the match layer. One
// thread's; reused.
#ifndef IMPRIMATUR_MATCH_CHARACTER_PIECES_H_
#define IMPRIMATUR_MATCH_CHARACTER_PIECES_H_

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace imprimatur {

class CharacterPieces {
 public:
  // Forgets what was. `text`: UTF-8 of at most 4 GiB, which is not kept; `ascii`: all of it is.
  void assign(std::string_view text, bool ascii);
  // So many characters in front of `at` or, in text beyond ASCII, up to two pieces more.
  [[nodiscard]] std::size_t back(std::size_t at, std::size_t characters) const;
  // So many behind it, likewise.
  [[nodiscard]] std::size_t forth(std::size_t at, std::size_t characters) const;

 private:
  static constexpr std::size_t kPiece = 64;  // bytes
  bool ascii_ = true;
  std::size_t size_ = 0;               // of the text
  std::vector<std::uint32_t> before_;  // characters in front of each piece, and in all
};

}  // namespace imprimatur

#endif  // IMPRIMATUR_MATCH_CHARACTER_PIECES_H_
