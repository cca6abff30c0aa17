// The identity that GitHub code scanning gives to a line ("primaryLocationLineHash"): a rolling
// hash of the 100 UTF-16 units from the line's beginning on, blanks left out and line ends unified,
// and how many lines before it have the same. GitHub computes it when an action uploads a log; a
// log that comes by the interface for programs must bring it. Pure; thread-safe.
#ifndef IMPRIMATUR_ENGINE_LINE_HASH_H_
#define IMPRIMATUR_ENGINE_LINE_HASH_H_

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <string_view>

namespace imprimatur {

// The hashes of these lines (1-based) of a text in UTF-8; lines that it has not are left out.
[[nodiscard]] std::map<std::size_t, std::string> line_hashes(std::string_view text,
                                                             const std::set<std::size_t>& lines);

}  // namespace imprimatur

#endif  // IMPRIMATUR_ENGINE_LINE_HASH_H_
