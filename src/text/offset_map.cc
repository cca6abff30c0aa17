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

// `piece` of this map, up to `end`, as pieces of `out`.
void OffsetMap::add_through(const OffsetMap& source,
                            Piece piece,
                            std::size_t end,
                            OffsetMap& out) const {
  if (!piece.linear) {
    out.add({piece.decoded, source.to_source(piece.source), false, 1, 1});
    return;
  }
  if (piece.decoded_step == 1 && piece.source_step == 1) {
    // As many pieces as the source has there.
    const std::size_t source_end = piece.source + (end - piece.decoded);
    const Piece* first = source.piece_at(piece.source);
    for (std::size_t at = piece.source; at < source_end;) {
      const Piece* behind = first == nullptr ? source.pieces_.data() : first + 1;
      const bool last = behind == source.pieces_.data() + source.pieces_.size();
      Piece part{piece.decoded + (at - piece.source), source.to_source(at), true, 1, 1};
      if (first != nullptr) {
        part.linear = first->linear;
        part.decoded_step = first->decoded_step;
        part.source_step = first->source_step;
      }
      out.add(part);
      at = last ? source_end : std::min(source_end, std::max(behind->decoded, at + 1));
      first = last ? first : behind;
    }
    return;
  }
  for (std::size_t at = piece.decoded; at < end; at += piece.decoded_step) {
    const std::size_t begin =
        piece.source + (at - piece.decoded) / piece.decoded_step * piece.source_step;
    const Span written = source.to_source(Span{begin, begin + piece.source_step});
    const bool step = written.size() > 0 && written.size() < 256;
    out.add({at,
             written.begin,
             step,
             step ? piece.decoded_step : std::uint8_t{1},
             step ? static_cast<std::uint8_t>(written.size()) : std::uint8_t{1}});
  }
}

OffsetMap OffsetMap::then(const OffsetMap& source) const {
  if (identity()) {
    return source;
  }
  if (source.identity()) {
    return *this;
  }
  OffsetMap out;
  if (pieces_.front().decoded > 0) {
    add_through(source, {0, 0, true, 1, 1}, pieces_.front().decoded, out);
  }
  for (std::size_t i = 0; i < pieces_.size(); ++i) {
    const std::size_t end = i + 1 < pieces_.size() ? pieces_[i + 1].decoded : decoded_size_;
    if (pieces_[i].decoded < end) {
      add_through(source, pieces_[i], end, out);
    }
  }
  out.finish(decoded_size_, source.to_source(source_size_));
  return out;
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
  std::size_t end = 0;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t length = 1;
    while (at + length < text.size() &&
           (static_cast<unsigned char>(text[at + length]) & 0xC0U) == 0x80U) {
      ++length;
    }
    const Span source = second.to_source(first.to_source(Span{at, at + length}));
    const bool step = !source.empty() && source.size() <= kMaxStep && length <= kMaxStep;
    map.add(step ? OffsetMap::Piece{at,
                                    source.begin,
                                    true,
                                    static_cast<std::uint8_t>(length),
                                    static_cast<std::uint8_t>(source.size())}
                 : OffsetMap::Piece{at, source.begin, false, 1, 1});
    end = source.end;
    at += length;
  }
  map.finish(text.size(), end);
  return map;
}

void OffsetMap::finish(std::size_t decoded_size, std::size_t source_size) {
  decoded_size_ = decoded_size;
  source_size_ = source_size;
}

}  // namespace imprimatur
