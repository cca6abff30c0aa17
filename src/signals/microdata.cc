// Microdata and RDFa (schema.org, Dublin Core, ccREL): the properties about rights, each where it
// stands. Who published or wrote it is no claim.
#include "formats/ascii.h"
#include "signals/readers.h"
#include "signals/values.h"

namespace imprimatur {
namespace {

const Field* find_property(const Document& document, std::string_view name) {
  for (const Field& field : document.fields) {
    if (field.kind == Field::Kind::microdata && field.name == name) {
      return &field;
    }
  }
  return nullptr;
}

}  // namespace

void read_microdata(const Document& document, std::vector<Claim>& claims) {
  const Field* year = find_property(document, "copyrightyear");
  for (const Field& field : document.fields) {
    if (field.kind != Field::Kind::microdata) {
      continue;
    }
    Claim claim;
    claim.value = field.value;
    claim.span = field.span;
    claim.scope = field.scope == Scope::site ? Scope::document : field.scope;
    if (lists_word("license licence usageinfo acquirelicensepage", field.name)) {
      claim.kind = Claim::Kind::licence;
    } else if (lists_word("copyrightholder rightsholder", field.name)) {
      claim.kind = Claim::Kind::notice;
      claim.years = year == nullptr ? std::string() : year->value;
    } else if (lists_word("copyrightnotice conditionsofaccess rights accessrights", field.name)) {
      claim.kind = is_address(field.value) ? Claim::Kind::licence : Claim::Kind::text;
    } else if (lists_word("credittext sourceorganization provider", field.name)) {
      claim.kind = Claim::Kind::credit;
    } else {
      continue;
    }
    claims.push_back(std::move(claim));
  }
}

}  // namespace imprimatur
