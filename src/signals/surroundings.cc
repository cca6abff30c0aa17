#include "signals/surroundings.h"

#include "base/url.h"
#include "formats/ascii.h"
#include "signals/site_readers.h"

#include <algorithm>

namespace imprimatur {
namespace {

constexpr std::size_t kMaxClaims = 500;

void read_file(const SiteFile& file,
               const SignalTarget& about,
               std::span<const Agent* const> agents,
               std::vector<Claim>& out) {
  switch (file.kind) {
    case SiteFileKind::robots:
      return read_robots(file, about, agents, out);
    case SiteFileKind::tdm:
      return read_tdm_file(file, about, out);
    case SiteFileKind::rsl:
      return read_rsl(file, about, out);
    case SiteFileKind::ai_txt:
      return read_ai_txt(file, about, out);
    case SiteFileKind::trust_txt:
      return read_trust_txt(file, out);
  }
}

}  // namespace

Claim claim_at(const SignalPlace& place, std::string_view signal, Force force) {
  Claim claim;
  claim.signal = signal;
  claim.value = place.written;
  claim.force = force;
  claim.reach = place.reach;
  claim.scope = place.reach == Reach::page ? Scope::document : Scope::site;
  claim.origin = place.origin;
  claim.line = place.line;
  return claim;
}

Claim remark_at(const SignalPlace& place, std::string_view signal, std::string why) {
  Claim claim = claim_at(place, signal, Force::hint);
  claim.why_not = std::move(why);
  return claim;
}

std::vector<Claim> read_surroundings(const Surroundings& around,
                                     std::span<const Agent* const> agents,
                                     std::string_view today) {
  SignalTarget about;
  about.address = around.url;
  if (const auto url = parse_url(around.url)) {
    about.target = url->target;
  }
  about.media_type = ascii_lower(
      trim_blanks(std::string_view(around.media_type).substr(0, around.media_type.find(';'))));
  about.agent = around.agent;
  about.today = today;
  std::vector<Claim> claims;
  read_headers(around.headers, about, claims);
  for (const SiteFile& file : around.files) {
    read_file(file, about, agents, claims);
  }
  if (claims.size() > kMaxClaims) {
    claims.resize(kMaxClaims);
  }
  return claims;
}

std::vector<std::string> rsl_addresses(const Surroundings& around) {
  std::vector<std::string> addresses;
  const auto add = [&](const std::string& address) {
    if (parse_url(address) &&
        std::find(addresses.begin(), addresses.end(), address) == addresses.end()) {
      addresses.push_back(address);
    }
  };
  for (const auto& [name, value] : around.headers) {
    if (ascii_lower(name) != "link") {
      continue;
    }
    for (const HeaderLink& link : parse_links(value)) {
      if (link.type == "application/rsl+xml" && lists_word(link.relations, "license")) {
        add(link.address);
      }
    }
  }
  for (const SiteFile& file : around.files) {
    if (file.kind != SiteFileKind::robots) {
      continue;
    }
    const RobotsFile robots = parse_robots(file.text);
    const RobotsRules rules = rules_for(robots, around.agent.empty() ? "*" : around.agent);
    bool in_group = false;
    for (const RobotsLine* line : rules.lines) {
      if (line->kind == RobotsLine::Kind::licence) {
        in_group = true;
        add(line->value);
      }
    }
    if (!in_group) {  // a group's licences take the place of the site's
      for (const RobotsLine& line : robots.licences) {
        add(line.value);
      }
    }
  }
  return addresses;
}

}  // namespace imprimatur
