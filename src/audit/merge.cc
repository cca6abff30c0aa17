// Shards of one audit put together, and finished audits of several inputs.
#include "audit/files.h"
#include "audit/part_store.h"
#include "audit/run_file.h"
#include "report/escape.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>
#include <vector>

namespace imprimatur::audit {
namespace {

Error not_together(const std::string& a, const std::string& b, const std::string& differs) {
  return {ErrorCode::usage,
          fmt::format("'{}' and '{}' are not shards of one audit; what differs: {}",
                      display_name(a),
                      display_name(b),
                      differs)};
}

// The folder for the results, empty until now.
Result<FolderLock> take_empty(const std::string& out) {
  if (const auto made = make_folder(out); !made) {
    return tl::unexpected<Error>(made.error());
  }
  IMPRIMATUR_TRY(FolderLock lock, FolderLock::take(out));
  if (file_exists(out + "/state/run.json")) {
    return fail(
        ErrorCode::usage,
        fmt::format("'{}' holds an audit already: choose another folder", display_name(out)));
  }
  return lock;
}

// Reads the folders of shards.
class Shards {
 public:
  Result<void> add(const std::string& folder, RunFile run) {
    if (by_shard_.empty()) {
      by_shard_.resize(std::max<std::size_t>(run.shard.count, 1));
      run_ = run;
      first_ = folder;
    }
    if (const std::string differs = difference(run_, run); !differs.empty()) {
      return tl::unexpected<Error>(not_together(first_, folder, differs));
    }
    if (run.shard.index == 0 || run.shard.index > by_shard_.size() ||
        !by_shard_[run.shard.index - 1].empty()) {
      return fail(ErrorCode::usage,
                  fmt::format("shard {}/{} is given twice", run.shard.index, run.shard.count));
    }
    by_shard_[run.shard.index - 1] = folder;
    return {};
  }

  Result<Tally> join(const std::string& out) const {
    const std::size_t count = by_shard_.size();
    for (std::size_t i = 0; i < count; ++i) {
      if (by_shard_[i].empty()) {
        return fail(ErrorCode::usage, fmt::format("shard {}/{} is missing", i + 1, count));
      }
    }
    std::vector<std::string> parts;
    for (std::size_t i = 0; i < run_.parts.size(); ++i) {
      const std::string& folder = by_shard_[i % count];
      parts.push_back(part_folder(folder, i));
      IMPRIMATUR_TRY(const std::optional<Checkpoint> checkpoint, read_checkpoint(parts.back()));
      if (!checkpoint || !checkpoint->done) {
        return fail(ErrorCode::usage,
                    fmt::format("shard {}/{} in '{}' is not finished: run it again",
                                i % count + 1,
                                count,
                                display_name(folder)));
      }
    }
    IMPRIMATUR_TRY(const FolderLock lock, take_empty(out));
    return finish_run(run_, parts, out, false);
  }

 private:
  RunFile run_;
  std::string first_;
  std::vector<std::string> by_shard_;
};

// Reads the folders of finished audits.
class Audits {
 public:
  Result<void> add(const std::string& folder, const RunFile& run) {
    if (first_.empty()) {
      run_ = run;
      run_.parts.clear();
      run_.errors.clear();
      run_.passed_over = 0;
      first_ = folder;
      pieces_.documents_from = documents_head(run).size();
    }
    if (const std::string differs = difference_but_inputs(run_, run); !differs.empty()) {
      return tl::unexpected<Error>(not_together(first_, folder, differs));
    }
    for (const RunPart& part : run.parts) {
      if (!names_.insert(part.attributes).second) {
        return fail(ErrorCode::usage,
                    fmt::format("'{}' is in more than one of the audits: give each input once, "
                                "under a name of its own",
                                display_name(part.attributes)));
      }
      pieces_.attributes.push_back(attributes_path(part, folder));
      pieces_.kept.push_back(kept_path(part, folder));
    }
    IMPRIMATUR_TRY(Tally tally, read_total(folder));
    if (tally.documents > 0) {
      pieces_.documents.push_back(documents_path(run, folder));
    }
    // The inputs that were not found come last in the list of problems, of all audits together.
    tally.problem_count -= std::min<std::uint64_t>(tally.problem_count, run.errors.size());
    tally.problems.resize(std::min<std::uint64_t>(tally.problems.size(), tally.problem_count));
    total_.add(tally);
    run_.parts.insert(run_.parts.end(), run.parts.begin(), run.parts.end());
    run_.errors.insert(run_.errors.end(), run.errors.begin(), run.errors.end());
    run_.passed_over += run.passed_over;
    return {};
  }

  Result<Tally> join(const std::string& out) {
    IMPRIMATUR_TRY(const FolderLock lock, take_empty(out));
    if (auto written = write_results(run_, pieces_, total_, out, false); !written) {
      return tl::unexpected<Error>(written.error());
    }
    return std::move(total_);
  }

 private:
  RunFile run_;
  std::string first_;
  Pieces pieces_;
  Tally total_;
  std::set<std::string> names_;
};

}  // namespace

Result<AuditResult> merge_audits(const std::vector<std::string>& folders,
                                 const std::string& out,
                                 Level& fail_on) {
  Shards shards;
  Audits audits;
  std::optional<bool> finished;
  for (const std::string& folder : folders) {
    IMPRIMATUR_TRY(const std::optional<RunFile> run, read_run_file(folder));
    if (!run || (!run->finished && run->shard.count < 2)) {
      return fail(ErrorCode::usage,
                  fmt::format("'{}' holds neither a shard (audit --shard) nor a finished audit",
                              display_name(folder)));
    }
    if (finished.value_or(run->finished) != run->finished) {
      return tl::unexpected<Error>(
          not_together(folders.front(), folder, "one is a shard, the other a whole audit"));
    }
    finished = run->finished;
    fail_on = run->fail_on;
    const auto added = run->finished ? audits.add(folder, *run) : shards.add(folder, *run);
    if (!added) {
      return tl::unexpected<Error>(added.error());
    }
  }
  if (!finished) {
    return fail(ErrorCode::usage, "nothing to merge");
  }
  AuditResult result;
  IMPRIMATUR_TRY(result.total, *finished ? audits.join(out) : shards.join(out));
  return result;
}

}  // namespace imprimatur::audit
