#include "arrow/text_column.h"

#include <cstring>

namespace imprimatur::arrow {
namespace {

constexpr std::string_view kIndices = "cCsSiIlL";
constexpr std::int64_t kViewSize = 16;
constexpr std::int32_t kInlineMost = 12;

// Buffers need not be aligned.
template <typename T>
T load(const void* buffer, std::int64_t index) {
  T value{};
  std::memcpy(
      &value, static_cast<const char*>(buffer) + index * std::int64_t{sizeof(T)}, sizeof(T));
  return value;
}

std::optional<std::string_view> slice(const void* data, std::int64_t begin, std::int64_t end) {
  if (begin < 0 || end < begin || (data == nullptr && end > begin)) {
    return std::nullopt;
  }
  return begin == end ? std::string_view("")
                      : std::string_view(static_cast<const char*>(data) + begin,
                                         static_cast<std::size_t>(end - begin));
}

// A string view: its size, and the bytes themselves or where they are.
std::optional<std::string_view> view_at(const ArrowArray& array, std::int64_t index) {
  const char* view = static_cast<const char*>(array.buffers[1]) + index * kViewSize;
  const auto size = load<std::int32_t>(view, 0);
  if (size <= kInlineMost) {
    return slice(view + 4, 0, size);
  }
  const std::int64_t buffer = load<std::int32_t>(view, 2);
  const std::int64_t offset = load<std::int32_t>(view, 3);
  const std::int64_t buffers = array.n_buffers - 3;  // behind bitmap and views, before the sizes
  if (buffer < 0 || buffer >= buffers || offset < 0 ||
      offset + size > load<std::int64_t>(array.buffers[array.n_buffers - 1], buffer)) {
    return std::nullopt;
  }
  return slice(array.buffers[2 + buffer], offset, offset + size);
}

}  // namespace

bool is_valid(const ArrowArray& array, std::int64_t index) {
  if (array.null_count == 0 || array.n_buffers == 0 || array.buffers[0] == nullptr) {
    return true;
  }
  const auto bits = load<std::uint8_t>(array.buffers[0], index / 8);
  return (bits >> static_cast<unsigned>(index % 8) & 1U) != 0;
}

Result<TextColumn> TextColumn::of(const ArrowSchema& schema, const std::string& name) {
  TextColumn column;
  column.name_ = name;
  std::string_view format = schema.format;
  if (schema.dictionary != nullptr && format.size() == 1 &&
      kIndices.find(format[0]) != std::string_view::npos) {
    column.index_ = format[0];
    format = schema.dictionary->format;
  }
  column.text_ = format == "u" || format == "U" || format == "vu";
  column.layout_ = format == "u" || format == "z"     ? Layout::small
                   : format == "U" || format == "Z"   ? Layout::large
                   : format == "vu" || format == "vz" ? Layout::view
                                                      : Layout::none;
  if (column.layout_ == Layout::none && format != "n") {
    return fail(ErrorCode::usage,
                "column '" + name + "' holds no texts (its Arrow format is '" +
                    std::string(format) + "'); cast it to string or binary");
  }
  return column;
}

tl::unexpected<Error> TextColumn::damaged() const {
  return fail(ErrorCode::unreadable, "column '" + name_ + "' is not as its Arrow format says");
}

Result<void> TextColumn::bind(const ArrowArray& array) {
  array_ = &array;
  const ArrowArray* values = index_ == '\0' ? &array : array.dictionary;
  const std::int64_t buffers = layout_ == Layout::none ? 0 : layout_ == Layout::view ? 3 : 3;
  if (values == nullptr || values->n_buffers < buffers || (index_ != '\0' && array.n_buffers < 2)) {
    return damaged();
  }
  return {};
}

std::int64_t TextColumn::dictionary_index(std::int64_t index) const {
  const void* buffer = array_->buffers[1];
  switch (index_) {
    case 'c':
      return load<std::int8_t>(buffer, index);
    case 'C':
      return load<std::uint8_t>(buffer, index);
    case 's':
      return load<std::int16_t>(buffer, index);
    case 'S':
      return load<std::uint16_t>(buffer, index);
    case 'i':
      return load<std::int32_t>(buffer, index);
    case 'I':
      return load<std::uint32_t>(buffer, index);
    default:
      return load<std::int64_t>(buffer, index);
  }
}

Result<std::optional<std::string_view>> TextColumn::value(const ArrowArray& array,
                                                          std::int64_t index) const {
  if (layout_ == Layout::none || !is_valid(array, index)) {
    return std::optional<std::string_view>();
  }
  std::optional<std::string_view> text;
  if (array.buffers[1] == nullptr) {
    return damaged();
  }
  if (layout_ == Layout::view) {
    text = view_at(array, index);
  } else if (layout_ == Layout::small) {
    text = slice(array.buffers[2],
                 load<std::int32_t>(array.buffers[1], index),
                 load<std::int32_t>(array.buffers[1], index + 1));
  } else {
    text = slice(array.buffers[2],
                 load<std::int64_t>(array.buffers[1], index),
                 load<std::int64_t>(array.buffers[1], index + 1));
  }
  if (!text) {
    return damaged();
  }
  return text;
}

Result<std::optional<std::string_view>> TextColumn::at(std::int64_t row) const {
  const std::int64_t index = array_->offset + row;
  if (index_ == '\0') {
    return value(*array_, index);
  }
  if (!is_valid(*array_, index)) {
    return std::optional<std::string_view>();
  }
  const ArrowArray& values = *array_->dictionary;
  const std::int64_t entry = dictionary_index(index);
  if (entry < 0 || entry >= values.length) {
    return damaged();
  }
  return value(values, values.offset + entry);
}

}  // namespace imprimatur::arrow
