// The input formats: a Splitter that cuts the stream into raw records, and a Decoder that
// understands them. One file and one row each.
#ifndef IMPRIMATUR_AUDIT_FORMAT_H_
#define IMPRIMATUR_AUDIT_FORMAT_H_

#include "audit/fields.h"
#include "audit/raw_batch.h"
#include "audit/record.h"
#include "audit/stream_buffer.h"

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace imprimatur::audit {

inline constexpr std::size_t kDefaultMaxRecord = std::size_t{64} << 20U;

struct Format;
struct Growth;

struct SplitOptions {
  std::size_t max_record = kDefaultMaxRecord;
  std::size_t batch_bytes = std::size_t{512} << 10U;
  std::size_t batch_records = 1024;
  std::size_t file = 0;
  const Format* member_format = nullptr;  // of archives; null: by name and content
  // Of an archive that stands in others: how many, its name in the outermost one, what became of
  // its bytes; null: it stands in none.
  std::size_t depth = 1;
  std::string inside = {};
  std::shared_ptr<Growth> growth = {};
};

// Cuts one file. Not thread-safe.
class Splitter {
 public:
  Splitter() = default;
  virtual ~Splitter() = default;
  Splitter(const Splitter&) = delete;
  Splitter& operator=(const Splitter&) = delete;

  // Adds records until the batch is full (true) or the file ends (false).
  [[nodiscard]] virtual Result<bool> fill(RawBatch& batch) = 0;
};

// Cuts a stream of records.
class RecordSplitter : public Splitter {
 public:
  RecordSplitter(std::unique_ptr<ByteStream> stream,
                 const SplitState& from,
                 const SplitOptions& options);

  [[nodiscard]] Result<bool> fill(RawBatch& batch) final;

 protected:
  // Adds one record, or skips something; false at the end.
  [[nodiscard]] virtual Result<bool> next(RawBatch& batch) = 0;
  // Keeps `bytes` (more than the limit: its beginning, and a damage) as the next record.
  RawRecord& keep(RawBatch& batch, std::string_view bytes);

  StreamBuffer buffer_;
  SplitState state_;
  SplitOptions options_;
  std::size_t used_ = 0;  // bytes that the batch stands for, skipped ones too
};

// Understands raw records; one per thread.
class Decoder {
 public:
  virtual ~Decoder() = default;
  virtual void decode(const RawBatch& batch, const RawRecord& raw, Record& record) = 0;
};

struct Format {
  std::string_view name;
  std::string_view description;
  std::vector<std::string_view> suffixes;
  bool (*sniff)(std::string_view head);
  // Content that leaves no doubt, also in a file that is said to be JSON Lines; null: there is
  // none.
  bool (*certain)(std::string_view head);
  std::unique_ptr<Splitter> (*split)(std::unique_ptr<ByteStream> stream,
                                     const SplitState& from,
                                     const SplitOptions& options);
  std::unique_ptr<Decoder> (*decoder)(const FieldNames& fields);
  // What goes round records that are written out again (--keep).
  std::string_view suffix;
  std::string_view after;
  bool member_each = false;  // every record its own compressed member
  bool whole_file = false;   // one document a file
  bool archive = false;      // its members have formats of their own; no decoder
  bool in_utf8 = false;      // wants UTF-8, in whatever Unicode encoding the file is
};
[[nodiscard]] const std::vector<Format>& formats();
[[nodiscard]] const Format* find_format(std::string_view name);
// By the file's name (without the suffix of its compression), else by its first bytes.
[[nodiscard]] const Format& detect_format(std::string_view name, std::string_view head);
// True if a row claims the name: a file found in a folder is data.
[[nodiscard]] bool is_data_name(std::string_view name);

}  // namespace imprimatur::audit

#endif  // IMPRIMATUR_AUDIT_FORMAT_H_
