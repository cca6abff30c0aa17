#include "rules/diagnostic.h"

#include <algorithm>
#include <tuple>

namespace imprimatur {

std::string to_string(const Diagnostic& diagnostic) {
  std::string out = diagnostic.path;
  if (diagnostic.at.line != 0) {
    out += ':' + std::to_string(diagnostic.at.line);
    if (diagnostic.at.column != 0) {
      out += ':' + std::to_string(diagnostic.at.column);
    }
  }
  out += diagnostic.severity == Severity::error ? ": error[" : ": warning[";
  out += diagnostic.code + "]: " + diagnostic.message;
  if (!diagnostic.help.empty()) {
    out += "; " + diagnostic.help;
  }
  return out;
}

bool has_errors(const std::vector<Diagnostic>& diagnostics) {
  return std::any_of(diagnostics.begin(), diagnostics.end(), [](const Diagnostic& d) {
    return d.severity == Severity::error;
  });
}

void sort_diagnostics(std::vector<Diagnostic>& diagnostics) {
  const auto key = [](const Diagnostic& d) { return std::tie(d.path, d.at.line, d.at.column); };
  std::stable_sort(diagnostics.begin(), diagnostics.end(), [&](const auto& a, const auto& b) {
    return key(a) < key(b);
  });
}

}  // namespace imprimatur
