#include "arrow/check_stream.h"

#include "arrow/answer_rows.h"

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <exception>
#include <new>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace imprimatur::arrow {
namespace {

constexpr std::int64_t kRowsAtOnce = 512;  // answers kept before they become rows

// What a function of the stream interface leaves behind.
class LastError {
 public:
  int set(int code, std::string message) noexcept {
    message_ = std::move(message);
    return code;
  }
  [[nodiscard]] const char* get() const { return message_.empty() ? nullptr : message_.c_str(); }

 private:
  std::string message_;
};

// Nothing is thrown through C.
template <typename Body>
int guarded(LastError& error, Body&& body) noexcept {
  try {
    return body();
  } catch (const std::bad_alloc&) {
    return error.set(ENOMEM, "not enough memory");
  } catch (const std::exception& unexpected) {
    return error.set(EIO, unexpected.what());
  } catch (...) {
    return error.set(EIO, "something unexpected happened");
  }
}

class CheckStream {
 public:
  CheckStream(Table table, std::shared_ptr<Judges> judges, StreamOptions options)
      : table_(std::move(table)),
        judges_(std::move(judges)),
        options_(std::move(options)),
        rows_(answer_field()) {}

  void take(ArrowArrayStream& in) { in_ = Owned<ArrowArrayStream>(in); }

  int next(ArrowArray& out) {
    out = {};
    while (batch_.empty() || row_ == batch_->length) {
      batch_.reset();
      row_ = 0;
      if (in_.empty()) {
        return 0;
      }
      ArrowArray given{};
      if (const int code = in_->get_next(in_.get(), &given); code != 0) {
        const char* message = in_->get_last_error(in_.get());
        return error_.set(code, message == nullptr ? "the stream of rows failed" : message);
      }
      if (given.release == nullptr) {
        in_.reset();
        return 0;
      }
      batch_ = Owned<ArrowArray>(given);
      if (const auto bound = table_.bind(*batch_); !bound) {
        return error_.set(EINVAL, bound.error().message);
      }
    }
    while (row_ < batch_->length && rows_.widest() <= options_.cut_bytes) {
      if (const auto judged = judge_some(); !judged) {
        return error_.set(EINVAL, judged.error().message);
      }
    }
    rows_.finish(out);
    return 0;
  }

  LastError& error() { return error_; }

 private:
  // The next rows, by as many threads as are wanted.
  Result<void> judge_some() {
    const std::int64_t count = std::min(kRowsAtOnce, batch_->length - row_);
    std::vector<audit::Answer> answers(static_cast<std::size_t>(count));
    std::vector<Result<void>> read(static_cast<std::size_t>(count));
    std::atomic<std::int64_t> next = 0;
    const auto work = [&] {
      const auto judge = judges_->take();
      audit::Record record;
      for (std::int64_t i = next++; i < count; i = next++) {
        const auto at = static_cast<std::size_t>(i);
        record.clear();
        read[at] = table_.read(row_ + i, record);
        if (read[at]) {
          answers[at] = answer_of(*judge, record);
        }
      }
    };
    run(work, static_cast<std::size_t>(count));
    for (std::size_t i = 0; i < answers.size(); ++i) {
      if (!read[i]) {
        return read[i];
      }
      append_answer(rows_, answers[i]);
    }
    row_ += count;
    return {};
  }

  // What is thrown in a thread is thrown here, when all have ended.
  template <typename Work>
  void run(const Work& work, std::size_t count) {
    std::exception_ptr thrown;
    std::atomic<bool> failed = false;
    const auto guarded_work = [&] {
      try {
        work();
      } catch (...) {
        if (!failed.exchange(true)) {
          thrown = std::current_exception();
        }
      }
    };
    {
      std::vector<std::jthread> others;
      for (std::size_t i = 1; i < std::min(options_.threads, count); ++i) {
        others.emplace_back(guarded_work);
      }
      guarded_work();
    }
    if (thrown) {
      std::rethrow_exception(thrown);
    }
  }

  // One row's lack of memory is that row's.
  static audit::Answer answer_of(audit::Judge& judge, const audit::Record& record) {
    try {
      return judge.answer(record);
    } catch (const std::bad_alloc&) {
      audit::Answer answer;
      answer.result.verdict.levels.fill(Level::unknown);
      answer.result.incomplete = Error{ErrorCode::limit, "not enough memory to check it"};
      return answer;
    }
  }

  Table table_;
  std::shared_ptr<Judges> judges_;
  StreamOptions options_;
  Builder rows_;
  LastError error_;
  Owned<ArrowArrayStream> in_;
  Owned<ArrowArray> batch_;
  std::int64_t row_ = 0;
};

struct OneBatch {
  Owned<ArrowSchema> schema;
  Owned<ArrowArray> batch;
};

template <typename State>
State& state_of(ArrowArrayStream* stream) {
  return *static_cast<State*>(stream->private_data);
}

template <typename State>
void release(ArrowArrayStream* stream) {
  delete &state_of<State>(stream);
  stream->release = nullptr;
}

}  // namespace

Result<void> check_stream(ArrowArrayStream& in,
                          std::shared_ptr<Judges> judges,
                          StreamOptions options,
                          ArrowArrayStream& out) {
  ArrowSchema given{};
  if (in.get_schema(&in, &given) != 0) {
    const char* message = in.get_last_error(&in);
    return fail(ErrorCode::unreadable,
                std::string("the stream of rows has no schema: ") +
                    (message == nullptr ? "it does not say why" : message));
  }
  const Owned<ArrowSchema> schema(given);
  IMPRIMATUR_TRY(Table table, Table::of(*schema, options.columns));
  auto state =
      std::make_unique<CheckStream>(std::move(table), std::move(judges), std::move(options));
  state->take(in);
  out.get_schema = [](ArrowArrayStream* stream, ArrowSchema* answer) {
    return guarded(state_of<CheckStream>(stream).error(), [&] {
      export_schema(answer_field(), *answer);
      return 0;
    });
  };
  out.get_next = [](ArrowArrayStream* stream, ArrowArray* answer) {
    CheckStream& checks = state_of<CheckStream>(stream);
    return guarded(checks.error(), [&] { return checks.next(*answer); });
  };
  out.get_last_error = [](ArrowArrayStream* stream) {
    return state_of<CheckStream>(stream).error().get();
  };
  out.release = release<CheckStream>;
  out.private_data = state.release();
  return {};
}

void stream_of(ArrowSchema& schema, ArrowArray& batch, ArrowArrayStream& out) {
  auto state = std::make_unique<OneBatch>();
  state->schema = Owned<ArrowSchema>(schema);
  state->batch = Owned<ArrowArray>(batch);
  // Its consumer, check_stream(), asks for the schema once.
  out.get_schema = [](ArrowArrayStream* stream, ArrowSchema* answer) {
    OneBatch& one = state_of<OneBatch>(stream);
    if (one.schema.empty()) {
      return EINVAL;
    }
    one.schema.give(*answer);
    return 0;
  };
  out.get_next = [](ArrowArrayStream* stream, ArrowArray* answer) {
    *answer = {};
    OneBatch& one = state_of<OneBatch>(stream);
    if (!one.batch.empty()) {
      one.batch.give(*answer);
    }
    return 0;
  };
  out.get_last_error = [](ArrowArrayStream*) -> const char* {
    return "the schema was asked for before";
  };
  out.release = release<OneBatch>;
  out.private_data = state.release();
}

}  // namespace imprimatur::arrow
