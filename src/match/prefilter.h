// Prefilter: one pass over raw bytes for many literals at once. Immutable and shared; each thread
// brings its own Scratch. Short runs are served by a table of hashed literals, long ones by a
// vector engine that is built when it pays; both find the same. They stand behind this interface
// only (src/design/0003-prefilter.md).
#ifndef IMPRIMATUR_MATCH_PREFILTER_H_
#define IMPRIMATUR_MATCH_PREFILTER_H_

#include "base/result.h"
#include "rules/announcements.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace imprimatur {

struct LiteralHit {
  std::uint32_t literal = 0;  // index into the literals given
  std::size_t end = 0;        // offset behind the literal
};

class Prefilter {
 public:
  // Errors: internal (a literal that cannot be searched).
  [[nodiscard]] static Result<std::unique_ptr<Prefilter>> make(
      const std::vector<SearchLiteral>& literals);
  ~Prefilter();
  Prefilter(const Prefilter&) = delete;
  Prefilter& operator=(const Prefilter&) = delete;

  class Scratch {
   public:
    Scratch();
    ~Scratch();
    Scratch(Scratch&&) noexcept;

   private:
    friend class Prefilter;
    struct State;
    std::unique_ptr<State> state_;
  };

  // Appends every occurrence to `hits`, ordered by end. Longer texts than this take the slow path.
  static constexpr std::size_t kMaxText = std::size_t{1} << 31;
  void scan(std::string_view text, Scratch& scratch, std::vector<LiteralHit>& hits) const;

 private:
  Prefilter();
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace imprimatur

#endif  // IMPRIMATUR_MATCH_PREFILTER_H_
