// What the metadata of an image or news item say about mining and training: the PLUS vocabulary's
// data mining property (ns.useplus.org/LDF/ldf-XMPSpecification), and C2PA's and CAWG's training
// and mining assertion, as it is written: signatures are not verified.
#include "formats/ascii.h"
#include "signals/readers.h"

#include <algorithm>
#include <array>
#include <string>

namespace imprimatur {
namespace {

constexpr std::uint32_t bit(Use use) {
  return std::uint32_t{1} << static_cast<unsigned>(use);
}
constexpr std::uint32_t kMining = bit(Use::tdm) | bit(Use::ai_train) | bit(Use::ai_input);

struct Code {
  std::string_view code;
  std::uint32_t prohibits;
  std::uint32_t permits;
};
constexpr std::array kCodes = {
    Code{"dmi-allowed", 0, bit(Use::tdm) | bit(Use::ai_train) | bit(Use::search)},
    Code{"dmi-prohibited-aimltraining", bit(Use::ai_train), 0},
    Code{"dmi-prohibited-genaimltraining", bit(Use::ai_train), 0},
    Code{"dmi-prohibited-exceptsearchengineindexing", kMining, bit(Use::search)},
    Code{"dmi-prohibited", kMining | bit(Use::search), 0},
    Code{"dmi-prohibited-seeconstraint", kMining | bit(Use::search), 0},
    Code{"dmi-prohibited-seeembeddedrightsexpr", kMining | bit(Use::search), 0},
    Code{"dmi-prohibited-seelinkedrightsexpr", kMining | bit(Use::search), 0},
};

// Whoever signed the manifest is not known here.
constexpr std::string_view kForbids =
    "A manifest (C2PA) forbids it. Its signature is not verified: see who signed it.";
constexpr std::string_view kPermits =
    "A manifest (C2PA) permits it. Its signature is not verified: see who signed it.";

struct Entry {
  std::string_view name;
  std::uint32_t use;
};
constexpr std::array kEntries = {
    Entry{"data_mining", bit(Use::tdm)},
    Entry{"ai_inference", bit(Use::ai_input)},
    Entry{"ai_generative_training", bit(Use::ai_train)},
    Entry{"ai_training", bit(Use::ai_train)},
};

void add(const Field& field,
         std::uint32_t prohibits,
         std::uint32_t permits,
         std::string_view note,
         std::vector<Claim>& claims) {
  Claim claim;
  claim.note = note;
  claim.value = field.value;
  claim.span = field.span;
  claim.scope = field.scope;
  if (prohibits != 0) {
    claim.role = Role::restriction;
    claim.prohibits = UseSet::from_bits(prohibits);
    claims.push_back(claim);
  }
  if (permits != 0) {
    claim.role = Role::permission;
    claim.prohibits = {};
    claim.permits = UseSet::from_bits(permits);
    claims.push_back(claim);
  }
}

// Of images, NewsML-G2 (dataMining, 2.34) and ninjs: an address ending in the code, a QCode, or the
// code.
void read_code(const Field& field, std::vector<Claim>& claims) {
  const std::string value = ascii_lower(trim_blanks(field.value));
  const std::string_view code = std::string_view(value).substr(value.find_last_of("/:#") + 1);
  const auto* known =
      std::find_if(kCodes.begin(), kCodes.end(), [&](const Code& row) { return row.code == code; });
  if (known != kCodes.end()) {
    add(field, known->prohibits, known->permits, {}, claims);
  } else if (code != "dmi-unspecified") {
    Claim claim;
    claim.value = field.value;
    claim.span = field.span;
    claim.scope = field.scope;
    claim.why_not = "it is no data mining code of PLUS, so it neither permits nor prohibits";
    claims.push_back(std::move(claim));
  }
}

}  // namespace

void read_data_mining(const Document& document, std::vector<Claim>& claims) {
  for (const Field& field : document.fields) {
    const bool code = field.kind == Field::Kind::rights ? field.name == "data-mining"
                                                        : field.name == "datamining";
    if (code && (field.kind == Field::Kind::rights || field.kind == Field::Kind::property)) {
      read_code(field, claims);
      continue;
    }
    if (field.kind != Field::Kind::property) {
      continue;
    }
    for (const Entry& entry : kEntries) {
      const bool here = field.name == std::string("cawg.") + std::string(entry.name) ||
                        field.name == std::string("c2pa.") + std::string(entry.name);
      if (here && (field.value == "notAllowed" || field.value == "constrained")) {
        add(field, entry.use, 0, kForbids, claims);
      } else if (here && field.value == "allowed") {
        add(field, 0, entry.use, kPermits, claims);
      }
    }
  }
}

}  // namespace imprimatur
