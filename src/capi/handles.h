// What stands behind the handles that several files of the C interface use.
#ifndef IMPRIMATUR_CAPI_HANDLES_H_
#define IMPRIMATUR_CAPI_HANDLES_H_

#include "arrow/check_stream.h"
#include "capi/boundary.h"
#include "engine/shared_engine.h"

#include <memory>
#include <utility>

namespace imprimatur::capi {

// An engine, with judges for rows. Streams hold it as long as they need it.
struct Desk {
  explicit Desk(EngineOptions options)
      : engine(std::move(options)),
        judges([this] { return std::make_unique<audit::Judge>(engine.engine()); }) {}

  SharedEngine engine;
  arrow::Judges judges;
};

}  // namespace imprimatur::capi

struct imprimatur_checker {
  std::shared_ptr<imprimatur::capi::Desk> desk;
};

#endif  // IMPRIMATUR_CAPI_HANDLES_H_
