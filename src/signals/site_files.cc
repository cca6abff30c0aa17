// Small files at the root of a site: tdmrep.json (TDM Reservation Protocol, W3C community group
// report of 2024-05-10), ai.txt (Spawning) and trust.txt (JournalList).
#include "formats/ascii.h"
#include "signals/site_readers.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <functional>

namespace imprimatur {
namespace {

using Json = nlohmann::json;

constexpr std::string_view kTdm = "signal.tdm-file";
constexpr std::string_view kAiTxt = "signal.ai-txt";
constexpr std::string_view kTrust = "signal.trust-txt";
constexpr int kMaxDepth = 64;

bool too_deep(std::string_view text) {
  int depth = 0;
  for (const char c : text) {
    depth += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
    if (depth > kMaxDepth) {
      return true;
    }
  }
  return false;
}

std::size_t line_at(std::string_view text, std::size_t at) {
  return 1 + static_cast<std::size_t>(
                 std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
}

void each_line(std::string_view text,
               const std::function<void(std::string_view, std::size_t)>& take) {
  if (text.starts_with("\xEF\xBB\xBF")) {
    text.remove_prefix(3);
  }
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    take(trim_blanks(text.substr(0, end)), number);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

// What one rule of tdmrep.json reserves; -1: its value is an error.
int reservation_of(const Json& rule, bool& as_text) {
  const auto value = rule.find("tdm-reservation");
  as_text = value->is_string();
  if (value->is_number_integer() || value->is_number_unsigned()) {
    const auto number = value->get<long long>();
    return number == 0 || number == 1 ? static_cast<int>(number) : -1;
  }
  if (as_text) {
    const std::string text = value->get<std::string>();
    return text == "0" ? 0 : text == "1" ? 1 : -1;
  }
  return -1;
}

void add_tdm_rule(const Json& rule, const SignalPlace& place, std::vector<Claim>& out) {
  bool as_text = false;
  const int reserved = reservation_of(rule, as_text);
  Claim claim = claim_at(place, kTdm, Force::reservation);
  if (reserved == 0) {
    claim.role = Role::permission;
    claim.permits.add(Use::tdm);
  } else {
    claim.prohibits.add(Use::tdm);
    claim.with_permission = rule.contains("tdm-policy");
    claim.why_not = reserved == 1 ? "" : "its value is neither 0 nor 1; it may mean a reservation";
  }
  out.push_back(std::move(claim));
  if (as_text && reserved >= 0) {
    out.push_back(remark_at(place, kTdm, "the reservation is written as a text, not as a number"));
  }
}

// Of ai.txt: "*.html" covers pages; "/" and "*" cover all.
bool covers(std::string_view pattern, std::string_view suffixes, bool& exact) {
  exact = false;
  if (pattern.starts_with("/*.")) {
    pattern.remove_prefix(1);
  }
  if (pattern.starts_with("*.") || pattern.starts_with(".")) {
    std::string suffix = ascii_lower(pattern.substr(pattern.find('.') + 1));
    if (suffix.ends_with('$')) {
      suffix.pop_back();
    }
    exact = lists_word(suffixes, suffix);
    return exact;
  }
  return pattern == "/" || pattern == "*" || pattern == "/*";
}

std::string_view suffixes_of(const SignalTarget& about) {
  if (about.media_type == "application/pdf") {
    return "pdf";
  }
  if (about.media_type == "text/plain" || about.media_type == "text/markdown") {
    return "txt md";
  }
  return "html htm txt";
}

}  // namespace

void read_tdm_file(const SiteFile& file, const SignalTarget& about, std::vector<Claim>& out) {
  const std::string_view text = file.text;
  const SignalPlace whole{
      file.address, 1, std::string(trim_blanks(text.substr(0, 60))), Reach::site};
  const Json root =
      too_deep(text) ? Json(Json::value_t::discarded) : Json::parse(text, nullptr, false, true);
  if (!root.is_array()) {
    out.push_back(remark_at(whole,
                            kTdm,
                            root.is_discarded() ? "it is no JSON, so it says nothing"
                                                : "it is no list of rules, so it says nothing"));
    return;
  }
  if (about.target.empty()) {
    return;
  }
  std::size_t at = 0;
  for (const Json& rule : root) {
    at = std::min(text.find("\"location\"", at), text.size());
    const std::size_t here = at;
    at = std::min(at + 1, text.size());
    const bool whole_rule = rule.is_object() && rule.contains("tdm-reservation") &&
                            rule.contains("location") && rule["location"].is_string();
    if (!whole_rule) {
      out.push_back(remark_at(whole, kTdm, "a rule lacks its location or its reservation"));
      continue;
    }
    const std::string location = rule["location"].get<std::string>();
    if (match_path(location, about.target) < 0) {
      continue;
    }
    std::string written = rule.dump(-1, ' ', false, Json::error_handler_t::replace);
    const bool everything = location == "/" || location == "/*" || location == "*";
    add_tdm_rule(rule,
                 {file.address,
                  line_at(text, here),
                  written.substr(0, 300),
                  everything ? Reach::site : Reach::path},
                 out);
    return;  // the first rule that matches holds
  }
}

void read_ai_txt(const SiteFile& file, const SignalTarget& about, std::vector<Claim>& out) {
  bool everybody = false;
  bool any_group = false;
  bool decided_exactly = false;
  std::optional<Claim> decision;
  each_line(file.text, [&](std::string_view line, std::size_t number) {
    const std::string_view content = trim_blanks(line.substr(0, line.find('#')));
    const std::size_t colon = content.find(':');
    if (colon == std::string_view::npos) {
      return;
    }
    const std::string key = ascii_lower(trim_blanks(content.substr(0, colon)));
    const std::string_view value = trim_blanks(content.substr(colon + 1));
    if (key == "user-agent") {
      any_group = true;
      everybody =
          value == "*" || (!about.agent.empty() && ascii_lower(value) == ascii_lower(about.agent));
      return;
    }
    bool exact = false;
    if ((key != "allow" && key != "disallow") || !everybody ||
        !covers(value, suffixes_of(about), exact) || (decided_exactly && !exact)) {
      return;
    }
    const SignalPlace place{file.address, number, std::string(content), Reach::site};
    Claim claim = claim_at(place, kAiTxt, Force::reservation);
    UseSet uses;
    uses.add(Use::tdm);
    uses.add(Use::ai_train);
    if (key == "allow") {
      claim.role = Role::permission;
      claim.permits = uses;
    } else {
      claim.prohibits = uses;
    }
    // Of two that are as specific, the ban.
    if (!decision || (exact && !decided_exactly) || key == "disallow") {
      decision = std::move(claim);
    }
    decided_exactly = decided_exactly || exact;
  });
  if (!any_group && !trim_blanks(file.text).empty()) {
    out.push_back(remark_at({file.address, 1, "ai.txt", Reach::site},
                            kAiTxt,
                            "it is not of the kind that is read here, so it says nothing"));
  }
  if (decision) {
    out.push_back(std::move(*decision));
  }
}

void read_trust_txt(const SiteFile& file, std::vector<Claim>& out) {
  each_line(file.text, [&](std::string_view line, std::size_t number) {
    const std::string_view content = trim_blanks(line.substr(0, line.find('#')));
    const std::size_t equal = content.find('=');
    if (equal == std::string_view::npos ||
        ascii_lower(trim_blanks(content.substr(0, equal))) != "datatrainingallowed") {
      return;
    }
    const std::string value = ascii_lower(trim_blanks(content.substr(equal + 1)));
    const SignalPlace place{file.address, number, std::string(content), Reach::site};
    if (value != "yes" && value != "no") {
      out.push_back(remark_at(place, kTrust, "its value is neither yes nor no, so it is unset"));
      return;
    }
    Claim claim = claim_at(place, kTrust, Force::preference);
    (value == "yes" ? claim.permits : claim.prohibits).add(Use::ai_train);
    claim.role = value == "yes" ? Role::permission : Role::restriction;
    out.push_back(std::move(claim));
  });
}

}  // namespace imprimatur
