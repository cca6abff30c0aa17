#include "meaning/date.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <tuple>
#include <utility>

namespace imprimatur {
namespace {

struct Token {
  std::string_view text;
  bool number = false;
  char before = ' ';  // in front of it: the last byte, also of a mark of a date before a blank
};

// The words for year, month and day of Chinese, Japanese and Korean dates stand behind the numbers.
bool is_date_mark(std::string_view word) {
  for (const std::string_view mark :
       {"\xE5\xB9\xB4", "\xE6\x9C\x88", "\xEB\x85\x84", "\xEC\x9B\x94"}) {
    if (word == mark) {
      return true;
    }
  }
  return false;
}

std::vector<Token> tokens_of(std::string_view text) {
  std::vector<Token> tokens;
  bool marked = false;
  for (std::size_t i = 0; i < text.size();) {
    const bool digit = text[i] >= '0' && text[i] <= '9';
    const auto is_letter_byte = [&](std::size_t at) {
      return (text[at] >= 'a' && text[at] <= 'z') ||
             (static_cast<unsigned char>(text[at]) & 0x80U) != 0;
    };
    const bool letter = is_letter_byte(i);
    std::size_t end = i + 1;
    if (digit || letter) {
      while (end < text.size() &&
             (digit ? text[end] >= '0' && text[end] <= '9' : is_letter_byte(end))) {
        ++end;
      }
      if (!digit && is_date_mark(text.substr(i, end - i))) {
        i = end;
        marked = true;
        continue;
      }
      const char before = marked ? '\x80' : i == 0 ? ' ' : text[i - 1];
      tokens.push_back({text.substr(i, end - i), digit, before});
      marked = false;
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

std::string iso(int year, unsigned month, unsigned day) {
  const std::chrono::year_month_day date{
      std::chrono::year{year}, std::chrono::month{month}, std::chrono::day{day}};
  if (!date.ok() || year < 1990 || year > 2199) {
    return {};
  }
  std::array<char, 24> buffer{};
  const int size = std::snprintf(buffer.data(), buffer.size(), "%04d-%02u-%02u", year, month, day);
  return std::string(buffer.data(), static_cast<std::size_t>(size));
}

// Reads the tokens of a passage.
class DateReader {
 public:
  DateReader(std::string_view text, const Months& months, std::uint32_t language)
      : tokens_(tokens_of(text)), months_(months), language_(language) {}

  std::string first() const {
    for (std::size_t i = 0; i + 2 < tokens_.size(); ++i) {
      std::string date = date_at(i);
      if (!date.empty()) {
        return date;
      }
    }
    return {};
  }

 private:
  struct Month {
    unsigned number;
    std::size_t end;  // behind its tokens
  };

  [[nodiscard]] int number(std::size_t i) const {
    return i < tokens_.size() && tokens_[i].number ? value_of(tokens_[i]) : -1;
  }
  [[nodiscard]] unsigned day(std::size_t i) const {
    return static_cast<unsigned>(std::max(number(i), 0));
  }
  [[nodiscard]] bool is_word(std::size_t i) const {
    return i < tokens_.size() && !tokens_[i].number;
  }

  // Some names are two words: "tháng 3", "كانون الثاني".
  [[nodiscard]] std::optional<Month> month_at(std::size_t i) const {
    if (!is_word(i)) {
      return std::nullopt;
    }
    const std::string_view word = tokens_[i].text;
    if (i + 1 < tokens_.size()) {
      const std::string_view next = tokens_[i + 1].text;
      const auto size = static_cast<std::size_t>(next.data() + next.size() - word.data());
      const auto both = months_.find({word.data(), size}, language_);
      if (both && both->begin.size() > word.size()) {
        return Month{both->month, i + 2};
      }
    }
    const auto one = months_.find(word, language_);
    return one ? std::optional(Month{one->month, i + 1}) : std::nullopt;
  }

  // The month at `i` or behind one small word, "5 de marzo", "5th march", "2027 m. gruodžio".
  [[nodiscard]] std::optional<Month> month_near(std::size_t i) const {
    const auto here = month_at(i);
    return here || !is_small(i) ? here : month_at(i + 1);
  }
  [[nodiscard]] bool is_small(std::size_t i) const {
    constexpr std::size_t kMostBytes = 10;
    return is_word(i) && tokens_[i].text.size() <= kMostBytes;
  }

  [[nodiscard]] std::string date_at(std::size_t i) const {
    const int a = number(i);
    const int b = number(i + 1);
    const int c = number(i + 2);
    constexpr int kFirstYear = 1990;
    // A character of more than one byte in front: the word for "year" or "month".
    const bool marked = (static_cast<unsigned char>(tokens_[i + 1].before) & 0x80U) != 0 ||
                        (static_cast<unsigned char>(tokens_[i + 2].before) & 0x80U) != 0;
    if (a >= kFirstYear && b > 0 && c > 0 && (tokens_[i + 1].before == '-' || marked)) {
      return iso(a, day(i + 1), day(i + 2));
    }
    if (a > 0 && b > 0 && c >= kFirstYear &&
        (tokens_[i + 1].before == '.' || tokens_[i + 1].before == '/')) {
      return iso(c, day(i + 1), day(i));
    }
    if (a >= kFirstYear) {
      if (const auto month = month_near(i + 1)) {  // "2027. március 5."
        return iso(a, month->number, day(month->end));
      }
      const std::size_t at = i + (is_small(i + 1) ? 2 : 1);  // "2027. gada 5. decembrī"
      const auto month = number(at) > 0 ? month_at(at + 1) : std::nullopt;
      return month ? iso(a, month->number, day(at)) : std::string();
    }
    if (a > 0) {  // "5 march 2027", "5. märz 2027", "5 de marzo de 2027"
      const auto month = month_near(i + 1);
      if (!month) {
        return {};
      }
      const std::size_t year = month->end + (is_small(month->end) ? 1 : 0);
      return iso(number(year), month->number, day(i));
    }
    if (b > 0) {  // "march 5, 2027"
      const auto month = month_at(i);
      return month ? iso(number(month->end + 1), month->number, day(month->end)) : std::string();
    }
    return {};
  }

  std::vector<Token> tokens_;
  const Months& months_;
  std::uint32_t language_;
};

}  // namespace

Months::Months(const RuleSet& rules) {
  Names all;
  for (const CompiledLanguage& language : rules.languages()) {
    Names& names = by_language_.emplace_back();
    unsigned month = 0;
    for (const std::vector<std::string>& begins : language.language->months) {
      ++month;
      for (const std::string& begin : begins) {
        names.push_back({begin, month});
      }
    }
    all.insert(all.end(), names.begin(), names.end());
  }
  by_language_.push_back(std::move(all));
  // Of one name for two months the later one counts: an embargo that seems to end too early does
  // harm.
  for (Names& names : by_language_) {
    std::sort(names.begin(), names.end(), [](const Name& a, const Name& b) {
      return std::tie(a.begin, a.month) < std::tie(b.begin, b.month);
    });
  }
}

std::optional<Months::Name> Months::longest(const Names& names, std::string_view words) {
  while (!words.empty()) {
    auto at = std::upper_bound(
        names.begin(), names.end(), words, [](std::string_view text, const Name& name) {
          return text < name.begin;
        });
    if (at == names.begin()) {
      return std::nullopt;
    }
    --at;
    if (words.starts_with(at->begin)) {
      return *at;
    }
    // What begins `words` and stands in front of this name begins this name as well.
    const auto differ =
        std::mismatch(words.begin(), words.end(), at->begin.begin(), at->begin.end());
    words = words.substr(0, static_cast<std::size_t>(differ.first - words.begin()));
  }
  return std::nullopt;
}

std::optional<Months::Name> Months::find(std::string_view words, std::uint32_t language) const {
  constexpr std::size_t kLongest = 40;  // bytes
  if (words.size() > kLongest) {
    return std::nullopt;
  }
  const Names& all = by_language_.back();
  const auto own =
      language < by_language_.size() ? longest(by_language_[language], words) : std::nullopt;
  return own ? own : longest(all, words);
}

std::string find_date(std::string_view shadow, const Months& months, std::uint32_t language) {
  return DateReader(shadow.substr(0, 1000), months, language).first();
}

std::vector<int> years_of(std::string_view text) {
  std::vector<int> years;
  for (std::size_t i = 0; i + 4 <= text.size(); ++i) {
    const bool before = i > 0 && text[i - 1] >= '0' && text[i - 1] <= '9';
    int value = 0;
    std::size_t digits = 0;
    while (i + digits < text.size() && text[i + digits] >= '0' && text[i + digits] <= '9') {
      value = value * 10 + (text[i + digits] - '0');
      if (++digits > 4) {
        break;
      }
    }
    if (!before && digits == 4 && value >= 1800 && value <= 2199) {
      years.push_back(value);
    }
    i += digits;
  }
  std::sort(years.begin(), years.end());
  years.erase(std::unique(years.begin(), years.end()), years.end());
  return years;
}

}  // namespace imprimatur
