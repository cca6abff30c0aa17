// Whether a match stands in quotation marks inside running text: then somebody quotes it.
// Works on shadow text, where every double quotation mark is '"'. Pure; thread-safe.
#ifndef IMPRIMATUR_MEANING_QUOTATION_H_
#define IMPRIMATUR_MEANING_QUOTATION_H_

#include "text/span.h"

#include <string_view>

namespace imprimatur {

[[nodiscard]] bool in_quotation(std::string_view shadow, Span match);

}  // namespace imprimatur

#endif  // IMPRIMATUR_MEANING_QUOTATION_H_
