// Machine-readable rights: a document's fields to claims. One file a signal, one row in the table
// of signals.cc. A malformed opt-out is told, and is never a permission. Pure; thread-safe.
#ifndef IMPRIMATUR_SIGNALS_SIGNALS_H_
#define IMPRIMATUR_SIGNALS_SIGNALS_H_

#include "formats/document.h"
#include "signals/claim.h"

#include <span>
#include <string_view>
#include <vector>

namespace imprimatur {

struct Signal {
  std::string_view id;
  std::string_view about;  // for people
  void (*read)(const Document& document, std::vector<Claim>& claims);
};
[[nodiscard]] std::span<const Signal> signals();

// Of all signals, in order of position.
[[nodiscard]] std::vector<Claim> read_signals(const Document& document);

}  // namespace imprimatur

#endif  // IMPRIMATUR_SIGNALS_SIGNALS_H_
