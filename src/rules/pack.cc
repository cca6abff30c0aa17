// The binary form of the database. One description of each type serves writing and reading, so
// that the two cannot differ.
#include "rules/database.h"

#include <algorithm>
#include <cstring>
#include <map>
#include <type_traits>
#include <utility>

namespace imprimatur {
namespace {

// Of the database in memory.
constexpr std::size_t kAlignment = 8;
constexpr std::string_view kMagic = "imprimatur-rules-7\n";

class Writer {
 public:
  static constexpr bool kReads = false;
  void number(std::uint64_t value) {
    while (value >= 0x80) {
      out_.push_back(static_cast<char>((value & 0x7F) | 0x80));
      value >>= 7;
    }
    out_.push_back(static_cast<char>(value));
  }
  void text(std::string_view value) {
    number(value.size());
    out_ += value;
  }
  // So that they lie at a multiple of kAlignment.
  template <typename T>
  void values(const Stored<T>& list) {
    static_assert(alignof(T) <= kAlignment && std::is_trivially_copyable_v<T>);
    number(list.size());
    const std::size_t here = out_.size() + 1;
    const std::size_t padding = (kAlignment - here % kAlignment) % kAlignment;
    number(padding);
    out_.append(padding, '\0');
    out_.append(reinterpret_cast<const char*>(list.data()), list.size() * sizeof(T));
  }
  [[nodiscard]] std::string take() { return std::move(out_); }

 private:
  std::string out_{kMagic};
};

// After damage every read gives zero; ok() says so at the end.
class Reader {
 public:
  static constexpr bool kReads = true;
  explicit Reader(std::string_view bytes) : bytes_(bytes) {
    ok_ = bytes_.substr(0, kMagic.size()) == kMagic;
    bytes_.remove_prefix(ok_ ? kMagic.size() : bytes_.size());
  }
  std::uint64_t number() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
      if (bytes_.empty()) {
        break;
      }
      const auto byte = static_cast<unsigned char>(bytes_.front());
      bytes_.remove_prefix(1);
      value |= std::uint64_t{byte & 0x7FU} << shift;
      if (byte < 0x80) {
        return value;
      }
    }
    return damaged();
  }
  // Where it lies.
  std::string_view text() {
    const std::uint64_t size = number();
    if (size > bytes_.size()) {
      damaged();
      return {};
    }
    const std::string_view out = bytes_.substr(0, size);
    bytes_.remove_prefix(size);
    return out;
  }
  // Values as they lie in memory, where the database does so at an address that suits them.
  template <typename T>
  Stored<T> values() {
    const std::uint64_t count = number();
    const std::uint64_t padding = number();
    if (count > bytes_.size() / sizeof(T) || padding > bytes_.size() - count * sizeof(T)) {
      damaged();
      return {};
    }
    const char* const there = bytes_.data() + padding;
    bytes_.remove_prefix(padding + count * sizeof(T));
    if (reinterpret_cast<std::uintptr_t>(there) % alignof(T) == 0) {
      return Stored<T>::lasting({static_cast<const T*>(static_cast<const void*>(there)), count});
    }
    std::vector<T> copied(count);
    std::memcpy(copied.data(), there, count * sizeof(T));
    return copied;
  }
  // The size of a list; each element takes at least one byte.
  std::size_t count() {
    const std::uint64_t size = number();
    return size > bytes_.size() ? damaged() : size;
  }
  std::uint64_t damaged() {
    ok_ = false;
    bytes_ = {};
    return 0;
  }
  [[nodiscard]] bool ok() const { return ok_ && bytes_.empty(); }

 private:
  std::string_view bytes_;
  bool ok_ = true;
};

template <typename A>
void io(A& a, std::string& value) {
  if constexpr (A::kReads) {
    value = a.text();
  } else {
    a.text(value);
  }
}

template <typename A>
void io(A& a, StoredText& value) {
  if constexpr (A::kReads) {
    value = StoredText::lasting(a.text());
  } else {
    a.text(value);
  }
}

template <typename A, typename T>
void io(A& a, Stored<T>& list) {
  if constexpr (A::kReads) {
    list = a.template values<T>();
  } else {
    a.values(list);
  }
}

template <typename A, typename T>
requires std::is_integral_v<T>
void io(A& a, T& value) {
  if constexpr (A::kReads) {
    value = static_cast<T>(a.number());
  } else {
    a.number(value);
  }
}

// `size` is the number of enumerators.
template <typename A, typename E>
void io_enum(A& a, E& value, std::size_t size) {
  auto bits = static_cast<std::uint64_t>(value);
  io(a, bits);
  if constexpr (A::kReads) {
    value = static_cast<E>(bits < size ? bits : a.damaged());
  }
}

template <typename A, typename E>
void io(A& a, EnumSet<E>& value) {
  std::uint32_t bits = value.bits();
  io(a, bits);
  value = EnumSet<E>::from_bits(bits);
}

template <typename A>
void io(A& a, RulePosition& at) {
  io(a, at.line);
  io(a, at.column);
}

template <typename A, typename T>
void io(A& a, std::vector<T>& list);

template <typename A, typename K, typename V>
void io(A& a, std::map<K, V>& map) {
  std::vector<std::pair<K, V>> items(map.begin(), map.end());
  io(a, items);
  map = {items.begin(), items.end()};
}

template <typename A, typename V>
void io(A& a, std::pair<Duty, V>& item) {
  io_enum(a, item.first, kDutyNames.size());
  io(a, item.second);
}

template <typename A, typename V>
void io(A& a, std::pair<Constraint, V>& item) {
  io_enum(a, item.first, kConstraintNames.size());
  io(a, item.second);
}

template <typename A, typename V>
void io(A& a, std::pair<std::string, V>& item) {
  io(a, item.first);
  io(a, item.second);
}

template <typename A>
void io(A& a, UsesSpec& spec) {
  io_enum(a, spec.mode, static_cast<std::size_t>(UsesSpec::Mode::list) + 1);
  io(a, spec.uses);
}

template <typename A>
void io(A& a, Modifier& modifier) {
  io(a, modifier.pattern);
  io(a, modifier.removes);
  io(a, modifier.adds);
  io(a, modifier.duties);
  io(a, modifier.constraints);
  io(a, modifier.at);
}

template <typename A>
void io(A& a, Rule& rule) {
  for (std::string* text : {&rule.id,
                            &rule.language,
                            &rule.pattern,
                            &rule.licence,
                            &rule.note,
                            &rule.source,
                            &rule.checked}) {
    io(a, *text);
  }
  io_enum(a, rule.role, kRoleNames.size());
  io_enum(a, rule.strength, kStrengthNames.size());
  io_enum(a, rule.place, kPlaceNames.size());
  io_enum(a, rule.scope, kScopeNames.size());
  io(a, rule.unless);
  io(a, rule.anchors);
  io(a, rule.prohibits);
  io(a, rule.permits);
  io(a, rule.duties);
  io(a, rule.constraints);
  io(a, rule.modifiers);
  io(a, rule.self_owned);
  io(a, rule.at);
  io(a, rule.pattern_at);
  auto confidence = static_cast<std::uint64_t>(rule.confidence * 1e6 + 0.5);
  io(a, confidence);
  rule.confidence = static_cast<double>(confidence) / 1e6;
}

template <typename A>
void io(A& a, Language& language) {
  for (std::string* text : {&language.code, &language.name, &language.source, &language.checked}) {
    io(a, *text);
  }
  io(a, language.words);
  io(a, language.uses);
  io(a, language.duties);
  io(a, language.constraints);
  for (auto* list : {&language.exceptions,
                     &language.self,
                     &language.discussion,
                     &language.other_work,
                     &language.photo}) {
    io(a, *list);
  }
  io(a, language.months);
  io(a, language.at);
}

template <typename A>
void io(A& a, HolderName& name) {
  io(a, name.text);
  io_enum(a, name.case_rule, kCaseRuleNames.size());
  io(a, name.code);
}

template <typename A>
void io(A& a, Holder& holder) {
  for (std::string* text : {&holder.id,
                            &holder.name,
                            &holder.country,
                            &holder.terms,
                            &holder.licensing,
                            &holder.source,
                            &holder.checked,
                            &holder.note}) {
    io(a, *text);
  }
  io(a, holder.names);
  io_enum(a, holder.kind, kHolderKindNames.size());
  for (auto* list :
       {&holder.legal_names, &holder.languages, &holder.domains, &holder.not_followed_by}) {
    io(a, *list);
  }
  io(a, holder.verified);
  io(a, holder.at);
}

template <typename A>
void io(A& a, Agent& agent) {
  for (std::string* text :
       {&agent.token, &agent.operator_name, &agent.note, &agent.source, &agent.checked}) {
    io(a, *text);
  }
  io(a, agent.purpose);
  io_enum(a, agent.robots, kObedienceNames.size());
  io(a, agent.control_only);
  io(a, agent.at);
}

template <typename A>
void io(A& a, Licence& licence) {
  for (std::string* text :
       {&licence.id, &licence.name, &licence.url, &licence.source, &licence.checked}) {
    io(a, *text);
  }
  io(a, licence.permits);
  io(a, licence.duties);
  io(a, licence.constraints);
  io(a, licence.at);
}

template <typename A>
void io(A& a, Gates& gates) {
  io(a, gates.code);
  for (std::uint64_t& bits : gates.marks.bits) {
    io(a, bits);
  }
}

template <typename A>
void io(A& a, WordPattern& pattern) {
  io(a, pattern.regex);
  io(a, pattern.gates);
}

template <typename A>
void io(A& a, CompiledRule& rule) {
  io(a, rule.pattern.regex);
  io(a, rule.pattern.anchors);
  io(a, rule.pattern.reach);
  io(a, rule.pattern.agency);
  io(a, rule.pattern.by_agency);
  io(a, rule.pattern.sets);
  for (std::uint32_t& before : rule.pattern.before) {
    io(a, before);
  }
  io(a, rule.pattern.gates);
  io(a, rule.unless);
  io(a, rule.modifiers);
}

template <typename A>
void io(A& a, CompiledLanguage& words) {
  for (auto* list : {&words.uses, &words.duties, &words.constraints}) {
    io(a, *list);
  }
  for (WordPattern* pattern : {&words.general,
                               &words.exceptions,
                               &words.self,
                               &words.discussion,
                               &words.other_work,
                               &words.photo}) {
    io(a, *pattern);
  }
}

template <typename A>
void io(A& a, DatabaseFile& entry) {
  io(a, entry.file.path);
  io_enum(a, entry.file.kind, kFileKindNames.size());
  io(a, entry.hash);
  if (entry.file.kind == FileKind::language) {
    io(a, entry.file.language);
    io(a, entry.words);
  }
  io(a, entry.file.holders);
  io(a, entry.file.licences);
  io(a, entry.file.agents);
  io(a, entry.file.rules);
  io(a, entry.compiled);
}

template <typename A>
void io(A& a, LiteralTable& table) {
  LiteralTable::Parts parts = table.parts();
  io(a, parts.bytes);
  io(a, parts.begins);
  io(a, parts.bounds);
  for (LiteralTable::Keys& keys : parts.keys) {
    io(a, keys.map);
    io(a, keys.buckets);
    io(a, keys.entries);
  }
  if constexpr (A::kReads) {
    auto made = LiteralTable::of(std::move(parts));
    if (made) {
      table = std::move(*made);
    } else {
      a.damaged();
    }
  }
}

template <typename A>
void io(A& a, Unpacked& all) {
  io(a, all.database);
  io(a, all.announcements.literals);
  for (auto* list :
       {&all.announcements.begins, &all.announcements.sets, &all.announcements.agency_rules}) {
    io(a, *list);
  }
  io(a, all.announcements.entries);
}

// Whoever indexes by what was read needs no checks of their own.
bool whole(const Announcements& table) {
  const auto is_rule = [&](std::uint32_t rule) { return rule < table.sets.size(); };
  return table.begins.size() == table.literals.size() + 1 && table.begins[0] == 0 &&
         std::is_sorted(table.begins.begin(), table.begins.end()) &&
         table.begins.back() == table.entries.size() &&
         std::all_of(table.agency_rules.begin(), table.agency_rules.end(), is_rule) &&
         std::all_of(table.entries.begin(), table.entries.end(), [&](const auto& entry) {
           return entry.rule == Announcements::kAnyAgency ||
                  (is_rule(entry.rule) && entry.set < Announcements::kMostSets);
         });
}

template <typename A, typename T>
void io(A& a, std::vector<T>& list) {
  if constexpr (A::kReads) {
    list.resize(a.count());
  } else {
    a.number(list.size());
  }
  for (T& item : list) {
    io(a, item);
  }
}

}  // namespace

std::string pack_database(const Database& database) {
  Writer writer;
  // io() takes what it writes by reference, as it must when it reads.
  Unpacked copy{database, announce(database)};
  io(writer, copy);
  return writer.take();
}

Result<Unpacked> unpack_database(std::string_view bytes) {
  Reader reader(bytes);
  Unpacked out;
  io(reader, out);
  if (!reader.ok() || !whole(out.announcements)) {
    return fail(ErrorCode::internal, "the built-in rules are damaged");
  }
  for (DatabaseFile& entry : out.database) {
    if (entry.compiled.size() != entry.file.rules.size()) {
      return fail(ErrorCode::internal, "the built-in rules are damaged");
    }
    entry.builtin = true;
    entry.words_compiled = entry.file.kind == FileKind::language;
  }
  return out;
}

}  // namespace imprimatur
