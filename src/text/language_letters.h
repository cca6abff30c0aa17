// Letters beyond ASCII of languages, the most frequent first, and the legacy encodings that they
// are written in. Only the order counts (guess_encoding.cc). Private to the text layer.
#ifndef IMPRIMATUR_TEXT_LANGUAGE_LETTERS_H_
#define IMPRIMATUR_TEXT_LANGUAGE_LETTERS_H_

#include <string_view>

namespace imprimatur {

struct LanguageLetters {
  std::string_view encodings;  // WHATWG names, separated by blanks; the likeliest first
  std::string_view language;
  std::u16string_view letters;
};

inline constexpr LanguageLetters kLanguageLetters[] = {
    {"windows-1252", "de", u"\u00FC\u00E4\u00F6\u00DF\u00E9"},
    {"windows-1252",
     "fr",
     u"\u00E9\u00E8\u00E0\u00EA\u00E7\u00F4\u00FB\u00EE\u00F9\u0153\u00E2\u00EF\u00EB\u00FC"
     u"\u2019"},
    {"windows-1252", "es", u"\u00F3\u00ED\u00E1\u00E9\u00F1\u00FA\u00FC\u00BF\u00A1"},
    {"windows-1252",
     "pt",
     u"\u00E3\u00E7\u00E1\u00E9\u00ED\u00F3\u00F5\u00EA\u00FA\u00E2\u00E0\u00F4\u00FC"},
    {"windows-1252", "it", u"\u00E8\u00E0\u00F2\u00F9\u00E9\u00EC\u00EE"},
    {"windows-1252", "sv", u"\u00E4\u00E5\u00F6\u00E9\u00FC"},
    {"windows-1252", "da", u"\u00F8\u00E5\u00E6\u00E9\u00F6\u00E4"},
    {"windows-1252", "is", u"\u00ED\u00E1\u00F0\u00E9\u00F3\u00F6\u00E6\u00FE\u00FA\u00FD"},
    {"windows-1252", "nl", u"\u00EB\u00E9\u00EF\u00E8\u00F3\u00F6\u00FC"},
    {"windows-1252", "ca", u"\u00F3\u00E0\u00E9\u00ED\u00E8\u00FA\u00E7\u00F2\u00B7\u00EF"},
    {"windows-1254", "tr", u"\u0131\u015F\u00FC\u011F\u00E7\u00F6\u0130\u00E2\u00EE\u00FB"},
    {"windows-1250 iso-8859-2",
     "cs",
     u"\u00ED\u00E1\u011B\u00E9\u0159\u00FD\u017E\u010D\u0161\u016F\u00FA\u00F3\u0148\u0165"
     u"\u010F"},
    {"windows-1250 iso-8859-2",
     "sk",
     u"\u00E1\u00ED\u00E9\u010D\u00FD\u013E\u0161\u017E\u0165\u00FA\u00F4\u0148\u00F3\u00E4"
     u"\u010F\u013A\u0155"},
    {"windows-1250 iso-8859-2", "pl", u"\u0142\u0119\u00F3\u0105\u017C\u015B\u0107\u0144\u017A"},
    {"windows-1250 iso-8859-2", "hu", u"\u00E9\u00E1\u00F6\u00F3\u0151\u00ED\u00FC\u00FA\u0171"},
    {"windows-1250 iso-8859-2", "ro", u"\u0103\u00EE\u00E2\u015F\u0163"},
    {"windows-1250 iso-8859-2", "hr", u"\u010D\u0161\u017E\u0107\u0111"},
    {"windows-1257", "lt", u"\u0117\u0161\u0173\u012F\u0105\u016B\u017E\u010D\u0119"},
    {"windows-1257", "lv", u"\u0101\u012B\u0113\u0161\u0146\u013C\u016B\u017E\u010D\u0137\u0123"},
    {"windows-1257", "et", u"\u00E4\u00F5\u00FC\u00F6\u0161\u017E"},
    {"windows-1251 koi8-r iso-8859-5 ibm866 x-mac-cyrillic",
     "ru",
     u"\u043E\u0435\u0430\u0438\u043D\u0442\u0441\u0440\u0432\u043B\u043A\u043C\u0434\u043F"
     u"\u0443\u044F\u044B\u044C\u0433\u0437\u0431\u0447\u0439\u0445\u0436\u0448\u044E\u0446"
     u"\u0449\u044D\u0444\u044A\u0451"},
    {"windows-1251 koi8-u iso-8859-5",
     "uk",
     u"\u043E\u0430\u0438\u043D\u0432\u0456\u0442\u0440\u0435\u0441\u043B\u043A\u0434\u0443"
     u"\u043C\u043F\u044C\u0437\u044F\u0433\u0431\u0447\u0439\u0445\u0436\u0446\u044E\u0454"
     u"\u0448\u0457\u0449\u0444\u0491\u2019"},
    {"windows-1251 iso-8859-5",
     "bg",
     u"\u0430\u043E\u0438\u0435\u0442\u043D\u0440\u0441\u0432\u043B\u043F\u043A\u0434\u043C"
     u"\u0437\u0431\u044F\u0433\u0443\u044A\u0447\u0449\u0446\u0445\u0448\u0436\u0439\u044E"
     u"\u0444\u044C"},
    {"windows-1251 iso-8859-5",
     "sr",
     u"\u0430\u0438\u043E\u0435\u043D\u0440\u0441\u0442\u0458\u0443\u0432\u043A\u0434\u043C"
     u"\u043B\u043F\u0431\u0437\u0433\u045A\u0446\u0448\u0447\u0445\u0436\u0459\u0444\u045B"
     u"\u0452\u045F"},
    {"windows-1253 iso-8859-7",
     "el",
     u"\u03B1\u03BF\u03B9\u03B5\u03C4\u03C3\u03BD\u03B7\u03C5\u03C1\u03C0\u03BA\u03BC\u03AF"
     u"\u03BB\u03C2\u03CC\u03AD\u03AE\u03AC\u03C9\u03B4\u03B3\u03C7\u03CD\u03B8\u03CE\u03C6"
     u"\u03B2\u03BE\u03B6\u03C8"},
    {"windows-1256 iso-8859-6",
     "ar",
     u"\u0627\u0644\u064A\u0645\u0646\u0648\u0631\u062A\u0629\u0628\u0639\u062F\u0647\u0633"
     u"\u0641\u0643\u0642\u0623\u062D\u062C\u0649\u0634\u0637\u0635\u062E\u0636\u0630\u062B"
     u"\u0626\u0621\u063A\u0625\u0638\u0632\u0622\u0624"},
    {"windows-1256",
     "fa",
     u"\u0627\u064A\u0631\u0646\u062F\u0647\u0645\u062A\u0648\u0628\u0633\u0634\u0643\u0632"
     u"\u0642\u062E\u0644\u0641\u0639\u06AF\u062C\u062D\u067E\u0635\u0686\u0637\u0636\u063A"
     u"\u0638\u0630\u062B\u0698\u0622\u0626"},
    {"windows-1255 iso-8859-8",
     "he",
     u"\u05D9\u05D5\u05D4\u05DC\u05D0\u05EA\u05E8\u05D1\u05E9\u05DE\u05E0\u05DD\u05D3\u05E2"
     u"\u05E7\u05D7\u05E1\u05E4\u05D2\u05DB\u05D8\u05E6\u05DF\u05D6\u05DA\u05E3\u05E5"},
    {"windows-874",
     "th",
     u"\u0E32\u0E19\u0E23\u0E2D\u0E01\u0E40\u0E48\u0E07\u0E21\u0E22\u0E25\u0E49\u0E27\u0E31"
     u"\u0E14\u0E17\u0E35\u0E2A\u0E15\u0E30\u0E1B\u0E1A\u0E34\u0E04\u0E2B\u0E41\u0E08\u0E1E"
     u"\u0E0A\u0E4C\u0E02\u0E43\u0E44\u0E38\u0E42\u0E39\u0E33\u0E1C\u0E36\u0E0B\u0E16\u0E28"
     u"\u0E18\u0E37\u0E13\u0E20\u0E47\u0E29\u0E1F\u0E09"},
};

}  // namespace imprimatur

#endif  // IMPRIMATUR_TEXT_LANGUAGE_LETTERS_H_
