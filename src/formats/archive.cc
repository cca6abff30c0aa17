#include "formats/archive.h"

#include "formats/ascii.h"
#include "formats/member_reader.h"

#include <algorithm>
#include <string>

namespace imprimatur {
namespace {

using namespace std::string_view_literals;

// The name of what is packed: "a.txt.gz" holds "a.txt", "a.tgz" "a.tar".
std::string single_name(std::string_view name) {
  name = name.substr(name.find_last_of('/') + 1);
  const std::size_t dot = name.find_last_of('.');
  if (dot == std::string_view::npos || dot == 0) {
    return "data";
  }
  const std::string suffix = ascii_lower(name.substr(dot + 1));
  const std::string stem(name.substr(0, dot));
  if (lists_word("tgz txz tzst tbz2 tbz", suffix)) {
    return stem + ".tar";
  }
  return lists_word("gz xz zst zstd bz2", suffix) ? stem : "data";
}

class ArchiveReader : public Reader {
 public:
  explicit ArchiveReader(Packing packing) : packing_(packing) {}

  Result<void> read(std::string_view bytes,
                    const ReadOptions& options,
                    const DocumentSink& sink) override {
    Nesting nesting(options);
    if (Result<void> fits = nesting.check(); !fits) {
      return fits;
    }
    UnpackOptions unpacking;
    unpacking.packing = packing_;
    unpacking.single = single_name(options.name);
    bool any = false;
    Result<void> done = unpack(bytes, unpacking, nesting.expansion(), [&](Member&& member) {
      any = true;
      ReadOptions inside = nesting.inside();
      inside.name = member.name;
      return members_.read(member, inside, sink);
    });
    if (done && !any) {
      return fail(ErrorCode::unsupported, "the archive holds no files");
    }
    return done;
  }

 private:
  Packing packing_;
  MemberReader members_;
};

}  // namespace

std::unique_ptr<Reader> make_zip_reader() {
  return std::make_unique<ArchiveReader>(Packing::zip);
}

std::unique_ptr<Reader> make_stream_reader() {
  return std::make_unique<ArchiveReader>(Packing::stream);
}

bool is_zip(std::string_view head) {
  return head.starts_with("PK\3\4"sv) || head.starts_with("PK\5\6"sv);
}

bool is_tar(std::string_view head) {
  // In POSIX and in GNU headers; the bare word may stand in a text, "custar\u00E1".
  const std::string_view magic = head.substr(std::min<std::size_t>(head.size(), 257));
  return magic.starts_with("ustar\0"sv) || magic.starts_with("ustar  \0"sv);
}

bool is_gzip(std::string_view head) {
  return head.starts_with("\x1F\x8B\x08"sv);
}

bool is_xz(std::string_view head) {
  return head.starts_with("\xFD\x37zXZ\0"sv);
}

bool is_zstd(std::string_view head) {
  return head.starts_with("\x28\xB5\x2F\xFD"sv);
}

bool is_bzip2(std::string_view head) {
  return head.starts_with("BZh"sv) && head.substr(4, 6) == "\x31\x41\x59\x26\x53\x59"sv;
}

}  // namespace imprimatur
