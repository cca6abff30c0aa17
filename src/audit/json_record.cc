#include "audit/json_record.h"

#include "formats/json_scan.h"
#include "report/escape.h"
#include "text/decode.h"

#include <fmt/format.h>

#include <array>
#include <bit>
#include <cstdint>

namespace imprimatur::audit {
namespace {

using Mask = std::uint64_t;  // of wanted paths that agree with the way so far
constexpr std::size_t kMaxKey = 31;
constexpr std::string_view kOtherThings = "an array of other things than strings";
constexpr unsigned kNestedParts = 2;  // {"content": [{"type": "text", "text": …}]}

enum class Kind : unsigned char { none, string, list, scalar, shape };

// What was found at a wanted path.
struct Found {
  Kind kind = Kind::none;
  std::string_view raw;  // string: as written; scalar: the token; shape: what it is
  bool escaped = false;
  std::string joined;  // list
};

struct Wanted {
  Field field;
  FieldPath path;
};

class JsonDecoder final : public Decoder {
 public:
  explicit JsonDecoder(const FieldNames& names) {
    for (std::size_t i = 0; i < kFields; ++i) {
      for (const FieldPath& path : names.paths[i]) {
        wanted_.push_back({static_cast<Field>(i), path});
      }
    }
    found_.resize(wanted_.size());
    for (std::size_t i = 0; i < wanted_.size(); ++i) {
      all_ |= Mask{1} << i;
      const std::size_t size = std::min(wanted_[i].path.front().size(), kMaxKey);
      by_length_[size] |= Mask{1} << i;
    }
  }

  void decode(const RawBatch& batch, const RawRecord& raw, Record& record) override {
    for (Found& found : found_) {
      found.kind = Kind::none;
    }
    clean_ = true;
    JsonScanner scanner(batch.bytes_of(raw));
    if (scanner.peek() != '{') {
      record.incomplete = Error{ErrorCode::unsupported, "the record is no JSON object"};
      return;
    }
    if (object(scanner, all_, 0) && scanner.peek() != '\0') {
      (void)scanner.fail(scanner.peek() == '{' || scanner.peek() == ','
                             ? "a second value stands on the line: records are lines (convert with "
                               "'jq -c .')"
                             : "something follows the record");
    }
    fill(record);
    if (scanner.saw_controls()) {
      record.flags.emplace_back("control-characters");
    }
    if (scanner.failed()) {
      record.incomplete = Error{ErrorCode::unreadable, "bad JSON: " + scanner.error()};
    }
    if (raw.damage) {
      record.incomplete = raw.damage;
    }
  }

 private:
  [[nodiscard]] Mask matching(Mask mask, std::size_t depth, std::string_view key) const {
    if (depth == 0) {
      mask &= by_length_[std::min(key.size(), kMaxKey)];
    }
    Mask result = 0;
    for (Mask rest = mask; rest != 0; rest &= rest - 1) {
      const auto i = static_cast<std::size_t>(std::countr_zero(rest));
      if (wanted_[i].path.size() > depth && wanted_[i].path[depth] == key) {
        result |= Mask{1} << i;
      }
    }
    return result;
  }

  bool object(JsonScanner& scanner, Mask mask, std::size_t depth) {
    (void)scanner.take('{');
    if (scanner.take('}')) {
      return true;
    }
    do {
      std::string_view key;
      bool escaped = false;
      if (!scanner.string(key, escaped)) {
        return false;
      }
      if (escaped) {
        key_.clear();
        (void)unescape_json(key, key_);
        key = key_;
      }
      const Mask below = matching(mask, depth, key);
      if (!scanner.take(':')) {
        return scanner.fail("':' is missing");
      }
      if (!(below != 0 ? value(scanner, below, depth + 1) : scanner.skip())) {
        return false;
      }
    } while (scanner.take(','));
    return scanner.take('}') || scanner.fail("',' or '}' is missing");
  }

  bool array(JsonScanner& scanner, Mask mask, std::size_t depth) {
    (void)scanner.take('[');
    if (scanner.take(']')) {
      return true;
    }
    std::size_t index = 0;
    do {
      const Mask below = matching(mask, depth, std::to_string(index++));
      if (!(below != 0 ? value(scanner, below, depth + 1) : scanner.skip())) {
        return false;
      }
    } while (scanner.take(','));
    return scanner.take(']') || scanner.fail("',' or ']' is missing");
  }

  bool value(JsonScanner& scanner, Mask mask, std::size_t depth) {
    Found* target = nullptr;
    for (Mask rest = mask; rest != 0; rest &= rest - 1) {
      const auto i = static_cast<std::size_t>(std::countr_zero(rest));
      if (wanted_[i].path.size() == depth && found_[i].kind == Kind::none) {
        target = &found_[i];  // of equal keys the first counts
      }
    }
    const char c = scanner.peek();
    if (target == nullptr) {
      return c == '{'   ? object(scanner, mask, depth)
             : c == '[' ? array(scanner, mask, depth)
                        : scanner.skip();
    }
    if (c == '"') {
      target->kind = Kind::string;
      return scanner.string(target->raw, target->escaped);
    }
    if (c == '[') {
      return list(scanner, *target);
    }
    if (c == '{') {
      target->kind = Kind::shape;
      target->raw = "an object";
      return scanner.skip();
    }
    const bool good = scanner.literal(target->raw);
    target->kind = good && target->raw != "null" ? Kind::scalar : Kind::none;
    return good;
  }

  // An array of strings is a text in parts, and so is one of what was said in a conversation:
  // {"role": …, "content": …}, {"from": …, "value": …}.
  bool list(JsonScanner& scanner, Found& found) {
    found.kind = Kind::list;
    found.joined.clear();
    return parts(scanner, found, "\n", 0);
  }

  bool parts(JsonScanner& scanner, Found& found, std::string_view between, unsigned depth) {
    (void)scanner.take('[');
    if (scanner.take(']')) {
      return true;
    }
    do {
      const char c = scanner.peek();
      if (!(c == '"'                            ? part(scanner, found, between)
            : c == '{' && depth <= kNestedParts ? turn(scanner, found, depth)
                                                : other(scanner, found))) {
        return false;
      }
    } while (scanner.take(','));
    return scanner.take(']') || scanner.fail("',' or ']' is missing");
  }

  bool part(JsonScanner& scanner, Found& found, std::string_view before) {
    std::string_view text;
    bool escaped = false;
    const bool whole = scanner.string(text, escaped);
    found.joined += found.joined.empty() ? std::string_view() : before;
    clean_ = unescape_json(text, found.joined) && clean_;
    return whole;
  }

  // What is no text is not left out in silence.
  static bool other(JsonScanner& scanner, Found& found) {
    found.kind = Kind::shape;
    found.raw = kOtherThings;
    return scanner.skip();
  }

  // One turn, or within it a part of what was said: pictures and calls of tools are no text.
  bool turn(JsonScanner& scanner, Found& found, unsigned depth) {
    (void)scanner.take('{');
    bool known = depth > 0;
    if (!scanner.take('}')) {
      do {
        std::string_view key;
        bool escaped = false;
        if (!scanner.string(key, escaped)) {
          return false;
        }
        if (!scanner.take(':')) {
          return scanner.fail("':' is missing");
        }
        const bool text = key == "content" || key == "value" || key == "text";
        known = known || text || key == "role" || key == "from";
        const char c = scanner.peek();
        if (!(text && c == '"'                ? part(scanner, found, "\n\n")
              : text && c == '['              ? parts(scanner, found, "\n\n", depth + 1)
              : text && c != 'n' && c != '\0' ? other(scanner, found)
                                              : scanner.skip())) {
          return false;
        }
      } while (scanner.take(','));
      if (!scanner.take('}')) {
        return scanner.fail("',' or '}' is missing");
      }
    }
    if (!known) {
      found.kind = Kind::shape;
      found.raw = kOtherThings;
    }
    return true;
  }

  void fill(Record& record) {
    const Found* text = nullptr;
    const Found* mistyped = nullptr;
    std::size_t mistyped_at = 0;
    for (std::size_t i = 0; i < wanted_.size(); ++i) {
      const Found& found = found_[i];
      if (found.kind == Kind::none) {
        continue;
      }
      if (wanted_[i].field != Field::text) {
        fill_field(record, wanted_[i].field, found);
      } else if (found.kind != Kind::string && found.kind != Kind::list) {
        mistyped = mistyped == nullptr ? &found : mistyped;
        mistyped_at = mistyped == &found ? i : mistyped_at;
      } else if (text == nullptr) {
        text = &found;
      }
    }
    if (text != nullptr) {
      fill_text(record, *text);
    } else {
      record.incomplete = missing_text(mistyped, mistyped_at);
    }
  }

  void fill_text(Record& record, const Found& found) {
    if (found.kind == Kind::list) {
      record.storage = found.joined;
      record.text = record.storage;
    } else if (found.escaped) {
      clean_ = unescape_json(found.raw, record.storage) && clean_;
      record.text = record.storage;
    } else {
      record.text = found.raw;
    }
    record.encoding = "utf-8";
    if (!is_valid_utf8(record.text)) {
      record.flags.emplace_back("invalid-utf8");
    }
    if (!clean_) {
      record.flags.emplace_back("bad-escapes");
    }
  }

  static void fill_field(Record& record, Field field, const Found& found) {
    std::string& target = field == Field::id     ? record.id
                          : field == Field::url  ? record.url
                          : field == Field::date ? record.date
                                                 : record.language;
    if (!target.empty() || found.kind == Kind::list || found.kind == Kind::shape) {
      return;
    }
    if (found.escaped) {
      (void)unescape_json(found.raw, target);
    } else {
      target = std::string(found.raw);
    }
    if (!is_valid_utf8(target)) {
      target = to_valid_utf8(target);
    }
  }

  [[nodiscard]] Error missing_text(const Found* mistyped, std::size_t at) const {
    if (mistyped != nullptr) {
      return {ErrorCode::unsupported,
              fmt::format("the text in '{}' is no string but {}",
                          display_name(wanted_[at].path.back()),
                          display_name(mistyped->raw.substr(0, 40)))};
    }
    return {ErrorCode::not_found,
            wanted_.front().path.front() == "text"
                ? "no text: none of the usual fields is there (say which with --text-field)"
                : fmt::format("no text: there is no field '{}'",
                              display_name(wanted_.front().path.back()))};
  }

  std::vector<Wanted> wanted_;
  std::vector<Found> found_;
  Mask all_ = 0;
  std::array<Mask, kMaxKey + 1> by_length_{};
  std::string key_;
  bool clean_ = true;
};

}  // namespace

std::unique_ptr<Decoder> make_json_decoder(const FieldNames& fields) {
  return std::make_unique<JsonDecoder>(fields);
}

}  // namespace imprimatur::audit
