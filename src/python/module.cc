// imprimatur._core: the C interface as Python sees it. What people use stands over it in
// imprimatur/*.py.
#include "python/python.h"

namespace imprimatur::python {
namespace {

// Looked up once, kept for the life of the process like the module.
PyObject* base_error = nullptr;
PyObject* usage_error = nullptr;
PyObject* rules_error = nullptr;

PyObject* new_error(PyObject* module, const char* name, const char* doc, PyObject* bases) {
  const char* dot = name;
  while (*dot != '.') {
    ++dot;
  }
  PyObject* made = PyErr_NewExceptionWithDoc(name, doc, bases, nullptr);
  return made != nullptr && PyModule_AddObjectRef(module, dot + 1, made) == 0 ? made : nullptr;
}

}  // namespace

bool add_errors(PyObject* module) {
  base_error = new_error(module,
                         "imprimatur.Error",
                         "What Imprimatur cannot do; the message says what, where and what to do.",
                         PyExc_Exception);
  if (base_error == nullptr) {
    return false;
  }
  const Reference bases(PyTuple_Pack(2, base_error, PyExc_ValueError));
  if (!bases) {
    return false;
  }
  usage_error = new_error(module, "imprimatur.UsageError", "An argument is wrong.", bases.get());
  rules_error = new_error(
      module, "imprimatur.RulesError", "The policy or a rule file is wrong.", bases.get());
  return usage_error != nullptr && rules_error != nullptr;
}

PyObject* raise_usage(const char* message) {
  PyErr_SetString(usage_error, message);
  return nullptr;
}

PyObject* raise(imprimatur_error* error) {
  const imprimatur_code code = imprimatur_error_code(error);
  PyObject* type = code == IMPRIMATUR_ERROR_USAGE    ? usage_error
                   : code == IMPRIMATUR_ERROR_RULES  ? rules_error
                   : code == IMPRIMATUR_ERROR_MEMORY ? PyExc_MemoryError
                                                     : base_error;
  PyErr_SetString(type, imprimatur_error_message(error));
  imprimatur_error_free(error);
  return nullptr;
}

Bytes::~Bytes() {
  if (held_) {
    PyBuffer_Release(&view_);
  }
}

bool Bytes::take(PyObject* object) {
  if (PyUnicode_Check(object)) {
    Py_ssize_t size = 0;
    data_ = PyUnicode_AsUTF8AndSize(object, &size);
    size_ = static_cast<size_t>(size);
    text_ = true;
    return data_ != nullptr;
  }
  if (PyObject_GetBuffer(object, &view_, PyBUF_SIMPLE) != 0) {
    return false;
  }
  held_ = true;
  data_ = static_cast<const char*>(view_.buf);
  size_ = static_cast<size_t>(view_.len);
  return true;
}

namespace {

PyModuleDef definition = {PyModuleDef_HEAD_INIT,
                          "imprimatur._core",
                          "The checker's core; use the package imprimatur.",
                          -1,
                          nullptr,
                          nullptr,
                          nullptr,
                          nullptr,
                          nullptr};

}  // namespace
}  // namespace imprimatur::python

PyMODINIT_FUNC PyInit__core(void) {
  using namespace imprimatur::python;
  Reference module(PyModule_Create(&definition));
  if (!module || PyModule_AddStringConstant(module.get(), "version", imprimatur_version()) != 0 ||
      !add_errors(module.get()) || !add_checker(module.get()) || !add_stream(module.get())) {
    return nullptr;
  }
  return module.release();
}
