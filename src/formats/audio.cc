#include "formats/audio.h"

#include "formats/ascii.h"
#include "formats/image_fields.h"
#include "formats/inflate.h"
#include "text/decode.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

namespace imprimatur {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t kHeader = 10;
constexpr std::size_t kMaxUnpacked = std::size_t{4} << 20U;

// What stands in a frame in front of its text.
enum class Shape : unsigned char {
  address,    // nothing: an address in Latin-1
  text,       // the encoding
  language,   // the encoding and three letters
  comment,    // the same, and a description with an end mark
  described,  // the encoding and a description, which names the text
  owned,      // an owner with an end mark; data
};

struct Frame {
  std::string_view id;
  std::string_view old_id;  // of version 2.2
  std::string_view field;
  Shape shape;
};
constexpr std::array kFrames = {
    Frame{"TCOP", "TCR", "copyright", Shape::text},
    Frame{"WCOP", "WCP", "webstatement", Shape::address},
    Frame{"USER", "", "usageterms", Shape::language},
    Frame{"COMM", "COM", "comment", Shape::comment},
    Frame{"TXXX", "TXX", "", Shape::described},
    Frame{"WXXX", "WXX", "", Shape::described},
    Frame{"PRIV", "", "xmp", Shape::owned},
    Frame{"GEOB", "GEO", "xmp", Shape::owned},
};
// Fields of frames, and descriptions that programs give texts of their own.
constexpr std::string_view kFields =
    "webstatement comment copyright license licence license_url rights usage_terms usageterms "
    "copyright_holder";

// In version 2.2 a frame's head has six bytes; flags of a frame since 2.4 (2.3 has others).
constexpr unsigned kPacked = 0x08;
constexpr unsigned kSealed = 0x04;
constexpr unsigned kUnsynchronised = 0x02;
constexpr unsigned kSized = 0x01;
constexpr unsigned kOldPacked = 0x80;
constexpr unsigned kOldSealed = 0x40;

// The text behind an end mark, two bytes wide in UTF-16; none: there is no mark.
std::optional<std::string_view> behind_mark(std::string_view text, bool wide) {
  for (std::size_t at = 0; at < text.size(); at += wide ? 2U : 1U) {
    if (text[at] == '\0' && (!wide || (at + 1 < text.size() && text[at + 1] == '\0'))) {
      return text.substr(std::min(at + (wide ? 2U : 1U), text.size()));
    }
  }
  return std::nullopt;
}

std::string words_of(std::string_view text, char encoding) {
  if (const auto behind = behind_mark(text, encoding == 1 || encoding == 2)) {
    const std::size_t mark = encoding == 1 || encoding == 2 ? 2 : 1;
    text.remove_suffix(std::min(behind->size() + mark, text.size()));
  }
  constexpr std::array kEncodings = {"windows-1252"sv, "utf-16le"sv, "utf-16be"sv, "utf-8"sv};
  std::string_view name =
      kEncodings[std::min<std::size_t>(static_cast<unsigned char>(encoding), 3)];
  if (encoding == 1 && text.starts_with("\xFE\xFF"sv)) {
    name = "utf-16be";
  }
  // Programs write what they have, whatever they say it is.
  if (encoding == 0 && is_valid_utf8(text)) {
    name = "utf-8";
  }
  const auto decoded = decode(text, name);
  return decoded ? std::string(decoded->text) : std::string();
}

class Tag {
 public:
  Tag(std::string_view file, ImageFields& fields) : file_(file), fields_(fields) {}

  void read() {
    version_ = static_cast<unsigned char>(file_[3]);
    const auto flags = static_cast<unsigned char>(file_[5]);
    const std::size_t size = synchsafe(6);
    if (size > file_.size() - kHeader) {
      fields_.damaged("its ID3 tag is cut short");
    }
    end_ = std::min(kHeader + size, file_.size());
    std::size_t at = kHeader;
    if (version_ < 4 && (flags & 0x80U) != 0) {
      whole_ = synchronised(file_.substr(at, end_ - at));
      tag_ = *whole_;
      at = 0;
    } else {
      tag_ = file_.substr(0, end_);
    }
    if (version_ > 2 && (flags & 0x40U) != 0) {
      const std::size_t extended = size_at(at, 4);
      at += std::min(version_ == 3 ? extended + 4 : extended, tag_.size());
    }
    while (at < tag_.size() && tag_[at] != '\0') {
      const std::size_t next = read_frame(at);
      if (next <= at) {
        return;
      }
      at = next;
    }
  }

 private:
  // Behind the frame, or 0 where it is none.
  std::size_t read_frame(std::size_t at) {
    const std::size_t width = version_ == 2 ? 3 : 4;
    const std::size_t head = version_ == 2 ? 6 : 10;
    if (at + head > tag_.size()) {
      return 0;
    }
    const std::string_view id = tag_.substr(at, width);
    const std::size_t size = size_at(at + width, width);
    if (size > tag_.size() - at - head) {
      fields_.damaged("a frame of its ID3 tag is cut short");
      return 0;
    }
    const auto* frame = std::find_if(kFrames.begin(), kFrames.end(), [&](const Frame& known) {
      return version_ == 2 ? known.old_id == id : known.id == id;
    });
    if (frame != kFrames.end()) {
      const unsigned flags = version_ == 2 ? 0U : static_cast<unsigned char>(tag_[at + 9]);
      read_content(*frame, tag_.substr(at + head, size), flags, at + head);
    }
    return at + head + size;
  }

  void read_content(const Frame& frame, std::string_view content, unsigned flags, std::size_t at) {
    const bool newest = version_ >= 4;
    if ((flags & (newest ? kSealed : kOldSealed)) != 0) {
      fields_.damaged("a frame of its ID3 tag is encrypted");
      return;
    }
    // Where what is read is not what is written, all of the frame is its place.
    written_ = whole_ ? Span{kHeader, end_} : Span{at, at + content.size()};
    as_written_ = !whole_.has_value();
    const bool packed = (flags & (newest ? kPacked : kOldPacked)) != 0;
    if ((newest && (flags & kSized) != 0) || (!newest && packed)) {
      content.remove_prefix(std::min<std::size_t>(4, content.size()));
    }
    std::string changed;
    if (newest && (flags & kUnsynchronised) != 0) {
      changed = synchronised(content);
      content = changed;
      as_written_ = false;
    }
    if (packed) {
      auto unpacked = inflate_text(content, kMaxUnpacked);
      if (!unpacked) {
        fields_.damaged("a frame of its ID3 tag cannot be read: " + unpacked.error().message);
        return;
      }
      changed = std::move(*unpacked);
      content = changed;
      as_written_ = false;
    }
    read_text(frame, content);
  }

  void read_text(const Frame& frame, std::string_view content) {
    if (frame.shape == Shape::address) {
      give(frame.field, content.substr(0, content.find('\0')), 0);
      return;
    }
    if (frame.shape == Shape::owned) {
      read_data(content);
      return;
    }
    const char encoding = content.empty() ? '\0' : content.front();
    const bool wide = encoding == 1 || encoding == 2;
    const bool language = frame.shape == Shape::language || frame.shape == Shape::comment;
    content.remove_prefix(std::min<std::size_t>(language ? 4 : 1, content.size()));
    std::string field(frame.field);
    if (frame.shape == Shape::comment || frame.shape == Shape::described) {
      const auto text = behind_mark(content, wide);
      if (!text) {
        return;
      }
      const std::string name =
          ascii_lower(words_of(content.substr(0, content.size() - text->size()), encoding));
      if (frame.shape == Shape::described) {
        field = name;
        std::replace(field.begin(), field.end(), ' ', '_');
      }
      content = *text;
    }
    // An address has no encoding, whatever describes it.
    const bool address = frame.id == "WXXX";
    give(field, content, address ? '\0' : encoding);
  }

  void give(std::string_view field, std::string_view content, char encoding) {
    const std::string words = words_of(content, encoding);
    if (ImageFields::is_rsl(words)) {
      fields_.read_xml(words, place(content));
    } else if (lists_word(kFields, field)) {
      fields_.add(field, words, place(content));
    }
  }

  void read_data(std::string_view content) {
    const std::size_t begin = std::min(content.find("<rsl"), content.find("<?xpacket"));
    const std::size_t packet = std::min(begin, content.find("<x:xmpmeta"));
    if (packet == std::string_view::npos) {
      return;
    }
    const std::string_view text = content.substr(packet);
    fields_.read_xml(text.substr(0, text.find('\0')), place(text));
  }

  // Of a part of the frame's content, in the file.
  [[nodiscard]] Span place(std::string_view part) const {
    if (!as_written_) {
      return written_;
    }
    const auto begin = static_cast<std::size_t>(part.data() - file_.data());
    const std::size_t end = part.find_last_not_of('\0');
    return {begin, begin + (end == std::string_view::npos ? part.size() : end + 1)};
  }

  // A zero that was put behind each FF byte is taken out.
  static std::string synchronised(std::string_view bytes) {
    std::string out;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
      if (bytes[i] != '\0' || i == 0 || bytes[i - 1] != '\xFF') {
        out += bytes[i];
      }
    }
    return out;
  }

  // Sizes of four bytes have seven bits each since version 2.4; some programs write eight.
  [[nodiscard]] std::size_t size_at(std::size_t at, std::size_t width) const {
    if (at > tag_.size() || width > tag_.size() - at) {
      return 0;
    }
    bool plain = version_ < 4;
    for (std::size_t i = 0; i < width; ++i) {
      plain = plain || (static_cast<unsigned char>(tag_[at + i]) & 0x80U) != 0;
    }
    std::size_t size = 0;
    for (std::size_t i = 0; i < width; ++i) {
      size = size << (plain ? 8U : 7U) | static_cast<unsigned char>(tag_[at + i]);
    }
    return size;
  }

  [[nodiscard]] std::size_t synchsafe(std::size_t at) const {
    std::size_t size = 0;
    for (std::size_t i = 0; i < 4; ++i) {
      size = size << 7U | (static_cast<unsigned char>(file_[at + i]) & 0x7FU);
    }
    return size;
  }

  std::string_view file_;
  std::string_view tag_;  // its header in front, but where it was changed as a whole
  ImageFields& fields_;
  std::optional<std::string> whole_;
  unsigned version_ = 0;
  std::size_t end_ = 0;
  Span written_;
  bool as_written_ = true;
};

class AudioReader : public Reader {
 public:
  Result<void> read(std::string_view bytes,
                    const ReadOptions& options,
                    const DocumentSink& sink) override {
    if (!is_audio(bytes)) {
      return fail(ErrorCode::unsupported,
                  "an audio file without an ID3 tag: it says nothing of rights");
    }
    Document document;
    document.media_type = "audio/mpeg";
    document.encoding.clear();
    document.source = bytes;
    document.lines_of_text = true;
    ImageFields fields(bytes, document);
    Tag(bytes, fields).read();
    if (options.found && document.fields.empty()) {
      return fail(ErrorCode::unsupported, "an audio file whose tag states no rights");
    }
    static_cast<void>(sink(document));
    return {};
  }
};

}  // namespace

std::unique_ptr<Reader> make_audio_reader() {
  return std::make_unique<AudioReader>();
}

bool is_audio(std::string_view head) {
  if (head.size() < kHeader || !head.starts_with("ID3"sv)) {
    return false;
  }
  const auto version = static_cast<unsigned char>(head[3]);
  return version >= 2 && version <= 4 &&
         std::all_of(head.begin() + 6, head.begin() + kHeader, [](char c) {
           return (static_cast<unsigned char>(c) & 0x80U) == 0;
         });
}

}  // namespace imprimatur
