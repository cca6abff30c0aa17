#include "audit/part_reader.h"

#include <utility>

namespace imprimatur::audit {

PartReader::PartReader(const Part& part, SplitState from, const SplitOptions& options)
    : part_(part), state_(std::move(from)), options_(options) {
  for (std::size_t i = 0; i < state_.file && i < part_.files.size(); ++i) {
    finished_bytes_ += part_.files[i].size;
  }
}

Result<std::unique_ptr<ByteStream>> PartReader::open_file(const InputFile& file) const {
  IMPRIMATUR_TRY(auto input, FileInput::open(file.path, file.head));
  if (part_.format->archive) {
    return open_stream(std::move(input));
  }
  if (part_.wide == WideEncoding::none) {
    return open_stream(std::move(input), state_.at);
  }
  IMPRIMATUR_TRY(auto stream, open_stream(std::move(input)));
  return make_utf8_stream(std::move(stream), part_.wide);
}

// False: the file cannot be opened; that is told.
bool PartReader::open(RawBatch& batch) {
  options_.file = state_.file;
  auto stream = open_file(part_.files[state_.file]);
  if (stream) {
    options_.member_format = part_.member_format;
    splitter_ = part_.format->split(std::move(*stream), state_, options_);
    return true;
  }
  if (part_.format->whole_file) {  // the file is a document: it gets its row
    RawRecord& record = batch.records.emplace_back();
    record.begin = batch.bytes.size();
    record.file = state_.file;
    record.damage = stream.error();
  } else {
    batch.problems.emplace_back(state_.file,
                                Problem{stream.error().code, 0, stream.error().message});
  }
  return false;
}

bool PartReader::fill(RawBatch& batch) {
  bool going = state_.file < part_.files.size();
  while (going && batch.bytes.size() < options_.batch_bytes &&
         batch.records.size() < options_.batch_records) {
    if (splitter_ == nullptr && !open(batch)) {
      state_ = SplitState{state_.file + 1, {}, 0, 1, {}, {}};
    } else {
      const Result<bool> more = splitter_->fill(batch);
      if (more && *more) {
        state_ = batch.end;
        break;
      }
      finished_bytes_ += part_.files[state_.file].size;
      splitter_.reset();
      state_ = SplitState{state_.file + 1, {}, 0, 1, {}, {}};
      batch.consumed = 0;
    }
    going = state_.file < part_.files.size();
  }
  batch.end = state_;
  batch.consumed += finished_bytes_;
  return going;
}

}  // namespace imprimatur::audit
