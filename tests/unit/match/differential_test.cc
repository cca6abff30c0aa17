// What literals announce is all that trying every rule everywhere finds: on the examples of all
// built-in rules, and on texts that hold notices in other spellings.
#include "base/hash.h"
#include "match/scanner.h"
#include "rules/load.h"
#include "rules/regex.h"
#include "support/builtin_rules.h"
#include "text/fold.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <random>
#include <set>
#include <string>
#include <vector>

namespace imprimatur {
namespace {

using Matches = std::set<std::string>;

struct Failures {
  int count = 0;
  std::string shown;
  // Captions are looked for by the commonest shapes of their words: they only say what is a
  // picture.
  std::string ignored = " und.photo.credit";
};

struct Scans {
  std::shared_ptr<const MatchPlan> plan;
  Scanner scanner;

  Scans() : plan(*MatchPlan::make(builtin_rules())), scanner(plan) {}

  Matches matches(const std::string& text, bool prefilter) {
    Matches found;
    const auto done = scanner.scan(text, {prefilter}, [&](const ScanWindow& window) {
      for (const RuleMatch& match : window.matches) {
        const Span span = window.shadow.to_text(match.span);
        std::string line = std::to_string(span.begin) + "-" + std::to_string(span.end) + " " +
                           plan->rules().rules()[match.rule].rule->id;
        for (const NameHit& hit : match.agencies) {
          line += " " + hit.holder->id;
        }
        found.insert(std::move(line));
      }
    });
    CHECK(done);
    return found;
  }

  // Reports the first few texts only: one cause shows in many.
  void compare(const std::string& text, Failures& failures) {
    Matches plain = matches(text, false);
    Matches filtered = matches(text, true);
    for (Matches* found : {&plain, &filtered}) {
      std::erase_if(*found, [&](const std::string& line) {
        return !failures.ignored.empty() && line.find(failures.ignored) != std::string::npos;
      });
    }
    if (plain != filtered && ++failures.count <= 12) {
      std::string& lost = failures.shown;
      lost += "\n" + text;
      for (const std::string& line : plain) {
        lost += filtered.count(line) == 0 ? "\n  lost " + line : "";
      }
      for (const std::string& line : filtered) {
        lost += plain.count(line) == 0 ? "\n  more " + line : "";
      }
    }
  }
};

const std::vector<std::string>& examples() {
  static const std::vector<std::string> kExamples = [] {
    std::vector<std::string> texts;
    const auto add = [&](const std::vector<RuleExample>& list) {
      for (const RuleExample& example : list) {
        texts.push_back(example.text);
      }
    };
    for (const BuiltinFile& source : builtin_sources()) {
      std::vector<Diagnostic> diagnostics;
      const RuleFile file = load_rule_file(source.text, std::string(source.path), diagnostics);
      for (const Rule& rule : file.rules) {
        add(rule.match);
        add(rule.miss);
      }
      for (const Holder& holder : file.holders) {
        add(holder.match);
        add(holder.miss);
      }
    }
    return texts;
  }();
  return kExamples;
}

TEST_CASE("the prefilter loses nothing of the rules' examples") {
  REQUIRE(builtin_rules());
  REQUIRE(examples().size() > 1000);
  Scans scans;
  Failures failures;
  for (const std::string& text : examples()) {
    scans.compare(text, failures);
  }
  INFO(failures.shown);
  CHECK(failures.count == 0);
}

// Applies `change` to each character.
template <typename Change>
std::string each(const std::string& text, Change change) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    change(next_code_point(text, at), out);
  }
  return out;
}

char32_t upper(char32_t c, bool turkish) {
  if (c == U'i') {
    return turkish ? U'\u0130' : U'I';
  }
  if (c == U'\u0131') {
    return U'I';
  }
  constexpr std::u32string_view kLower = U"άέήίόύώϊϋςơưѐёђѓєѕіїјљњћќѝўџқғұүңәөһ";
  constexpr std::u32string_view kUpper = U"ΆΈΉΊΌΎΏΪΫΣƠƯЀЁЂЃЄЅІЇЈЉЊЋЌЍЎЏҚҒҰҮҢӘӨҺ";
  const std::size_t place = kLower.find(c);
  if (place != std::u32string_view::npos) {
    return kUpper[place];
  }
  const bool ascii = c >= U'a' && c <= U'z';
  const bool latin1 = c >= 0xE0 && c <= 0xFE && c != 0xF7;
  const bool other = (c >= 0x3B1 && c <= 0x3C9) || (c >= 0x430 && c <= 0x44F);
  if (ascii || latin1 || other) {
    return c - 0x20;
  }
  const bool pairs = (c >= 0x100 && c <= 0x17E) || (c >= 0x1E00 && c < 0x1F00);
  return pairs && is_lower(c) ? c - 1 : c;
}

std::string upper_case(const std::string& text, bool turkish) {
  return each(text, [&](char32_t c, std::string& out) { append_utf8(out, upper(c, turkish)); });
}

std::string without_accents(const std::string& text) {
  return each(text, [](char32_t c, std::string& out) {
    const char32_t bare = fold(c);
    const bool latin = c >= 0xC0 && c < 0x250 && bare < 0x80;
    append_utf8(out, latin ? (is_upper(c) ? upper(bare, false) : bare) : c);
  });
}

std::string full_width(const std::string& text) {
  return each(text, [](char32_t c, std::string& out) {
    const bool wide = c != U'\n' && c > 0x20 && c < 0x7F;
    append_utf8(out, wide ? c + 0xFEE0 : c);
  });
}

std::string look_alikes(const std::string& text, std::mt19937& random) {
  return each(text, [&](char32_t c, std::string& out) {
    const std::u32string_view latin = U"aceopxyABEKMHOPCTX";
    const std::u32string_view cyrillic = U"асеорхуАВЕКМНОРСТХ";
    const std::size_t place = latin.find(c);
    const bool swap = place != std::u32string_view::npos && random() % 4 == 0;
    append_utf8(out, swap ? cyrillic[place] : c);
  });
}

// Inside words, where they are a disguise.
std::string hidden_characters(const std::string& text, std::mt19937& random) {
  char32_t before = 0;
  return each(text, [&](char32_t c, std::string& out) {
    if (is_letter(before) && is_letter(c) && random() % 5 == 0) {
      constexpr std::u32string_view kHidden = U"\u200B\u00AD\u2060\uFEFF\u200C";
      append_utf8(out, kHidden[random() % kHidden.size()]);
    }
    append_utf8(out, c);
    before = c;
  });
}

// Lines are broken between words; the signs of a dateline stay together.
std::string hard_wraps(const std::string& text, std::mt19937& random) {
  std::string out;
  const auto inside = [&](std::size_t at) {
    return at < text.size() && std::string_view(" /()-=").find(text[at]) == std::string_view::npos;
  };
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool words = text[at] == ' ' && at > 2 && inside(at - 1) && inside(at - 2) &&
                       inside(at - 3) && inside(at + 1) && inside(at + 2) && inside(at + 3);
    constexpr std::string_view kBlanks[] = {" ", " ", "\n", "\r\n", "  ", " \n", "\u00A0"};
    out += words ? kBlanks[random() % 7] : text.substr(at, 1);
  }
  return out;
}

std::string decomposed(const std::string& text) {
  return each(text, [](char32_t c, std::string& out) {
    constexpr std::u32string_view kWhole = U"éèêüöäáíóúñçåãõşğÉÜÖÄ";
    constexpr std::u32string_view kBase = U"eeeuoaaiouncaaosgEUOA";
    constexpr std::u32string_view kMark =
        U"\u0301\u0300\u0302\u0308\u0308\u0308\u0301\u0301\u0301\u0301\u0303\u0327\u030A\u0303"
        U"\u0303\u0327\u0306\u0301\u0308\u0308\u0308";
    const std::size_t place = kWhole.find(c);
    if (place == std::u32string_view::npos) {
      append_utf8(out, c);
    } else {
      append_utf8(out, kBase[place]);
      append_utf8(out, kMark[place]);
    }
  });
}

std::string changed(const std::string& text, std::size_t way, std::mt19937& random) {
  switch (way) {
    case 0:
      return upper_case(text, false);
    case 1:
      return upper_case(text, true);
    case 2:
      return without_accents(text);
    case 3:
      return full_width(text);
    case 4:
      return look_alikes(text, random);
    case 5:
      return hidden_characters(text, random);
    case 6:
      return hard_wraps(text, random);
    case 7:
      return decomposed(text);
    case 8:
      return hard_wraps(upper_case(without_accents(text), false), random);
    default:
      return hidden_characters(look_alikes(text, random), random);
  }
}

constexpr std::size_t kWays = 10;
constexpr std::size_t kSample = 7;
// Notices in one text, so that what stands before and behind them is not tried for each anew.
constexpr std::size_t kTogether = 8;
const std::string kBefore = "The council met on Monday and agreed on a plan.\n\n";
const std::string kBehind = "The work begins in spring, the mayor said.\n";

// Turkish capitals are only made of Turkish.
bool fits(const std::string& text, std::size_t way) {
  return way != 1 || text.find("ş") != std::string::npos || text.find("ı") != std::string::npos;
}

TEST_CASE("the prefilter loses nothing of notices in other spellings") {
  Scans scans;
  for (std::size_t way = 0; way < kWays; ++way) {
    Failures failures;
    std::string text = kBefore;
    std::size_t notices = 0;
    for (const std::string& example : examples()) {
      // A seventh of them for each way, and the same ones whatever rules are added.
      const std::uint64_t number = hash64(example);
      if ((number + way) % kSample != 0 || !fits(example, way)) {
        continue;
      }
      std::mt19937 random(static_cast<std::mt19937::result_type>(number));
      text += changed(example, way, random) + "\n\n";
      if (++notices % kTogether == 0) {
        scans.compare(text + kBehind, failures);
        text = kBefore;
      }
    }
    scans.compare(text + kBehind, failures);
    CAPTURE(way);
    INFO(failures.shown);
    CHECK(failures.count == 0);
  }
}

// A string that the pattern may match: a way through it, chosen by `random`. What it looks at
// beside is left out, so not every one does match.
void walk(const RegexNode& node, std::mt19937& random, std::string& out) {
  const auto pick = [&](std::size_t below) { return std::size_t{random() % below}; };
  switch (node.kind) {
    case RegexNode::Kind::character:
      append_utf8(out, node.c);
      break;
    case RegexNode::Kind::set:
      append_utf8(
          out,
          node.open || node.ranges.empty() ? U'e' : node.ranges[pick(node.ranges.size())].first);
      break;
    case RegexNode::Kind::any:
      out += ' ';
      break;
    case RegexNode::Kind::choice:
      walk(node.children[pick(node.children.size())], random, out);
      break;
    case RegexNode::Kind::repeat: {
      const int most =
          node.max == RegexNode::kUnbounded ? node.min + 1 : std::min(node.max, node.min + 1);
      const int times =
          node.min + static_cast<int>(pick(static_cast<std::size_t>(most - node.min) + 1));
      for (int i = 0; i < times; ++i) {
        walk(node.children[0], random, out);
      }
      break;
    }
    case RegexNode::Kind::group:
      if (node.name == "agency") {
        out += pick(2) == 0 ? "Reuters" : "AFP";
        break;
      }
      [[fallthrough]];
    case RegexNode::Kind::sequence:
      for (const RegexNode& child : node.children) {
        walk(child, random, out);
      }
      break;
    default:
      break;
  }
}

TEST_CASE("the prefilter loses nothing of what patterns match") {
  constexpr int kPaths = 3;  // through each pattern
  REQUIRE(builtin_rules());
  Scans scans;
  Failures failures;
  std::size_t walked = 0;
  std::mt19937 random(20261129);  // NOLINT(cert-msc51-cpp): the same texts in every run
  for (const CompiledRule& rule : builtin_rules()->rules()) {
    const auto tree = parse_regex(rule.pattern.regex.view());
    if (!tree) {
      continue;  // folded for a script with vowel signs: written in what rules may not use
    }
    ++walked;
    std::string text = "1.\n";
    for (int i = 0; i < kPaths; ++i) {
      text += "\n2.\n\n";
      walk(*tree, random, text);
      text += "\n\n3.\n";
    }
    scans.compare(text, failures);
  }
  CHECK(walked > 1000);
  INFO(failures.shown);
  CHECK(failures.count == 0);
}

}  // namespace
}  // namespace imprimatur
