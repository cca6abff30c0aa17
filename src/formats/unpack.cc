#include "formats/unpack.h"

#include "text/decode.h"
#include "text/utf8_locale.h"

#include <archive.h>
#include <archive_entry.h>
#include <fmt/format.h>

#include <algorithm>
#include <memory>

namespace imprimatur {
namespace {

constexpr std::size_t kMaxName = 1024;
// After a damaged member of a zip the library has to begin again; a file full of them would take
// the square of its members.
constexpr std::size_t kMaxDamaged = 64;

struct CloseArchive {
  void operator()(archive* open) const { (void)archive_read_free(open); }
};
using Open = std::unique_ptr<archive, CloseArchive>;

std::string said(archive* open) {
  const char* text = archive_error_string(open);
  return text == nullptr ? "cut short, or not what it is called" : text;
}

// How the members of a zip are found: by the directory at its end, or by their own headers alone.
enum class Found : unsigned char { listed, met };

Result<Open> open_archive(std::string_view bytes, Packing packing, Found found) {
  Open open(archive_read_new());
  if (!open) {
    return fail(ErrorCode::limit, "not enough memory to unpack it");
  }
  archive* a = open.get();
  if (packing == Packing::zip && found == Found::met) {
    (void)archive_read_support_format_zip_streamable(a);
  } else if (packing == Packing::zip) {
    (void)archive_read_support_format_zip(a);
  } else {
    (void)archive_read_support_filter_gzip(a);
    (void)archive_read_support_filter_xz(a);
    (void)archive_read_support_filter_zstd(a);
    (void)archive_read_support_filter_bzip2(a);
    (void)archive_read_support_format_tar(a);
    (void)archive_read_support_format_raw(a);
    (void)archive_read_support_format_empty(a);
    // What stands behind zeros is read on: a damaged header, or a second archive.
    (void)archive_read_set_format_option(a, "tar", "read_concatenated_archives", "1");
  }
  if (archive_read_open_memory(a, bytes.data(), bytes.size()) != ARCHIVE_OK) {
    return fail(ErrorCode::unreadable, "damaged archive: " + said(a));
  }
  return open;
}

class Unpacker {
 public:
  Unpacker(std::string_view bytes,
           const UnpackOptions& options,
           Expansion& expansion,
           const std::function<bool(Member&&)>& sink)
      : bytes_(bytes), options_(options), expansion_(expansion), sink_(sink) {}

  Result<void> run() {
    const Utf8Locale names;
    IMPRIMATUR_TRY(open_, open_archive(bytes_, options_.packing, found_));
    while (true) {
      archive_entry* entry = nullptr;
      const int status = archive_read_next_header(open_.get(), &entry);
      if (status == ARCHIVE_EOF) {
        return end();
      }
      if (status == ARCHIVE_RETRY) {  // the library goes on at the next block
        passed_ = said(open_.get());
        continue;
      }
      if (status < ARCHIVE_WARN) {
        std::string why = said(open_.get());
        if (options_.packing == Packing::zip && found_ == Found::listed &&
            begin_again(Found::met)) {
          passed_ = std::move(why);
          continue;
        }
        return fail(ErrorCode::unreadable,
                    fmt::format("damaged archive: {}; what stands behind its first {} members was "
                                "not read",
                                why,
                                seen_));
      }
      ++seen_;
      IMPRIMATUR_TRY(const bool more, take(entry));
      if (!more) {
        return end();
      }
    }
  }

 private:
  [[nodiscard]] Result<void> end() const {
    if (!passed_) {
      return {};
    }
    return fail(
        ErrorCode::unreadable,
        fmt::format("damaged archive: {}; what stands behind a damaged header was passed over",
                    *passed_));
  }

  // Goes behind the members that were read; false: that cannot be done.
  bool begin_again(Found found) {
    found_ = found;
    auto open = open_archive(bytes_, options_.packing, found);
    archive_entry* entry = nullptr;
    for (std::size_t i = 0; open && i < seen_; ++i) {
      if (archive_read_next_header(open->get(), &entry) < ARCHIVE_WARN) {
        return false;
      }
    }
    if (open) {
      open_ = std::move(*open);
    }
    return open.has_value();
  }

  // False: that was all.
  Result<bool> take(archive_entry* entry) {
    if (++expansion_.members > Expansion::kMaxMembers) {
      return fail(ErrorCode::limit,
                  fmt::format("more than {} members: unpack it and check the folder",
                              Expansion::kMaxMembers));
    }
    Member member;
    member.name = archive_member_name(entry, options_.packing == Packing::zip);
    if (archive_format(open_.get()) == ARCHIVE_FORMAT_RAW && !options_.single.empty()) {
      member.name = options_.single;
    }
    const bool file =
        archive_entry_filetype(entry) == AE_IFREG || archive_entry_filetype(entry) == 0;
    if (!file || archive_entry_hardlink(entry) != nullptr ||
        (options_.wanted && !options_.wanted(member.name))) {
      return true;
    }
    bool more = true;
    if (archive_entry_is_encrypted(entry) != 0) {
      member.error = Error{ErrorCode::unreadable, "it is encrypted: unpack it with its password"};
    } else {
      IMPRIMATUR_TRY(more, read(member));
    }
    return sink_(std::move(member)) && more;
  }

  // False: nothing behind it can be read.
  Result<bool> read(Member& member) {
    while (true) {
      const void* block = nullptr;
      std::size_t size = 0;
      la_int64_t at = 0;
      const int status = archive_read_data_block(open_.get(), &block, &size, &at);
      // A checksum that does not match comes with the last bytes.
      const bool given = status == ARCHIVE_OK || (status == ARCHIVE_WARN && size > 0);
      if (!given) {
        expansion_.bytes += member.bytes.size();
        return status == ARCHIVE_EOF ? Result<bool>(true) : damaged(member, status);
      }
      // Sparse files have holes, which are zeros.
      const std::size_t begin = std::max(member.bytes.size(), static_cast<std::size_t>(at));
      const std::size_t used = begin + size;
      if (const std::string why = too_much(used); !why.empty()) {
        return fail(
            ErrorCode::limit,
            fmt::format("member '{}' {}; it and what follows were not read", member.name, why));
      }
      if (used > Expansion::kMaxMember) {
        expansion_.bytes += member.bytes.size();
        member.bytes.clear();
        member.error = Error{ErrorCode::limit,
                             fmt::format("it is longer than {} MiB: unpack it and check the file",
                                         Expansion::kMaxMember >> 20U)};
        return true;
      }
      member.bytes.resize(begin, '\0');
      member.bytes.append(static_cast<const char*>(block), size);
      if (status == ARCHIVE_WARN) {
        expansion_.bytes += member.bytes.size();
        return damaged(member, status);
      }
    }
  }

  [[nodiscard]] std::string too_much(std::size_t used) const {
    const std::size_t all = expansion_.bytes + used;
    if (all > Expansion::kRatioFrom && all / Expansion::kMaxRatio > expansion_.input) {
      return fmt::format("makes it more than {} times as long as it is packed, as bombs do",
                         Expansion::kMaxRatio);
    }
    return all > Expansion::kMaxBytes
               ? fmt::format("makes it longer than {} GiB", Expansion::kMaxBytes >> 30U)
               : std::string();
  }

  Result<bool> damaged(Member& member, int status) {
    member.error = Error{ErrorCode::unreadable, "damaged or cut short: " + said(open_.get())};
    if (status != ARCHIVE_FATAL) {
      return true;
    }
    if (options_.packing == Packing::zip && ++damaged_ <= kMaxDamaged && begin_again(found_)) {
      return true;
    }
    member.error->message += "; what follows it was not read";
    return false;
  }

  std::string_view bytes_;
  const UnpackOptions& options_;
  Expansion& expansion_;
  const std::function<bool(Member&&)>& sink_;
  Open open_;
  Found found_ = Found::listed;
  std::optional<std::string> passed_;  // why headers were passed over
  std::size_t seen_ = 0;               // members, also those passed over
  std::size_t damaged_ = 0;            // members
};

}  // namespace

std::string archive_member_name(archive_entry* entry, bool zip) {
  const char* utf8 = archive_entry_pathname_utf8(entry);
  const char* raw = utf8 != nullptr ? utf8 : archive_entry_pathname(entry);
  const std::string_view stored = raw == nullptr ? std::string_view() : raw;
  const bool code_page = zip && utf8 == nullptr;
  auto decoded = decode(stored.substr(0, kMaxName), code_page ? "ibm437" : "");
  return decoded ? std::string(decoded->text) : std::string("(unnamed)");
}

Result<void> unpack(std::string_view bytes,
                    const UnpackOptions& options,
                    Expansion& expansion,
                    const std::function<bool(Member&&)>& sink) {
  if (expansion.input == 0) {
    expansion.input = std::max<std::size_t>(bytes.size(), 1);
  }
  return Unpacker(bytes, options, expansion, sink).run();
}

}  // namespace imprimatur
