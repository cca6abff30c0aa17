#include "formats/rtf.h"

#include "formats/ascii.h"
#include "formats/raw_source.h"
#include "formats/rtf_charset.h"
#include "formats/text_builder.h"

#include <algorithm>
#include <charconv>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace imprimatur {
namespace {

constexpr std::size_t kMaxDepth = 10'000;
constexpr std::size_t kMaxFields = 100;

// Groups that hold no text of the document.
constexpr std::string_view kNoText =
    "fonttbl colortbl stylesheet info pict objdata objclass objname object themedata datastore "
    "listtable listoverridetable revtbl rsidtbl generator nonshppict sp pntext xe tc tcn rxe "
    "template operator category manager company keywords subject doccomm hlinkbase author "
    "filetbl latentstyles mmathPr fldinst datafield bkmkstart bkmkend pgptbl private factoidname "
    "userprops title propname staticval ftnsep ftnsepc ftncn aftnsep aftnsepc aftncn picprop";
// Groups that are read although they may be passed over.
constexpr std::string_view kStarredText = "shpinst shptxt userprops";

struct Written {
  std::string_view word;
  std::string_view text;
};
constexpr Written kCharacters[] = {
    {"emdash", "\xE2\x80\x94"},
    {"endash", "\xE2\x80\x93"},
    {"lquote", "\xE2\x80\x98"},
    {"rquote", "\xE2\x80\x99"},
    {"ldblquote", "\xE2\x80\x9C"},
    {"rdblquote", "\xE2\x80\x9D"},
    {"bullet", "\xE2\x80\xA2"},
    {"tab", " "},
    {"emspace", " "},
    {"enspace", " "},
    {"qmspace", " "},
    {"~", "\xC2\xA0"},
    {"_", "\xE2\x80\x91"},
    {"\\", "\\"},
    {"{", "{"},
    {"}", "}"},
};

// What a group's text is.
enum class Use : unsigned char { text, none, fonts, title, property_name, property_value };

struct Group {
  Use use = Use::text;
  bool hidden = false;
  std::size_t skip_after_unicode = 1;
  int font = -1;
  std::optional<Zone> zone;
  bool begins = true;  // no word of it was read yet
  bool starred = false;
};

struct Word {
  std::string_view name;
  std::optional<int> number;
  Span written;  // with its backslash and the blank that ends it
};

class RtfText {
 public:
  RtfText(std::string_view bytes, std::string_view source, ByteCharacters& characters)
      : bytes_(bytes), builder_(source), characters_(characters) {}

  Result<void> read() {
    std::size_t at = 0;
    bool opened = false;
    while (at < bytes_.size() && !(opened && groups_.empty())) {
      const char c = bytes_[at];
      if (c == '{') {
        opened = true;
        if (groups_.size() >= kMaxDepth) {
          return fail(ErrorCode::limit, "too many groups inside each other in the RTF");
        }
        open();
        ++at;
      } else if (c == '}') {
        close();
        ++at;
      } else if (c == '\\') {
        at = read_control(at);
      } else if (c == '\r' || c == '\n' || c == '\0') {
        ++at;
      } else {
        byte(static_cast<unsigned char>(c), {at, at + 1});
        ++at;
      }
    }
    flush();
    cut_short_ = !groups_.empty();
    return {};
  }

  void finish(Document& document) {
    builder_.finish();
    document.media_type = "application/rtf";
    document.title = std::string(trim_blanks(title_));
    document.text = builder_.str();
    document.text_map = builder_.take_map();
    document.regions = std::move(regions_);
    document.fields = std::move(fields_);
    if (cut_short_) {
      document.error =
          Error{ErrorCode::unreadable, "the RTF is cut short: its last group does not end"};
    }
  }

 private:
  [[nodiscard]] Group& here() { return groups_.back(); }

  void open() {
    flush();
    skip_ = 0;
    Group group = groups_.empty() ? Group{} : here();
    group.begins = true;
    group.starred = false;
    groups_.push_back(group);
  }

  void close() {
    flush();
    skip_ = 0;
    if (groups_.empty()) {
      return;
    }
    const Group closed = here();
    groups_.pop_back();
    if (closed.use == Use::property_value && (groups_.empty() || here().use != closed.use)) {
      add_property();
    }
    const std::optional<Zone> zone = groups_.empty() ? std::nullopt : here().zone;
    if (closed.use == Use::text && closed.zone != zone) {
      end_region();
      builder_.paragraph_break();
    }
  }

  void end_region() {
    if (region_begin_ && region_zone_ && *region_begin_ < builder_.size()) {
      regions_.push_back({{*region_begin_, builder_.size()}, region_zone_, Scope::document});
    }
    region_begin_.reset();
  }

  std::size_t read_control(std::size_t at) {
    const std::size_t begin = at++;
    if (at >= bytes_.size()) {
      return at;
    }
    const auto letter = [&](std::size_t i) {
      return i < bytes_.size() && ((bytes_[i] | 0x20) >= 'a' && (bytes_[i] | 0x20) <= 'z');
    };
    if (bytes_[at] == '\'') {
      unsigned value = 0;
      const char* first = bytes_.data() + at + 1;
      const char* last = bytes_.data() + std::min(at + 3, bytes_.size());
      const auto [end, error] = std::from_chars(first, last, value, 16);
      const auto length = static_cast<std::size_t>(end - first);
      if (error == std::errc() && length == 2) {
        byte(static_cast<unsigned char>(value), {begin, at + 3});
      }
      return at + 1 + length;
    }
    if (!letter(at)) {
      symbol({bytes_.substr(at, 1), std::nullopt, {begin, at + 1}});
      return at + 1;
    }
    std::size_t end = at;
    while (letter(end)) {
      ++end;
    }
    Word word{bytes_.substr(at, end - at), std::nullopt, {begin, end}};
    int number = 0;
    const auto [stop, error] =
        std::from_chars(bytes_.data() + end, bytes_.data() + bytes_.size(), number);
    if (error != std::errc::invalid_argument) {
      const bool fits = error == std::errc();
      const bool negative = bytes_[end] == '-';
      word.number = fits       ? number
                    : negative ? std::numeric_limits<int>::min()
                               : std::numeric_limits<int>::max();
      end = static_cast<std::size_t>(stop - bytes_.data());
    }
    end += end < bytes_.size() && bytes_[end] == ' ' ? 1U : 0U;
    word.written.end = end;
    if (word.name == "bin") {
      flush();
      const auto size = static_cast<std::size_t>(std::max(word.number.value_or(0), 0));
      return std::min(bytes_.size() - end, size) + end;
    }
    control(word);
    return end;
  }

  void symbol(const Word& word) {
    if (word.name == "*") {
      if (!groups_.empty()) {
        here().starred = true;
      }
    } else if (word.name == "\n" || word.name == "\r") {
      paragraph();
    } else if (!skipped()) {
      characters(word);
    }
  }

  // True if it stands for a character that was written as \u before.
  bool skipped() {
    if (skip_ == 0) {
      return false;
    }
    --skip_;
    return true;
  }

  bool characters(const Word& word) {
    for (const Written& one : kCharacters) {
      if (word.name == one.word) {
        flush();
        add(one.text, word.written);
        return true;
      }
    }
    return false;
  }

  void control(const Word& word) {
    if (groups_.empty()) {
      return;
    }
    const bool first = std::exchange(here().begins, false);
    if (first && destination(word)) {
      return;
    }
    if (word.name == "u") {
      flush();
      unicode(word);
      return;
    }
    if (skipped()) {
      return;
    }
    if (word.name == "par" || word.name == "sect" || word.name == "page" || word.name == "row" ||
        word.name == "cell" || word.name == "nestcell" || word.name == "column") {
      paragraph();
    } else if (word.name == "line") {
      flush();
      builder_.line_break(word.written.begin);
    } else if (!characters(word)) {
      property(word);
    }
  }

  // The first word of a group says what the group is.
  bool destination(const Word& word) {
    Group& group = here();
    if (word.name == "rtf") {
      return true;
    }
    if (word.name.starts_with("header") || word.name.starts_with("footer")) {
      const bool known = word.name.size() <= 7 && word.name != "headery" && word.name != "footery";
      if (known && group.use == Use::text) {
        flush();
        builder_.paragraph_break();
        group.zone = word.name.starts_with("header") ? Zone::boilerplate : Zone::footer;
      }
      return known;
    }
    if (word.name == "footnote") {
      flush();
      builder_.paragraph_break();
      return true;
    }
    const bool none =
        lists_word(kNoText, word.name) || (group.starred && !lists_word(kStarredText, word.name));
    if (word.name == "fonttbl") {
      group.use = Use::fonts;
    } else if (word.name == "title") {
      group.use = Use::title;
    } else if (word.name == "propname") {
      group.use = Use::property_name;
      property_name_.clear();
    } else if (word.name == "staticval") {
      group.use = Use::property_value;
      property_value_.clear();
      property_span_ = {0, 0};
    } else if (none && group.use != Use::fonts) {
      group.use = Use::none;
    } else {
      return false;
    }
    return true;
  }

  void property(const Word& word) {
    const int number = word.number.value_or(0);
    Group& group = here();
    if (word.name == "uc") {
      group.skip_after_unicode = static_cast<std::size_t>(std::clamp(number, 0, 100));
    } else if (word.name == "v" || word.name == "deleted") {
      flush();
      group.hidden = word.number.value_or(1) != 0;
    } else if (word.name == "plain") {
      flush();
      group.hidden = false;
    } else if (word.name == "f") {
      flush();
      group.font = number;
    } else if (word.name == "fcharset" && group.use == Use::fonts) {
      fonts_[group.font] = encoding_of_font_charset(number);
    } else if (word.name == "ansicpg") {
      const std::string encoding = encoding_of_code_page(number);
      encoding_ = encoding.empty() ? encoding_ : encoding;
    } else if (word.name == "mac") {
      encoding_ = "macintosh";
    }
  }

  void unicode(const Word& word) {
    const int value = word.number.value_or('?');
    const auto unit = static_cast<char32_t>(value < 0 ? value + 0x10000 : value);
    skip_ = here().skip_after_unicode;
    if (unit >= 0xD800 && unit < 0xDC00) {
      high_ = unit;
      high_at_ = word.written.begin;
      return;
    }
    std::string text;
    Span written = word.written;
    if (unit >= 0xDC00 && unit < 0xE000 && high_ != 0) {
      append_utf8(0x10000 + ((high_ - 0xD800) << 10U) + (unit - 0xDC00), text);
      written.begin = high_at_;
    } else {
      append_utf8(unit, text);
    }
    high_ = 0;
    add(text, written);
  }

  void byte(unsigned char value, Span written) {
    if (groups_.empty() || skipped()) {
      return;
    }
    here().begins = false;
    const auto font = fonts_.find(here().font);
    const std::string& encoding =
        font == fonts_.end() || font->second.empty() ? encoding_ : font->second;
    if (is_multi_byte(encoding)) {
      pending_encoding_ = encoding;
      pending_map_.add(
          {pending_.size(), written.begin, true, 1, static_cast<std::uint8_t>(written.size())});
      pending_ += static_cast<char>(value);
      pending_end_ = written.end;
      return;
    }
    add(characters_.of(encoding, value), written);
  }

  // Bytes of an encoding in which they are not characters by themselves.
  void flush() {
    if (pending_.empty()) {
      return;
    }
    high_ = 0;
    const std::string bytes = std::exchange(pending_, {});
    OffsetMap map = std::exchange(pending_map_, {});
    map.finish(bytes.size(), pending_end_);
    const auto decoded = decode(bytes, pending_encoding_);
    if (!decoded) {
      return;
    }
    if (begin_text()) {
      builder_.append(decoded->text, chain(decoded->text, decoded->map, map), 0, pending_end_);
      begin_region(decoded->text.size());
    } else {
      keep(decoded->text, {map.to_source(std::size_t{0}), pending_end_});
    }
  }

  [[nodiscard]] bool begin_text() {
    if (groups_.empty() || here().use != Use::text || here().hidden) {
      return false;
    }
    if (here().zone != region_zone_) {
      end_region();
      region_zone_ = here().zone;
    }
    return true;
  }
  void begin_region(std::size_t size) {
    if (region_zone_ && !region_begin_) {
      region_begin_ = builder_.size() - size;
    }
  }

  void add(std::string_view text, Span written) {
    high_ = 0;  // the second half of a pair follows the first, or is none
    if (begin_text()) {
      builder_.put(text, written);
      begin_region(text.size());
    } else {
      keep(text, written);
    }
  }

  // Text that is not the document's.
  void keep(std::string_view text, Span written) {
    if (groups_.empty()) {
      return;
    }
    if (here().use == Use::title) {
      title_ += text;
    } else if (here().use == Use::property_name) {
      property_name_ += text;
    } else if (here().use == Use::property_value) {
      property_span_ = property_value_.empty() ? written : Span{property_span_.begin, written.end};
      property_value_ += text;
    }
  }

  void add_property() {
    const std::string_view value = trim_blanks(property_value_);
    const std::string_view name = trim_blanks(property_name_);
    if (!value.empty() && !name.empty() && fields_.size() < kMaxFields) {
      fields_.push_back({Field::Kind::property,
                         ascii_lower(name),
                         std::string(value),
                         property_span_,
                         Scope::document});
    }
  }

  void paragraph() {
    flush();
    if (!groups_.empty() && here().use == Use::text && !here().hidden) {
      builder_.paragraph_break();
    }
  }

  std::string_view bytes_;
  TextBuilder builder_;
  ByteCharacters& characters_;
  std::vector<Group> groups_;
  std::vector<Region> regions_;
  std::vector<Field> fields_;
  std::map<int, std::string> fonts_;
  std::string encoding_ = "windows-1252";
  std::string pending_, pending_encoding_;
  OffsetMap pending_map_;
  std::size_t pending_end_ = 0;
  std::optional<std::size_t> region_begin_;
  std::optional<Zone> region_zone_;
  std::string title_, property_name_, property_value_;
  Span property_span_;
  std::size_t skip_ = 0;
  char32_t high_ = 0;
  std::size_t high_at_ = 0;
  bool cut_short_ = false;
};

class RtfReader : public Reader {
 public:
  Result<void> read(std::string_view bytes,
                    const ReadOptions& /*options*/,
                    const DocumentSink& sink) override {
    if (!is_rtf(bytes)) {
      return fail(ErrorCode::unsupported, "no RTF: it does not begin with \"{\\rtf\"");
    }
    const std::string source = as_raw_source(bytes);
    RtfText text(bytes, source, characters_);
    if (Result<void> read = text.read(); !read) {
      return read;
    }
    Document document;
    document.source = source;
    text.finish(document);
    static_cast<void>(sink(document));
    return {};
  }

 private:
  ByteCharacters characters_;
};

}  // namespace

std::unique_ptr<Reader> make_rtf_reader() {
  return std::make_unique<RtfReader>();
}

bool is_rtf(std::string_view head) {
  return head.starts_with("{\\rtf");
}

}  // namespace imprimatur
