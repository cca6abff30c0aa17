#include "engine/run.h"

#include "engine/file_reader.h"
#include "formats/registry.h"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <new>
#include <thread>
#include <vector>

namespace imprimatur {
namespace {

using Outcomes = std::vector<RunOutcome>;

Result<void> deliver_each(const Deliver& deliver, Outcomes&& outcomes) {
  for (RunOutcome& outcome : outcomes) {
    Result<void> delivered = deliver(std::move(outcome));
    if (!delivered) {
      return delivered;
    }
  }
  return {};
}

// One thread's tools: its sessions (one an engine) and its file buffer.
class Worker {
 public:
  explicit Worker(std::size_t map_above) : reader_(map_above) {}

  // One outcome a document, at least one.
  Outcomes process(RunItem&& item) {
    try {
      return checked(item);
    } catch (const std::bad_alloc&) {
      return failed(item, {ErrorCode::limit, "not enough memory to check it"});
    } catch (const std::exception& bug) {
      return failed(item, {ErrorCode::internal, std::string("internal error: ") + bug.what()});
    }
  }

 private:
  Outcomes failed(const RunItem& item, Error error) const {
    Outcomes outcomes(1);
    RunOutcome& outcome = outcomes.front();
    outcome.engine = item.engine;
    outcome.result.source = item.source;
    outcome.result.path = item.path;
    outcome.result.media_type.clear();
    outcome.result.encoding.clear();
    outcome.result.verdict.levels.fill(Level::unknown);
    if (item.engine != nullptr) {
      outcome.result.verdict.question = item.engine->options().question;
    }
    outcome.result.incomplete = std::move(error);
    return outcomes;
  }

  // What the document had before the change: under its new name, so that a move changes nothing.
  KnownFindings known_before(const RunItem& item, Input input) {
    KnownFindings known;
    if (item.before) {
      input.bytes = *item.before;
      session(*item.engine).check_all(input, [&](DocumentResult&& result) {
        for (const Finding& finding : result.findings) {
          known.insert(finding.fingerprint);
        }
      });
    }
    return known;
  }

  Outcomes checked(const RunItem& item) {
    if (item.error) {
      return failed(item, *item.error);
    }
    std::string_view bytes;
    if (item.text) {
      bytes = *item.text;
    } else {
      auto read = reader_.read(item.source);
      if (!read) {
        (void)reader_.finish();
        return failed(item, std::move(read).error());
      }
      bytes = *read;
    }
    Input input;
    input.source = item.source;
    input.path = item.path;
    input.bytes = bytes;
    input.declared_encoding = item.declared_encoding;
    input.media_type = item.media_type;
    input.around = item.around.get();
    input.found = !item.named;
    const KnownFindings before = known_before(item, input);
    input.before = item.before ? &before : nullptr;
    input.changed = item.changed.get();
    Outcomes outcomes;
    session(*item.engine).check_all(input, [&](DocumentResult&& result) {
      RunOutcome& outcome = outcomes.emplace_back();
      outcome.engine = item.engine;
      outcome.bytes = outcomes.size() == 1 ? bytes.size() : 0;
      outcome.result = std::move(result);
    });
    const auto unchanged = reader_.finish();
    if (!unchanged) {
      return failed(item, unchanged.error());
    }
    const bool alone = outcomes.size() == 1;
    for (RunOutcome& outcome : outcomes) {
      const DocumentResult& result = outcome.result;
      const bool by_chance = alone ? !item.named : result.member;
      outcome.skipped = by_chance && result.incomplete &&
                        result.incomplete->code == ErrorCode::unsupported &&
                        !promises_text(result.member ? result.record : item.path);
    }
    return outcomes;
  }

  Engine::Session& session(const Engine& engine) {
    auto found = sessions_.find(&engine);
    if (found == sessions_.end()) {
      found = sessions_.emplace(&engine, engine.session()).first;
    }
    return found->second;
  }

  FileReader reader_;
  std::map<const Engine*, Engine::Session> sessions_;
};

Result<void> run_alone(const RunOptions& options, const NextItem& next, const Deliver& deliver) {
  Worker worker(options.map_above);
  while (true) {
    IMPRIMATUR_TRY(std::optional<RunItem> item, next());
    if (!item) {
      return {};
    }
    Result<void> delivered = deliver_each(deliver, worker.process(std::move(*item)));
    if (!delivered) {
      return delivered;
    }
  }
}

// Workers claim inputs in order and put results into the window's slots; the calling thread takes
// them from its front. A full window makes workers wait, so that one slow input cannot make the
// results behind it pile up.
class Pipeline {
 public:
  Pipeline(const RunOptions& options, const NextItem& next, const Deliver& deliver)
      : options_(options), next_(next), deliver_(deliver), limit_(options.jobs * 64) {}

  Result<void> run() {
    std::vector<std::jthread> threads;
    for (std::size_t i = 0; i < options_.jobs; ++i) {
      threads.emplace_back([this] { work(); });
    }
    Result<void> result = deliver_all();
    {
      const std::lock_guard lock(mutex_);
      stopped_ = true;
    }
    space_.notify_all();
    return result;
  }

 private:
  struct Slot {
    std::optional<Outcomes> outcomes;
  };

  void work() {
    Worker worker(options_.map_above);
    std::unique_lock lock(mutex_);
    while (true) {
      space_.wait(lock, [this] { return stopped_ || window_.size() < limit_; });
      if (stopped_) {
        return;
      }
      Result<std::optional<RunItem>> item = next_();
      if (!item || !*item) {
        if (!item) {
          error_ = std::move(item).error();
        }
        stopped_ = true;
        space_.notify_all();
        ready_.notify_one();
        return;
      }
      Slot& slot = window_.emplace_back();
      lock.unlock();
      Outcomes outcomes = worker.process(std::move(**item));
      lock.lock();
      slot.outcomes = std::move(outcomes);
      if (&slot == &window_.front()) {
        ready_.notify_one();
      }
    }
  }

  Result<void> deliver_all() {
    std::unique_lock lock(mutex_);
    while (true) {
      ready_.wait(lock, [this] {
        return window_.empty() ? stopped_ : window_.front().outcomes.has_value();
      });
      if (window_.empty()) {
        break;
      }
      Outcomes outcomes = std::move(*window_.front().outcomes);
      window_.pop_front();
      lock.unlock();
      space_.notify_one();
      Result<void> delivered = deliver_each(deliver_, std::move(outcomes));
      if (!delivered) {
        return delivered;
      }
      lock.lock();
    }
    if (error_) {
      return tl::unexpected<Error>(*error_);
    }
    return {};
  }

  const RunOptions& options_;
  const NextItem& next_;
  const Deliver& deliver_;
  std::size_t limit_;
  std::mutex mutex_;
  std::condition_variable ready_;
  std::condition_variable space_;
  std::deque<Slot> window_;  // references to elements stay valid while ends move
  bool stopped_ = false;
  std::optional<Error> error_;
};

}  // namespace

Result<void> run(const RunOptions& options, const NextItem& next, const Deliver& deliver) {
  if (options.jobs <= 1) {
    return run_alone(options, next, deliver);
  }
  return Pipeline(options, next, deliver).run();
}

}  // namespace imprimatur
