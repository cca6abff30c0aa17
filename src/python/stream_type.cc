// _core.Stream: answers as an Arrow stream, by the PyCapsule interface
// (https://arrow.apache.org/docs/format/CDataInterface/PyCapsuleInterface.html); and how the rows
// come in.
#include "arrow/abi.h"
#include "python/python.h"

#include <dlfcn.h>

#include <cerrno>
#include <memory>
#include <new>

namespace imprimatur::python {
namespace {

constexpr const char* kStreamName = "arrow_array_stream";
constexpr const char* kSchemaName = "arrow_schema";
constexpr const char* kArrayName = "arrow_array";
constexpr const char* kReadAlready = "the answers were read already: a stream can be read once";

// Kept for the life of the process.
PyObject* stream_type = nullptr;

// Answers not yet read. Some consumers take a stream for its schema alone and then another: so all
// that are given out share this, and the first that is asked for rows has them.
struct Answers {
  ArrowArrayStream stream{};
  bool begun = false;

  Answers() = default;
  ~Answers() {
    if (stream.release != nullptr) {
      stream.release(&stream);
    }
  }
  Answers(const Answers&) = delete;
  Answers& operator=(const Answers&) = delete;
};

struct StreamObject {
  PyObject_HEAD std::shared_ptr<Answers>* answers;
};

struct Given {
  std::shared_ptr<Answers> answers;
  bool own = false;  // it is this one that is read
  const char* error = nullptr;
};

StreamObject& object_of(PyObject* self) {
  return *reinterpret_cast<StreamObject*>(self);
}

// Whether this thread holds the interpreter's lock. The limited interface has no question for it,
// and consumers come with the lock and without: so the interpreter is asked what it has.
bool holds_lock() {
  using CurrentState = PyThreadState* (*)();
  static const auto kCurrent = [] {
    void* found = dlsym(RTLD_DEFAULT, "PyThreadState_GetUnchecked");
    found = found == nullptr ? dlsym(RTLD_DEFAULT, "_PyThreadState_UncheckedGet") : found;
    return reinterpret_cast<CurrentState>(found);
  }();
  PyThreadState* mine = PyGILState_GetThisThreadState();
  return kCurrent != nullptr && mine != nullptr && kCurrent() == mine;
}

Given& given_of(ArrowArrayStream* stream) {
  return *static_cast<Given*>(stream->private_data);
}

// Other threads of Python run while a batch is checked.
int next_without_lock(ArrowArrayStream* stream, ArrowArray* out) {
  Given& given = given_of(stream);
  ArrowArrayStream& inner = given.answers->stream;
  if (!given.own && given.answers->begun) {
    given.error = kReadAlready;
    return EINVAL;
  }
  given.own = given.answers->begun = true;
  if (!holds_lock()) {
    return inner.get_next(&inner, out);
  }
  const WithoutLock unlocked;
  return inner.get_next(&inner, out);
}

int schema_of(ArrowArrayStream* stream, ArrowSchema* out) {
  ArrowArrayStream& inner = given_of(stream).answers->stream;
  return inner.get_schema(&inner, out);
}

const char* error_of(ArrowArrayStream* stream) {
  const Given& given = given_of(stream);
  ArrowArrayStream& inner = given.answers->stream;
  return given.error != nullptr ? given.error : inner.get_last_error(&inner);
}

void release_given(ArrowArrayStream* stream) {
  delete &given_of(stream);
  stream->release = nullptr;
}

void destroy_capsule(PyObject* capsule) {
  auto* stream = static_cast<ArrowArrayStream*>(PyCapsule_GetPointer(capsule, kStreamName));
  if (stream->release != nullptr) {
    stream->release(stream);
  }
  delete stream;
}

PyObject* arrow_c_stream(PyObject* self, PyObject* arguments, PyObject* keywords) {
  static const char* const kNames[] = {"requested_schema", nullptr};
  PyObject* requested = nullptr;  // a wish, which may be left unheard
  if (!PyArg_ParseTupleAndKeywords(
          arguments, keywords, "|O:__arrow_c_stream__", const_cast<char**>(kNames), &requested)) {
    return nullptr;
  }
  const std::shared_ptr<Answers>& answers = *object_of(self).answers;
  if (answers->begun) {
    return raise_usage(kReadAlready);
  }
  std::unique_ptr<Given> given(new (std::nothrow) Given{answers});
  std::unique_ptr<ArrowArrayStream> stream(new (std::nothrow) ArrowArrayStream());
  if (!given || !stream) {
    return PyErr_NoMemory();
  }
  PyObject* capsule = PyCapsule_New(stream.get(), kStreamName, destroy_capsule);
  if (capsule == nullptr) {
    return nullptr;
  }
  ArrowArrayStream& out = *stream.release();
  out.get_schema = schema_of;
  out.get_next = next_without_lock;
  out.get_last_error = error_of;
  out.release = release_given;
  out.private_data = given.release();
  return capsule;
}

void stream_dealloc(PyObject* self) {
  delete object_of(self).answers;
  PyTypeObject* type = Py_TYPE(self);
  reinterpret_cast<freefunc>(PyType_GetSlot(type, Py_tp_free))(self);
  Py_DECREF(type);
}

// The rows of an object that has columns, kept alive by what it gave.
class Rows {
 public:
  ~Rows() {
    if (made_.release != nullptr) {
      made_.release(&made_);
    }
  }
  Rows() = default;
  Rows(const Rows&) = delete;
  Rows& operator=(const Rows&) = delete;

  // Null with an exception.
  ArrowArrayStream* of(PyObject* object) {
    if (PyObject_HasAttrString(object, "__arrow_c_stream__") != 0) {
      given_.reset(PyObject_CallMethod(object, "__arrow_c_stream__", nullptr));
      return given_
                 ? static_cast<ArrowArrayStream*>(PyCapsule_GetPointer(given_.get(), kStreamName))
                 : nullptr;
    }
    if (PyObject_HasAttrString(object, "__arrow_c_array__") != 0) {
      given_.reset(PyObject_CallMethod(object, "__arrow_c_array__", nullptr));
      return given_ ? of_array() : nullptr;
    }
    PyErr_SetString(PyExc_TypeError,
                    "not a table that can be handed over by Arrow: it has neither "
                    "__arrow_c_stream__ nor __arrow_c_array__ (use check_batch for a list)");
    return nullptr;
  }

 private:
  ArrowArrayStream* of_array() {
    PyObject* schema = nullptr;
    PyObject* array = nullptr;
    if (!PyArg_ParseTuple(given_.get(), "OO:__arrow_c_array__", &schema, &array)) {
      return nullptr;
    }
    auto* its_schema = static_cast<ArrowSchema*>(PyCapsule_GetPointer(schema, kSchemaName));
    auto* its_array = its_schema == nullptr
                          ? nullptr
                          : static_cast<ArrowArray*>(PyCapsule_GetPointer(array, kArrayName));
    if (its_array == nullptr) {
      return nullptr;
    }
    imprimatur_error* error = nullptr;
    if (imprimatur_stream_of(its_schema, its_array, &made_, &error) != IMPRIMATUR_OK) {
      raise(error);
      return nullptr;
    }
    return &made_;
  }

  Reference given_;
  ArrowArrayStream made_{};
};

PyMethodDef methods[] = {
    {"__arrow_c_stream__",
     reinterpret_cast<PyCFunction>(reinterpret_cast<void*>(arrow_c_stream)),
     METH_VARARGS | METH_KEYWORDS,
     "The answers as an Arrow stream, once. What is wrong with the rows is told while it is read."},
    {nullptr, nullptr, 0, nullptr}};

PyType_Slot slots[] = {
    {Py_tp_dealloc, reinterpret_cast<void*>(stream_dealloc)},
    {Py_tp_methods, methods},
    {Py_tp_doc,
     const_cast<char*>("Answers, a row a row of the table that was checked: hand it to "
                       "pyarrow.table(), polars.DataFrame(), DuckDB or anything else that reads "
                       "Arrow streams. Batches are checked when they are read.")},
    {0, nullptr}};

PyType_Spec spec = {"imprimatur._core.Stream",
                    sizeof(StreamObject),
                    0,
                    Py_TPFLAGS_DEFAULT | Py_TPFLAGS_DISALLOW_INSTANTIATION,
                    slots};

}  // namespace

PyObject* check_arrow(const imprimatur_checker* checker, PyObject* arguments) {
  PyObject* table = nullptr;
  imprimatur_columns columns = {};
  columns.struct_size = sizeof columns;
  if (!PyArg_ParseTuple(arguments,
                        "Ozzzzzzzi:check_arrow",
                        &table,
                        &columns.text,
                        &columns.id,
                        &columns.url,
                        &columns.language,
                        &columns.media_type,
                        &columns.as_media_type,
                        &columns.source,
                        &columns.threads)) {
    return nullptr;
  }
  Rows rows;
  ArrowArrayStream* in = rows.of(table);
  if (in == nullptr) {
    return nullptr;
  }
  auto* type = reinterpret_cast<PyTypeObject*>(stream_type);
  const auto allocate = reinterpret_cast<allocfunc>(PyType_GetSlot(type, Py_tp_alloc));
  Reference made(allocate(type, 0));
  if (!made) {
    return nullptr;
  }
  try {
    object_of(made.get()).answers = new std::shared_ptr<Answers>(std::make_shared<Answers>());
  } catch (const std::bad_alloc&) {
    return PyErr_NoMemory();
  }
  ArrowArrayStream& out = (*object_of(made.get()).answers)->stream;
  imprimatur_error* error = nullptr;
  const imprimatur_code code = imprimatur_check_stream(checker, in, &columns, &out, &error);
  return code == IMPRIMATUR_OK ? made.release() : raise(error);
}

bool add_stream(PyObject* module) {
  stream_type = PyType_FromSpec(&spec);
  return stream_type != nullptr && PyModule_AddObjectRef(module, "Stream", stream_type) == 0;
}

}  // namespace imprimatur::python
