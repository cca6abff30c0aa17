// suspects.h with AVX2, where the machine has it. Private to the text layer.
#ifndef IMPRIMATUR_TEXT_SUSPECTS_AVX2_H_
#define IMPRIMATUR_TEXT_SUSPECTS_AVX2_H_

#include "text/suspects.h"

#include <cstddef>
#include <string_view>

namespace imprimatur {

[[nodiscard]] bool has_fast_suspects();

// As next_suspects, from block >= 64; ends without suspects at the first block that is too near the
// end of the text to look beyond it.
[[nodiscard]] Suspects fast_suspects(std::string_view text, std::size_t block);

}  // namespace imprimatur

#endif  // IMPRIMATUR_TEXT_SUSPECTS_AVX2_H_
