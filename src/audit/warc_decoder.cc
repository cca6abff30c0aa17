// Understands WARC records: the page in an HTTP answer, a text, or the envelope of a WAT file.
#include "audit/body_codec.h"
#include "audit/warc.h"
#include "audit/warc_record.h"
#include "audit/wat.h"
#include "report/escape.h"
#include "signals/surroundings.h"
#include "text/decode.h"

#include <fmt/format.h>

#include <optional>

namespace imprimatur::audit {
namespace {

class WarcDecoder final : public Decoder {
 public:
  void decode(const RawBatch& batch, const RawRecord& raw, Record& record) override {
    const WarcParts parts = warc_parts(batch.bytes_of(raw));
    record.id = without_brackets(parts.fields["WARC-Record-ID"]);
    record.url = without_brackets(parts.fields["WARC-Target-URI"]);
    for (std::size_t at = 0; (at = record.url.find(' ', at)) != std::string::npos;) {
      record.url.replace(at, 1, "%20");
    }
    record.date = parts.fields["WARC-Date"];
    record.incomplete = raw.damage;
    if (!parts.fields["WARC-Truncated"].empty()) {
      record.flags.emplace_back("truncated-by-crawler");
    }
    const std::string_view content = parts.fields["Content-Type"];
    record.text = parts.block;
    std::string_view type = content;
    const auto http = http_parts(content, parts.block);
    if (http) {
      type = http->fields["Content-Type"];
      for (const auto& [name, value] : http->fields.all()) {
        if (is_rights_header(name)) {
          record.headers.emplace_back(name, to_valid_utf8(value));
        }
      }
      body_of(*http, record);
    } else if (media_type_of(content) == "application/http") {
      type = {};  // a page without its header
    } else if (same_name(parts.fields["WARC-Type"], "metadata")) {
      read_wat(parts.block, record);
    }
    // What a crawler saw is nearer to the truth than what the server said.
    const std::string_view seen = http ? parts.fields["WARC-Identified-Payload-Type"] : "";
    record.media_type = media_type_of(seen.empty() ? type : seen);
    if (record.media_type.empty() || record.media_type == "application/json") {
      record.media_type.clear();
    }
    const std::string charset = charset_of(type);
    if (charset.empty()) {
      record.encoding = !http && record.media_type == "text/plain" ? "utf-8" : "";
    } else if (imprimatur::decode({}, charset)) {
      record.encoding = charset;
    } else {
      record.flags.emplace_back("unknown-charset");
    }
  }

 private:
  static std::string without_brackets(std::string_view text) {
    if (text.size() >= 2 && text.front() == '<' && text.back() == '>') {
      text = text.substr(1, text.size() - 2);
    }
    return std::string(text);
  }

  static void cut_short(Record& record, std::string_view why) {
    if (!record.incomplete) {
      record.incomplete =
          Error{ErrorCode::unreadable, fmt::format("only a part of the page was read: {}", why)};
    }
  }

  void body_of(const HttpParts& http, Record& record) {
    record.text = http.body;
    bool cut = false;
    // Servers say "chunked" and send none, crawlers undo it and keep the header: look first.
    if (same_name(http.fields["Transfer-Encoding"], "chunked") &&
        join_chunks(record.text, chunks_, cut)) {
      record.storage = chunks_;
      record.text = record.storage;
      if (cut) {
        record.flags.emplace_back("chunks-end-early");
        cut_short(record, "its chunks end early or one has a wrong size");
      }
    }
    std::string_view encodings = http.fields["Content-Encoding"];
    while (!encodings.empty()) {
      const std::size_t comma = encodings.rfind(',');
      const std::string_view last =
          trimmed(comma == std::string_view::npos ? encodings : encodings.substr(comma + 1));
      encodings = comma == std::string_view::npos ? std::string_view() : encodings.substr(0, comma);
      if (!decompress(last, record)) {
        return;
      }
    }
  }

  static bool is_plain(std::string_view body) {
    std::string_view head = body.substr(0, 64);
    while (head.size() > 60 && (static_cast<unsigned char>(head.back()) & 0x80U) != 0) {
      head.remove_suffix(1);  // perhaps a character that goes on
    }
    return is_valid_utf8(head);
  }

  bool decompress(std::string_view encoding, Record& record) {
    if (encoding.empty() || same_name(encoding, "identity")) {
      return true;
    }
    const BodyCodec* codec = find_body_codec(encoding);
    const bool plain = is_plain(record.text);
    bool cut = false;
    if (codec != nullptr && (codec->marked || !plain) &&
        codec->unpack(record.text, kDefaultMaxRecord, unpacked_, cut)) {
      record.storage.swap(unpacked_);
      record.text = record.storage;
      if (cut) {
        cut_short(record,
                  record.text.size() < kDefaultMaxRecord
                      ? "its compressed body is cut or damaged"
                      : "its compressed body holds too much text");
      }
      return true;
    }
    if (plain || (codec != nullptr && codec->marked)) {
      record.flags.emplace_back("not-compressed-as-said");
      return true;
    }
    const std::string name = display_name(encoding.substr(0, 20));
    record.incomplete =
        codec == nullptr
            ? Error{ErrorCode::unsupported,
                    fmt::format("the page is compressed with '{}', which is not read", name)}
            : Error{ErrorCode::unreadable,
                    fmt::format("the page is compressed with '{}' and damaged", name)};
    record.text = {};
    return false;
  }

  std::string chunks_;
  std::string unpacked_;
};

}  // namespace

std::unique_ptr<Decoder> make_warc_decoder(const FieldNames& /*fields*/) {
  return std::make_unique<WarcDecoder>();
}

}  // namespace imprimatur::audit
