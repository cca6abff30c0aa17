#include "audit/run_file.h"

#include "audit/files.h"
#include "audit/json_text.h"
#include "report/error_code_name.h"
#include "report/escape.h"

#include <fmt/format.h>

#include <charconv>

namespace imprimatur::audit {
namespace {

constexpr std::string_view kName = "state/run.json";
constexpr std::array<std::pair<std::string_view, std::string Provenance::*>, 6> kProvenance = {{
    {"version", &Provenance::version},
    {"rules_digest", &Provenance::rules_digest},
    {"policy_path", &Provenance::policy_path},
    {"policy_digest", &Provenance::policy_digest},
    {"use", &Provenance::use},
    {"today", &Provenance::today},
}};

void write_files(std::string& out, const std::vector<InputFile>& files) {
  ArrayWriter array(out);
  for (const InputFile& file : files) {
    ObjectWriter object(array.item());
    object.text("path", file.path);
    object.text("name", file.name);
    object.number("size", file.size);
    object.text("modified", std::to_string(file.modified));
    object.close();
  }
  array.close();
}

void write_parts(std::string& out, const RunFile& run) {
  ArrayWriter parts(out);
  for (const RunPart& part : run.parts) {
    ObjectWriter object(parts.item());
    object.text("format", part.format);
    object.text("attributes", part.attributes);
    object.text("kept", part.kept);
    object.number("attributes_packing", static_cast<std::uint64_t>(part.attributes_packing));
    object.number("kept_packing", static_cast<std::uint64_t>(part.kept_packing));
    write_files(object.key("files"), part.files);
    object.close();
  }
  parts.close();
}

void write_errors(std::string& out, const RunFile& run) {
  ArrayWriter errors(out);
  for (const ListedProblem& error : run.errors) {
    ObjectWriter object(errors.item());
    object.text("file", error.file);
    object.text("code", error.code);
    object.text("message", error.message);
    object.close();
  }
  errors.close();
}

std::int64_t signed_number(const std::string& text) {
  std::int64_t value = 0;
  (void)std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

Packing packing_of(const JsonValue& value) {
  return static_cast<Packing>(std::min<std::uint64_t>(value.number(), 2));
}

RunPart read_part(const JsonValue& value) {
  RunPart part;
  part.format = value["format"].text();
  part.attributes = value["attributes"].text();
  part.kept = value["kept"].text();
  part.attributes_packing = packing_of(value["attributes_packing"]);
  part.kept_packing = packing_of(value["kept_packing"]);
  for (const JsonValue& file : value["files"].items()) {
    part.files.push_back({file["path"].text(),
                          file["name"].text(),
                          file["size"].number(),
                          signed_number(file["modified"].text())});
  }
  return part;
}

bool same_files(const RunPart& a, const RunPart& b) {
  if (a.files.size() != b.files.size() || a.format != b.format) {
    return false;
  }
  for (std::size_t i = 0; i < a.files.size(); ++i) {
    const InputFile& x = a.files[i];
    const InputFile& y = b.files[i];
    if (x.name != y.name || x.size != y.size || x.modified != y.modified) {
      return false;
    }
  }
  return true;
}

}  // namespace

RunFile run_file_of(const InputList& inputs, const AuditOptions& options) {
  RunFile run;
  run.provenance = options.provenance;
  run.settings = options.settings;
  run.fail_on = options.fail_on;
  run.csv = options.work.csv;
  run.keep = options.work.keep.active;
  run.shard = options.shard;
  run.passed_over = inputs.passed_over;
  for (std::size_t i = 0; i < inputs.parts.size(); ++i) {
    const Part& part = inputs.parts[i];
    run.parts.push_back({attributes_name(part, i),
                         kept_name(part, i, options.work.keep),
                         attributes_packing(part),
                         kept_packing(part, options.work.keep),
                         part.files,
                         std::string(part.format->name)});
  }
  for (const auto& [name, error] : inputs.errors) {
    run.errors.push_back({name, 0, std::string(error_code_name(error.code)), error.message});
  }
  return run;
}

Result<void> write_run_file(const RunFile& run, const std::string& folder) {
  if (auto made = make_folder(folder + "/state"); !made) {
    return made;
  }
  std::string out;
  ObjectWriter object(out);
  object.number("schema", 1);
  object.truth("finished", run.finished);
  for (const auto& [key, member] : kProvenance) {
    object.text(key, run.provenance.*member);
  }
  object.text("settings", run.settings);
  object.text("fail_on", name_of(run.fail_on));
  object.truth("csv", run.csv);
  object.truth("keep", run.keep);
  object.number("shard", run.shard.index);
  object.number("shards", run.shard.count);
  object.number("passed_over", run.passed_over);
  write_errors(object.key("errors"), run);
  write_parts(object.key("parts"), run);
  object.close();
  return write_whole_file(fmt::format("{}/{}", folder, kName), out + "\n");
}

Result<std::optional<RunFile>> read_run_file(const std::string& folder) {
  const std::string path = fmt::format("{}/{}", folder, kName);
  if (!file_exists(path)) {
    return std::optional<RunFile>();
  }
  IMPRIMATUR_TRY(const std::string text, read_whole_file(path));
  const auto parsed = JsonValue::parse(text);
  if (!parsed || (*parsed)["schema"].number() != 1) {
    return fail(ErrorCode::usage,
                fmt::format("'{}' is not what an audit of this version writes: choose another "
                            "folder, or begin again with --restart",
                            display_name(path)));
  }
  const JsonValue& value = *parsed;
  RunFile run;
  run.finished = value["finished"].truth();
  for (const auto& [key, member] : kProvenance) {
    run.provenance.*member = value[key].text();
  }
  run.settings = value["settings"].text();
  run.fail_on = find_name<Level>(kLevelNames, value["fail_on"].text()).value_or(run.fail_on);
  run.csv = value["csv"].truth();
  run.keep = value["keep"].truth();
  run.shard = {value["shard"].number(), value["shards"].number()};
  run.passed_over = value["passed_over"].number();
  for (const JsonValue& error : value["errors"].items()) {
    run.errors.push_back({error["file"].text(), 0, error["code"].text(), error["message"].text()});
  }
  for (const JsonValue& part : value["parts"].items()) {
    run.parts.push_back(read_part(part));
  }
  return std::optional<RunFile>(std::move(run));
}

std::string difference_but_inputs(const RunFile& a, const RunFile& b) {
  if (a.provenance.version != b.provenance.version) {
    return "the version of imprimatur";
  }
  if (a.provenance.rules_digest != b.provenance.rules_digest) {
    return "the rules";
  }
  if (a.provenance.policy_digest != b.provenance.policy_digest) {
    return "the policy";
  }
  if (a.provenance.use != b.provenance.use || a.provenance.today != b.provenance.today) {
    return a.provenance.use != b.provenance.use ? "the use" : "the day it judges by (--today)";
  }
  if (a.settings != b.settings || a.csv != b.csv || a.keep != b.keep || a.fail_on != b.fail_on) {
    return "the options";
  }
  return {};
}

std::string difference(const RunFile& a, const RunFile& b) {
  if (std::string differs = difference_but_inputs(a, b); !differs.empty()) {
    return differs;
  }
  if (a.shard.count != b.shard.count) {
    return "the number of shards";
  }
  if (a.parts.size() != b.parts.size()) {
    return "the input files";
  }
  for (std::size_t i = 0; i < a.parts.size(); ++i) {
    if (!same_files(a.parts[i], b.parts[i])) {
      return fmt::format("the input '{}' (its name, size or time of change)",
                         display_name(a.parts[i].files.front().name));
    }
  }
  return {};
}

}  // namespace imprimatur::audit
