// The rules database as data: what a TOML file of rules/ says after it was read and validated
// (src/design/0004-rule-format.md). Plain values, no behaviour; immutable after loading and then
// shared between threads.
#ifndef IMPRIMATUR_RULES_RULE_H_
#define IMPRIMATUR_RULES_RULE_H_

#include "base/terms.h"

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace imprimatur {

// Where something stands in a rule file; line and column are 1-based, 0 if unknown.
struct RulePosition {
  std::uint32_t line = 0;
  std::uint32_t column = 0;
};

// How sure a matched clause is to speak of the very document it stands in.
enum class Strength : std::uint8_t {
  formula,   // a fixed notice formula: speaks of the document wherever it stands
  clause,    // counts with support: notice beside it, self-reference, place, several uses named
  weak,      // reported, decisive only beside something stronger
  fallback,  // weak, and only where no other rule understands the sentence
};
inline constexpr std::array<std::string_view, 4> kStrengthNames = {
    "formula", "clause", "weak", "fallback"};

// Which lines a rule may match in.
enum class Place : std::uint8_t {
  anywhere,
  line_start,  // the match begins a line
  whole_line,  // the match is a whole line
  edge,        // a whole line among the first or last few of the document (needs no anchor)
};
inline constexpr std::array<std::string_view, 4> kPlaceNames = {
    "anywhere", "line-start", "whole-line", "edge"};

struct RuleExample {
  std::string text;
  std::optional<std::string> span;    // the exact part of `text` that the finding covers
  std::optional<std::string> holder;  // holder id, or the name of an unknown one
  std::optional<UseSet> prohibits;    // uses that the finding must name, exactly
  std::optional<UseSet> permits;
  std::optional<Level> verdict;  // of `text` as a document, for republish
  std::optional<Role> role;      // of the finding
  RulePosition at;
};

// Which uses a rule prohibits or permits.
struct UsesSpec {
  enum class Mode : std::uint8_t {
    none,
    named,    // those whose words stand in the sentence; general_uses() if only general words do
    general,  // all but excerpt and search
    all,
    list,  // `uses`
  };
  Mode mode = Mode::none;
  UseSet uses;
};

// Changes what a match means when its pattern also stands in the match's sentence.
struct Modifier {
  std::string pattern;  // as written, with {macros}
  UseSet removes;       // from what is permitted or prohibited
  UseSet adds;
  DutySet duties;
  ConstraintSet constraints;
  RulePosition at;
};

struct Rule {
  std::string id;  // "en.restriction.may-not-be", "anadolu.has-footer"
  Role role = Role::notice;
  std::string language;              // whose words {macros} mean: "tr"; empty: the file's, or "en"
  std::string pattern;               // as written, with {macros}
  std::vector<std::string> unless;   // patterns that, in the match's sentence, undo the match
  std::vector<std::string> anchors;  // declared; empty: derived from the pattern
  Strength strength = Strength::formula;
  Place place = Place::anywhere;
  UsesSpec prohibits;
  UsesSpec permits;
  DutySet duties;
  ConstraintSet constraints;
  std::vector<Modifier> modifiers;
  Scope scope = Scope::document;
  std::string licence;  // id of the licence a match grants, if any
  std::string note;     // a sentence for the editor, shown with the reason
  std::string source;   // address of the evidence
  std::string checked;  // ISO date of the last look, empty: never
  double confidence = 0.95;
  bool self_owned = false;  // the claim is the file's holder's (holder files)
  std::vector<RuleExample> match;
  std::vector<RuleExample> miss;
  RulePosition at;
  RulePosition pattern_at;
};

// Grammar of one language, or of all ("und").
struct Language {
  std::string code;  // BCP 47: "en", "zh-Hans", "und"
  std::string name;
  std::map<std::string, std::vector<std::string>> words;  // {name} in patterns
  // {use} and {use.FORM}: form -> use name or "general" -> regex fragments. "excerpt" words such
  // as "in whole or in part" widen a restriction to excerpts.
  std::map<std::string, std::map<std::string, std::vector<std::string>>> uses;
  std::map<Duty, std::vector<std::string>> duties;
  std::map<Constraint, std::vector<std::string>> constraints;
  std::vector<std::string> exceptions;  // "without (prior written) permission"
  std::vector<std::string> self;        // words by which a text names itself: "this article"
  std::vector<std::string> discussion;  // "the notice reads", "the court held": talk about rights
  std::vector<std::string> other_work;  // "the book", "the software", "the song"
  std::vector<std::string> photo;       // "photo", "image credit", "AFP/Getty"
  // Folded beginnings of the names of the 12 months, January first; empty if they are not known.
  std::vector<std::vector<std::string>> months;
  std::string source;
  std::string checked;
  RulePosition at;
};

// What kind of party a holder is; decides the wording of reasons and some verdicts.
enum class HolderKind : std::uint8_t {
  wire_agency,
  photo_agency,
  newspaper,
  broadcaster,
  syndicate,
  publisher,
  open_publisher,
  press_release,
  government,
  intergovernmental,
  other,
};
inline constexpr std::array<std::string_view, 11> kHolderKindNames = {"wire-agency",
                                                                      "photo-agency",
                                                                      "newspaper",
                                                                      "broadcaster",
                                                                      "syndicate",
                                                                      "publisher",
                                                                      "open-publisher",
                                                                      "press-release",
                                                                      "government",
                                                                      "intergovernmental",
                                                                      "other"};

enum class CaseRule : std::uint8_t { any, upper, exact };
inline constexpr std::array<std::string_view, 3> kCaseRuleNames = {"any", "upper", "exact"};

// A name of a holder. `code`: only in the shapes of credit (dateline, source line, credit line,
// copyright notice), never in running text. Otherwise a name that identifies the holder anywhere.
struct HolderName {
  std::string text;
  CaseRule case_rule = CaseRule::any;
  bool code = false;
};

struct Holder {
  std::string id;    // "anadolu"
  std::string name;  // "Anadolu Agency"
  std::vector<std::string> legal_names;
  std::vector<HolderName> names;  // incl. `name`, legal names, aliases, codes
  HolderKind kind = HolderKind::other;
  std::string country;  // ISO 3166-1 alpha-2, or empty
  std::vector<std::string> languages;
  std::vector<std::string> domains;
  std::vector<std::string>
      not_followed_by;    // "of Pakistan" after "Associated Press": another party
  std::string terms;      // address of the terms of use
  std::string licensing;  // whom to ask
  std::string source;
  std::string checked;
  bool verified = false;  // seen in real text rather than only known
  std::string note;
  std::vector<RuleExample> match;  // texts that must give a finding with this holder
  std::vector<RuleExample> miss;   // and texts that must not
  RulePosition at;
};

struct Licence {
  std::string id;  // SPDX where there is one: "CC-BY-4.0"
  std::string name;
  std::string url;
  UseSet permits;
  DutySet duties;
  ConstraintSet constraints;
  std::string source;
  std::string checked;
  RulePosition at;
};

// What a robot's operator says about robots.txt.
enum class Obedience : std::uint8_t { stated, denied, unknown };
inline constexpr std::array<std::string_view, 3> kObedienceNames = {"stated", "denied", "unknown"};

// A robot, or a token of robots files alone, by which sites tell who may do what.
struct Agent {
  std::string token;          // as robots files write it: "GPTBot"
  std::string operator_name;  // who runs it
  UseSet purpose;             // what its visits serve; empty: several things, or not known
  Obedience robots = Obedience::unknown;
  bool control_only = false;  // no robot of its own: a token that other robots look up
  std::string note;
  std::string source;
  std::string checked;
  RulePosition at;
};

enum class FileKind : std::uint8_t { language, holder, licence, agents };
inline constexpr std::array<std::string_view, 4> kFileKindNames = {
    "language", "holder", "licence", "agents"};

// One file of the database.
struct RuleFile {
  std::string path;  // as given; built-in: "holders/anadolu.toml"
  FileKind kind = FileKind::language;
  Language language;              // kind == language
  std::vector<Holder> holders;    // kind == holder: the file's holder first
  std::vector<Licence> licences;  // kind == licence
  std::vector<Agent> agents;      // kind == agents
  std::vector<Rule> rules;
};

}  // namespace imprimatur

#endif  // IMPRIMATUR_RULES_RULE_H_
