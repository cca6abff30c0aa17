#include "audit/archive_source.h"

#include <algorithm>
#include <iterator>

namespace imprimatur::audit {

Result<std::string_view> ArchiveSource::read() {
  auto chunk = stream_->next();
  auto problems = stream_->take_problems();
  problems_.insert(problems_.end(),
                   std::make_move_iterator(problems.begin()),
                   std::make_move_iterator(problems.end()));
  if (!chunk) {
    return tl::unexpected<Error>(chunk.error());
  }
  if (chunk->gap) {
    behind_gap_ = chunk->bytes;
    return fail(ErrorCode::unreadable, "a part is missing");
  }
  return chunk->bytes;
}

Result<std::string_view> ArchiveSource::next(std::uint64_t used) {
  if (again_) {
    window_ = std::move(*again_);
    again_.reset();
    return std::string_view(window_);
  }
  IMPRIMATUR_TRY(const std::string_view bytes, read());
  const std::uint64_t keep_from = used - std::min<std::uint64_t>(used, kMaxMemberHeader);
  if (keep_from > window_at_) {
    const auto gone =
        static_cast<std::size_t>(std::min<std::uint64_t>(keep_from - window_at_, window_.size()));
    window_.erase(0, gone);
    window_at_ += gone;
  }
  window_ += bytes;
  return bytes;
}

std::string_view ArchiveSource::before(std::uint64_t used) const {
  const std::uint64_t size = used - std::min(used, window_at_);
  return std::string_view(window_).substr(0, static_cast<std::size_t>(size));
}

bool ArchiveSource::begin_again(std::uint64_t from, ArchiveKind kind) {
  std::string bytes = again_ ? std::move(*again_) : std::move(window_);
  std::uint64_t at = again_ ? 0 : window_at_;  // of the bytes
  again_.reset();
  window_.clear();
  while (true) {
    const auto gone =
        static_cast<std::size_t>(std::min<std::uint64_t>(from - std::min(from, at), bytes.size()));
    bytes.erase(0, gone);
    at += gone;
    const FoundMember found = find_member(bytes, kind);
    if (found.at != std::string_view::npos) {
      again_ = bytes.substr(found.at);
      window_at_ = 0;
      return true;
    }
    at += bytes.size() - found.undecided;
    bytes.erase(0, bytes.size() - found.undecided);
    if (!behind_gap_.empty()) {  // nothing goes on across a gap
      bytes = std::exchange(behind_gap_, {});
      from = at;
      continue;
    }
    const auto more = read();
    if (!behind_gap_.empty()) {
      continue;
    }
    if (!more || more->empty()) {
      return false;
    }
    bytes += *more;
  }
}

std::optional<std::uint64_t> ArchiveSource::count_listed(std::uint64_t used) {
  bool begun = false;
  const auto piece = [&]() -> std::string_view {
    if (!begun) {
      begun = true;
      const std::uint64_t gone = used - std::min(used, window_at_);
      const std::string_view rest = std::string_view(window_).substr(
          static_cast<std::size_t>(std::min<std::uint64_t>(gone, window_.size())));
      if (!rest.empty()) {
        return rest;
      }
    }
    const auto more = read();
    return more ? *more : std::string_view();
  };
  return audit::count_listed(piece);
}

Result<void> ArchiveSource::drain() {
  while (true) {
    const auto more = read();
    if (!more && behind_gap_.empty()) {
      return tl::unexpected<Error>(more.error());
    }
    if (more && more->empty()) {
      return {};
    }
    behind_gap_.clear();  // the stream has told it
  }
}

}  // namespace imprimatur::audit
