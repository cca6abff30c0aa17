#include "text/binary.h"

#include <algorithm>

namespace imprimatur {

namespace {

struct Magic {
  std::size_t at;
  std::string_view bytes;
  std::string_view name;
};

using namespace std::string_view_literals;

constexpr Magic kMagic[] = {
    {0, "\x89PNG\r\n\x1A\n"sv, "PNG image"},
    {0, "\xFF\xD8\xFF"sv, "JPEG image"},
    {0, "GIF87a"sv, "GIF image"},
    {0, "GIF89a"sv, "GIF image"},
    {8, "WEBPVP8"sv, "WebP image"},
    {0, "II*\0"sv, "TIFF image"},
    {0, "MM\0*"sv, "TIFF image"},
    {0, "8BPS\0"sv, "Photoshop image"},
    {0, "\0\0\1\0"sv, "icon"},
    {0, "%PDF-"sv, "PDF document"},
    {0, "%!PS-Adobe"sv, "PostScript document"},
    {0, "{\\rtf1"sv, "RTF document"},
    {0, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv, "old Office document"},
    {30, "mimetypeapplication/epub"sv, "EPUB book"},
    {30, "mimetypeapplication/vnd.oasis"sv, "OpenDocument file"},
    {0, "\x4C\x6F\xA7\x94\x93"sv, "XML in EBCDIC"},
    {0, "PK\3\4"sv, "ZIP archive or Office document"},
    {0, "PK\5\6"sv, "empty ZIP archive"},
    {0, "\x1F\x8B\x08"sv, "gzip data"},
    {0, "BZh"sv, "bzip2 data"},
    {0,
     "\xFD"
     "7zXZ\0"sv,
     "xz data"},
    {0, "\x28\xB5\x2F\xFD"sv, "zstd data"},
    {0, "\4\x22\x4D\x18"sv, "LZ4 data"},
    {0, "7z\xBC\xAF\x27\x1C"sv, "7-Zip archive"},
    {0, "Rar!\x1A\7"sv, "RAR archive"},
    // With what stands behind the word in POSIX and in GNU headers: "custar\u00E1" is no archive.
    {257, "ustar\0"sv, "tar archive"},
    {257, "ustar  \0"sv, "tar archive"},
    {0,
     "\x7F"
     "ELF"sv,
     "ELF program"},
    {0, "MZ\x90\0"sv, "Windows program"},
    {0, "\xFE\xED\xFA\xCE"sv, "Mach-O program"},
    {0, "\xCF\xFA\xED\xFE"sv, "Mach-O program"},
    {0, "\xCA\xFE\xBA\xBE"sv, "Java class or Mach-O program"},
    {0, "\0asm"sv, "WebAssembly module"},
    {0, "SQLite format 3\0"sv, "SQLite database"},
    {0, "PAR1"sv, "Parquet file"},
    {0, "ARROW1\0"sv, "Arrow file"},
    {0, "OTTO\0"sv, "font"},
    {0, "\0\1\0\0\0"sv, "font"},
    {0, "wOFF"sv, "font"},
    {0, "wOF2"sv, "font"},
    {0, "OggS\0"sv, "Ogg media"},
    {0, "ID3\3"sv, "MP3 audio"},
    {0, "ID3\4"sv, "MP3 audio"},
    {0, "fLaC"sv, "FLAC audio"},
    {8, "WAVEfmt "sv, "WAV audio"},
    {4, "ftyp"sv, "MP4 or HEIF media"},
    {0, "\x1A\x45\xDF\xA3"sv, "Matroska media"},
};

bool is_control(char c) {
  const auto b = static_cast<unsigned char>(c);
  return b < 0x20 && !(b >= '\t' && b <= '\r') && b != 0x1A && b != 0x1B;
}

// Text of mainframes: "@" in the place of blanks, letters behind 0x80, no blank of ASCII.
bool is_ebcdic(std::string_view head) {
  std::size_t blanks = 0;
  std::size_t letters = 0;
  for (const char c : head) {
    const auto b = static_cast<unsigned char>(c);
    if (b == ' ' || b == '\n') {
      return false;
    }
    blanks += b == 0x40 ? 1U : 0U;
    letters += (b >= 0x81 && b <= 0xA9) || b >= 0xC1 ? 1U : 0U;
  }
  return head.size() >= 32 && blanks * 16 > head.size() && letters * 3 > head.size() * 2;
}

}  // namespace

std::string_view recognise_magic(std::string_view bytes) {
  for (const Magic& magic : kMagic) {
    if (bytes.size() >= magic.at && bytes.substr(magic.at, magic.bytes.size()) == magic.bytes) {
      return magic.name;
    }
  }
  return {};
}

std::string_view recognise_binary(std::string_view bytes) {
  // A few NULs in an otherwise plain text are damage; more, or other controls, are no text.
  if (bytes.find('\0') == std::string_view::npos) {
    const std::string_view head = bytes.substr(0, 4096);
    if (is_ebcdic(head)) {
      return "text in EBCDIC"sv;
    }
    const auto controls = std::count_if(head.begin(), head.end(), is_control);
    return static_cast<std::size_t>(controls) * 10 > head.size() ? "binary data"sv : ""sv;
  }
  const auto nuls = static_cast<std::size_t>(std::count(bytes.begin(), bytes.end(), '\0'));
  const auto controls =
      static_cast<std::size_t>(std::count_if(bytes.begin(), bytes.end(), is_control));
  const bool damage = (nuls <= 2 || nuls * 1000 < bytes.size()) && controls < 2 * nuls + 2 &&
                      bytes.size() > 64 * nuls;
  return damage ? ""sv : "binary data"sv;
}

}  // namespace imprimatur
