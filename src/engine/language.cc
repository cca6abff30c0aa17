#include "engine/language.h"

#include <cld2/public/compact_lang_det.h>

namespace imprimatur {
namespace {

// The beginning tells the language; reading more costs time and adds the notices of others.
constexpr std::size_t kSample = 2000;

}  // namespace

std::string detect_language(std::string_view utf8) {
  std::size_t size = utf8.size() < kSample ? utf8.size() : kSample;
  while (size > 0 && size < utf8.size() &&
         (static_cast<unsigned char>(utf8[size]) & 0xC0U) == 0x80U) {
    --size;
  }
  bool reliable = false;
  const CLD2::Language language =
      CLD2::DetectLanguage(utf8.data(), static_cast<int>(size), true, &reliable);
  if (!reliable || language == CLD2::UNKNOWN_LANGUAGE) {
    return {};
  }
  const std::string code = CLD2::LanguageCode(language);
  if (code == "zh" || code == "zh-CN") {
    return "zh-Hans";
  }
  return code == "zh-Hant" || code == "zh-TW" ? "zh-Hant" : code;
}

}  // namespace imprimatur
