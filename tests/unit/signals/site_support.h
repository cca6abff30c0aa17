// Short forms for tests of what stands around a document.
#ifndef IMPRIMATUR_UNIT_SIGNALS_SITE_SUPPORT_H_
#define IMPRIMATUR_UNIT_SIGNALS_SITE_SUPPORT_H_

#include "signals/surroundings.h"

#include <algorithm>
#include <string>
#include <vector>

namespace imprimatur::test {

inline const std::string kSite = "https://example.org";

// 'y' allowed, 'n' disallowed, '?' nothing is said: of the claims that count.
inline char answer(const std::vector<Claim>& claims, Use use) {
  char said = '?';
  for (const Claim& claim : claims) {
    if (!claim.why_not.empty()) {
      continue;
    }
    const bool banned =
        claim.prohibits.has(use) || (use == Use::ai_train && claim.prohibits.has(Use::tdm));
    said = banned ? 'n' : said == '?' && claim.permits.has(use) ? 'y' : said;
  }
  return said;
}

inline bool has_remark(const std::vector<Claim>& claims, std::string_view words) {
  return std::any_of(claims.begin(), claims.end(), [&](const Claim& claim) {
    return claim.why_not.find(words) != std::string::npos;
  });
}

struct Site {
  std::string path = "/a";
  std::string agent;
  std::vector<std::pair<std::string, std::string>> headers;
  std::vector<SiteFile> files;
  std::vector<Agent> agents;

  Site& file(SiteFileKind kind, std::string text, std::string name = "/file") {
    files.push_back({kind, kSite + name, std::move(text)});
    return *this;
  }
  [[nodiscard]] std::vector<Claim> claims() const {
    Surroundings around;
    around.url = kSite + path;
    around.media_type = "text/html";
    around.agent = agent;
    around.headers = headers;
    around.files = files;
    std::vector<const Agent*> known;
    for (const Agent& one : agents) {
      known.push_back(&one);
    }
    std::vector<Claim> read = read_surroundings(around, known, "2026-11-28");
    settle_claims(read);
    return read;
  }
  [[nodiscard]] char says(Use use) const { return answer(claims(), use); }
};

inline Site robots(std::string text, std::string path = "/a", std::string agent = {}) {
  Site site;
  site.path = std::move(path);
  site.agent = std::move(agent);
  site.file(SiteFileKind::robots, std::move(text), "/robots.txt");
  return site;
}

inline Site header(std::string name, std::string value) {
  Site site;
  site.headers = {{std::move(name), std::move(value)}};
  return site;
}

}  // namespace imprimatur::test

#endif  // IMPRIMATUR_UNIT_SIGNALS_SITE_SUPPORT_H_
