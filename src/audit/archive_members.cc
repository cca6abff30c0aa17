#include "audit/archive_members.h"

#include "audit/archive_source.h"
#include "formats/unpack.h"
#include "text/utf8_locale.h"

#include <archive.h>
#include <archive_entry.h>
#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <utility>

namespace imprimatur::audit {
namespace {

struct CloseArchive {
  void operator()(archive* open) const { (void)archive_read_free(open); }
};

class Members final : public ArchiveMembers {
 public:
  Members(std::unique_ptr<ByteStream> stream, std::shared_ptr<Growth> growth)
      : source_(std::move(stream)), growth_(std::move(growth)) {}

  Result<void> begin() {
    open_.reset(archive_read_new());
    if (!open_) {
      return fail(ErrorCode::limit, "not enough memory to unpack it");
    }
    (void)archive_read_support_format_zip_streamable(open_.get());
    (void)archive_read_support_format_tar(open_.get());
    (void)archive_read_support_format_empty(open_.get());
    // What stands behind zeros is read on: a damaged header, or a second archive.
    (void)archive_read_set_format_option(open_.get(), "tar", "read_concatenated_archives", "1");
    if (archive_read_open(open_.get(), this, nullptr, give, nullptr) != ARCHIVE_OK) {
      return tl::unexpected<Error>(broken(said()));
    }
    return {};
  }

  Result<std::optional<ArchiveMember>> next() override {
    const Utf8Locale names;
    if (stopped_) {
      return tl::unexpected<Error>(*stopped_);
    }
    IMPRIMATUR_TRY(archive_entry* const entry, next_header());
    if (entry == nullptr) {
      check_directory();
      if (const auto sound = source_.drain(); !sound) {
        problem(sound.error().message);
      }
      return std::optional<ArchiveMember>();
    }
    ++seen_;
    packed_size_ = kind() == ArchiveKind::zip ? packed_size_of_zip_member(source_.before(used()))
                                              : std::nullopt;
    content_at_ = used();
    ArchiveMember member;
    member.name = archive_member_name(entry, kind() == ArchiveKind::zip);
    const auto type = archive_entry_filetype(entry);
    member.file = (type == AE_IFREG || type == 0) && archive_entry_hardlink(entry) == nullptr;
    if (archive_entry_is_encrypted(entry) != 0) {
      member.error = Error{ErrorCode::unreadable, "it is encrypted: unpack it with its password"};
    }
    return std::optional<ArchiveMember>(std::move(member));
  }

  std::unique_ptr<FileInput> content(std::shared_ptr<Growth> inside) override {
    block_ = {};
    given_ = 0;
    begin_ = 0;
    failed_.reset();
    return FileInput::of_source([this, inside = std::move(inside)](char* to, std::size_t room) {
      const Result<std::size_t> count = read_data(to, room);
      if (count && inside != nullptr) {
        inside->packed += *count;
      }
      return count;
    });
  }

  std::vector<Problem> take_problems() override {
    auto problems = source_.take_problems();
    problems.insert(problems.end(), problems_.begin(), problems_.end());
    problems_.clear();
    return problems;
  }
  std::uint64_t consumed() const override { return source_.consumed(); }

 private:
  static la_ssize_t give(archive* open, void* client, const void** bytes) {
    auto* self = static_cast<Members*>(client);
    const auto chunk = self->source_.next(used_of(open));
    if (!chunk) {
      archive_set_error(open, EIO, "%s", chunk.error().message.c_str());
      return ARCHIVE_FATAL;
    }
    *bytes = chunk->data();
    return static_cast<la_ssize_t>(chunk->size());
  }

  // Null at the end.
  Result<archive_entry*> next_header() {
    bool told = true;  // by the content that could not be read
    while (true) {
      if (damage_) {
        const std::uint64_t from = std::max(used(), content_at_ + packed_size_.value_or(0));
        if (!source_.begin_again(from, kind()) || !begin()) {
          stopped_ = broken(*damage_);
          return tl::unexpected<Error>(*stopped_);
        }
        if (!told) {
          problem_passed(*damage_);
        }
        damage_.reset();
      }
      archive_entry* entry = nullptr;
      std::optional<std::string> passed;
      int status = archive_read_next_header(open_.get(), &entry);
      while (status == ARCHIVE_RETRY) {
        passed = said();
        status = archive_read_next_header(open_.get(), &entry);
      }
      if (passed) {
        problem_passed(*passed);
      }
      if (status >= ARCHIVE_WARN) {
        return status == ARCHIVE_EOF ? nullptr : entry;
      }
      damage_ = said();
      told = false;
      packed_size_.reset();
      content_at_ = used() + 1;  // not to the same header again
    }
  }

  // A header whose first bytes are damaged looks like no header at all: only the directory tells.
  void check_directory() {
    if (kind() != ArchiveKind::zip) {
      return;
    }
    const auto listed = source_.count_listed(used());
    if (!listed) {
      problem(
          "the directory at the archive's end is damaged or cut off: it is not known whether "
          "all members were read");
    } else if (*listed > seen_) {
      const std::uint64_t lost = *listed - seen_;
      problem(fmt::format("{} {} listed at the archive's end {} not found: the headers are damaged",
                          lost,
                          lost == 1 ? "member that is" : "members that are",
                          lost == 1 ? "was" : "were"));
    }
  }

  // Block by block: archive_read_data() would not give what stands in front of damage.
  Result<std::size_t> read_data(char* to, std::size_t room) {
    if (given_ == begin_ + block_.size()) {
      if (failed_) {
        return tl::unexpected<Error>(*failed_);
      }
      const void* bytes = nullptr;
      std::size_t size = 0;
      la_int64_t at = 0;
      const int status = archive_read_data_block(open_.get(), &bytes, &size, &at);
      if (status == ARCHIVE_EOF) {
        return std::size_t{0};
      }
      if (status != ARCHIVE_OK) {
        failed_ = Error{ErrorCode::unreadable, "damaged or cut short: " + said()};
      }
      if (status == ARCHIVE_FATAL) {
        damage_ = said();
      }
      if (status < ARCHIVE_WARN) {
        return tl::unexpected<Error>(*failed_);
      }  // a checksum that does not match comes with the last bytes
      block_ = {static_cast<const char*>(bytes), size};
      begin_ = std::max(given_, static_cast<std::uint64_t>(at));
    }
    std::size_t count = 0;
    if (given_ < begin_) {  // a hole of a sparse file is zeros
      count = static_cast<std::size_t>(std::min<std::uint64_t>(room, begin_ - given_));
      std::fill_n(to, count, '\0');
    } else {
      count = block_.copy(to, room, given_ - begin_);
    }
    given_ += count;
    if (growth_ != nullptr) {
      growth_->unpacked += count;
    }
    if (growth_ != nullptr && growth_->too_much()) {
      stopped_ = Error{
          ErrorCode::limit,
          fmt::format("it unpacks to more than {} times its size, as bombs do", Growth::kMaxRatio)};
      return tl::unexpected<Error>(*stopped_);
    }
    return count == 0 ? read_data(to, room) : Result<std::size_t>(count);
  }

  [[nodiscard]] std::string said() const {
    const char* text = archive_error_string(open_.get());
    return text == nullptr ? "it is cut short" : text;
  }
  [[nodiscard]] static Error broken(const std::string& why) {
    return {ErrorCode::unreadable, "damaged archive: " + why};
  }
  void problem_passed(const std::string& why) {
    problem(fmt::format("damaged archive: {}; what stands here was passed over", why));
  }
  void problem(std::string message) {
    problems_.push_back({ErrorCode::unreadable,
                         static_cast<std::uint64_t>(archive_read_header_position(open_.get())),
                         std::move(message)});
  }
  [[nodiscard]] static std::uint64_t used_of(archive* open) {
    return static_cast<std::uint64_t>(std::max<la_int64_t>(archive_filter_bytes(open, 0), 0));
  }
  [[nodiscard]] std::uint64_t used() const { return used_of(open_.get()); }
  [[nodiscard]] ArchiveKind kind() const {
    const int format = archive_format(open_.get()) & ARCHIVE_FORMAT_BASE_MASK;
    return format == ARCHIVE_FORMAT_ZIP ? ArchiveKind::zip : ArchiveKind::tar;
  }

  ArchiveSource source_;
  std::unique_ptr<archive, CloseArchive> open_;
  std::vector<Problem> problems_;
  std::shared_ptr<Growth> growth_;
  std::string_view block_;                    // of the member's bytes
  std::uint64_t begin_ = 0;                   // where it stands in the member
  std::optional<Error> failed_;               // behind these bytes
  std::uint64_t given_ = 0;                   // bytes of the member
  std::uint64_t content_at_ = 0;              // where the member's content begins,
  std::optional<std::uint64_t> packed_size_;  // and how long it is
  std::uint64_t seen_ = 0;                    // members
  std::optional<std::string> damage_;         // the library goes no further
  std::optional<Error> stopped_;              // nor do we
};

}  // namespace

Result<std::unique_ptr<ArchiveMembers>> ArchiveMembers::open(std::unique_ptr<ByteStream> stream,
                                                             std::shared_ptr<Growth> growth) {
  auto members = std::make_unique<Members>(std::move(stream), std::move(growth));
  if (const auto begun = members->begin(); !begun) {
    return tl::unexpected<Error>(begun.error());
  }
  return std::unique_ptr<ArchiveMembers>(std::move(members));
}

}  // namespace imprimatur::audit
