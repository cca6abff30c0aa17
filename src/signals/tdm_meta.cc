// TDM Reservation Protocol, W3C community group report of 2024-05-10, section on HTML: <meta
// name="tdm-reservation" content="1"> reserves text and data mining, "0" does not; anything else
// is an error of the page and says neither.
#include "signals/readers.h"

#include <algorithm>

namespace imprimatur {

void read_tdm_meta(const Document& document, std::vector<Claim>& claims) {
  const bool policy =
      std::any_of(document.fields.begin(), document.fields.end(), [](const Field& f) {
        return f.kind == Field::Kind::meta && f.name == "tdm-policy";
      });
  for (const Field& field : document.fields) {
    if (field.kind != Field::Kind::meta || field.name != "tdm-reservation") {
      continue;
    }
    Claim claim;
    claim.value = field.value;
    claim.span = field.span;
    if (field.value == "0") {
      claim.role = Role::permission;
      claim.permits.add(Use::tdm);
    } else {
      claim.prohibits.add(Use::tdm);
      claim.with_permission = policy;
      claim.why_not = field.value == "1" ? "" : "its value is neither 0 nor 1";
    }
    claims.push_back(std::move(claim));
  }
}

}  // namespace imprimatur
