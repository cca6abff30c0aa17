// Strict, typed access to one TOML table: every wrong type is reported where it stands, and
// finish() reports the keys that nobody asked for. Private to the rules layer.
#ifndef IMPRIMATUR_RULES_TABLE_READER_H_
#define IMPRIMATUR_RULES_TABLE_READER_H_

#include "rules/diagnostic.h"
#include "rules/load.h"
#include "rules/toml.h"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace imprimatur {

// Where diagnostics of one file go.
class DiagnosticSink {
 public:
  DiagnosticSink(std::string path, std::vector<Diagnostic>& out)
      : path_(std::move(path)), out_(out) {}
  void error(std::string_view code, RulePosition at, std::string message, std::string help = {});
  // R004: `word` is no member of `known`.
  void unknown_word(RulePosition at,
                    std::string_view what,
                    std::string_view word,
                    const std::vector<std::string_view>& known);
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
  std::vector<Diagnostic>& out_;
};

// A string and where it stands.
struct LocatedText {
  std::string text;
  RulePosition at;
};

class TableReader {
 public:
  // `node` is a table and outlives the reader; `what` names it in messages: "rule".
  TableReader(const TomlNode& node, std::string what, DiagnosticSink& sink)
      : node_(node), what_(std::move(what)), sink_(sink) {}

  // The value of `key`, or nullptr. Marks the key as known.
  [[nodiscard]] const TomlNode* find(std::string_view key);
  // The same; reports R005 if the key is missing.
  [[nodiscard]] const TomlNode* require(std::string_view key);
  // The same; reports R003 if the value has another kind.
  [[nodiscard]] const TomlNode* find(std::string_view key, TomlNode::Kind kind);
  void missing(std::string_view key);

  // Empty if the key is missing; R014 if it is there and empty.
  [[nodiscard]] std::string text(std::string_view key);
  [[nodiscard]] std::string required_text(std::string_view key);
  // A string or a list of strings; none may be empty.
  [[nodiscard]] std::vector<LocatedText> located_texts(std::string_view key);
  [[nodiscard]] std::vector<std::string> texts(std::string_view key);
  [[nodiscard]] bool boolean(std::string_view key, bool otherwise);
  // An ISO date, as TOML date or string.
  [[nodiscard]] std::string date(std::string_view key);
  [[nodiscard]] std::vector<const TomlNode*> tables(std::string_view key);

  template <typename E, std::size_t N>
  [[nodiscard]] std::optional<E> word(std::string_view key,
                                      const std::array<std::string_view, N>& names) {
    const TomlNode* value = find(key, TomlNode::Kind::string);
    return value == nullptr ? std::nullopt : word_of<E>(*value, key, names);
  }

  template <typename E, std::size_t N>
  [[nodiscard]] EnumSet<E> words(std::string_view key,
                                 const std::array<std::string_view, N>& names) {
    EnumSet<E> set;
    for (const LocatedText& item : located_texts(key)) {
      if (const auto value = find_name<E>(names, item.text)) {
        set.add(*value);
      } else {
        sink_.unknown_word(item.at, key, item.text, {names.begin(), names.end()});
      }
    }
    return set;
  }

  void finish();
  [[nodiscard]] const TomlNode& node() const { return node_; }
  [[nodiscard]] DiagnosticSink& sink() { return sink_; }

 private:
  template <typename E, std::size_t N>
  std::optional<E> word_of(const TomlNode& value,
                           std::string_view key,
                           const std::array<std::string_view, N>& names) {
    const auto found = find_name<E>(names, value.text);
    if (!found) {
      sink_.unknown_word(value.at, key, value.text, {names.begin(), names.end()});
    }
    return found;
  }

  const TomlNode& node_;
  std::string what_;
  DiagnosticSink& sink_;
  std::vector<std::string_view> known_;
};

// Reports R003: `value` is not `expected` ("a string").
void wrong_type(DiagnosticSink& sink,
                const TomlNode& value,
                std::string_view key,
                std::string_view expected);

// Strings in `value` (a string or a list of strings), wrong types and empty strings reported.
[[nodiscard]] std::vector<LocatedText> strings_of(DiagnosticSink& sink,
                                                  const TomlNode& value,
                                                  std::string_view key);

// True for YYYY-MM-DD with a day that exists.
[[nodiscard]] bool is_iso_date(std::string_view text);

}  // namespace imprimatur

#endif  // IMPRIMATUR_RULES_TABLE_READER_H_
