// robots <meta>: the words that speak to all robots, and those that speak to one.
#include "formats/ascii.h"
#include "signals/readers.h"
#include "signals/robots_words.h"

namespace imprimatur {
namespace {

constexpr std::string_view kRobots =
    "robots googlebot googlebot-news bingbot msnbot slurp duckduckbot yandex applebot gptbot";

void add(const Field& field, const RobotsSaid& said, std::vector<Claim>& claims) {
  Claim claim;
  claim.value = field.value;
  claim.span = field.span;
  claim.prohibits = said.text;
  const bool everybody =
      field.name == "robots" && (said.agent.empty() || said.agent == "*" || said.agent == "robots");
  claim.why_not = everybody ? "" : "it speaks to one robot only";
  if (!said.text.empty()) {
    claims.push_back(claim);
  }
  if (!said.gone_after.empty()) {
    Claim gone = claim;
    gone.prohibits = {};
    gone.prohibits.add(Use::search);
    gone.from = said.gone_after + "T23:59:59Z";
    claims.push_back(std::move(gone));
  }
  for (const RobotsHint& hint : said.hints) {
    claim.prohibits = hint.prohibits;
    claim.why_not = hint.why_not;
    claims.push_back(claim);
  }
  if (!said.pictures.empty()) {
    claim.prohibits = said.pictures;
    claim.scope = Scope::photo;
    claim.why_not = "it speaks of pictures, not of the text";
    claims.push_back(std::move(claim));
  }
}

}  // namespace

void read_robots_meta(const Document& document, std::vector<Claim>& claims) {
  for (const Field& field : document.fields) {
    if (field.kind == Field::Kind::meta && field.name == "data-nosnippet") {
      Claim claim;
      claim.value = field.value;
      claim.span = field.span;
      claim.scope = Scope::part;
      claim.prohibits.add(Use::excerpt);
      claim.why_not = "it speaks of search results only, and of a part of the page";
      claims.push_back(std::move(claim));
    }
    if (field.kind != Field::Kind::meta || !lists_word(kRobots, field.name)) {
      continue;
    }
    for (const RobotsSaid& said : read_robots_list(field.value)) {
      add(field, said, claims);
    }
  }
}

}  // namespace imprimatur
