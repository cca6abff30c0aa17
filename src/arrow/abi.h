// The structures of Arrow's C data interface and C stream interface, by which libraries of one
// process hand columns to each other without a common library. Their layout is the interface:
// https://arrow.apache.org/docs/format/CDataInterface.html and CStreamInterface.html. The guards
// are those of the specification, so that other headers may define the same.
#ifndef IMPRIMATUR_ARROW_ABI_H_
#define IMPRIMATUR_ARROW_ABI_H_

#include <cstdint>

extern "C" {

#ifndef ARROW_C_DATA_INTERFACE
#define ARROW_C_DATA_INTERFACE

#define ARROW_FLAG_NULLABLE 2

struct ArrowSchema {
  const char* format;
  const char* name;
  const char* metadata;
  int64_t flags;
  int64_t n_children;
  struct ArrowSchema** children;
  struct ArrowSchema* dictionary;
  void (*release)(struct ArrowSchema*);
  void* private_data;
};

struct ArrowArray {
  int64_t length;
  int64_t null_count;
  int64_t offset;
  int64_t n_buffers;
  int64_t n_children;
  const void** buffers;
  struct ArrowArray** children;
  struct ArrowArray* dictionary;
  void (*release)(struct ArrowArray*);
  void* private_data;
};

#endif  // ARROW_C_DATA_INTERFACE

#ifndef ARROW_C_STREAM_INTERFACE
#define ARROW_C_STREAM_INTERFACE

struct ArrowArrayStream {
  int (*get_schema)(struct ArrowArrayStream*, struct ArrowSchema* out);
  int (*get_next)(struct ArrowArrayStream*, struct ArrowArray* out);
  const char* (*get_last_error)(struct ArrowArrayStream*);
  void (*release)(struct ArrowArrayStream*);
  void* private_data;
};

#endif  // ARROW_C_STREAM_INTERFACE
}

namespace imprimatur::arrow {

// Owns what a producer handed over: releases it at the end, and may be moved.
template <typename T>
class Owned {
 public:
  Owned() = default;
  // Takes over: the structure it came in is released from the producer's view.
  explicit Owned(T& given) : held_(given) { given.release = nullptr; }
  ~Owned() { reset(); }
  Owned(Owned&& other) noexcept : held_(other.held_) { other.held_.release = nullptr; }
  Owned& operator=(Owned&& other) noexcept {
    if (this != &other) {
      reset();
      held_ = other.held_;
      other.held_.release = nullptr;
    }
    return *this;
  }
  [[nodiscard]] T* get() { return &held_; }
  [[nodiscard]] T* operator->() { return &held_; }
  [[nodiscard]] const T& operator*() const { return held_; }
  [[nodiscard]] bool empty() const { return held_.release == nullptr; }
  void reset() {
    if (held_.release != nullptr) {
      held_.release(&held_);
      held_.release = nullptr;
    }
  }
  // Hands it on.
  void give(T& target) {
    target = held_;
    held_.release = nullptr;
  }

 private:
  T held_{};
};

}  // namespace imprimatur::arrow

#endif  // IMPRIMATUR_ARROW_ABI_H_
