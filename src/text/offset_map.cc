#include "text/decode.h"

#include <algorithm>
#include <cstdint>
#include <limits>

namespace imprimatur {

const OffsetMap::Piece* OffsetMap::piece_at(std::size_t at) const {
  const auto after =
      std::upper_bound(pieces_.begin(), pieces_.end(), at, [](std::size_t v, const Piece& piece) {
        return v < piece.decoded;
      });
  return after == pieces_.begin() ? nullptr : &*(after - 1);
}

std::size_t OffsetMap::to_source(std::size_t at) const {
  if (pieces_.empty()) {
    return at;
  }
  if (at >= decoded_size_) {
    return source_size_;
  }
  const Piece* piece = piece_at(at);
  if (piece == nullptr) {
    return std::min(at, pieces_.front().source);
  }
  return piece->source +
         (piece->linear ? (at - piece->decoded) / piece->decoded_step * piece->source_step : 0);
}

// Source offset behind the character that holds decoded byte `at`.
std::size_t OffsetMap::character_end(std::size_t at) const {
  const Piece* piece = piece_at(at);
  if (piece == nullptr) {
    return std::min(at + 1, pieces_.front().source);
  }
  const bool last = piece == &pieces_.back();
  const std::size_t limit = last ? source_size_ : (piece + 1)->source;
  if (!piece->linear) {
    return limit;
  }
  const std::size_t index = (at - piece->decoded) / piece->decoded_step + 1;
  return std::min(limit, piece->source + index * piece->source_step);
}

Span OffsetMap::to_source(Span decoded) const {
  if (pieces_.empty()) {
    return decoded;
  }
  const std::size_t begin = to_source(decoded.begin);
  if (decoded.empty()) {
    return {begin, begin};
  }
  const std::size_t end =
      decoded.end > decoded_size_ ? source_size_ : character_end(decoded.end - 1);
  return {begin, std::max(begin, end)};
}

void OffsetMap::add(Piece piece) {
  if (!pieces_.empty()) {
    const Piece& last = pieces_.back();
    const std::size_t decoded = piece.decoded - last.decoded;
    if (last.linear && piece.linear && last.decoded_step == piece.decoded_step &&
        last.source_step == piece.source_step && decoded % last.decoded_step == 0 &&
        decoded / last.decoded_step * last.source_step == piece.source - last.source) {
      return;
    }
  }
  pieces_.push_back(piece);
}

void OffsetMap::append(const OffsetMap& map, std::size_t decoded, std::size_t source) {
  if (map.identity()) {
    add({decoded, source, true, 1, 1});
    return;
  }
  if (map.pieces_.front().decoded > 0) {
    add({decoded, source, true, 1, 1});
  }
  for (Piece piece : map.pieces_) {
    piece.decoded += decoded;
    piece.source += source;
    add(piece);
  }
}

OffsetMap chain(std::string_view text, const OffsetMap& first, const OffsetMap& second) {
  if (first.identity()) {
    return second;
  }
  if (second.identity()) {
    return first;
  }
  constexpr std::size_t kMaxStep = std::numeric_limits<std::uint8_t>::max();
  OffsetMap map;
  // A character, or several that stand for the same stretch of the source.
  struct Character {
    std::size_t at = 0;
    std::size_t length = 0;
    Span source;
    bool stretch = false;
  } last;
  const auto add_last = [&] {
    const bool step = !last.stretch && !last.source.empty() && last.source.size() <= kMaxStep &&
                      last.length <= kMaxStep;
    map.add(step ? OffsetMap::Piece{last.at,
                                    last.source.begin,
                                    true,
                                    static_cast<std::uint8_t>(last.length),
                                    static_cast<std::uint8_t>(last.source.size())}
                 : OffsetMap::Piece{last.at, last.source.begin, false, 1, 1});
  };
  for (std::size_t at = 0; at < text.size();) {
    std::size_t length = 1;
    while (at + length < text.size() &&
           (static_cast<unsigned char>(text[at + length]) & 0xC0U) == 0x80U) {
      ++length;
    }
    const Span source = second.to_source(first.to_source(Span{at, at + length}));
    if (at > 0 && source == last.source) {
      last.stretch = true;
    } else {
      if (at > 0) {
        add_last();
      }
      last = {at, length, source, false};
    }
    at += length;
  }
  if (!text.empty()) {
    add_last();
  }
  map.finish(text.size(), last.source.end);
  return map;
}

void OffsetMap::finish(std::size_t decoded_size, std::size_t source_size) {
  decoded_size_ = decoded_size;
  source_size_ = source_size;
}

}  // namespace imprimatur
