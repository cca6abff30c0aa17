#include "arrow/table.h"

#include "report/escape.h"

#include <string_view>
#include <utility>

namespace imprimatur::arrow {
namespace {

std::string columns_of(const ArrowSchema& schema) {
  std::string names;
  for (std::int64_t i = 0; i < schema.n_children; ++i) {
    names += (names.empty() ? "" : ", ") + display_name(schema.children[i]->name);
  }
  return names.empty() ? "none" : names;
}

}  // namespace

Result<std::optional<Table::Column>> Table::find(const ArrowSchema& schema,
                                                 const std::string& name) {
  if (name.empty()) {
    return std::optional<Column>();
  }
  for (std::int64_t i = 0; i < schema.n_children; ++i) {
    const ArrowSchema& child = *schema.children[i];
    if (child.name != nullptr && name == child.name) {
      IMPRIMATUR_TRY(TextColumn column, TextColumn::of(child, name));
      return std::optional<Column>(Column{std::move(column), static_cast<std::size_t>(i)});
    }
  }
  return fail(ErrorCode::usage,
              "there is no column '" + display_name(name) + "'; there are: " + columns_of(schema));
}

Result<Table> Table::of(const ArrowSchema& schema, ColumnNames names) {
  Table table;
  table.names_ = std::move(names);
  table.rows_ = std::string_view(schema.format) == "+s";
  if (!table.rows_) {
    IMPRIMATUR_TRY(TextColumn column, TextColumn::of(schema, table.names_.text));
    table.columns_[0] = Column{std::move(column), 0};
    return table;
  }
  const std::array<const std::string*, 5> wanted = {&table.names_.text,
                                                    &table.names_.id,
                                                    &table.names_.url,
                                                    &table.names_.language,
                                                    &table.names_.media_type};
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    IMPRIMATUR_TRY(table.columns_[i], find(schema, *wanted[i]));
  }
  if (!table.columns_[0]) {
    return fail(ErrorCode::usage, "no column of texts is named");
  }
  return table;
}

Result<void> Table::bind(const ArrowArray& batch) {
  batch_ = &batch;
  for (std::optional<Column>& column : columns_) {
    if (!column) {
      continue;
    }
    if (rows_ && static_cast<std::int64_t>(column->index) >= batch.n_children) {
      return fail(ErrorCode::unreadable, "a batch has fewer columns than the schema");
    }
    if (auto bound = column->column.bind(rows_ ? *batch.children[column->index] : batch); !bound) {
      return bound;
    }
  }
  return {};
}

Result<void> Table::read_text(std::int64_t row, audit::Record& record) const {
  IMPRIMATUR_TRY(const std::optional<std::string_view> text, columns_[0]->column.at(row));
  if (!text) {
    record.incomplete = Error{ErrorCode::not_found, "no text: the value is null"};
    return {};
  }
  record.text = *text;
  if (columns_[0]->column.is_text()) {
    record.encoding = "utf-8";
  }
  return {};
}

Result<void> Table::read(std::int64_t row, audit::Record& record) const {
  record.source = names_.source;
  // The columns of rows begin where the batch does.
  const std::int64_t at = rows_ ? batch_->offset + row : row;
  if (rows_ && !is_valid(*batch_, batch_->offset + row)) {
    record.incomplete = Error{ErrorCode::not_found, "no text: the row is null"};
    return {};
  }
  const std::array<std::string*, 5> fields = {
      nullptr, &record.id, &record.url, &record.language, &record.media_type};
  for (std::size_t i = 1; i < fields.size(); ++i) {
    if (columns_[i]) {
      IMPRIMATUR_TRY(const std::optional<std::string_view> value, columns_[i]->column.at(at));
      *fields[i] = to_valid_utf8(value.value_or(std::string_view()));
    }
  }
  if (record.media_type.empty()) {
    record.media_type = names_.as_media_type;
  }
  return read_text(at, record);
}

}  // namespace imprimatur::arrow
