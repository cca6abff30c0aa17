// rel=license of <a>, <area> and <link> (WHATWG HTML, section 4.6.7.9): the main content is under
// the licence at the address. In a figure it is the picture's.
#include "signals/readers.h"

namespace imprimatur {

void read_licence_links(const Document& document, std::vector<Claim>& claims) {
  for (const Field& field : document.fields) {
    if (field.kind != Field::Kind::link ||
        (field.name != "license" && field.name != "licence" && field.name != "copyright")) {
      continue;
    }
    Claim claim;
    claim.kind = Claim::Kind::licence;
    claim.value = field.value;
    claim.span = field.span;
    claim.scope = field.scope == Scope::site ? Scope::document : field.scope;
    claims.push_back(std::move(claim));
  }
}

}  // namespace imprimatur
