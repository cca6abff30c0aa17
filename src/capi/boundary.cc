#include "capi/boundary.h"

namespace imprimatur::capi {

imprimatur_code set_error(imprimatur_error** error, imprimatur_code code, std::string message) {
  if (error == nullptr) {
    return code;
  }
  // Where no memory is left for an error, it has no object of its own to be told by.
  *error = new (std::nothrow) imprimatur_error{code, std::move(message)};
  return code;
}

imprimatur_code set_error(imprimatur_error** error, const Error& failure) {
  const imprimatur_code code = failure.code == ErrorCode::rules      ? IMPRIMATUR_ERROR_RULES
                               : failure.code == ErrorCode::internal ? IMPRIMATUR_ERROR_INTERNAL
                               : failure.code == ErrorCode::limit    ? IMPRIMATUR_ERROR_MEMORY
                                                                     : IMPRIMATUR_ERROR_USAGE;
  return set_error(error, code, failure.message);
}

}  // namespace imprimatur::capi

extern "C" {

imprimatur_code imprimatur_error_code(const imprimatur_error* error) {
  return error == nullptr ? IMPRIMATUR_ERROR_MEMORY : error->code;
}

const char* imprimatur_error_message(const imprimatur_error* error) {
  if (error != nullptr && !error->message.empty()) {
    return error->message.c_str();
  }
  return imprimatur_error_code(error) == IMPRIMATUR_ERROR_MEMORY ? "not enough memory"
                                                                 : "something unexpected happened";
}

void imprimatur_error_free(imprimatur_error* error) {
  delete error;
}

}  // extern "C"
