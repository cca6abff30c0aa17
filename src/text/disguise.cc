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

// A word that begins with look-alikes is honest as soon as another letter of its script follows; a
// Latin letter further on is a suspect of its own.
bool is_look_alike_word(std::string_view text, std::size_t at) {
  const bool begins = at == 0 || !is_ascii_letter(static_cast<unsigned char>(text[at - 1]));
  std::size_t next = at;
  for (int letters = 0; begins && next < text.size() && letters < 64; ++letters) {
    const LetterKind kind = letter_kind(next_code_point(text, next));
    if (kind == LetterKind::other || (kind == LetterKind::none && letters < 2)) {
      return false;
    }
    if (kind != LetterKind::look_alike && kind != LetterKind::silent) {
      break;
    }
  }
  return read_word(text, at).spelling != Spelling::honest;
}

bool hides_letter(std::string_view text, std::size_t at, std::size_t next, char32_t c) {
  const char32_t folded = fold(c);
  if (folded == kFoldDrop) {
    return hides_dropped(text, at, next, c);
  }
  if (c == 0x24B8 || c == 0x24D2 || c == 0x3099 || c == 0x309A) {
    return true;  // circled C, separate voicing marks
  }
  if ((c >= 0xFF21 && c < 0xFFA0) || (c >= 0x1D400 && c < 0x1D800) ||
      (c >= 0x2100 && c < 0x2150 && is_ascii_letter(folded)) || (c >= 0xFB50 && c < 0xFEFD)) {
    return folded != c && is_letter(folded);
  }
  return letter_kind(c) == LetterKind::look_alike && is_look_alike_word(text, at);
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
  std::size_t next = at;
  const char32_t c = next_code_point(text, next);
  if (c == 0x2010) {
    return ends_line(text, next) && is_broken_word(text, next);
  }
  if (c < 0x80) {  // a Latin letter beside a look-alike
    return is_ascii_letter(c) && read_word(text, at).spelling != Spelling::honest;
  }
  if (c >= 0x370 && c < 0x590) {
    return letter_kind(c) == LetterKind::look_alike && is_look_alike_word(text, at);
  }
  if (((c >= 0xC2 && c <= 0xC5) || c == 0xE2) && read_mojibake(text, at).length != 0) {
    return is_letter(read_mojibake(text, at).c);
  }
  return hides_letter(text, at, next, c);
}

void find_disguises(std::string_view utf8, std::vector<std::size_t>& out) {
  for (std::size_t block = 0; block < utf8.size(); block += 64) {
    Suspects suspects = next_suspects(utf8, block);
    block = suspects.block;
    while (suspects.bits != 0) {
      const std::size_t at = block + static_cast<std::size_t>(__builtin_ctzll(suspects.bits));
      if (confirm_disguise(utf8, at)) {
        out.push_back(at);
        break;
      }
      suspects.bits &= suspects.bits - 1;
    }
  }
}

}  // namespace imprimatur
