// Pattern: one PCRE2 regular expression over shadow text, compiled when first used, and to machine
// code when used often.
// Thread-safe to share; each thread brings its own PatternScratch. No engine but PCRE2 decides a
// match. Matching is bounded (match, depth and heap limits); reaching one is reported, never read
// as "no match".
#ifndef IMPRIMATUR_MATCH_PATTERN_H_
#define IMPRIMATUR_MATCH_PATTERN_H_

#include "base/result.h"
#include "base/stored.h"
#include "rules/gates.h"
#include "text/span.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace imprimatur {

// Per-thread match data and JIT stack.
class PatternScratch {
 public:
  PatternScratch();
  ~PatternScratch();
  PatternScratch(PatternScratch&&) noexcept;
  PatternScratch& operator=(PatternScratch&&) noexcept;
  PatternScratch(const PatternScratch&) = delete;
  PatternScratch& operator=(const PatternScratch&) = delete;

  struct State;
  [[nodiscard]] State& state() { return *state_; }

 private:
  std::unique_ptr<State> state_;
};

// Named groups that rules may use.
enum class Group : std::size_t { holder, agency, years, count };

struct PatternMatch {
  Span span;
  std::array<Span, static_cast<std::size_t>(Group::count)> groups{};  // empty if not taken part
};

enum class MatchStatus : unsigned char { found, none, limit };

// Where in the text a match may begin, in bytes. `cut`: the text goes on behind its end, so that
// `$` does not match there.
struct SearchRange {
  std::size_t first = 0;
  std::size_t last = SIZE_MAX;
  bool cut = false;
};

class Pattern {
 public:
  explicit Pattern(StoredText regex, Gates gates = {});
  ~Pattern();
  Pattern(const Pattern&) = delete;
  Pattern& operator=(const Pattern&) = delete;

  // The first match that begins within `range`. `text` must be valid UTF-8.
  [[nodiscard]] MatchStatus find(std::string_view text,
                                 const SearchRange& range,
                                 PatternScratch& scratch,
                                 PatternMatch& match) const;
  // Compiles now; errors: rules (PCRE2's message and the offset).
  [[nodiscard]] Result<void> compile() const;
  // What must stand near a match.
  [[nodiscard]] const Gates& gates() const { return gates_; }
  [[nodiscard]] std::string_view regex() const { return regex_; }

 private:
  struct Code;
  [[nodiscard]] Code* code() const;
  StoredText regex_;
  Gates gates_;
  mutable std::unique_ptr<Code> code_;
};

}  // namespace imprimatur

#endif  // IMPRIMATUR_MATCH_PATTERN_H_
