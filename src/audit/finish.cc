// From finished parts to the results: each step may be repeated, and the run counts as finished
// only when all are done.
#include "audit/codecs.h"
#include "audit/files.h"
#include "audit/html_report.h"
#include "audit/json_value.h"
#include "audit/part_store.h"
#include "audit/rows.h"
#include "audit/run_file.h"
#include "audit/summary.h"

#include <fmt/format.h>

#include <algorithm>

namespace imprimatur::audit {
namespace {

constexpr std::string_view kTotal = "state/tally.json";

// An output without a row is an empty file of its kind, not no file of any.
Result<void> fill_empty(const std::string& path, Packing packing) {
  if (packing == Packing::plain || file_size(path) > 0) {
    return {};
  }
  std::string empty;
  make_compressor(packing)->append({}, empty);
  return write_whole_file(path, empty);
}

Result<void> place(const std::string& from, const std::string& to, Packing packing, bool own) {
  if (!file_exists(from)) {
    return {};  // moved before an interruption
  }
  if (auto made = make_folder_of(to); !made) {
    return made;
  }
  if (own) {
    if (auto filled = fill_empty(from, packing); !filled) {
      return filled;
    }
    return rename_file(from, to);
  }
  const std::string temporary = to + ".tmp";
  auto file = GrowingFile::open(temporary, 0);
  if (!file) {
    return tl::unexpected<Error>(file.error());
  }
  if (auto copied = file->append_file(from); !copied) {
    return copied;
  }
  if (auto filled = fill_empty(temporary, packing); !filled) {
    return filled;
  }
  return rename_file(temporary, to);
}

Result<void> join_documents(const RunFile& run, const Pieces& pieces, const std::string& out) {
  const std::string target = documents_path(run, out);
  const std::string temporary = target + ".tmp";
  auto file = GrowingFile::open(temporary, 0);
  if (!file) {
    return tl::unexpected<Error>(file.error());
  }
  std::string first = documents_head(run);
  if (!run.csv && std::all_of(pieces.documents.begin(),
                              pieces.documents.end(),
                              [](const std::string& path) { return file_size(path) == 0; })) {
    make_zstd_compressor()->append({}, first);  // no row is not no file
  }
  if (auto added = file->append(first); !added) {
    return added;
  }
  for (const std::string& path : pieces.documents) {
    if (auto added = file->append_file(path, pieces.documents_from); !added) {
      return added;
    }
  }
  if (auto synced = file->sync(); !synced) {
    return synced;
  }
  return rename_file(temporary, target);
}

Result<void> place_parts(const RunFile& run,
                         const Pieces& pieces,
                         const std::string& out,
                         bool own) {
  for (std::size_t i = 0; i < run.parts.size(); ++i) {
    const RunPart& part = run.parts[i];
    if (auto placed =
            place(pieces.attributes[i], attributes_path(part, out), part.attributes_packing, own);
        !placed) {
      return placed;
    }
    if (!run.keep) {
      continue;
    }
    if (auto placed = place(pieces.kept[i], kept_path(part, out), part.kept_packing, own);
        !placed) {
      return placed;
    }
  }
  return {};
}

}  // namespace

Result<Tally> read_total(const std::string& out) {
  IMPRIMATUR_TRY(const std::string text, read_whole_file(fmt::format("{}/{}", out, kTotal)));
  IMPRIMATUR_TRY(const JsonValue value, JsonValue::parse(text));
  return read_tally(value);
}

std::string documents_path(const RunFile& run, const std::string& out) {
  return fmt::format("{}/documents.{}.zst", out, run.csv ? "csv" : "jsonl");
}

std::string attributes_path(const RunPart& part, const std::string& out) {
  return fmt::format("{}/attributes/imprimatur/{}", out, part.attributes);
}

std::string kept_path(const RunPart& part, const std::string& out) {
  return fmt::format("{}/kept/{}", out, part.kept);
}

std::string documents_head(const RunFile& run) {
  std::string head;
  if (run.csv) {
    make_zstd_compressor()->append(document_csv_header(), head);
  }
  return head;
}

Result<Tally> finish_run(const RunFile& run,
                         const std::vector<std::string>& folders,
                         const std::string& out,
                         bool own) {
  Tally total;
  Pieces pieces;
  for (const std::string& folder : folders) {
    IMPRIMATUR_TRY(std::optional<Checkpoint> checkpoint, read_checkpoint(folder));
    if (!checkpoint || !checkpoint->done) {
      return fail(ErrorCode::usage, fmt::format("the part in '{}' is not finished", folder));
    }
    total.add(checkpoint->tally);
    pieces.documents.push_back(folder + "/documents");
    pieces.attributes.push_back(folder + "/attributes");
    pieces.kept.push_back(folder + "/kept");
  }
  if (auto written = write_results(run, pieces, total, out, own); !written) {
    return tl::unexpected<Error>(written.error());
  }
  if (own) {
    remove_tree(out + "/state/parts");
  }
  return total;
}

Result<void> write_results(
    const RunFile& run, const Pieces& pieces, Tally& total, const std::string& out, bool own) {
  for (const ListedProblem& error : run.errors) {
    ++total.problem_count;
    if (total.problems.size() < kMaxProblems) {
      total.problems.push_back(error);
    }
  }
  if (auto joined = join_documents(run, pieces, out); !joined) {
    return joined;
  }
  if (auto placed = place_parts(run, pieces, out, own); !placed) {
    return placed;
  }
  if (auto made = make_folder(out + "/state"); !made) {
    return made;
  }
  const std::vector<std::pair<std::string_view, std::string>> texts = {
      {"summary.json", summary_json(run, total)},
      {"provenance.json", provenance_json(run, total)},
      {"report.html", html_report(run, total)},
      {kTotal, tally_json(total) + "\n"},
  };
  for (const auto& [name, text] : texts) {
    if (auto written = write_whole_file(fmt::format("{}/{}", out, name), text); !written) {
      return written;
    }
  }
  RunFile finished = run;
  finished.finished = true;
  finished.shard = {1, 1};
  return write_run_file(finished, out);
}

}  // namespace imprimatur::audit
