// Finds the places of raw UTF-8 text in which a literal could hide from a byte search: look-alike
// letters mixed with Latin ones, zero-width characters and soft hyphens inside words, full-width
// and mathematical letters, combining marks, words hyphenated at a line end, references such as
// "&#8203;". Runs at memory speed on ASCII. Pure; thread-safe.
#ifndef IMPRIMATUR_TEXT_DISGUISE_H_
#define IMPRIMATUR_TEXT_DISGUISE_H_

#include <cstddef>
#include <string_view>
#include <vector>

namespace imprimatur {

// Appends the byte offsets of such places to `out`, in order; at most one per 64 bytes.
void find_disguises(std::string_view utf8, std::vector<std::size_t>& out);

}  // namespace imprimatur

#endif  // IMPRIMATUR_TEXT_DISGUISE_H_
