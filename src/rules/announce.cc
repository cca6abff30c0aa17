// What the prefilter looks for: the search sets of all rules and the names of holders, as shadow
// text has them.
#include "rules/announcements.h"
#include "rules/database.h"
#include "text/fold.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

namespace imprimatur {
namespace {

// The shapes in which an agency's name announces a rule by itself: behind a bracket, between
// slashes, behind the sign of Korean datelines. What follows is cut, because a few bytes are rare
// enough and fewer distinct literals are built and searched faster.
constexpr std::array<std::string_view, 3> kNameLeads = {"(", "/", "/ "};
constexpr std::array<std::string_view, 4> kCodeLeads = {"[", "=", "@", "\xC2\xA9"};
constexpr std::size_t kNameBytes = 12;
constexpr std::size_t kWideNameBytes = 9;

using Entry = Announcements::Entry;

// A literal and a rule that it announces.
struct Announcement {
  SearchLiteral literal;
  Entry entry;
  friend bool operator==(const Announcement&, const Announcement&) = default;
  friend auto operator<=>(const Announcement&, const Announcement&) = default;
};
using Table = std::vector<Announcement>;

std::string_view cut_at_character(std::string_view text, std::size_t size) {
  if (text.size() <= size) {
    return text;
  }
  while (size > 0 && (static_cast<unsigned char>(text[size]) & 0xC0U) == 0x80U) {
    --size;
  }
  return text.substr(0, size);
}

std::string_view last_characters(std::string_view text, std::size_t size) {
  std::size_t begin = text.size() - std::min(text.size(), size);
  while (begin < text.size() && (static_cast<unsigned char>(text[begin]) & 0xC0U) == 0x80U) {
    ++begin;
  }
  return text.substr(begin);
}

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0x80U) == 0;
  });
}

bool is_ascii_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

// `name` is folded. "(AP" is no name in "(approx", nor "AP/" in "map/": names are bounded.
void add_name(std::set<SearchLiteral>& literals, const std::string& name, bool code) {
  std::size_t at = 0;
  const char32_t first = next_code_point(name, at);
  if (is_cjk(first) || (first >= 0xAC00 && first <= 0xD7A3)) {
    // Two characters of these scripts are rare enough without a sign in front of them.
    literals.insert({std::string(cut_at_character(name, kWideNameBytes))});
    return;
  }
  const std::size_t most = is_ascii(name) ? kNameBytes : kWideNameBytes;
  const std::string cut(cut_at_character(name, most));
  const bool ends = cut.size() == name.size() && is_ascii_word(name.back());
  for (const std::string_view lead : kNameLeads) {
    literals.insert({std::string(lead) + cut, false, ends});
  }
  // The ends of names are few: "news agency/".
  const std::string end(last_characters(name, most));
  const bool begins = end.size() == name.size() && is_ascii_word(name.front());
  literals.insert({end + "/", begins});
  literals.insert({end + " /", begins});
  if (code) {
    for (const std::string_view lead : kCodeLeads) {
      literals.insert({std::string(lead) + cut, false, ends});
    }
    literals.insert({name + ")", is_ascii_word(name.front())});
  }
}

void add_names(Table& table, const Database& database) {
  std::set<SearchLiteral> literals;
  for (const DatabaseFile& entry : database) {
    for (const Holder& holder : entry.file.holders) {
      for (const auto& name : holder.names) {
        if (const std::string folded = fold(name.text); folded.size() >= 2) {
          add_name(literals, folded, name.code);
        }
      }
    }
  }
  for (const auto& literal : literals) {
    table.push_back({literal, {Announcements::kAnyAgency, 0}});
  }
}

// Announcements in the making.
struct Numbers {
  std::vector<std::uint32_t> sets, agency_rules;
};

// Sets that belong together: any holder's name, if it announces the rule, then its own.
void add_rule(Table& table, Numbers& out, const CompiledRule& rule, std::uint32_t index) {
  const CompiledPattern& pattern = rule.pattern;
  std::uint32_t set = 0;
  if (pattern.by_agency) {
    out.agency_rules.push_back(index);
    ++set;
  }
  for (const std::vector<std::string>& literals : search_sets(pattern)) {
    for (const std::string& literal : literals) {
      table.push_back({{literal}, {index, set}});
    }
    ++set;
  }
  out.sets[index] = set;
}

}  // namespace

std::vector<std::vector<std::string>> search_sets(const CompiledPattern& pattern) {
  std::vector<std::vector<std::string>> sets;
  std::vector<std::string> set;
  const std::string_view joined = pattern.sets;
  for (std::size_t begin = 0; begin < joined.size();) {
    if (joined[begin] == kSetEnd) {
      sets.push_back(std::move(set));
      set.clear();
      ++begin;
      continue;
    }
    const std::size_t end = joined.find(kPhraseEnd, begin);
    set.emplace_back(joined.substr(begin, end - begin));
    begin = end + 1;
  }
  return sets;
}

std::vector<std::string> anchors_of(const CompiledPattern& pattern) {
  std::vector<std::string> anchors;
  const std::string_view joined = pattern.anchors;
  for (std::size_t begin = 0; begin < joined.size();) {
    const std::size_t end = joined.find(kPhraseEnd, begin);
    anchors.emplace_back(joined.substr(begin, end - begin));
    begin = end + 1;
  }
  return anchors;
}

Announcements announce(const Database& database) {
  Numbers out;
  Table table;
  std::uint32_t index = 0;
  for (const DatabaseFile& entry : database) {
    for (std::size_t i = 0; i < entry.compiled.size(); ++i, ++index) {
      out.sets.push_back(0);
      if (entry.file.rules[i].place != Place::edge) {
        add_rule(table, out, entry.compiled[i], index);
      }
    }
  }
  if (!out.agency_rules.empty()) {
    add_names(table, database);
  }
  std::sort(table.begin(), table.end());
  table.erase(std::unique(table.begin(), table.end()), table.end());
  std::vector<SearchLiteral> literals;
  std::vector<std::uint32_t> begins;
  std::vector<Entry> entries;
  entries.reserve(table.size());
  for (Announcement& announcement : table) {
    if (literals.empty() || literals.back() != announcement.literal) {
      begins.push_back(static_cast<std::uint32_t>(entries.size()));
      literals.push_back(std::move(announcement.literal));
    }
    entries.push_back(announcement.entry);
  }
  begins.push_back(static_cast<std::uint32_t>(entries.size()));
  return {LiteralTable(literals),
          std::move(begins),
          std::move(entries),
          std::move(out.sets),
          std::move(out.agency_rules)};
}

}  // namespace imprimatur
