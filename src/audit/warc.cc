// Cuts WARC files into records. Every step moves forward: whatever stands between two records is
// passed over and told.
#include "audit/warc.h"

#include "audit/codecs.h"
#include "audit/warc_record.h"
#include "report/escape.h"
#include "signals/surroundings.h"
#include "text/decode.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>

namespace imprimatur::audit {
namespace {

constexpr std::string_view kMagic = "WARC/";
constexpr std::size_t kMaxHeader = std::size_t{64} << 10U;

std::optional<std::size_t> length_of(const HeaderFields& fields) {
  const std::string_view text = fields["Content-Length"];
  std::size_t length = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), length);
  return error == std::errc() && end == text.data() + text.size() && !text.empty()
             ? std::optional<std::size_t>(length)
             : std::nullopt;
}

// Where the next record begins in `bytes` behind `from`; npos if none does.
std::size_t next_record(std::string_view bytes, std::size_t from) {
  while (true) {
    const std::size_t at = bytes.find("\nWARC/", from);
    if (at == std::string_view::npos) {
      return at;
    }
    const std::string_view version = bytes.substr(at + 6, 2);
    if (version == "1." || version == "0.") {
      return at + 1;
    }
    from = at + 1;
  }
}

class WarcSplitter final : public Splitter {
 public:
  using Splitter::Splitter;

 protected:
  Result<bool> next(RawBatch& batch) override {
    IMPRIMATUR_TRY(const std::size_t size, want(kMagic.size() + 1));
    const std::size_t blank = std::min(buffer_.view().find_first_not_of("\r\n"), size);
    if (blank > 0) {
      consume(blank);
      return true;
    }
    if (size == 0) {
      if (buffer_.ended()) {
        return false;
      }
      buffer_.cross_gap();
      return true;
    }
    if (!buffer_.view().starts_with(kMagic)) {
      return pass_over(batch);
    }
    return record(batch);
  }

 private:
  void consume(std::size_t count) {
    used_ += count;
    buffer_.consume(count);
  }

  // Bytes in view, `count` of them if the input has so many in front of a gap.
  Result<std::size_t> want(std::size_t count) {
    while (buffer_.view().size() < count) {
      IMPRIMATUR_TRY(const bool grown, buffer_.more());
      if (!grown) {
        break;
      }
    }
    return buffer_.view().size();
  }

  void problem(RawBatch& batch, StreamPosition at, std::string message) {
    const std::uint64_t offset = at.member == 0 ? at.skip : at.member;
    batch.problems.emplace_back(options_.file,
                                Problem{ErrorCode::unreadable, offset, std::move(message)});
  }

  // Bytes that begin no record, up to the next one.
  Result<bool> pass_over(RawBatch& batch) {
    const StreamPosition from = buffer_.position();
    std::size_t passed = 0;
    while (true) {
      const std::size_t at = next_record(buffer_.view(), 0);
      const std::size_t keep = kMagic.size() + 3;
      const std::size_t size = buffer_.view().size();
      const std::size_t count = at != std::string_view::npos ? at : size > keep ? size - keep : 0;
      passed += count;
      consume(count);
      if (at != std::string_view::npos) {
        break;
      }
      IMPRIMATUR_TRY(const bool grown, buffer_.more());
      if (!grown) {
        passed += buffer_.view().size();
        consume(buffer_.view().size());
        break;
      }
    }
    problem(
        batch,
        from,
        fmt::format("{} bytes (from byte {} of the content at offset {}) belong to no record and "
                    "were left out",
                    passed,
                    from.skip,
                    from.member));
    return true;
  }

  Result<bool> record(RawBatch& batch) {
    std::size_t header = header_size(buffer_.view());
    while (header == std::string_view::npos && buffer_.view().size() < kMaxHeader) {
      IMPRIMATUR_TRY(const bool grown, buffer_.more());
      if (!grown) {
        break;
      }
      header = header_size(buffer_.view());
    }
    if (header == std::string_view::npos) {
      problem(batch, buffer_.position(), "the header of a record is cut or has no end");
      const std::size_t at = next_record(buffer_.view(), 0);
      consume(std::min(at, buffer_.view().size()));
      return true;
    }
    const HeaderFields fields(buffer_.view().substr(0, header));
    const auto length = length_of(fields);
    return length ? block(batch, header, *length) : unbounded(batch, header);
  }

  // A record whose length is not known ends where the next begins, or its member does.
  Result<bool> unbounded(RawBatch& batch, std::size_t header) {
    std::size_t end = next_record(buffer_.view(), header);
    while (end == std::string_view::npos && buffer_.view().size() < options_.max_record) {
      IMPRIMATUR_TRY(const bool grown, buffer_.more());
      if (!grown) {
        break;
      }
      end = next_record(buffer_.view(), header);
    }
    end = std::min(end, buffer_.view().size());
    finish(batch, end, std::nullopt);
    consume(end);
    return true;
  }

  Result<bool> block(RawBatch& batch, std::size_t header, std::size_t length) {
    if (length > options_.max_record) {
      return too_long(batch, header, length);
    }
    const std::size_t end = header + length;
    IMPRIMATUR_TRY(const std::size_t size, want(end + 4));
    const std::string_view view = buffer_.view();
    const std::string_view after = view.substr(std::min(end, size), 4);
    const bool ended = size < end + 4;
    if (size >= end && (after.starts_with("\r\n\r\n") || after.starts_with("\n\n") ||
                        (ended && after.find_first_not_of("\r\n") == std::string_view::npos))) {
      std::optional<Error> damage;
      finish(batch, end, damage);
      consume(end);
      return true;
    }
    return wrong_length(batch, header, length);
  }

  // The header's length does not lead to a record's end: look for the next record.
  Result<bool> wrong_length(RawBatch& batch, std::size_t header, std::size_t length) {
    std::size_t next = next_record(buffer_.view(), header);
    while (next == std::string_view::npos && buffer_.view().size() < options_.max_record) {
      IMPRIMATUR_TRY(const bool grown, buffer_.more());
      if (!grown) {
        break;
      }
      next = next_record(buffer_.view(), header);
    }
    const bool cut = next == std::string_view::npos;
    std::size_t end = std::min(next, buffer_.view().size());
    const std::size_t stop = end;
    const bool missing = cut && end - header < length;
    while (!missing && end > header &&
           (buffer_.view()[end - 1] == '\n' || buffer_.view()[end - 1] == '\r') && stop - end < 4) {
      --end;
    }
    const std::size_t found = end - header;
    if (missing) {
      finish(batch,
             end,
             Error{ErrorCode::unreadable,
                   fmt::format("the record is cut: {} of {} bytes are there", found, length)});
    } else {
      problem(batch,
              buffer_.position(),
              fmt::format("a record says that it has {} bytes and has {}", length, found));
      finish(batch, end, std::nullopt);
    }
    consume(stop);
    return true;
  }

  Result<bool> too_long(RawBatch& batch, std::size_t header, std::size_t length) {
    IMPRIMATUR_TRY(const std::size_t size, want(options_.max_record));
    finish(batch,
           std::min(size, options_.max_record),
           Error{ErrorCode::limit,
                 fmt::format("the record has {} bytes; only its beginning was read "
                             "(--max-record-bytes)",
                             length)});
    std::size_t left = header + length;
    while (left > 0) {
      const std::size_t count = std::min(left, buffer_.view().size());
      consume(count);
      left -= count;
      if (left > 0) {
        IMPRIMATUR_TRY(const bool grown, buffer_.more());
        if (!grown) {
          break;
        }
      }
    }
    return true;
  }

  void finish(RawBatch& batch, std::size_t size, std::optional<Error> damage) {
    const std::string_view record = buffer_.view().substr(0, size);
    if (const std::string why = why_no_document(warc_parts(record)); !why.empty()) {
      ++batch.skipped[why];
      if (damage) {
        problem(batch, buffer_.position(), damage->message);
      }
      return;
    }
    RawRecord& raw = keep(batch, record);
    if (damage) {
      raw.damage = std::move(damage);
    }
  }
};

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
    }
    record.media_type = media_type_of(type);
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

  bool decompress(std::string_view encoding, Record& record) {
    if (encoding.empty() || same_name(encoding, "identity")) {
      return true;
    }
    const bool known = same_name(encoding, "gzip") || same_name(encoding, "x-gzip") ||
                       same_name(encoding, "deflate");
    if (known && inflate_body(record.text, kDefaultMaxRecord, inflated_)) {
      record.storage.swap(inflated_);
      record.text = record.storage;
      return true;
    }
    if (known || is_valid_utf8(record.text.substr(0, 64))) {
      record.flags.emplace_back("not-compressed-as-said");
      return true;
    }
    record.incomplete = Error{ErrorCode::unsupported,
                              "the page is compressed with '" +
                                  std::string(encoding.substr(0, 20)) + "', which is not read"};
    record.text = {};
    return false;
  }

  std::string chunks_;
  std::string inflated_;
};

}  // namespace

bool is_warc(std::string_view head) {
  return head.starts_with(kMagic);
}

std::unique_ptr<Splitter> make_warc_splitter(std::unique_ptr<ByteStream> stream,
                                             const SplitState& from,
                                             const SplitOptions& options) {
  return std::make_unique<WarcSplitter>(std::move(stream), from, options);
}

std::unique_ptr<Decoder> make_warc_decoder(const FieldNames& /*fields*/) {
  return std::make_unique<WarcDecoder>();
}

}  // namespace imprimatur::audit
