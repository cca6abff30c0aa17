#include "text/encodings.h"

#include "text/decoded_writer.h"
#include "text/fold.h"

#include <unicode/ucnv.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <memory>

namespace imprimatur {

namespace {

struct Encoding {
  std::string_view name;    // WHATWG
  std::string_view icu;     // converter; empty: the same name
  std::string_view labels;  // separated by blanks
};

// The Encoding Standard's table. Labels that only differ in case, "-", "_" or ":" stand once
// ("latin1" for "latin-1").
constexpr Encoding kEncodings[] = {
    {"utf-8", "", "utf8 unicode11utf8 unicode20utf8 xunicode20utf8 usascii8bit cp65001"},
    {"utf-16le", "", "utf16le utf16 ucs2 iso10646ucs2 unicode csunicode unicodefeff cp1200"},
    {"utf-16be", "", "utf16be unicodefffe cp1201"},
    {"utf-32le", "", "utf32le utf32 ucs4"},
    {"utf-32be", "", "utf32be"},
    {"windows-1252",
     "ibm-5348_P100-1997",
     "windows1252 cp1252 xcp1252 latin1 l1 iso88591 iso885911987 isoir100 csisolatin1 ibm819 cp819 "
     "ascii usascii ansix341968 iso646us"},
    {"windows-1254",
     "ibm-5350_P100-1998",
     "windows1254 cp1254 xcp1254 latin5 l5 iso88599 iso885991989 isoir148 csisolatin5 turkish"},
    {"windows-1250", "ibm-5346_P100-1998", "windows1250 cp1250 xcp1250"},
    {"windows-1251", "ibm-5347_P100-1998", "windows1251 cp1251 xcp1251"},
    {"windows-1253", "ibm-5349_P100-1998", "windows1253 cp1253 xcp1253"},
    {"windows-1255", "ibm-9447_P100-2002", "windows1255 cp1255 xcp1255"},
    {"windows-1256", "ibm-9448_X100-2005", "windows1256 cp1256 xcp1256"},
    {"windows-1257", "ibm-9449_P100-2002", "windows1257 cp1257 xcp1257"},
    {"windows-1258", "ibm-5354_P100-1998", "windows1258 cp1258 xcp1258"},
    {"windows-874",
     "windows-874-2000",
     "windows874 cp874 dos874 tis620 iso885911 iso8859112001 tis62025330 tis62025291"},
    {"iso-8859-2", "", "iso88592 iso885921987 latin2 l2 isoir101 csisolatin2"},
    {"iso-8859-3", "", "iso88593 iso885931988 latin3 l3 isoir109 csisolatin3"},
    {"iso-8859-4", "", "iso88594 iso885941988 latin4 l4 isoir110 csisolatin4"},
    {"iso-8859-5", "", "iso88595 iso885951988 cyrillic isoir144 csisolatincyrillic"},
    {"iso-8859-6", "", "iso88596 iso885961987 arabic asmo708 ecma114 isoir127 csisolatinarabic"},
    {"iso-8859-7",
     "",
     "iso88597 iso885971987 greek greek8 ecma118 elot928 isoir126 csisolatingreek"},
    {"iso-8859-8",
     "",
     "iso88598 iso88598i iso885981988 hebrew visual logical isoir138 csisolatinhebrew"},
    {"iso-8859-10", "ISO-8859-10", "iso885910 latin6 l6 isoir157 csisolatin6"},
    {"iso-8859-13", "", "iso885913"},
    {"iso-8859-14", "ISO-8859-14", "iso885914"},
    {"iso-8859-15", "", "iso885915 latin9 l9 csisolatin9"},
    {"iso-8859-16", "ISO-8859-16", "iso885916"},
    {"koi8-r", "KOI8-R", "koi8r koi koi8 cskoi8r"},
    {"koi8-u", "KOI8-U", "koi8u koi8ru"},
    {"ibm866", "ibm-866_P100-1995", "ibm866 cp866 866 csibm866"},
    // Not in the standard: code pages of DOS, which old wires and exports declare.
    {"ibm437", "ibm-437_P100-1995", "ibm437 cp437 437 cspc8codepage437"},
    {"ibm850", "ibm-850_P100-1995", "ibm850 cp850 850 cspc850multilingual"},
    {"ibm852", "ibm-852_P100-1995", "ibm852 cp852 852 cspcp852"},
    {"ibm855", "ibm-855_P100-1995", "ibm855 cp855 855 csibm855"},
    {"ibm857", "ibm-857_P100-1995", "ibm857 cp857 857 csibm857"},
    {"ibm858", "ibm-858_P100-1997", "ibm858 cp858 858 ibm00858 ccsid00858"},
    {"macintosh", "macintosh", "macintosh mac macroman xmacroman csmacintosh"},
    {"x-mac-cyrillic", "x-mac-cyrillic", "xmaccyrillic maccyrillic xmacukrainian"},
    {"gbk",
     "gb18030",
     "gbk gb2312 chinese csgb2312 csiso58gb231280 gb231280 isoir58 xgbk cp936 "
     "windows936 ms936 euccn hzgb2312"},
    {"gb18030", "gb18030", "gb18030 gb180302005"},
    {"big5", "windows-950-2000", "big5 big5hkscs cnbig5 csbig5 xxbig5 cp950 windows950"},
    {"shift_jis",
     "ibm-943_P15A-2003",
     "shiftjis sjis xsjis mskanji csshiftjis ms932 windows31j cp932 windows932"},
    {"euc-jp", "EUC-JP", "eucjp xeucjp cseucpkdfmtjapanese"},
    {"iso-2022-jp", "ISO-2022-JP", "iso2022jp csiso2022jp"},
    {"euc-kr",
     "windows-949-2000",
     "euckr cseuckr ksc5601 ksc56011987 ksc56011989 csksc56011987 isoir149 korean windows949 "
     "cp949 uhc ms949"},
};

struct ConverterCloser {
  void operator()(UConverter* converter) const { ucnv_close(converter); }
};
using Converter = std::unique_ptr<UConverter, ConverterCloser>;

const Encoding* find_encoding(std::string_view name) {
  const auto* found = std::find_if(std::begin(kEncodings),
                                   std::end(kEncodings),
                                   [&](const Encoding& e) { return e.name == name; });
  return found == std::end(kEncodings) ? nullptr : found;
}

bool is_multibyte(std::string_view name) {
  constexpr std::array<std::string_view, 7> kNames = {
      "gbk", "gb18030", "big5", "shift_jis", "euc-jp", "iso-2022-jp", "euc-kr"};
  return std::find(kNames.begin(), kNames.end(), name) != kNames.end();
}

constexpr char32_t kNoCharacter = 0xFFFFFFFF;  // only a shift sequence was left

char32_t next_unit(UConverter* converter, const char*& at, const char* end) {
  UErrorCode status = U_ZERO_ERROR;
  const UChar32 c = ucnv_getNextUChar(converter, &at, end, &status);
  if (status == U_INDEX_OUTOFBOUNDS_ERROR) {
    return kNoCharacter;
  }
  return U_SUCCESS(status) ? static_cast<char32_t>(c) : 0xFFFD;
}

Converter open_converter(std::string_view encoding) {
  const Encoding* known = find_encoding(encoding);
  const std::string icu(known == nullptr || known->icu.empty() ? encoding : known->icu);
  UErrorCode status = U_ZERO_ERROR;
  Converter converter(ucnv_open(icu.c_str(), &status));
  return U_SUCCESS(status) ? std::move(converter) : nullptr;
}

void convert_single_byte(std::string_view bytes, const ByteTable& table, Decoded& out) {
  DecodedWriter writer(out, bytes.size());
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    writer.write(table[static_cast<unsigned char>(bytes[i])], i, 1);
  }
  writer.finish(bytes.size());
}

void convert_multibyte(std::string_view bytes, UConverter* converter, Decoded& out) {
  DecodedWriter writer(out, bytes.size());
  const char* at = bytes.data();
  const char* end = at + bytes.size();
  while (at < end) {
    const char* start = at;
    const char32_t c = next_unit(converter, at, end);
    if (c == kNoCharacter || at == start) {
      break;
    }
    writer.write(
        c, static_cast<std::size_t>(start - bytes.data()), static_cast<std::size_t>(at - start));
  }
  writer.finish(bytes.size());
}

}  // namespace

std::string encoding_for_label(std::string_view label) {
  std::string plain;
  for (const char c : label) {
    if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z')) {
      plain.push_back(c);
    } else if (c >= 'A' && c <= 'Z') {
      plain.push_back(static_cast<char>(c + 32));
    }
  }
  if (plain.empty()) {
    return {};
  }
  for (const Encoding& encoding : kEncodings) {
    std::string_view rest = encoding.labels;
    while (!rest.empty()) {
      const std::size_t blank = std::min(rest.find(' '), rest.size());
      if (rest.substr(0, blank) == plain) {
        return std::string(encoding.name);
      }
      rest.remove_prefix(std::min(blank + 1, rest.size()));
    }
  }
  return {};
}

ByteTable byte_table(const std::string& encoding) {
  ByteTable table{};
  table.fill(0xFFFD);
  const Converter converter = open_converter(encoding);
  for (std::size_t i = 0; converter != nullptr && i < table.size(); ++i) {
    const char byte = static_cast<char>(i);
    const char* at = &byte;
    ucnv_reset(converter.get());
    table[i] = next_unit(converter.get(), at, at + 1);
  }
  return table;
}

Result<void> convert_legacy(std::string_view bytes, const std::string& encoding, Decoded& out) {
  if (!is_multibyte(encoding)) {
    convert_single_byte(bytes, byte_table(encoding), out);
    return {};
  }
  const Converter converter = open_converter(encoding);
  if (converter == nullptr) {
    return fail(ErrorCode::encoding, "no converter for encoding \"" + encoding + "\"");
  }
  convert_multibyte(bytes, converter.get(), out);
  return {};
}

}  // namespace imprimatur
