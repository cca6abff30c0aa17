// Table: which columns of an Arrow stream hold what, and the records of one of its batches.
#ifndef IMPRIMATUR_ARROW_TABLE_H_
#define IMPRIMATUR_ARROW_TABLE_H_

#include "arrow/abi.h"
#include "arrow/text_column.h"
#include "audit/record.h"
#include "base/result.h"

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace imprimatur::arrow {

// Names of columns; all but `text` may be empty: there is none.
struct ColumnNames {
  std::string text = "text";
  std::string id;
  std::string url;
  std::string language;
  std::string media_type;
  std::string as_media_type;  // of all texts; where `media_type` says none
  std::string source;         // how the table is named in the answers
};

class Table {
 public:
  // A stream of rows, or of texts alone, whose name then means nothing. Errors: usage (no such
  // column, no texts in it).
  [[nodiscard]] static Result<Table> of(const ArrowSchema& schema, ColumnNames names);

  // The next batch; lives longer than what is asked of it. Errors: unreadable.
  [[nodiscard]] Result<void> bind(const ArrowArray& batch);
  // Of a row of the batch; views it. What the row lacks makes the record incomplete. Thread-safe.
  // Errors: unreadable.
  [[nodiscard]] Result<void> read(std::int64_t row, audit::Record& record) const;

 private:
  struct Column {
    TextColumn column;
    std::size_t index = 0;  // of the batch's children
  };
  [[nodiscard]] static Result<std::optional<Column>> find(const ArrowSchema& schema,
                                                          const std::string& name);
  [[nodiscard]] Result<void> read_text(std::int64_t row, audit::Record& record) const;

  ColumnNames names_;
  bool rows_ = false;                             // false: the stream is the column of texts
  std::array<std::optional<Column>, 5> columns_;  // text, id, url, language, media type
  const ArrowArray* batch_ = nullptr;
};

}  // namespace imprimatur::arrow

#endif  // IMPRIMATUR_ARROW_TABLE_H_
