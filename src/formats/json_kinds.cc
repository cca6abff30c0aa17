#include "formats/json_kinds.h"

#include <algorithm>
#include <initializer_list>

namespace imprimatur {

bool is_news(std::string_view text) {
  int keys = 0;
  for (const std::string_view key :
       {"\"pubstatus\"",        "\"pubStatus\"",       "\"copyrightholder\"", "\"copyrightHolder\"",
        "\"copyrightnotice\"",  "\"copyrightNotice\"", "\"usageterms\"",      "\"usageTerms\"",
        "\"versioncreated\"",   "\"versionCreated\"",  "\"embargoed\"",       "\"embargoedUntil\"",
        "\"body_text\"",        "\"body_html\"",       "\"body_xhtml\"",      "\"bodies\"",
        "\"rightsinfo\"",       "\"rightsInfo\"",      "\"encodedrights\"",   "\"encodedRights\"",
        "\"linkedrights\"",     "\"linkedRights\"",    "\"associations\"",    "\"slugline\"",
        "\"editorialpriority\""}) {
    keys += text.find(key) != std::string_view::npos ? 1 : 0;
  }
  return keys >= 2 || (keys == 1 && text.find("ninjs") != std::string_view::npos);
}

bool has_article(std::string_view text) {
  const auto holds = [&](std::initializer_list<std::string_view> keys) {
    return std::any_of(keys.begin(), keys.end(), [&](std::string_view key) {
      return text.find(key) != std::string_view::npos;
    });
  };
  // Arc's texts stand in front of their headlines, which may be far behind.
  return holds({"\"title\"",
                "\"headline\"",
                "\"headlines\"",
                "\"content_elements\"",
                "\"Title\"",
                "\"Headline\""}) &&
         holds({"\"body",
                "\"text\"",
                "\"content",
                "\"article",
                "\"story\"",
                "\"html\"",
                "\"components\"",
                "\"blocks\"",
                "\"Body",
                "\"Text\"",
                "\"Content"});
}

bool has_prose(std::string_view text) {
  constexpr std::size_t kProse = 30;
  const bool list = text.starts_with('[');
  std::size_t at = text.find_first_not_of(list ? "[ \t\r\n" : "");
  if (at != std::string_view::npos && text[at] == '{') {
    at = text.find_first_not_of(" \t\r\n", at + 1);
  } else if (!list) {
    return false;
  }
  if (at == std::string_view::npos || text[at] != '"') {
    return false;
  }
  // Strings one after the other, keys among them.
  while (at < text.size()) {
    const std::size_t begin = at + 1;
    std::size_t end = begin;
    while (end < text.size() && text[end] != '"') {
      end += text[end] == '\\' ? 2U : 1U;
    }
    const std::string_view string = text.substr(begin, std::min(end, text.size()) - begin);
    if (string.size() >= kProse && std::any_of(string.begin(), string.end(), [](char c) {
          return c == ' ' || c == '\\' || (static_cast<unsigned char>(c) & 0x80U) != 0;
        })) {
      return true;
    }
    at = end < text.size() ? std::min(text.find('"', end + 1), text.size()) : text.size();
  }
  return false;
}

bool lists_licences(std::string_view text) {
  const auto holds = [&](std::string_view key) { return text.find(key) != std::string_view::npos; };
  return (holds("\"licenses\"") || holds("\"licences\"")) &&
         (holds("\"path\"") || holds("\"url\""));
}

bool is_linked(std::string_view text) {
  const auto holds = [&](std::string_view key) { return text.find(key) != std::string_view::npos; };
  // DataCite's records of works are linked data without the marks.
  return (holds("\"@context\"") && holds("\"@type\"")) || holds("\"rightsList\"") ||
         holds("\"resourceTypeGeneral\"");
}

}  // namespace imprimatur
