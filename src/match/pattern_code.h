// A pattern as PCRE2 compiles it, and the compiled forms of the built-in patterns, which the build
// makes: reading one costs a hundredth of compiling it. Thread-safe. Private to the match layer.
#ifndef IMPRIMATUR_MATCH_PATTERN_CODE_H_
#define IMPRIMATUR_MATCH_PATTERN_CODE_H_

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace imprimatur {

struct PatternCodeDeleter {
  void operator()(pcre2_code* code) const { pcre2_code_free(code); }
};
using PatternCodePtr = std::unique_ptr<pcre2_code, PatternCodeDeleter>;

struct PatternError {
  int code = 0;            // PCRE2's
  std::size_t offset = 0;  // in the pattern
};

// Null if the pattern is bad.
[[nodiscard]] PatternCodePtr compile_pattern(std::string_view regex, PatternError& error);

// Compiled patterns in one piece of memory, found by their text. PCRE2 reads them only in the
// version, and on the kind of machine, that wrote them.
class PreparedPatterns {
 public:
  PreparedPatterns() = default;
  // `bytes`: what make() gave, or nothing; they outlive this. Damage is read as nothing.
  explicit PreparedPatterns(std::string_view bytes);
  // Those of this program.
  [[nodiscard]] static const PreparedPatterns& builtin();
  [[nodiscard]] static std::string make(std::vector<std::string_view> regexes);

  // Null if it is not among them, or not for this machine.
  [[nodiscard]] PatternCodePtr find(std::string_view regex) const;
  [[nodiscard]] std::size_t size() const { return count_; }

  struct Entry {
    std::uint64_t hash;  // of the regex
    std::uint64_t begin;
    std::uint64_t size;
  };

 private:
  [[nodiscard]] Entry entry(std::size_t index) const;

  std::size_t count_ = 0;
  std::string_view entries_;  // by hash
  std::string_view shared_;   // with what all begin
  std::string_view codes_;    // what follows it
};

// The bytes of builtin(), which the build makes; none in the tool that makes them.
[[nodiscard]] std::string_view prepared_patterns_data();

}  // namespace imprimatur

#endif  // IMPRIMATUR_MATCH_PATTERN_CODE_H_
