#include "audit/audit.h"

#include "audit/files.h"
#include "audit/part_reader.h"
#include "audit/part_store.h"
#include "audit/pipeline.h"
#include "audit/run_file.h"
#include "report/escape.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <memory>
#include <set>

namespace imprimatur::audit {
namespace {

using Clock = std::chrono::steady_clock;

std::uint64_t count_from(const LevelCounts& counts, Level level) {
  std::uint64_t sum = 0;
  for (auto i = static_cast<std::size_t>(level); i < kNoAnswer; ++i) {
    sum += counts[i];
  }
  return sum;
}

// One run over the parts of this shard.
class AuditRun {
 public:
  AuditRun(const InputList& inputs, const AuditOptions& options)
      : inputs_(inputs), options_(options) {
    for (std::size_t i = options.shard.index - 1; i < inputs.parts.size();
         i += options.shard.count) {
      mine_.push_back(i);
    }
  }

  Result<void> run() {
    if (auto loaded = load(); !loaded) {
      return loaded;
    }
    tell();
    return run_pipeline(
        options_.jobs,
        options_.work,
        inputs_.parts,
        [this] { return next(); },
        [this](std::size_t part, BatchOutput&& output) { return take(part, output); });
  }

 private:
  // Finished parts are left out, begun ones taken up.
  Result<void> load() {
    progress_.parts = mine_.size();
    for (const std::size_t index : mine_) {
      std::uint64_t size = 0;
      for (const InputFile& file : inputs_.parts[index].files) {
        size += file.size;
      }
      progress_.total_bytes += size;
      auto checkpoint = read_checkpoint(part_folder(options_.out, index));
      if (!checkpoint) {
        return tl::unexpected<Error>(checkpoint.error());
      }
      Checkpoint from = checkpoint->value_or(Checkpoint{});
      progress_.resumed = progress_.resumed || checkpoint->has_value();
      count(from.tally);
      if (from.done) {
        ++progress_.parts_done;
        done_bytes_ += size;
      } else {
        queue_.push_back(index);
        checkpoints_.emplace(index, std::move(from));
      }
    }
    return {};
  }

  void count(const Tally& tally) {
    progress_.documents += tally.documents;
    progress_.found += count_from(tally.question, options_.fail_on);
    progress_.incomplete += tally.incomplete + tally.problem_count;
  }

  // Runs in the workers, one at a time.
  std::optional<Job> next() {
    if (reader_ == nullptr) {
      if (next_part_ == queue_.size()) {
        return std::nullopt;
      }
      reading_ = queue_[next_part_++];
      reader_ = std::make_unique<PartReader>(
          inputs_.parts[reading_], checkpoints_.find(reading_)->second.state, options_.split);
    }
    Job job;
    job.part = reading_;
    job.last = !reader_->fill(job.batch);
    if (job.last) {
      reader_.reset();
    }
    return job;
  }

  Result<void> take(std::size_t part, const BatchOutput& output) {
    if (!store_) {
      auto opened = PartStore::open(part_folder(options_.out, part),
                                    std::move(checkpoints_.find(part)->second));
      if (!opened) {
        return tl::unexpected<Error>(opened.error());
      }
      store_ = std::make_unique<PartStore>(std::move(*opened));
      saved_ = Clock::now();
    }
    if (auto added = store_->add(output); !added) {
      return added;
    }
    count(output.tally);
    progress_.bytes = done_bytes_ + output.consumed;
    const auto age = std::chrono::duration<double>(Clock::now() - saved_).count();
    if (output.last || age >= options_.checkpoint_seconds) {
      if (auto saved = store_->save(output.last); !saved) {
        return saved;
      }
      saved_ = Clock::now();
    }
    if (output.last) {
      store_.reset();
      ++progress_.parts_done;
      done_bytes_ = progress_.bytes;
    }
    tell();
    return {};
  }

  void tell() {
    progress_.bytes = std::max(progress_.bytes, done_bytes_);
    if (options_.progress) {
      options_.progress(progress_);
    }
  }

  const InputList& inputs_;
  const AuditOptions& options_;
  std::vector<std::size_t> mine_;
  std::vector<std::size_t> queue_;
  std::map<std::size_t, Checkpoint> checkpoints_;
  std::unique_ptr<PartReader> reader_;
  std::size_t reading_ = 0;
  std::size_t next_part_ = 0;
  std::unique_ptr<PartStore> store_;
  Clock::time_point saved_;
  std::uint64_t done_bytes_ = 0;
  Progress progress_;
};

// True if the folder's run is this one and already finished.
Result<bool> prepare_folder(const RunFile& run, const AuditOptions& options) {
  if (!options.restart) {
    IMPRIMATUR_TRY(const std::optional<RunFile> before, read_run_file(options.out));
    if (before) {
      std::string differs = difference(*before, run);
      if (differs.empty() && before->shard.index != run.shard.index) {
        differs = "the shard";
      }
      if (!differs.empty()) {
        return fail(
            ErrorCode::usage,
            fmt::format("'{}' holds another audit; what differs: {}; choose another folder, "
                        "or begin again with --restart",
                        display_name(options.out),
                        differs));
      }
      return before->finished;
    }
  }
  remove_tree(options.out + "/state");
  if (const auto written = write_run_file(run, options.out); !written) {
    return tl::unexpected<Error>(written.error());
  }
  return false;
}

std::vector<std::string> part_folders(const RunFile& run, const std::string& out) {
  std::vector<std::string> folders;
  for (std::size_t i = 0; i < run.parts.size(); ++i) {
    folders.push_back(part_folder(out, i));
  }
  return folders;
}

Result<Tally> shard_tally(const RunFile& run, const std::string& out) {
  Tally total;
  for (std::size_t i = run.shard.index - 1; i < run.parts.size(); i += run.shard.count) {
    IMPRIMATUR_TRY(const auto checkpoint, read_checkpoint(part_folder(out, i)));
    if (checkpoint) {
      total.add(checkpoint->tally);
    }
  }
  return total;
}

}  // namespace

std::string unfinished_day(const std::string& out) {
  const auto run = read_run_file(out);
  return run && *run ? (*run)->provenance.today : std::string();
}

Result<AuditResult> run_audit(const InputList& inputs, const AuditOptions& options) {
  if (const auto made = make_folder(options.out); !made) {
    return tl::unexpected<Error>(made.error());
  }
  IMPRIMATUR_TRY(const FolderLock lock, FolderLock::take(options.out));
  RunFile run = run_file_of(inputs, options);
  IMPRIMATUR_TRY(const bool finished, prepare_folder(run, options));
  AuditResult result;
  result.whole = options.shard.count == 1;
  if (finished) {
    remove_tree(options.out + "/state/parts");  // killed while it cleaned up
    IMPRIMATUR_TRY(result.total, read_total(options.out));
    return result;
  }
  AuditRun work(inputs, options);
  if (const auto worked = work.run(); !worked) {
    return tl::unexpected<Error>(worked.error());
  }
  if (!result.whole) {
    IMPRIMATUR_TRY(result.total, shard_tally(run, options.out));
    return result;
  }
  IMPRIMATUR_TRY(result.total, finish_run(run, part_folders(run, options.out), options.out, true));
  return result;
}

}  // namespace imprimatur::audit
