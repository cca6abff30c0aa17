// What the prefilter looks for: the anchors and companions of all rules and the names of holders,
// in the spellings that raw bytes may show.
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
constexpr std::array<std::string_view, 4> kCodeLeads = {"[", "=", "@", "\xC2\xA9"};
constexpr std::string_view kWideBracket = "\xEF\xBC\x88";
constexpr std::size_t kNameBytes = 4;
constexpr std::size_t kWideNameBytes = 9;
constexpr std::size_t kSteadyBytes = 5;

using Entry = Announcements::Entry;

// A literal and a rule that it announces.
struct Announcement {
  RawLiteral literal;
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

void add_literal(Table& table, RawLiteral literal, Entry entry) {
  table.push_back({std::move(literal), entry});
}

// "©" stands in raw text in many spellings; mojibake holds the sign's own bytes.
void add_copyright_spellings(Table& table, Entry entry) {
  for (const std::string_view spelling :
       {"\xC2\xA9", "\xE2\x93\x92", "\xE2\x92\xB8", "copy;", "#169;", "#xa9;"}) {
    add_literal(table, {std::string(spelling), true}, entry);
  }
}

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0x80U) == 0;
  });
}

// The longest piece of an anchor that stands in raw text in one way whatever the case and the
// diacritics: ASCII without i, which Turkish casing spells in four ways, and without blanks, which
// may be line breaks. A piece announces all that the anchor announces, and one literal serves for a
// dozen spellings.
std::string_view steady_piece(std::string_view anchor) {
  std::string_view best;
  for (std::size_t begin = 0; begin < anchor.size();) {
    std::size_t end = begin;
    while (end < anchor.size() && (static_cast<unsigned char>(anchor[end]) & 0x80U) == 0 &&
           anchor[end] != 'i' && anchor[end] != 'I' && anchor[end] != ' ' && anchor[end] != '\n') {
      ++end;
    }
    // A combining mark may follow the last letter; the letters before it stay.
    if (end - begin > best.size()) {
      best = anchor.substr(begin, end - begin);
    }
    begin = end + 1;
  }
  return best;
}

// At most two words of the anchor: each blank multiplies the spellings.
std::string_view one_blank(std::string_view anchor) {
  std::string_view best = anchor;
  const auto is_blank = [](char c) { return c == ' ' || c == '\n'; };
  if (std::count_if(anchor.begin(), anchor.end(), is_blank) > 1) {
    best = {};
    for (std::size_t begin = 0; begin < anchor.size();) {
      const std::size_t blank = anchor.find_first_of(" \n", begin);
      const std::size_t end = std::min(anchor.find_first_of(" \n", blank + 1), anchor.size());
      if (blank != std::string_view::npos && end - begin > best.size()) {
        best = anchor.substr(begin, end - begin);
      }
      begin = std::min(blank, anchor.size() - 1) + 1;
    }
  }
  return best;
}

// What a pattern reads as a blank or a bracket stands in raw text in several ways.
void add_spaced(Table& table, const RawLiteral& literal, Entry entry) {
  const std::size_t blank = literal.bytes.find_first_of(" \n");
  if (blank != std::string::npos) {
    for (const std::string_view spelling : {" ", "\n", "\r\n", "  ", " \n", "\xC2\xA0"}) {
      std::string bytes = literal.bytes;
      add_literal(table, {bytes.replace(blank, 1, spelling), literal.caseless}, entry);
    }
    return;
  }
  add_literal(table, literal, entry);
  if (literal.bytes == "(c)") {
    add_literal(table,
                {"\xEF\xBC\x88"
                 "c\xEF\xBC\x89",
                 true},
                entry);
  }
}

void add_anchor(Table& table, const std::string& anchor, Entry entry) {
  if (anchor.find("\xC2\xA9") != std::string::npos) {
    add_copyright_spellings(table, entry);
    return;
  }
  const std::string_view steady = steady_piece(anchor);
  if (steady.size() >= kSteadyBytes) {
    add_literal(table, {std::string(steady), true}, entry);
    return;
  }
  const std::string_view piece = one_blank(anchor);
  for (const auto& literal : raw_variants(piece)) {
    add_spaced(table, literal, entry);
  }
  // As it stands in shadow text, where a final sigma is one like others.
  if (std::string folded = fold(piece); !is_ascii(folded)) {
    add_spaced(table, {std::move(folded), false}, entry);
  }
}

void add_ascii_name(std::set<RawLiteral>& literals, const HolderName& name) {
  const bool caseless = name.case_rule != CaseRule::upper;
  const std::string cut = name.text.substr(0, kNameBytes);
  literals.insert({"(" + cut, caseless});
  literals.insert({std::string(kWideBracket) + cut, caseless});
  literals.insert({"/" + cut, caseless});
  literals.insert({"/ " + cut, caseless});
  const bool word = name.text.find(' ') == std::string::npos;
  if (is_ascii(name.text) && (word || name.code)) {
    literals.insert({name.text + "/", caseless});
  }
  if (name.code) {
    for (const auto lead : kCodeLeads) {
      literals.insert({std::string(lead) + cut, caseless});
    }
    literals.insert({name.text + " /", caseless});
    literals.insert({name.text + ")", caseless});
  }
}

void add_wide_name(std::set<RawLiteral>& literals, const HolderName& name) {
  std::size_t at = 0;
  const char32_t first = next_code_point(name.text, at);
  const bool dense = is_cjk(first) || (first >= 0xAC00 && first <= 0xD7A3);
  if (dense) {
    // Two characters of these scripts are rare enough without a sign in front of them.
    literals.insert({std::string(cut_at_character(name.text, kWideNameBytes)), false});
    return;
  }
  const std::string_view cut = cut_at_character(name.text, kWideNameBytes);
  for (const auto& variant : raw_variants(cut)) {
    for (const std::string_view lead :
         {std::string_view("("), kWideBracket, std::string_view("/"), std::string_view("/ ")}) {
      literals.insert({std::string(lead) + variant.bytes, variant.caseless});
    }
  }
  if (name.text.find(' ') == std::string::npos) {
    for (const auto& variant : raw_variants(name.text)) {
      literals.insert({variant.bytes + "/", variant.caseless});
    }
  }
}

void add_names(Table& table, const Database& database) {
  std::set<RawLiteral> literals;
  for (const DatabaseFile& entry : database) {
    for (const Holder& holder : entry.file.holders) {
      for (const auto& name : holder.names) {
        if (is_ascii(std::string_view(name.text).substr(0, kNameBytes))) {
          add_ascii_name(literals, name);
        } else {
          add_wide_name(literals, name);
        }
      }
    }
  }
  for (const auto& literal : literals) {
    add_literal(table, literal, {Announcements::kAnyAgency, 0});
  }
}

// Sets that belong together: the anchors (or any holder's name), then their companions.
void add_rule(Table& table, Announcements& out, const CompiledRule& rule, std::uint32_t index) {
  const CompiledPattern& pattern = rule.pattern;
  std::uint32_t set = 0;
  for (const auto& anchor : pattern.anchors) {
    add_anchor(table, anchor, {index, set});
  }
  if (pattern.by_agency) {
    out.agency_rules.push_back(index);
  }
  set += pattern.by_agency || !pattern.anchors.empty() ? 1U : 0U;
  for (const auto& companions : pattern.companions) {
    for (const auto& literal : companions) {
      add_anchor(table, literal, {index, set});
    }
    ++set;
  }
  out.sets[index] = set;
}

}  // namespace

Announcements announce(const Database& database) {
  Announcements out;
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
  out.entries.reserve(table.size());
  for (Announcement& announcement : table) {
    if (out.literals.empty() || out.literals.back() != announcement.literal) {
      out.begins.push_back(static_cast<std::uint32_t>(out.entries.size()));
      out.literals.push_back(std::move(announcement.literal));
    }
    out.entries.push_back(announcement.entry);
  }
  out.begins.push_back(static_cast<std::uint32_t>(out.entries.size()));
  return out;
}

}  // namespace imprimatur
