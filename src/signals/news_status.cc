// Status, embargo and expiry of news items: NewsML-G2 pubStatus, embargoed, expires; NewsML 1
// Status; NITF management-status, date.release, date.expire; ninjs pubstatus, embargoed (1.x, 2.x),
// embargoedUntil (3.x), expires. An embargo that cannot be read is one without end.
#include "formats/ascii.h"
#include "signals/iso_time.h"
#include "signals/readers.h"

namespace imprimatur {
namespace {

Claim claim_of(const Field& field) {
  Claim claim;
  claim.value = field.value;
  claim.span = field.span;
  claim.scope = field.scope;
  claim.why_not = field.why_not;
  return claim;
}

bool ends(const std::string& status, std::string_view with) {
  return status == with || status.ends_with(":" + std::string(with)) ||
         status.ends_with("/" + std::string(with));
}

}  // namespace

void read_news_status(const Document& document, std::vector<Claim>& claims) {
  bool dated = false;
  for (const Field& field : document.fields) {
    dated = dated || (field.kind == Field::Kind::rights && field.name == "embargo" &&
                      !iso_time(field.value).empty());
  }
  for (const Field& field : document.fields) {
    if (field.kind != Field::Kind::rights) {
      continue;
    }
    Claim claim = claim_of(field);
    if (field.name == "status") {
      const std::string status = ascii_lower(field.value);
      const bool withheld = ends(status, "withheld") || ends(status, "hold");
      const bool canceled = ends(status, "canceled") || ends(status, "cancelled") ||
                            ends(status, "killed") || ends(status, "kill");
      if (withheld || canceled) {
        claim.prohibits = kAllUses;
        claim.note = withheld ? "The provider withholds this item: it may not be used."
                              : "The provider has cancelled this item: it may not be used.";
        claims.push_back(std::move(claim));
      } else if (ends(status, "embargoed") && !dated) {
        claim.role = Role::embargo;
        claim.until = kNoEmbargoEnd;
        claims.push_back(std::move(claim));
      }
    } else if (field.name == "embargo") {
      claim.role = Role::embargo;
      claim.until = iso_time(field.value);
      if (claim.until.empty()) {
        claim.until = kNoEmbargoEnd;
      }
      claims.push_back(std::move(claim));
    } else if (field.name == "expires") {
      claim.from = iso_time(field.value);
      claim.role = Role::reservation;
      claim.note = "The item expired on " + claim.from + ": what was permitted has ended.";
      if (claim.from.empty()) {
        claim.why_not = "its date of expiry cannot be read";
      }
      claims.push_back(std::move(claim));
    }
  }
}

}  // namespace imprimatur
