#include "formats/wire.h"

#include "formats/ascii.h"
#include "formats/item_builder.h"

#include <algorithm>
#include <vector>

namespace imprimatur {
namespace {

constexpr char kStartOfHeader = '\x01';
constexpr char kStartOfText = '\x02';
constexpr std::string_view kFraming = "\x01\x02\x03\x04";
constexpr std::size_t kLongestWord = 80;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_letter(char c) {
  return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}
bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}
bool is_control(char c) {
  return (static_cast<unsigned char>(c) < 0x20 && !is_blank(c)) || c == '\x7F';
}

// Places in the decoded text.
struct Message {
  Span header;
  Span text;
  bool complete = false;
};

// Header and text of each message; what is cut at the end is incomplete.
std::vector<Message> messages_of(std::string_view text) {
  std::vector<Message> messages;
  std::size_t at = text.find_first_of("\x01\x02");
  while (at != std::string_view::npos) {
    Message message;
    const bool header = text[at] == kStartOfHeader;
    if (header && text.substr(at + 1).starts_with(kStartOfHeader)) {
      ++at;  // sent more than once, in case that one is lost
      continue;
    }
    std::size_t begin = at;
    if (header) {
      begin = std::min(text.find_first_of(kFraming, at + 1), text.size());
      message.header = {at + 1, begin};
    }
    if (begin < text.size() && text[begin] == kStartOfText) {
      // Services mark parts of the text by a second STX.
      const std::size_t end = std::min(text.find_first_of("\x01\x03\x04", begin + 1), text.size());
      message.text = {begin + 1, end};
      message.complete = end < text.size();
      begin = end;
    }
    messages.push_back(message);
    at = begin < text.size() ? text.find_first_of("\x01\x02", std::max(begin, at + 1))
                             : std::string_view::npos;
  }
  return messages;
}

// ANPA as archives keep it, without its framing: "a0123 ..." or "a0123asian", "r a BC-Slug ...",
// then fields with "^". The end of the header, or 0 if it is none.
std::size_t bare_header(std::string_view head) {
  const std::size_t begin = std::min(head.find_first_not_of(" \t\r\n\x16"), head.size());
  const std::string_view text = head.substr(begin);
  const bool number = text.size() > 16 && is_letter(text[0]) && is_digit(text[1]) &&
                      is_digit(text[2]) && is_digit(text[3]) && is_digit(text[4]);
  const std::size_t line = number ? text.find('\n') : std::string_view::npos;
  if (line == std::string_view::npos || line > 120) {
    return 0;
  }
  const std::string_view second = text.substr(line + 1);
  const std::size_t end = second.find('\n');
  const bool keyword = second.size() > 8 && is_letter(second[0]) && second[1] == ' ' &&
                       is_letter(second[2]) && second[3] == ' ';
  if (!keyword || end == std::string_view::npos || end > 200 || end + 1 >= second.size()) {
    return 0;
  }
  return second[end + 1] == '^' ? begin + line + 1 + end + 1 : 0;
}

std::vector<std::string_view> words_of(std::string_view line) {
  std::vector<std::string_view> words;
  std::size_t at = 0;
  while (at < line.size()) {
    const auto plain = [&](std::size_t i) { return !is_blank(line[i]) && !is_control(line[i]); };
    while (at < line.size() && !plain(at)) {
      ++at;
    }
    std::size_t end = at;
    while (end < line.size() && plain(end)) {
      ++end;
    }
    if (end > at && end - at <= kLongestWord) {
      words.push_back(line.substr(at, end - at));
    }
    at = end;
  }
  return words;
}

class MessageReader {
 public:
  MessageReader(std::string_view source, const Message& message, ItemBuilder& builder)
      : source_(source), message_(message), builder_(builder) {}

  void read() {
    read_header();
    builder_.paragraph_break();
    builder_.zone(std::nullopt);
    std::size_t at = message_.text.begin;
    while (at < message_.text.end) {
      const std::size_t end = std::min(source_.find('\n', at), message_.text.end);
      read_line({at, end});
      at = end + 1;
    }
  }

  std::string id;
  std::string title;

 private:
  [[nodiscard]] std::string_view slice(Span span) const {
    return source_.substr(span.begin, span.size());
  }

  // IPTC 7901: "abc0123 4 pl 123 Slug"; ANPA: "a0123 ... " and the keyword line.
  void read_header() {
    const std::string_view header = slice(message_.header);
    const auto words = words_of(header);
    if (words.empty()) {
      return;
    }
    id = words.front();
    builder_.zone(Zone::metadata);
    add({message_.header.begin, message_.header.end});
    // The service names itself behind the count of words: "eca0001 4 rs 46 dpa 0027".
    for (std::size_t i = 4; i + 1 < words.size(); ++i) {
      const bool name = words[i].size() >= 2 && words[i].size() <= 12 &&
                        std::all_of(words[i].begin(), words[i].end(), is_letter);
      const bool number = std::all_of(words[i + 1].begin(), words[i + 1].end(), is_digit);
      if (name && number) {
        const auto begin = static_cast<std::size_t>(words[i].data() - source_.data());
        builder_.field("provider", words[i], {begin, begin + words[i].size()});
        return;
      }
    }
  }

  // Text without controls; they part words.
  void add(Span span) {
    std::size_t at = span.begin;
    while (at < span.end) {
      std::size_t end = at;
      while (end < span.end && !is_control(source_[end])) {
        ++end;
      }
      if (end > at) {
        builder_.text(source_.substr(at, end - at), {at, end});
      }
      while (end < span.end && is_control(source_[end])) {
        builder_.text(" ", {end, end + 1});
        ++end;
      }
      at = end;
    }
  }

  // A line of the text without its end.
  void read_line(Span line) {
    std::size_t begin = line.begin;
    std::size_t end = line.end;
    while (end > begin && (is_blank(source_[end - 1]) || is_control(source_[end - 1]))) {
      --end;
    }
    std::size_t indent = 0;
    bool tab = false;
    while (begin < end && (is_blank(source_[begin]) || is_control(source_[begin]))) {
      indent += source_[begin] == ' ' ? 1U : 0U;
      tab = tab || source_[begin] == '\t';
      ++begin;
    }
    if (begin == end) {
      builder_.paragraph_break();
      return;
    }
    const bool field = source_[begin] == '^';
    begin += field ? 1U : 0U;
    const char last = source_[end - 1];
    const bool mark = last == '<' || last == '=';
    end -= field && mark ? 1U : 0U;
    // ANPA ends paragraphs with "<" too; a sentence does not.
    end -= !field && last == '<' && end > begin + 1 ? 1U : 0U;
    if (tab || indent >= 3 || field) {
      builder_.paragraph_break();
    } else {
      builder_.line_break();
    }
    const std::string_view text = slice({begin, end});
    if (field && ascii_lower(text).starts_with("eds:")) {
      TextFlow note;
      note.text(text, {begin, end});
      builder_.field("ednote", note);
    }
    builder_.zone(zone_of(text, field, mark ? last : '\0'));
    if (field && title.empty()) {
      title = text;
    }
    add({begin, end});
    builder_.zone(std::nullopt);
    if (field) {
      builder_.paragraph_break();
    }
  }

  static std::optional<Zone> zone_of(std::string_view text, bool field, char mark) {
    if (!field) {
      return std::nullopt;
    }
    if (ascii_lower(text).starts_with("by ")) {
      return Zone::byline;
    }
    if (ascii_lower(text).starts_with("eds:")) {
      return Zone::metadata;
    }
    return mark == '=' ? Zone::byline : Zone::headline;
  }

  std::string_view source_;
  const Message& message_;
  ItemBuilder& builder_;
};

class WireReader : public Reader {
 public:
  Result<void> read(std::string_view bytes,
                    const ReadOptions& options,
                    const DocumentSink& sink) override {
    IMPRIMATUR_TRY(const Decoded decoded, decode(bytes, options.declared_encoding));
    std::vector<Message> messages = messages_of(decoded.text);
    if (const std::size_t header = bare_header(decoded.text); messages.empty() && header > 0) {
      messages.push_back({{0, header}, {header, decoded.text.size()}, true});
    }
    RecordNames names;
    std::size_t cut = 0;
    std::size_t given = 0;
    for (const Message& message : messages) {
      cut += message.complete ? 0U : 1U;
      if (message.text.empty()) {
        continue;
      }
      ItemBuilder builder;
      MessageReader reader(decoded.text, message, builder);
      reader.read();
      Document document;
      document.record = messages.size() > 1 ? names.next(reader.id) : std::string();
      document.media_type = "application/vnd.iptc.7901";
      document.encoding = decoded.encoding;
      document.source = decoded.text;
      document.source_map = &decoded.map;
      document.title = reader.title;
      builder.finish(document);
      ++given;
      if (!sink(document)) {
        return {};
      }
    }
    if (given == 0) {
      return fail(ErrorCode::unsupported, "the wire holds no message with a text");
    }
    if (cut > 0) {
      return fail(ErrorCode::unreadable,
                  std::to_string(cut) + (cut == 1 ? " message is" : " messages are") +
                      " cut: the end of the text is missing");
    }
    return {};
  }
};

}  // namespace

std::unique_ptr<Reader> make_wire_reader() {
  return std::make_unique<WireReader>();
}

// SOH at the beginning, behind synchronisation alone, and STX behind a header of a few lines.
bool is_wire(std::string_view head) {
  if (bare_header(head) > 0) {
    return true;
  }
  const std::size_t begin = head.find_first_not_of(" \t\r\n\x16\x7F\x04");
  if (begin == std::string_view::npos ||
      (head[begin] != kStartOfHeader && head[begin] != kStartOfText)) {
    return false;
  }
  const std::size_t text = head.find(kStartOfText, begin);
  return text != std::string_view::npos && text - begin < 512 &&
         head.substr(0, text).find('\0') == std::string_view::npos;
}

}  // namespace imprimatur
