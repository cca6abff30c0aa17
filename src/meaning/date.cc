#include "meaning/date.h"

#include <array>
#include <chrono>
#include <cstdio>
#include <optional>
#include <vector>

namespace imprimatur {
namespace {

// Folded beginnings of month names that are shared by many languages, by month.
struct MonthName {
  std::string_view begin;
  unsigned month;
};
constexpr std::array<MonthName, 45> kMonths = {{
    {"jan", 1}, {"ene", 1}, {"gen", 1}, {"oca", 1}, {"sty", 1}, {"feb", 2}, {"fev", 2},
    {"fevr", 2}, {"sub", 2}, {"lut", 2}, {"mar", 3}, {"maerz", 3}, {"apr", 4}, {"avr", 4},
    {"abr", 4}, {"nis", 4}, {"kwi", 4}, {"may", 5}, {"mai", 5}, {"mag", 5}, {"maj", 5},
    {"mei", 5}, {"jun", 6}, {"giu", 6}, {"juin", 6}, {"haz", 6}, {"cze", 6}, {"juil", 7},
    {"jul", 7}, {"lug", 7}, {"tem", 7}, {"lip", 7}, {"aug", 8}, {"aou", 8}, {"ago", 8},
    {"agu", 8}, {"sie", 8}, {"sep", 9}, {"set", 9}, {"eyl", 9}, {"oct", 10}, {"okt", 10},
    {"ott", 10}, {"nov", 11}, {"dec", 12},
}};
constexpr std::array<MonthName, 7> kMoreMonths = {{{"dez", 12}, {"dic", 12}, {"des", 12},
    {"eki", 10}, {"kas", 11}, {"ara", 12}, {"out", 10}}};

struct Token {
  std::string_view text;
  bool number = false;
  char before = ' ';  // the character in front of it
};

std::vector<Token> tokens_of(std::string_view text) {
  std::vector<Token> tokens;
  for (std::size_t i = 0; i < text.size();) {
    const bool digit = text[i] >= '0' && text[i] <= '9';
    const bool letter = text[i] >= 'a' && text[i] <= 'z';
    std::size_t end = i + 1;
    if (digit || letter) {
      while (end < text.size() && (digit ? text[end] >= '0' && text[end] <= '9'
                                         : text[end] >= 'a' && text[end] <= 'z')) {
        ++end;
      }
      tokens.push_back({text.substr(i, end - i), digit, i == 0 ? ' ' : text[i - 1]});
    }
    i = end;
  }
  return tokens;
}

int value_of(const Token& token) {
  int value = 0;
  for (const char c : token.text.substr(0, 6)) {
    value = value * 10 + (c - '0');
  }
  return value;
}

std::optional<unsigned> month_of(std::string_view word) {
  std::optional<unsigned> found;
  std::size_t longest = 0;
  const auto look = [&](const auto& table) {
    for (const auto& [begin, month] : table) {
      if (word.starts_with(begin) && begin.size() > longest && word.size() <= 10) {
        found = month;
        longest = begin.size();
      }
    }
  };
  look(kMonths);
  look(kMoreMonths);
  return found;
}

std::string iso(int year, unsigned month, unsigned day) {
  const std::chrono::year_month_day date{std::chrono::year{year}, std::chrono::month{month},
                                         std::chrono::day{day}};
  if (!date.ok() || year < 1990 || year > 2199) {
    return {};
  }
  std::array<char, 24> buffer{};
  const int size = std::snprintf(buffer.data(), buffer.size(), "%04d-%02u-%02u", year, month, day);
  return std::string(buffer.data(), static_cast<std::size_t>(size));
}

std::string date_at(const std::vector<Token>& t, std::size_t i) {
  const auto number = [&](std::size_t k) { return t[k].number ? value_of(t[k]) : -1; };
  const auto unsigned_of = [](int v) { return v < 0 ? 0U : static_cast<unsigned>(v); };
  if (i + 2 >= t.size()) {
    return {};
  }
  const int a = number(i);
  const int b = number(i + 1);
  const int c = number(i + 2);
  if (a >= 1990 && b > 0 && c > 0 && t[i + 1].before == '-') {
    return iso(a, unsigned_of(b), unsigned_of(c));
  }
  if (a > 0 && b > 0 && c >= 1990 && (t[i + 1].before == '.' || t[i + 1].before == '/')) {
    return iso(c, unsigned_of(b), unsigned_of(a));
  }
  if (a > 0 && !t[i + 1].number) {
    // "5 march 2027", "5. märz 2027", "5 de marzo de 2027"
    const std::size_t skip = t[i + 1].text == "de" || t[i + 1].text == "th" ? 1 : 0;
    if (i + 2 + skip < t.size()) {
      if (const auto month = month_of(t[i + 1 + skip].text)) {
        const std::size_t year = i + 2 + skip + (t[i + 2 + skip].text == "de" ? 1 : 0);
        return year < t.size() ? iso(number(year), *month, unsigned_of(a)) : std::string();
      }
    }
  }
  if (!t[i].number && b > 0 && c >= 1990) {
    if (const auto month = month_of(t[i].text)) {
      return iso(c, *month, unsigned_of(b));
    }
  }
  return {};
}

}  // namespace

std::string find_date(std::string_view shadow) {
  const auto tokens = tokens_of(shadow.substr(0, 1000));
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    std::string date = date_at(tokens, i);
    if (!date.empty()) {
      return date;
    }
  }
  return {};
}

}  // namespace imprimatur
