// The words of the field as types: uses, verdict levels, roles, zones, scopes, duties, constraints.
// Terms follow ODRL 2.2 and IPTC; each has one spelling, shared by rules, code, JSON and text
// output. All tables are constexpr; every function here is pure and thread-safe.
#ifndef IMPRIMATUR_BASE_TERMS_H_
#define IMPRIMATUR_BASE_TERMS_H_

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace imprimatur {

// What somebody wants to do with a document (ODRL "action").
enum class Use : std::uint8_t {
  publish,
  broadcast,
  redistribute,
  rewrite,
  translate,
  excerpt,
  archive,
  commercial,
  tdm,
  ai_train,
  ai_input,
  search,
};
inline constexpr std::array<std::string_view, 12> kUseNames = {"publish",
                                                               "broadcast",
                                                               "redistribute",
                                                               "rewrite",
                                                               "translate",
                                                               "excerpt",
                                                               "archive",
                                                               "commercial",
                                                               "tdm",
                                                               "ai-train",
                                                               "ai-input",
                                                               "search"};

// Ordered by severity, so that the worst of several is the maximum.
enum class Level : std::uint8_t { allowed, conditional, unknown, permission_required, forbidden };
inline constexpr std::array<std::string_view, 5> kLevelNames = {
    "allowed", "conditional", "unknown", "permission-required", "forbidden"};

// What a piece of evidence is.
enum class Role : std::uint8_t {
  notice,        // "© 2024 X", "Copyright 2022 X"
  reservation,   // "all rights reserved"
  restriction,   // a clause that prohibits uses
  permission,    // a clause that permits uses
  duty,          // a clause that asks something in return, permission implied ("please credit X")
  licence,       // a named licence or public-domain statement
  dateline,      // "ANKARA (AA) -"
  byline,        // "By The Associated Press"
  credit,        // "Source: Reuters", a lone "AA" at the end
  endmark,       // "Enditem", "/ritzau/"
  contribution,  // "X contributed to this report": low weight
  embargo,       // "embargoed until ..."
};
inline constexpr std::array<std::string_view, 12> kRoleNames = {"notice",
                                                                "reservation",
                                                                "restriction",
                                                                "permission",
                                                                "duty",
                                                                "licence",
                                                                "dateline",
                                                                "byline",
                                                                "credit",
                                                                "endmark",
                                                                "contribution",
                                                                "embargo"};

// Where in the document.
enum class Zone : std::uint8_t {
  headline,
  byline,
  dateline,
  body,
  caption,
  quote,
  code,
  footer,
  boilerplate,
  metadata,
};
inline constexpr std::array<std::string_view, 10> kZoneNames = {"headline",
                                                                "byline",
                                                                "dateline",
                                                                "body",
                                                                "caption",
                                                                "quote",
                                                                "code",
                                                                "footer",
                                                                "boilerplate",
                                                                "metadata"};

// What a finding speaks of.
enum class Scope : std::uint8_t { document, part, photo, other_work, site };
inline constexpr std::array<std::string_view, 5> kScopeNames = {
    "document", "part", "photo", "other-work", "site"};

// What a permission asks in return (ODRL duty).
enum class Duty : std::uint8_t {
  attribute,
  link,
  share_alike,
  unchanged,
  notify,
  keep_notice,
  no_charge,
  delete_after,
  compensate,
  obtain_licence,
};
inline constexpr std::array<std::string_view, 10> kDutyNames = {"attribute",
                                                                "link",
                                                                "share-alike",
                                                                "unchanged",
                                                                "notify",
                                                                "keep-notice",
                                                                "no-charge",
                                                                "delete-after",
                                                                "compensate",
                                                                "obtain-licence"};

// A limit on a permission or on a restriction (ODRL constraint).
enum class Constraint : std::uint8_t {
  non_commercial,   // the permission covers non-commercial use only
  commercial_only,  // the restriction bans commercial use only
  personal_only,    // personal or private use only
  partial,          // excerpts or single items only, not wholesale
  territory,
  medium,
  until,
  subscribers,
};
inline constexpr std::array<std::string_view, 8> kConstraintNames = {"non-commercial",
                                                                     "commercial-only",
                                                                     "personal-only",
                                                                     "partial",
                                                                     "territory",
                                                                     "medium",
                                                                     "until",
                                                                     "subscribers"};

// A set of enumerators of E as bits.
template <typename E>
class EnumSet {
 public:
  constexpr EnumSet() = default;
  constexpr void add(E e) { bits_ |= bit(e); }
  constexpr void add(EnumSet other) { bits_ |= other.bits_; }
  constexpr void remove(E e) { bits_ &= ~bit(e); }
  constexpr void remove(EnumSet other) { bits_ &= ~other.bits_; }
  [[nodiscard]] constexpr bool has(E e) const { return (bits_ & bit(e)) != 0; }
  [[nodiscard]] constexpr bool empty() const { return bits_ == 0; }
  [[nodiscard]] constexpr bool intersects(EnumSet other) const {
    return (bits_ & other.bits_) != 0;
  }
  [[nodiscard]] constexpr int count() const { return __builtin_popcount(bits_); }
  [[nodiscard]] constexpr std::uint32_t bits() const { return bits_; }
  static constexpr EnumSet from_bits(std::uint32_t bits) {
    EnumSet s;
    s.bits_ = bits;
    return s;
  }
  friend constexpr bool operator==(EnumSet, EnumSet) = default;

 private:
  static constexpr std::uint32_t bit(E e) { return std::uint32_t{1} << static_cast<unsigned>(e); }
  std::uint32_t bits_ = 0;
};
using UseSet = EnumSet<Use>;
using DutySet = EnumSet<Duty>;
using ConstraintSet = EnumSet<Constraint>;

// Every use, and "use or reproduction without more": all but excerpt and search (contract §1).
inline constexpr UseSet kAllUses = UseSet::from_bits((1U << kUseNames.size()) - 1);
constexpr UseSet general_uses() {
  UseSet s = kAllUses;
  s.remove(Use::excerpt);
  s.remove(Use::search);
  return s;
}

template <typename E, std::size_t N>
[[nodiscard]] constexpr std::optional<E> find_name(const std::array<std::string_view, N>& names,
                                                   std::string_view name) {
  for (std::size_t i = 0; i < N; ++i) {
    if (names[i] == name) {
      return static_cast<E>(i);
    }
  }
  return std::nullopt;
}

[[nodiscard]] constexpr std::string_view name_of(Use v) {
  return kUseNames[static_cast<std::size_t>(v)];
}
[[nodiscard]] constexpr std::string_view name_of(Level v) {
  return kLevelNames[static_cast<std::size_t>(v)];
}
[[nodiscard]] constexpr std::string_view name_of(Role v) {
  return kRoleNames[static_cast<std::size_t>(v)];
}
[[nodiscard]] constexpr std::string_view name_of(Zone v) {
  return kZoneNames[static_cast<std::size_t>(v)];
}
[[nodiscard]] constexpr std::string_view name_of(Scope v) {
  return kScopeNames[static_cast<std::size_t>(v)];
}
[[nodiscard]] constexpr std::string_view name_of(Duty v) {
  return kDutyNames[static_cast<std::size_t>(v)];
}
[[nodiscard]] constexpr std::string_view name_of(Constraint v) {
  return kConstraintNames[static_cast<std::size_t>(v)];
}

}  // namespace imprimatur

#endif  // IMPRIMATUR_BASE_TERMS_H_
