// Worker: turns one raw batch into what it adds to the outputs. One per thread.
#ifndef IMPRIMATUR_AUDIT_WORKER_H_
#define IMPRIMATUR_AUDIT_WORKER_H_

#include "audit/codecs.h"
#include "audit/inputs.h"
#include "audit/judge.h"
#include "audit/raw_batch.h"
#include "audit/rows.h"
#include "audit/tally.h"

#include <cstdint>
#include <map>
#include <memory>
#include <string>

namespace imprimatur::audit {

// Which documents --keep or --drop writes again.
struct KeepRule {
  bool active = false;
  std::uint32_t levels = 0;  // bits by Level
  bool drop = false;         // all but these
  bool redact = false;       // as JSON Lines, without the passages that claim rights
  [[nodiscard]] bool keeps(const DocumentResult& result) const;
};

struct WorkOptions {
  const Engine* engine = nullptr;
  FieldNames fields;
  bool csv = false;
  KeepRule keep;
};

// What one batch adds, ready to be written.
struct BatchOutput {
  std::string documents;   // zstd frames
  std::string attributes;  // packed like the part's file
  std::string kept;
  Tally tally;
  SplitState end;
  std::uint64_t consumed = 0;
  bool last = false;
};

class Worker {
 public:
  explicit Worker(const WorkOptions& options) : options_(options), judge_(*options.engine) {}
  [[nodiscard]] BatchOutput work(const Part& part, const RawBatch& batch);

 private:
  struct Texts;
  [[nodiscard]] Decoder& decoder(const Format& format);
  [[nodiscard]] Compressor& compressor(Packing packing);
  void one(const Part& part, const RawBatch& batch, const RawRecord& raw, Texts& texts);
  void keep(const Part& part, const RawBatch& batch, const RowContext& row, Texts& texts);

  const WorkOptions& options_;
  Judge judge_;
  Record record_;
  std::map<const Format*, std::unique_ptr<Decoder>> decoders_;
  std::map<Packing, std::unique_ptr<Compressor>> compressors_;
};

// How attributes and kept records of a part are packed, and under which names they stand.
[[nodiscard]] Packing attributes_packing(const Part& part);
[[nodiscard]] std::string attributes_name(const Part& part, std::size_t index);
[[nodiscard]] Packing kept_packing(const Part& part, const KeepRule& rule);
[[nodiscard]] std::string kept_name(const Part& part, std::size_t index, const KeepRule& rule);

}  // namespace imprimatur::audit

#endif  // IMPRIMATUR_AUDIT_WORKER_H_
