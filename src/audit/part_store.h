// PartStore: one part's outputs while they grow, and its checkpoint. A checkpoint names lengths of
// the outputs and the place in the input that belong together; what was written behind it is cut
// off when the work is taken up again. So nothing is lost or repeated, whenever the process dies.
#ifndef IMPRIMATUR_AUDIT_PART_STORE_H_
#define IMPRIMATUR_AUDIT_PART_STORE_H_

#include "audit/files.h"
#include "audit/tally.h"
#include "audit/worker.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>

namespace imprimatur::audit {

inline constexpr std::array<std::string_view, 3> kPartFiles = {"documents", "attributes", "kept"};

struct Checkpoint {
  SplitState state;
  std::array<std::uint64_t, kPartFiles.size()> lengths{};
  Tally tally;
  bool done = false;
};

[[nodiscard]] std::string part_folder(const std::string& out, std::size_t index);
// Empty if there is none. Errors: usage (a checkpoint that cannot be understood).
[[nodiscard]] Result<std::optional<Checkpoint>> read_checkpoint(const std::string& folder);

class PartStore {
 public:
  // Takes up the work at `from`.
  [[nodiscard]] static Result<PartStore> open(const std::string& folder, Checkpoint from);
  [[nodiscard]] Result<void> add(const BatchOutput& output);
  // What has been added so far will survive.
  [[nodiscard]] Result<void> save(bool done);
  [[nodiscard]] const Tally& tally() const { return checkpoint_.tally; }

 private:
  std::string folder_;
  Checkpoint checkpoint_;
  std::array<GrowingFile, kPartFiles.size()> files_;
};

}  // namespace imprimatur::audit

#endif  // IMPRIMATUR_AUDIT_PART_STORE_H_
