#include "signals/robots_words.h"

#include "formats/ascii.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <initializer_list>
#include <optional>
#include <utility>

namespace imprimatur {
namespace {

constexpr std::string_view kInResults = "it speaks of excerpts in search results only";
constexpr std::string_view kBing = "Bing alone takes it for a ban on training and answers";
constexpr std::string_view kOffer =
    "it asks search engines not to offer a translation, which is no term of use";

UseSet uses(std::initializer_list<Use> list) {
  UseSet set;
  for (const Use use : list) {
    set.add(use);
  }
  return set;
}

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

// Collects what one robot is told.
void take_word(std::string_view word, std::string_view value, RobotsSaid& said) {
  std::string whole(word);
  if (!value.empty()) {
    whole += ":" + std::string(value);
  }
  const RobotsWord meaning = robots_word(whole);
  (meaning.pictures ? said.pictures : said.text).add(meaning.prohibits);
  const bool new_hint =
      std::find(said.hints.begin(), said.hints.end(), meaning.hint) == said.hints.end();
  if (!meaning.hint.prohibits.empty() && new_hint) {
    said.hints.push_back(meaning.hint);
  }
  if (word == "unavailable_after") {
    said.gone_after = iso_date(value).value_or(said.gone_after);
  }
}

bool says_anything(const RobotsSaid& said) {
  return !said.text.empty() || !said.pictures.empty() || !said.hints.empty() ||
         !said.gone_after.empty();
}

}  // namespace

RobotsWord robots_word(std::string_view word) {
  if (word == "noai") {
    return {uses({Use::ai_train, Use::ai_input})};
  }
  if (word == "noimageai") {
    return {uses({Use::ai_train, Use::ai_input}), true};
  }
  if (word == "noindex" || word == "none") {
    return {uses({Use::search})};
  }
  if (word == "noarchive" || word == "nocache") {
    return {uses({Use::archive}), false, {uses({Use::ai_train, Use::ai_input}), kBing}};
  }
  if (word == "nosnippet" || word == "max-snippet:0") {
    return {uses({Use::ai_input}), false, {uses({Use::excerpt}), kInResults}};
  }
  // "-1" is no limit.
  if (word.starts_with("max-snippet:") && word.size() > 12 && word[12] >= '0' && word[12] <= '9') {
    return {{}, false, {uses({Use::excerpt}), kInResults}};
  }
  if (word == "notranslate") {
    return {{}, false, {uses({Use::translate}), kOffer}};
  }
  return {};
}

std::vector<RobotsSaid> read_robots_list(std::string_view list) {
  std::vector<RobotsSaid> all;
  RobotsSaid said;
  std::string date;  // of unavailable_after, which holds commas
  while (!list.empty()) {
    const std::size_t end = std::min(list.find_first_of(",;"), list.size());
    std::string word = ascii_lower(trim_blanks(list.substr(0, end)));
    list.remove_prefix(std::min(end + 1, list.size()));
    const bool more_date =
        !date.empty() && !word.empty() && word.front() >= '0' && word.front() <= '9';
    if (more_date) {
      take_word("unavailable_after", date + " " + word, said);
      date.clear();
      continue;
    }
    date.clear();
    std::size_t colon = word.find(':');
    std::string name(trim_blanks(word.substr(0, colon)));
    if (colon != std::string::npos && !takes_a_value(name) && is_agent_name(name)) {
      all.push_back(std::exchange(said, RobotsSaid()));
      said.agent = name;
      word = trim_blanks(std::string_view(word).substr(colon + 1));
      colon = word.find(':');
      name = trim_blanks(word.substr(0, colon));
    }
    const std::string rest(colon == std::string::npos
                               ? std::string_view()
                               : trim_blanks(std::string_view(word).substr(colon + 1)));
    date = name == "unavailable_after" ? rest : "";
    take_word(name, rest, said);
  }
  all.push_back(std::move(said));
  std::erase_if(all, [](const RobotsSaid& one) { return !says_anything(one); });
  return all;
}

}  // namespace imprimatur
