#include "rules/literals.h"

#include "rules/anchor_score.h"
#include "rules/literal_words.h"
#include "rules/phrase_ends.h"
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

constexpr std::size_t kMaxSet = 256;  // literals in a required set
constexpr std::size_t kMaxPhrases = 1200;
constexpr std::size_t kMaxClass = 6;  // characters of a class that are spelt out
constexpr std::size_t kPrefixCharacters = 5;
constexpr std::string_view kCopyright = "\xC2\xA9";

constexpr std::size_t kLongPhrase = 16;
constexpr std::size_t kMostGates = 6;
// Sets that alternatives are joined to: of each the best, of each the second best, and so on.
constexpr std::size_t kMostJoined = 3;
// Sets larger than this, multiplied, are not compared literal by literal.
constexpr std::size_t kMostCompared = 20'000;

using Placed = std::vector<PlacedSet>;
constexpr std::uint32_t kAnywhere = PlacedSet::kAnywhere;

// What is known of a part of the pattern: the strings that it matches, if they are few (with
// blanks for line breaks); else the sets of which its matches contain one each: words,
// and phrases of shadow text; and of which each match has one at its beginning, at its end (empty:
// nothing is known), so that phrases reach from one part into the next.
struct Info {
  std::optional<Strings> exact;
  Placed required;
  Placed phrases;
  Strings heads, tails;
};

std::uint32_t further(std::uint32_t before, std::uint32_t width) {
  return before == kAnywhere || width == kAnywhere ? kAnywhere : before + width;
}

std::uint32_t widest(const RegexNode& node) {
  const int width = width_of(node).max;
  return width == RegexNode::kUnbounded ? kAnywhere : static_cast<std::uint32_t>(width);
}

std::uint32_t characters(const std::string& text) {
  return static_cast<std::uint32_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
  }));
}

// Of a set that stands in several places of a match, any of them tells where it begins.
void keep(Strings literals, std::uint32_t before, Placed& out) {
  const auto same = std::find_if(
      out.begin(), out.end(), [&](const PlacedSet& set) { return set.literals == literals; });
  if (same == out.end()) {
    out.push_back({std::move(literals), before});
  } else {
    same->before = std::min(same->before, before);
  }
}

std::string literal_of(char32_t c) {
  std::string out;
  if (fold(c) != kFoldDrop) {
    append_utf8(out, c == U'\n' ? U' ' : c);
  }
  return out;
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
void add_set(Strings set, std::uint32_t before, Placed& out) {
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
  if (!kept.empty() && kept.size() <= kMaxSet) {
    keep(std::move(kept), before, out);
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
void add_phrases(Strings phrases, std::uint32_t before, Placed& out) {
  tidy(phrases);
  Strings kept;
  std::copy_if(phrases.begin(), phrases.end(), std::back_inserter(kept), [&](const auto& phrase) {
    return !has_part(phrase, phrases);
  });
  const bool usable = std::all_of(kept.begin(), kept.end(), [](const std::string& phrase) {
    return phrase.size() >= kShortPhrase || phrase == kCopyright;
  });
  if (usable && !kept.empty() && kept.size() <= kMaxPhrases) {
    keep(std::move(kept), before, out);
  }
}

void require_phrases(const Strings& exact, std::uint32_t before, Placed& out) {
  Strings phrases;
  std::transform(
      exact.begin(), exact.end(), std::back_inserter(phrases), [](const std::string& text) {
        return fold(text);
      });
  add_phrases(std::move(phrases), before, out);
}

// Exact strings -> sets: the best word of each, and each word that all of them share.
void require(const Strings& exact, std::uint32_t before, Placed& out) {
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
  add_set(std::move(best), before, out);
  for (const std::string& word : words.front()) {
    const bool shared = std::all_of(words.begin(), words.end(), [&](const Strings& other) {
      return std::find(other.begin(), other.end(), word) != other.end();
    });
    if (shared) {
      add_set({word}, before, out);
    }
  }
}

Strings heads_of(const Info& info) {
  return info.exact ? few_ends(*info.exact, End::head) : info.heads;
}

Strings tails_of(const Info& info) {
  return info.exact ? few_ends(*info.exact, End::tail) : info.tails;
}

void settle(Info& info) {
  info.heads = heads_of(info);
  info.tails = tails_of(info);
  if (info.exact) {
    std::uint32_t longest = 0;
    for (const std::string& text : *info.exact) {
      longest = std::max(longest, characters(text));
    }
    require(*info.exact, longest, info.required);
    require_phrases(*info.exact, longest, info.phrases);
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

void append(Placed&& sets, std::uint32_t width, Placed& out) {
  for (PlacedSet& set : sets) {
    set.before = further(set.before, width);
    out.push_back(std::move(set));
  }
}

std::uint32_t longest(const Strings& texts) {
  std::uint32_t most = 0;
  for (const std::string& text : texts) {
    most = std::max(most, characters(text));
  }
  return most;
}

// A sequence in the making.
class Sequence {
 public:
  void add(const RegexNode& child) {
    if (child.kind == Kind::look) {
      return look(child);
    }
    Info info = analyse(child);
    if (info.exact && words_.size() * info.exact->size() <= kMaxExact) {
      words_ = cross(words_, *info.exact);
    } else {
      require(words_, width_, out_.required);
      words_ = info.exact ? *info.exact : Strings{""};
    }
    if (info.exact && run_.size() * info.exact->size() <= kMaxExact) {
      run_ = cross(run_, *info.exact);
    } else {
      break_run(info, widest(child));
    }
    append(std::move(info.required), width_, out_.required);
    append(std::move(info.phrases), width_, out_.phrases);
    width_ = further(width_, widest(child));
  }

  Info take() {
    if (exact_) {
      out_.exact = std::move(run_);
      return std::move(out_);
    }
    require(words_, width_, out_.required);
    require_phrases(run_, width_, out_.phrases);
    out_.tails = few_ends(run_, End::tail);
    return std::move(out_);
  }

 private:
  // What has to follow stands behind this place, be it within the match or behind its end.
  void look(const RegexNode& child) {
    if (child.min > 0) {
      Info ahead = analyse(child.children[0]);
      settle(ahead);
      append(std::move(ahead.required), width_, out_.required);
      append(std::move(ahead.phrases), width_, out_.phrases);
    }
  }

  // The strings so far cannot be told apart any more: they end here, but for their ends.
  void break_run(const Info& info, std::uint32_t child_width) {
    const Strings heads = heads_of(info);
    const Strings beside = heads.empty() ? Strings() : joined(run_, heads, false);
    if (exact_) {
      const bool more = !heads.empty() && run_.size() * heads.size() <= kMaxExact;
      out_.heads = few_ends(more ? cross(run_, heads) : run_, End::head);
      exact_ = false;
    }
    require_phrases(run_, width_, out_.phrases);
    if (!info.exact) {
      require_phrases(beside, further(width_, longest(heads)), out_.phrases);
      run_ = info.tails.empty() ? Strings{""} : info.tails;
      return;
    }
    Strings longer = joined(run_, *info.exact, true);
    if (longer.empty()) {
      require_phrases(beside, further(width_, longest(heads)), out_.phrases);
      run_ = *info.exact;
      return;
    }
    require_phrases(*info.exact, further(width_, child_width), out_.phrases);
    run_ = std::move(longer);
  }

  Info out_;
  Strings words_ = {""};     // strings of children in a row, for words
  Strings run_ = {""};       // for phrases, with the ends of what stands before them
  bool exact_ = true;        // `run_` is all of it
  std::uint32_t width_ = 0;  // of what was seen of the sequence, at most
};

Info sequence_info(const std::vector<RegexNode>& children) {
  Sequence sequence;
  for (const RegexNode& child : children) {
    sequence.add(child);
  }
  return sequence.take();
}

const PlacedSet* best_set(const Placed& required) {
  const auto best = std::max_element(
      required.begin(), required.end(), [](const PlacedSet& a, const PlacedSet& b) {
        return anchor_score(a.literals) < anchor_score(b.literals);
      });
  return best == required.end() ? nullptr : &*best;
}

// Sets that each of several alternatives has: it stands as far behind as in any of them.
void add_shared(const std::vector<Info>& infos,
                Placed Info::*list,
                void (*add)(Strings, std::uint32_t, Placed&),
                Placed& out) {
  for (const PlacedSet& set : infos.front().*list) {
    std::uint32_t before = set.before;
    const bool shared = std::all_of(infos.begin(), infos.end(), [&](const Info& info) {
      const Placed& sets = info.*list;
      const auto same = std::find_if(sets.begin(), sets.end(), [&](const PlacedSet& other) {
        return other.literals == set.literals;
      });
      before = same == sets.end() ? before : std::max(before, same->before);
      return same != sets.end();
    });
    if (shared) {
      add(set.literals, before, out);
    }
  }
}

// The most telling sets, those left out of which whoever has seen another has seen one.
std::vector<const PlacedSet*> telling(const Placed& sets) {
  std::vector<const PlacedSet*> sorted;
  for (const PlacedSet& set : sets) {
    sorted.push_back(&set);
  }
  std::stable_sort(sorted.begin(), sorted.end(), [](const PlacedSet* a, const PlacedSet* b) {
    return phrase_score(a->literals) > phrase_score(b->literals);
  });
  std::vector<const PlacedSet*> chosen;
  for (const PlacedSet* set : sorted) {
    const bool known = std::any_of(chosen.begin(), chosen.end(), [&](const PlacedSet* other) {
      return set->literals.size() * other->literals.size() <= kMostCompared &&
             implied(set->literals, other->literals);
    });
    if (chosen.size() < kMostJoined && !known) {
      chosen.push_back(set);
    }
  }
  return chosen;
}

void merge_phrases(const std::vector<Info>& infos, Placed& out) {
  std::vector<std::vector<const PlacedSet*>> best;
  std::size_t most = 0;
  for (const Info& info : infos) {
    best.push_back(telling(info.phrases));
    if (best.back().empty()) {
      return;
    }
    most = std::max(most, best.back().size());
  }
  for (std::size_t place = 0; place < most; ++place) {
    Strings merged;
    std::uint32_t before = 0;
    for (const auto& sets : best) {
      const PlacedSet& set = *sets[std::min(place, sets.size() - 1)];
      merged.insert(merged.end(), set.literals.begin(), set.literals.end());
      before = std::max(before, set.before);
    }
    add_phrases(std::move(merged), before, out);
  }
  add_shared(infos, &Info::phrases, add_phrases, out);
}

// Empty if nothing is known of an alternative.
Strings union_of(const std::vector<Info>& infos, Strings (*ends_of)(const Info&), End end) {
  Strings all;
  for (const Info& info : infos) {
    const Strings ends = ends_of(info);
    if (ends.empty()) {
      return {};
    }
    all.insert(all.end(), ends.begin(), ends.end());
  }
  return few_ends(all, end);
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
  out.heads = union_of(infos, heads_of, End::head);
  out.tails = union_of(infos, tails_of, End::tail);
  for (Info& info : infos) {
    settle(info);
  }
  merge_phrases(infos, out.phrases);
  Strings merged;
  std::uint32_t before = 0;
  for (const Info& info : infos) {
    const PlacedSet* best = best_set(info.required);
    if (best == nullptr) {
      return out;
    }
    merged.insert(merged.end(), best->literals.begin(), best->literals.end());
    before = std::max(before, best->before);
  }
  add_set(std::move(merged), before, out.required);
  add_shared(infos, &Info::required, add_set, out.required);
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
      info.exact = std::move(child.exact);  // and not what a look in it asks for
      info.exact->emplace_back();
      tidy(*info.exact);
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

RequiredLiterals literals_of(Placed&& sets) {
  RequiredLiterals out;
  out.reserve(sets.size());
  for (PlacedSet& set : sets) {
    out.push_back(std::move(set.literals));
  }
  return out;
}

std::vector<PlacedSet> placed_sets(const Info& info) {
  Placed sets = info.phrases;
  for (PlacedSet set : info.required) {
    for (std::string& literal : set.literals) {
      literal = fold(literal);
      std::replace(literal.begin(), literal.end(), '\n', ' ');
    }
    tidy(set.literals);
    sets.push_back(std::move(set));
  }
  return sets;
}

std::vector<Strings> required_phrases(std::vector<Strings> sets) {
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

}  // namespace

bool implied(const Strings& set, const Strings& seen) {
  return std::all_of(seen.begin(), seen.end(), [&](const std::string& whole) {
    return std::any_of(set.begin(), set.end(), [&](const std::string& part) {
      return whole.find(part) != std::string::npos;
    });
  });
}

Result<Requirements> requirements_of(std::string_view pattern) {
  IMPRIMATUR_TRY(const RegexNode root, parse_regex(pattern));
  Info info = analyse(root);
  settle(info);
  Requirements out;
  out.placed = placed_sets(info);
  out.literals = literals_of(std::move(info.required));
  out.phrases = required_phrases(literals_of(std::move(info.phrases)));
  return out;
}

Result<RequiredLiterals> required_literals(std::string_view pattern) {
  IMPRIMATUR_TRY(Requirements required, requirements_of(pattern));
  return std::move(required.literals);
}

Result<std::vector<std::vector<std::string>>> required_phrases(std::string_view pattern) {
  IMPRIMATUR_TRY(Requirements required, requirements_of(pattern));
  return std::move(required.phrases);
}

}  // namespace imprimatur
