// LiteralTable: many literals searched by hashed keys. Made in a millisecond or two and portable,
// so it serves short runs, and texts on machines without the faster engine. Immutable; share
// between threads. Private to the match layer.
#ifndef IMPRIMATUR_MATCH_LITERAL_TABLE_H_
#define IMPRIMATUR_MATCH_LITERAL_TABLE_H_

#include "base/result.h"
#include "match/prefilter.h"

#include <memory>
#include <string_view>
#include <vector>

namespace imprimatur {

class LiteralTable {
 public:
  // Errors: internal (a literal of less than two or more than 1000 bytes).
  [[nodiscard]] static Result<std::unique_ptr<LiteralTable>> make(
      const std::vector<SearchLiteral>& literals);
  ~LiteralTable();
  LiteralTable(const LiteralTable&) = delete;
  LiteralTable& operator=(const LiteralTable&) = delete;

  // Appends every occurrence to `hits`, ordered by end.
  void scan(std::string_view text, std::vector<LiteralHit>& hits) const;

 private:
  LiteralTable();
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace imprimatur

#endif  // IMPRIMATUR_MATCH_LITERAL_TABLE_H_
