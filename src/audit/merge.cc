// Shards of one audit put together.
#include "audit/files.h"
#include "audit/part_store.h"
#include "audit/run_file.h"
#include "report/escape.h"

#include <fmt/format.h>

#include <optional>
#include <vector>

namespace imprimatur::audit {

Result<AuditResult> merge_audits(const std::vector<std::string>& folders,
                                 const std::string& out,
                                 Level& fail_on) {
  std::optional<RunFile> first;
  std::vector<std::string> by_shard;
  for (const std::string& folder : folders) {
    IMPRIMATUR_TRY(std::optional<RunFile> run, read_run_file(folder));
    if (!run || run->finished) {
      return fail(
          ErrorCode::usage,
          fmt::format("'{}' is not the folder of a shard (audit --shard)", display_name(folder)));
    }
    if (!first) {
      by_shard.resize(run->shard.count);
      first = run;
    }
    if (const std::string differs = difference(*first, *run); !differs.empty()) {
      return fail(ErrorCode::usage,
                  fmt::format("'{}' and '{}' are not shards of one audit; what differs: {}",
                              display_name(folders.front()),
                              display_name(folder),
                              differs));
    }
    if (run->shard.index == 0 || run->shard.index > by_shard.size() ||
        !by_shard[run->shard.index - 1].empty()) {
      return fail(ErrorCode::usage,
                  fmt::format("shard {}/{} is given twice", run->shard.index, run->shard.count));
    }
    by_shard[run->shard.index - 1] = folder;
  }
  for (std::size_t i = 0; i < by_shard.size(); ++i) {
    if (by_shard[i].empty()) {
      return fail(ErrorCode::usage, fmt::format("shard {}/{} is missing", i + 1, by_shard.size()));
    }
  }
  if (!first) {
    return fail(ErrorCode::usage, "nothing to merge");
  }
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < first->parts.size(); ++i) {
    parts.push_back(part_folder(by_shard[i % by_shard.size()], i));
    IMPRIMATUR_TRY(const std::optional<Checkpoint> checkpoint, read_checkpoint(parts.back()));
    if (!checkpoint || !checkpoint->done) {
      return fail(ErrorCode::usage,
                  fmt::format("shard {}/{} in '{}' is not finished: run it again",
                              i % by_shard.size() + 1,
                              by_shard.size(),
                              display_name(by_shard[i % by_shard.size()])));
    }
  }
  if (const auto made = make_folder(out); !made) {
    return tl::unexpected<Error>(made.error());
  }
  IMPRIMATUR_TRY(const FolderLock lock, FolderLock::take(out));
  if (file_exists(out + "/state/run.json")) {
    return fail(
        ErrorCode::usage,
        fmt::format("'{}' holds an audit already: choose another folder", display_name(out)));
  }
  fail_on = first->fail_on;
  AuditResult result;
  IMPRIMATUR_TRY(result.total, finish_run(*first, parts, out, false));
  return result;
}

}  // namespace imprimatur::audit
