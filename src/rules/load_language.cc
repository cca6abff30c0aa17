#include "rules/load_parts.h"
#include "text/fold.h"

#include <algorithm>
#include <array>

namespace imprimatur {
namespace {

constexpr std::array<std::string_view, 6> kReserved = {
    "gap", "tail", "years", "agency", "holder", "use"};

// `words`: may match nothing by themselves, as part of a pattern.
std::vector<std::string> fragments(DiagnosticSink& sink,
                                   const TomlNode& value,
                                   std::string_view key,
                                   bool words) {
  std::vector<std::string> out;
  for (LocatedText& item : strings_of(sink, value, key)) {
    check_pattern(sink, item, words ? kPartOfPattern : "word");
    out.push_back(std::move(item.text));
  }
  return out;
}

void load_words(TableReader& file, DiagnosticSink& sink, Language& out) {
  const TomlNode* table = file.find("words", TomlNode::Kind::table);
  if (table == nullptr) {
    return;
  }
  for (const TomlNode::Member& member : table->members) {
    if (std::find(kReserved.begin(), kReserved.end(), member.key) != kReserved.end()) {
      sink.error(
          "R014", member.key_at, "\"" + member.key + "\" is a macro of its own", "rename it");
    }
    check_id(sink, member.key_at, member.key, "-_");
    out.words[member.key] = fragments(sink, member.value, member.key, true);
  }
}

void load_use_words(TableReader& file, DiagnosticSink& sink, Language& out) {
  const TomlNode* forms = file.find("uses", TomlNode::Kind::table);
  if (forms == nullptr) {
    return;
  }
  std::vector<std::string_view> known(kUseNames.begin(), kUseNames.end());
  known.push_back("general");
  for (const TomlNode::Member& form : forms->members) {
    check_id(sink, form.key_at, form.key, "-_");
    if (form.value.kind != TomlNode::Kind::table) {
      wrong_type(sink, form.value, form.key, "a table [uses." + form.key + "]");
      continue;
    }
    for (const TomlNode::Member& use : form.value.members) {
      if (std::find(known.begin(), known.end(), use.key) == known.end()) {
        sink.unknown_word(use.key_at, "uses." + form.key, use.key, known);
      }
      out.uses[form.key][use.key] = fragments(sink, use.value, use.key, false);
    }
  }
}

template <typename E, std::size_t N>
std::map<E, std::vector<std::string>> load_terms(TableReader& file,
                                                 DiagnosticSink& sink,
                                                 std::string_view key,
                                                 const std::array<std::string_view, N>& names) {
  std::map<E, std::vector<std::string>> out;
  const TomlNode* table = file.find(key, TomlNode::Kind::table);
  if (table == nullptr) {
    return out;
  }
  for (const TomlNode::Member& member : table->members) {
    const auto term = find_name<E>(names, member.key);
    if (!term) {
      sink.unknown_word(member.key_at, key, member.key, {names.begin(), names.end()});
      continue;
    }
    out[*term] = fragments(sink, member.value, member.key, false);
  }
  return out;
}

std::vector<std::vector<std::string>> load_months(TableReader& file, DiagnosticSink& sink) {
  std::vector<std::vector<std::string>> out;
  const TomlNode* months = file.find("months", TomlNode::Kind::array);
  if (months == nullptr) {
    return out;
  }
  constexpr std::size_t kMonths = 12;
  if (months->items.size() != kMonths) {
    sink.error("R014",
               months->at,
               "months has " + std::to_string(months->items.size()) + " lists",
               "give 12, January first: months = [[\"jan\"], [\"feb\"], ...]");
    return out;
  }
  for (const TomlNode& month : months->items) {
    std::vector<std::string>& names = out.emplace_back();
    for (const LocatedText& name : strings_of(sink, month, "months")) {
      names.push_back(fold(name.text));
    }
  }
  return out;
}

}  // namespace

void load_language(TableReader& file, DiagnosticSink& sink, RuleFile& out) {
  Language& language = out.language;
  language.at = file.node().at;
  language.code = file.required_text("language");
  if (const TomlNode* code = file.find("language"); code != nullptr) {
    language.at = code->at;
    check_id(sink, code->at, language.code, "-");
  }
  language.name = file.required_text("name");
  language.checked = file.require("checked") == nullptr ? std::string() : file.date("checked");
  language.source = file.required_text("source");
  language.exceptions = load_patterns(file, "exceptions");
  language.self = load_patterns(file, "self");
  language.discussion = load_patterns(file, "discussion");
  language.other_work = load_patterns(file, "other-work");
  language.photo = load_patterns(file, "photo");
  language.months = load_months(file, sink);
  load_words(file, sink, language);
  load_use_words(file, sink, language);
  language.duties = load_terms<Duty>(file, sink, "duties", kDutyNames);
  language.constraints = load_terms<Constraint>(file, sink, "constraints", kConstraintNames);
  load_rules(file, language.code, sink, out);
  // "Reproduction without naming the source is prohibited" asks for a credit and bans nothing else.
  if (language.words.contains("without-source")) {
    for (Rule& rule : out.rules) {
      if (rule.role == Role::restriction) {
        rule.unless.emplace_back("{without-source}");
      }
    }
  }
}

}  // namespace imprimatur
