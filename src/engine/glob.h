// Glob: one gitignore-style pattern over '/'-separated relative paths. Matching is polynomial
// whatever the pattern. Immutable, thread-safe. No file access.
#ifndef IMPRIMATUR_ENGINE_GLOB_H_
#define IMPRIMATUR_ENGINE_GLOB_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace imprimatur {

class Glob {
 public:
  // A line of an ignore file; empty for a blank line or a comment (gitignore(5)).
  [[nodiscard]] static std::optional<Glob> parse(std::string_view line);

  // `path` is relative to the pattern's folder, without a leading or trailing '/'.
  [[nodiscard]] bool matches(std::string_view path, bool is_folder) const;
  [[nodiscard]] bool negated() const { return negated_; }

 private:
  std::vector<std::string> segments_;  // "**" stands for any number of folders
  bool negated_ = false;
  bool folders_only_ = false;
};

// One segment: * ? [a-z] [!a-z] [[:alpha:]] and backslash escapes; never matches a '/'.
[[nodiscard]] bool segment_matches(std::string_view pattern, std::string_view name);

// Patterns of one ignore file, or of the policy's `skip`: the last one that matches decides.
class GlobList {
 public:
  enum class Decision : unsigned char { none, ignore, keep };

  void add(std::string_view line);
  void add_file(std::string_view text);
  [[nodiscard]] Decision decide(std::string_view path, bool is_folder) const;
  [[nodiscard]] bool empty() const { return globs_.empty(); }

 private:
  std::vector<Glob> globs_;
};

}  // namespace imprimatur

#endif  // IMPRIMATUR_ENGINE_GLOB_H_
