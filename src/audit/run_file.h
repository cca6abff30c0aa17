// RunFile: what an audit's results depend on, kept in its folder: whether it may be taken up again,
// and whether shards belong together.
#ifndef IMPRIMATUR_AUDIT_RUN_FILE_H_
#define IMPRIMATUR_AUDIT_RUN_FILE_H_

#include "audit/audit.h"
#include "audit/json_value.h"

#include <optional>
#include <string>
#include <vector>

namespace imprimatur::audit {

struct RunPart {
  std::string attributes;  // names of the outputs below attributes/ and kept/
  std::string kept;
  Packing attributes_packing = Packing::plain;
  Packing kept_packing = Packing::plain;
  std::vector<InputFile> files;
  std::string format;
};

struct RunFile {
  Provenance provenance;
  std::string settings;
  Level fail_on = Level::permission_required;
  bool csv = false;
  bool keep = false;
  Shard shard;
  bool finished = false;
  std::vector<RunPart> parts;
  std::vector<ListedProblem> errors;  // inputs that were not found
  std::uint64_t passed_over = 0;
};

[[nodiscard]] RunFile run_file_of(const InputList& inputs, const AuditOptions& options);
[[nodiscard]] Result<void> write_run_file(const RunFile& run, const std::string& folder);
// Empty if the folder has none. Errors: usage (it cannot be understood).
[[nodiscard]] Result<std::optional<RunFile>> read_run_file(const std::string& folder);
// In which respect two runs differ, for people; empty if they are the same but for their shards.
[[nodiscard]] std::string difference(const RunFile& a, const RunFile& b);
// The same, whatever their inputs.
[[nodiscard]] std::string difference_but_inputs(const RunFile& a, const RunFile& b);

// Where results lie in the folder `out`.
[[nodiscard]] std::string documents_path(const RunFile& run, const std::string& out);
[[nodiscard]] std::string attributes_path(const RunPart& part, const std::string& out);
[[nodiscard]] std::string kept_path(const RunPart& part, const std::string& out);
// What stands in front of the rows of documents.
[[nodiscard]] std::string documents_head(const RunFile& run);

// Files that results are put together from.
struct Pieces {
  std::vector<std::string> documents;  // in order; rows begin at `documents_from`
  std::uint64_t documents_from = 0;
  std::vector<std::string> attributes;  // one a part
  std::vector<std::string> kept;
};
// Writes the results of a run of these parts; the run's errors come to the total. Moves the pieces
// if `own`.
[[nodiscard]] Result<void> write_results(
    const RunFile& run, const Pieces& pieces, Tally& total, const std::string& out, bool own);

// Puts finished parts together: `folders[i]` holds part i. Moves what it can if `own`.
[[nodiscard]] Result<Tally> finish_run(const RunFile& run,
                                       const std::vector<std::string>& folders,
                                       const std::string& out,
                                       bool own);

// What a finished run came to.
[[nodiscard]] Result<Tally> read_total(const std::string& out);

}  // namespace imprimatur::audit

#endif  // IMPRIMATUR_AUDIT_RUN_FILE_H_
