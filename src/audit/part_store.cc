#include "audit/part_store.h"

#include "audit/json_text.h"
#include "audit/json_value.h"
#include "report/escape.h"

#include <fmt/format.h>

namespace imprimatur::audit {
namespace {

constexpr std::string_view kName = "checkpoint.json";
constexpr std::uint64_t kSchema = 2;

std::string state_json(const Checkpoint& checkpoint) {
  std::string out;
  ObjectWriter object(out);
  object.number("schema", kSchema);
  object.truth("done", checkpoint.done);
  object.number("file", checkpoint.state.file);
  object.number("member", checkpoint.state.at.member);
  object.number("skip", checkpoint.state.at.skip);
  object.number("record", checkpoint.state.record);
  object.number("line", checkpoint.state.line);
  object.text("memo", checkpoint.state.memo);
  ArrayWriter entries(object.key("entries"));
  for (const std::uint64_t entry : checkpoint.state.entries) {
    entries.item() += std::to_string(entry);
  }
  entries.close();
  for (std::size_t i = 0; i < kPartFiles.size(); ++i) {
    object.number(kPartFiles[i], checkpoint.lengths[i]);
  }
  object.key("tally") += tally_json(checkpoint.tally);
  object.close();
  out += '\n';
  return out;
}

}  // namespace

std::string part_folder(const std::string& out, std::size_t index) {
  return fmt::format("{}/state/parts/{:05}", out, index);
}

Result<std::optional<Checkpoint>> read_checkpoint(const std::string& folder) {
  const std::string path = fmt::format("{}/{}", folder, kName);
  if (!file_exists(path)) {
    return std::optional<Checkpoint>();
  }
  IMPRIMATUR_TRY(const std::string text, read_whole_file(path));
  const auto value = JsonValue::parse(text);
  if (!value || (*value)["schema"].number() != kSchema) {
    return fail(ErrorCode::usage,
                fmt::format("'{}' is no checkpoint of this version: begin again with --restart",
                            display_name(path)));
  }
  Checkpoint checkpoint;
  checkpoint.done = (*value)["done"].truth();
  checkpoint.state.file = (*value)["file"].number();
  checkpoint.state.at = {(*value)["member"].number(), (*value)["skip"].number()};
  checkpoint.state.record = (*value)["record"].number();
  checkpoint.state.line = (*value)["line"].number();
  checkpoint.state.memo = (*value)["memo"].text();
  for (const JsonValue& entry : (*value)["entries"].items()) {
    checkpoint.state.entries.push_back(entry.number());
  }
  for (std::size_t i = 0; i < kPartFiles.size(); ++i) {
    checkpoint.lengths[i] = (*value)[kPartFiles[i]].number();
  }
  checkpoint.tally = read_tally((*value)["tally"]);
  return std::optional<Checkpoint>(std::move(checkpoint));
}

Result<PartStore> PartStore::open(const std::string& folder, Checkpoint from) {
  PartStore store;
  store.folder_ = folder;
  store.checkpoint_ = std::move(from);
  if (const auto made = make_folder(folder); !made) {
    return tl::unexpected<Error>(made.error());
  }
  for (std::size_t i = 0; i < kPartFiles.size(); ++i) {
    IMPRIMATUR_TRY(store.files_[i],
                   GrowingFile::open(fmt::format("{}/{}", folder, kPartFiles[i]),
                                     store.checkpoint_.lengths[i]));
  }
  return store;
}

Result<void> PartStore::add(const BatchOutput& output) {
  const std::array<std::string_view, kPartFiles.size()> texts = {
      output.documents, output.attributes, output.kept};
  for (std::size_t i = 0; i < texts.size(); ++i) {
    if (auto added = files_[i].append(texts[i]); !added) {
      return added;
    }
  }
  checkpoint_.tally.add(output.tally);
  checkpoint_.state = output.end;
  return {};
}

Result<void> PartStore::save(bool done) {
  for (std::size_t i = 0; i < files_.size(); ++i) {
    if (auto synced = files_[i].sync(); !synced) {
      return synced;
    }
    checkpoint_.lengths[i] = files_[i].size();
  }
  checkpoint_.done = done;
  return write_whole_file(fmt::format("{}/{}", folder_, kName), state_json(checkpoint_));
}

}  // namespace imprimatur::audit
