// run: many inputs through an Engine by several threads, results delivered in input order on the
// calling thread. Memory is bounded by the number of threads, not of inputs (the results of one
// input with many documents are kept until its last); the order and content
// of what is delivered do not depend on the number of threads.
#ifndef IMPRIMATUR_ENGINE_RUN_H_
#define IMPRIMATUR_ENGINE_RUN_H_

#include "base/result.h"
#include "engine/engine.h"

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace imprimatur {

struct RunItem {
  std::string source;                       // path, or the name shown for `text`
  std::string path;                         // from the root of the project, see Input
  bool named = false;                       // named by the user: binary content is an error
  std::optional<Error> error;               // could not be reached at all
  std::shared_ptr<const std::string> text;  // content that is already here (standard input)
  std::string declared_encoding;
  std::string media_type;                      // as the server said; empty: by name and content
  std::shared_ptr<const Surroundings> around;  // may be null
  // Of a change (see Input): the document before it, and the lines that it touches.
  std::shared_ptr<const std::string> before;
  std::shared_ptr<const std::vector<LineRange>> changed;
  const Engine* engine = nullptr;  // who judges it; outlives the run
};

// Of one document; an input with several has several, one behind the other.
struct RunOutcome {
  DocumentResult result;
  const Engine* engine = nullptr;
  std::size_t bytes = 0;  // of the input, told with its first document
  bool skipped =
      false;  // binary content found in a folder or archive, by a name of none: no document
};

struct RunOptions {
  std::size_t jobs = 1;
  std::size_t map_above = static_cast<std::size_t>(-1);  // see FileReader
};

// The next input, empty at the end. Called by one thread at a time, in order.
using NextItem = std::function<Result<std::optional<RunItem>>()>;
// An error stops the run and is returned from it.
using Deliver = std::function<Result<void>(RunOutcome&&)>;

[[nodiscard]] Result<void> run(const RunOptions& options,
                               const NextItem& next,
                               const Deliver& deliver);

}  // namespace imprimatur

#endif  // IMPRIMATUR_ENGINE_RUN_H_
