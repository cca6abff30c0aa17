#include "signals/robots_file.h"

#include "formats/ascii.h"

#include <algorithm>
#include <array>
#include <optional>

namespace imprimatur {
namespace {

constexpr std::size_t kMaxPattern = 2048;
constexpr std::size_t kMaxTarget = 4096;
constexpr std::string_view kReservation = "express reservations of rights under article 4";

int hex_digit(char c) {
  const char l = c >= 'A' && c <= 'F' ? static_cast<char>(c + 32) : c;
  return l >= '0' && l <= '9' ? l - '0' : l >= 'a' && l <= 'f' ? l - 'a' + 10 : -1;
}

bool is_unreserved(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '.' || c == '_' || c == '~';
}

// One spelling for all percent-encodings of the same path (RFC 9309, 2.2.2).
std::string normalised(std::string_view path) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string out;
  const auto encode = [&](unsigned byte) {
    out += '%';
    out += kHex[byte >> 4U];
    out += kHex[byte & 15U];
  };
  for (std::size_t i = 0; i < path.size(); ++i) {
    const char c = path[i];
    const int high = c == '%' && i + 2 < path.size() ? hex_digit(path[i + 1]) : -1;
    const int low = high >= 0 ? hex_digit(path[i + 2]) : -1;
    if (low >= 0) {
      const auto byte = static_cast<unsigned>(high * 16 + low);
      if (byte < 0x80 && is_unreserved(static_cast<char>(byte))) {
        out += static_cast<char>(byte);
      } else {
        encode(byte);
      }
      i += 2;
    } else if (static_cast<unsigned char>(c) >= 0x80) {
      encode(static_cast<unsigned char>(c));
    } else {
      out += c;
    }
  }
  return out;
}

// `anchored`: the match has to reach the end of the text.
bool matches(std::string_view pattern, std::string_view text, bool anchored) {
  std::size_t p = 0;
  std::size_t t = 0;
  std::size_t star = std::string_view::npos;
  std::size_t from = 0;
  while (true) {
    if (p == pattern.size() && (!anchored || t == text.size())) {
      return true;
    }
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      from = t;
    } else if (p < pattern.size() && t < text.size() && pattern[p] == text[t]) {
      ++p;
      ++t;
    } else if (star != std::string_view::npos && from < text.size()) {
      p = star + 1;
      t = ++from;
    } else {
      return false;
    }
  }
}

// What a line's key means, with the misspellings that crawlers forgive.
enum class Key : unsigned char { agent, allow, disallow, usage, signal, licence, other };

Key key_of(const std::string& key) {
  struct Known {
    std::string_view name;
    Key key;
  };
  constexpr std::array kKnown = {Known{"user-agent", Key::agent},
                                 Known{"useragent", Key::agent},
                                 Known{"user agent", Key::agent},
                                 Known{"allow", Key::allow},
                                 Known{"disallow", Key::disallow},
                                 Known{"dissallow", Key::disallow},
                                 Known{"dissalow", Key::disallow},
                                 Known{"disalow", Key::disallow},
                                 Known{"diasllow", Key::disallow},
                                 Known{"disallaw", Key::disallow},
                                 Known{"content-usage", Key::usage},
                                 Known{"content-signal", Key::signal},
                                 Known{"content-signals", Key::signal},
                                 Known{"license", Key::licence},
                                 Known{"licence", Key::licence}};
  const auto found = std::find_if(
      kKnown.begin(), kKnown.end(), [&](const Known& known) { return known.name == key; });
  return found == kKnown.end() ? Key::other : found->key;
}

// "Googlebot/2.1 (x)" -> "googlebot"; anything that begins with "*" is everybody.
std::string product_token(std::string_view value) {
  const std::string_view token = value.substr(0, value.find_first_of("/ \t;("));
  return token.starts_with('*') ? "*" : ascii_lower(token);
}

class RobotsParser {
 public:
  void line(std::string_view text, std::size_t number) {
    const std::size_t hash = text.find('#');
    if (hash != std::string_view::npos) {
      comments_ += ascii_lower(text.substr(hash + 1));
      comments_ += ' ';
    }
    const std::string_view content = trim_blanks(text.substr(0, hash));
    std::size_t split = content.find(':');
    if (split == std::string_view::npos) {
      split = content.find_first_of(" \t");  // "Disallow /x": the colon forgotten
    }
    if (split == std::string_view::npos) {
      return;
    }
    const std::string key = ascii_lower(trim_blanks(content.substr(0, split)));
    const std::string_view value = trim_blanks(content.substr(split + 1));
    take(key_of(key), value, content, number);
  }

  RobotsFile finish() {
    // The phrase may be broken over lines.
    std::string words;
    for (const char c : comments_) {
      if (c != ' ' || !words.ends_with(' ')) {
        words += c == '\t' ? ' ' : c;
      }
    }
    file_.reserves = words.find(kReservation) != std::string::npos;
    return std::move(file_);
  }

 private:
  void take(Key key, std::string_view value, std::string_view written, std::size_t number) {
    if (key == Key::agent) {
      if (rules_begun_ || file_.groups.empty()) {
        file_.groups.emplace_back();
        rules_begun_ = false;
      }
      file_.groups.back().agents.push_back(product_token(value));
      return;
    }
    if (key == Key::other) {
      return;
    }
    RobotsLine line;
    line.written = written;
    line.number = number;
    line.kind = kind_of(key);
    if (key == Key::licence) {
      line.value = value;
      (file_.groups.empty() ? file_.licences : file_.groups.back().lines).push_back(line);
      return;
    }
    if (key == Key::usage || key == Key::signal) {
      if (value.starts_with('/')) {
        const std::size_t blank = std::min(value.find_first_of(" \t"), value.size());
        line.path = value.substr(0, blank);
        value = trim_blanks(value.substr(blank));
      }
      line.value = value;
      (file_.groups.empty() ? file_.stray : file_.groups.back().lines).push_back(line);
      return;
    }
    rules_begun_ = true;
    line.path = value;
    if (!file_.groups.empty() && !value.empty()) {
      file_.groups.back().lines.push_back(std::move(line));
    }
  }

  static RobotsLine::Kind kind_of(Key key) {
    switch (key) {
      case Key::allow:
        return RobotsLine::Kind::allow;
      case Key::usage:
        return RobotsLine::Kind::usage;
      case Key::signal:
        return RobotsLine::Kind::signal;
      case Key::licence:
        return RobotsLine::Kind::licence;
      default:
        return RobotsLine::Kind::disallow;
    }
  }

  RobotsFile file_;
  std::string comments_;
  bool rules_begun_ = false;
};

}  // namespace

RobotsFile parse_robots(std::string_view bytes) {
  const bool cut = bytes.size() > kMaxRobotsBytes;
  bytes = bytes.substr(0, kMaxRobotsBytes);
  if (bytes.starts_with("\xEF\xBB\xBF")) {
    bytes.remove_prefix(3);
  }
  RobotsParser parser;
  for (std::size_t number = 1; !bytes.empty(); ++number) {
    const std::size_t end = std::min(bytes.find_first_of("\r\n"), bytes.size());
    parser.line(bytes.substr(0, end), number);
    const bool crlf = bytes.substr(end, 2) == "\r\n";
    bytes.remove_prefix(std::min(end + (crlf ? 2 : 1), bytes.size()));
  }
  RobotsFile file = parser.finish();
  file.cut = cut;
  return file;
}

RobotsRules rules_for(const RobotsFile& file, std::string_view agent) {
  const std::string token = product_token(agent);
  RobotsRules rules;
  const auto collect = [&](std::string_view wanted) {
    bool any = false;
    for (const RobotsGroup& group : file.groups) {
      if (std::find(group.agents.begin(), group.agents.end(), wanted) == group.agents.end()) {
        continue;
      }
      any = true;
      for (const RobotsLine& line : group.lines) {
        rules.lines.push_back(&line);
      }
    }
    return any;
  };
  rules.named = token != "*" && collect(token);
  if (!rules.named) {
    collect("*");
    for (const RobotsLine& line : file.stray) {
      rules.lines.push_back(&line);
    }
  }
  return rules;
}

int match_path(std::string_view pattern, std::string_view target) {
  if (pattern.empty() || pattern.size() > kMaxPattern) {
    return -1;
  }
  const bool anchored = pattern.ends_with('$');
  const std::string path = normalised(anchored ? pattern.substr(0, pattern.size() - 1) : pattern);
  const std::string text = normalised(target.substr(0, kMaxTarget));
  return matches(path, text, anchored) ? static_cast<int>(path.size() + (anchored ? 1 : 0)) : -1;
}

const RobotsLine* deciding_line(const RobotsRules& rules, std::string_view target) {
  if (target == "/robots.txt") {
    return nullptr;
  }
  const RobotsLine* best = nullptr;
  int weight = -1;
  for (const RobotsLine* line : rules.lines) {
    const bool allow = line->kind == RobotsLine::Kind::allow;
    if (!allow && line->kind != RobotsLine::Kind::disallow) {
      continue;
    }
    const int found = match_path(line->path, target);
    if (found > weight || (found == weight && found >= 0 && allow)) {
      best = line;
      weight = found;
    }
  }
  return best;
}

bool may_visit(const RobotsFile& file, std::string_view agent, std::string_view target) {
  const RobotsLine* line = deciding_line(rules_for(file, agent), target);
  return line == nullptr || line->kind == RobotsLine::Kind::allow;
}

}  // namespace imprimatur
