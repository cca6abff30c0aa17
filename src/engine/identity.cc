#include "engine/identity.h"

#include "base/hash.h"
#include "text/fold.h"

#include <map>
#include <string>

namespace imprimatur {
namespace {

// Evidence as it is compared across machines: folded, blanks unified.
std::string normalised(std::string_view text) {
  std::string out;
  bool blank = false;
  for (const char c : fold(text)) {
    if (c == ' ' || c == '\n' || c == '\r' || c == '\t') {
      blank = !out.empty();
      continue;
    }
    if (blank) {
      out += ' ';
      blank = false;
    }
    out += c;
  }
  return out;
}

}  // namespace

void set_fingerprints(std::vector<Finding>& findings,
                      std::string_view path,
                      std::string_view record) {
  while (path.starts_with("./")) {
    path.remove_prefix(2);
  }
  if (path.starts_with('/')) {
    path.remove_prefix(path.rfind('/') + 1);
  }
  const std::string document = std::string(path) + '\0' + std::string(record);
  std::map<std::string, int> seen;
  for (Finding& finding : findings) {
    const std::string identity = finding.rule + '\n' + normalised(finding.text);
    const int occurrence = seen[identity]++;
    finding.fingerprint =
        "fp1:" + hash_hex(document + '\0' + identity + '\n' + std::to_string(occurrence));
  }
}

}  // namespace imprimatur
