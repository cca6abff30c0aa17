#include "audit/csv.h"

#include "audit/warc_record.h"
#include "report/escape.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstring>

namespace imprimatur::audit {
namespace {

constexpr std::string_view kBom = "\xef\xbb\xbf";

// The most frequent of the usual separators in the row of names.
char delimiter_of(std::string_view header) {
  char best = ',';
  std::ptrdiff_t most = 0;
  for (const char c : {',', '\t', ';', '|'}) {
    const auto count = std::count(header.begin(), header.end(), c);
    if (count > most) {
      most = count;
      best = c;
    }
  }
  return best;
}

// Follows quotes: where a row ends.
class RowScanner {
 public:
  explicit RowScanner(char delimiter) : delimiter_(delimiter) {}

  // The offset of the row's line break in `bytes`, going on from where it stopped; npos: further.
  std::size_t find_end(std::string_view bytes) {
    while (at_ < bytes.size()) {
      if (quoted_) {
        const void* found = std::memchr(bytes.data() + at_, '"', bytes.size() - at_);
        if (found == nullptr) {
          at_ = bytes.size();
          break;
        }
        at_ = static_cast<std::size_t>(static_cast<const char*>(found) - bytes.data()) + 1;
        quoted_ = false;  // a doubled quote opens it again
        after_quote_ = true;
        continue;
      }
      const char c = bytes[at_];
      if (c == '\n') {
        return at_;
      }
      if (c == '"' && (cell_begins_ || after_quote_)) {
        quoted_ = true;
      }
      after_quote_ = false;
      cell_begins_ = c == delimiter_;
      ++at_;
    }
    return std::string_view::npos;
  }
  [[nodiscard]] bool quoted() const { return quoted_; }

 private:
  char delimiter_;
  std::size_t at_ = 0;
  bool quoted_ = false;
  bool after_quote_ = false;
  bool cell_begins_ = true;
};

class CsvSplitter final : public RecordSplitter {
 public:
  using RecordSplitter::RecordSplitter;

 protected:
  Result<bool> next(RawBatch& batch) override {
    RowScanner scanner(state_.memo.empty() ? sniffed() : delimiter_of(state_.memo));
    std::size_t end = scanner.find_end(buffer_.view());
    bool grown = true;
    while (end == std::string_view::npos && buffer_.view().size() <= options_.max_record) {
      IMPRIMATUR_TRY(grown, buffer_.more());
      if (!grown) {
        break;
      }
      if (state_.memo.empty()) {
        scanner = RowScanner(sniffed());
      }
      end = scanner.find_end(buffer_.view());
    }
    if (end != std::string_view::npos) {
      row(batch, end, std::nullopt);
      consume(end + 1);
      return true;
    }
    return last(batch, scanner.quoted(), grown);
  }

 private:
  [[nodiscard]] char sniffed() const {
    const std::string_view view = buffer_.view();
    return delimiter_of(view.substr(0, view.find('\n')));
  }

  // No row's end is in view: the input ends or is cut, or a quote is open for too long.
  Result<bool> last(RawBatch& batch, bool quoted, bool grown) {
    const std::string_view view = buffer_.view();
    const std::size_t line = view.find('\n');
    const bool cut = !grown && buffer_.cut();
    if (quoted && !cut && line != std::string_view::npos) {
      row(batch,
          line,
          Error{ErrorCode::unreadable, "a quote opens a cell and is never closed: the row is cut"});
      consume(line + 1);
      return true;
    }
    std::optional<Error> damage;
    if (cut) {
      damage = Error{ErrorCode::unreadable, "the input is damaged here: the row is cut"};
    }
    row(batch, view.size(), damage);
    const bool ended = buffer_.ended();
    consume(view.size());
    if (cut && !ended) {
      buffer_.cross_gap();
    }
    return !ended;
  }

  void row(RawBatch& batch, std::size_t size, std::optional<Error> damage) {
    std::string_view bytes = buffer_.view().substr(0, size);
    const auto breaks = static_cast<std::uint64_t>(std::count(bytes.begin(), bytes.end(), '\n'));
    if (state_.memo.empty()) {
      if (bytes.starts_with(kBom)) {
        bytes.remove_prefix(kBom.size());
      }
      if (!bytes.empty()) {
        state_.memo = std::string(bytes) + "\n";
      }
    } else if (bytes.find_first_not_of(" \t\r") != std::string_view::npos) {
      RawRecord& record = keep(batch, bytes);
      record.line = state_.line;
      if (damage) {
        record.damage = std::move(damage);
      }
    }
    state_.line += breaks + 1;
  }

  void consume(std::size_t count) {
    used_ += count;
    buffer_.consume(count);
  }
};

class CsvDecoder final : public Decoder {
 public:
  explicit CsvDecoder(FieldNames names) : names_(std::move(names)) {}

  void decode(const RawBatch& batch, const RawRecord& raw, Record& record) override {
    if (memo_ != batch.memo) {
      read_header(batch.memo);
    }
    std::vector<std::string> cells = csv_cells(batch.bytes_of(raw), delimiter_);
    if (cells.size() != width_) {
      record.flags.emplace_back("other-number-of-columns");
    }
    const auto take = [&](Field field, std::string& target) {
      const std::size_t column = columns_[static_cast<std::size_t>(field)];
      if (column < cells.size()) {
        target = std::move(cells[column]);
      }
    };
    const std::size_t text = columns_[0];
    if (text == kNone) {
      record.incomplete =
          Error{ErrorCode::not_found,
                fmt::format(
                    "no text: no column of '{}' is one of the usual (say which with --text-field)",
                    display_name(batch.memo.substr(0, 200)))};
    } else if (text >= cells.size()) {
      record.incomplete = Error{
          ErrorCode::unreadable,
          fmt::format(
              "no text: the row has {} columns, the text is column {}", cells.size(), text + 1)};
    }
    take(Field::text, record.storage);
    take(Field::id, record.id);
    take(Field::url, record.url);
    take(Field::date, record.date);
    take(Field::language, record.language);
    record.text = record.storage;
    for (std::string* field : {&record.id, &record.url, &record.date, &record.language}) {
      *field = to_valid_utf8(*field);
    }
    if (raw.damage) {
      record.incomplete = raw.damage;
    }
  }

 private:
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

  void read_header(const std::string& memo) {
    memo_ = memo;
    delimiter_ = delimiter_of(memo);
    const std::vector<std::string> cells = csv_cells(
        std::string_view(memo).substr(0, memo.size() - (memo.ends_with('\n') ? 1 : 0)), delimiter_);
    width_ = cells.size();
    for (std::size_t field = 0; field < kFields; ++field) {
      columns_[field] = kNone;
      for (const FieldPath& path : names_.paths[field]) {
        const auto found = std::find_if(cells.begin(), cells.end(), [&](const std::string& cell) {
          return path.size() == 1 && same_name(trimmed(cell), path.front());
        });
        if (found != cells.end()) {
          columns_[field] = static_cast<std::size_t>(found - cells.begin());
          break;
        }
      }
    }
  }

  FieldNames names_;
  std::string memo_;
  char delimiter_ = ',';
  std::size_t width_ = 0;
  std::array<std::size_t, kFields> columns_{kNone, kNone, kNone, kNone, kNone};
};

}  // namespace

std::vector<std::string> csv_cells(std::string_view row, char delimiter) {
  if (row.ends_with('\r')) {
    row.remove_suffix(1);
  }
  std::vector<std::string> cells(1);
  bool quoted = false;
  bool begins = true;
  for (std::size_t i = 0; i < row.size(); ++i) {
    const char c = row[i];
    if (quoted) {
      if (c != '"') {
        cells.back() += c;
      } else if (i + 1 < row.size() && row[i + 1] == '"') {
        cells.back() += row[++i];
      } else {
        quoted = false;
      }
    } else if (c == '"' && begins) {
      quoted = true;
      begins = false;
    } else if (c == delimiter) {
      cells.emplace_back();
      begins = true;
    } else {
      cells.back() += c;
      begins = false;
    }
  }
  return cells;
}

std::unique_ptr<Splitter> make_csv_splitter(std::unique_ptr<ByteStream> stream,
                                            const SplitState& from,
                                            const SplitOptions& options) {
  return std::make_unique<CsvSplitter>(std::move(stream), from, options);
}

std::unique_ptr<Decoder> make_csv_decoder(const FieldNames& fields) {
  return std::make_unique<CsvDecoder>(fields);
}

}  // namespace imprimatur::audit
