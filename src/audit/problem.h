// Problem: something wrong with an input that is not one record's alone: a cut file, bytes that
// belong to nothing, a checksum that does not match. Counted and listed, never fatal.
#ifndef IMPRIMATUR_AUDIT_PROBLEM_H_
#define IMPRIMATUR_AUDIT_PROBLEM_H_

#include "base/result.h"

#include <cstdint>
#include <string>

namespace imprimatur::audit {

struct Problem {
  ErrorCode code = ErrorCode::unreadable;
  std::uint64_t offset = 0;  // in the file as it is stored
  std::string message;
};

}  // namespace imprimatur::audit

#endif  // IMPRIMATUR_AUDIT_PROBLEM_H_
