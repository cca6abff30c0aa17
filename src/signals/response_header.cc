// The header of the answer that a document came with: Content-Usage, Content-Signal, TDM
// reservation, X-Robots-Tag and Link. Repeated fields are read as one list.
#include "formats/ascii.h"
#include "signals/robots_words.h"
#include "signals/site_readers.h"
#include "signals/values.h"

#include <algorithm>
#include <array>

namespace imprimatur {
namespace {

constexpr std::string_view kXRobots = "signal.x-robots-tag";
constexpr std::string_view kTdm = "signal.tdm-header";

constexpr std::array<std::string_view, 8> kNames = {"content-usage",
                                                    "content-signal",
                                                    "tdm-reservation",
                                                    "tdm-policy",
                                                    "x-robots-tag",
                                                    "link",
                                                    "license",
                                                    "www-authenticate"};

void add_x_robots(const RobotsSaid& said,
                  const SignalPlace& place,
                  const SignalTarget& about,
                  std::vector<Claim>& out) {
  const std::string& agent = said.agent;
  const bool everybody = agent.empty() || agent == "*" || agent == "robots" ||
                         (!about.agent.empty() && agent == ascii_lower(about.agent));
  const auto add = [&](UseSet uses, std::string_view why) {
    if (!uses.empty()) {
      Claim claim = claim_at(place, kXRobots, Force::reservation);
      claim.prohibits = uses;
      claim.why_not = why;
      if (!everybody && why.empty()) {
        claim.why_not = "it speaks to \"" + agent + "\" only";
      }
      out.push_back(std::move(claim));
    }
  };
  UseSet text = said.text;
  if (!said.gone_after.empty() && !about.today.empty() && said.gone_after < about.today) {
    text.add(Use::search);
  }
  add(text, "");
  add(said.pictures, "it speaks of pictures, not of the text");
  for (const RobotsHint& hint : said.hints) {
    add(hint.prohibits, hint.why_not);
  }
}

void read_tdm(std::string_view value,
              bool policy,
              const SignalPlace& place,
              std::vector<Claim>& out) {
  Claim claim = claim_at(place, kTdm, Force::reservation);
  if (value == "0") {
    claim.role = Role::permission;
    claim.permits.add(Use::tdm);
  } else {
    claim.prohibits.add(Use::tdm);
    claim.with_permission = policy;
    claim.why_not = value == "1" ? "" : "its value is neither 0 nor 1; it may mean a reservation";
  }
  out.push_back(std::move(claim));
}

void read_link(std::string_view value, const SignalPlace& place, std::vector<Claim>& out) {
  for (const HeaderLink& link : parse_links(value)) {
    if (link.type == "application/rsl+xml") {
      continue;  // a document of its own
    }
    const bool licence =
        lists_word(link.relations, "license") || lists_word(link.relations, "copyright");
    if (licence || lists_word(link.relations, "terms-of-service")) {
      Claim claim = claim_at(place, "signal.link-header", Force::licence);
      claim.kind = Claim::Kind::licence;
      claim.value = link.address;
      claim.why_not = licence ? "" : "it is the address of terms of use, which were not read";
      out.push_back(std::move(claim));
    }
  }
}

}  // namespace

bool is_rights_header(std::string_view name) {
  return std::find(kNames.begin(), kNames.end(), ascii_lower(name)) != kNames.end();
}

std::vector<HeaderLink> parse_links(std::string_view value) {
  std::vector<HeaderLink> links;
  while (links.size() < 200) {
    const std::size_t open = value.find('<');
    const std::size_t close = value.find('>', std::min(open, value.size()));
    if (close == std::string_view::npos) {
      return links;
    }
    HeaderLink link;
    link.address = trim_blanks(value.substr(open + 1, close - open - 1));
    value.remove_prefix(close + 1);
    // Parameters up to the next comma that stands in no quotes.
    while (!value.empty() && trim_blanks(value.substr(0, 1)) != ",") {
      bool quoted = false;
      std::size_t end = value.starts_with(';') ? 1 : 0;
      while (end < value.size() && (quoted || (value[end] != ';' && value[end] != ','))) {
        quoted = value[end] == '"' ? !quoted : quoted;
        ++end;
      }
      std::string_view parameter = value.substr(0, end);
      value.remove_prefix(end);
      parameter.remove_prefix(parameter.starts_with(';') ? 1 : 0);
      const std::size_t equal = std::min(parameter.find('='), parameter.size());
      const std::string name = ascii_lower(trim_blanks(parameter.substr(0, equal)));
      std::string_view said = trim_blanks(parameter.substr(std::min(equal + 1, parameter.size())));
      if (said.size() >= 2 && said.front() == '"' && said.back() == '"') {
        said = said.substr(1, said.size() - 2);
      }
      if (name == "rel" && link.relations.empty()) {
        link.relations = ascii_lower(said);
      } else if (name == "type") {
        link.type = ascii_lower(said.substr(0, said.find(';')));
      }
    }
    value.remove_prefix(std::min<std::size_t>(1, value.size()));
    links.push_back(std::move(link));
  }
  return links;
}

void read_x_robots(std::string_view value,
                   const SignalPlace& place,
                   const SignalTarget& about,
                   std::vector<Claim>& out) {
  for (const RobotsSaid& said : read_robots_list(value)) {
    add_x_robots(said, place, about, out);
  }
}

void read_headers(const std::vector<std::pair<std::string, std::string>>& headers,
                  const SignalTarget& about,
                  std::vector<Claim>& out) {
  const auto joined = [&](std::string_view wanted) {
    std::string all;
    for (const auto& [name, value] : headers) {
      if (ascii_lower(name) == wanted) {
        all += (all.empty() ? "" : ", ") + value;
      }
    }
    return all;
  };
  const auto place = [&](std::string_view name, const std::string& value) {
    return SignalPlace{"response header", 1, std::string(name) + ": " + value, Reach::page};
  };
  if (const std::string value = joined("content-usage"); !value.empty()) {
    read_content_usage(value, place("Content-Usage", value), out);
  }
  if (const std::string value = joined("content-signal"); !value.empty()) {
    read_content_signal(value, place("Content-Signal", value), false, out);
  }
  if (const std::string value = joined("tdm-reservation"); !value.empty()) {
    read_tdm(value, !joined("tdm-policy").empty(), place("tdm-reservation", value), out);
  }
  if (const std::string value = joined("link"); !value.empty()) {
    read_link(value, place("Link", value), out);
  }
  for (const auto& [name, value] : headers) {
    const std::string key = ascii_lower(name);
    if (key == "x-robots-tag") {
      read_x_robots(value, place("X-Robots-Tag", value), about, out);
    } else if (key == "license" ||
               (key == "www-authenticate" && ascii_lower(value).starts_with("license"))) {
      out.push_back(remark_at(place(name, value),
                              "signal.licence-header",
                              "it says that a licence must be obtained, not which uses need it"));
    }
  }
}

}  // namespace imprimatur
