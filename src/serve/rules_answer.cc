#include "serve/rules_answer.h"

#include "report/json_object.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace imprimatur::serve {
namespace {

constexpr std::size_t kUsualLimit = 50;
constexpr std::size_t kMostLimit = 200;
constexpr std::array<std::string_view, 5> kKinds = {
    "rule", "holder", "licence", "language", "agent"};

struct Wish {
  std::vector<std::string> words;  // all have to occur
  std::string kind;                // empty: any
  std::string id;                  // empty: any
  std::size_t offset = 0;
  std::size_t limit = kUsualLimit;
};

Answer<std::size_t> number_of(const Request& request, std::string_view name, std::size_t usual) {
  const auto text = request.parameter(name);
  if (!text) {
    return usual;
  }
  std::size_t value = 0;
  const char* const end = text->data() + text->size();
  const auto parsed = std::from_chars(text->data(), end, value);
  if (text->empty() || parsed.ec != std::errc() || parsed.ptr != end) {
    return refuse({400, "bad-number", "the value is no number", "send digits", std::string(name)});
  }
  return value;
}

std::vector<std::string> words_of(const std::string& text) {
  std::vector<std::string> words;
  std::string_view rest = text;
  while (!rest.empty()) {
    const std::string_view word = rest.substr(0, rest.find(' '));
    rest.remove_prefix(std::min(word.size() + 1, rest.size()));
    if (!word.empty()) {
      words.emplace_back(word);
    }
  }
  return words;
}

Answer<Wish> wish_of(const Request& request) {
  Wish wish;
  wish.words = words_of(lower_case(request.parameter("q").value_or("")));
  wish.kind = request.parameter("kind").value_or("");
  wish.id = request.parameter("id").value_or("");
  if (!wish.kind.empty() && std::find(kKinds.begin(), kKinds.end(), wish.kind) == kKinds.end()) {
    return refuse({400,
                   "unknown-kind",
                   "there is no such kind",
                   fmt::format("known are {}", fmt::join(kKinds, ", ")),
                   "kind"});
  }
  const auto offset = number_of(request, "offset", 0);
  const auto limit = number_of(request, "limit", kUsualLimit);
  if (!offset || !limit) {
    return refuse(offset ? limit.error() : offset.error());
  }
  wish.offset = *offset;
  wish.limit = std::clamp<std::size_t>(*limit, 1, kMostLimit);
  return wish;
}

bool is_wanted(const RuleEntry& entry, const Wish& wish) {
  return (wish.kind.empty() || entry.kind == wish.kind) &&
         (wish.id.empty() || entry.id == wish.id) &&
         std::all_of(wish.words.begin(), wish.words.end(), [&](const std::string& word) {
           return entry.search.find(word) != std::string::npos;
         });
}

std::string next_page(const Wish& wish) {
  std::string address = "/v1/rules?";
  const auto add = [&](std::string_view name, const std::string& value) {
    address += value.empty() ? "" : fmt::format("{}={}&", name, percent_encoded(value));
  };
  add("q", fmt::format("{}", fmt::join(wish.words, " ")));
  add("kind", wish.kind);
  add("id", wish.id);
  return address + fmt::format("offset={}&limit={}", wish.offset + wish.limit, wish.limit);
}

}  // namespace

Answer<std::string> list_of_rules(const Request& request, const Desk& desk) {
  const auto wish = wish_of(request);
  if (!wish) {
    return refuse(wish.error());
  }
  const auto place = desk.workplace();
  std::size_t total = 0;
  std::string list;
  for (const RuleEntry& entry : place->entries()) {
    if (!is_wanted(entry, *wish)) {
      continue;
    }
    if (total >= wish->offset && total - wish->offset < wish->limit) {
      list += (list.empty() ? "\n" : ",\n") + entry.json;
    }
    ++total;
  }
  const bool more = total > wish->offset && total - wish->offset > wish->limit;
  return fmt::format(
      R"({{"schema":1,"total":{},"offset":{},"limit":{},"digest":{},"next":{},"rules":[{}]}})"
      "\n",
      total,
      wish->offset,
      wish->limit,
      json_string(place->rules->digest()),
      more ? json_string(next_page(*wish)) : "null",
      list);
}

Answer<std::string> one_rule(const std::string& id, const Desk& desk) {
  const auto place = desk.workplace();
  const RuleEntry* found = nullptr;
  for (const RuleEntry& entry : place->entries()) {
    if (entry.id == id && (found == nullptr || entry.kind == "rule")) {
      found = &entry;
    }
  }
  if (found == nullptr) {
    return refuse({404,
                   "not-found",
                   "no rule, holder, licence, language or agent has this id",
                   "GET /v1/rules?q=WORD searches for it"});
  }
  return found->json + "\n";
}

}  // namespace imprimatur::serve
