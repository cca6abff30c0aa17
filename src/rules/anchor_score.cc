#include "rules/anchor_score.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "text/fold.h"

namespace imprimatur {
namespace {

// Folded, sorted by byte. Words of the trade that stand in most articles belong here as much as
// articles and prepositions do.
constexpr std::array<std::string_view, 295> kCommonWords = {
    "about", "agence", "agencia", "agencies", "agency", "agentur", "agenzia", "all", "alla", "alle",
    "also", "and", "any", "are", "article", "articles", "articolo", "articulo", "artigo", "artikel",
    "artykul", "att", "auf", "aus", "avec", "been", "bei", "berita", "bez", "bild", "bilde", "bir",
    "bron", "bu", "by", "can", "che", "com", "company", "con", "contenido", "contenidos", "content",
    "contents", "contenu", "contenus", "contenuti", "contenuto", "conteudo", "conteudos", "copy",
    "dan", "dans", "darf", "dari", "das", "dei", "del", "della", "delle", "dem", "den", "dengan",
    "der", "derechos", "des", "die", "direitos", "diritti", "dla", "dos", "droits", "durfen", "een",
    "ein", "eine", "est", "fonte", "for", "foto", "fotograf", "fran", "from", "fuente", "fur",
    "gli", "haber", "haberler", "has", "have", "her", "het", "html", "http", "https", "icerik",
    "icin", "ikke", "ile", "information", "inhalt", "inhalte", "inhoud", "inte", "ist", "its",
    "jest", "kalla", "kan", "kann", "kaynak", "kilde", "las", "les", "los", "lub", "mag",
    "material", "materials", "may", "med", "media", "met", "mit", "more", "must", "nachrichten",
    "new", "news", "nicht", "nie", "niet", "no", "non", "not", "noticias", "notizie", "och", "oder",
    "one", "only", "oraz", "org", "other", "our", "page", "pages", "par", "para", "part", "people",
    "per", "permission", "peut", "photo", "photos", "pode", "por", "pour", "press", "przez",
    "publi", "puede", "puo", "que", "quelle", "qui", "read", "repor", "report", "reported",
    "reports", "rights", "said", "sans", "says", "sem", "ser", "service", "services", "sin", "sind",
    "site", "ska", "som", "son", "sont", "source", "sources", "stories", "story", "sumber", "sur",
    "tekst", "testo", "text", "texte", "texto", "that", "the", "their", "they", "this", "tidak",
    "til", "time", "todos", "tous", "tout", "tum", "tutti", "uma", "una", "und", "une", "untuk",
    "use", "used", "uses", "van", "ved", "veya", "via", "von", "voor", "was", "website", "werden",
    "what", "when", "which", "who", "will", "wird", "with", "without", "wordt", "work", "works",
    "www", "yang", "yazi", "you", "your", "zijn", "zrodlo", "\xD0\xB1\xD0\xB5\xD0\xB7",
    "\xD0\xB2\xD1\x81\xD0\xB5", "\xD0\xB4\xD0\xBB\xD1\x8F", "\xD0\xB8\xD0\xBB\xD0\xB8",
    "\xD0\xB8\xD1\x81\xD1\x82\xD0\xBE\xD1\x87\xD0\xBD\xD0\xB8\xD0\xBA", "\xD0\xBA\xD0\xB0\xD0\xBA",
    "\xD0\xBC\xD0\xB0\xD1\x82\xD0\xB5\xD1\x80\xD0\xB8\xD0\xB0\xD0\xBB",
    "\xD0\xBC\xD0\xB0\xD1\x82\xD0\xB5\xD1\x80\xD0\xB8\xD0\xB0\xD0\xBB\xD1\x8B",
    "\xD0\xBD\xD0\xB5\xD1\x82", "\xD0\xBD\xD0\xBE\xD0\xB2\xD0\xBE\xD1\x81\xD1\x82\xD0\xB8",
    "\xD0\xBF\xD1\x80\xD0\xB8", "\xD1\x81\xD0\xB0\xD0\xB9\xD1\x82",
    "\xD1\x82\xD0\xB5\xD0\xBA\xD1\x81\xD1\x82", "\xD1\x84\xD0\xBE\xD1\x82\xD0\xBE",
    "\xD1\x87\xD1\x82\xD0\xBE", "\xD1\x8D\xD1\x82\xD0\xBE",
    "\xD8\xA7\xD9\x84\xD8\xAE\xD8\xA8\xD8\xB1", "\xD8\xA7\xD9\x84\xD9\x85\xD8\xB5\xD8\xAF\xD8\xB1",
    "\xD8\xA7\xD9\x84\xD9\x89", "\xD8\xB5\xD9\x88\xD8\xB1\xD9\x87", "\xD8\xB9\xD9\x84\xD9\x89",
    "\xD9\x81\xD9\x8A", "\xD9\x85\xD8\xB5\xD8\xAF\xD8\xB1", "\xD9\x85\xD9\x86",
    "\xE4\xB8\x8D\xE5\xBE\x97", "\xE4\xBD\xBF\xE7\x94\xA8", "\xE4\xBE\x86\xE6\xBA\x90",
    "\xE5\x85\xA7\xE5\xAE\xB9", "\xE5\x86\x85\xE5\xAE\xB9", "\xE5\x86\x99\xE7\x9C\x9F",
    "\xE5\x88\xA9\xE7\x94\xA8", "\xE5\x9B\xBE\xE7\x89\x87", "\xE5\x9C\x96\xE7\x89\x87",
    "\xE6\x83\x85\xE5\xA0\xB1", "\xE6\x96\x87\xE7\xAB\xA0", "\xE6\x96\xB0\xE8\x81\x9E",
    "\xE6\x96\xB0\xE9\x97\xBB", "\xE6\x9D\xA5\xE6\xBA\x90", "\xE8\xA8\x98\xE4\xBA\x8B",
    "\xE8\xA8\x98\xE8\x80\x85", "\xE8\xAE\xB0\xE8\x80\x85", "\xE8\xAE\xB8\xE5\x8F\xAF",
    "\xEA\xB8\xB0\xEC\x82\xAC", "\xEA\xB8\xB0\xEC\x9E\x90", "\xEB\x82\xB4\xEC\x9A\xA9",
    "\xEB\x89\xB4\xEC\x8A\xA4", "\xEC\x82\xAC\xEC\x9A\xA9", "\xEC\x82\xAC\xEC\xA7\x84",
    "\xEC\xB6\x9C\xEC\xB2\x98"};

bool is_dense(char32_t c) {
  const bool hangul = c >= 0xAC00 && c <= 0xD7A3;
  const bool kana = c >= 0x3040 && c <= 0x30FF;
  const bool han = (c >= 0x3400 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) ||
                   (c >= 0x20000 && c <= 0x3FFFF);
  return hangul || kana || han;
}

}  // namespace

double anchor_score(std::string_view literal) {
  if (literal == "\xC2\xA9") {
    return kGoodAnchor + 1;  // the copyright sign is rare in running text
  }
  int characters = 0;
  int dense = 0;
  std::size_t at = 0;
  while (at < literal.size()) {
    ++characters;
    dense += is_dense(next_code_point(literal, at)) ? 1 : 0;
  }
  if (characters < 2 || (characters < 3 && dense < 2)) {
    return 0;
  }
  double score = std::min(characters - dense + 2.2 * dense, 12.0);
  if (literal.front() == '(' || literal.substr(0, 3) == "\xEF\xBC\x88") {
    score -= 1;  // a bracket adds little, and markup may stand behind it
  }
  return is_common_word(literal) ? score * 0.3 : score;
}

double anchor_score(const std::vector<std::string>& literals) {
  if (literals.empty()) {
    return 0;
  }
  double worst = 100;
  for (const std::string& literal : literals) {
    worst = std::min(worst, anchor_score(literal));
  }
  if (worst <= 0) {
    return 0;
  }
  return std::max(worst - 0.5 * std::log2(static_cast<double>(literals.size())), 0.01);
}

bool is_common_word(std::string_view literal) {
  return std::binary_search(kCommonWords.begin(), kCommonWords.end(), fold(literal));
}

}  // namespace imprimatur
