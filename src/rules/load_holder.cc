#include "rules/load_parts.h"

#include <algorithm>

namespace imprimatur {
namespace {

// A string, or { text = "dpa", case = "any" }.
void load_names(TableReader& file, std::string_view key, bool code, std::vector<HolderName>& out) {
  const TomlNode* list = file.find(key, TomlNode::Kind::array);
  if (list == nullptr) {
    return;
  }
  for (const TomlNode& item : list->items) {
    HolderName name;
    name.code = code;
    name.case_rule = code ? CaseRule::upper : CaseRule::any;
    if (item.kind == TomlNode::Kind::table) {
      TableReader table(item, std::string(key), file.sink());
      name.text = table.required_text("text");
      name.case_rule = table.word<CaseRule>("case", kCaseRuleNames).value_or(name.case_rule);
      table.finish();
    } else if (item.kind == TomlNode::Kind::string) {
      name.text = item.text;
      if (name.text.find_first_not_of(' ') == std::string::npos) {
        file.sink().error("R014", item.at, "empty string in \"" + std::string(key) + '"');
      }
    } else {
      wrong_type(file.sink(), item, key, "a string or { text = \"...\", case = \"...\" }");
    }
    const bool known = std::any_of(
        out.begin(), out.end(), [&](const HolderName& other) { return other.text == name.text; });
    if (known) {
      file.sink().error("R006", item.at, "\"" + name.text + "\" stands twice", "remove one");
    } else if (!name.text.empty()) {
      out.push_back(std::move(name));
    }
  }
}

// Names come in the order name, legal names, aliases, codes; an alias that repeats the name or a
// legal name says how its case is read.
void load_all_names(TableReader& file, Holder& holder) {
  std::vector<HolderName> written;
  load_names(file, "aliases", false, written);
  load_names(file, "codes", true, written);
  const auto add_plain = [&](const std::string& text) {
    const auto same = [&](const HolderName& name) { return name.text == text && !name.code; };
    if (!text.empty() && std::none_of(written.begin(), written.end(), same)) {
      holder.names.push_back({text, CaseRule::any, false});
    }
  };
  add_plain(holder.name);
  std::for_each(holder.legal_names.begin(), holder.legal_names.end(), add_plain);
  holder.names.insert(holder.names.end(), written.begin(), written.end());
}

void check_country(TableReader& file, const std::string& country) {
  const auto upper = [](char c) { return c >= 'A' && c <= 'Z'; };
  const TomlNode* node = file.find("country");
  if (node != nullptr && !country.empty() &&
      (country.size() != 2 || !std::all_of(country.begin(), country.end(), upper))) {
    file.sink().error("R014", node->at, "bad country \"" + country + '"', "two letters: \"TR\"");
  }
}

std::vector<std::string> load_domains(TableReader& file) {
  std::vector<std::string> out;
  for (LocatedText& item : file.located_texts("domains")) {
    const bool bad =
        item.text.find_first_of("/: ABCDEFGHIJKLMNOPQRSTUVWXYZ") != std::string::npos ||
        item.text.find('.') == std::string::npos;
    if (bad) {
      file.sink().error("R014", item.at, "bad domain \"" + item.text + '"', "as in \"aa.com.tr\"");
    }
    out.push_back(std::move(item.text));
  }
  return out;
}

}  // namespace

void load_holder(TableReader& file, DiagnosticSink& sink, RuleFile& out) {
  Holder holder;
  holder.id = file.required_text("id");
  holder.at = file.node().at;
  if (const TomlNode* id = file.find("id"); id != nullptr) {
    holder.at = id->at;
    check_id(sink, id->at, holder.id, "-");
  }
  holder.name = file.required_text("name");
  holder.legal_names = file.texts("legal-names");
  load_all_names(file, holder);
  if (file.require("type") != nullptr) {
    holder.kind = file.word<HolderKind>("type", kHolderKindNames).value_or(HolderKind::other);
  }
  holder.country = file.text("country");
  check_country(file, holder.country);
  holder.languages = file.texts("languages");
  holder.domains = load_domains(file);
  holder.not_followed_by = file.texts("not-followed-by");
  holder.terms = file.text("terms");
  holder.licensing = file.text("licensing");
  holder.source = file.required_text("source");
  holder.checked = file.require("checked") == nullptr ? std::string() : file.date("checked");
  holder.verified = file.boolean("verified", false);
  holder.note = file.text("note");
  holder.match = load_examples(file, "match");
  holder.miss = load_examples(file, "miss");
  const std::string id = holder.id;
  out.holders.push_back(std::move(holder));
  load_rules(file, id, sink, out);
}

}  // namespace imprimatur
