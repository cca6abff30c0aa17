// RawBatch: records as they stand in the input, cut but not yet understood. Cutting is done in
// order by one thread at a time; understanding and judging by many. Where a batch ends depends
// on the input alone, so that every run makes the same batches.
#ifndef IMPRIMATUR_AUDIT_RAW_BATCH_H_
#define IMPRIMATUR_AUDIT_RAW_BATCH_H_

#include "audit/byte_stream.h"
#include "audit/problem.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace imprimatur::audit {

struct Format;

struct RawRecord {
  std::size_t begin = 0;  // in the batch's bytes
  std::size_t size = 0;
  std::size_t file = 0;      // of the part's files
  std::size_t inside = 0;    // of the batch's members of an archive, from 1; 0: of none
  StreamPosition at;         // where it stands in the input
  std::uint64_t number = 0;  // of the file's records, from 0
  std::uint64_t line = 0;    // from 1; 0 where lines mean nothing
  std::optional<Error> damage;
};

// What reading needs to begin again behind a batch.
struct SplitState {
  std::size_t file = 0;
  StreamPosition at;
  std::uint64_t record = 0;
  std::uint64_t line = 1;
  std::string memo;  // what a format keeps from the file's beginning (the header of a table)
  // Of an archive, the member that the rest speaks of; if that is an archive, too, its member, …
  std::vector<std::uint64_t> entries;
};

struct RawBatch {
  std::string bytes;
  std::vector<RawRecord> records;
  std::vector<std::pair<std::size_t, Problem>> problems;  // with their file
  std::map<std::string, std::uint64_t> skipped;           // what is no document, by kind
  SplitState end;
  std::string memo;                 // of the format, for its decoder
  const Format* format = nullptr;   // of the members of an archive; null: the part's
  std::vector<std::string> inside;  // names of members
  std::uint64_t consumed = 0;       // bytes of the files used so far

  [[nodiscard]] std::string_view bytes_of(const RawRecord& record) const {
    return std::string_view(bytes).substr(record.begin, record.size);
  }
};

}  // namespace imprimatur::audit

#endif  // IMPRIMATUR_AUDIT_RAW_BATCH_H_
