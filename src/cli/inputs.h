// InputSource: the inputs of a run, one at a time: arguments, lists of files, standard input,
// folders walked as they come. Not thread-safe; run() calls it under a lock.
#ifndef IMPRIMATUR_CLI_INPUTS_H_
#define IMPRIMATUR_CLI_INPUTS_H_

#include "cli/changes.h"
#include "cli/network.h"
#include "cli/project.h"
#include "cli/session.h"
#include "engine/run.h"
#include "engine/walk.h"

#include <cstddef>
#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace imprimatur::cli {

// Names in a file or on standard input, one a line or ended by NUL; read as they are needed.
class NameList {
 public:
  // Errors: usage (the list cannot be opened).
  [[nodiscard]] static Result<std::unique_ptr<NameList>> open(const std::string& path, bool nul);
  ~NameList();
  NameList(const NameList&) = delete;
  NameList& operator=(const NameList&) = delete;
  [[nodiscard]] std::optional<std::string> next();

 private:
  NameList(std::FILE* file, bool nul) : file_(file), nul_(nul) {}
  std::FILE* file_;
  bool nul_;
};

class InputSource {
 public:
  // Errors: usage (standard input wanted twice, nothing to read, …).
  [[nodiscard]] static Result<std::unique_ptr<InputSource>> make(const Options& options,
                                                                 const Terminal& terminal,
                                                                 Session& session);
  // Who judges the first input; for what the report says about the run as a whole.
  [[nodiscard]] Result<const Workplace*> first_workplace();
  [[nodiscard]] Result<std::optional<RunItem>> next();
  // The number of documents, if it is known without looking.
  [[nodiscard]] std::optional<std::size_t> known_total() const;
  [[nodiscard]] const WalkCounts& counts() const { return walker_.counts(); }

 private:
  InputSource(const Options& options, Session& session);
  [[nodiscard]] std::optional<std::string> next_name(bool& from_list);
  [[nodiscard]] Result<std::optional<RunItem>> begin(const std::string& name, bool from_list);
  [[nodiscard]] Result<RunItem> standard_input();

  const Options& options_;
  Session& session_;
  Walker walker_;
  ProjectPaths paths_;
  std::unique_ptr<Changes> changes_;  // of --staged and the like; null: the inputs are read
  std::vector<std::string> names_;
  std::size_t next_name_ = 0;
  std::unique_ptr<NameList> list_;
  Network network_;
  bool walking_ = false;
  const Workplace* workplace_ = nullptr;
};

[[nodiscard]] bool is_folder(const std::string& path);

// The folder from which an input's policy is looked for; "" is the current one.
[[nodiscard]] std::string policy_folder(const std::string& path);

}  // namespace imprimatur::cli

#endif  // IMPRIMATUR_CLI_INPUTS_H_
