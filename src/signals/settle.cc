// Which of several signals holds. Each protocol's own rule first, then ours: the narrower statement
// beats the wider. (At the same width a ban beats a permission: the verdict's rule.)
#include "signals/surroundings.h"

#include <algorithm>
#include <string>

namespace imprimatur {
namespace {

bool decides(const Claim& claim) {
  return claim.kind == Claim::Kind::uses && claim.why_not.empty() && claim.scope != Scope::photo &&
         claim.scope != Scope::other_work && claim.scope != Scope::part;
}

// TDM Reservation Protocol: the file, then the header, then the page; the later overrides.
int tdm_place(const Claim& claim) {
  return claim.signal == "signal.tdm-file"          ? 1
         : claim.signal == "signal.tdm-header"      ? 2
         : claim.signal == "signal.tdm-reservation" ? 3
                                                    : 0;
}

void settle_tdm(std::vector<Claim>& claims) {
  int last = 0;
  for (const Claim& claim : claims) {
    last = decides(claim) ? std::max(last, tdm_place(claim)) : last;
  }
  for (Claim& claim : claims) {
    const int place = tdm_place(claim);
    if (decides(claim) && place != 0 && place < last) {
      claim.why_not = last == 3 ? "the page itself says what holds for it"
                                : "the header of the page says what holds for it";
    }
  }
}

// "0" says that mining is not reserved; nothing more is needed for training, unless another signal
// speaks of it.
void widen_tdm(std::vector<Claim>& claims) {
  const bool spoken = std::any_of(claims.begin(), claims.end(), [](const Claim& claim) {
    return decides(claim) &&
           (claim.permits.has(Use::ai_train) || claim.prohibits.has(Use::ai_train));
  });
  for (Claim& claim : claims) {
    if (!spoken && decides(claim) && tdm_place(claim) != 0 && claim.permits.has(Use::tdm)) {
      claim.permits.add(Use::ai_train);
    }
  }
}

// AIPREF combines its own statements: any "n" is a "n", wherever it stands.
bool combines(const Claim& a, const Claim& b) {
  return a.signal == "signal.content-usage" && a.signal == b.signal;
}

// The uses that a ban names and a narrower statement permits.
UseSet overridden(const Claim& ban, const std::vector<Claim>& claims, const Claim*& by) {
  UseSet uses;
  if (ban.force == Force::access) {
    return uses;  // who is shut out does not come to what the page says
  }
  for (const Claim& other : claims) {
    if (!decides(other) || other.reach <= ban.reach || combines(ban, other)) {
      continue;
    }
    const UseSet both = UseSet::from_bits(ban.prohibits.bits() & other.permits.bits());
    by = both.empty() ? by : &other;
    uses.add(both);
  }
  return uses;
}

}  // namespace

void settle_claims(std::vector<Claim>& claims) {
  settle_tdm(claims);
  widen_tdm(claims);
  std::vector<Claim> settled;
  settled.reserve(claims.size());
  for (const Claim& claim : claims) {
    const Claim* by = nullptr;
    const UseSet lost = decides(claim) ? overridden(claim, claims, by) : UseSet();
    if (lost.empty()) {
      settled.push_back(claim);
      continue;
    }
    Claim rest = claim;
    rest.prohibits.remove(lost);
    if (!rest.prohibits.empty()) {
      settled.push_back(std::move(rest));
    }
    Claim without = claim;
    without.prohibits = lost;
    without.why_not = "what is said of this page in particular permits it: " + by->value;
    settled.push_back(std::move(without));
  }
  claims = std::move(settled);
}

}  // namespace imprimatur
