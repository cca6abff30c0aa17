#include "rules/table_reader.h"

#include "base/terms.h"

#include <algorithm>

namespace imprimatur {
namespace {

std::string quoted(std::string_view text) {
  return '"' + std::string(text) + '"';
}

std::string_view kind_phrase(TomlNode::Kind kind) {
  switch (kind) {
    case TomlNode::Kind::table:
      return "a table";
    case TomlNode::Kind::array:
      return "a list";
    case TomlNode::Kind::string:
      return "a string";
    case TomlNode::Kind::integer:
      return "a whole number";
    case TomlNode::Kind::real:
      return "a number";
    case TomlNode::Kind::boolean:
      return "true or false";
    case TomlNode::Kind::date:
      return "a date";
    case TomlNode::Kind::other:
      break;
  }
  return "something else";
}

std::string list_of(const std::vector<std::string_view>& words) {
  std::string out;
  for (const std::string_view word : words) {
    out += (out.empty() ? "" : ", ") + std::string(word);
  }
  return out;
}

int number(std::string_view digits) {
  int value = 0;
  for (const char c : digits) {
    if (c < '0' || c > '9') {
      return -1;
    }
    value = value * 10 + (c - '0');
  }
  return value;
}

}  // namespace

void DiagnosticSink::error(std::string_view code,
                           RulePosition at,
                           std::string message,
                           std::string help) {
  out_.push_back(
      {Severity::error, std::string(code), path_, at, std::move(message), std::move(help)});
}

void DiagnosticSink::unknown_word(RulePosition at,
                                  std::string_view what,
                                  std::string_view word,
                                  const std::vector<std::string_view>& known) {
  const std::string near = nearest(word, known);
  const std::string help =
      near.empty() ? "one of " + list_of(known) : "did you mean " + quoted(near) + "?";
  error("R004", at, "unknown word " + quoted(word) + " in " + quoted(what), help);
}

void wrong_type(DiagnosticSink& sink,
                const TomlNode& value,
                std::string_view key,
                std::string_view expected) {
  sink.error("R003",
             value.at,
             quoted(key) + " is " + std::string(kind_phrase(value.kind)),
             "write " + std::string(expected));
}

std::vector<LocatedText> strings_of(DiagnosticSink& sink,
                                    const TomlNode& value,
                                    std::string_view key) {
  std::vector<LocatedText> out;
  const auto add = [&](const TomlNode& item) {
    if (item.kind != TomlNode::Kind::string) {
      wrong_type(sink, item, key, "a string or a list of strings");
    } else if (item.text.find_first_not_of(" \t\r\n") == std::string::npos) {
      sink.error("R014", item.at, "empty string in " + quoted(key), "write a text or leave it out");
    } else {
      out.push_back({item.text, item.at});
    }
  };
  if (value.kind == TomlNode::Kind::array) {
    std::for_each(value.items.begin(), value.items.end(), add);
  } else {
    add(value);
  }
  return out;
}

const TomlNode* TableReader::find(std::string_view key) {
  if (std::find(known_.begin(), known_.end(), key) == known_.end()) {
    known_.push_back(key);
  }
  return node_.find(key);
}

const TomlNode* TableReader::require(std::string_view key) {
  const TomlNode* value = find(key);
  if (value == nullptr) {
    missing(key);
  }
  return value;
}

void TableReader::missing(std::string_view key) {
  sink_.error("R005", node_.at, what_ + " has no " + quoted(key), "add it");
}

const TomlNode* TableReader::find(std::string_view key, TomlNode::Kind kind) {
  const TomlNode* value = find(key);
  if (value != nullptr && value->kind != kind) {
    wrong_type(sink_, *value, key, kind_phrase(kind));
    return nullptr;
  }
  return value;
}

std::string TableReader::text(std::string_view key) {
  const TomlNode* value = find(key, TomlNode::Kind::string);
  if (value == nullptr) {
    return {};
  }
  if (value->text.find_first_not_of(" \t\r\n") == std::string::npos) {
    sink_.error("R014", value->at, quoted(key) + " is empty", "write a text or leave it out");
  }
  return value->text;
}

std::string TableReader::required_text(std::string_view key) {
  return require(key) == nullptr ? std::string() : text(key);
}

std::vector<LocatedText> TableReader::located_texts(std::string_view key) {
  const TomlNode* value = find(key);
  return value == nullptr ? std::vector<LocatedText>() : strings_of(sink_, *value, key);
}

std::vector<std::string> TableReader::texts(std::string_view key) {
  std::vector<std::string> out;
  for (LocatedText& item : located_texts(key)) {
    out.push_back(std::move(item.text));
  }
  return out;
}

bool TableReader::boolean(std::string_view key, bool otherwise) {
  const TomlNode* value = find(key, TomlNode::Kind::boolean);
  return value == nullptr ? otherwise : value->boolean;
}

std::string TableReader::date(std::string_view key) {
  const TomlNode* value = find(key);
  if (value == nullptr) {
    return {};
  }
  if (value->kind != TomlNode::Kind::date && value->kind != TomlNode::Kind::string) {
    wrong_type(sink_, *value, key, "a date: 2026-11-24");
    return {};
  }
  if (!is_iso_date(value->text)) {
    sink_.error("R010", value->at, "bad date " + quoted(value->text), "write it as 2026-11-24");
    return {};
  }
  return value->text;
}

std::vector<const TomlNode*> TableReader::tables(std::string_view key) {
  std::vector<const TomlNode*> out;
  const TomlNode* value = find(key, TomlNode::Kind::array);
  if (value == nullptr) {
    return out;
  }
  for (const TomlNode& item : value->items) {
    if (item.kind == TomlNode::Kind::table) {
      out.push_back(&item);
    } else {
      wrong_type(sink_, item, key, "a table");
    }
  }
  return out;
}

void TableReader::finish() {
  for (const TomlNode::Member& member : node_.members) {
    if (std::find(known_.begin(), known_.end(), member.key) != known_.end()) {
      continue;
    }
    const std::string near = nearest(member.key, known_);
    sink_.error(
        "R002",
        member.key_at,
        "unknown key " + quoted(member.key) + " in " + what_,
        near.empty() ? "known are " + list_of(known_) : "did you mean " + quoted(near) + "?");
  }
}

bool is_iso_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') {
    return false;
  }
  const int year = number(text.substr(0, 4));
  const int month = number(text.substr(5, 2));
  const int day = number(text.substr(8, 2));
  if (year < 1 || month < 1 || month > 12 || day < 1) {
    return false;
  }
  constexpr std::array<int, 12> kDays = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return day <= kDays[static_cast<std::size_t>(month - 1)] + (month == 2 && leap ? 1 : 0);
}

}  // namespace imprimatur
