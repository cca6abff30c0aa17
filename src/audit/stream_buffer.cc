#include "audit/stream_buffer.h"

#include <algorithm>
#include <utility>

namespace imprimatur::audit {

StreamBuffer::StreamBuffer(std::unique_ptr<ByteStream> stream, StreamPosition from)
    : stream_(std::move(stream)), from_(from), skipping_(from != StreamPosition{}) {
  marks_.push_back({0, from});
}

void StreamBuffer::add(std::string_view bytes, StreamPosition at) {
  if (head_ > 0 && (head_ == data_.size() || head_ > (std::size_t{1} << 20U))) {
    data_.erase(0, head_);
    given_ += head_;
    head_ = 0;
  }
  const std::size_t offset = given_ + data_.size();
  const Mark& last = marks_.back();
  const StreamPosition expected{last.at.member, last.at.skip + (offset - last.offset)};
  if (expected != at) {
    marks_.push_back({offset, at});
  }
  data_ += bytes;
}

Result<bool> StreamBuffer::more() {
  while (!ended_ && !pending_) {
    IMPRIMATUR_TRY(Chunk chunk, stream_->next());
    std::vector<Problem> problems = stream_->take_problems();
    if (skipping_ && chunk.at.member == from_.member && chunk.at.skip < from_.skip) {
      problems.clear();  // told before: they stand in front of the place to begin at
    }
    for (Problem& problem : problems) {
      problems_.emplace_back(given_ + data_.size(), std::move(problem));
    }
    if (chunk.bytes.empty()) {
      ended_ = true;
      cut_end_ = chunk.gap;
      return false;
    }
    if (skipping_ && chunk.at.member == from_.member) {
      const std::uint64_t end = chunk.at.skip + chunk.bytes.size();
      if (end <= from_.skip) {
        continue;
      }
      if (chunk.at.skip < from_.skip) {
        chunk.bytes.remove_prefix(from_.skip - chunk.at.skip);
        chunk.at = from_;
      }
    }
    skipping_ = false;
    if (chunk.gap) {
      pending_ = Pending{std::string(chunk.bytes), chunk.at};
      return false;
    }
    add(chunk.bytes, chunk.at);
    return true;
  }
  return false;
}

void StreamBuffer::cross_gap() {
  consume(view().size());
  if (pending_) {
    add(pending_->bytes, pending_->at);
    pending_.reset();
  }
  cut_end_ = false;
}

void StreamBuffer::consume(std::size_t count) {
  head_ += std::min(count, data_.size() - head_);
  const std::size_t at = given_ + head_;
  while (first_mark_ + 1 < marks_.size() && marks_[first_mark_ + 1].offset < at) {
    ++first_mark_;
  }
  if (first_mark_ > 1024) {
    marks_.erase(marks_.begin(), marks_.begin() + static_cast<std::ptrdiff_t>(first_mark_));
    first_mark_ = 0;
  }
}

StreamPosition StreamBuffer::position_by(const Mark& mark) const {
  return {mark.at.member, mark.at.skip + (given_ + head_ - mark.offset)};
}

StreamPosition StreamBuffer::position() const {
  std::size_t mark = first_mark_;
  while (mark + 1 < marks_.size() && marks_[mark + 1].offset <= given_ + head_) {
    ++mark;
  }
  return position_by(marks_[mark]);
}

std::size_t StreamBuffer::next_member(std::size_t from) const {
  const std::size_t least = given_ + head_ + from;
  for (std::size_t mark = first_mark_; mark < marks_.size(); ++mark) {
    if (marks_[mark].offset >= least && marks_[mark].at.skip == 0) {
      return marks_[mark].offset - given_ - head_;
    }
  }
  return std::string_view::npos;
}

StreamPosition StreamBuffer::end_position() const {
  return position_by(marks_[first_mark_]);
}

std::vector<Problem> StreamBuffer::take_problems(bool all) {
  std::vector<Problem> taken;
  std::size_t count = 0;
  for (; count < problems_.size() && (all || problems_[count].first < given_ + head_); ++count) {
    taken.push_back(std::move(problems_[count].second));
  }
  problems_.erase(problems_.begin(), problems_.begin() + static_cast<std::ptrdiff_t>(count));
  return taken;
}

}  // namespace imprimatur::audit
