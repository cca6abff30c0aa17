// Licences that links tell: rel=license of <a>, <area>, <link> (WHATWG HTML, section 4.6.7.9: the
// main content is under the licence at the address; in a figure it is the picture's), a paragraph
// of the publisher's with a link to a licence, a licence's badge, and ccREL's terms (cc:permits,
// cc:prohibits).
#include "formats/ascii.h"
#include "signals/readers.h"

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

std::optional<Claim> of_term(const Field& field) {
  const std::string name =
      ascii_lower(std::string_view(field.value).substr(field.value.find_last_of("#/:") + 1));
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

std::optional<Claim> of_field(const Field& field) {
  Claim claim;
  if (field.kind == Field::Kind::link &&
      lists_word("license licence copyright badge", field.name)) {
    claim.kind = Claim::Kind::licence;
    return claim;
  }
  if (field.kind == Field::Kind::link && field.name == "text-with-link") {
    claim.kind = Claim::Kind::licence;
    return claim;
  }
  const bool term = field.kind == Field::Kind::link || field.kind == Field::Kind::microdata;
  return term && lists_word("permits prohibits", field.name) ? of_term(field) : std::nullopt;
}

}  // namespace

void read_licence_links(const Document& document, std::vector<Claim>& claims) {
  for (const Field& field : document.fields) {
    std::optional<Claim> claim = of_field(field);
    if (!claim) {
      continue;
    }
    claim->value = field.value;
    claim->span = field.span;
    claim->scope = field.scope == Scope::site ? Scope::document : field.scope;
    claims.push_back(std::move(*claim));
  }
}

}  // namespace imprimatur
