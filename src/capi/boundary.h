// What the functions of the C interface share: error objects, and the edge at which exceptions
// end.
#ifndef IMPRIMATUR_CAPI_BOUNDARY_H_
#define IMPRIMATUR_CAPI_BOUNDARY_H_

#include "base/result.h"
#include "capi/imprimatur.h"

#include <exception>
#include <new>
#include <string>
#include <utility>

struct imprimatur_error {
  imprimatur_code code = IMPRIMATUR_ERROR_INTERNAL;
  std::string message;
};

namespace imprimatur::capi {

// Sets *error, if it is asked for, and returns the code.
imprimatur_code set_error(imprimatur_error** error, imprimatur_code code, std::string message);
imprimatur_code set_error(imprimatur_error** error, const Error& failure);

// Runs `body`, which returns a code and may throw; what is thrown becomes a code.
template <typename Body>
imprimatur_code guarded(imprimatur_error** error, Body&& body) noexcept {
  if (error != nullptr) {
    *error = nullptr;
  }
  try {
    return std::forward<Body>(body)();
  } catch (const std::bad_alloc&) {
    return set_error(error, IMPRIMATUR_ERROR_MEMORY, {});
  } catch (const std::exception& unexpected) {
    try {
      return set_error(error, IMPRIMATUR_ERROR_INTERNAL, unexpected.what());
    } catch (...) {
      return set_error(error, IMPRIMATUR_ERROR_MEMORY, {});
    }
  } catch (...) {
    return set_error(error, IMPRIMATUR_ERROR_INTERNAL, {});
  }
}

}  // namespace imprimatur::capi

#endif  // IMPRIMATUR_CAPI_BOUNDARY_H_
