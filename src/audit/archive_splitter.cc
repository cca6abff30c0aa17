#include "audit/archive_splitter.h"

#include "audit/archive_members.h"
#include "audit/unicode_stream.h"
#include "report/escape.h"

#include <fmt/format.h>

#include <utility>

namespace imprimatur::audit {
namespace {

constexpr std::size_t kHead = std::size_t{64} << 10U;
// Behind a damaged member reading begins again from the front; an archive full of them would take
// the square of its members.
constexpr std::size_t kMaxDamaged = 64;

// A member that cannot be opened: its format decides whether it is a document all the same.
class FailedStream final : public ByteStream {
 public:
  explicit FailedStream(Error error)
      : ByteStream(FileInput::of_bytes({})), error_(std::move(error)) {}
  Result<Chunk> next() override { return tl::unexpected<Error>(error_); }

 private:
  Error error_;
};

class ArchiveSplitter final : public Splitter {
 public:
  ArchiveSplitter(std::unique_ptr<ByteStream> stream,
                  const SplitState& from,
                  const SplitOptions& options)
      : stream_(std::move(stream)), state_(from), options_(options) {}

  // A batch holds records of one member, or of several that are a text each.
  Result<bool> fill(RawBatch& batch) override {
    const std::size_t before = batch.records.size();
    bool going = true;
    while (going) {
      if (cutter_ == nullptr) {
        going = open_member(batch);
        if (cutter_ == nullptr) {
          continue;
        }
        if (batch.records.size() > before && !(batch.format == format_ && format_->whole_file)) {
          break;
        }
      }
      const bool more = cut(batch);
      if (more || !format_->whole_file || batch.bytes.size() >= options_.batch_bytes ||
          batch.records.size() - before >= options_.batch_records) {
        break;
      }
    }
    batch.end = state_;
    batch.end.file = options_.file;
    batch.consumed = members_ ? members_->consumed() : 0;
    return going;
  }

 private:
  void problem(RawBatch& batch, ErrorCode code, std::string message) {
    batch.problems.emplace_back(options_.file, Problem{code, 0, std::move(message)});
  }
  void problem_in(RawBatch& batch, const Problem& problem) {
    batch.problems.emplace_back(
        options_.file,
        Problem{problem.code,
                problem.offset,
                fmt::format("'{}': {}", display_name(member_), problem.message)});
  }

  // Records of the member that is open; false: it has no more.
  bool cut(RawBatch& batch) {
    const std::size_t first = batch.records.size();
    const std::size_t told = batch.problems.size();
    batch.format = format_;
    batch.inside.push_back(member_);
    const Result<bool> more = cutter_->fill(batch);
    for (std::size_t i = first; i < batch.records.size(); ++i) {
      batch.records[i].inside = batch.inside.size();
    }
    for (std::size_t i = told; i < batch.problems.size(); ++i) {
      Problem& problem = batch.problems[i].second;
      problem.message = fmt::format("'{}': {}", display_name(member_), problem.message);
    }
    const std::uint64_t entry = state_.entry;
    if (more && *more) {
      state_ = batch.end;
      state_.entry = entry;
      return true;
    }
    cutter_.reset();
    state_ = SplitState{};
    state_.entry = entry + 1;
    if (!members_->sound()) {
      pass_damage(batch);
    }
    return false;
  }

  // Opens the member that the state speaks of, or tells why not and goes on to the next; false:
  // the archive has no more.
  bool open_member(RawBatch& batch) {
    if (!members_ && !open_archive(batch)) {
      return false;
    }
    const auto member = next_member(batch);
    if (!member) {
      return false;
    }
    member_ = member->name;
    const StreamPosition from = state_.at;
    if (!member->file || !is_wanted()) {
      batch.skipped[member->file ? "archive member that is no data"
                                 : "folder or link of an archive"] += 1;
    } else if (member->error) {
      problem_in(batch, {member->error->code, 0, member->error->message});
    } else if (open_content(batch, from)) {
      return true;
    }
    state_ = SplitState{{}, {}, 0, 1, {}, state_.entry + 1};
    return true;
  }

  [[nodiscard]] bool is_wanted() const {
    return options_.member_format != nullptr || is_data_name(member_);
  }

  // What the member holds is seen in its first bytes, which are kept for its reader.
  bool open_content(RawBatch& batch, StreamPosition from) {
    auto input = members_->content();
    const auto bytes = input->peek(kHead);
    std::string head = bytes ? unpacked_head(*bytes) : std::string();
    const WideEncoding wide = wide_encoding_of(head);
    if (wide != WideEncoding::none) {
      head = to_utf8(head, wide);
    }
    format_ =
        options_.member_format != nullptr ? options_.member_format : &detect_format(member_, head);
    if (format_->archive) {
      problem_in(batch,
                 {ErrorCode::unsupported,
                  0,
                  "an archive inside an archive is not read: unpack the outer one"});
      return false;
    }
    const bool recoded = format_->in_utf8 && wide != WideEncoding::none;
    auto opened = open_stream(std::move(input), recoded ? StreamPosition{} : from);
    auto stream = opened ? std::move(*opened) : std::make_unique<FailedStream>(opened.error());
    SplitState state = state_;
    state.entry = 0;
    cutter_ = format_->split(
        recoded ? make_utf8_stream(std::move(stream), wide) : std::move(stream), state, options_);
    return true;
  }

  static std::string unpacked_head(std::string_view bytes) {
    auto stream = open_stream(FileInput::of_bytes(std::string(bytes)));
    const auto chunk = stream ? (*stream)->next() : Result<Chunk>(Chunk{});
    return chunk ? std::string(chunk->bytes.substr(0, kHead)) : std::string();
  }

  bool open_archive(RawBatch& batch) {
    passed_ = 0;
    if (stream_ == nullptr) {
      problem(batch,
              ErrorCode::unreadable,
              fmt::format("what stands behind the damaged member '{}' was not read",
                          display_name(member_)));
      return false;
    }
    auto members = ArchiveMembers::open(std::move(stream_));
    if (!members) {
      problem(batch, members.error().code, members.error().message);
      return false;
    }
    members_ = std::move(*members);
    return true;
  }

  // The member with the state's number; members in front of it were read before.
  std::optional<ArchiveMember> next_member(RawBatch& batch) {
    std::optional<ArchiveMember> found;
    while (passed_ <= state_.entry) {
      auto member = members_->next();
      for (Problem& one : members_->take_problems()) {
        if (passed_ == state_.entry) {
          batch.problems.emplace_back(options_.file, std::move(one));
        }
      }
      if (!member) {
        problem(batch,
                member.error().code,
                fmt::format("{}; what stands behind its first {} members was not read",
                            member.error().message,
                            state_.entry));
        return std::nullopt;
      }
      if (!*member) {
        return std::nullopt;
      }
      found = std::move(*member);
      ++passed_;
    }
    return found;
  }

  // Nothing can be read behind a broken member with the archive as it is open.
  void pass_damage(RawBatch& batch) {
    for (Problem& one : members_->take_problems()) {
      batch.problems.emplace_back(options_.file, std::move(one));
    }
    members_.reset();
    auto again = options_.reopen && ++damaged_ <= kMaxDamaged
                     ? options_.reopen()
                     : Result<std::unique_ptr<ByteStream>>(nullptr);
    stream_ = again ? std::move(*again) : nullptr;
  }

  std::unique_ptr<ByteStream> stream_;
  std::unique_ptr<ArchiveMembers> members_;
  std::unique_ptr<Splitter> cutter_;
  const Format* format_ = nullptr;
  std::string member_;
  SplitState state_;
  SplitOptions options_;
  std::uint64_t passed_ = 0;  // members that the open archive has given
  std::size_t damaged_ = 0;
};

}  // namespace

std::unique_ptr<Splitter> make_archive_splitter(std::unique_ptr<ByteStream> stream,
                                                const SplitState& from,
                                                const SplitOptions& options) {
  return std::make_unique<ArchiveSplitter>(std::move(stream), from, options);
}

}  // namespace imprimatur::audit
