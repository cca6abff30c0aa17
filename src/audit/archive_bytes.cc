#include "audit/archive_bytes.h"

#include <algorithm>
#include <string>

namespace imprimatur::audit {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t kTarBlock = 512;
constexpr std::size_t kTarSum = 148;      // where a header's checksum stands,
constexpr std::size_t kTarSumDigits = 8;  // in octal
constexpr std::size_t kTarMagic = 257;

// APPNOTE 4.3: headers of members, of the directory and of its end.
constexpr std::string_view kMember = "PK\x03\x04"sv;
constexpr std::string_view kListed = "PK\x01\x02"sv;
constexpr std::string_view kEnd = "PK\x05\x06"sv;
constexpr std::string_view kEnd64 = "PK\x06\x06"sv;
constexpr std::size_t kMemberSize = 30;
constexpr std::size_t kListedSize = 46;

std::uint32_t number(std::string_view bytes, std::size_t at, std::size_t size) {
  std::uint32_t value = 0;
  for (std::size_t i = size; i > 0; --i) {
    value = value << 8U | static_cast<unsigned char>(bytes[at + i - 1]);
  }
  return value;
}

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
  if (!head.starts_with(kMember)) {
    return head.starts_with(kEnd);  // empty
  }
  const std::string_view name = head.substr(std::min(kMemberSize, head.size()));
  return !name.starts_with("mimetype") && !name.starts_with("[Content_Types].xml");
}

// Four bytes stand anywhere by chance; versions, methods and names do not.
bool is_member_header(std::string_view bytes) {
  constexpr std::uint32_t kNewestVersion = 63;
  constexpr std::uint32_t kMethods = 99;
  return number(bytes, 4, 2) <= kNewestVersion && number(bytes, 8, 2) <= kMethods &&
         number(bytes, 26, 2) > 0;
}

FoundMember find_zip_member(std::string_view bytes) {
  for (std::size_t at = bytes.find("PK"); at != std::string_view::npos;
       at = bytes.find("PK", at + 1)) {
    const std::string_view here = bytes.substr(at);
    if (here.size() < kListedSize) {
      return {std::string_view::npos, here.size()};
    }
    if ((here.starts_with(kMember) && is_member_header(here)) || here.starts_with(kListed) ||
        here.starts_with(kEnd64)) {
      return {at, 0};
    }
  }
  return {std::string_view::npos, std::min<std::size_t>(bytes.size(), 1)};
}

FoundMember find_tar_member(std::string_view bytes) {
  for (std::size_t at = bytes.find("ustar", kTarMagic); at != std::string_view::npos;
       at = bytes.find("ustar", at + 1)) {
    const std::string_view here = bytes.substr(at - kTarMagic);
    if (here.size() < kTarBlock) {
      return {std::string_view::npos, here.size()};
    }
    if (is_tar(here)) {
      return {at - kTarMagic, 0};
    }
  }
  return {std::string_view::npos, std::min(bytes.size(), kTarBlock)};
}

// The bytes of a directory, as far as they are asked for.
class Directory {
 public:
  explicit Directory(const std::function<std::string_view()>& next) : next_(next) {}

  // The next `size` bytes; fewer at the end.
  std::string_view peek(std::size_t size) {
    while (bytes_.size() - at_ < size && !ended_) {
      bytes_.erase(0, at_);
      at_ = 0;
      const std::string_view more = next_();
      ended_ = more.empty();
      bytes_ += more;
    }
    return std::string_view(bytes_).substr(at_, size);
  }
  void skip(std::size_t size) { at_ += std::min(size, bytes_.size() - at_); }

 private:
  const std::function<std::string_view()>& next_;
  std::string bytes_;
  std::size_t at_ = 0;
  bool ended_ = false;
};

}  // namespace

bool is_archive(std::string_view head) {
  return is_zip(head) || is_tar(head);
}

FoundMember find_member(std::string_view bytes, ArchiveKind kind) {
  return kind == ArchiveKind::zip ? find_zip_member(bytes) : find_tar_member(bytes);
}

std::optional<std::uint64_t> packed_size_of_zip_member(std::string_view bytes) {
  constexpr std::uint32_t kSizeBehind = 1U << 3U;  // flag
  constexpr std::uint32_t kInExtra = 0xFFFFFFFF;   // ZIP64
  std::size_t at = bytes.rfind(kMember);
  while (at != std::string_view::npos) {
    const std::string_view here = bytes.substr(at);
    if (here.size() >= kMemberSize &&
        here.size() == kMemberSize + number(here, 26, 2) + number(here, 28, 2)) {
      const std::uint32_t size = number(here, 18, 4);
      const bool told = (number(here, 6, 2) & kSizeBehind) == 0 && size != kInExtra;
      return told ? std::optional<std::uint64_t>(size) : std::nullopt;
    }
    at = at == 0 ? std::string_view::npos : bytes.rfind(kMember, at - 1);
  }
  return std::nullopt;
}

std::optional<std::uint64_t> count_listed(const std::function<std::string_view()>& next) {
  Directory directory(next);
  // Padding may stand in front of it.
  while (directory.peek(kListed.size()).size() == kListed.size()) {
    const std::string_view here = directory.peek(kListed.size());
    if (here == kListed || here == kEnd || here == kEnd64) {
      break;
    }
    directory.skip(1);
  }
  std::uint64_t count = 0;
  while (true) {
    const std::string_view head = directory.peek(kListedSize);
    if (head.starts_with(kEnd) || head.starts_with(kEnd64)) {
      return count;
    }
    if (head.size() < kListedSize || !head.starts_with(kListed)) {
      return std::nullopt;
    }
    ++count;
    const std::size_t size =
        kListedSize + number(head, 28, 2) + number(head, 30, 2) + number(head, 32, 2);
    if (directory.peek(size).size() < size) {
      return std::nullopt;
    }
    directory.skip(size);
  }
}

}  // namespace imprimatur::audit
