#include "text/shadow.h"

#include "text/shadow_builder.h"
#include "text/wrap.h"

#include <algorithm>

namespace imprimatur {

namespace {

constexpr std::size_t kLongestWindow = 0xFFFFFFFE;  // offsets are kept in 32 bits

}  // namespace

// Writes where each byte of the shadow comes from.
class Shadow::Sink {
 public:
  static constexpr char kLineBreak = '\n';
  explicit Sink(Shadow& out) : out_(out) {}

  std::string& text() { return out_.text_; }
  void map_run(std::size_t begin) {
    const std::size_t size = out_.begins_.size();
    const std::size_t length = out_.text_.size() - size;
    out_.begins_.resize(size + length);
    out_.ends_.resize(size + length);
    const std::uint32_t first = offset(begin);
    for (std::size_t i = 0; i < length; ++i) {
      out_.begins_[size + i] = first + static_cast<std::uint32_t>(i);
      out_.ends_[size + i] = first + static_cast<std::uint32_t>(i) + 1;
    }
  }
  // All bytes of a character stand for all of it.
  void map_letters(std::size_t begin) {
    const std::size_t first = out_.begins_.size();
    map_run(begin);
    const auto inside = [&](std::size_t i) {
      return (static_cast<unsigned char>(out_.text_[i]) & 0xC0U) == 0x80U;
    };
    for (std::size_t i = first + 1; i < out_.text_.size(); ++i) {
      out_.begins_[i] = inside(i) ? out_.begins_[i - 1] : out_.begins_[i];
    }
    for (std::size_t i = out_.text_.size() - 1; i > first; --i) {
      out_.ends_[i - 1] = inside(i) ? out_.ends_[i] : out_.ends_[i - 1];
    }
  }
  void map_one(std::size_t begin, std::size_t end) {
    out_.begins_.resize(out_.text_.size(), offset(begin));
    out_.ends_.resize(out_.text_.size(), offset(end));
  }
  void extend_last(std::size_t bytes, std::size_t end) {
    std::fill(out_.ends_.end() - static_cast<std::ptrdiff_t>(bytes), out_.ends_.end(), offset(end));
  }
  void cut_back(std::size_t begin) {
    const auto keep = static_cast<std::size_t>(
        std::lower_bound(out_.begins_.begin(), out_.begins_.end(), offset(begin)) -
        out_.begins_.begin());
    out_.text_.resize(keep);
    out_.begins_.resize(keep);
    out_.ends_.resize(keep);
  }
  void mark(Span span) {
    std::vector<Span>& marks = out_.disguised_;
    if (!marks.empty() && marks.back().end >= span.begin) {
      marks.back().end = std::max(marks.back().end, span.end);
    } else {
      marks.push_back(span);
    }
  }

 private:
  [[nodiscard]] std::uint32_t offset(std::size_t at) const {
    return static_cast<std::uint32_t>(at - out_.base_);
  }

  Shadow& out_;
};

void Shadow::assign(std::string_view text, Span window) {
  window.end = std::min({window.end, text.size(), window.begin + kLongestWindow});
  window.begin = std::min(window.begin, window.end);
  text_.clear();
  begins_.clear();
  ends_.clear();
  disguised_.clear();
  base_ = window.begin;
  text_.reserve(window.size());
  begins_.reserve(window.size());
  ends_.reserve(window.size());
  Sink sink(*this);
  detail::ShadowBuilder<Sink>(text, window, sink).run();
  unwrap(text);
}

void Shadow::unwrap(std::string_view text) {
  for (std::size_t at = text_.find('\n'); at < text_.size(); at = text_.find('\n', at + 1)) {
    const std::size_t line_break = text.find_first_not_of(" \t\r", base_ + begins_[at]);
    if (line_break < text.size() && text[line_break] == '\n' && is_wrap(text, line_break)) {
      text_[at] = ' ';
    }
  }
}

Span Shadow::to_text(Span shadow) const {
  const std::size_t size = begins_.size();
  const std::size_t end_of_text = ends_.empty() ? 0 : ends_.back();
  if (shadow.empty() || shadow.begin >= size) {
    const std::size_t at = shadow.begin < size ? begins_[shadow.begin] : end_of_text;
    return {base_ + at, base_ + at};
  }
  return {base_ + begins_[shadow.begin], base_ + ends_[std::min(shadow.end, size) - 1]};
}

std::size_t Shadow::from_text(std::size_t at) const {
  if (at <= base_) {
    return 0;
  }
  const auto found = std::lower_bound(begins_.begin(), begins_.end(), at - base_);
  return static_cast<std::size_t>(found - begins_.begin());
}

bool Shadow::disguised(Span shadow) const {
  const auto after = std::lower_bound(
      disguised_.begin(), disguised_.end(), shadow.begin, [](Span s, std::size_t at) {
        return s.end <= at;
      });
  return after != disguised_.end() && after->overlaps(shadow);
}

}  // namespace imprimatur
