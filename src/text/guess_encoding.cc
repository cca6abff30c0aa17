// Guesses the encoding of bytes that are not UTF-8. East Asian encodings show by their structure;
// single-byte ones by the likelihood of their letters in the languages written in them, as in a
// short text a few letters must do. uchardet is asked where structure leaves a doubt.
#include "text/encodings.h"
#include "text/fold.h"
#include "text/language_letters.h"

#include <uchardet.h>
#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>

namespace imprimatur {

namespace {

constexpr std::size_t kSample = 65536;

struct DetectorCloser {
  void operator()(uchardet_t detector) const { uchardet_delete(detector); }
};

std::string ask_uchardet(std::string_view sample) {
  const std::unique_ptr<uchardet, DetectorCloser> detector(uchardet_new());
  if (uchardet_handle_data(detector.get(), sample.data(), sample.size()) != 0) {
    return {};
  }
  uchardet_data_end(detector.get());
  return encoding_for_label(uchardet_get_charset(detector.get()));
}

unsigned byte_at(std::string_view text, std::size_t at) {
  return at < text.size() ? static_cast<unsigned char>(text[at]) : 0U;
}

bool between(unsigned v, unsigned first, unsigned last) {
  return v >= first && v <= last;
}
bool is_ascii_letter(unsigned c) {
  return (c | 0x20U) - 'a' < 26U;
}

// ---- Two-byte encodings ----

struct PairCounts {
  double pairs = 0;
  double errors = 0;
  double common = 0;  // characters that ordinary text is made of
  double kana = 0;

  [[nodiscard]] double score() const {
    return pairs < 2 || errors * 50 > pairs ? 0 : (common - 3 * errors) / pairs;
  }
};

enum class Form { kGb18030, kBig5, kEucKr, kEucJp, kShiftJis };

// Bytes of a character that takes more than two, such as the copyright sign: 8F A2 ED in EUC-JP,
// 81 30 84 38 in GB18030. 0 where none begins.
std::size_t long_character(std::string_view sample, std::size_t at, Form form) {
  const unsigned lead = byte_at(sample, at);
  const auto is_high = [&](std::size_t i) { return between(byte_at(sample, i), 0xA1, 0xFE); };
  const auto is_digit = [&](std::size_t i) { return between(byte_at(sample, i), '0', '9'); };
  if (form == Form::kEucJp && lead == 0x8F) {
    return is_high(at + 1) && is_high(at + 2) ? 3 : 0;
  }
  const bool four = form == Form::kGb18030 && between(lead, 0x81, 0xFE) && is_digit(at + 1) &&
                    between(byte_at(sample, at + 2), 0x81, 0xFE) && is_digit(at + 3);
  return four ? 4 : 0;
}

// Bytes 81-FE lead, with trails as each encoding allows; EUC ones as GBK, whose superset they are.
PairCounts count_pairs(std::string_view sample,
                       Form form,
                       bool (*common)(unsigned, unsigned),
                       bool (*kana)(unsigned, unsigned)) {
  PairCounts counts;
  for (std::size_t i = 0; i < sample.size(); ++i) {
    const unsigned lead = byte_at(sample, i);
    if (lead < 0x80 || (form == Form::kShiftJis && between(lead, 0xA1, 0xDF))) {
      counts.errors += lead < 0x80 ? 0 : 0.2;  // half-width kana: possible, not usual
      continue;
    }
    const unsigned trail = byte_at(sample, i + 1);
    if (i + 1 == sample.size()) {
      break;
    }
    ++counts.pairs;
    if (const std::size_t bytes = long_character(sample, i, form); bytes > 0) {
      i += bytes - 1;
      continue;
    }
    if (lead == 0x80 || lead == 0xFF || trail < 0x40 || trail == 0x7F || trail == 0xFF) {
      ++counts.errors;
      continue;
    }
    counts.common += common(lead, trail) ? 1 : 0;
    counts.kana += kana(lead, trail) ? 1 : 0;
    ++i;
  }
  return counts;
}

bool is_common_gb(unsigned lead, unsigned trail) {
  return trail >= 0xA1 && (between(lead, 0xB0, 0xD7) || lead == 0xA1 || lead == 0xA3);
}
bool is_common_big5(unsigned lead, unsigned trail) {
  return between(lead, 0xA4, 0xC6) || (lead == 0xA1 && trail < 0x80);
}
bool is_common_korean(unsigned lead, unsigned trail) {
  return trail >= 0xA1 && between(lead, 0xB0, 0xC8);
}
bool is_common_euc_jp(unsigned lead, unsigned trail) {
  return trail >= 0xA1 &&
         (between(lead, 0xB0, 0xCF) || lead == 0xA1 || lead == 0xA4 || lead == 0xA5);
}
bool is_common_sjis(unsigned lead, unsigned) {
  return between(lead, 0x81, 0x97);
}
bool is_kana_euc(unsigned lead, unsigned) {
  return lead == 0xA4 || lead == 0xA5;
}
bool is_kana_sjis(unsigned lead, unsigned trail) {
  return (lead == 0x82 && trail >= 0x9F) || lead == 0x83;
}

// Whether each byte is a character of a single-byte encoding.
bool is_whole_in(std::string_view sample, const std::string& encoding) {
  const ByteTable table = byte_table(encoding);
  return std::all_of(sample.begin(), sample.end(), [&](char c) {
    const char32_t character = table[static_cast<unsigned char>(c)];
    return character < 0x80 || (character >= 0xA0 && character != 0xFFFD);
  });
}

// A two-byte encoding that explains the bytes well, else empty.
std::string guess_two_byte(std::string_view sample, const std::string& second_opinion) {
  const PairCounts gb = count_pairs(sample, Form::kGb18030, is_common_gb, is_kana_euc);
  const PairCounts big5 = count_pairs(sample, Form::kBig5, is_common_big5, is_kana_euc);
  const PairCounts korean = count_pairs(sample, Form::kEucKr, is_common_korean, is_kana_euc);
  const PairCounts euc_jp = count_pairs(sample, Form::kEucJp, is_common_euc_jp, is_kana_euc);
  const PairCounts sjis = count_pairs(sample, Form::kShiftJis, is_common_sjis, is_kana_sjis);
  if (sjis.kana > 0.2 * sjis.pairs && sjis.score() > 0.7) {
    return "shift_jis";
  }
  if (euc_jp.kana > 0.2 * euc_jp.pairs && euc_jp.score() > 0.7) {
    return "euc-jp";
  }
  if (korean.score() > 0.9) {
    return "euc-kr";
  }
  const bool thai = second_opinion == "windows-874" && is_whole_in(sample, "windows-874");
  const double best = std::max(gb.score(), big5.score());
  if (best > 0.8 && !thai) {
    return gb.score() >= big5.score() ? "gb18030" : "big5";
  }
  const bool agreed = second_opinion == "gb18030" || second_opinion == "gbk" ||
                      second_opinion == "big5" || second_opinion == "euc-kr" ||
                      second_opinion == "euc-jp" || second_opinion == "shift_jis";
  const double doubtful = std::max({best, korean.score(), sjis.score(), euc_jp.score()});
  return agreed && doubtful > 0.55 && gb.pairs > 8 ? second_opinion : std::string();
}

// ---- Single-byte encodings ----

// Likelihoods; only their order of magnitude matters.
constexpr double kSign = 0.02;         // quotes, dashes, the copyright sign: in all languages
constexpr double kCapital = 0.1;       // a capital, of its small letter
constexpr double kForeign = 0.0008;    // a letter of no use in the language
constexpr double kOddSign = 0.0004;    // currency, box drawing, control
constexpr double kNothing = 0.000002;  // no character at all
constexpr double kUsual = 1.0;         // windows-1252 before others, in logarithms
constexpr double kOddPlace = 0.04;     // a letter where its script or case does not fit
constexpr double kRare = -6.0;         // an encoding of few texts, in logarithms

bool is_usual_sign(char32_t c) {
  return c == 0xA0 || c == 0xA9 || c == 0xAB || c == 0xBB || c == 0xAE || c == 0xB0 || c == 0xB7 ||
         c == 0xA7 || c == 0xAD || (c >= 0x2010 && c <= 0x2026) || c == 0x20AC || c == 0x2039 ||
         c == 0x203A || c == 0x2122 || c == 0x060C || c == 0x061F || c == 0x200C;
}

bool is_capital_of(char32_t capital, char32_t small) {
  return static_cast<char32_t>(u_tolower(static_cast<UChar32>(capital))) == small;
}

// Log-likelihood of each byte in one language and encoding, without its neighbours.
std::array<double, 256> weights(const ByteTable& table, std::u16string_view letters) {
  std::array<double, 256> out{};
  double total = 0;
  for (std::size_t rank = 0; rank < letters.size(); ++rank) {
    total += 1.0 / (static_cast<double>(rank) + 1.5);
  }
  for (std::size_t byte = 0x80; byte < 256; ++byte) {
    const char32_t c = table[byte];
    double p = c == 0xFFFD || (c >= 0x80 && c < 0xA0) ? kNothing
               : is_usual_sign(c)                     ? kSign
               : is_letter(c)                         ? kForeign
                                                      : kOddSign;
    for (std::size_t rank = 0; rank < letters.size(); ++rank) {
      const char32_t small = letters[rank];
      const double share = 1.0 / (static_cast<double>(rank) + 1.5) / total;
      if (c == small) {
        p = share;
      } else if (is_upper(c) && is_capital_of(c, small) && p < share * kCapital) {
        p = share * kCapital;
      }
    }
    out[byte] = std::log(p);
  }
  return out;
}

// Signs that stand between the letters of a word: apostrophe, soft hyphen, hyphen, middle dot.
bool joins_letters(char32_t c) {
  return c == 0x2019 || c == 0xAD || c == 0x2010 || c == 0x2011 || c == 0xB7 || c == 0xB4;
}

struct Place {
  bool ascii_beside = false;  // an ASCII letter before or behind
  bool inside_word = false;   // an ASCII letter before and behind
  bool small_before = false;  // an ASCII small letter before
  bool high_around = false;   // bytes beyond ASCII on both sides
  bool alone = false;         // bytes beyond ASCII on neither side
};

Place place_of(std::string_view sample, std::size_t at) {
  const unsigned before = at > 0 ? byte_at(sample, at - 1) : 0U;
  const unsigned behind = byte_at(sample, at + 1);
  return {is_ascii_letter(before) || is_ascii_letter(behind),
          is_ascii_letter(before) && is_ascii_letter(behind),
          before >= 'a' && before <= 'z',
          before >= 0x80 && behind >= 0x80,
          before < 0x80 && behind < 0x80};
}

// How well one language in one encoding explains the bytes beyond ASCII.
double likelihood(std::string_view sample,
                  const std::string& encoding,
                  std::u16string_view letters) {
  const ByteTable table = byte_table(encoding);
  const std::array<double, 256> weight = weights(table, letters);
  const bool latin = letters[0] < 0x370;
  const double odd = std::log(kOddPlace);
  double sum = 0;
  for (std::size_t i = 0; i < sample.size(); ++i) {
    const unsigned byte = byte_at(sample, i);
    if (byte < 0x80) {
      continue;
    }
    sum += weight[byte];
    const char32_t c = table[byte];
    const Place place = place_of(sample, i);
    if (!is_letter(c)) {
      sum += place.inside_word && !joins_letters(c) ? odd : 0;
      continue;
    }
    sum += !latin && (place.ascii_beside || place.alone) ? odd : 0;
    sum += latin && place.high_around ? odd : 0;
    sum += latin && place.small_before && is_upper(c) ? odd : 0;
  }
  return sum;
}

// Only some bytes, with their neighbours, if there are many.
std::string likely_sample(std::string_view bytes) {
  std::string sample(bytes.substr(0, kSample));
  const auto is_high = [](char c) { return static_cast<unsigned char>(c) >= 0x80; };
  std::size_t at = sample.size();
  if (std::none_of(sample.begin(), sample.end(), is_high)) {
    const auto* first =
        std::find_if(bytes.begin() + static_cast<std::ptrdiff_t>(at), bytes.end(), is_high);
    const auto from = static_cast<std::size_t>(first - bytes.begin());
    sample = bytes.substr(from > 0 ? from - 1 : 0, kSample);
  }
  return sample;
}

std::string guess_single_byte(std::string_view sample, const std::string& second_opinion) {
  std::string best = "windows-1252";
  double best_likelihood = -HUGE_VAL;
  for (const LanguageLetters& language : kLanguageLetters) {
    std::string_view rest = language.encodings;
    while (!rest.empty()) {
      const std::size_t blank = std::min(rest.find(' '), rest.size());
      const std::string encoding(rest.substr(0, blank));
      rest.remove_prefix(std::min(blank + 1, rest.size()));
      double value = likelihood(sample, encoding, language.letters);
      value += encoding == second_opinion ? 0.5 : 0;
      value += encoding == "windows-1252" ? kUsual : encoding == "x-mac-cyrillic" ? kRare : 0;
      if (value > best_likelihood + 1e-9) {
        best_likelihood = value;
        best = encoding;
      }
    }
  }
  return best;
}

}  // namespace

std::string guess_encoding(std::string_view bytes) {
  const std::string sample = likely_sample(bytes);
  if (bytes.find("\x1B$") != std::string_view::npos) {
    return "iso-2022-jp";
  }
  const std::string second_opinion = ask_uchardet(sample);
  std::string guess = guess_two_byte(sample, second_opinion);
  return guess.empty()
             ? guess_single_byte(std::string_view(sample).substr(0, 16384), second_opinion)
             : guess;
}

}  // namespace imprimatur
