// LiteralTable: many literals searched in shadow text in one pass. Portable, and plain arrays, so
// that a table made when the program was built is used where it lies. Immutable; share between
// threads.
#ifndef IMPRIMATUR_TEXT_LITERAL_TABLE_H_
#define IMPRIMATUR_TEXT_LITERAL_TABLE_H_

#include "base/result.h"
#include "base/stored.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace imprimatur {

// A literal of shadow text, in which line breaks are written as blanks.
struct SearchLiteral {
  std::string bytes;
  bool begins = false;  // no ASCII letter or digit may stand in front
  bool ends = false;    // none may follow
  friend bool operator==(const SearchLiteral&, const SearchLiteral&) = default;
  friend auto operator<=>(const SearchLiteral&, const SearchLiteral&) = default;
};

struct LiteralHit {
  std::uint32_t literal = 0;  // index into the literals given
  std::size_t end = 0;        // offset behind the literal
};

class LiteralTable {
 public:
  // A literal as it is found: by its key, and by bytes that are compared before all of it is, which
  // lie beside the key if the literal is long enough.
  struct Entry {
    std::uint64_t word = 0;     // up to eight bytes of the literal, the first one lowest
    std::uint32_t literal = 0;  // index
    std::int16_t offset = 0;    // of the key in the literal; -1: the literal begins behind it
    std::uint8_t place = 0;     // of `word` in the literal
    std::uint8_t bytes = 0;     // of `word`; fewer than eight: they are all of the literal
  };
  // The literals with keys of one length.
  struct Keys {
    Stored<std::uint64_t> map;      // which hashes there are; a power of two bits
    Stored<std::uint32_t> buckets;  // beginning of a hash -> its first entry; one more than those
    Stored<Entry> entries;
  };
  static constexpr std::array<std::size_t, 4> kKeyBytes = {6, 4, 3, 2};
  // SearchLiteral::begins and ends.
  static constexpr std::uint8_t kBegins = 1;
  static constexpr std::uint8_t kEnds = 2;
  struct Parts {
    Stored<char> bytes;            // of all literals, one after the other
    Stored<std::uint32_t> begins;  // of each literal in `bytes`; one more than there are literals
    Stored<std::uint8_t> bounds;   // of each literal: kBegins, kEnds
    std::array<Keys, kKeyBytes.size()> keys;
  };

  LiteralTable() : LiteralTable(std::vector<SearchLiteral>()) {}
  // Each of two bytes or more.
  explicit LiteralTable(const std::vector<SearchLiteral>& literals);
  // `parts` were those of a table; errors: internal (they are damaged).
  [[nodiscard]] static Result<LiteralTable> of(Parts parts);
  [[nodiscard]] const Parts& parts() const { return parts_; }

  // Appends every occurrence to `hits`, ordered by end, then by literal.
  void scan(std::string_view text, std::vector<LiteralHit>& hits) const;

  [[nodiscard]] std::size_t size() const { return parts_.bounds.size(); }
  [[nodiscard]] std::string_view bytes(std::size_t literal) const {
    const std::uint32_t begin = parts_.begins[literal];
    return {parts_.bytes.data() + begin, parts_.begins[literal + 1] - begin};
  }
  // All of them anew.
  [[nodiscard]] std::vector<SearchLiteral> literals() const;

 private:
  explicit LiteralTable(Parts parts) : parts_(std::move(parts)) {}
  struct Candidates;
  void search(std::string_view text,
              std::size_t base,
              std::string_view chunk,
              Candidates& candidates,
              std::vector<LiteralHit>& hits) const;
  Parts parts_;
};

}  // namespace imprimatur

#endif  // IMPRIMATUR_TEXT_LITERAL_TABLE_H_
