// The header of the answer that a document came with: Content-Usage, Content-Signal, TDM
// reservation, X-Robots-Tag and Link. Repeated fields are read as one list.
#include "formats/ascii.h"
#include "signals/robots_words.h"
#include "signals/site_readers.h"
#include "signals/values.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

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

// "25 Jun 2010 …", "2010-06-25…" or "25-Jun-10 …" as an ISO date.
std::optional<std::string> iso_date(std::string_view text) {
  constexpr std::string_view kMonths = "janfebmaraprmayjunjulaugsepoctnovdec";
  constexpr std::string_view kBetween = " ,-/";
  std::array<std::string, 3> parts;
  std::size_t count = 0;
  const std::string words = ascii_lower(text);
  for (std::size_t at = words.find_first_not_of(kBetween); at < words.size() && count < 3;) {
    const std::size_t end = std::min(words.find_first_of(kBetween, at), words.size());
    std::string part = words.substr(at, end - at);
    at = words.find_first_not_of(kBetween, end);
    if (part.front() >= '0' && part.front() <= '9') {
      part.resize(std::min(part.find_first_not_of("0123456789"), part.size()));  // "25t15:00"
    } else if (count == 0) {
      continue;  // the day of the week
    }
    parts[count++] = part;
  }
  const auto number = [](std::string_view digits) {
    int value = -1;
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return value;
  };
  const std::size_t month_at = kMonths.find(parts[1].substr(0, 3));
  const bool named =
      parts[1].size() >= 3 && month_at != std::string_view::npos && month_at % 3 == 0;
  int year = number(named ? parts[2] : parts[0]);
  const int month = named ? static_cast<int>(month_at / 3) + 1 : number(parts[1]);
  const int day = number(named ? parts[0] : parts[2]);
  year += year >= 0 && year < 70 ? 2000 : year >= 70 && year < 100 ? 1900 : 0;
  if (count < 3 || year < 1900 || year > 9999 || month < 1 || month > 12 || day < 1 || day > 31) {
    return std::nullopt;
  }
  const auto two = [](int value) { return (value < 10 ? "0" : "") + std::to_string(value); };
  return std::to_string(year) + "-" + two(month) + "-" + two(day);
}

bool takes_a_value(std::string_view word) {
  return word == "max-snippet" || word == "max-image-preview" || word == "max-video-preview" ||
         word == "unavailable_after";
}

bool is_agent_name(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.' ||
           c == '*' || c == '/';
  });
}

struct Said {
  UseSet text;
  UseSet pictures;
  UseSet quoting;  // in search results only
};

void take_word(std::string_view word, std::string_view value, std::string_view today, Said& said) {
  std::string whole(word);
  if (!value.empty()) {
    whole += ":" + std::string(value);
  }
  const RobotsWord meaning = robots_word(whole);
  (meaning.pictures ? said.pictures : said.text).add(meaning.prohibits);
  if (word == "unavailable_after") {
    const auto date = iso_date(value);
    if (date && !today.empty() && *date < today) {
      said.text.add(Use::search);
    }
  }
  if (word == "nosnippet" || word == "max-snippet") {
    said.quoting.add(Use::excerpt);
  }
}

void add_x_robots(const Said& said,
                  const std::string& agent,
                  const SignalPlace& place,
                  const SignalTarget& about,
                  std::vector<Claim>& out) {
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
  add(said.text, "");
  add(said.pictures, "it speaks of pictures, not of the text");
  add(said.quoting, "it speaks of excerpts in search results only");
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
  std::string agent;
  Said said;
  std::string date;  // of unavailable_after, which holds commas
  while (!value.empty()) {
    const std::size_t end = std::min(value.find_first_of(",;"), value.size());
    std::string word = ascii_lower(trim_blanks(value.substr(0, end)));
    value.remove_prefix(std::min(end + 1, value.size()));
    const bool more_date =
        !date.empty() && !word.empty() && word.front() >= '0' && word.front() <= '9';
    if (more_date) {
      take_word("unavailable_after", date + " " + word, about.today, said);
      date.clear();
      continue;
    }
    date.clear();
    std::size_t colon = word.find(':');
    std::string name(trim_blanks(word.substr(0, colon)));
    if (colon != std::string::npos && !takes_a_value(name) && is_agent_name(name)) {
      add_x_robots(said, agent, place, about, out);
      said = Said();
      agent = name;
      word = trim_blanks(std::string_view(word).substr(colon + 1));
      colon = word.find(':');
      name = trim_blanks(word.substr(0, colon));
    }
    const std::string rest(colon == std::string::npos
                               ? std::string_view()
                               : trim_blanks(std::string_view(word).substr(colon + 1)));
    date = name == "unavailable_after" ? rest : "";
    take_word(name, rest, about.today, said);
  }
  add_x_robots(said, agent, place, about, out);
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
