// Terminal styles as SGR sequences; empty when colour is off, so that writers need no branches.
#ifndef IMPRIMATUR_REPORT_STYLE_H_
#define IMPRIMATUR_REPORT_STYLE_H_

#include "base/terms.h"

#include <string>
#include <string_view>

namespace imprimatur {

enum class Style : unsigned char { bold, dim, red, yellow, green, blue, cyan };

class Styler {
 public:
  explicit Styler(bool color) : color_(color) {}
  [[nodiscard]] bool color() const { return color_; }
  [[nodiscard]] std::string paint(std::string_view text, Style style) const;
  // The colour of a verdict: red forbids, yellow asks, green permits.
  [[nodiscard]] std::string paint(std::string_view text, Level level) const;

 private:
  bool color_;
};

}  // namespace imprimatur

#endif  // IMPRIMATUR_REPORT_STYLE_H_
