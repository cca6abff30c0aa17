#include "audit/archive_splitter.h"

#include "audit/archive_members.h"
#include "audit/unicode_stream.h"
#include "report/escape.h"

#include <fmt/format.h>

#include <utility>

namespace imprimatur::audit {
namespace {

constexpr std::size_t kHead = std::size_t{64} << 10U;
constexpr std::size_t kMaxDepth = 4;  // archives that stand in each other

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
      : stream_(std::move(stream)), state_(from), options_(options) {
    if (!from.entries.empty()) {
      entry_ = from.entries.front();
      state_.entries.erase(state_.entries.begin());
    }
  }

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
    batch.end.entries.insert(batch.end.entries.begin(), entry_);
    batch.consumed = members_ ? members_->consumed() : 0;
    return going;
  }

 private:
  void problem(RawBatch& batch, ErrorCode code, std::string message) {
    if (options_.growth != nullptr) {  // of an archive in another one
      message = fmt::format("'{}': {}", display_name(options_.inside), message);
    }
    batch.problems.emplace_back(options_.file, Problem{code, 0, std::move(message)});
  }
  void problem_in(RawBatch& batch, const Error& error) {
    batch.problems.emplace_back(
        options_.file,
        Problem{error.code, 0, fmt::format("'{}': {}", display_name(shown()), error.message)});
  }
  // The open member, as rows name it behind the file.
  [[nodiscard]] std::string shown() const {
    return options_.inside.empty() ? member_ : options_.inside + "!" + member_;
  }

  // Records of the member that is open; false: it has no more.
  bool cut(RawBatch& batch) {
    tell_found(batch);
    const std::size_t first = batch.records.size();
    const std::size_t told = batch.problems.size();
    if (!format_->archive) {
      batch.format = format_;
      batch.inside.push_back(shown());
    }
    const Result<bool> more = cutter_->fill(batch);
    if (!format_->archive) {
      for (std::size_t i = first; i < batch.records.size(); ++i) {
        batch.records[i].inside = batch.inside.size();
      }
      for (std::size_t i = told; i < batch.problems.size(); ++i) {
        Problem& problem = batch.problems[i].second;
        problem.message = fmt::format("'{}': {}", display_name(shown()), problem.message);
      }
    }
    if (more && *more) {
      state_ = batch.end;
      return true;
    }
    cutter_.reset();
    go_on();
    return false;
  }

  void go_on() {
    state_ = SplitState{};
    ++entry_;
  }

  // Opens the member that the state speaks of, or tells why not and goes on to the next; false:
  // the archive has no more.
  bool open_member(RawBatch& batch) {
    if (!members_ && !open_archive(batch)) {
      return false;
    }
    const auto member = next_member();
    if (!member || !*member) {
      tell_found(batch);
      if (!member) {
        problem(batch,
                member.error().code,
                fmt::format("{}; what stands behind its first {} members was not read",
                            member.error().message,
                            entry_));
      }
      return false;
    }
    member_ = (*member)->name;
    Result<void> opened;
    if (!(*member)->file || !is_wanted()) {
      batch.skipped[(*member)->file ? "archive member that is no data"
                                    : "folder or link of an archive"] += 1;
    } else {
      opened = (*member)->error ? tl::unexpected<Error>(*(*member)->error) : open_content();
      if (opened) {
        return true;
      }
    }
    tell_found(batch);
    if (!opened) {
      problem_in(batch, opened.error());
    }
    go_on();
    return true;
  }

  [[nodiscard]] bool is_wanted() const {
    return options_.member_format != nullptr || is_data_name(member_);
  }

  // What the member holds is seen in its first bytes, which are kept for its reader.
  Result<void> open_content() {
    auto growth = options_.growth != nullptr ? nullptr : std::make_shared<Growth>();
    auto input = members_->content(growth);
    const auto bytes = input->peek(kHead);
    std::string head = bytes ? unpacked_head(*bytes) : std::string();
    const WideEncoding wide = wide_encoding_of(head);
    if (wide != WideEncoding::none) {
      head = to_utf8(head, wide);
    }
    format_ = format_of(head);
    if (format_->archive && options_.depth >= kMaxDepth) {
      return fail(ErrorCode::limit,
                  fmt::format("it stands in {} archives, one in the other: unpack the outer ones",
                              kMaxDepth));
    }
    const bool recoded = format_->in_utf8 && wide != WideEncoding::none;
    const bool whole = recoded || format_->archive;  // read from its beginning
    auto opened = open_stream(std::move(input), whole ? StreamPosition{} : state_.at);
    auto stream = opened ? std::move(*opened) : std::make_unique<FailedStream>(opened.error());
    SplitOptions options = options_;
    if (format_->archive) {
      ++options.depth;
      options.inside = shown();
      options.growth = options_.growth != nullptr ? options_.growth : std::move(growth);
    }
    cutter_ = format_->split(
        recoded ? make_utf8_stream(std::move(stream), wide) : std::move(stream), state_, options);
    return {};
  }

  [[nodiscard]] const Format* format_of(std::string_view head) const {
    if (options_.member_format == nullptr) {
      return &detect_format(member_, head);
    }
    return is_archive(head) ? find_format("archive") : options_.member_format;
  }

  static std::string unpacked_head(std::string_view bytes) {
    auto stream = open_stream(FileInput::of_bytes(std::string(bytes)));
    const auto chunk = stream ? (*stream)->next() : Result<Chunk>(Chunk{});
    return chunk ? std::string(chunk->bytes.substr(0, kHead)) : std::string();
  }

  bool open_archive(RawBatch& batch) {
    auto members = ArchiveMembers::open(std::move(stream_), options_.growth);
    if (!members) {
      problem(batch, members.error().code, members.error().message);
      return false;
    }
    members_ = std::move(*members);
    return true;
  }

  // The member with the state's number; those in front of it were read before.
  Result<std::optional<ArchiveMember>> next_member() {
    Result<std::optional<ArchiveMember>> member;
    const bool begun = !(state_.at == StreamPosition{}) || state_.record > 0 ||
                       !state_.entries.empty() || !state_.memo.empty();
    while (passed_ <= entry_) {
      member = members_->next();
      // What was found in front of a member is told with its beginning.
      found_ = members_->take_problems();
      if (passed_ < entry_ || begun) {
        found_.clear();
      }
      if (!member || !*member) {
        break;
      }
      ++passed_;
      if (passed_ <= entry_) {
        read_again(**member);
      }
    }
    return member;
  }

  // Passing over a damaged member might lead elsewhere than reading it did.
  void read_again(const ArchiveMember& member) {
    member_ = member.name;
    if (!member.file || member.error || !is_wanted()) {
      return;
    }
    const auto input = members_->content(nullptr);
    while (true) {
      const auto bytes = input->peek(kHead);
      if (!bytes || bytes->empty()) {
        break;
      }
      input->consume(bytes->size());
    }
  }

  void tell_found(RawBatch& batch) {
    for (Problem& one : found_) {
      if (options_.growth != nullptr) {
        one.message = fmt::format("'{}': {}", display_name(options_.inside), one.message);
      }
      batch.problems.emplace_back(options_.file, std::move(one));
    }
    found_.clear();
  }

  std::unique_ptr<ByteStream> stream_;
  std::unique_ptr<ArchiveMembers> members_;
  std::unique_ptr<Splitter> cutter_;
  const Format* format_ = nullptr;
  std::string member_;
  SplitState state_;
  SplitOptions options_;
  std::uint64_t entry_ = 0;     // the member that the state speaks of
  std::uint64_t passed_ = 0;    // members that the open archive has given
  std::vector<Problem> found_;  // by going to the open member, and not yet told
};

}  // namespace

std::unique_ptr<Splitter> make_archive_splitter(std::unique_ptr<ByteStream> stream,
                                                const SplitState& from,
                                                const SplitOptions& options) {
  return std::make_unique<ArchiveSplitter>(std::move(stream), from, options);
}

}  // namespace imprimatur::audit
