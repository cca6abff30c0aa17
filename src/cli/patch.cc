#include "cli/patch.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace imprimatur::cli {
namespace {

// Lines before the first that a patch shows cost a byte each; nobody has texts of so many.
constexpr std::size_t kMaxLine = 50'000'000;

bool read_number(std::string_view& text, std::size_t& value) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return error == std::errc();
}

// One side of "@@ -12,3 +14 @@": line and count.
bool read_side(std::string_view& text, char sign, std::size_t& line, std::size_t& count) {
  if (!text.starts_with(sign)) {
    return false;
  }
  text.remove_prefix(1);
  count = 1;
  if (!read_number(text, line)) {
    return false;
  }
  if (text.starts_with(',')) {
    text.remove_prefix(1);
    return read_number(text, count);
  }
  return true;
}

struct Hunk {
  std::size_t old_line = 0;
  std::size_t old_count = 0;
  std::size_t line = 0;
  std::size_t count = 0;
};

bool read_hunk(std::string_view text, Hunk& hunk) {
  text.remove_prefix(3);
  if (!read_side(text, '-', hunk.old_line, hunk.old_count) || !text.starts_with(' ')) {
    return false;
  }
  text.remove_prefix(1);
  return read_side(text, '+', hunk.line, hunk.count) && text.starts_with(" @@");
}

// A name in git's C-like quotes: "a\tb\303\244".
std::string unquote(std::string_view quoted) {
  constexpr std::string_view kLetters = "abfnrtv";
  constexpr std::string_view kValues = "\a\b\f\n\r\t\v";
  std::string name;
  for (std::size_t i = 0; i < quoted.size() && quoted[i] != '"'; ++i) {
    if (quoted[i] != '\\' || i + 1 >= quoted.size()) {
      name += quoted[i];
      continue;
    }
    ++i;
    unsigned value = 0;
    const std::string_view octal = quoted.substr(i, 3);
    const auto read = std::from_chars(octal.data(), octal.data() + octal.size(), value, 8);
    if (octal.size() == 3 && read.ptr == octal.data() + 3 && value < 256) {
      name += static_cast<char>(value);
      i += 2;
    } else {
      const std::size_t letter = kLetters.find(quoted[i]);
      name += letter == std::string_view::npos ? quoted[i] : kValues[letter];
    }
  }
  return name;
}

// The name of "+++ b/news/a.txt<TAB>date"; empty if there is no new file.
std::string read_name(std::string_view text) {
  std::string name;
  if (text.starts_with('"')) {
    name = unquote(text.substr(1));
  } else {
    name = text.substr(0, std::min(text.find('\t'), text.size()));
  }
  if (name == "/dev/null") {
    return {};
  }
  // The letters of git's and of its diff.mnemonicPrefix.
  const bool prefixed = name.size() > 2 && name[1] == '/' &&
                        std::string_view("abciwo").find(name[0]) != std::string_view::npos;
  return prefixed ? name.substr(2) : name;
}

class PatchReader {
 public:
  explicit PatchReader(std::string_view patch) : patch_(patch) {}

  Result<std::vector<PatchedFile>> read() {
    while (next_line()) {
      if (line_.starts_with("+++ ") && after_old_name_) {
        files_.push_back({read_name(line_.substr(4)), {}, {}});
        written_ = 1;
      } else if (line_.starts_with("@@ -") && !files_.empty()) {
        if (auto done = read_body(); !done) {
          return tl::unexpected<Error>(done.error());
        }
      } else if (line_.starts_with("@@@ ")) {
        return wrong("is a combined diff of a merge; use 'git diff FIRST..MERGE'");
      }
      after_old_name_ = line_.starts_with("--- ");
    }
    if (files_.empty() && !only_headers()) {
      return wrong("holds no '+++' line: it is no unified diff");
    }
    std::erase_if(files_, [](const PatchedFile& f) { return f.path.empty() || f.added.empty(); });
    return std::move(files_);
  }

 private:
  bool next_line() {
    if (at_ >= patch_.size()) {
      return false;
    }
    const std::size_t end = std::min(patch_.find('\n', at_), patch_.size());
    line_ = patch_.substr(at_, end - at_);
    at_ = end + 1;
    ++number_;
    return true;
  }

  // Nothing at all, or renames and changes of modes alone.
  [[nodiscard]] bool only_headers() const {
    return patch_.find_first_not_of(" \t\r\n") == std::string_view::npos ||
           patch_.find("diff --git ") != std::string_view::npos;
  }

  [[nodiscard]] tl::unexpected<Error> wrong(std::string_view what) const {
    return fail(ErrorCode::usage, fmt::format("the patch {} (line {})", what, number_));
  }

  Result<void> read_body() {
    Hunk hunk;
    if (!read_hunk(line_, hunk) || hunk.line > kMaxLine) {
      return wrong("has a damaged '@@' line");
    }
    PatchedFile& file = files_.back();
    while (written_ < hunk.line) {
      file.text += '\n';
      ++written_;
    }
    while (hunk.old_count > 0 || hunk.count > 0) {
      if (!next_line()) {
        return wrong("ends within a hunk");
      }
      const char sign = line_.empty() ? ' ' : line_.front();
      const bool is_old = sign == '-' || sign == ' ';
      const bool is_new = sign == '+' || sign == ' ';
      if (sign == '\\') {
        continue;
      }
      if ((!is_old && !is_new) || (is_old && hunk.old_count == 0) || (is_new && hunk.count == 0)) {
        return wrong("has a damaged hunk");
      }
      hunk.old_count -= is_old ? 1U : 0U;
      hunk.count -= is_new ? 1U : 0U;
      if (is_new) {
        add_line(file, sign == '+');
      }
    }
    return {};
  }

  void add_line(PatchedFile& file, bool added) {
    file.text += line_.empty() ? line_ : line_.substr(1);
    file.text += '\n';
    if (added) {
      if (!file.added.empty() && file.added.back().last + 1 == written_) {
        file.added.back().last = written_;
      } else {
        file.added.push_back({written_, written_});
      }
    }
    ++written_;
  }

  std::string_view patch_;
  std::size_t at_ = 0;
  std::string_view line_;
  std::size_t number_ = 0;
  bool after_old_name_ = false;
  std::size_t written_ = 1;  // the next line of the last file
  std::vector<PatchedFile> files_;
};

}  // namespace

Result<std::vector<PatchedFile>> parse_patch(std::string_view patch) {
  return PatchReader(patch).read();
}

}  // namespace imprimatur::cli
