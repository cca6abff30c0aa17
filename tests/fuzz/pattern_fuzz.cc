// The proof behind the prefilter: a pattern, a NUL byte, a text. If PCRE2 finds the pattern in the
// text's shadow, every required set has a literal in the match, and the pattern with shared
// beginnings finds the same.
#include "match/pattern.h"
#include "rules/factor_pattern.h"
#include "rules/literals.h"
#include "support/fuzz_check.h"
#include "text/decode.h"
#include "text/fold.h"
#include "text/shadow.h"

#include <string>
#include <string_view>

using imprimatur::fuzz::require;

namespace {

void check_match(std::string_view matched, const imprimatur::RequiredLiterals& required) {
  for (const auto& set : required) {
    bool any = false;
    for (const std::string& literal : set) {
      any = any || matched.find(imprimatur::fold(literal)) != std::string_view::npos;
    }
    require(any, "a match contains a literal of every required set");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input = imprimatur::fuzz::as_text(data, size);
  const std::size_t cut = input.find('\0');
  const std::string_view source = input.substr(0, cut);
  if (!imprimatur::is_valid_utf8(input)) {
    return 0;
  }
  const auto required = imprimatur::required_literals(source);
  if (!required) {
    require(!required.error().message.empty(), "a refusal says why");
    return 0;
  }
  const auto anchors = imprimatur::choose_anchors(*required);
  require(anchors.empty() || imprimatur::anchors_suffice(*required, anchors),
          "chosen anchors suffice");
  const imprimatur::Pattern pattern(imprimatur::fold_pattern(source));
  if (cut == std::string_view::npos || !pattern.compile()) {
    return 0;
  }
  imprimatur::Shadow shadow;
  const std::string_view text = input.substr(cut + 1);
  shadow.assign(text, {0, text.size()});
  imprimatur::PatternScratch scratch;
  imprimatur::PatternMatch match;
  const auto status = pattern.find(shadow.text(), {}, scratch, match);
  const imprimatur::Pattern factored(imprimatur::factor_pattern(imprimatur::fold_pattern(source)));
  if (factored.compile() && status != imprimatur::MatchStatus::limit) {
    imprimatur::PatternMatch other;
    const auto again = factored.find(shadow.text(), {}, scratch, other);
    require(again == imprimatur::MatchStatus::limit ||
                (again == status && (status == imprimatur::MatchStatus::none ||
                                     (other.span == match.span && other.groups == match.groups))),
            "shared beginnings change no match");
  }
  if (status == imprimatur::MatchStatus::found) {
    require(match.span.end <= shadow.text().size(), "a match is inside");
    check_match(shadow.text().substr(match.span.begin, match.span.size()), *required);
  }
  return 0;
}
