// Licences that links tell: rel=license of <a>, <area>, <link> (WHATWG HTML, section 4.6.7.9: the
// main content is under the licence at the address; in a figure it is the picture's), a paragraph
// of the publisher's with a link to a licence, a licence's badge, and ccREL's terms (cc:permits,
// cc:prohibits).
#include "formats/ascii.h"
#include "signals/readers.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <optional>

namespace imprimatur {
namespace {

struct Term {
  std::string_view name;  // behind "http://creativecommons.org/ns#"
  std::array<Use, 3> uses;
};
constexpr std::array kTerms = {
    Term{"reproduction", {Use::publish, Use::archive, Use::broadcast}},
    Term{"distribution", {Use::publish, Use::broadcast, Use::redistribute}},
    Term{"sharing", {Use::publish, Use::redistribute, Use::redistribute}},
    Term{"derivativeworks", {Use::rewrite, Use::translate, Use::rewrite}},
    Term{"commercialuse", {Use::commercial, Use::commercial, Use::commercial}},
};

// What cc:requires asks in return for what cc:permits grants.
struct Requirement {
  std::string_view name;
  Duty duty;
};
constexpr std::array kRequirements = {
    Requirement{"attribution", Duty::attribute},
    Requirement{"notice", Duty::keep_notice},
    Requirement{"sharealike", Duty::share_alike},
    Requirement{"copyleft", Duty::share_alike},
    Requirement{"lessercopyleft", Duty::share_alike},
};

std::string term_of(const Field& field) {
  return ascii_lower(std::string_view(field.value).substr(field.value.find_last_of("#/:") + 1));
}

bool is_rdfa(const Field& field) {
  return field.kind == Field::Kind::link || field.kind == Field::Kind::microdata;
}

DutySet requirements(const Document& document) {
  DutySet duties;
  for (const Field& field : document.fields) {
    for (const Requirement& row : kRequirements) {
      if (is_rdfa(field) && field.name == "requires" && term_of(field) == row.name) {
        duties.add(row.duty);
      }
    }
  }
  return duties;
}

// cc:attributionName: whom to credit for the work of the page.
std::string credited(const Document& document) {
  for (const Field& field : document.fields) {
    const bool own = field.scope == Scope::document || field.scope == Scope::site;
    if (is_rdfa(field) && field.name == "attributionname" && own) {
      return field.value;
    }
  }
  return {};
}

std::optional<Claim> of_term(const Field& field) {
  const std::string name = term_of(field);
  for (const Term& term : kTerms) {
    if (term.name == name) {
      Claim claim;
      const bool permits = field.name == "permits";
      claim.role = permits ? Role::permission : Role::restriction;
      claim.force = permits ? Force::licence : Force::restriction;
      for (const Use use : term.uses) {
        (permits ? claim.permits : claim.prohibits).add(use);
      }
      return claim;
    }
  }
  return std::nullopt;
}

// A link to a licence whose few words are a name alone is a picture's credit. Stems that names of
// licences and the words for "licence" share. Around a badge there are no words.
bool names_a_licence(std::string_view words) {
  constexpr std::size_t kLongName = 60;
  std::string rest = ascii_lower(words);
  for (std::size_t at = rest.find("http"); at != std::string::npos; at = rest.find("http", at)) {
    rest.erase(at, rest.find_first_of(" \t\r\n", at) - at);
  }
  if (rest.find_first_not_of(" \t\r\n()[]") == std::string::npos || rest.size() > kLongName) {
    return true;
  }
  // Scripts other than Latin begin here in UTF-8; their words for "licence" are not listed.
  constexpr unsigned char kOtherScripts = 0xCD;
  constexpr std::array<std::string_view, 11> kStems = {"licen",
                                                       "lizen",
                                                       "lisan",
                                                       "cc",
                                                       "creative",
                                                       "commons",
                                                       "copyright",
                                                       "rights",
                                                       "(c)",
                                                       "gnu",
                                                       "public"};
  const bool other = std::any_of(rest.begin(), rest.end(), [](char c) {
    return static_cast<unsigned char>(c) >= kOtherScripts;
  });
  return other || rest.find("\xC2\xA9") != std::string::npos ||
         std::any_of(kStems.begin(), kStems.end(), [&rest](std::string_view stem) {
           return rest.find(stem) != std::string::npos;
         });
}

// "The source code is licensed under ...": that says nothing of the text beside it.
bool speaks_of_code_alone(std::string_view words) {
  constexpr std::array<std::string_view, 6> kCode = {
      "code is ", "code licensed", "code under", "code released", "code available", "code: "};
  constexpr std::array<std::string_view, 8> kTexts = {
      "content", "text", "article", "post", "doc", "everything", "data", "all "};
  const std::string lower = ascii_lower(words);
  const auto has = [&lower](std::string_view word) {
    return lower.find(word) != std::string::npos;
  };
  return std::any_of(kCode.begin(), kCode.end(), has) &&
         std::none_of(kTexts.begin(), kTexts.end(), has);
}

std::optional<Claim> of_field(const Field& field) {
  Claim claim;
  if (field.kind == Field::Kind::link &&
      lists_word("license licence copyright badge", field.name)) {
    claim.kind = Claim::Kind::licence;
    return claim;
  }
  if (field.kind == Field::Kind::link && field.name == "text-with-link") {
    claim.kind = Claim::Kind::licence;
    if (!names_a_licence(field.value)) {
      claim.why_not = "the words of the link name no licence";
    } else if (speaks_of_code_alone(field.value)) {
      claim.why_not = "it is the licence of the code alone";
    }
    return claim;
  }
  if (is_rdfa(field) && lists_word("terms-of-service morepermissions", field.name)) {
    claim.kind = Claim::Kind::licence;
    claim.why_not = field.name == "morepermissions"
                        ? "it is the address where further permissions are given"
                        : "it is the address of terms of use, which were not read";
    return claim;
  }
  return is_rdfa(field) && lists_word("permits prohibits", field.name) ? of_term(field)
                                                                       : std::nullopt;
}

}  // namespace

void read_licence_links(const Document& document, std::vector<Claim>& claims) {
  const DutySet duties = requirements(document);
  const std::string holder = credited(document);
  for (const Field& field : document.fields) {
    std::optional<Claim> claim = of_field(field);
    if (!claim) {
      continue;
    }
    claim->value = field.value;
    claim->span = field.span;
    claim->scope = field.scope == Scope::site ? Scope::document : field.scope;
    if (claim->role == Role::permission) {
      claim->duties = duties;
    }
    if (claim->scope == Scope::document && claim->why_not.empty()) {
      claim->holder = holder;
    }
    claims.push_back(std::move(*claim));
  }
}

}  // namespace imprimatur
