#include "formats/image.h"

#include "formats/ascii.h"
#include "formats/image_fields.h"
#include "formats/png_text.h"

#include <string>

namespace imprimatur {
namespace {

using namespace std::string_view_literals;

constexpr std::string_view kExif = "Exif\0\0"sv;
constexpr std::string_view kXmp = "http://ns.adobe.com/xap/1.0/\0"sv;
constexpr std::string_view kPhotoshop = "Photoshop 3.0\0"sv;
constexpr std::string_view kPngXmp = "xml:com.adobe.xmp"sv;

void read_jpeg(std::string_view file, ImageFields& fields) {
  std::size_t at = 2;
  while (at + 4 <= file.size()) {
    if (file[at] != '\xFF') {
      fields.damaged("damaged JPEG: no segment begins where one should");
      return;
    }
    const auto kind = static_cast<unsigned char>(file[at + 1]);
    if (kind == 0xFF || kind == 0x01 || (kind >= 0xD0 && kind <= 0xD8)) {
      at += kind == 0xFF ? 1U : 2U;
      continue;
    }
    if (kind == 0xDA || kind == 0xD9) {  // the picture itself
      return;
    }
    const std::size_t size = fields.number(at + 2, 2, false);
    if (size < 2 || size > file.size() - at - 2) {
      break;
    }
    const Span block{at + 4, at + 2 + size};
    const std::string_view text = file.substr(block.begin, block.size());
    if (kind == 0xE1 && text.starts_with(kExif)) {
      fields.read_tiff({block.begin + kExif.size(), block.end});
    } else if (kind == 0xE1 && text.starts_with(kXmp)) {
      fields.read_xmp_packet({block.begin + kXmp.size(), block.end});
    } else if (kind == 0xED && text.starts_with(kPhotoshop)) {
      fields.read_photoshop({block.begin + kPhotoshop.size(), block.end});
    } else if (kind == 0xEB) {
      fields.read_c2pa(block);
    } else if (kind == 0xFE) {
      fields.add("comment", block);
    }
    at += 2 + size;
  }
  fields.damaged("the JPEG is cut short: its picture is missing");
}

// Keywords of PNG, and those that programs add to them.
constexpr std::string_view kPngTexts =
    "copyright author source comment disclaimer license licence rights";

void read_png_words(std::string_view file, std::string_view kind, Span block, ImageFields& fields) {
  const auto read = read_png_text(file, kind, block);
  if (!read) {
    fields.damaged("a text of the PNG cannot be read: " + read.error().message);
    return;
  }
  if (!*read) {
    return;
  }
  const PngText& text = **read;
  const std::string_view words = text.unpacked
                                     ? std::string_view(*text.unpacked)
                                     : file.substr(text.written.begin, text.written.size());
  if (text.name == kPngXmp || ImageFields::is_rsl(words)) {
    if (text.unpacked) {
      fields.read_xml(words, text.written);
    } else {
      fields.read_xmp_packet(text.written);
    }
  } else if (lists_word(kPngTexts, text.name)) {
    if (text.unpacked) {
      fields.add(text.name, *text.unpacked, text.written);
    } else {
      fields.add(text.name, text.written);
    }
  }
}

void read_png(std::string_view file, ImageFields& fields) {
  std::size_t at = 8;
  while (at + 12 <= file.size()) {
    const std::size_t size = fields.number(at, 4, false);
    const std::string_view kind = file.substr(at + 4, 4);
    if (size > file.size() - at - 12) {
      break;
    }
    const Span block{at + 8, at + 8 + size};
    if (kind == "IEND") {
      return;
    }
    read_png_words(file, kind, block, fields);
    if (kind == "eXIf") {
      fields.read_tiff(block);
    } else if (kind == "caBX") {
      fields.read_c2pa(block);
    }
    at += 12 + size;
  }
  fields.damaged("the PNG is cut short: its end is missing");
}

void read_webp(std::string_view file, ImageFields& fields) {
  std::size_t at = 12;
  while (at + 8 <= file.size()) {
    const std::string_view kind = file.substr(at, 4);
    const std::size_t size = fields.number(at + 4, 4, true);
    if (size > file.size() - at - 8) {
      fields.damaged("the WebP image is cut short");
      return;
    }
    const Span block{at + 8, at + 8 + size};
    if (kind == "XMP ") {
      fields.read_xmp_packet(block);
    } else if (kind == "EXIF") {
      const bool marked = file.substr(block.begin, kExif.size()) == kExif;
      fields.read_tiff({block.begin + (marked ? kExif.size() : 0), block.end});
    } else if (kind == "C2PA") {
      fields.read_c2pa(block);
    }
    at += 8 + size + size % 2;
  }
}

void read_tiff(std::string_view file, ImageFields& fields) {
  fields.read_tiff({0, file.size()});
}

struct Kind {
  std::string_view media_type;
  std::string_view name;
  bool (*is)(std::string_view head);
  void (*read)(std::string_view file, ImageFields& fields);
};

class ImageReader : public Reader {
 public:
  explicit ImageReader(const Kind& kind) : kind_(kind) {}

  Result<void> read(std::string_view bytes,
                    const ReadOptions& options,
                    const DocumentSink& sink) override {
    if (!kind_.is(bytes)) {
      return fail(ErrorCode::unsupported, "no " + std::string(kind_.name) + " image");
    }
    Document document;
    document.media_type = kind_.media_type;
    document.encoding.clear();
    document.source = bytes;
    document.lines_of_text = true;
    document.picture = true;
    ImageFields fields(bytes, document);
    kind_.read(bytes, fields);
    if (options.found && document.fields.empty()) {
      return fail(ErrorCode::unsupported, "an image whose metadata state no rights");
    }
    static_cast<void>(sink(document));
    return {};
  }

 private:
  Kind kind_;
};

}  // namespace

std::unique_ptr<Reader> make_jpeg_reader() {
  return std::make_unique<ImageReader>(Kind{"image/jpeg", "JPEG", is_jpeg, read_jpeg});
}
std::unique_ptr<Reader> make_png_reader() {
  return std::make_unique<ImageReader>(Kind{"image/png", "PNG", is_png, read_png});
}
std::unique_ptr<Reader> make_webp_reader() {
  return std::make_unique<ImageReader>(Kind{"image/webp", "WebP", is_webp, read_webp});
}
std::unique_ptr<Reader> make_tiff_reader() {
  return std::make_unique<ImageReader>(Kind{"image/tiff", "TIFF", is_tiff, read_tiff});
}

bool is_jpeg(std::string_view head) {
  return head.starts_with("\xFF\xD8\xFF"sv);
}
bool is_png(std::string_view head) {
  return head.starts_with("\x89PNG\r\n\x1A\n"sv);
}
bool is_webp(std::string_view head) {
  return head.size() > 12 && head.starts_with("RIFF"sv) && head.substr(8, 4) == "WEBP"sv;
}
bool is_tiff(std::string_view head) {
  return head.starts_with("II*\0"sv) || head.starts_with("MM\0*"sv);
}

}  // namespace imprimatur
