#include "text/disguise.h"

#include "text/fold.h"
#include "text/look_alike.h"
#include "text/references.h"
#include "text/suspects.h"

namespace imprimatur {

namespace {

bool is_ascii_letter(char32_t c) {
  return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

bool ends_line(std::string_view text, std::size_t at) {
  return at < text.size() && (text[at] == '\n' || text[at] == '\r');
}

bool letters_around(std::string_view text, std::size_t begin, std::size_t end) {
  return is_letter(code_point_before(text, begin)) && is_letter(code_point_at(text, end));
}

// A word broken at a line end, at the '\n' or '\r' behind its hyphen.
bool is_broken_word(std::string_view text, std::size_t at) {
  if (at < 2 || !is_letter(code_point_before(text, at - 1))) {
    return false;
  }
  std::size_t next = at + (text.substr(at, 2) == "\r\n" ? 2 : 1);
  while (next < text.size() && (text[next] == ' ' || text[next] == '>' || text[next] == '\t')) {
    ++next;
  }
  return is_lower(code_point_at(text, next));
}

bool hides_in_reference(std::string_view text, std::size_t at) {
  const Reference reference = read_reference(text, at);
  return reference.length != 0 &&
         (reference.c == 0xA9 || is_letter(reference.c) || fold(reference.c) == kFoldDrop);
}

// An emphasis mark between letters: "**C**opyright".
bool splits_word(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && end - at < 4 && (text[end] == '*' || text[end] == '`')) {
    ++end;
  }
  return letters_around(text, at, end);
}

// A character that folding drops hides a literal only if it stands inside a word; ZWNJ and ZWJ
// belong to the spelling of Persian and Indic words.
bool hides_dropped(std::string_view text, std::size_t at, std::size_t next, char32_t c) {
  const char32_t before = code_point_before(text, at);
  if (c == 0xAD) {
    return is_letter(before);
  }
  if (c >= 0x300 && c < 0x370) {
    return is_letter(before) || fold(before) == kFoldDrop;
  }
  if (c == 0x640) {
    return letters_around(text, at, next);
  }
  return is_european(before) &&
         (is_european(code_point_at(text, next)) || fold(code_point_at(text, next)) == kFoldDrop);
}

bool hides_letter(std::string_view text, std::size_t at, std::size_t next, char32_t c) {
  const char32_t folded = fold(c);
  if (folded == kFoldDrop) {
    return hides_dropped(text, at, next, c);
  }
  if ((c >= 0xFF21 && c < 0xFFA0) || (c >= 0x1D400 && c < 0x1D800) || c == 0x24B8 || c == 0x24D2 ||
      (c >= 0x2100 && c < 0x2150 && is_ascii_letter(folded)) || (c >= 0xFB50 && c < 0xFEFD)) {
    return folded != c;
  }
  if (c == 0x3099 || c == 0x309A) {
    return true;
  }
  return confusable_latin(c) != 0 && read_word(text, at).spelling != Spelling::honest;
}

}  // namespace

bool confirm_disguise(std::string_view text, std::size_t at) {
  switch (text[at]) {
    case '\n':
    case '\r':
      return is_broken_word(text, at);
    case '&':
      return hides_in_reference(text, at);
    case '*':
    case '`':
      return splits_word(text, at);
    default:
      break;
  }
  while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) {
    --at;
  }
  std::size_t next = at;
  const char32_t c = next_code_point(text, next);
  if (c == 0x2010) {
    return ends_line(text, next) && is_broken_word(text, next);
  }
  if (c < 0x80) {  // a Latin letter beside a look-alike
    return is_ascii_letter(c) && read_word(text, at).spelling != Spelling::honest;
  }
  if (((c >= 0xC2 && c <= 0xC5) || c == 0xE2) && read_mojibake(text, at).length != 0) {
    return is_letter(read_mojibake(text, at).c);
  }
  return hides_letter(text, at, next, c);
}

void find_disguises(std::string_view utf8, std::vector<std::size_t>& out) {
  for (std::size_t block = 0; block < utf8.size(); block += 64) {
    std::uint64_t suspects = find_suspects(utf8, block);
    while (suspects != 0) {
      const std::size_t at = block + static_cast<std::size_t>(__builtin_ctzll(suspects));
      if (confirm_disguise(utf8, at)) {
        out.push_back(at);
        break;
      }
      suspects &= suspects - 1;
    }
  }
}

}  // namespace imprimatur
