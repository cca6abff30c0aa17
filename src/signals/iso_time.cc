#include "signals/iso_time.h"

#include "formats/ascii.h"

#include <fmt/format.h>

#include <chrono>
#include <optional>

namespace imprimatur {
namespace {

using namespace std::chrono;

class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  std::optional<unsigned> digits(std::size_t count) {
    unsigned value = 0;
    for (std::size_t i = 0; i < count; ++i, ++at_) {
      if (at_ >= text_.size() || text_[at_] < '0' || text_[at_] > '9') {
        return std::nullopt;
      }
      value = value * 10 + static_cast<unsigned>(text_[at_] - '0');
    }
    return value;
  }
  bool take(std::string_view any) {
    const bool here = at_ < text_.size() && any.find(text_[at_]) != std::string_view::npos;
    last_ = here ? text_[at_] : '\0';
    at_ += here ? 1U : 0U;
    return here;
  }
  void fraction() {
    if (take(".,")) {
      while (take("0123456789")) {
      }
    }
  }
  [[nodiscard]] char last() const { return last_; }
  [[nodiscard]] bool at_end() const { return at_ >= text_.size(); }

 private:
  std::string_view text_;
  std::size_t at_ = 0;
  char last_ = '\0';
};

// Minutes ahead of UTC; empty: what stands there is no zone.
std::optional<int> zone_of(Scanner& scanner) {
  static_cast<void>(scanner.take(" "));
  if (scanner.at_end() || scanner.take("Zz")) {
    return 0;
  }
  if (!scanner.take("+-")) {
    return std::nullopt;
  }
  const int sign = scanner.last() == '-' ? -1 : 1;
  const auto hours = scanner.digits(2);
  static_cast<void>(scanner.take(":"));
  const auto minutes = scanner.at_end() ? std::optional(0U) : scanner.digits(2);
  if (!hours || !minutes || *hours > 14 || *minutes > 59) {
    return std::nullopt;
  }
  return sign * static_cast<int>(*hours * 60 + *minutes);
}

}  // namespace

std::string iso_time(std::string_view text) {
  Scanner scanner(trim_blanks(text));
  const auto y = scanner.digits(4);
  static_cast<void>(scanner.take("-/"));
  const auto m = scanner.digits(2);
  static_cast<void>(scanner.take("-/"));
  const auto d = scanner.digits(2);
  if (!y || !m || !d) {
    return {};
  }
  const year_month_day date{year(static_cast<int>(*y)), month(*m), day(*d)};
  if (!date.ok()) {
    return {};
  }
  if (scanner.at_end()) {
    return fmt::format("{:04}-{:02}-{:02}", *y, *m, *d);
  }
  if (!scanner.take("Tt ")) {
    return {};
  }
  const auto hour = scanner.digits(2);
  static_cast<void>(scanner.take(":"));
  const auto minute = scanner.digits(2);
  if (!hour || !minute || *hour > 24 || *minute > 59) {
    return {};
  }
  unsigned second = 0;
  static_cast<void>(scanner.take(":"));
  if (const auto seconds = scanner.digits(2)) {
    second = *seconds;
    scanner.fraction();
  }
  const auto zone = zone_of(scanner);
  if (!zone || second > 60) {
    return {};
  }
  const sys_seconds time =
      sys_days(date) + hours(*hour) + minutes(*minute) + seconds(second) - minutes(*zone);
  const sys_days midnight = floor<days>(time);
  const year_month_day utc(midnight);
  const hh_mm_ss clock(time - midnight);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z",
                     static_cast<int>(utc.year()),
                     static_cast<unsigned>(utc.month()),
                     static_cast<unsigned>(utc.day()),
                     clock.hours().count(),
                     clock.minutes().count(),
                     clock.seconds().count());
}

}  // namespace imprimatur
