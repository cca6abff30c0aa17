#include "engine/web.h"

#include "report/escape.h"

#include <algorithm>

namespace imprimatur {
namespace {

constexpr std::size_t kMaxSiteFile = std::size_t{2} << 20U;

Url at(const Url& site, std::string target) {
  Url url = site;
  url.target = std::move(target);
  return url;
}

std::string lowered(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return out;
}

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r\n");
  return begin == std::string_view::npos
             ? std::string_view()
             : text.substr(begin, text.find_last_not_of(" \t\r\n") + 1 - begin);
}

std::string essence_of(std::string_view content_type) {
  const std::string type = lowered(trimmed(content_type.substr(0, content_type.find(';'))));
  // What servers say when they do not know.
  return type == "application/octet-stream" || type == "binary/octet-stream" ? "" : type;
}

std::string charset_of(std::string_view content_type) {
  const std::string all = lowered(content_type);
  const std::size_t begin = all.find("charset=");
  if (begin == std::string::npos) {
    return {};
  }
  std::string_view value = std::string_view(all).substr(begin + 8);
  value = trimmed(value.substr(0, value.find_first_of(";,")));
  if (value.size() >= 2 && (value.front() == '"' || value.front() == '\'')) {
    value = value.substr(1, value.size() - 2);
  }
  return std::string(value);
}

// Sites answer with a page of theirs for any address.
bool is_page(std::string_view body) {
  const std::string head = lowered(trimmed(body.substr(0, 200)));
  return head.starts_with("<!doctype html") || head.starts_with("<html");
}

// The value of an attribute in a tag, as written; empty if it has none.
std::string_view attribute(std::string_view tag, std::string_view lower, std::string_view name) {
  for (std::size_t at = lower.find(name); at != std::string_view::npos;
       at = lower.find(name, at + 1)) {
    std::string_view rest = trimmed(tag.substr(at + name.size()));
    const bool whole =
        at > 0 && std::string_view(" \t\r\n\"'/").find(lower[at - 1]) != std::string_view::npos;
    if (!whole || !rest.starts_with('=')) {
      continue;
    }
    rest = trimmed(rest.substr(1));
    const bool quoted = rest.starts_with('"') || rest.starts_with('\'');
    const std::size_t end = quoted ? rest.find(rest.front(), 1) : rest.find_first_of(" \t\r\n>");
    return quoted ? rest.substr(1, std::min(end, rest.size()) - 1) : rest.substr(0, end);
  }
  return {};
}

// Addresses of RSL documents that a page links to in its head.
std::vector<std::string> rsl_links(const Url& page, std::string_view body) {
  constexpr std::size_t kHead = std::size_t{1} << 20U;
  constexpr std::size_t kMost = 5;
  std::vector<std::string> links;
  body = body.substr(0, kHead);
  const std::string lower = lowered(body);
  for (std::size_t at = lower.find("<link"); at != std::string::npos && links.size() < kMost;
       at = lower.find("<link", at + 5)) {
    const std::size_t size = std::min(lower.find('>', at), lower.size()) - at;
    const std::string_view tag = body.substr(at, size);
    const std::string_view small = std::string_view(lower).substr(at, size);
    if (attribute(small, small, "type") != "application/rsl+xml" ||
        attribute(small, small, "rel").find("license") == std::string_view::npos) {
      continue;
    }
    if (const auto url = resolve_url(page, attribute(tag, small, "href"))) {
      links.push_back(url->text());
    }
  }
  return links;
}

Result<void> check_status(const std::string& address, int status) {
  if (status >= 200 && status < 300 && status != 204) {
    return {};
  }
  const std::string what =
      "cannot fetch " + address + ": the server answered " + std::to_string(status);
  switch (status) {
    case 204:
      return fail(ErrorCode::unreadable, what + " (no content)");
    case 401:
    case 407:
      return fail(ErrorCode::unreadable, what + " (it wants a login)");
    case 402:
      return fail(ErrorCode::unreadable, what + " (it wants a licence or a payment)");
    case 403:
      return fail(ErrorCode::unreadable, what + " (it refuses)");
    case 404:
    case 410:
      return fail(ErrorCode::not_found, what + " (there is no such page)");
    case 429:
      return fail(ErrorCode::unreadable, what + " (too many requests; try again later)");
    default:
      return fail(ErrorCode::unreadable, what);
  }
}

}  // namespace

Web::Site& Web::site_of(const Url& url) {
  const auto [found, added] = sites_.try_emplace(url.origin());
  Site& site = found->second;
  if (!added) {
    return site;
  }
  const Url address = at(url, "/robots.txt");
  site.robots_address = address.text();
  auto answer = fetcher_.get(address, [](const Url&) -> Result<void> { return {}; });
  if (!answer) {
    site.unreadable = answer.error();
  } else if (answer->status >= 200 && answer->status < 300) {
    site.robots_text = to_valid_utf8(answer->body.substr(0, kMaxRobotsBytes + 1));
    site.robots = parse_robots(site.robots_text);
  } else if (answer->status >= 500) {
    site.unreadable = Error{ErrorCode::unreadable,
                            "cannot fetch " + site.robots_address + ": the server answered " +
                                std::to_string(answer->status) +
                                "; without it nothing of this site is asked for"};
  }
  return site;
}

Result<void> Web::may_ask(const Url& url) {
  const Site& site = site_of(url);
  if (site.unreadable) {
    return tl::unexpected<Error>(*site.unreadable);
  }
  const RobotsLine* line = deciding_line(rules_for(site.robots, kRobotName), url.target);
  if (line != nullptr && line->kind == RobotsLine::Kind::disallow) {
    return fail(ErrorCode::unreadable,
                "robots are asked to stay away from " + url.text() + " (" + site.robots_address +
                    ", line " + std::to_string(line->number) + ": " + line->written +
                    "); save the page and check the file");
  }
  return {};
}

// Empty if the site has no such file.
Result<std::optional<std::string>> Web::file(const Url& url) {
  const std::string address = url.text();
  if (const auto known = files_.find(address); known != files_.end()) {
    return known->second;
  }
  const auto fetch = [&]() -> Result<std::optional<std::string>> {
    IMPRIMATUR_TRY(Fetched answer,
                   fetcher_.get(url, [this](const Url& hop) { return may_ask(hop); }));
    if (answer.status >= 400 && answer.status < 500 && answer.status != 429) {
      return std::optional<std::string>();
    }
    if (Result<void> fine = check_status(address, answer.status); !fine) {
      return tl::unexpected<Error>(fine.error());
    }
    if (is_page(answer.body)) {
      return std::optional<std::string>();
    }
    if (answer.body.size() > kMaxSiteFile) {
      return fail(ErrorCode::limit, address + " is too large for a file about rights");
    }
    return std::optional<std::string>(to_valid_utf8(answer.body));
  };
  Result<std::optional<std::string>> result = fetch();
  files_.emplace(address, result);
  return result;
}

void Web::read_file(const Url& url, SiteFileKind kind, Surroundings& around) {
  auto text = file(url);
  if (!text) {
    around.incomplete = around.incomplete ? around.incomplete : text.error();
  } else if (*text) {
    around.files.push_back({kind, url.text(), std::move(**text)});
  }
}

void Web::add_site(const Url& url, std::string_view body, Surroundings& around) {
  const Site& site = site_of(url);
  if (site.unreadable) {
    around.incomplete = site.unreadable;
    return;
  }
  if (!site.robots_text.empty()) {
    around.files.push_back({SiteFileKind::robots, site.robots_address, site.robots_text});
  }
  read_file(at(url, "/.well-known/tdmrep.json"), SiteFileKind::tdm, around);
  read_file(at(url, "/ai.txt"), SiteFileKind::ai_txt, around);
  const std::size_t before = around.files.size();
  read_file(at(url, "/trust.txt"), SiteFileKind::trust_txt, around);
  if (around.files.size() == before) {
    read_file(at(url, "/.well-known/trust.txt"), SiteFileKind::trust_txt, around);
  }
  std::vector<std::string> licences = rsl_addresses(around);
  for (const std::string& address : rsl_links(url, body)) {
    if (std::find(licences.begin(), licences.end(), address) == licences.end()) {
      licences.push_back(address);
    }
  }
  for (const std::string& address : licences) {
    const auto named = parse_url(address);
    auto text = file(*named);
    if (!text) {
      around.incomplete = around.incomplete ? around.incomplete : text.error();
      continue;
    }
    // Named and not there: nothing is licensed, which is told.
    around.files.push_back({SiteFileKind::rsl, address, text->value_or("")});
  }
  if (licences.empty()) {
    read_file(at(url, "/rsl.xml"), SiteFileKind::rsl, around);
  }
}

Result<WebPage> Web::page(const std::string& address) {
  IMPRIMATUR_TRY(const Url url, parse_url(address));
  IMPRIMATUR_TRY(Fetched answer,
                 fetcher_.get(url, [this](const Url& hop) { return may_ask(hop); }));
  if (Result<void> fine = check_status(answer.url.text(), answer.status); !fine) {
    return tl::unexpected<Error>(fine.error());
  }
  const std::string type(header_value(answer.headers, "content-type"));
  Surroundings around;
  around.url = answer.url.text();
  around.agent = options_.agent;
  around.media_type = essence_of(type);
  for (const auto& [name, value] : answer.headers) {
    if (is_rights_header(name)) {
      around.headers.emplace_back(name, to_valid_utf8(value));
    }
  }
  if (options_.site_signals) {
    add_site(answer.url, answer.body, around);
  }
  return WebPage{around.media_type,
                 charset_of(type),
                 std::move(answer.body),
                 std::make_shared<const Surroundings>(std::move(around))};
}

Result<std::shared_ptr<const Surroundings>> Web::around(const std::string& address) {
  IMPRIMATUR_TRY(const Url url, parse_url(address));
  Surroundings around;
  around.url = url.text();
  around.agent = options_.agent;
  if (options_.site_signals) {
    add_site(url, {}, around);
  }
  return std::make_shared<const Surroundings>(std::move(around));
}

}  // namespace imprimatur
