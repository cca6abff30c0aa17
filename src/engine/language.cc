#include "engine/language.h"

#include "text/fold.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cassert>
#include <cstdint>
#include <string>
#include <vector>

namespace imprimatur {
namespace {

// The first running text tells the language; reading more costs time and adds the notices of
// others.
constexpr std::size_t kSample = 1500;
// Shorter lines are headlines and menus, which are not always in the language of the text.
constexpr std::size_t kProseLine = 60;
// With less prose than this among the first bytes, the beginning is the sample.
constexpr std::size_t kFewProse = 200;
constexpr std::size_t kSearched = std::size_t{64} << 10;
// Function words needed before a language is named.
constexpr int kEnough = 3;

struct Script {
  char32_t first, last;
  std::string_view language;
};
// Scripts that (nearly) one language alone is written in; kana and Hangul outweigh Han.
constexpr std::array<Script, 23> kScripts = {{
    {0x0370, 0x03FF, "el"}, {0x0530, 0x058F, "hy"}, {0x0590, 0x05FF, "he"},  {0x0900, 0x097F, "hi"},
    {0x0980, 0x09FF, "bn"}, {0x0A00, 0x0A7F, "pa"}, {0x0B80, 0x0BFF, "ta"},  {0x0C00, 0x0C7F, "te"},
    {0x0E00, 0x0E7F, "th"}, {0x10A0, 0x10FF, "ka"}, {0x3040, 0x30FF, "ja"},  {0xAC00, 0xD7AF, "ko"},
    {0x1780, 0x17FF, "km"}, {0x0E80, 0x0EFF, "lo"}, {0x0A80, 0x0AFF, "gu"},  {0x0B00, 0x0B7F, "or"},
    {0x0C80, 0x0CFF, "kn"}, {0x0D00, 0x0D7F, "ml"}, {0x0D80, 0x0DFF, "si"},  {0x0F00, 0x0FFF, "bo"},
    {0x1000, 0x109F, "my"}, {0x1200, 0x137F, "am"}, {0x0700, 0x074F, "syr"},
}};

constexpr std::size_t kLongestWord = 24;  // bytes of any of these function words

struct Words {
  std::string_view language;
  std::string_view list;        // folded function words, each between blanks
  std::u32string_view marks{};  // letters of which the language has at least one, if it has such
};
constexpr std::array<Words, 31> kLatin = {{
    {"en", " the of and to in that is was for on with as by at said from "},
    {"de", " der die das und ist nicht mit den von zu im auf fur sich dem ein "},
    {"fr", " le la les des et est dans que pour une du sur par au plus qui "},
    {"es", " el la los las de que y en un una por con para del se su "},
    {"it", " il la di che e un una per non con del della sono gli nel alla "},
    {"pt", " o a os as de que e do da em um uma para com nao no "},
    {"nl", " de het een van en in is dat op te zijn voor met niet aan door "},
    {"tr", " ve bir bu da de icin ile olarak daha cok gibi oldu ise olan kadar dedi ya o var en "},
    {"pl", " i w na z sie do nie to ze jest o jak po od za przez "},
    {"sv", " och att det i en som ar av for den till inte pa har med om "},
    {"da", " og at det i en som er af for den til ikke pa har med blev "},
    {"nb", " og at det i en som er av for den til ikke pa har med ble "},
    {"fi", " ja on ei se etta oli ovat myos kun hanen joka mutta kuin sen niin vuoden "},
    {"cs", " a v se na je ze to s z do o i pro jsem ktery byl "},
    {"sk", " a v sa na je ze to s z do o aj pre som ktory bol "},
    {"hu", " a az es hogy nem is egy meg volt mint de csak ez van szerint ki "},
    {"ro",
     " si in de la a cu pe din nu este sa pentru care un o au ",
     U"\u0103\u021B\u0219\u0163\u015F"},
    {"id", " yang dan di dengan untuk dari ini itu pada dalam akan tidak ke oleh adalah telah "},
    {"vi",
     " va cua la co cho duoc trong mot khong cac nguoi nay voi den da nhung ",
     U"\u01A1\u01B0\u0111"},
    {"hr", " i u je na se da su za od s ne o koji iz bi kako "},
    {"az", " ve bir bu ile ucun olan da de olub edib kimi daha gore onun ki deyib ", U"\u0259"},
    {"et", " ja on ei et see oli ta kui mis ka oma aga seda nii ning poolt ", U"\u00F5"},
    {"lt", " ir yra kad su i is apie buvo bei tai ar kaip bus nuo po dar ", U"\u0117\u0173\u016B"},
    {"lv", " un ir ka no ar par uz bet ari tas kas bija pec gada lai tika ", U"\u0101\u0113\u0146"},
    {"sl", " in je na se da so za ki pa v bi tudi ne s od pri kot po ", U"\u010D\u0161\u017E"},
    {"ca", " i el la de que els les amb per no es un una del al va dels "},
    {"eu", " eta da ez du bat dira egin izan den dute baina ere dela "},
    {"sq", " dhe ne te e i me per nje qe se nga ka eshte ishte do nuk ", U"\u00EB"},
    {"af", " die en van is het nie in dat te op vir met sy wat was om "},
    {"sw", " ya na wa kwa ni katika la za kuwa cha hiyo watu ambao pia "},
    {"fil", " ang ng sa mga na ay ni si at para kay ito siya hindi may "},
}};
constexpr std::array<Words, 8> kCyrillic = {{
    {"ru",
     " \u0438 \u0432 \u043D\u0430 \u043D\u0435 \u0447\u0442\u043E \u0441 \u043F\u043E "
     "\u044D\u0442\u043E \u0431\u044B\u043B \u043E\u043D \u043A\u0430\u043A "
     "\u043E\u0442 \u0434\u043B\u044F \u0438\u0437 \u0435\u0433\u043E "},
    {"uk",
     " \u0456 \u0432 \u043D\u0430 \u043D\u0435 \u0449\u043E \u0437 \u0442\u0430 \u0446\u0435 "
     "\u0434\u043E \u0432\u0456\u0434 \u0434\u043B\u044F \u0439\u043E\u0433\u043E "
     "\u0443 \u0437\u0430 \u044F\u043A ",
     U"\u0456\u0457\u0454\u0491"},
    {"bg",
     " \u0438 \u0432 \u043D\u0430 \u043D\u0435 \u0447\u0435 \u0441 \u043F\u043E \u0435 "
     "\u0434\u0430 \u0437\u0430 \u043E\u0442 \u0441\u0435 \u0441\u0430 \u043A\u044A\u043C "
     "\u043A\u0430\u0442\u043E "},
    {"sr",
     " \u0438 \u0443 \u043D\u0430 \u043D\u0435 \u0434\u0430 \u0441\u0435 \u0458\u0435 "
     "\u0441\u0443 \u0437\u0430 \u043E\u0434 \u0458\u043E\u0448 \u043A\u043E\u0458\u0438 "
     "\u0438\u0437 \u043A\u0430\u043E \u0431\u0438 "},
    {"mk",
     " \u0438 \u043D\u0430 \u0432\u043E \u0434\u0430 \u0441\u0435 \u043E\u0434 \u0441\u043E "
     "\u0437\u0430 \u043D\u0435 \u0433\u0438 \u0448\u0442\u043E \u0435 \u043A\u0430\u043A\u043E ",
     U"\u0453\u045C\u0455"},
    {"be",
     " \u0456 \u043D\u0430 \u043D\u0435 \u0448\u0442\u043E \u0437 \u043F\u0430 \u0434\u0430 "
     "\u044F\u043A "
     "\u0433\u044D\u0442\u0430 \u0430\u0434 \u0434\u043B\u044F \u0443 \u0430\u043B\u0435 ",
     U"\u045E"},
    {"kk",
     " \u0436\u04D9\u043D\u0435 \u043C\u0435\u043D \u0431\u04B1\u043B \u04AF\u0448\u0456\u043D "
     "\u0434\u0435\u043F \u0434\u0430 \u0434\u0435 \u0431\u0456\u0440 \u043E\u043B "
     "\u0442\u0443\u0440\u0430\u043B\u044B \u0431\u043E\u043B\u044B\u043F ",
     U"\u04D9\u049B\u04B1"},
    {"mn",
     " \u043D\u044C \u0431\u0430 \u044D\u043D\u044D \u0433\u044D\u0436 "
     "\u0431\u0430\u0439\u043D\u0430 "
     "\u0431\u04E9\u0433\u04E9\u04E9\u0434 \u0431\u043E\u043B \u0443\u043B\u0441\u044B\u043D ",
     U"\u04E9\u04AF"},
}};

// Letters that only Persian or Urdu have among the languages of Arabic script.
bool is_persian(char32_t c) {
  return c == 0x067E || c == 0x0686 || c == 0x0698 || c == 0x06AF || c == 0x06CC || c == 0x06A9;
}
bool is_urdu(char32_t c) {
  return c == 0x0679 || c == 0x0688 || c == 0x0691 || c == 0x06D2;
}

// Characters of everyday words that are written differently in the two Chinese scripts.
constexpr std::u32string_view kTraditional =
    U"\u570B\u9019\u500B\u4F86\u6642\u70BA\u6703\u8AAA\u767C\u7D93\u5B78\u8207\u5F8C\u5C0D\u958B";
constexpr std::u32string_view kSimplified =
    U"\u56FD\u8FD9\u4E2A\u6765\u65F6\u4E3A\u4F1A\u8BF4\u53D1\u7ECF\u5B66\u4E0E\u540E\u5BF9\u5F00";

// By the last bits of a character: false for nearly all that are none of these.
constexpr std::size_t kTold = 1024;
constexpr std::array<bool, kTold> make_told() {
  std::array<bool, kTold> told{};
  for (const std::u32string_view set : {kTraditional, kSimplified}) {
    for (const char32_t c : set) {
      told[c % kTold] = true;
    }
  }
  return told;
}
constexpr std::array<bool, kTold> kTells = make_told();

struct Counts {
  std::array<int, kScripts.size()> scripts{};
  int latin = 0, cyrillic = 0, arabic = 0, persian = 0, urdu = 0;
  int han = 0, traditional = 0, simplified = 0;
};

// What is asked of each character of ASCII, which most samples are made of.
struct Ascii {
  std::array<bool, 0x80> letter{}, word{};
  std::array<char, 0x80> folded{};
  Ascii() {
    for (std::size_t c = 0; c < letter.size(); ++c) {
      letter[c] = is_letter(static_cast<char32_t>(c));
      word[c] = is_word(static_cast<char32_t>(c));
      folded[c] = static_cast<char>(fold(static_cast<char32_t>(c)));
    }
  }
};
const Ascii& ascii() {
  static const Ascii kAscii;
  return kAscii;
}

bool is_ascii(char c) {
  return (static_cast<unsigned char>(c) & 0x80U) == 0;
}

// A character beyond ASCII. Each belongs to one of these alone.
void count(char32_t c, Counts& counts) {
  if (c < 0x0250) {
    counts.latin += is_letter(c) ? 1 : 0;
  } else if (c >= 0x0400 && c <= 0x04FF) {
    ++counts.cyrillic;
  } else if (c >= 0x0600 && c <= 0x06FF) {
    ++counts.arabic;
    counts.persian += is_persian(c) ? 1 : 0;
    counts.urdu += is_urdu(c) ? 1 : 0;
  } else if (c >= 0x4E00 && c <= 0x9FFF) {
    ++counts.han;
    if (kTells[c % kTold]) {
      counts.traditional += kTraditional.find(c) != std::u32string_view::npos ? 1 : 0;
      counts.simplified += kSimplified.find(c) != std::u32string_view::npos ? 1 : 0;
    }
  } else {
    const auto script = std::find_if(kScripts.begin(), kScripts.end(), [&](const Script& one) {
      return c >= one.first && c <= one.last;
    });
    if (script != kScripts.end()) {
      ++counts.scripts[static_cast<std::size_t>(script - kScripts.begin())];
    }
  }
}

Counts count(std::string_view sample) {
  const Ascii& plain = ascii();
  Counts counts;
  for (std::size_t at = 0; at < sample.size();) {
    if (is_ascii(sample[at])) {
      counts.latin += plain.letter[static_cast<unsigned char>(sample[at])] ? 1 : 0;
      ++at;
    } else {
      count(next_code_point(sample, at), counts);
    }
  }
  return counts;
}

bool holds_any(std::string_view sample, std::u32string_view marks) {
  for (std::size_t at = 0; at < sample.size();) {
    if (is_ascii(sample[at])) {
      ++at;
    } else if (marks.find(next_code_point(sample, at)) != std::u32string_view::npos) {
      return true;
    }
  }
  return false;
}

// Function word -> the languages that have it, a bit each, by their place in the table.
class WordTable {
 public:
  // A word that is read character by character, folded. Longer ones than any of these are cut, and
  // found in no table.
  class Word {
   public:
    void add(char c) {
      bytes_[size_] = c;
      size_ += size_ <= kLongestWord ? 1U : 0U;
    }
    void add(char32_t c) {
      std::string written;
      append_utf8(written, c);
      for (const char byte : written) {
        add(byte);
      }
    }
    void clear() { size_ = 0; }
    [[nodiscard]] bool empty() const { return size_ == 0; }
    [[nodiscard]] std::string_view text() const { return {bytes_.data(), size_}; }

   private:
    std::array<char, kLongestWord + 2> bytes_{};
    std::size_t size_ = 0;
  };

  template <std::size_t N>
  explicit WordTable(const std::array<Words, N>& languages) {
    static_assert(N <= 32);
    for (std::size_t i = 0; i < N; ++i) {
      const std::string_view list = languages[i].list;
      for (std::size_t begin = 1; begin < list.size();) {
        const std::size_t end = list.find(' ', begin);
        assert(end - begin <= kLongestWord);
        const std::string_view word = list.substr(begin, end - begin);
        Slot& slot = slots_[place_of(word)];
        slot.word = word;
        slot.languages |= std::uint32_t{1} << i;
        begin = end + 1;
      }
    }
  }

  // 0 if the word is in no list.
  [[nodiscard]] std::uint32_t languages_of(std::string_view word) const {
    return slots_[place_of(word)].languages;
  }

 private:
  static constexpr std::size_t kSlots = 2048;  // several times as many as there are words
  struct Slot {
    std::string_view word;
    std::uint32_t languages = 0;
  };
  // Where the word stands, or would stand.
  [[nodiscard]] std::size_t place_of(std::string_view word) const {
    std::uint64_t hash = word.size();
    for (const char c : word.substr(0, sizeof hash)) {
      hash = hash << 8U ^ hash >> 56U ^ static_cast<unsigned char>(c);
    }
    std::size_t at = (hash * 0x9E3779B97F4A7C15U) >> 53U;
    while (!slots_[at].word.empty() && slots_[at].word != word) {
      at = (at + 1) % kSlots;
    }
    return at;
  }
  std::vector<Slot> slots_ = std::vector<Slot>(kSlots);
};

template <std::size_t N>
std::string by_words(std::string_view sample,
                     const std::array<Words, N>& languages,
                     const WordTable& table) {
  std::array<int, N> found{};
  const Ascii& plain = ascii();
  WordTable::Word word;
  const auto end_word = [&] {
    if (!word.empty()) {
      for (std::uint32_t bits = table.languages_of(word.text()); bits != 0; bits &= bits - 1) {
        ++found[static_cast<std::size_t>(std::countr_zero(bits))];
      }
      word.clear();
    }
  };
  for (std::size_t at = 0; at < sample.size();) {
    if (is_ascii(sample[at])) {
      const auto c = static_cast<unsigned char>(sample[at++]);
      if (plain.word[c]) {
        word.add(plain.folded[c]);
      } else {
        end_word();
      }
    } else if (const char32_t c = fold(next_code_point(sample, at)); c == kFoldDrop) {
      continue;
    } else if (is_word(c)) {
      word.add(c);
    } else {
      end_word();
    }
  }
  end_word();
  for (;;) {
    const auto best = std::max_element(found.begin(), found.end());
    if (*best < kEnough) {
      return {};
    }
    const Words& language = languages[static_cast<std::size_t>(best - found.begin())];
    if (language.marks.empty() || holds_any(sample, language.marks)) {
      return std::string(language.language);
    }
    *best = 0;
  }
}

// The first `most` bytes, but no half character.
std::string_view head(std::string_view utf8, std::size_t most) {
  std::size_t size = std::min(utf8.size(), most);
  while (size > 0 && size < utf8.size() &&
         (static_cast<unsigned char>(utf8[size]) & 0xC0U) == 0x80U) {
    --size;
  }
  return utf8.substr(0, size);
}

void add_prose(std::string_view part, std::string& prose) {
  part = head(part, kSearched);
  while (!part.empty() && prose.size() < kSample) {
    const std::size_t end = std::min(part.find('\n'), part.size());
    if (end >= kProseLine) {
      prose += head(part.substr(0, end), kSample);
      prose += '\n';
    }
    part.remove_prefix(std::min(end + 1, part.size()));
  }
}

}  // namespace

std::string detect_language(std::string_view utf8, std::span<const Span> running) {
  std::string prose;
  for (const Span part : running) {
    add_prose(utf8.substr(part.begin, part.size()), prose);
  }
  if (running.empty()) {
    add_prose(utf8, prose);
  }
  const std::string_view sample =
      prose.size() < kFewProse ? head(utf8, kSample) : std::string_view(prose);
  const Counts counts = count(sample);
  const auto script = std::max_element(counts.scripts.begin(), counts.scripts.end());
  const int most = std::max({*script, counts.latin, counts.cyrillic, counts.arabic, counts.han});
  if (*script >= 12 && (*script == most || (counts.han == most && *script * 4 > counts.han))) {
    return std::string(
        kScripts[static_cast<std::size_t>(script - counts.scripts.begin())].language);
  }
  if (most < 12) {
    return {};
  }
  if (most == counts.han) {
    return counts.traditional > counts.simplified ? "zh-Hant" : "zh-Hans";
  }
  if (most == counts.arabic) {
    return counts.urdu > 1 ? "ur" : counts.persian * 8 > counts.arabic ? "fa" : "ar";
  }
  if (most == counts.cyrillic) {
    static const WordTable cyrillic(kCyrillic);
    return by_words(sample, kCyrillic, cyrillic);
  }
  static const WordTable latin(kLatin);
  return by_words(sample, kLatin, latin);
}

}  // namespace imprimatur
