#include "audit/archive_members.h"

#include "text/decode.h"

#include <archive.h>
#include <archive_entry.h>
#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <utility>

namespace imprimatur::audit {
namespace {

constexpr std::size_t kMaxName = 1024;
constexpr std::size_t kTarBlock = 512;
constexpr std::size_t kTarSum = 148;      // where a header's checksum stands,
constexpr std::size_t kTarSumDigits = 8;  // in octal

struct CloseArchive {
  void operator()(archive* open) const { (void)archive_read_free(open); }
};

class Members final : public ArchiveMembers {
 public:
  explicit Members(std::unique_ptr<ByteStream> stream)
      : stream_(std::move(stream)), open_(archive_read_new()) {}

  Result<void> begin() {
    if (!open_) {
      return fail(ErrorCode::limit, "not enough memory to unpack it");
    }
    (void)archive_read_support_format_zip_streamable(open_.get());
    (void)archive_read_support_format_tar(open_.get());
    (void)archive_read_support_format_empty(open_.get());
    if (archive_read_open(open_.get(), this, nullptr, give, nullptr) != ARCHIVE_OK) {
      return broken();
    }
    return {};
  }

  Result<std::optional<ArchiveMember>> next() override {
    archive_entry* entry = nullptr;
    int status = archive_read_next_header(open_.get(), &entry);
    if (status == ARCHIVE_RETRY) {
      problems_.push_back({ErrorCode::unreadable,
                           static_cast<std::uint64_t>(archive_read_header_position(open_.get())),
                           fmt::format("damaged archive: {}; a member was passed over", said())});
    }
    while (status == ARCHIVE_RETRY) {
      status = archive_read_next_header(open_.get(), &entry);
    }
    if (status == ARCHIVE_EOF) {
      return std::optional<ArchiveMember>();
    }
    if (status < ARCHIVE_WARN) {
      return broken();
    }
    ArchiveMember member;
    member.name = name_of(entry);
    const auto type = archive_entry_filetype(entry);
    member.file = (type == AE_IFREG || type == 0) && archive_entry_hardlink(entry) == nullptr;
    if (archive_entry_is_encrypted(entry) != 0) {
      member.error = Error{ErrorCode::unreadable, "it is encrypted: unpack it with its password"};
    }
    return std::optional<ArchiveMember>(std::move(member));
  }

  std::unique_ptr<FileInput> content() override {
    block_ = {};
    given_ = 0;
    begin_ = 0;
    return FileInput::of_source([this](char* to, std::size_t room) { return read_data(to, room); });
  }

  bool sound() const override { return sound_; }
  std::vector<Problem> take_problems() override { return std::exchange(problems_, {}); }
  std::uint64_t consumed() const override { return stream_->consumed(); }

 private:
  static la_ssize_t give(archive* open, void* client, const void** bytes) {
    auto* self = static_cast<Members*>(client);
    const auto chunk = self->stream_->next();
    for (Problem& problem : self->stream_->take_problems()) {
      self->problems_.push_back(std::move(problem));
    }
    if (!chunk || chunk->gap) {
      archive_set_error(
          open, EIO, "%s", chunk ? "a part is missing" : chunk.error().message.c_str());
      return ARCHIVE_FATAL;
    }
    *bytes = chunk->bytes.data();
    return static_cast<la_ssize_t>(chunk->bytes.size());
  }

  // Block by block: archive_read_data() would not give what stands in front of damage.
  Result<std::size_t> read_data(char* to, std::size_t room) {
    if (given_ == begin_ + block_.size()) {
      const void* bytes = nullptr;
      std::size_t size = 0;
      la_int64_t at = 0;
      const int status = archive_read_data_block(open_.get(), &bytes, &size, &at);
      if (status == ARCHIVE_EOF) {
        return std::size_t{0};
      }
      if (status != ARCHIVE_OK) {
        sound_ = status != ARCHIVE_FATAL;
        return fail(ErrorCode::unreadable, "damaged or cut short: " + said());
      }
      block_ = {static_cast<const char*>(bytes), size};
      begin_ = std::max(given_, static_cast<std::uint64_t>(at));
    }
    std::size_t count = 0;
    if (given_ < begin_) {  // a hole of a sparse file is zeros
      count = static_cast<std::size_t>(std::min<std::uint64_t>(room, begin_ - given_));
      std::fill_n(to, count, '\0');
    } else {
      const std::size_t from = given_ - begin_;
      count = block_.copy(to, room, from);
    }
    given_ += count;
    return count == 0 ? read_data(to, room) : Result<std::size_t>(count);
  }

  static std::string name_of(archive_entry* entry) {
    const char* utf8 = archive_entry_pathname_utf8(entry);
    const char* raw = utf8 != nullptr ? utf8 : archive_entry_pathname(entry);
    const std::string_view stored = raw == nullptr ? std::string_view() : raw;
    const auto decoded = decode(stored.substr(0, kMaxName));
    return decoded ? std::string(decoded->text) : std::string("(unnamed)");
  }

  [[nodiscard]] std::string said() const {
    const char* text = archive_error_string(open_.get());
    return text == nullptr ? "no reason given" : text;
  }

  [[nodiscard]] tl::unexpected<Error> broken() const {
    return tl::unexpected<Error>(Error{ErrorCode::unreadable, "damaged archive: " + said()});
  }

  std::unique_ptr<ByteStream> stream_;
  std::unique_ptr<archive, CloseArchive> open_;
  std::vector<Problem> problems_;
  std::string_view block_;   // of the member's bytes
  std::uint64_t begin_ = 0;  // where it stands in the member
  std::uint64_t given_ = 0;  // bytes of the member
  bool sound_ = true;
};

bool is_tar(std::string_view head) {
  if (head.size() < kTarBlock) {
    return false;
  }
  head = head.substr(0, kTarBlock);
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i < head.size(); ++i) {
    const bool blank = i >= kTarSum && i < kTarSum + kTarSumDigits;
    sum += static_cast<unsigned char>(blank ? ' ' : head[i]);
  }
  std::uint64_t said = 0;
  bool digits = false;
  for (const char c : head.substr(kTarSum, kTarSumDigits)) {
    if (c >= '0' && c <= '7') {
      said = said * 8 + static_cast<std::uint64_t>(c - '0');
      digits = true;
    } else if (digits) {
      break;
    }
  }
  return digits && said == sum;
}

bool is_zip(std::string_view head) {
  constexpr std::size_t kName = 30;  // in the header of the first member
  if (!head.starts_with("PK\x03\x04")) {
    return head.starts_with("PK\x05\x06");  // empty
  }
  const std::string_view name = head.substr(std::min(kName, head.size()));
  return !name.starts_with("mimetype") && !name.starts_with("[Content_Types].xml");
}

}  // namespace

Result<std::unique_ptr<ArchiveMembers>> ArchiveMembers::open(std::unique_ptr<ByteStream> stream) {
  auto members = std::make_unique<Members>(std::move(stream));
  if (const auto begun = members->begin(); !begun) {
    return tl::unexpected<Error>(begun.error());
  }
  return std::unique_ptr<ArchiveMembers>(std::move(members));
}

bool is_archive(std::string_view head) {
  return is_zip(head) || is_tar(head);
}

}  // namespace imprimatur::audit
