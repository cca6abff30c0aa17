// Reads imprimatur.toml (src/design/0008-policy.md). Each table is a list of (key, reader) rows.
//   P001 not TOML               P002 unknown key         P003 wrong type
//   P004 unknown or bad value   P005 a key is missing    P006 an end before its beginning
#include "verdict/policy.h"

#include "rules/load.h"
#include "rules/toml.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <span>
#include <utility>

namespace imprimatur {
namespace {

constexpr std::string_view kRepublish = "republish";
constexpr std::string_view kAll = "all";

std::string_view describe(TomlNode::Kind kind) {
  constexpr std::array<std::string_view, 8> kNames = {
      "a table", "an array", "a string", "an integer", "a float", "a boolean", "a date", "a time"};
  return kNames[static_cast<std::size_t>(kind)];
}

std::string quoted(std::string_view text) {
  return '"' + std::string(text) + '"';
}

// "2026-12-31" and a day that exists.
bool is_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') {
    return false;
  }
  const auto number = [&](std::size_t begin, std::size_t size, auto& value) {
    const char* first = text.data() + begin;
    return std::from_chars(first, first + size, value).ptr == first + size;
  };
  int year = 0;
  unsigned month = 0;
  unsigned day = 0;
  return number(0, 4, year) && number(5, 2, month) && number(8, 2, day) &&
         std::chrono::year_month_day{
             std::chrono::year{year}, std::chrono::month{month}, std::chrono::day{day}}
             .ok();
}

bool is_territory(std::string_view text) {
  return text.size() == 2 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

class Loader;
template <typename T>
struct Field {
  std::string_view key;
  void (*read)(Loader& loader, const TomlNode& value, T& target);
};

class Loader {
 public:
  Loader(const std::string& path, std::vector<Diagnostic>& diagnostics)
      : path_(path), diagnostics_(diagnostics) {}

  void error(std::string code, RulePosition at, std::string message, std::string help = {}) {
    diagnostics_.push_back(
        {Severity::error, std::move(code), path_, at, std::move(message), std::move(help)});
  }

  bool expect(const TomlNode& value, TomlNode::Kind kind) {
    if (value.kind == kind) {
      return true;
    }
    error("P003",
          value.at,
          quoted(key_) + " must be " + std::string(describe(kind)) + ", is " +
              std::string(describe(value.kind)));
    return false;
  }

  void text(const TomlNode& value, std::string& target) {
    if (!expect(value, TomlNode::Kind::string)) {
      return;
    }
    if (value.text.find_first_not_of(" \t\r\n") == std::string::npos) {
      error("P004", value.at, quoted(key_) + " must not be empty");
      return;
    }
    target = value.text;
  }

  void flag(const TomlNode& value, bool& target) {
    if (expect(value, TomlNode::Kind::boolean)) {
      target = value.boolean;
    }
  }

  // A TOML date, or a string that is one.
  void date(const TomlNode& value, std::string& target) {
    if (value.kind != TomlNode::Kind::string && !expect(value, TomlNode::Kind::date)) {
      return;
    }
    if (!is_date(value.text)) {
      error("P004", value.at, quoted(value.text) + " is not a date", "write it as 2026-12-31");
      return;
    }
    target = value.text;
  }

  void territory(const TomlNode& value, std::string& target) {
    if (!expect(value, TomlNode::Kind::string)) {
      return;
    }
    if (!is_territory(value.text)) {
      error("P004",
            value.at,
            quoted(value.text) + " is not a territory",
            "use the two capital letters of ISO 3166-1");
      return;
    }
    target = value.text;
  }

  template <typename F>
  void each(const TomlNode& value, F read) {
    if (!expect(value, TomlNode::Kind::array)) {
      return;
    }
    for (const TomlNode& item : value.items) {
      read(item);
    }
  }

  void texts(const TomlNode& value, std::vector<std::string>& target) {
    each(value, [&](const TomlNode& item) {
      std::string one;
      text(item, one);
      if (!one.empty()) {
        target.push_back(std::move(one));
      }
    });
  }

  // One of `names`; an unknown one is reported with the nearest.
  template <typename E, std::size_t N>
  std::optional<E> name(const TomlNode& value,
                        const std::array<std::string_view, N>& names,
                        std::string_view what,
                        std::span<const std::string_view> also = {}) {
    if (!expect(value, TomlNode::Kind::string)) {
      return std::nullopt;
    }
    const std::optional<E> found = find_name<E>(names, value.text);
    if (!found) {
      std::vector<std::string_view> known(names.begin(), names.end());
      known.insert(known.end(), also.begin(), also.end());
      unknown("P004", value.at, what, value.text, known);
    }
    return found;
  }

  // "republish" sets `republish` where a question is meant, and is its two uses elsewhere.
  void uses(const TomlNode& value, UseSet& target, bool* republish) {
    each(value, [&](const TomlNode& item) {
      if (item.kind == TomlNode::Kind::string && item.text == kRepublish) {
        if (republish != nullptr) {
          *republish = true;
        } else {
          target.add(Use::publish);
          target.add(Use::redistribute);
        }
      } else if (item.kind == TomlNode::Kind::string && item.text == kAll) {
        target.add(kAllUses);
      } else if (const auto use = name<Use>(item, kUseNames, "use", std::array{kRepublish, kAll})) {
        target.add(*use);
      }
    });
  }

  template <typename T>
  void table(const TomlNode& value, std::span<const Field<T>> fields, T& target) {
    if (!expect(value, TomlNode::Kind::table)) {
      return;
    }
    for (const TomlNode::Member& member : value.members) {
      const auto field = std::find_if(fields.begin(), fields.end(), [&](const Field<T>& candidate) {
        return candidate.key == member.key;
      });
      if (field != fields.end()) {
        key_ = field->key;
        field->read(*this, member.value, target);
        continue;
      }
      std::vector<std::string_view> known;
      known.reserve(fields.size());
      for (const Field<T>& candidate : fields) {
        known.push_back(candidate.key);
      }
      unknown("P002", member.key_at, "key", member.key, known);
    }
  }

  void missing(const TomlNode& table, std::string_view key, std::string help) {
    if (table.find(key) == nullptr) {
      error("P005", table.at, "the key " + quoted(key) + " is missing", std::move(help));
    }
  }

 private:
  void unknown(std::string code,
               RulePosition at,
               std::string_view what,
               std::string_view word,
               const std::vector<std::string_view>& known) {
    const std::string near = nearest(word, known);
    std::string help = near.empty() ? "known:" : "did you mean " + quoted(near) + "?";
    for (std::size_t i = 0; near.empty() && i < known.size(); ++i) {
      help += (i == 0 ? " " : ", ") + std::string(known[i]);
    }
    error(
        std::move(code), at, "unknown " + std::string(what) + " " + quoted(word), std::move(help));
  }

  const std::string& path_;
  std::vector<Diagnostic>& diagnostics_;
  std::string_view key_;  // whose value is being read
};

constexpr std::array<Field<Policy>, 2> kOrganisation = {{
    {"names", [](Loader& l, const TomlNode& v, Policy& p) { l.texts(v, p.own_names); }},
    {"territory", [](Loader& l, const TomlNode& v, Policy& p) { l.territory(v, p.territory); }},
}};

void read_holder(Loader& loader, const TomlNode& value, Entitlement& entitlement) {
  loader.text(value, entitlement.holder);
  if (entitlement.holder == "*") {
    loader.error("P004",
                 value.at,
                 "an entitlement names one holder, \"*\" is none",
                 "write one [[entitlement]] a holder");
    entitlement.holder.clear();
  }
}

void read_territories(Loader& loader, const TomlNode& value, Entitlement& entitlement) {
  loader.each(value, [&](const TomlNode& item) {
    std::string one;
    loader.territory(item, one);
    if (!one.empty()) {
      entitlement.territory.push_back(std::move(one));
    }
  });
}

void read_duties(Loader& loader, const TomlNode& value, Entitlement& entitlement) {
  loader.each(value, [&](const TomlNode& item) {
    if (const auto duty = loader.name<Duty>(item, kDutyNames, "duty")) {
      entitlement.duties.add(*duty);
    }
  });
}

constexpr std::array<Field<Entitlement>, 7> kEntitlement = {{
    {"holder", read_holder},
    {"uses", [](Loader& l, const TomlNode& v, Entitlement& e) { l.uses(v, e.uses, nullptr); }},
    {"from", [](Loader& l, const TomlNode& v, Entitlement& e) { l.date(v, e.from); }},
    {"until", [](Loader& l, const TomlNode& v, Entitlement& e) { l.date(v, e.until); }},
    {"territory", read_territories},
    {"duties", read_duties},
    {"reference", [](Loader& l, const TomlNode& v, Entitlement& e) { l.text(v, e.reference); }},
}};

constexpr std::array<Field<Suppression>, 5> kSuppression = {{
    {"rule", [](Loader& l, const TomlNode& v, Suppression& s) { l.text(v, s.rule); }},
    {"fingerprint", [](Loader& l, const TomlNode& v, Suppression& s) { l.text(v, s.fingerprint); }},
    {"paths", [](Loader& l, const TomlNode& v, Suppression& s) { l.texts(v, s.paths); }},
    {"reason", [](Loader& l, const TomlNode& v, Suppression& s) { l.text(v, s.reason); }},
    {"until", [](Loader& l, const TomlNode& v, Suppression& s) { l.date(v, s.until); }},
}};

void read_entitlement(Loader& loader, const TomlNode& value, Policy& policy) {
  Entitlement entitlement;
  entitlement.at = value.at;
  loader.table<Entitlement>(value, kEntitlement, entitlement);
  if (value.kind != TomlNode::Kind::table) {
    return;
  }
  loader.missing(
      value, "holder", "whose permission it is: an id of `imprimatur rules list`, or a name");
  loader.missing(value, "uses", "what it permits, for example uses = [\"republish\"]");
  const TomlNode* uses = value.find("uses");
  if (uses != nullptr && uses->kind == TomlNode::Kind::array && uses->items.empty()) {
    loader.error("P004", uses->at, "an entitlement must permit at least one use");
  }
  // ISO dates compare as text.
  if (!entitlement.until.empty() && entitlement.until < entitlement.from) {
    loader.error("P006", value.find("until")->at, "the entitlement ends before it begins");
  }
  policy.entitlements.push_back(std::move(entitlement));
}

void read_suppression(Loader& loader, const TomlNode& value, Policy& policy) {
  Suppression suppression;
  suppression.at = value.at;
  loader.table<Suppression>(value, kSuppression, suppression);
  if (value.kind != TomlNode::Kind::table) {
    return;
  }
  loader.missing(value, "reason", "say why, for the next reader");
  if (value.find("rule") == nullptr && value.find("fingerprint") == nullptr) {
    loader.error("P005",
                 value.at,
                 "a suppression names a rule or a fingerprint",
                 "both stand in every finding");
  }
  policy.suppressions.push_back(std::move(suppression));
}

void read_uses(Loader& loader, const TomlNode& value, Policy& policy) {
  policy.republish = false;
  loader.uses(value, policy.uses, &policy.republish);
}

constexpr std::array<Field<Policy>, 8> kPolicy = {{
    {"organisation",
     [](Loader& l, const TomlNode& v, Policy& p) { l.table<Policy>(v, kOrganisation, p); }},
    {"entitlement",
     [](Loader& l, const TomlNode& v, Policy& p) {
       l.each(v, [&](const TomlNode& item) { read_entitlement(l, item, p); });
     }},
    {"suppression",
     [](Loader& l, const TomlNode& v, Policy& p) {
       l.each(v, [&](const TomlNode& item) { read_suppression(l, item, p); });
     }},
    {"uses", read_uses},
    {"fail-on",
     [](Loader& l, const TomlNode& v, Policy& p) {
       p.fail_on = l.name<Level>(v, kLevelNames, "verdict");
     }},
    {"skip", [](Loader& l, const TomlNode& v, Policy& p) { l.texts(v, p.skip); }},
    {"rules", [](Loader& l, const TomlNode& v, Policy& p) { l.texts(v, p.rules); }},
    {"count-contributions",
     [](Loader& l, const TomlNode& v, Policy& p) { l.flag(v, p.count_contributions); }},
}};

template <typename T, std::size_t N>
std::vector<std::string_view> keys_of(const std::array<Field<T>, N>& fields) {
  std::vector<std::string_view> keys;
  for (const Field<T>& field : fields) {
    keys.push_back(field.key);
  }
  return keys;
}

}  // namespace

std::vector<std::string_view> policy_keys(std::string_view table) {
  return table.empty()             ? keys_of(kPolicy)
         : table == "organisation" ? keys_of(kOrganisation)
         : table == "entitlement"  ? keys_of(kEntitlement)
         : table == "suppression"  ? keys_of(kSuppression)
                                   : std::vector<std::string_view>();
}

Policy load_policy(std::string_view toml,
                   const std::string& path,
                   std::vector<Diagnostic>& diagnostics) {
  Policy policy;
  policy.path = path;
  auto root = parse_toml(toml, path);
  if (!root) {
    Diagnostic diagnostic = std::move(root).error();
    diagnostic.code = "P001";
    diagnostics.push_back(std::move(diagnostic));
    return policy;
  }
  Loader loader(path, diagnostics);
  loader.table<Policy>(*root, kPolicy, policy);
  // Nothing asked for is the default question.
  policy.republish = policy.republish || policy.uses.empty();
  return policy;
}

}  // namespace imprimatur
