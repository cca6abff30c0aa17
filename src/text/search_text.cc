#include "text/search_text.h"

#include "text/shadow_builder.h"

#include <algorithm>

namespace imprimatur {
namespace detail {
namespace {

PlainLetters make_plain_letters() {
  PlainLetters letters{};
  for (char32_t c = 0x80; c < letters.size(); ++c) {
    const char32_t folded = fold(c);
    if (is_letter(c) && folded >= 0x80 && folded < letters.size()) {
      const bool look_alike = letter_kind(c) == LetterKind::look_alike;
      letters[c] = static_cast<std::uint16_t>(folded | (look_alike ? kLookAlike : 0U));
    }
  }
  return letters;
}

}  // namespace

const PlainLetters& plain_letters() {
  static const PlainLetters kLetters = make_plain_letters();
  return kLetters;
}

}  // namespace detail

class SearchText::Sink {
 public:
  static constexpr char kLineBreak = ' ';
  explicit Sink(SearchText& out) : out_(out) {}

  std::string& text() { return out_.text_; }
  void map_run(std::size_t begin) {
    step(begin);
    mapped_ = out_.text_.size();
  }
  void map_letters(std::size_t begin) {
    out_.ascii_ = false;
    map_run(begin);
  }
  void map_one(std::size_t begin, std::size_t) {
    if (mapped_ < out_.text_.size() &&
        (static_cast<unsigned char>(out_.text_[mapped_]) & 0x80U) != 0) {
      out_.ascii_ = false;
    }
    map_run(begin);
  }
  void extend_last(std::size_t, std::size_t) {}
  void cut_back(std::size_t begin) {
    const auto there = static_cast<std::uint32_t>(begin - out_.base_);
    while (!out_.steps_.empty() && out_.steps_.back().there >= there) {
      mapped_ = out_.steps_.back().here;
      out_.steps_.pop_back();
    }
    if (!out_.steps_.empty()) {
      const Step last = out_.steps_.back();
      mapped_ = std::min<std::size_t>(mapped_, last.here + (there - last.there));
    }
    out_.text_.resize(mapped_);
  }
  void mark(Span) {}

 private:
  void step(std::size_t begin) {
    const auto here = static_cast<std::uint32_t>(mapped_);
    const auto there = static_cast<std::uint32_t>(begin - out_.base_);
    if (out_.steps_.empty() || there - out_.steps_.back().there != here - out_.steps_.back().here) {
      out_.steps_.push_back({here, there});
    }
  }

  SearchText& out_;
  std::size_t mapped_ = 0;  // bytes whose place is known
};

void SearchText::assign(std::string_view text, Span part) {
  text_.clear();
  steps_.clear();
  ascii_ = true;
  base_ = part.begin;
  Sink sink(*this);
  detail::ShadowBuilder<Sink>(text, part, sink).run();
}

std::size_t SearchText::to_text(std::size_t at) const {
  const auto next =
      std::upper_bound(steps_.begin(), steps_.end(), at, [](std::size_t place, const Step& step) {
        return place < step.here;
      });
  if (next == steps_.begin()) {
    return base_;
  }
  const Step step = *std::prev(next);
  std::size_t there = step.there + (at - step.here);
  if (next != steps_.end()) {
    // Characters that became longer: their last bytes would lie on the next one.
    there = std::min<std::size_t>(there, std::max(next->there, step.there + 1) - 1);
  }
  return base_ + there;
}

}  // namespace imprimatur
