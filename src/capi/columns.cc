// Streams of rows.
#include "capi/handles.h"

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <string>

namespace imprimatur::capi {
namespace {

constexpr int kThreadsMost = 256;

bool known_part(const imprimatur_columns* given, imprimatur_columns& columns) {
  if (given == nullptr) {
    return true;
  }
  if (given->struct_size < offsetof(imprimatur_columns, id)) {
    return false;
  }
  std::memcpy(&columns, given, std::min(given->struct_size, sizeof columns));
  return true;
}

arrow::StreamOptions options_of(const imprimatur_columns& columns) {
  arrow::StreamOptions options;
  const auto set = [](std::string& to, const char* name) {
    if (name != nullptr) {
      to = name;
    }
  };
  set(options.columns.text, columns.text);
  set(options.columns.id, columns.id);
  set(options.columns.url, columns.url);
  set(options.columns.language, columns.language);
  set(options.columns.media_type, columns.media_type);
  set(options.columns.as_media_type, columns.as_media_type);
  set(options.columns.source, columns.source);
  options.threads = static_cast<std::size_t>(std::clamp(columns.threads, 1, kThreadsMost));
  return options;
}

bool is_live(const ArrowArrayStream* stream) {
  return stream != nullptr && stream->release != nullptr;
}

}  // namespace
}  // namespace imprimatur::capi

using imprimatur::capi::guarded;
using imprimatur::capi::set_error;

extern "C" {

imprimatur_code imprimatur_check_stream(const imprimatur_checker* checker,
                                        struct ArrowArrayStream* rows,
                                        const imprimatur_columns* columns,
                                        struct ArrowArrayStream* out,
                                        imprimatur_error** error) {
  return guarded(error, [&] {
    imprimatur_columns known{};
    if (checker == nullptr || !imprimatur::capi::is_live(rows) || out == nullptr ||
        !imprimatur::capi::known_part(columns, known)) {
      return set_error(error,
                       IMPRIMATUR_ERROR_USAGE,
                       "no checker, no stream (or a released one), or struct_size is not set");
    }
    const auto& desk = checker->desk;
    const auto made = imprimatur::arrow::check_stream(
        *rows,
        std::shared_ptr<imprimatur::arrow::Judges>(desk, &desk->judges),
        imprimatur::capi::options_of(known),
        *out);
    if (!made && made.error().code == imprimatur::ErrorCode::unreadable) {
      return set_error(error, IMPRIMATUR_ERROR_STREAM, made.error().message);
    }
    return made ? imprimatur_code{IMPRIMATUR_OK} : set_error(error, made.error());
  });
}

imprimatur_code imprimatur_stream_of(struct ArrowSchema* schema,
                                     struct ArrowArray* batch,
                                     struct ArrowArrayStream* out,
                                     imprimatur_error** error) {
  return guarded(error, [&] {
    if (schema == nullptr || schema->release == nullptr || batch == nullptr ||
        batch->release == nullptr || out == nullptr) {
      return set_error(
          error, IMPRIMATUR_ERROR_USAGE, "no schema, no batch, or they are released already");
    }
    imprimatur::arrow::stream_of(*schema, *batch, *out);
    return imprimatur_code{IMPRIMATUR_OK};
  });
}

}  // extern "C"
