#include "audit/line_splitter.h"

#include <algorithm>
#include <cstring>

namespace imprimatur::audit {
namespace {

constexpr std::string_view kBom = "\xef\xbb\xbf";

bool is_blank(std::string_view line) {
  return line.find_first_not_of(" \t\r") == std::string_view::npos;
}

class LineSplitter final : public RecordSplitter {
 public:
  using RecordSplitter::RecordSplitter;

 protected:
  Result<bool> next(RawBatch& batch) override {
    std::size_t scanned = 0;
    std::size_t dropped = 0;  // of a line over the limit, behind what is kept
    std::string head;
    while (true) {
      const std::string_view view = buffer_.view();
      const void* found =
          view.empty() ? nullptr : std::memchr(view.data() + scanned, '\n', view.size() - scanned);
      if (found != nullptr) {
        const auto at = static_cast<std::size_t>(static_cast<const char*>(found) - view.data());
        finish(batch, head, view.substr(0, at), dropped, false);
        consume(at + 1);
        ++state_.line;
        return true;
      }
      scanned = view.size();
      if (scanned > options_.max_record) {
        // Room for one record of the limit, whatever the line's length.
        if (head.empty()) {
          head = std::string(view);
          begin_ = buffer_.position();
        } else {
          dropped += scanned;
        }
        consume(scanned);
        scanned = 0;
      }
      IMPRIMATUR_TRY(const bool grown, buffer_.more());
      if (!grown) {
        return last(batch, head, dropped);
      }
    }
  }

 private:
  void consume(std::size_t count) {
    used_ += count;
    buffer_.consume(count);
  }

  Result<bool> last(RawBatch& batch, const std::string& head, std::size_t dropped) {
    const bool cut = buffer_.cut();
    const std::string_view view = buffer_.view();
    finish(batch, head, view, dropped, cut);
    used_ += view.size();
    if (buffer_.ended()) {
      buffer_.consume(view.size());
      return false;
    }
    buffer_.cross_gap();
    ++state_.line;
    return true;
  }

  void finish(RawBatch& batch,
              const std::string& head,
              std::string_view line,
              std::size_t dropped,
              bool cut) {
    if (state_.record == 0 && state_.line == 1 && head.empty() && line.starts_with(kBom)) {
      line.remove_prefix(kBom.size());
    }
    if (head.empty() && is_blank(line)) {
      return;
    }
    RawRecord& record = keep(batch, head.empty() ? line : std::string_view(head));
    record.line = state_.line;
    if (!head.empty()) {
      record.at = begin_;
      record.damage = Error{ErrorCode::limit,
                            "the line has " + std::to_string(head.size() + dropped + line.size()) +
                                " bytes; only the first " + std::to_string(record.size) +
                                " were read (--max-record-bytes)"};
    }
    if (cut) {
      record.damage = Error{ErrorCode::unreadable, "the input is damaged here: the line is cut"};
    }
  }

  StreamPosition begin_;
};

class LineDecoder final : public Decoder {
 public:
  void decode(const RawBatch& batch, const RawRecord& raw, Record& record) override {
    record.text = batch.bytes_of(raw);
    if (record.text.ends_with('\r')) {
      record.text.remove_suffix(1);
    }
    record.incomplete = raw.damage;
  }
};

}  // namespace

std::unique_ptr<Splitter> make_line_splitter(std::unique_ptr<ByteStream> stream,
                                             const SplitState& from,
                                             const SplitOptions& options) {
  return std::make_unique<LineSplitter>(std::move(stream), from, options);
}

std::unique_ptr<Decoder> make_line_decoder(const FieldNames& /*fields*/) {
  return std::make_unique<LineDecoder>();
}

}  // namespace imprimatur::audit
