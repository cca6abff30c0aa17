// What the files of the Python module share. The module uses CPython's limited interface, so that
// one build serves every version from 3.11 on.
#ifndef IMPRIMATUR_PYTHON_PYTHON_H_
#define IMPRIMATUR_PYTHON_PYTHON_H_

#define PY_SSIZE_T_CLEAN
#include "capi/imprimatur.h"

#include <Python.h>

#include <memory>

namespace imprimatur::python {

// Owns one reference.
struct DropReference {
  void operator()(PyObject* object) const { Py_DECREF(object); }
};
using Reference = std::unique_ptr<PyObject, DropReference>;

// Lets other threads of Python run while it lives; nothing of Python may be touched meanwhile.
class WithoutLock {
 public:
  WithoutLock() : state_(PyEval_SaveThread()) {}
  ~WithoutLock() { PyEval_RestoreThread(state_); }
  WithoutLock(const WithoutLock&) = delete;
  WithoutLock& operator=(const WithoutLock&) = delete;

 private:
  PyThreadState* state_;
};

// The bytes of a str (as UTF-8) or of anything with the buffer protocol.
class Bytes {
 public:
  Bytes() = default;
  ~Bytes();
  Bytes(const Bytes&) = delete;
  Bytes& operator=(const Bytes&) = delete;
  // False, with a Python exception, if it has none.
  [[nodiscard]] bool take(PyObject* object);
  [[nodiscard]] const char* data() const { return data_; }
  [[nodiscard]] size_t size() const { return size_; }
  [[nodiscard]] bool is_text() const { return text_; }

 private:
  Py_buffer view_{};
  bool held_ = false;
  bool text_ = false;
  const char* data_ = nullptr;
  size_t size_ = 0;
};

// Raises what the error says and frees it; returns null.
PyObject* raise(imprimatur_error* error);
PyObject* raise_usage(const char* message);

// The method of a checker: (table, names of columns ...) to a Stream.
PyObject* check_arrow(const imprimatur_checker* checker, PyObject* arguments);

// Adds what the file defines to the module; false with an exception.
[[nodiscard]] bool add_errors(PyObject* module);
[[nodiscard]] bool add_checker(PyObject* module);
[[nodiscard]] bool add_stream(PyObject* module);

}  // namespace imprimatur::python

#endif  // IMPRIMATUR_PYTHON_PYTHON_H_
