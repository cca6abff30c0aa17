#include "rules/expand.h"

#include "rules/load.h"
#include "rules/regex.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

namespace imprimatur {
namespace {

constexpr int kMaxNesting = 4;
constexpr std::size_t kMaxExpanded = 200'000;

struct FixedMacro {
  std::string_view name;
  std::string_view text;
};
// Sentences end at . ! ? ; and at the full-width, Arabic, Urdu, Devanagari, Armenian, Myanmar,
// Ethiopic and Khmer signs. The stop within a site's name ("the texts of dn.se may") ends none.
constexpr std::array<FixedMacro, 5> kFixed = {{
    {"gap",
     "[^.!?;\u3002\uFF01\uFF1F\u061F\u06D4\u0964\u0589\u104B\u1362\u17D4]{0,80}?"
     "(?:\\.(?=(?:[a-z]{2}|com|org|net|info|news|media)\\b)"
     "[^.!?;\u3002\uFF01\uFF1F\u061F\u06D4\u0964\u0589\u104B\u1362\u17D4]{0,60}?)?"},
    {"tail", "[^.!?;\u3002\uFF01\uFF1F\u061F\u06D4\u0964\u0589\u104B\u1362\u17D4]{0,240}"},
    {"years",
     "(?<years>(?:19|20)\\d\\d(?!\\d)"
     "(?: ?(?:-{1,3}|~|,|&|and|to|/) ?(?:(?:19|20)?\\d\\d(?!\\d)|present|now)){0,8})"},
    {"agency", "(?<agency>[^()\\[\\]{}<>\"\\n:;]{1,60}?)"},
    {"holder", "(?<holder>.{1,120}?)"},
}};
// At a pattern's end as far as it goes, but not into the next notice.
constexpr std::string_view kLastHolder = "(?<holder>[^\xC2\xA9]{1,120})";

bool is_macro_name(std::string_view name) {
  const auto fine = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || c == '.' || c == '*';
  };
  const bool starts = !name.empty() && (name[0] == '*' || (name[0] >= 'a' && name[0] <= 'z') ||
                                        (name[0] >= 'A' && name[0] <= 'Z'));
  return starts && std::all_of(name.begin(), name.end(), fine);
}

std::size_t end_of_class(std::string_view pattern, std::size_t at) {
  for (++at; at < pattern.size() && pattern[at] != ']'; ++at) {
    at += pattern[at] == '\\' ? 1U : 0U;
  }
  return std::min(at + 1, pattern.size());
}

// The end of the plain piece at `at`: an escape, a class, or one character.
std::size_t end_of_piece(std::string_view pattern, std::size_t at) {
  if (pattern[at] == '[') {
    return end_of_class(pattern, at);
  }
  if (pattern[at] != '\\') {
    return at + 1;
  }
  const bool braced = at + 2 < pattern.size() && pattern[at + 2] == '{' &&
                      std::string_view("pPx").find(pattern[at + 1]) != std::string_view::npos;
  const std::size_t close = braced ? pattern.find('}', at) : std::string_view::npos;
  return close == std::string_view::npos ? std::min(at + 2, pattern.size()) : close + 1;
}

// The name of the macro at `at`, empty if there is none.
std::string_view macro_at(std::string_view pattern, std::size_t at) {
  if (pattern[at] != '{') {
    return {};
  }
  const std::size_t close = pattern.find('}', at);
  if (close == std::string_view::npos) {
    return {};
  }
  const std::string_view name = pattern.substr(at + 1, close - at - 1);
  return is_macro_name(name) ? name : std::string_view();
}

// True if nothing but the ends of groups (and other alternatives) follows `at`.
bool ends_pattern(std::string_view pattern, std::size_t at) {
  int depth = 0;
  bool skipping = false;
  while (at < pattern.size()) {
    const char c = pattern[at];
    if (c == ')' && depth == 0) {
      skipping = false;
    } else if (!skipping && c != '|') {
      return false;
    } else {
      skipping = true;
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
    }
    at = end_of_piece(pattern, at);
  }
  return true;
}

// A language's `words` go before its list of the same name: {photo} of a credit line may be
// narrower than the list by which a picture's context is told.
const std::vector<std::string>* list_of(const Language& language, std::string_view name) {
  const auto own = language.words.find(std::string(name));
  if (own != language.words.end()) {
    return &own->second;
  }
  const std::array<std::pair<std::string_view, const std::vector<std::string>*>, 5> lists = {{
      {"exception", &language.exceptions},
      {"self", &language.self},
      {"discussion", &language.discussion},
      {"other-work", &language.other_work},
      {"photo", &language.photo},
  }};
  for (const auto& [known, list] : lists) {
    if (known == name && !list->empty()) {
      return list;
    }
  }
  return nullptr;
}

std::vector<std::string> words_of_uses(const Language& language, std::string_view form) {
  std::vector<std::string> out;
  for (const auto& [name, uses] : language.uses) {
    if (!form.empty() && form != name) {
      continue;
    }
    for (const auto& [use, fragments] : uses) {
      out.insert(out.end(), fragments.begin(), fragments.end());
    }
  }
  return out;
}

std::vector<std::string> words_in(const Language& language, std::string_view name) {
  if (name == "use") {
    return words_of_uses(language, {});
  }
  if (name.substr(0, 4) == "use.") {
    return words_of_uses(language, name.substr(4));
  }
  const auto* list = list_of(language, name);
  return list == nullptr ? std::vector<std::string>() : *list;
}

std::vector<std::string> words_of(const MacroWords& words, std::string_view name) {
  if (name[0] == '*') {
    std::vector<std::string> out;
    for (const Language* language : words.all) {
      const auto more = words_in(*language, name.substr(1));
      out.insert(out.end(), more.begin(), more.end());
    }
    return out;
  }
  for (const Language* language : words.order) {
    auto out = words_in(*language, name);
    if (!out.empty()) {
      return out;
    }
  }
  return {};
}

std::string unknown_macro(const MacroWords& words, std::string_view name) {
  std::set<std::string> known = {"use", "exception", "self", "discussion", "other-work", "photo"};
  for (const FixedMacro& macro : kFixed) {
    known.emplace(macro.name);
  }
  for (const Language* language : name[0] == '*' ? words.all : words.order) {
    for (const auto& [word, list] : language->words) {
      known.insert(word);
    }
    for (const auto& [form, list] : language->uses) {
      known.insert("use." + form);
    }
  }
  const std::string star = name[0] == '*' ? "*" : "";
  const std::string near = nearest(name.substr(star.size()), {known.begin(), known.end()});
  std::string message = "no words for {" + std::string(name) + "}";
  if (!near.empty() && near != name.substr(star.size())) {
    message += ": did you mean {" + star + near + "}?";
  } else if (star.empty() && !words.order.empty()) {
    message += " in the language \"" + words.order.front()->code + "\" or in \"und\"";
  }
  return message;
}

std::string_view fixed_macro(std::string_view name, std::string_view pattern, std::size_t behind) {
  for (const FixedMacro& macro : kFixed) {
    if (macro.name == name) {
      return name == "holder" && ends_pattern(pattern, behind) ? kLastHolder : macro.text;
    }
  }
  return {};
}

Result<std::string> expand(std::string_view pattern, const MacroWords& words, int nesting) {
  if (nesting > kMaxNesting) {
    return fail(ErrorCode::rules, "macros contain each other too deeply");
  }
  std::string out;
  for (std::size_t at = 0; at < pattern.size();) {
    const std::string_view name = macro_at(pattern, at);
    if (name.empty()) {
      const std::size_t end = end_of_piece(pattern, at);
      out.append(pattern.substr(at, end - at));
      at = end;
      continue;
    }
    at += name.size() + 2;
    if (const std::string_view text = fixed_macro(name, pattern, at); !text.empty()) {
      out.append(text);
      continue;
    }
    const auto fragments = words_of(words, name);
    if (fragments.empty()) {
      return fail(ErrorCode::rules, unknown_macro(words, name));
    }
    IMPRIMATUR_TRY(const std::string inner, expand(alternatives(fragments), words, nesting + 1));
    out += inner;
    if (out.size() > kMaxExpanded) {
      return fail(ErrorCode::rules, "the pattern is too large once its macros are expanded");
    }
  }
  return out;
}

std::size_t characters(const std::string& text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
  }));
}

}  // namespace

Result<std::string> expand_macros(std::string_view pattern, const MacroWords& words) {
  return expand(pattern, words, 0);
}

std::string blank_macros(std::string_view pattern) {
  std::string out;
  for (std::size_t at = 0; at < pattern.size();) {
    const std::string_view name = macro_at(pattern, at);
    if (name.empty()) {
      const std::size_t end = end_of_piece(pattern, at);
      out.append(pattern.substr(at, end - at));
      at = end;
      continue;
    }
    at += name.size() + 2;
    const std::string_view text = fixed_macro(name, pattern, at);
    out += text.empty() ? "(?:xy)" : text;
  }
  return out;
}

std::string alternatives(std::vector<std::string> fragments) {
  std::sort(fragments.begin(), fragments.end());
  fragments.erase(std::unique(fragments.begin(), fragments.end()), fragments.end());
  std::stable_sort(fragments.begin(), fragments.end(), [](const auto& a, const auto& b) {
    return characters(a) > characters(b);
  });
  if (fragments.empty()) {
    return "(?!)";
  }
  std::string out = "(?:";
  for (const std::string& fragment : fragments) {
    out += (out.size() > 3 ? "|" : "") + fragment;
  }
  return out + ")";
}

}  // namespace imprimatur
