// The packing tool makes the built-in database and has none itself.
#include "rules/database.h"

namespace imprimatur {

BuiltinData builtin_data() {
  return {};
}

}  // namespace imprimatur
