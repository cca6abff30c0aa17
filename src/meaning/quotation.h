// Whether a match stands in quotation marks inside running text: then somebody quotes it.
// Works on shadow text, where every double quotation mark is '"'. Pure; thread-safe.
#ifndef IMPRIMATUR_MEANING_QUOTATION_H_
#define IMPRIMATUR_MEANING_QUOTATION_H_

#include "text/span.h"

#include <cstddef>
#include <functional>
#include <optional>
#include <string_view>

namespace imprimatur {

// Which way a quotation mark faces where the text itself tells, as corner brackets do.
enum class Facing : unsigned char { unknown, opens, closes };

// Of the mark that begins `text`, as it stands in the document.
[[nodiscard]] Facing facing_of(std::string_view text);

// The quotation that `match` stands in, without its marks. `facing` is asked for places of
// `shadow`; without it nothing is known.
[[nodiscard]] std::optional<Span> quotation_of(
    std::string_view shadow, Span match, const std::function<Facing(std::size_t)>& facing = {});

}  // namespace imprimatur

#endif  // IMPRIMATUR_MEANING_QUOTATION_H_
