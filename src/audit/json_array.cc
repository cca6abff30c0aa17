#include "audit/json_array.h"

#include <fmt/format.h>

#include <algorithm>

namespace imprimatur::audit {
namespace {

// Follows brackets and strings: where a value ends.
class ValueScanner {
 public:
  // The offset behind the value that begins `bytes`, going on from where it stopped; npos: further.
  std::size_t find_end(std::string_view bytes) {
    for (; at_ < bytes.size(); ++at_) {
      const char c = bytes[at_];
      if (string_) {
        if (escaped_) {
          escaped_ = false;
        } else if (c == '\\') {
          escaped_ = true;
        } else if (c == '"') {
          string_ = false;
        }
      } else if (c == '"') {
        string_ = true;
      } else if (c == '{' || c == '[') {
        ++depth_;
      } else if (c == '}' || c == ']') {
        if (depth_ <= 1) {
          return at_ + depth_;  // of a bare value the bracket is not part
        }
        --depth_;
      } else if (depth_ == 0 && (c == ',' || c == '\n')) {
        return at_;
      }
    }
    return std::string_view::npos;
  }
  // The first `count` bytes are gone.
  void drop(std::size_t count) { at_ -= count; }

 private:
  std::size_t at_ = 0;
  std::size_t depth_ = 0;
  bool string_ = false;
  bool escaped_ = false;
};

class JsonSplitter final : public RecordSplitter {
 public:
  using RecordSplitter::RecordSplitter;

 protected:
  Result<bool> next(RawBatch& batch) override {
    if (buffer_.view().empty()) {
      IMPRIMATUR_TRY(const bool grown, buffer_.more());
      if (!grown) {
        if (buffer_.ended()) {
          return false;
        }
        buffer_.cross_gap();
        return true;
      }
    }
    if (pass_separators()) {
      return true;
    }
    return value(batch);
  }

 private:
  void consume(std::size_t count) {
    state_.line += static_cast<std::uint64_t>(std::count(
        buffer_.view().begin(), buffer_.view().begin() + static_cast<std::ptrdiff_t>(count), '\n'));
    used_ += count;
    buffer_.consume(count);
  }

  // Blanks, commas and the brackets of the array itself.
  bool pass_separators() {
    const std::string_view view = buffer_.view();
    constexpr std::string_view kBom = "\xef\xbb\xbf";
    if (state_.memo.empty() && view.starts_with(kBom)) {
      consume(kBom.size());
      return true;
    }
    const std::size_t count = std::min(view.find_first_not_of(" \t\r\n,"), view.size());
    if (count > 0) {
      consume(count);
      return true;
    }
    if (view.front() == '[' && state_.memo.empty()) {
      state_.memo = "[";
      consume(1);
      return true;
    }
    if (state_.memo.empty()) {
      state_.memo = "{";
    }
    if (view.front() == ']') {
      consume(1);
      return true;
    }
    return false;
  }

  Result<bool> value(RawBatch& batch) {
    ValueScanner scanner;
    std::string head;  // of a value over the limit
    const StreamPosition begin = buffer_.position();
    const std::uint64_t line = state_.line;
    std::size_t end = scanner.find_end(buffer_.view());
    while (end == std::string_view::npos) {
      const std::size_t size = buffer_.view().size();
      if (size > options_.max_record) {
        if (head.empty()) {
          head = std::string(buffer_.view());
        }
        scanner.drop(size);
        consume(size);
      }
      IMPRIMATUR_TRY(const bool grown, buffer_.more());
      if (!grown) {
        return unfinished(batch, head, line);
      }
      end = scanner.find_end(buffer_.view());
    }
    const std::string_view bytes = buffer_.view().substr(0, end);
    RawRecord& record = keep(batch, head.empty() ? bytes : std::string_view(head));
    record.line = line;
    if (!head.empty()) {
      record.at = begin;
    }
    consume(end);
    return true;
  }

  // The input ends inside a value. If it is whole, a bracket or quote is missing: the next line
  // that begins an object may begin the next record.
  Result<bool> unfinished(RawBatch& batch, const std::string& head, std::uint64_t line) {
    const std::string_view view = buffer_.view();
    const bool cut = buffer_.cut();
    std::size_t end = view.size();
    if (!cut && head.empty()) {
      end = std::min(view.find("\n{", 1), view.size());
    }
    RawRecord& record = keep(batch, head.empty() ? view.substr(0, end) : std::string_view(head));
    record.line = line;
    if (cut) {
      record.damage = Error{ErrorCode::unreadable, "the input is damaged here: the record is cut"};
    }
    const bool ended = buffer_.ended() && end == view.size();
    consume(end);
    if (cut && !ended) {
      buffer_.cross_gap();
    }
    return !ended;
  }
};

}  // namespace

std::unique_ptr<Splitter> make_json_splitter(std::unique_ptr<ByteStream> stream,
                                             const SplitState& from,
                                             const SplitOptions& options) {
  return std::make_unique<JsonSplitter>(std::move(stream), from, options);
}

}  // namespace imprimatur::audit
