// _core.Checker: an imprimatur_checker.
#include "python/python.h"

#include <string>

namespace imprimatur::python {
namespace {

struct CheckerObject {
  PyObject_HEAD imprimatur_checker* checker;
};

const imprimatur_checker* checker_of(PyObject* self) {
  return reinterpret_cast<CheckerObject*>(self)->checker;
}

struct FreeOptions {
  void operator()(imprimatur_options* options) const { imprimatur_options_free(options); }
};
using Options = std::unique_ptr<imprimatur_options, FreeOptions>;

// Of a sequence of (name, text).
bool add_rules(imprimatur_options* options, PyObject* rules) {
  const Py_ssize_t count = PySequence_Size(rules);
  for (Py_ssize_t i = 0; i < count; ++i) {
    const Reference pair(PySequence_GetItem(rules, i));
    const char* name = nullptr;
    const char* text = nullptr;
    Py_ssize_t size = 0;
    if (!pair || !PyArg_ParseTuple(pair.get(), "ss#", &name, &text, &size)) {
      return false;
    }
    if (imprimatur_options_add_rules(options, name, text, static_cast<size_t>(size)) !=
        IMPRIMATUR_OK) {
      PyErr_NoMemory();
      return false;
    }
  }
  return count >= 0;
}

PyObject* checker_new(PyTypeObject* type, PyObject* arguments, PyObject*) {
  const char* today = nullptr;
  const char* use = nullptr;
  const char* name = nullptr;
  const char* policy = nullptr;
  Py_ssize_t policy_size = 0;
  PyObject* rules = nullptr;
  if (!PyArg_ParseTuple(
          arguments, "szzs#O:Checker", &today, &use, &name, &policy, &policy_size, &rules)) {
    return nullptr;
  }
  const Options options(imprimatur_options_new());
  if (!options || imprimatur_options_set_today(options.get(), today) != IMPRIMATUR_OK ||
      imprimatur_options_set_use(options.get(), use) != IMPRIMATUR_OK ||
      imprimatur_options_set_policy(
          options.get(), name, policy, static_cast<size_t>(policy_size)) != IMPRIMATUR_OK) {
    return PyErr_NoMemory();
  }
  if (!add_rules(options.get(), rules)) {
    return nullptr;
  }
  imprimatur_error* error = nullptr;
  imprimatur_checker* checker = nullptr;
  {
    const WithoutLock unlocked;
    checker = imprimatur_checker_new(options.get(), &error);
  }
  if (checker == nullptr) {
    return raise(error);
  }
  const auto allocate = reinterpret_cast<allocfunc>(PyType_GetSlot(type, Py_tp_alloc));
  PyObject* self = allocate(type, 0);
  if (self == nullptr) {
    imprimatur_checker_free(checker);
    return nullptr;
  }
  reinterpret_cast<CheckerObject*>(self)->checker = checker;
  return self;
}

void checker_dealloc(PyObject* self) {
  imprimatur_checker_free(reinterpret_cast<CheckerObject*>(self)->checker);
  PyTypeObject* type = Py_TYPE(self);
  reinterpret_cast<freefunc>(PyType_GetSlot(type, Py_tp_free))(self);
  Py_DECREF(type);
}

// A list of (verdict or None, incomplete, json), and the index of the one that decides.
PyObject* list_of(const imprimatur_answer* answer) {
  const size_t count = imprimatur_answer_count(answer);
  Reference list(PyList_New(static_cast<Py_ssize_t>(count)));
  for (size_t i = 0; list && i < count; ++i) {
    size_t size = 0;
    const char* json = imprimatur_answer_json(answer, i, &size);
    PyObject* row = Py_BuildValue("(zis#)",
                                  imprimatur_verdict_name(imprimatur_answer_verdict(answer, i)),
                                  imprimatur_answer_incomplete(answer, i),
                                  json,
                                  static_cast<Py_ssize_t>(size));
    if (row == nullptr || PyList_SetItem(list.get(), static_cast<Py_ssize_t>(i), row) != 0) {
      return nullptr;
    }
  }
  if (!list) {
    return nullptr;
  }
  return Py_BuildValue(
      "(nN)", static_cast<Py_ssize_t>(imprimatur_answer_worst(answer)), list.release());
}

PyObject* checker_check(PyObject* self, PyObject* arguments) {
  PyObject* text = nullptr;
  imprimatur_document document = {};
  int trace = 0;
  if (!PyArg_ParseTuple(arguments,
                        "Ozzzzp:check",
                        &text,
                        &document.name,
                        &document.media_type,
                        &document.encoding,
                        &document.use,
                        &trace)) {
    return nullptr;
  }
  Bytes bytes;
  if (!bytes.take(text)) {
    return nullptr;
  }
  document.struct_size = sizeof document;
  document.bytes = bytes.data();
  document.size = bytes.size();
  document.trace = trace;
  if (bytes.is_text()) {
    document.encoding = "utf-8";
  }
  imprimatur_error* error = nullptr;
  imprimatur_answer* answer = nullptr;
  {
    const WithoutLock unlocked;
    answer = imprimatur_check(checker_of(self), &document, &error);
  }
  if (answer == nullptr) {
    return raise(error);
  }
  PyObject* result = list_of(answer);
  imprimatur_answer_free(answer);
  return result;
}

PyObject* checker_check_arrow(PyObject* self, PyObject* arguments) {
  return check_arrow(checker_of(self), arguments);
}

PyObject* get_rules_digest(PyObject* self, void*) {
  return PyUnicode_FromString(imprimatur_checker_rules_digest(checker_of(self)));
}

PyObject* get_use(PyObject* self, void*) {
  return PyUnicode_FromString(imprimatur_checker_use(checker_of(self)));
}

PyObject* get_fail_on(PyObject* self, void*) {
  return PyUnicode_FromString(
      imprimatur_verdict_name(imprimatur_checker_fail_on(checker_of(self))));
}

PyMethodDef methods[] = {
    {"check",
     checker_check,
     METH_VARARGS,
     "check(text, name, media_type, encoding, use, trace) -> (worst, "
     "[(verdict, incomplete, json)])"},
    {"check_arrow",
     checker_check_arrow,
     METH_VARARGS,
     "check_arrow(table, text, id, url, language, media_type_column, media_type, source, threads) "
     "-> Stream"},
    {nullptr, nullptr, 0, nullptr}};

PyGetSetDef properties[] = {{"rules_digest", get_rules_digest, nullptr, nullptr, nullptr},
                            {"use", get_use, nullptr, nullptr, nullptr},
                            {"fail_on", get_fail_on, nullptr, nullptr, nullptr},
                            {nullptr, nullptr, nullptr, nullptr, nullptr}};

PyType_Slot slots[] = {{Py_tp_new, reinterpret_cast<void*>(checker_new)},
                       {Py_tp_dealloc, reinterpret_cast<void*>(checker_dealloc)},
                       {Py_tp_methods, methods},
                       {Py_tp_getset, properties},
                       {0, nullptr}};

PyType_Spec spec = {
    "imprimatur._core.Checker", sizeof(CheckerObject), 0, Py_TPFLAGS_DEFAULT, slots};

}  // namespace

bool add_checker(PyObject* module) {
  const Reference type(PyType_FromSpec(&spec));
  return type && PyModule_AddObjectRef(module, "Checker", type.get()) == 0;
}

}  // namespace imprimatur::python
