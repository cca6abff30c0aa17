// Who wrote the text, as <meta> and properties say. An agency in the place of the author makes it
// the agency's copy; the names of people say nothing of rights.
#include "formats/ascii.h"
#include "signals/readers.h"
#include "signals/values.h"

namespace imprimatur {

void read_authors(const Document& document, std::vector<Claim>& claims) {
  bool property = false;
  for (const Field& field : document.fields) {
    const bool meta = field.kind == Field::Kind::meta && field.name == "author";
    // The first is the article's; teasers below it name theirs.
    const bool first = field.kind == Field::Kind::microdata && !property &&
                       lists_word("author creator", field.name);
    property = property || first;
    if ((!meta && !first) || field.scope != Scope::document || is_address(field.value)) {
      continue;
    }
    Claim claim;
    claim.kind = Claim::Kind::byline;
    claim.value = field.value;
    claim.span = field.span;
    claims.push_back(std::move(claim));
  }
}

}  // namespace imprimatur
