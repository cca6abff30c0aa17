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
    {"jan", 1},  {"ene", 1},  {"gen", 1},  {"oca", 1},  {"sty", 1},   {"feb", 2},  {"fev", 2},
    {"fevr", 2}, {"sub", 2},  {"lut", 2},  {"mar", 3},  {"maerz", 3}, {"apr", 4},  {"avr", 4},
    {"abr", 4},  {"nis", 4},  {"kwi", 4},  {"may", 5},  {"mai", 5},   {"mag", 5},  {"maj", 5},
    {"mei", 5},  {"jun", 6},  {"giu", 6},  {"juin", 6}, {"haz", 6},   {"cze", 6},  {"juil", 7},
    {"jul", 7},  {"lug", 7},  {"tem", 7},  {"lip", 7},  {"aug", 8},   {"aou", 8},  {"ago", 8},
    {"agu", 8},  {"sie", 8},  {"sep", 9},  {"set", 9},  {"eyl", 9},   {"oct", 10}, {"okt", 10},
    {"ott", 10}, {"nov", 11}, {"dec", 12},
}};
constexpr std::array<MonthName, 7> kMoreMonths = {
    {{"dez", 12}, {"dic", 12}, {"des", 12}, {"eki", 10}, {"kas", 11}, {"ara", 12}, {"out", 10}}};

// Cyrillic (Russian, Bulgarian, Serbian) and Arabic, folded.
constexpr std::array<MonthName, 25> kWideMonths = {{
    {"\u044F\u043D\u0432", 1},
    {"\u0444\u0435\u0432", 2},
    {"\u043C\u0430\u0440", 3},
    {"\u0430\u043F\u0440", 4},
    {"\u043C\u0430\u044F", 5},
    {"\u043C\u0430\u0439", 5},
    {"\u0438\u044E\u043D", 6},
    {"\u0438\u044E\u043B", 7},
    {"\u0430\u0432\u0433", 8},
    {"\u0441\u0435\u043D", 9},
    {"\u043E\u043A\u0442", 10},
    {"\u043D\u043E\u044F", 11},
    {"\u0434\u0435\u043A", 12},
    {"\u064A\u0646\u0627\u064A\u0631", 1},
    {"\u0641\u0628\u0631\u0627\u064A\u0631", 2},
    {"\u0645\u0627\u0631\u0633", 3},
    {"\u0627\u0628\u0631\u064A\u0644", 4},
    {"\u0645\u0627\u064A\u0648", 5},
    {"\u064A\u0648\u0646\u064A\u0648", 6},
    {"\u064A\u0648\u0644\u064A\u0648", 7},
    {"\u0627\u063A\u0633\u0637\u0633", 8},
    {"\u0633\u0628\u062A\u0645\u0628\u0631", 9},
    {"\u0627\u0643\u062A\u0648\u0628\u0631", 10},
    {"\u0646\u0648\u0641\u0645\u0628\u0631", 11},
    {"\u062F\u064A\u0633\u0645\u0628\u0631", 12},
}};

// Months with names of their own, in the languages of Europe and in Hebrew; only where a day and a
// year stand beside them, since some begin other words too.
constexpr std::array<MonthName, 173> kOwnMonths = {{
    {"ean\u00E1ir", 1},
    {"gener", 1},
    {"ian", 1},
    {"ionawr", 1},
    {"jaan", 1},
    {"jaen", 1},
    {"j\u00E4n", 1},
    {"led", 1},
    {"leden", 1},
    {"saus", 1},
    {"sij", 1},
    {"sijec", 1},
    {"sije\u010D", 1},
    {"tammi", 1},
    {"urtarril", 1},
    {"xaneiro", 1},
    {"\u03B9\u03B1\u03BD", 1},
    {"\u03B9\u03B1\u03BD\u03BF\u03C5\u03B1\u03C1", 1},
    {"\u0441\u0442\u0443\u0434\u0437", 1},
    {"\u0441\u0456\u0447", 1},
    {"\u05D9\u05E0\u05D5\u05D0\u05E8", 1},
    {"chwefror", 2},
    {"feabhra", 2},
    {"helmi", 2},
    {"ots", 2},
    {"uno", 2},
    {"vas", 2},
    {"veeb", 2},
    {"velj", 2},
    {"\u00FAno", 2},
    {"\u015Fub", 2},
    {"\u03C6\u03B5\u03B2", 2},
    {"\u043B\u044E\u0442", 2},
    {"\u05E4\u05D1\u05E8\u05D5\u05D0\u05E8", 2},
    {"bre", 3},
    {"b\u0159e", 3},
    {"kov", 3},
    {"maalis", 3},
    {"marts", 3},
    {"martxo", 3},
    {"m\u00E1r", 3},
    {"m\u00E1rc", 3},
    {"m\u00E4r", 3},
    {"m\u00E4rts", 3},
    {"ozuj", 3},
    {"o\u017Euj", 3},
    {"\u03BC\u03AC\u03C1", 3},
    {"\u03BC\u03B1\u03C1", 3},
    {"\u0431\u0435\u0440\u0435\u0437", 3},
    {"\u0441\u0430\u043A\u0430\u0432", 3},
    {"\u05DE\u05E8\u05E5", 3},
    {"apiril", 4},
    {"bal", 4},
    {"dub", 4},
    {"huhti", 4},
    {"trav", 4},
    {"\u00E1pr", 4},
    {"\u03B1\u03C0\u03C1", 4},
    {"\u043A\u0432\u0456\u0442", 4},
    {"\u043A\u0440\u0430\u0441", 4},
    {"\u05D0\u05E4\u05E8\u05D9\u05DC", 4},
    {"geg", 5},
    {"kve", 5},
    {"kv\u011B", 5},
    {"maiatz", 5},
    {"ma\u00ED", 5},
    {"m\u00E1j", 5},
    {"svib", 5},
    {"touko", 5},
    {"\u03BC\u03AC\u03B9", 5},
    {"\u03BC\u03B1\u0390", 5},
    {"\u03BC\u03B1\u03B9", 5},
    {"\u0442\u0440\u0430\u0432", 5},
    {"\u05DE\u05D0\u05D9", 5},
    {"birz", 6},
    {"bir\u017E", 6},
    {"cerv", 6},
    {"cervn", 6},
    {"ekain", 6},
    {"iun", 6},
    {"juuni", 6},
    {"j\u00FAn", 6},
    {"j\u016Bn", 6},
    {"kesa", 6},
    {"kes\u00E4", 6},
    {"lipanj", 6},
    {"lipnj", 6},
    {"\u010Derv", 6},
    {"\u010Dervn", 6},
    {"\u03B9\u03BF\u03C5\u03BD", 6},
    {"\u03B9\u03BF\u03CD\u03BD", 6},
    {"\u0447\u0435\u0440\u0432", 6},
    {"\u0447\u044D\u0440\u0432", 6},
    {"\u05D9\u05D5\u05E0\u05D9", 6},
    {"cervenc", 7},
    {"cervence", 7},
    {"cervenec", 7},
    {"heina", 7},
    {"hein\u00E4", 7},
    {"iul", 7},
    {"juuli", 7},
    {"j\u00FAl", 7},
    {"j\u016Bl", 7},
    {"liep", 7},
    {"srpanj", 7},
    {"srpnj", 7},
    {"uztail", 7},
    {"\u010Dervenc", 7},
    {"\u010Dervence", 7},
    {"\u010Dervenec", 7},
    {"\u03B9\u03BF\u03C5\u03BB", 7},
    {"\u03B9\u03BF\u03CD\u03BB", 7},
    {"\u043B\u0438\u043F", 7},
    {"\u043B\u0456\u043F", 7},
    {"\u05D9\u05D5\u05DC\u05D9", 7},
    {"abuztu", 8},
    {"avg", 8},
    {"a\u011Fu", 8},
    {"elok", 8},
    {"kolov", 8},
    {"rugpj", 8},
    {"srp", 8},
    {"\u00E1g\u00FA", 8},
    {"\u03B1\u03C5\u03B3", 8},
    {"\u03B1\u03CD\u03B3", 8},
    {"\u0436\u043D\u0456", 8},
    {"\u0441\u0435\u0440\u043F", 8},
    {"\u05D0\u05D5\u05D2\u05D5\u05E1\u05D8", 8},
    {"irail", 9},
    {"rugs", 9},
    {"ruj", 9},
    {"syys", 9},
    {"szept", 9},
    {"wrz", 9},
    {"zar", 9},
    {"z\u00E1\u0159", 9},
    {"\u03C3\u03B5\u03C0", 9},
    {"\u0432\u0435\u0440", 9},
    {"\u05E1\u05E4\u05D8\u05DE\u05D1\u05E8", 9},
    {"loka", 10},
    {"paz", 10},
    {"pa\u017A", 10},
    {"rij", 10},
    {"spal", 10},
    {"urri", 10},
    {"\u0159\u00EDj", 10},
    {"\u03BF\u03BA\u03C4", 10},
    {"\u0436\u043E\u0432\u0442", 10},
    {"\u043A\u0430\u0441\u0442", 10},
    {"\u05D0\u05D5\u05E7\u05D8\u05D5\u05D1\u05E8", 10},
    {"azaro", 11},
    {"lapkr", 11},
    {"list", 11},
    {"marras", 11},
    {"noi", 11},
    {"n\u00F3v", 11},
    {"stud", 11},
    {"\u03BD\u03BF\u03B5", 11},
    {"\u043B\u0438\u0441\u0442", 11},
    {"\u043B\u0438\u0441\u0442\u043E\u043F", 11},
    {"\u043B\u0456\u0441\u0442", 11},
    {"\u05E0\u05D5\u05D1\u05DE\u05D1\u05E8", 11},
    {"abendu", 12},
    {"dets", 12},
    {"gru", 12},
    {"gruod", 12},
    {"joulu", 12},
    {"pros", 12},
    {"\u03B4\u03B5\u03BA", 12},
    {"\u0433\u0440\u0443\u0434", 12},
    {"\u0441\u043D\u0435", 12},
    {"\u0441\u043D\u0435\u0436", 12},
    {"\u05D3\u05E6\u05DE\u05D1\u05E8", 12},
}};

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

std::optional<unsigned> month_of(std::string_view word, bool dated = true) {
  std::optional<unsigned> found;
  std::size_t longest = 0;
  const auto look = [&](const auto& table) {
    for (const auto& [begin, month] : table) {
      if (word.starts_with(begin) && begin.size() > longest && word.size() <= 20) {
        found = month;
        longest = begin.size();
      }
    }
  };
  look(kMonths);
  look(kMoreMonths);
  look(kWideMonths);
  if (dated) {
    look(kOwnMonths);
  }
  return found;
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

std::string date_at(const std::vector<Token>& t, std::size_t i) {
  const auto number = [&](std::size_t k) { return t[k].number ? value_of(t[k]) : -1; };
  const auto unsigned_of = [](int v) { return v < 0 ? 0U : static_cast<unsigned>(v); };
  if (i + 2 >= t.size()) {
    return {};
  }
  const int a = number(i);
  const int b = number(i + 1);
  const int c = number(i + 2);
  // A character of more than one byte in front: the word for "year" or "month".
  const bool marked = (static_cast<unsigned char>(t[i + 1].before) & 0x80U) != 0 ||
                      (static_cast<unsigned char>(t[i + 2].before) & 0x80U) != 0;
  if (a >= 1990 && b > 0 && c > 0 && (t[i + 1].before == '-' || marked)) {
    return iso(a, unsigned_of(b), unsigned_of(c));
  }
  if (a > 0 && b > 0 && c >= 1990 && (t[i + 1].before == '.' || t[i + 1].before == '/')) {
    return iso(c, unsigned_of(b), unsigned_of(a));
  }
  if (a >= 1990 && !t[i + 1].number && c > 0) {  // "2027. március 5."
    if (const auto month = month_of(t[i + 1].text)) {
      return iso(a, *month, unsigned_of(c));
    }
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

bool is_month(std::string_view word) {
  return month_of(word, false).has_value();
}

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
