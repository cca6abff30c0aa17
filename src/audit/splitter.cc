#include "audit/format.h"

#include <fmt/format.h>

namespace imprimatur::audit {

RecordSplitter::RecordSplitter(std::unique_ptr<ByteStream> stream,
                               const SplitState& from,
                               const SplitOptions& options)
    : buffer_(std::move(stream), from.at), state_(from), options_(options) {}

RawRecord& RecordSplitter::keep(RawBatch& batch, std::string_view bytes) {
  RawRecord& record = batch.records.emplace_back();
  record.begin = batch.bytes.size();
  record.size = std::min(bytes.size(), options_.max_record);
  record.file = options_.file;
  record.at = buffer_.position();
  record.number = state_.record++;
  batch.bytes += bytes.substr(0, record.size);
  if (record.size < bytes.size()) {
    record.damage = Error{ErrorCode::limit,
                          fmt::format("the record has {} bytes; only the first {} were read "
                                      "(--max-record-bytes)",
                                      bytes.size(),
                                      record.size)};
  }
  return record;
}

Result<bool> RecordSplitter::fill(RawBatch& batch) {
  used_ = 0;
  const std::size_t before = batch.records.size();
  bool going = true;
  Result<void> failed;
  while (going && used_ < options_.batch_bytes &&
         batch.records.size() - before < options_.batch_records) {
    Result<bool> stepped = next(batch);
    if (!stepped) {
      failed = tl::unexpected<Error>(stepped.error());
      break;
    }
    going = *stepped;
  }
  for (Problem& problem : buffer_.take_problems(!going || !failed)) {
    batch.problems.emplace_back(options_.file, std::move(problem));
  }
  if (!failed) {
    // The file was readable once: what came so far is kept, the rest is missing.
    batch.problems.emplace_back(
        options_.file,
        Problem{failed.error().code, buffer_.position().skip, failed.error().message});
    going = false;
  }
  state_.at = buffer_.end_position();
  state_.file = options_.file;
  batch.end = state_;
  batch.memo = state_.memo;
  batch.consumed = buffer_.bytes_used();
  return going;
}

}  // namespace imprimatur::audit
