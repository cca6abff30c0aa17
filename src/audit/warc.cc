// Cuts WARC files into records. Every step moves forward: whatever stands between two records is
// passed over and told.
#include "audit/warc.h"

#include "audit/warc_record.h"
#include "report/escape.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

namespace imprimatur::audit {
namespace {

constexpr std::string_view kMagic = "WARC/";
constexpr std::size_t kMaxHeader = std::size_t{64} << 10U;

std::optional<std::size_t> number_of(std::string_view text) {
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size() && !text.empty()
             ? std::optional<std::size_t>(number)
             : std::nullopt;
}

bool begins_record(std::string_view bytes) {
  const std::string_view version = bytes.substr(0, kMagic.size() + 2);
  return version == "WARC/1." || version == "WARC/0.";
}

// The header of a record that was put together, over its block.
std::string joined_record(std::string_view head, std::string_view block) {
  constexpr std::array<std::string_view, 3> kOfTheParts = {
      "WARC-Segment-Number", "WARC-Block-Digest", "Content-Length"};
  std::string record;
  bool left_out = false;
  while (!head.empty()) {
    const std::size_t end = std::min(head.find('\n'), head.size() - 1) + 1;
    const std::string_view line = head.substr(0, end);
    head.remove_prefix(end);
    if (trimmed(line).empty()) {
      break;
    }
    const bool continues = line.front() == ' ' || line.front() == '\t';
    const std::string_view name = trimmed(line.substr(0, line.find(':')));
    left_out = continues ? left_out
                         : std::any_of(kOfTheParts.begin(),
                                       kOfTheParts.end(),
                                       [&](std::string_view one) { return same_name(one, name); });
    record += left_out ? std::string_view() : line;
  }
  return fmt::format("{}Content-Length: {}\r\n\r\n{}", record, block.size(), block);
}

class WarcSplitter final : public RecordSplitter {
 public:
  using RecordSplitter::RecordSplitter;

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

  // Where the next record begins in view, at or behind `from`: on a line of its own, or at the
  // beginning of a compressed member, whatever the one before ended with. npos if none does.
  [[nodiscard]] std::size_t next_record(std::size_t from,
                                        std::size_t to = std::string_view::npos) const {
    const std::string_view view = buffer_.view().substr(0, to);
    std::size_t line = view.find("\nWARC/", from);
    while (line != std::string_view::npos && !begins_record(view.substr(line + 1))) {
      line = view.find("\nWARC/", line + 1);
    }
    const std::size_t at = line == std::string_view::npos ? line : line + 1;
    std::size_t member = buffer_.next_member(from);
    while (member < std::min(at, view.size()) && !begins_record(view.substr(member))) {
      member = buffer_.next_member(member + 1);
    }
    return std::min(at, member < view.size() ? member : std::string_view::npos);
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
      const std::size_t at = next_record(0);
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
    const std::size_t next = next_record(1, header);
    if (header == std::string_view::npos || next < header) {
      problem(batch, buffer_.position(), "the header of a record is cut or has no end");
      consume(std::min(next, buffer_.view().size()));
      return true;
    }
    const HeaderFields fields(buffer_.view().substr(0, header));
    if (same_name(fields["WARC-Type"], "continuation")) {
      problem(
          batch,
          buffer_.position(),
          fmt::format("a part of the record {} was not read: what goes before it does not stand "
                      "in front of it",
                      escape_controls(fields["WARC-Segment-Origin-ID"])));
    }
    const auto length = number_of(fields["Content-Length"]);
    return length ? block(batch, header, *length) : unbounded(batch, header);
  }

  // A record whose length is not known ends where the next begins, or its member does.
  Result<bool> unbounded(RawBatch& batch, std::size_t header) {
    std::size_t end = next_record(header);
    while (end == std::string_view::npos && buffer_.view().size() < options_.max_record) {
      IMPRIMATUR_TRY(const bool grown, buffer_.more());
      if (!grown) {
        break;
      }
      end = next_record(header);
    }
    end = std::min(end, buffer_.view().size());
    finish(batch, buffer_.view().substr(0, end), std::nullopt);
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
      const HeaderFields fields(view.substr(0, header));
      if (number_of(fields["WARC-Segment-Number"]) == std::size_t{1}) {
        return segmented(batch, header, end);
      }
      finish(batch, view.substr(0, end), std::nullopt);
      consume(end);
      return true;
    }
    return wrong_length(batch, header, length);
  }

  // A record whose block goes on in continuation records (WARC 1.1, 5.18): those that stand behind
  // it are joined to one record, which is written without the fields of segments.
  Result<bool> segmented(RawBatch& batch, std::size_t header, std::size_t end) {
    const StreamPosition begin = buffer_.position();
    const std::string head(buffer_.view().substr(0, header));
    const HeaderFields fields(head);
    const std::string origin(fields["WARC-Record-ID"]);
    std::string block(buffer_.view().substr(header, end - header));
    std::optional<std::size_t> total;
    consume(end);
    for (std::size_t number = 2; !total && block.size() <= options_.max_record; ++number) {
      IMPRIMATUR_TRY(const Segment next, next_segment(origin, number));
      if (next.end == 0) {
        break;
      }
      block += buffer_.view().substr(next.header, next.end - next.header);
      total = next.total;
      consume(next.end);
    }
    std::optional<Error> damage;
    if (total != block.size() && block.size() <= options_.max_record) {
      damage = Error{
          ErrorCode::unreadable,
          total ? fmt::format("the record is cut: {} of {} bytes are there", block.size(), *total)
                : fmt::format("the record goes on in parts that do not stand behind it: "
                              "only its first {} bytes were read",
                              block.size())};
    }
    finish(batch, joined_record(head, block), damage, begin);
    return true;
  }

  struct Segment {
    std::size_t header = 0;
    std::size_t end = 0;               // 0: what follows is no part of the record
    std::optional<std::size_t> total;  // on the last
  };
  Result<Segment> next_segment(const std::string& origin, std::size_t number) {
    IMPRIMATUR_TRY(std::size_t size, want(kMagic.size() + 5));
    const std::size_t blank = std::min(buffer_.view().find_first_not_of("\r\n"), size);
    consume(blank);
    while (header_size(buffer_.view()) == std::string_view::npos &&
           buffer_.view().size() < kMaxHeader) {
      IMPRIMATUR_TRY(const bool grown, buffer_.more());
      if (!grown) {
        break;
      }
    }
    Segment found;
    found.header = header_size(buffer_.view());
    if (found.header == std::string_view::npos || !begins_record(buffer_.view())) {
      return Segment{};
    }
    const HeaderFields fields(buffer_.view().substr(0, found.header));
    const auto length = number_of(fields["Content-Length"]);
    if (!same_name(fields["WARC-Type"], "continuation") ||
        fields["WARC-Segment-Origin-ID"] != origin ||
        number_of(fields["WARC-Segment-Number"]) != number || !length ||
        *length > options_.max_record) {
      return Segment{};
    }
    IMPRIMATUR_TRY(size, want(found.header + *length + 4));
    const std::size_t end = found.header + *length;
    const std::string_view after = buffer_.view().substr(std::min(end, size), 2);
    if (size < end || after.find_first_not_of("\r\n") != std::string_view::npos) {
      return Segment{};
    }
    found.end = end;
    found.total = number_of(fields["WARC-Segment-Total-Length"]);
    return found;
  }

  // The header's length does not lead to a record's end: look for the next record.
  Result<bool> wrong_length(RawBatch& batch, std::size_t header, std::size_t length) {
    std::size_t next = next_record(header);
    while (next == std::string_view::npos && buffer_.view().size() < options_.max_record) {
      IMPRIMATUR_TRY(const bool grown, buffer_.more());
      if (!grown) {
        break;
      }
      next = next_record(header);
    }
    const bool cut = next == std::string_view::npos;
    std::size_t end = std::min(next, buffer_.view().size());
    const std::size_t stop = end;
    // A block without its line ends in front of the next compressed member was cut, too.
    const bool bare = end > header && buffer_.view()[end - 1] != '\n';
    const bool missing = (cut || bare) && end - header < length;
    while (!missing && end > header &&
           (buffer_.view()[end - 1] == '\n' || buffer_.view()[end - 1] == '\r') && stop - end < 4) {
      --end;
    }
    const std::size_t found = end - header;
    if (missing) {
      finish(batch,
             buffer_.view().substr(0, end),
             Error{ErrorCode::unreadable,
                   fmt::format("the record is cut: {} of {} bytes are there", found, length)});
    } else {
      problem(batch,
              buffer_.position(),
              fmt::format("a record says that it has {} bytes and has {}", length, found));
      finish(batch, buffer_.view().substr(0, end), std::nullopt);
    }
    consume(stop);
    return true;
  }

  Result<bool> too_long(RawBatch& batch, std::size_t header, std::size_t length) {
    IMPRIMATUR_TRY(const std::size_t size, want(options_.max_record));
    finish(batch,
           buffer_.view().substr(0, std::min(size, options_.max_record)),
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

  void finish(RawBatch& batch,
              std::string_view record,
              std::optional<Error> damage,
              std::optional<StreamPosition> begin = std::nullopt) {
    if (const std::string why = why_no_document(warc_parts(record)); !why.empty()) {
      ++batch.skipped[why];
      if (damage) {
        problem(batch, begin.value_or(buffer_.position()), damage->message);
      }
      return;
    }
    RawRecord& raw = keep(batch, record);
    raw.at = begin.value_or(raw.at);
    if (damage) {
      raw.damage = std::move(damage);
    }
  }
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

}  // namespace imprimatur::audit
