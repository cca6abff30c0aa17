// What is known about a document from outside of it: its address, the header of the answer that it
// came with, and the files of its site that speak about rights. All come in as text; nothing here
// touches the network. Plain values.
#ifndef IMPRIMATUR_SIGNALS_SURROUNDINGS_H_
#define IMPRIMATUR_SIGNALS_SURROUNDINGS_H_

#include "base/result.h"
#include "base/terms.h"
#include "rules/rule.h"
#include "signals/claim.h"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace imprimatur {

enum class SiteFileKind : std::uint8_t { robots, tdm, rsl, ai_txt, trust_txt };

struct SiteFile {
  SiteFileKind kind = SiteFileKind::robots;
  std::string address;
  std::string text;
};

struct Surroundings {
  std::string url;         // of the document, empty if it is not known
  std::string media_type;  // of the document, as the header says
  std::vector<std::pair<std::string, std::string>> headers;  // name and value
  std::vector<SiteFile> files;
  std::string agent;                // for which robot files are read; empty: no particular one
  std::optional<Error> incomplete;  // a file of the site could not be read
};

// The headers that say something about rights; others need not be kept.
[[nodiscard]] bool is_rights_header(std::string_view name);

// All that the surroundings say about the document, in order of headers and files. Each claim has
// an origin. `agents`: the robots that are known, `today`: ISO date.
[[nodiscard]] std::vector<Claim> read_surroundings(const Surroundings& around,
                                                   std::span<const Agent* const> agents,
                                                   std::string_view today);

// Addresses of RSL documents that the robots file or the header names, in order, without repeats.
[[nodiscard]] std::vector<std::string> rsl_addresses(const Surroundings& around);

// The narrower of two claims holds, and later places of the same protocol override earlier ones:
// what is overridden stays, with the reason why it does not count. For all claims of a document.
void settle_claims(std::vector<Claim>& claims);

}  // namespace imprimatur

#endif  // IMPRIMATUR_SIGNALS_SURROUNDINGS_H_
