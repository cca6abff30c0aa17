// A stream of rows in, a stream of answers out: one row a row, in order, whatever is wrong with
// one.
#ifndef IMPRIMATUR_ARROW_CHECK_STREAM_H_
#define IMPRIMATUR_ARROW_CHECK_STREAM_H_

#include "arrow/abi.h"
#include "arrow/table.h"
#include "audit/judge.h"
#include "base/pool.h"
#include "base/result.h"

#include <cstddef>
#include <memory>

namespace imprimatur::arrow {

using Judges = Pool<audit::Judge>;

struct StreamOptions {
  ColumnNames columns;
  std::size_t threads = 1;
  // A batch is cut where one of its columns of text holds more: offsets are 32 bits wide.
  std::size_t cut_bytes = std::size_t{1} << 30U;
};

// `out` becomes a stream of answer_field() that takes `in` over and asks `judges`; an error leaves
// both as they are. Batches of `out` are those of `in`, but for empty ones, which are left out, and
// those with too much text, which are cut. What fails while it is read is an error of the stream.
// The stream belongs to one thread at a time. Errors: usage (columns), unreadable (`in` has no
// schema).
[[nodiscard]] Result<void> check_stream(ArrowArrayStream& in,
                                        std::shared_ptr<Judges> judges,
                                        StreamOptions options,
                                        ArrowArrayStream& out);

// A stream of this one batch, which it takes over with its schema.
void stream_of(ArrowSchema& schema, ArrowArray& batch, ArrowArrayStream& out);

}  // namespace imprimatur::arrow

#endif  // IMPRIMATUR_ARROW_CHECK_STREAM_H_
