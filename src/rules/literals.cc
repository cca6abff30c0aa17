#include "rules/literals.h"

#include "rules/anchor_score.h"
#include "rules/regex.h"
#include "text/fold.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <optional>
#include <set>
#include <utility>

namespace imprimatur {
namespace {

using Kind = RegexNode::Kind;
using Strings = std::vector<std::string>;

constexpr std::size_t kMaxExact = 200;  // strings kept apart while pieces are joined
constexpr std::size_t kMaxSet = 256;    // literals in a required set
constexpr std::size_t kMaxPhrases = 1200;
constexpr std::size_t kMaxClass = 6;  // characters of a class that are spelt out
constexpr std::size_t kPrefixCharacters = 5;
constexpr std::string_view kCopyright = "\xC2\xA9";
constexpr std::string_view kWideOpen = "\xEF\xBC\x88";
constexpr std::string_view kWideClose = "\xEF\xBC\x89";

constexpr std::size_t kShortPhrase = 3;  // bytes
constexpr std::size_t kLongPhrase = 16;
constexpr std::size_t kMostGates = 6;

// What is known of a part of the pattern: the strings that it matches, if they are few (with
// blanks for line breaks); else the sets of which its matches contain one each: words,
// and phrases of shadow text.
struct Info {
  std::optional<Strings> exact;
  RequiredLiterals required;
  std::vector<Strings> phrases;
};

bool is_ascii_alnum(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

std::string literal_of(char32_t c) {
  std::string out;
  if (fold(c) != kFoldDrop) {
    append_utf8(out, c == U'\n' ? U' ' : c);
  }
  return out;
}

void tidy(Strings& strings) {
  std::sort(strings.begin(), strings.end());
  strings.erase(std::unique(strings.begin(), strings.end()), strings.end());
}

bool has_letter(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    const char32_t c = next_code_point(text, at);
    if (is_letter(c) || c == U'\u00A9') {
      return true;
    }
  }
  return false;
}

// A piece between breaks -> the literals in it. Stops count only inside ASCII names (aa.com.tr),
// brackets only around a code: "(AA)"; digits only beside letters, for texts may write them in
// another script.
void add_pieces(std::string_view run, Strings& out) {
  std::string piece;
  const auto flush = [&] {
    if (has_letter(piece)) {
      out.push_back(piece);
    }
    piece.clear();
  };
  for (std::size_t i = 0; i < run.size(); ++i) {
    const char c = run[i];
    const bool more = i + 1 < run.size();
    if (c == '.') {
      if (piece.empty() || !more || !is_ascii_alnum(run[i - 1]) || !is_ascii_alnum(run[i + 1])) {
        flush();
        continue;
      }
    } else if (c == '(') {
      flush();
      std::size_t at = i + 1;
      if (!more || !is_letter(next_code_point(run, at))) {
        continue;
      }
    } else if (c == ')') {
      if (!piece.empty() && piece.front() == '(') {
        piece.push_back(c);
      }
      flush();
      continue;
    }
    piece.push_back(c);
  }
  flush();
}

// Signs and blanks end a word; the sign of copyright is one.
Strings words_of(const std::string& text) {
  Strings out;
  std::string run;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = next_code_point(text, at);
    if (is_word(c) || c == U'(' || c == U')' || c == U'.') {
      append_utf8(run, c);
      continue;
    }
    add_pieces(run, out);
    run.clear();
    if (c == U'\u00A9') {
      out.emplace_back(kCopyright);
    }
  }
  add_pieces(run, out);
  return out;
}

// "(AA" may stand with full-width brackets in the text.
void add_spellings(const std::string& word, Strings& out) {
  out.push_back(word);
  if (word.front() != '(') {
    return;
  }
  const bool closed = word.back() == ')';
  const std::string core = word.substr(1, word.size() - (closed ? 2 : 1));
  for (const std::string_view open : {std::string_view("("), kWideOpen}) {
    for (const std::string_view close : {std::string_view(")"), kWideClose}) {
      out.push_back(std::string(open) + core + (closed ? std::string(close) : std::string()));
    }
  }
}

bool has_part(const std::string& text, const Strings& parts) {
  return std::any_of(parts.begin(), parts.end(), [&](const std::string& part) {
    return part.size() < text.size() && text.find(part) != std::string::npos;
  });
}

std::string prefix_of(const std::string& text) {
  std::size_t at = 0;
  for (std::size_t i = 0; i < kPrefixCharacters && at < text.size(); ++i) {
    static_cast<void>(next_code_point(text, at));
  }
  return text.substr(0, at);
}

// Adds a set; a literal that contains another of the set is superfluous.
void add_set(Strings set, RequiredLiterals& out) {
  Strings spelt;
  for (const std::string& word : set) {
    add_spellings(word, spelt);
  }
  tidy(spelt);
  if (spelt.size() > kMaxSet) {
    std::transform(spelt.begin(), spelt.end(), spelt.begin(), prefix_of);
    tidy(spelt);
  }
  Strings kept;
  std::copy_if(spelt.begin(), spelt.end(), std::back_inserter(kept), [&](const std::string& word) {
    return !has_part(word, spelt);
  });
  if (!kept.empty() && kept.size() <= kMaxSet &&
      std::find(out.begin(), out.end(), kept) == out.end()) {
    out.push_back(std::move(kept));
  }
}

std::string best_word(const Strings& words) {
  return *std::max_element(words.begin(), words.end(), [](const auto& a, const auto& b) {
    return anchor_score(a) < anchor_score(b);
  });
}

double phrase_score(const Strings& phrases) {
  std::size_t shortest = kLongPhrase;
  for (const std::string& phrase : phrases) {
    shortest = std::min(shortest, phrase.size());
  }
  return static_cast<double>(shortest) - 0.5 * std::log2(static_cast<double>(phrases.size()));
}

// Phrases too short to tell anything, and too many, are left out; a phrase that contains another of
// the set is superfluous.
void add_phrases(Strings phrases, std::vector<Strings>& out) {
  tidy(phrases);
  Strings kept;
  std::copy_if(phrases.begin(), phrases.end(), std::back_inserter(kept), [&](const auto& phrase) {
    return !has_part(phrase, phrases);
  });
  const bool usable = std::all_of(kept.begin(), kept.end(), [](const std::string& phrase) {
    return phrase.size() >= kShortPhrase || phrase == kCopyright;
  });
  if (usable && !kept.empty() && kept.size() <= kMaxPhrases &&
      std::find(out.begin(), out.end(), kept) == out.end()) {
    out.push_back(std::move(kept));
  }
}

void require_phrases(const Strings& exact, std::vector<Strings>& out) {
  Strings phrases;
  std::transform(
      exact.begin(), exact.end(), std::back_inserter(phrases), [](const std::string& text) {
        return fold(text);
      });
  add_phrases(std::move(phrases), out);
}

// Exact strings -> sets: the best word of each, and each word that all of them share.
void require(const Strings& exact, RequiredLiterals& out) {
  std::vector<Strings> words;
  for (const std::string& text : exact) {
    words.push_back(words_of(text));
    if (words.back().empty()) {
      return;
    }
  }
  if (words.empty()) {
    return;
  }
  Strings best;
  std::transform(words.begin(), words.end(), std::back_inserter(best), best_word);
  add_set(std::move(best), out);
  for (const std::string& word : words.front()) {
    const bool shared = std::all_of(words.begin(), words.end(), [&](const Strings& other) {
      return std::find(other.begin(), other.end(), word) != other.end();
    });
    if (shared) {
      add_set({word}, out);
    }
  }
}

void settle(Info& info) {
  if (info.exact) {
    require(*info.exact, info.required);
    require_phrases(*info.exact, info.phrases);
    info.exact.reset();
  }
}

Info analyse(const RegexNode& node);

Info set_info(const RegexNode& node) {
  Info info;
  std::size_t size = 0;
  for (const auto& [first, last] : node.ranges) {
    size += last - first + 1;
  }
  if (node.open || size > kMaxClass) {
    return info;
  }
  info.exact.emplace();
  for (const auto& [first, last] : node.ranges) {
    for (char32_t c = first; c <= last; ++c) {
      info.exact->push_back(literal_of(c));
    }
  }
  tidy(*info.exact);
  return info;
}

Strings cross(const Strings& a, const Strings& b) {
  Strings out;
  out.reserve(a.size() * b.size());
  for (const std::string& x : a) {
    for (const std::string& y : b) {
      out.push_back(x + y);
    }
  }
  tidy(out);
  return out;
}

Info sequence_info(const std::vector<RegexNode>& children) {
  Info out;
  Strings run = {""};
  bool exact = true;
  const auto end_run = [&] {
    require(run, out.required);
    require_phrases(run, out.phrases);
  };
  for (const RegexNode& child : children) {
    Info info = analyse(child);
    if (info.exact && run.size() * info.exact->size() <= kMaxExact) {
      run = cross(run, *info.exact);
      continue;
    }
    exact = false;
    end_run();
    run = info.exact ? std::move(*info.exact) : Strings{""};
    std::move(info.required.begin(), info.required.end(), std::back_inserter(out.required));
    std::move(info.phrases.begin(), info.phrases.end(), std::back_inserter(out.phrases));
  }
  if (exact) {
    out.exact = std::move(run);
  } else {
    end_run();
  }
  return out;
}

const Strings* best_set(const RequiredLiterals& required) {
  const auto best =
      std::max_element(required.begin(), required.end(), [](const Strings& a, const Strings& b) {
        return anchor_score(a) < anchor_score(b);
      });
  return best == required.end() ? nullptr : &*best;
}

void merge_phrases(const std::vector<Info>& infos, std::vector<Strings>& out) {
  Strings merged;
  for (const Info& info : infos) {
    const auto best = std::max_element(
        info.phrases.begin(), info.phrases.end(), [](const auto& a, const auto& b) {
          return phrase_score(a) < phrase_score(b);
        });
    if (best == info.phrases.end()) {
      return;
    }
    merged.insert(merged.end(), best->begin(), best->end());
  }
  add_phrases(std::move(merged), out);
  for (const Strings& set : infos.front().phrases) {
    const bool shared = std::all_of(infos.begin(), infos.end(), [&](const Info& info) {
      return std::find(info.phrases.begin(), info.phrases.end(), set) != info.phrases.end();
    });
    if (shared) {
      add_phrases(set, out);
    }
  }
}

// Any alternative may be the one that matches: the union of one set of each.
Info choice_info(const RegexNode& node) {
  std::vector<Info> infos;
  Strings exact;
  bool all_exact = true;
  for (const RegexNode& child : node.children) {
    infos.push_back(analyse(child));
    all_exact = all_exact && infos.back().exact.has_value();
    if (all_exact) {
      exact.insert(exact.end(), infos.back().exact->begin(), infos.back().exact->end());
    }
  }
  Info out;
  if (all_exact) {
    tidy(exact);
    out.exact = std::move(exact);
    return out;
  }
  for (Info& info : infos) {
    settle(info);
  }
  merge_phrases(infos, out.phrases);
  Strings merged;
  for (const Info& info : infos) {
    const Strings* best = best_set(info.required);
    if (best == nullptr) {
      return out;
    }
    merged.insert(merged.end(), best->begin(), best->end());
  }
  add_set(std::move(merged), out.required);
  for (const Strings& set : infos.front().required) {
    const bool shared = std::all_of(infos.begin(), infos.end(), [&](const Info& info) {
      return std::find(info.required.begin(), info.required.end(), set) != info.required.end();
    });
    if (shared) {
      add_set(set, out.required);
    }
  }
  return out;
}

Info repeat_info(const RegexNode& node) {
  Info info;
  if (node.max == 0) {
    info.exact = Strings{""};
    return info;
  }
  Info child = analyse(node.children[0]);
  if (node.min == 0) {
    if (node.max == 1 && child.exact) {
      child.exact->emplace_back();
      tidy(*child.exact);
      return child;
    }
    return info;
  }
  if (node.min == 1 && node.max == 1) {
    return child;
  }
  if (child.exact && node.min > 0 && node.max != RegexNode::kUnbounded) {
    Strings run = {""};
    Strings all;
    for (int count = 1; count <= node.max && run.size() * child.exact->size() <= kMaxExact;
         ++count) {
      run = cross(run, *child.exact);
      if (count >= node.min) {
        all.insert(all.end(), run.begin(), run.end());
      }
      if (count == node.max && all.size() <= kMaxExact) {
        info.exact = std::move(all);
        return info;
      }
    }
  }
  settle(child);
  return child;
}

Info analyse(const RegexNode& node) {
  Info info;
  switch (node.kind) {
    case Kind::empty:
    case Kind::assertion:
    case Kind::look:
      info.exact = Strings{""};
      return info;
    case Kind::character:
      info.exact = Strings{literal_of(node.c)};
      return info;
    case Kind::set:
      return set_info(node);
    case Kind::any:
      return info;
    case Kind::sequence:
    case Kind::group:
      return sequence_info(node.children);
    case Kind::choice:
      return choice_info(node);
    case Kind::repeat:
      return repeat_info(node);
  }
  return info;
}

}  // namespace

Result<RequiredLiterals> required_literals(std::string_view pattern) {
  IMPRIMATUR_TRY(const RegexNode root, parse_regex(pattern));
  Info info = analyse(root);
  settle(info);
  return std::move(info.required);
}

std::vector<std::string> choose_anchors(const RequiredLiterals& required) {
  const Strings* best = best_set(required);
  return best == nullptr || anchor_score(*best) <= 0 ? Strings() : *best;
}

bool implied(const Strings& set, const Strings& seen) {
  return std::all_of(seen.begin(), seen.end(), [&](const std::string& whole) {
    return std::any_of(set.begin(), set.end(), [&](const std::string& part) {
      return whole.find(part) != std::string::npos;
    });
  });
}

Result<std::vector<std::vector<std::string>>> all_phrases(std::string_view pattern) {
  IMPRIMATUR_TRY(const RegexNode root, parse_regex(pattern));
  Info info = analyse(root);
  settle(info);
  return std::move(info.phrases);
}

Result<std::vector<std::vector<std::string>>> required_phrases(std::string_view pattern) {
  IMPRIMATUR_TRY(std::vector<Strings> sets, all_phrases(pattern));
  std::stable_sort(sets.begin(), sets.end(), [](const Strings& a, const Strings& b) {
    return phrase_score(a) > phrase_score(b);
  });
  std::vector<Strings> gates;
  for (Strings& set : sets) {
    const bool known = std::any_of(
        gates.begin(), gates.end(), [&](const Strings& other) { return implied(set, other); });
    if (!known && gates.size() < kMostGates && set.size() <= kMaxSet) {
      gates.push_back(std::move(set));
    }
  }
  return gates;
}

bool anchors_suffice(const RequiredLiterals& required, const std::vector<std::string>& anchors) {
  Strings folded;
  std::transform(
      anchors.begin(), anchors.end(), std::back_inserter(folded), [](const auto& anchor) {
        return fold(anchor);
      });
  const auto announced = [&](const std::string& literal) {
    const std::string text = fold(literal);
    return std::any_of(folded.begin(), folded.end(), [&](const std::string& anchor) {
      return !anchor.empty() && text.find(anchor) != std::string::npos;
    });
  };
  return std::any_of(required.begin(), required.end(), [&](const Strings& set) {
    return std::all_of(set.begin(), set.end(), announced);
  });
}

}  // namespace imprimatur
