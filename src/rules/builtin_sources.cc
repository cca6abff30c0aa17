#include "rules/database.h"

namespace imprimatur {

std::vector<BuiltinFile> builtin_sources() {
  const BuiltinData data = builtin_data();
  return {data.files, data.files + data.count};
}

}  // namespace imprimatur
