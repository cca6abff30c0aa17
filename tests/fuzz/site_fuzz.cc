// What sites say about rights, in any bytes: robots files, preferences, TDM and RSL documents, the
// header of an answer. The first byte chooses which. Every claim says where it stands; the answer
// does not depend on the time of asking; a use that is lost has a reason.
#include "signals/structured_field.h"
#include "signals/surroundings.h"
#include "support/fuzz_check.h"

#include <array>
#include <string>
#include <string_view>

using imprimatur::fuzz::require;

namespace {

constexpr std::array<std::string_view, 6> kHeaders = {
    "Content-Usage", "X-Robots-Tag", "Link", "tdm-reservation", "Content-Signal", "License"};

imprimatur::UseSet prohibited(const std::vector<imprimatur::Claim>& claims) {
  imprimatur::UseSet uses;
  for (const imprimatur::Claim& claim : claims) {
    uses.add(claim.prohibits);
  }
  return uses;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view bytes = imprimatur::fuzz::as_text(data, size);
  if (bytes.empty()) {
    return 0;
  }
  const std::size_t kind = static_cast<unsigned char>(bytes.front()) % 6;
  bytes.remove_prefix(1);
  imprimatur::Surroundings around;
  around.url = "https://example.org/articles/x.html";
  around.media_type = "text/html";
  if (kind < 5) {
    around.files.push_back(
        {static_cast<imprimatur::SiteFileKind>(kind), "https://example.org/f", std::string(bytes)});
  } else {
    for (const std::string_view name : kHeaders) {
      around.headers.emplace_back(name, bytes);
    }
    static_cast<void>(imprimatur::parse_dictionary(bytes));
  }
  imprimatur::Agent agent;
  agent.token = "GPTBot";
  agent.purpose.add(imprimatur::Use::ai_train);
  const std::array<const imprimatur::Agent*, 1> agents = {&agent};
  std::vector<imprimatur::Claim> claims =
      imprimatur::read_surroundings(around, agents, "2026-11-28");
  for (const imprimatur::Claim& claim : claims) {
    require(!claim.origin.empty() && claim.line >= 1, "a claim says where it stands");
    require(!claim.signal.empty(), "a claim says what it is");
    require(claim.role == imprimatur::Role::permission || claim.permits.empty(),
            "only a permission permits");
    require(!claim.prohibits.empty() || !claim.permits.empty() || !claim.why_not.empty() ||
                claim.kind == imprimatur::Claim::Kind::licence,
            "a claim that says nothing has a reason");
  }
  const imprimatur::UseSet before = prohibited(claims);
  imprimatur::settle_claims(claims);
  require(prohibited(claims) == before, "no ban is lost, whether it counts or not");
  static_cast<void>(imprimatur::rsl_addresses(around));
  return 0;
}
