#include "formats/image_fields.h"

#include "formats/ascii.h"
#include "formats/xmp.h"
#include "text/decode.h"

#include <algorithm>
#include <array>
#include <utility>

namespace imprimatur {
namespace {

constexpr std::size_t kMaxFields = 500;
constexpr std::size_t kMaxValue = 20'000;
constexpr std::size_t kMaxEntries = 1000;

struct Numbered {
  std::size_t number;
  std::string_view field;
};
// IPTC IIM, record 2.
constexpr std::array kIim = {
    Numbered{40, "instructions"},
    Numbered{80, "byline"},
    Numbered{110, "credit"},
    Numbered{115, "source"},
    Numbered{116, "copyrightnotice"},
};
// Fixed fields are filled up with NULs or blanks.
constexpr std::string_view kFillers{"\0 \n\r", 4};
constexpr std::size_t kTiffXmp = 700;
constexpr std::size_t kTiffArtist = 315;
constexpr std::size_t kTiffIptc = 33723;
constexpr std::size_t kTiffCopyright = 33432;
constexpr std::size_t kIptcResource = 0x0404;

// Bytes of the types of TIFF's values; 0: unknown.
constexpr std::array<std::size_t, 13> kTypeSizes = {0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8};

}  // namespace

std::size_t ImageFields::number(std::size_t at, std::size_t size, bool little) const {
  if (at > file_.size() || size > file_.size() - at) {
    return 0;
  }
  std::size_t value = 0;
  for (std::size_t i = 0; i < size; ++i) {
    const std::size_t from = little ? at + size - 1 - i : at + i;
    value = value << 8U | static_cast<unsigned char>(file_[from]);
  }
  return value;
}

void ImageFields::damaged(std::string what) {
  if (!document_.error) {
    document_.error = Error{ErrorCode::unreadable, std::move(what)};
  }
}

void ImageFields::add(std::string_view name, Span value) {
  const std::string_view bytes = file_.substr(value.begin, value.size());
  const std::size_t begin = std::min(bytes.find_first_not_of(kFillers), bytes.size());
  const std::string_view text = bytes.substr(begin, bytes.find_last_not_of(kFillers) + 1 - begin);
  value.begin += begin;
  add(name, text, {value.begin, value.begin + text.size()});
}

void ImageFields::add(std::string_view name, std::string_view text, Span written) {
  const std::size_t begin = std::min(text.find_first_not_of(kFillers), text.size());
  text = text.substr(begin, text.find_last_not_of(kFillers) + 1 - begin);
  if (text.empty() || text.size() > kMaxValue || document_.fields.size() >= kMaxFields) {
    return;
  }
  // Most programs write UTF-8, others what PNG asks for and IIM means without saying so.
  const auto decoded = decode(text, is_valid_utf8(text) ? "utf-8" : "windows-1252");
  if (decoded && !decoded->text.empty()) {
    document_.fields.push_back({Field::Kind::property,
                                std::string(name),
                                std::string(decoded->text),
                                written,
                                Scope::document});
  }
}

bool ImageFields::is_rsl(std::string_view text) {
  return trim_blanks(text).starts_with('<') &&
         text.find("rslstandard.org/rsl") != std::string_view::npos;
}

void ImageFields::read_xml(std::string_view text, Span written) {
  const std::size_t before = document_.fields.size();
  if (!is_valid_utf8(text)) {
    damaged("its XML is not UTF-8");
  } else if (Result<void> done = read_xmp(text, 0, document_); !done) {
    damaged("its XML cannot be read: " + done.error().message);
  }
  for (std::size_t i = before; i < document_.fields.size(); ++i) {
    document_.fields[i].span = written;
  }
}

void ImageFields::read_xmp_packet(Span block) {
  std::string_view packet = file_.substr(block.begin, block.size());
  packet = packet.substr(0, packet.find('\0'));
  const auto decoded = decode(packet, "utf-8");
  if (!decoded || decoded->invalid > 0) {
    damaged("its XMP is not UTF-8");
    return;
  }
  // A mark in front is no part of the text, and moves all behind it.
  const std::size_t moved = packet.size() - decoded->text.size();
  if (Result<void> done = read_xmp(decoded->text, block.begin + moved, document_); !done) {
    damaged("its XMP cannot be read: " + done.error().message);
  }
}

void ImageFields::read_iim(Span block) {
  std::size_t at = block.begin;
  while (at + 5 <= block.end && file_[at] == '\x1C') {
    const std::size_t record = number(at + 1, 1, false);
    const std::size_t set = number(at + 2, 1, false);
    std::size_t size = number(at + 3, 2, false);
    at += 5;
    if (size > 0x7FFF) {  // its length has so many bytes
      const std::size_t length = size & 0x7FFFU;
      if (length > 4 || at + length > block.end) {
        break;
      }
      size = number(at, length, false);
      at += length;
    }
    if (size > block.end - at) {
      damaged("its IPTC record is cut short");
      return;
    }
    for (const Numbered& row : kIim) {
      if (record == 2 && row.number == set) {
        add(row.field, {at, at + size});
      }
    }
    at += size;
  }
}

void ImageFields::read_photoshop(Span block) {
  std::size_t at = block.begin;
  while (at + 12 <= block.end && file_.substr(at, 4) == "8BIM") {
    const std::size_t resource = number(at + 4, 2, false);
    const std::size_t name = number(at + 6, 1, false) + 1;
    at += 6 + name + name % 2;
    if (at + 4 > block.end) {
      break;
    }
    const std::size_t size = number(at, 4, false);
    at += 4;
    if (size > block.end - at) {
      damaged("its Photoshop resources are cut short");
      return;
    }
    if (resource == kIptcResource) {
      read_iim({at, at + size});
    }
    at += size + size % 2;
  }
}

void ImageFields::read_tiff(Span block) {
  if (block.size() < 8) {
    return;
  }
  const bool little = file_[block.begin] == 'I';
  const std::size_t directory = number(block.begin + 4, 4, little);
  if (directory + 2 > block.size()) {
    damaged("its Exif or TIFF directory is cut short");
    return;
  }
  std::size_t at = block.begin + directory;
  const std::size_t entries = std::min(number(at, 2, little), kMaxEntries);
  at += 2;
  for (std::size_t i = 0; i < entries && at + 12 <= block.end; ++i, at += 12) {
    const std::size_t tag = number(at, 2, little);
    const std::size_t type = number(at + 2, 2, little);
    const std::size_t count = number(at + 4, 4, little);
    const std::size_t size = type < kTypeSizes.size() ? kTypeSizes[type] * count : 0;
    const std::size_t begin = size <= 4 ? at + 8 : block.begin + number(at + 8, 4, little);
    if (tag != kTiffXmp && tag != kTiffArtist && tag != kTiffIptc && tag != kTiffCopyright) {
      continue;
    }
    if (begin > block.end || size > block.end - begin) {
      damaged("its Exif or TIFF values are cut short");
      return;
    }
    const Span value{begin, begin + size};
    if (tag == kTiffXmp) {
      read_xmp_packet(value);
    } else if (tag == kTiffIptc) {
      read_iim(value);
    } else if (tag == kTiffArtist) {
      add("creator", value);
    } else {  // photographer's and editor's, with a NUL between
      const std::size_t middle = std::min(file_.find('\0', begin), value.end);
      add("copyrightnotice", {begin, middle});
      add("copyrightnotice", {middle, value.end});
    }
  }
}

// CBOR without a parser: each entry is its name, and behind it "use" and one of three words.
void ImageFields::read_c2pa(Span block) {
  constexpr std::array<std::string_view, 4> kEntries = {
      "data_mining", "ai_inference", "ai_generative_training", "ai_training"};
  constexpr std::array<std::string_view, 3> kUses = {"notAllowed", "constrained", "allowed"};
  constexpr std::size_t kNear = 48;
  const std::string_view bytes = file_.substr(block.begin, block.size());
  if (bytes.find("training-mining") == std::string_view::npos) {
    return;
  }
  for (const std::string_view prefix : {"cawg.", "c2pa."}) {
    for (const std::string_view entry : kEntries) {
      const std::string name = std::string(prefix) + std::string(entry);
      const std::size_t at = bytes.find(name);
      if (at == std::string_view::npos) {
        continue;
      }
      const std::string_view behind = bytes.substr(at + name.size(), kNear);
      const std::size_t use = behind.find("use");
      for (const std::string_view word : kUses) {
        const std::size_t value = use == std::string_view::npos ? use : behind.find(word, use);
        // Its length stands in front of the word.
        if (value == use + 4) {
          const std::size_t begin = block.begin + at + name.size() + value;
          add(name, {begin, begin + word.size()});
          break;
        }
      }
    }
  }
}

}  // namespace imprimatur
