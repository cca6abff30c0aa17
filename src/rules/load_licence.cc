#include "rules/load_parts.h"

#include <algorithm>

namespace imprimatur {
namespace {

Licence load_one(const TomlNode& node, DiagnosticSink& sink) {
  TableReader table(node, "licence", sink);
  Licence licence;
  licence.at = node.at;
  licence.id = table.required_text("id");
  if (const TomlNode* id = table.find("id"); id != nullptr) {
    licence.at = id->at;
    check_id(sink, id->at, licence.id, "-._+");
  }
  licence.name = table.required_text("name");
  licence.url = table.text("url");
  if (table.require("permits") != nullptr) {
    licence.permits = load_uses(table, "permits");
  }
  licence.duties = table.words<Duty>("duties", kDutyNames);
  licence.constraints = table.words<Constraint>("constraints", kConstraintNames);
  licence.source = table.text("source");
  licence.checked = table.date("checked");
  table.finish();
  return licence;
}

}  // namespace

void load_licences(TableReader& file, DiagnosticSink& sink, RuleFile& out) {
  const std::string source = file.required_text("source");
  const std::string checked =
      file.require("checked") == nullptr ? std::string() : file.date("checked");
  if (file.require("licence") != nullptr) {
    for (const TomlNode* node : file.tables("licence")) {
      Licence licence = load_one(*node, sink);
      licence.source = licence.source.empty() ? source : licence.source;
      licence.checked = licence.checked.empty() ? checked : licence.checked;
      const bool known = std::any_of(out.licences.begin(),
                                     out.licences.end(),
                                     [&](const Licence& other) { return other.id == licence.id; });
      if (known) {
        sink.error(
            "R006", licence.at, "the licence \"" + licence.id + "\" stands twice", "remove one");
      }
      out.licences.push_back(std::move(licence));
    }
  }
  load_rules(file, {}, sink, out);
}

}  // namespace imprimatur
