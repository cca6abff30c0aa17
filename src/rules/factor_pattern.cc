#include "rules/factor_pattern.h"

#include "rules/regex.h"
#include "text/fold.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <iterator>
#include <map>
#include <utility>
#include <vector>

namespace imprimatur {
namespace {

// Classes of more characters tell nothing about what an alternative begins with.
constexpr std::size_t kMostFirst = 400;
// So many alternatives are tried one after the other; of more, it is asked first which may match.
constexpr std::size_t kMostInTurn = 6;

// The characters with which a match can begin.
struct First {
  bool known = true;                 // false: any character
  bool empty = false;                // a match may take no character, and then what follows decides
  std::vector<char32_t> characters;  // sorted, each once

  void add(const First& other) {
    known = known && other.known;
    std::vector<char32_t> all;
    std::set_union(characters.begin(),
                   characters.end(),
                   other.characters.begin(),
                   other.characters.end(),
                   std::back_inserter(all));
    characters = std::move(all);
    known = known && characters.size() <= kMostFirst;
  }
};

struct Atom;
using Sequence = std::vector<Atom>;
using Choice = std::vector<Sequence>;

struct Atom {
  // One character in one way, or a place: what two alternatives may share.
  enum class Kind : std::uint8_t { character, place, group, other };

  Kind kind = Kind::other;
  std::string text;    // as written; of a group what opens it
  std::string repeat;  // as written
  Choice choice;       // of a group
  First first;
};

bool is_optional(std::string_view repeat) {
  return !repeat.empty() && (repeat[0] == '?' || repeat[0] == '*' || repeat.substr(0, 2) == "{0");
}

First first_of(const Sequence& sequence) {
  First out;
  out.empty = true;
  for (const Atom& atom : sequence) {
    out.add(atom.first);
    if (!atom.first.empty) {
      out.empty = false;
      break;
    }
  }
  return out;
}

First first_of(const Choice& choice) {
  First out;
  for (const Sequence& sequence : choice) {
    const First first = first_of(sequence);
    out.add(first);
    out.empty = out.empty || first.empty;
  }
  return out;
}

class Reader {
 public:
  explicit Reader(std::string_view pattern) : pattern_(pattern) {}

  Choice choice() {
    Choice out(1);
    while (at_ < pattern_.size() && pattern_[at_] != ')') {
      if (pattern_[at_] == '|') {
        ++at_;
        out.emplace_back();
        continue;
      }
      Atom atom = this->atom();
      atom.repeat = repeat();
      if (!atom.repeat.empty()) {
        atom.kind = atom.kind == Atom::Kind::group ? Atom::Kind::group : Atom::Kind::other;
        atom.first.empty = atom.first.empty || is_optional(atom.repeat);
      }
      out.back().push_back(std::move(atom));
    }
    return out;
  }

 private:
  std::string take(std::size_t size) {
    const std::size_t begin = at_;
    at_ = std::min(at_ + size, pattern_.size());
    return std::string(pattern_.substr(begin, at_ - begin));
  }

  std::string repeat() {
    const std::size_t begin = at_;
    if (at_ < pattern_.size()) {
      const char c = pattern_[at_];
      at_ += c == '?' || c == '*' || c == '+' ? 1U : counted_repeat_size(pattern_, at_);
    }
    if (at_ > begin && at_ < pattern_.size() && (pattern_[at_] == '?' || pattern_[at_] == '+')) {
      ++at_;
    }
    return std::string(pattern_.substr(begin, at_ - begin));
  }

  Atom atom() {
    Atom out;
    const char c = pattern_[at_];
    if (c == '(') {
      return group();
    }
    if (c == '[') {
      return set();
    }
    if (c == '^' || c == '$') {
      out.kind = Atom::Kind::place;
      out.first.empty = true;
      out.text = take(1);
      return out;
    }
    const std::size_t begin = at_;
    char32_t character = 0;
    if (c != '.' && read_regex_character(pattern_, at_, character)) {
      out.kind = Atom::Kind::character;
      out.first.characters.push_back(character);
      out.text = std::string(pattern_.substr(begin, at_ - begin));
      return out;
    }
    const std::string_view two = pattern_.substr(at_, 2);
    const bool place = two == "\\b" || two == "\\B";
    out.kind = place ? Atom::Kind::place : Atom::Kind::character;
    out.first.empty = place;
    out.first.known = place;
    const bool property =
        (two == "\\p" || two == "\\P") && at_ + 2 < pattern_.size() && pattern_[at_ + 2] == '{';
    const std::size_t end = property ? pattern_.find('}', at_) : std::string_view::npos;
    out.text = take(end != std::string_view::npos ? end + 1 - at_ : c == '.' ? 1 : 2);
    return out;
  }

  Atom group() {
    Atom out;
    const std::string_view rest = pattern_.substr(at_);
    const bool behind = rest.substr(0, 4) == "(?<=" || rest.substr(0, 4) == "(?<!";
    const bool look = behind || rest.substr(0, 3) == "(?=" || rest.substr(0, 3) == "(?!";
    const bool named = !behind && rest.substr(0, 3) == "(?<";
    const std::size_t close = named ? rest.find('>') : std::string_view::npos;
    const std::size_t size = behind                            ? 4
                             : close != std::string_view::npos ? close + 1
                                                               : 3;  // (?: (?= (?!
    out.text = take(size);
    const std::size_t begin = at_;
    const std::size_t names = names_;
    out.choice = choice();
    std::string content(pattern_.substr(begin, at_ - begin));
    ++at_;
    names_ += named ? 1U : 0U;
    out.kind = Atom::Kind::group;
    out.first = first_of(out.choice);
    if (look) {
      out.first = {};
      out.first.empty = true;
      if (names_ == names && at_ <= pattern_.size()) {
        out.kind = Atom::Kind::place;
      }
    }
    if (behind) {
      // All of its alternatives have to be of one length each: it stays as it is.
      out.text += content + ')';
      out.choice.clear();
      out.kind = Atom::Kind::place;
    }
    return out;
  }

  Atom set() {
    Atom out;
    out.kind = Atom::Kind::character;
    const std::size_t begin = at_++;
    const bool negated = at_ < pattern_.size() && pattern_[at_] == '^';
    out.first.known = !negated;
    at_ += negated ? 1U : 0U;
    while (at_ < pattern_.size() && pattern_[at_] != ']') {
      char32_t first = 0;
      if (!read_regex_character(pattern_, at_, first)) {
        out.first.known = false;
        const bool property = at_ + 2 < pattern_.size() && pattern_[at_ + 2] == '{';
        const std::size_t end = property ? pattern_.find('}', at_) : std::string_view::npos;
        at_ = end != std::string_view::npos ? end + 1 : at_ + 2;
        continue;
      }
      char32_t last = first;
      if (at_ + 1 < pattern_.size() && pattern_[at_] == '-' && pattern_[at_ + 1] != ']') {
        ++at_;
        static_cast<void>(read_regex_character(pattern_, at_, last));
      }
      out.first.known = out.first.known && last - first < kMostFirst;
      for (char32_t c = first; out.first.known && c <= last; ++c) {
        out.first.characters.push_back(c);
      }
    }
    ++at_;
    std::vector<char32_t>& characters = out.first.characters;
    std::sort(characters.begin(), characters.end());
    characters.erase(std::unique(characters.begin(), characters.end()), characters.end());
    out.text = std::string(pattern_.substr(begin, at_ - begin));
    return out;
  }

  std::string_view pattern_;
  std::size_t at_ = 0;
  std::size_t names_ = 0;
};

bool may_share(const Sequence& sequence) {
  return !sequence.empty() && (sequence.front().kind == Atom::Kind::character ||
                               sequence.front().kind == Atom::Kind::place);
}

// A group of alternatives and nothing else is as good as its alternatives.
bool is_bare_group(const Sequence& sequence) {
  return sequence.size() == 1 && sequence[0].kind == Atom::Kind::group &&
         sequence[0].text == "(?:" && sequence[0].repeat.empty();
}

Choice flat(Choice choice) {
  Choice out;
  for (Sequence& sequence : choice) {
    if (is_bare_group(sequence)) {
      for (Sequence& inner : flat(std::move(sequence[0].choice))) {
        out.push_back(std::move(inner));
      }
    } else {
      out.push_back(std::move(sequence));
    }
  }
  return out;
}

Choice factored(Choice choice);

void write(const Choice& choice, std::string& out);

void write(const Atom& atom, std::string& out) {
  out += atom.text;
  if (atom.kind == Atom::Kind::group || !atom.choice.empty()) {
    write(atom.choice, out);
    out.push_back(')');
  }
  out += atom.repeat;
}

void write(const Choice& choice, std::string& out) {
  for (std::size_t i = 0; i < choice.size(); ++i) {
    out += i == 0 ? "" : "|";
    for (const Atom& atom : choice[i]) {
      write(atom, out);
    }
  }
}

std::string key_of(const Atom& atom) {
  std::string out;
  write(atom, out);
  return out;
}

// Those of `choice` that may be joined, in the order of the first of each: an alternative may be
// tried earlier if none of those that it passes can match where it does.
std::vector<Choice> joined(Choice choice) {
  std::vector<Choice> out;
  std::map<std::string, std::size_t> with_key;     // the last one of this beginning
  std::map<char32_t, std::size_t> with_character;  // the last one that may match at this character
  std::size_t any = 0;                             // those before cannot be joined
  for (Sequence& sequence : choice) {
    const First first = first_of(sequence);
    const bool known = first.known && !first.empty;
    const std::string key = may_share(sequence) ? key_of(sequence.front()) : std::string();
    const auto same = key.empty() ? with_key.end() : with_key.find(key);
    std::size_t to = out.size();
    if (same != with_key.end() && same->second >= any) {
      std::size_t behind = known ? 0 : out.size() - 1;
      for (const char32_t c : first.characters) {
        const auto last = with_character.find(c);
        behind = last == with_character.end() ? behind : std::max(behind, last->second);
      }
      to = same->second >= behind ? same->second : out.size();
    }
    if (to == out.size()) {
      out.emplace_back();
    }
    if (!key.empty()) {
      with_key[key] = to;
    }
    if (known) {
      for (const char32_t c : first.characters) {
        with_character[c] = std::max(with_character[c], to);
      }
    } else {
      any = to;
    }
    out[to].push_back(std::move(sequence));
  }
  return out;
}

void factor_groups(Sequence& sequence) {
  for (Atom& atom : sequence) {
    if (!atom.choice.empty()) {
      atom.choice = factored(std::move(atom.choice));
    }
  }
}

Sequence shared(Choice alternatives) {
  Sequence out;
  out.push_back(alternatives.front().front());
  factor_groups(out);
  for (Sequence& sequence : alternatives) {
    sequence.erase(sequence.begin());
  }
  Choice rest = factored(std::move(alternatives));
  if (rest.size() == 1) {
    out.insert(out.end(), rest[0].begin(), rest[0].end());
    return out;
  }
  Atom group;
  group.kind = Atom::Kind::group;
  group.text = "(?:";
  group.first = first_of(rest);
  group.choice = std::move(rest);
  out.push_back(std::move(group));
  return out;
}

void write_in_class(char32_t c, std::string& out) {
  if (c == U'\n') {
    out += "\\n";
    return;
  }
  if (c > U' ' && c < 0x80 && !is_word(c)) {
    out.push_back('\\');
  }
  append_utf8(out, c);
}

// A look at the next character, whether it may be one of `first`.
Atom ahead(const First& first) {
  Atom out;
  out.kind = Atom::Kind::place;
  out.first.empty = true;
  out.text = "(?=[";
  if (first.characters.front() < 0x80) {
    for (const char32_t c : first.characters) {
      write_in_class(c, out.text);
    }
  } else {
    // Many of these take as long to compare as what they would spare.
    write_in_class(first.characters.front(), out.text);
    if (first.characters.size() > 1) {
      out.text.push_back('-');
      write_in_class(first.characters.back(), out.text);
    }
  }
  out.text += "])";
  return out;
}

Sequence grouped(Choice alternatives) {
  if (alternatives.size() == 1) {
    return std::move(alternatives[0]);
  }
  Atom group;
  group.kind = Atom::Kind::group;
  group.text = "(?:";
  group.first = first_of(alternatives);
  group.choice = std::move(alternatives);
  Sequence out;
  out.push_back(ahead(group.first));
  out.push_back(std::move(group));
  return out;
}

// Parts of `choice` that have no first character in common, by their first characters.
std::vector<Choice> parts_of(Choice choice) {
  std::vector<std::size_t> part(choice.size());
  std::map<char32_t, std::size_t> owner;
  std::vector<char32_t> least(choice.size());
  for (std::size_t i = 0; i < choice.size(); ++i) {
    part[i] = i;
    const First first = first_of(choice[i]);
    least[i] = first.characters.front();
    for (const char32_t c : first.characters) {
      const auto [known, added] = owner.emplace(c, i);
      const std::size_t from = std::max(part[known->second], part[i]);
      const std::size_t to = std::min(part[known->second], part[i]);
      if (!added && from != to) {
        std::replace(part.begin(), part.begin() + static_cast<std::ptrdiff_t>(i) + 1, from, to);
        least[to] = std::min(least[to], least[from]);
      }
    }
  }
  std::map<std::pair<char32_t, std::size_t>, Choice> parts;
  for (std::size_t i = 0; i < choice.size(); ++i) {
    parts[{least[part[i]], part[i]}].push_back(std::move(choice[i]));
  }
  std::vector<Choice> out;
  for (auto& [place, alternatives] : parts) {
    out.push_back(std::move(alternatives));
  }
  return out;
}

// Parts that follow each other, in groups.
Choice in_groups(std::vector<Choice> parts) {
  std::vector<Choice> groups;
  for (Choice& part : parts) {
    if (groups.empty() || groups.back().size() + part.size() > kMostInTurn) {
      groups.emplace_back();
    }
    std::move(part.begin(), part.end(), std::back_inserter(groups.back()));
  }
  Choice out;
  for (Choice& group : groups) {
    out.push_back(grouped(std::move(group)));
  }
  return out;
}

// Many alternatives become few groups, in front of each of which it is asked whether it may match.
// Of each alternative it is known with what it begins, so that the order of those that have no
// first character in common is free.
Choice in_groups(Choice choice) {
  if (choice.size() <= kMostInTurn) {
    return choice;
  }
  std::vector<Choice> ascii;
  std::vector<Choice> others;
  for (Choice& part : parts_of(std::move(choice))) {
    const bool is_ascii = first_of(part).characters.front() < 0x80;
    (is_ascii ? ascii : others).push_back(std::move(part));
  }
  Choice out = in_groups(std::move(ascii));
  if (Choice rest = in_groups(std::move(others)); !rest.empty()) {
    out.push_back(grouped(std::move(rest)));
  }
  return out;
}

Choice factored(Choice choice) {
  Choice out;
  Choice run;  // of alternatives of which it is known with what they begin
  const auto end_run = [&] {
    Choice groups = in_groups(std::move(run));
    std::move(groups.begin(), groups.end(), std::back_inserter(out));
    run.clear();
  };
  for (Choice& alternatives : joined(flat(std::move(choice)))) {
    Sequence sequence;
    if (alternatives.size() == 1) {
      factor_groups(alternatives[0]);
      sequence = std::move(alternatives[0]);
    } else {
      sequence = shared(std::move(alternatives));
    }
    const First first = first_of(sequence);
    if (first.known && !first.empty) {
      run.push_back(std::move(sequence));
      continue;
    }
    end_run();
    const bool again = sequence.empty() && !out.empty() && out.back().empty();
    if (!again) {
      out.push_back(std::move(sequence));
    }
  }
  end_run();
  return out;
}

// Letters and digits of which every version of Unicode knows that they make words.
bool makes_words(char32_t c) {
  constexpr std::array<std::pair<char32_t, char32_t>, 9> kLetters = {{{U'0', U'9'},
                                                                      {U'a', U'z'},
                                                                      {0xDF, 0xF6},
                                                                      {0xF8, 0x17F},
                                                                      {0x3B1, 0x3C9},
                                                                      {0x430, 0x45F},
                                                                      {0x5D0, 0x5EA},
                                                                      {0x621, 0x63A},
                                                                      {0x641, 0x64A}}};
  return std::any_of(kLetters.begin(), kLetters.end(), [&](const auto& range) {
    return range.first <= c && c <= range.second;
  });
}

// Where a word has to follow, its boundary is that none goes before. Its letters are asked for
// first: what PCRE2 asks for a boundary takes ten times as long.
void guard_boundaries(Choice& choice) {
  for (Sequence& sequence : choice) {
    Sequence out;
    for (std::size_t i = 0; i < sequence.size(); ++i) {
      Atom& atom = sequence[i];
      guard_boundaries(atom.choice);
      if (atom.text == "\\b") {
        const First next = first_of(
            Sequence(sequence.begin() + static_cast<std::ptrdiff_t>(i) + 1, sequence.end()));
        if (next.known && !next.empty &&
            std::all_of(next.characters.begin(), next.characters.end(), makes_words)) {
          out.push_back(ahead(next));
          atom.text = "(?<!\\w)";
        }
      }
      out.push_back(std::move(atom));
    }
    sequence = std::move(out);
  }
}

}  // namespace

std::string factor_pattern(std::string_view pattern) {
  Choice choice = factored(Reader(pattern).choice());
  guard_boundaries(choice);
  std::string out;
  write(choice, out);
  return out;
}

}  // namespace imprimatur
