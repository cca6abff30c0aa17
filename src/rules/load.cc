#include "rules/load.h"

#include "rules/expand.h"
#include "rules/load_parts.h"
#include "rules/regex.h"
#include "rules/toml.h"

#include <algorithm>
#include <numeric>

namespace imprimatur {
namespace {

constexpr std::int64_t kSchema = 1;

std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t above = row[j];
      const std::size_t replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({above + 1, row[j - 1] + 1, replaced});
      diagonal = above;
    }
  }
  return row[b.size()];
}

void check_schema(TableReader& file, DiagnosticSink& sink) {
  const TomlNode* schema = file.require("schema");
  if (schema == nullptr) {
    return;
  }
  if (schema->kind != TomlNode::Kind::integer) {
    wrong_type(sink, *schema, "schema", "1");
  } else if (schema->integer != kSchema) {
    sink.error("R014", schema->at, "unknown schema " + std::to_string(schema->integer), "write 1");
  }
}

}  // namespace

std::string nearest(std::string_view word, const std::vector<std::string_view>& known) {
  std::string_view best;
  std::size_t best_distance = std::max<std::size_t>(2, word.size() / 3);
  for (const std::string_view candidate : known) {
    const std::size_t distance = edit_distance(word, candidate);
    if (distance < best_distance || (distance == best_distance && best.empty())) {
      best = candidate;
      best_distance = distance;
    }
  }
  return best_distance < std::max(word.size(), best.size()) ? std::string(best) : std::string();
}

RuleFile load_rule_file(std::string_view toml,
                        const std::string& path,
                        std::vector<Diagnostic>& diagnostics) {
  RuleFile out;
  out.path = path;
  auto root = parse_toml(toml, path);
  if (!root) {
    diagnostics.push_back(std::move(root).error());
    return out;
  }
  DiagnosticSink sink(path, diagnostics);
  TableReader file(*root, "the file", sink);
  check_schema(file, sink);
  if (file.require("kind") == nullptr) {
    return out;
  }
  const auto kind = file.word<FileKind>("kind", kFileKindNames);
  if (!kind) {
    return out;
  }
  out.kind = *kind;
  switch (*kind) {
    case FileKind::language:
      load_language(file, sink, out);
      break;
    case FileKind::holder:
      load_holder(file, sink, out);
      break;
    case FileKind::licence:
      load_licences(file, sink, out);
      break;
    case FileKind::agents:
      load_agents(file, sink, out);
      break;
  }
  file.finish();
  return out;
}

void check_pattern(DiagnosticSink& sink, const LocatedText& pattern, std::string_view key) {
  const auto root = parse_regex(blank_macros(pattern.text));
  if (!root) {
    sink.error("R008", pattern.at, "bad " + std::string(key) + ": " + root.error().message);
  } else if (width_of(*root).min == 0 && key != kPartOfPattern) {
    sink.error("R008",
               pattern.at,
               "bad " + std::string(key) + ": it can match nothing at all",
               "make a part of it obligatory");
  }
}

std::vector<std::string> load_patterns(TableReader& table, std::string_view key) {
  std::vector<std::string> out;
  for (LocatedText& item : table.located_texts(key)) {
    check_pattern(table.sink(), item, key);
    out.push_back(std::move(item.text));
  }
  return out;
}

void check_id(DiagnosticSink& sink, RulePosition at, std::string_view id, std::string_view extra) {
  const auto fine = [&](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           extra.find(c) != std::string_view::npos;
  };
  if (id.empty() || !std::all_of(id.begin(), id.end(), fine)) {
    sink.error("R014",
               at,
               "bad id \"" + std::string(id) + '"',
               "letters, digits and " + std::string(extra) + " only");
  }
}

}  // namespace imprimatur
