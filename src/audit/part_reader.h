// PartReader: the batches of one part, file after file. Not thread-safe.
#ifndef IMPRIMATUR_AUDIT_PART_READER_H_
#define IMPRIMATUR_AUDIT_PART_READER_H_

#include "audit/inputs.h"

#include <memory>

namespace imprimatur::audit {

class PartReader {
 public:
  PartReader(const Part& part, SplitState from, const SplitOptions& options);
  // Fills the batch; false: it is the part's last.
  [[nodiscard]] bool fill(RawBatch& batch);

 private:
  [[nodiscard]] bool open(RawBatch& batch);
  [[nodiscard]] Result<std::unique_ptr<ByteStream>> open_file(const InputFile& file) const;

  const Part& part_;
  SplitState state_;
  SplitOptions options_;
  std::unique_ptr<Splitter> splitter_;
  std::uint64_t finished_bytes_ = 0;  // of files that are done
};

}  // namespace imprimatur::audit

#endif  // IMPRIMATUR_AUDIT_PART_READER_H_
