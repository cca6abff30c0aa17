#include "rules/schema.h"

#include "rules/rule.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace imprimatur {
namespace {

// @NAME@ stands for a list of words, so that the schema cannot know other words than the loader.
constexpr std::string_view kSchema = R"json({
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "title": "Imprimatur rule file",
  "type": "object",
  "required": ["schema", "kind"],
  "properties": {
    "schema": {"const": 1, "description": "version of the format"},
    "kind": {"enum": @KIND@, "description": "what the file describes"}
  },
  "oneOf": [
    {"$ref": "#/$defs/language-file"},
    {"$ref": "#/$defs/holder-file"},
    {"$ref": "#/$defs/licence-file"},
    {"$ref": "#/$defs/agents-file"}
  ],
  "$defs": {
    "text": {"type": "string", "minLength": 1},
    "texts": {"anyOf": [{"$ref": "#/$defs/text"}, {"type": "array", "items": {"$ref": "#/$defs/text"}}]},
    "date": {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
             "description": "when somebody last looked, as 2026-01-31"},
    "use": {"enum": @USE@},
    "duties": {"anyOf": [{"enum": @DUTY@}, {"type": "array", "items": {"enum": @DUTY@}}]},
    "constraints": {"anyOf": [{"enum": @CONSTRAINT@}, {"type": "array", "items": {"enum": @CONSTRAINT@}}]},
    "uses": {"anyOf": [{"enum": ["all", "general"]}, {"$ref": "#/$defs/use"},
                       {"type": "array", "items": {"$ref": "#/$defs/use"}}]},
    "effect": {"anyOf": [{"enum": ["named", "general", "all"]},
                         {"type": "array", "items": {"$ref": "#/$defs/use"}}],
               "description": "named: the uses that the sentence names; general: all but excerpt and search; all; or a list"},
    "purpose": {"anyOf": [{"$ref": "#/$defs/use"}, {"type": "array", "items": {"$ref": "#/$defs/use"}}],
                "description": "what its visits serve; empty: several things, or not known"},
    "source": {"type": "string", "minLength": 1, "description": "where it was seen: an address, or \"public usage\""},
    "examples": {"type": "array", "items": {"anyOf": [{"$ref": "#/$defs/text"}, {"$ref": "#/$defs/example"}]}},
    "example": {
      "type": "object",
      "required": ["text"],
      "additionalProperties": false,
      "properties": {
        "text": {"$ref": "#/$defs/text"},
        "span": {"type": "string", "minLength": 1, "description": "the part of the text that the finding covers"},
        "holder": {"type": "string", "minLength": 1, "description": "id of the holder, or the name of an unknown one"},
        "prohibits": {"$ref": "#/$defs/uses"},
        "permits": {"$ref": "#/$defs/uses"},
        "verdict": {"enum": @LEVEL@},
        "role": {"enum": @ROLE@}
      }
    },
    "modifier": {
      "type": "object",
      "required": ["pattern"],
      "additionalProperties": false,
      "properties": {
        "pattern": {"$ref": "#/$defs/text"},
        "removes": {"$ref": "#/$defs/uses"},
        "adds": {"$ref": "#/$defs/uses"},
        "duties": {"$ref": "#/$defs/duties"},
        "constraints": {"$ref": "#/$defs/constraints"}
      }
    },
    "rule": {
      "type": "object",
      "required": ["id", "role", "pattern", "match", "miss"],
      "additionalProperties": false,
      "properties": {
        "id": {"type": "string", "pattern": "^[A-Za-z0-9._-]+$", "description": "begins with the id of the file and a dot"},
        "role": {"enum": @ROLE@, "description": "what a match is"},
        "pattern": {"type": "string", "minLength": 1,
                    "description": "regular expression over folded text, with {macros}"},
        "unless": {"$ref": "#/$defs/texts",
                   "description": "patterns that undo the match when they stand in its sentence"},
        "anchors": {"$ref": "#/$defs/texts",
                    "description": "literals of which every match has one; leave out to have them derived"},
        "strength": {"enum": @STRENGTH@,
                     "description": "formula: speaks of its document anywhere; clause: needs support; weak: never decides alone"},
        "place": {"enum": @PLACE@},
        "scope": {"enum": @SCOPE@},
        "language": {"type": "string", "minLength": 1, "description": "whose words the macros mean; not in language files"},
        "own": {"type": "boolean", "description": "a claim of the file's holder; only in holder files"},
        "prohibits": {"$ref": "#/$defs/effect"},
        "permits": {"$ref": "#/$defs/effect"},
        "duties": {"$ref": "#/$defs/duties"},
        "constraints": {"$ref": "#/$defs/constraints"},
        "modifiers": {"type": "array", "items": {"$ref": "#/$defs/modifier"}},
        "licence": {"type": "string", "minLength": 1, "description": "id of the licence that a match grants"},
        "note": {"type": "string", "minLength": 1, "description": "a sentence for the editor"},
        "source": {"$ref": "#/$defs/source"},
        "checked": {"$ref": "#/$defs/date"},
        "confidence": {"type": "number", "minimum": 0, "maximum": 1},
        "match": {"$ref": "#/$defs/examples", "minItems": 2, "description": "texts that must match"},
        "miss": {"$ref": "#/$defs/examples", "minItems": 2, "description": "near misses"}
      },
      "allOf": [
        {"if": {"properties": {"role": {"const": "restriction"}}, "required": ["role"]},
         "then": {"required": ["prohibits"]}},
        {"if": {"properties": {"role": {"enum": ["permission", "licence"]}}, "required": ["role"]},
         "then": {"anyOf": [{"required": ["permits"]}, {"required": ["licence"]}]}}
      ]
    },
    "rules": {"type": "array", "items": {"$ref": "#/$defs/rule"}},
    "language-rules": {"type": "array", "items": {
      "allOf": [{"$ref": "#/$defs/rule"}, {"not": {"anyOf": [{"required": ["language"]}, {"required": ["own"]}]}}]}},
    "licence-rules": {"type": "array", "items": {
      "allOf": [{"$ref": "#/$defs/rule"}, {"not": {"required": ["own"]}}]}},
    "names": {"type": "array", "items": {"anyOf": [
      {"$ref": "#/$defs/text"},
      {"type": "object", "required": ["text"], "additionalProperties": false,
       "properties": {"text": {"$ref": "#/$defs/text"}, "case": {"enum": @CASE@}}}]}},
    "language-file": {
      "required": ["language", "name", "checked", "source"],
      "additionalProperties": false,
      "properties": {
        "schema": true,
        "kind": {"const": "language"},
        "language": {"type": "string", "pattern": "^[A-Za-z0-9-]+$", "description": "BCP 47"},
        "name": {"$ref": "#/$defs/text"},
        "checked": {"$ref": "#/$defs/date"},
        "source": {"$ref": "#/$defs/source"},
        "exceptions": {"$ref": "#/$defs/texts", "description": "without permission"},
        "self": {"$ref": "#/$defs/texts", "description": "words by which a text names itself"},
        "discussion": {"$ref": "#/$defs/texts", "description": "words of talk about rights"},
        "other-work": {"$ref": "#/$defs/texts", "description": "the book, the film"},
        "photo": {"$ref": "#/$defs/texts"},
        "months": {"type": "array", "minItems": 12, "maxItems": 12, "items": {"$ref": "#/$defs/texts"},
                   "description": "how the names of the months begin, January first"},
        "words": {"type": "object", "propertyNames": {"pattern": "^[A-Za-z0-9_-]+$",
                                                      "not": {"enum": ["gap", "tail", "years", "agency", "holder", "use"]}},
                  "additionalProperties": {"$ref": "#/$defs/texts"},
                  "description": "free names for patterns: {may-not}"},
        "uses": {"type": "object", "additionalProperties": {
                  "type": "object", "propertyNames": {"anyOf": [{"const": "general"}, {"$ref": "#/$defs/use"}]},
                  "additionalProperties": {"$ref": "#/$defs/texts"}},
                 "description": "form, then use or general, then words: {use.participle}"},
        "duties": {"type": "object", "propertyNames": {"enum": @DUTY@},
                   "additionalProperties": {"$ref": "#/$defs/texts"}},
        "constraints": {"type": "object", "propertyNames": {"enum": @CONSTRAINT@},
                        "additionalProperties": {"$ref": "#/$defs/texts"}},
        "rule": {"$ref": "#/$defs/language-rules"}
      }
    },
    "holder-file": {
      "required": ["id", "name", "type", "source", "checked"],
      "additionalProperties": false,
      "properties": {
        "schema": true,
        "kind": {"const": "holder"},
        "id": {"type": "string", "pattern": "^[A-Za-z0-9-]+$"},
        "name": {"$ref": "#/$defs/text"},
        "legal-names": {"$ref": "#/$defs/texts"},
        "aliases": {"$ref": "#/$defs/names", "description": "names that identify the holder anywhere, in every script"},
        "codes": {"$ref": "#/$defs/names", "description": "short forms that count only in datelines, credits and notices"},
        "type": {"enum": @TYPE@},
        "country": {"type": "string", "pattern": "^[A-Z]{2}$", "description": "ISO 3166-1: TR"},
        "languages": {"$ref": "#/$defs/texts"},
        "domains": {"type": "array", "items": {"type": "string", "pattern": "^[^/: A-Z]*\\.[^/: A-Z]*$"}},
        "not-followed-by": {"$ref": "#/$defs/texts", "description": "words after a name that make it another party's"},
        "terms": {"type": "string", "minLength": 1, "description": "address of the terms of use"},
        "licensing": {"type": "string", "minLength": 1, "description": "whom to ask"},
        "source": {"$ref": "#/$defs/source"},
        "checked": {"$ref": "#/$defs/date"},
        "verified": {"type": "boolean", "description": "seen in real text"},
        "note": {"$ref": "#/$defs/text"},
        "match": {"$ref": "#/$defs/examples", "description": "texts that must give a finding of this holder"},
        "miss": {"$ref": "#/$defs/examples", "description": "texts that must not"},
        "rule": {"$ref": "#/$defs/rules"}
      }
    },
    "licence-file": {
      "required": ["source", "checked", "licence"],
      "additionalProperties": false,
      "properties": {
        "schema": true,
        "kind": {"const": "licence"},
        "source": {"$ref": "#/$defs/source"},
        "checked": {"$ref": "#/$defs/date"},
        "licence": {"type": "array", "items": {
          "type": "object",
          "required": ["id", "name", "permits"],
          "additionalProperties": false,
          "properties": {
            "id": {"type": "string", "pattern": "^[A-Za-z0-9._+-]+$", "description": "SPDX where there is one"},
            "name": {"$ref": "#/$defs/text"},
            "url": {"$ref": "#/$defs/text"},
            "permits": {"$ref": "#/$defs/uses"},
            "duties": {"$ref": "#/$defs/duties"},
            "constraints": {"$ref": "#/$defs/constraints"},
            "source": {"$ref": "#/$defs/source"},
            "checked": {"$ref": "#/$defs/date"}
          }}},
        "rule": {"$ref": "#/$defs/licence-rules"}
      }
    },
    "agents-file": {
      "required": ["source", "checked", "agent"],
      "additionalProperties": false,
      "properties": {
        "schema": true,
        "kind": {"const": "agents"},
        "source": {"$ref": "#/$defs/source"},
        "checked": {"$ref": "#/$defs/date"},
        "agent": {"type": "array", "items": {
          "type": "object",
          "required": ["token", "operator", "purpose"],
          "additionalProperties": false,
          "properties": {
            "token": {"type": "string", "pattern": "^[A-Za-z0-9._-]+$", "description": "as robots files name it"},
            "operator": {"type": "string", "minLength": 1, "description": "who runs it"},
            "purpose": {"$ref": "#/$defs/purpose"},
            "respects-robots": {"enum": @OBEDIENCE@, "description": "what its operator says about robots.txt"},
            "control-only": {"type": "boolean", "description": "a token only: no robot of this name visits"},
            "note": {"$ref": "#/$defs/text"},
            "source": {"$ref": "#/$defs/source"},
            "checked": {"$ref": "#/$defs/date"}
          }}}
      }
    }
  }
}
)json";

template <std::size_t N>
std::string json_list(const std::array<std::string_view, N>& words) {
  std::string out = "[";
  for (const std::string_view word : words) {
    out += (out.size() > 1 ? ", \"" : "\"") + std::string(word) + '"';
  }
  return out + ']';
}

std::string words_of(std::string_view mark) {
  const std::array<std::pair<std::string_view, std::string>, 11> marks = {{
      {"KIND", json_list(kFileKindNames)},
      {"USE", json_list(kUseNames)},
      {"DUTY", json_list(kDutyNames)},
      {"CONSTRAINT", json_list(kConstraintNames)},
      {"LEVEL", json_list(kLevelNames)},
      {"ROLE", json_list(kRoleNames)},
      {"STRENGTH", json_list(kStrengthNames)},
      {"PLACE", json_list(kPlaceNames)},
      {"CASE", json_list(kCaseRuleNames)},
      {"TYPE", json_list(kHolderKindNames)},
      {"OBEDIENCE", json_list(kObedienceNames)},
  }};
  const auto found = std::find_if(
      marks.begin(), marks.end(), [&](const auto& entry) { return entry.first == mark; });
  return found == marks.end() ? json_list(kScopeNames) : found->second;
}

}  // namespace

std::string rules_schema() {
  std::string out;
  std::string_view rest = kSchema;
  while (true) {
    const std::size_t at = rest.find('@');
    out += rest.substr(0, at);
    if (at == std::string_view::npos) {
      return out;
    }
    rest.remove_prefix(at + 1);
    const std::size_t end = rest.find('@');
    out += words_of(rest.substr(0, end));
    rest.remove_prefix(end + 1);
  }
}

}  // namespace imprimatur
