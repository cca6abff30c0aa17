// The literals by which a rule is searched for.
#include "rules/anchor_score.h"
#include "rules/literals.h"
#include "text/fold.h"

#include <algorithm>
#include <iterator>

namespace imprimatur {
namespace {

using Strings = std::vector<std::string>;

}  // namespace

std::vector<std::string> choose_anchors(const RequiredLiterals& required) {
  const auto best =
      std::max_element(required.begin(), required.end(), [](const Strings& a, const Strings& b) {
        return anchor_score(a) < anchor_score(b);
      });
  return best == required.end() || anchor_score(*best) <= 0 ? Strings() : *best;
}

bool anchors_suffice(const RequiredLiterals& required, const std::vector<std::string>& anchors) {
  Strings folded;
  std::transform(
      anchors.begin(), anchors.end(), std::back_inserter(folded), [](const auto& anchor) {
        return fold(anchor);
      });
  const auto announced = [&](const std::string& literal) {
    const std::string text = fold(literal);
    return std::any_of(folded.begin(), folded.end(), [&](const std::string& anchor) {
      return !anchor.empty() && text.find(anchor) != std::string::npos;
    });
  };
  return std::any_of(required.begin(), required.end(), [&](const Strings& set) {
    return std::all_of(set.begin(), set.end(), announced);
  });
}

}  // namespace imprimatur
