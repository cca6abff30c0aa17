#include "engine/line_hash.h"

#include "text/fold.h"

#include <array>
#include <charconv>
#include <cstdint>
#include <unordered_map>

namespace imprimatur {
namespace {

constexpr std::size_t kWindow = 100;
constexpr std::uint64_t kBase = 37;
constexpr std::uint64_t kEnd = 0xFFFF;  // stands behind the last unit

constexpr std::uint64_t power_of_base() {
  std::uint64_t power = 1;
  for (std::size_t i = 0; i < kWindow; ++i) {
    power *= kBase;
  }
  return power;
}
constexpr std::uint64_t kPower = power_of_base();

class LineHasher {
 public:
  explicit LineHasher(const std::set<std::size_t>& wanted) : wanted_(wanted) {}

  void add(std::uint64_t unit) {
    const bool second_of_two = after_cr_ && unit == '\n';
    if (unit == ' ' || unit == '\t' || second_of_two) {
      after_cr_ = false;
      return;
    }
    after_cr_ = unit == '\r';
    const bool ends_line = unit == '\r' || unit == '\n';
    if (at_line_start_) {
      ++line_;
      push(ends_line ? '\n' : unit, line_);
    } else {
      push(ends_line ? '\n' : unit, 0);
    }
    at_line_start_ = ends_line;
  }

  std::map<std::size_t, std::string> finish() {
    add(kEnd);
    for (std::size_t i = 0; i < kWindow; ++i) {
      push(0, 0);
    }
    return std::move(hashes_);
  }

 private:
  struct Slot {
    std::uint64_t unit = 0;
    std::size_t line = 0;  // whose first unit this is, 0: of none
  };

  // The unit that leaves the window may begin a line, whose hash is complete then.
  void push(std::uint64_t unit, std::size_t line) {
    Slot& slot = window_[at_];
    if (slot.line != 0) {
      const int count = ++seen_[hash_];
      if (wanted_.contains(slot.line)) {
        hashes_[slot.line] = text_of(hash_) + ":" + std::to_string(count);
      }
    }
    hash_ = hash_ * kBase + unit - kPower * slot.unit;
    slot = {unit, line};
    at_ = (at_ + 1) % kWindow;
  }

  static std::string text_of(std::uint64_t value) {
    std::array<char, 16> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value, 16).ptr;
    return {digits.data(), end};
  }

  const std::set<std::size_t>& wanted_;
  std::array<Slot, kWindow> window_{};
  std::size_t at_ = 0;
  std::uint64_t hash_ = 0;
  std::size_t line_ = 0;
  bool at_line_start_ = true;
  bool after_cr_ = false;
  std::unordered_map<std::uint64_t, int> seen_;
  std::map<std::size_t, std::string> hashes_;
};

}  // namespace

std::map<std::size_t, std::string> line_hashes(std::string_view text,
                                               const std::set<std::size_t>& lines) {
  LineHasher hasher(lines);
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = next_code_point(text, at);
    if (c > 0xFFFF) {
      hasher.add(0xD800 + ((c - 0x10000) >> 10U));
      hasher.add(0xDC00 + ((c - 0x10000) & 0x3FFU));
    } else {
      hasher.add(c);
    }
  }
  return hasher.finish();
}

}  // namespace imprimatur
