#include "meaning/sentence.h"

#include <algorithm>
#include <array>

namespace imprimatur {
namespace {

bool is_word_byte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
         (static_cast<unsigned char>(c) & 0x80U) != 0;
}

// Ends of sentences that are more than one byte: ideographic and half-width full stops, danda,
// Arabic question mark, and the full stops of Urdu, Armenian, Myanmar, Ethiopic and Khmer.
constexpr std::array<std::string_view, 9> kWideStops = {
    "\u3002", "\uFF61", "\u0964", "\u061F", "\u06D4", "\u0589", "\u104B", "\u1362", "\u17D4"};

constexpr std::array<std::string_view, 24> kAbbreviations = {
    "inc", "ltd", "co", "corp", "st",   "no",  "nr",  "art", "bros", "jr",  "sr",  "dr",
    "mr",  "mrs", "ms", "vs",   "dept", "gen", "sen", "rep", "gov",  "llc", "etc", "bzw"};

std::string_view word_before(std::string_view text, std::size_t at) {
  std::size_t begin = at;
  while (begin > 0 && is_word_byte(text[begin - 1])) {
    --begin;
  }
  return text.substr(begin, at - begin);
}

std::string_view word_after(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && is_word_byte(text[end])) {
    ++end;
  }
  return text.substr(at, end - at);
}

// Of one byte, or of two as Cyrillic and Greek have.
bool is_one_letter(std::string_view word) {
  return word.size() == 1 ||
         (word.size() == 2 && (static_cast<unsigned char>(word[0]) & 0xE0U) == 0xC0U);
}

bool dot_ends(std::string_view text, std::size_t at) {
  const std::string_view before = word_before(text, at);
  const char next = at + 1 < text.size() ? text[at + 1] : '\n';
  if (is_word_byte(next)) {
    // "reserved.This material" ends a sentence, "europapress.es" and "1.5" do not.
    const std::string_view after = word_after(text, at + 1);
    const std::size_t end = at + 1 + after.size();
    const bool address = (end < text.size() && (text[end] == '.' || text[end] == '/')) ||
                         after == "news" || after == "info" || after == "html";
    return before.size() >= 4 && after.size() >= 4 && !address;
  }
  if (next != ' ' && next != '\n' && next != '"' && next != ')' && next != '\'') {
    return false;
  }
  if (is_one_letter(before) && at + 1 < text.size() && next == ' ') {
    // An initial or the number of a list, but the "0" of "CC BY 4.0."
    return at >= 2 && text[at - 2] == '.' && before[0] >= '0' && before[0] <= '9';
  }
  return std::find(kAbbreviations.begin(), kAbbreviations.end(), before) == kAbbreviations.end();
}

// Length of the sentence end at `at`, 0 if there is none.
std::size_t stop_at(std::string_view text, std::size_t at) {
  const char c = text[at];
  if (c == '!' || c == '?' || c == ';' || c == '|') {
    return 1;
  }
  if (c == '.') {
    return dot_ends(text, at) ? 1 : 0;
  }
  if ((static_cast<unsigned char>(c) & 0x80U) != 0) {
    for (const auto stop : kWideStops) {
      if (text.substr(at).starts_with(stop)) {
        return stop.size();
      }
    }
  }
  return 0;
}

}  // namespace

Span sentence_around(std::string_view shadow, Span inside) {
  const std::size_t first = inside.begin > kSentenceReach ? inside.begin - kSentenceReach : 0;
  std::size_t begin = first;
  for (std::size_t at = first; at < inside.begin; ++at) {
    const std::size_t size = stop_at(shadow, at);
    if (size != 0 && at + size <= inside.begin) {
      begin = at + size;
    }
  }
  const std::size_t last = std::min(shadow.size(), inside.end + kSentenceReach);
  // A match that ends with the stop itself already is a whole sentence.
  std::size_t at = inside.end;
  if (at > inside.begin && stop_at(shadow, at - 1) != 0) {
    return {begin, inside.end};
  }
  while (at < last && stop_at(shadow, at) == 0) {
    ++at;
  }
  while (at < shadow.size() && (static_cast<unsigned char>(shadow[at]) & 0xC0U) == 0x80U) {
    ++at;
  }
  const auto outside = [&](char c) {
    return c == ' ' || c == '\n' || (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
  };
  while (begin < inside.begin && outside(shadow[begin])) {
    ++begin;
  }
  return {begin, at};
}

Span whole_characters(std::string_view text, Span span) {
  const auto inside = [&](std::size_t at) {
    return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U;
  };
  while (span.begin < span.end && inside(span.begin)) {
    ++span.begin;
  }
  while (span.end < text.size() && inside(span.end)) {
    ++span.end;
  }
  return span;
}

std::array<Span, 2> sentences_beside(std::string_view shadow, Span sentence) {
  constexpr std::string_view kBlanks = " \n";
  const auto around = [&](std::size_t at) {
    while (at > 0 && (static_cast<unsigned char>(shadow[at]) & 0xC0U) == 0x80U) {
      --at;  // of the character that ends a sentence
    }
    return whole_characters(shadow, sentence_around(shadow, {at, at + 1}));
  };
  std::array<Span, 2> beside{};
  const std::size_t last = shadow.substr(0, sentence.begin).find_last_not_of(kBlanks);
  if (last != std::string_view::npos) {
    beside[0] = around(last);
    beside[0].end = std::min(beside[0].end, sentence.begin);
  }
  const std::size_t stop = shadow.find_first_of(kBlanks, sentence.end);
  const std::size_t next = shadow.find_first_not_of(kBlanks, std::min(stop, shadow.size()));
  if (next != std::string_view::npos) {
    beside[1] = around(next);
  }
  return beside;
}

}  // namespace imprimatur
