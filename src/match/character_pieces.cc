#include "match/character_pieces.h"

#include <algorithm>

namespace imprimatur {

void CharacterPieces::assign(std::string_view text, bool ascii) {
  ascii_ = ascii;
  size_ = text.size();
  before_.clear();
  if (ascii) {
    return;
  }
  std::uint32_t sum = 0;
  for (std::size_t at = 0; at < text.size(); at += kPiece) {
    before_.push_back(sum);
    for (const char c : text.substr(at, kPiece)) {
      sum += (static_cast<unsigned char>(c) & 0xC0U) != 0x80U ? 1U : 0U;
    }
  }
  before_.push_back(sum);
}

std::size_t CharacterPieces::back(std::size_t at, std::size_t characters) const {
  if (ascii_) {
    return at - std::min(at, characters);
  }
  std::size_t piece = std::min(at / kPiece, before_.size() - 1);
  const std::size_t here = before_[piece];
  while (piece > 0 && here - before_[piece] < characters) {
    --piece;
  }
  // As many bytes are as many characters at most.
  return std::min(piece * kPiece, at - std::min(at, characters));
}

std::size_t CharacterPieces::forth(std::size_t at, std::size_t characters) const {
  const std::size_t least = std::min(size_, at + characters);
  if (ascii_) {
    return least;
  }
  const std::size_t last = before_.size() - 1;
  std::size_t piece = std::min(at / kPiece + 1, last);
  const std::size_t here = before_[piece];
  while (piece < last && before_[piece] - here < characters) {
    ++piece;
  }
  return std::max(least, std::min(piece * kPiece, size_));
}

}  // namespace imprimatur
