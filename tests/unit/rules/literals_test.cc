#include "rules/literals.h"

#include "rules/search_sets.h"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

using namespace imprimatur;
using Strings = std::vector<std::string>;

namespace {

Strings anchors_of(std::string_view pattern) {
  const auto required = required_literals(pattern);
  REQUIRE(required);
  return choose_anchors(*required);
}

std::string refusal(std::string_view pattern) {
  const auto required = required_literals(pattern);
  return required ? "accepted" : required.error().message;
}

}  // namespace

TEST_CASE("anchors of patterns", "[literals]") {
  struct Case {
    std::string pattern;
    Strings anchors;
  };
  const std::vector<Case> cases = {
      {"all rights reserved", {"reserved"}},
      {"(?:may|must) not be reproduced", {"reproduced"}},
      {"photo(?:graph)?s? by", {"photo"}},
      {"unauthori[sz]ed", {"unauthorised", "unauthorized"}},
      {"(?:copy|repro)duc(?:e|ed|tion)", {"copyduce", "copyduction", "reproduce", "reproduction"}},
      {"(?:copyright|\u00A9) {0,3}20\\d\\d", {"copyright", "\u00A9"}},
      {"\\(AA\\)", {"(AA)", "(AA\uFF09", "\uFF08AA)", "\uFF08AA\uFF09"}},
      {"\\(dpa", {"(dpa", "\uFF08dpa"}},
      {"www\\.aa\\.com\\.tr", {"www.aa.com.tr"}},
      {"reproduced(?: in any way)?", {"reproduced"}},
      {"(?=forbidden)ab[a-z]+xyz", {"forbidden"}},
      {"(?!forbidden)ab[a-z]+xyz", {"xyz"}},
      {"(?:published ){2}", {"published"}},
      {"(?:published ){1,3}", {"published"}},
      {"don't", {"don"}},
      {"\u7248\u6743\u6240\u6709", {"\u7248\u6743\u6240\u6709"}},
      {"\uBB34\uB2E8", {"\uBB34\uB2E8"}},
      {"T\u00FCm haklar\u0131 sakl\u0131d\u0131r", {"sakl\u0131d\u0131r"}},
  };
  for (const Case& c : cases) {
    CAPTURE(c.pattern);
    CHECK(anchors_of(c.pattern) == c.anchors);
  }
}

TEST_CASE("patterns without a usable literal", "[literals]") {
  for (const std::string pattern : {"a b c d",
                                    "(?:reserved|it)",
                                    "(?:reserved)?",
                                    "(?:reserved ){0,3}x",
                                    "[a-z]{3,9}",
                                    "\\d+ 2024",
                                    "(?!reserved)abc?",
                                    "\u6743",
                                    "r.e.s.e.r.v.e.d"}) {
    CAPTURE(pattern);
    CHECK(anchors_of(pattern).empty());
  }
}

TEST_CASE("rare words go before common ones", "[literals]") {
  CHECK(anchors_of("this material is copyrighted") == Strings{"copyrighted"});
  CHECK(anchors_of("(?:news|text|story) is embargoed") == Strings{"embargoed"});
  CHECK(anchors_of("the material") == Strings{"material"});
}

TEST_CASE("large sets fall back to prefixes", "[literals]") {
  std::string pattern = "(?:";
  for (char a = 'a'; a <= 'z'; ++a) {
    for (char b = 'a'; b <= 'z'; ++b) {
      pattern += std::string(pattern.size() > 3 ? "|" : "") + "prefix" + a + b;
    }
  }
  CHECK(anchors_of(pattern + ")") == Strings{"prefi"});
}

TEST_CASE("anchors are proven", "[literals]") {
  const auto required = required_literals("(?:reproduction|republication) (?:is )?forbidden");
  REQUIRE(required);
  CHECK(anchors_suffice(*required, {"forbidden"}));
  CHECK(anchors_suffice(*required, {"FORBID"}));
  CHECK(anchors_suffice(*required, {"reprod", "republ"}));
  CHECK_FALSE(anchors_suffice(*required, {"reproduction"}));
  CHECK_FALSE(anchors_suffice(*required, {}));
  CHECK_FALSE(anchors_suffice(*required, {""}));
}

TEST_CASE("syntax outside the subset is refused", "[literals]") {
  struct Case {
    std::string pattern;
    std::string message;
  };
  const std::vector<Case> cases = {
      {"(a)", "write (?: for a group, or \\( at \"(a)\""},
      {"(?i)a", "this kind of group is not allowed at \"(?i)a\""},
      {"(?>a)", "this kind of group is not allowed at \"(?>a)\""},
      {"(?<who>a)", "a group is named holder, agency or years at \"who>a)\""},
      {"a\\1", "this escape is not allowed at \"\\1\""},
      {"a\\Kb", "this escape is not allowed at \"\\Kb\""},
      {".*", "repeat without upper bound (write {0,80}) at \".*\""},
      {"(?:ab)+", "repeat without upper bound (write {0,80}) at \"(?:ab)+\""},
      {"a++", "possessive or double repeat at \"a++\""},
      {"a{2}{3}", "possessive or double repeat at \"a{2}{3}\""},
      {"a{0,5000}", "repeat of more than 1000 at \"{0,5000}\""},
      {"a{5,2}", "the repeat is upside down at \"{5,2}\""},
      {"*a", "nothing to repeat at \"*a\""},
      {"\\b+", "nothing to repeat at \"\\b+\""},
      {"{word}", "a brace that is no repeat (write \\{ or \\}) at \"{word}\""},
      {"(?:a", "the group is not closed at \"(?:a\""},
      {"a)", "unmatched ) at \")\""},
      {"[a", "the class is not closed at \"[a\""},
      {"[]a]", "empty class (write \\] for a bracket) at \"[]a]\""},
      {"[z-a]", "the range is upside down at \"z-a]\""},
      {"[[:alpha:]]", "named classes are not allowed at \"[:alpha:]]\""},
      {"(?<=a{1,2})b", "look-behind of varying length at \"(?<=a{1,2})b\""},
      {"a\\", "this escape is not allowed at \"\\\""},
      {"(?:(?:[a-z]x){0,200}y){0,200}",
       "the pattern is too large (a group in {0,80} counts 80 times) at "
       "\"(?:(?:[a-z]x){0,200}y){0\""},
  };
  for (const Case& c : cases) {
    CAPTURE(c.pattern);
    CHECK(refusal(c.pattern).substr(0, c.message.size() - 2) ==
          c.message.substr(0, c.message.size() - 2));
  }
}

TEST_CASE("what 0004 allows is accepted", "[literals]") {
  for (const std::string pattern : {"a+b*c?d{2}e{2,}f{2,5}?g+?",
                                    "^x$|\\by\\B",
                                    "(?=a)(?!b)(?<=c)(?<!dd|e)z",
                                    "[^a-z\\d\\]-]{0,80}",
                                    "(?<holder>.{1,120}?) \\p{Han}\\x{201c}",
                                    "\\.\\-\\/\\\"\\n"}) {
    CAPTURE(pattern);
    CHECK(refusal(pattern) == "accepted");
  }
}

TEST_CASE("patterns are folded like the text", "[literals]") {
  struct Case {
    std::string pattern;
    std::string folded;
  };
  const std::vector<Case> cases = {
      {"T\u00FCm Haklar\u0131", "tum[ \\n]haklari"},
      {"\uFF08AA\uFF09", "\\(aa\\)"},
      {"\u201CX\u201D \u2013 Y", "\"x\"[ \\n]-[ \\n]y"},
      {"[\u00C0-\u00C3\u2014 ]", "[\\n \\-a]"},
      {"[^.!?\uFF01]{0,80}?", "[^!.?]{0,80}?"},
      {"(?<holder>.{1,120}) (?<!A)\\bB\\d", "(?<holder>.{1,120})[ \\n](?<!a)\\bb\\d"},
      {"a\u200Bb", "a(?:)b"},
      {"\\x{c7}\\.\\t", "c\\.[ \\n]"},
      {"\\p{Han}+", "\\p{Han}+"},
      {"[\\w\u00D6-]", "[\\w\\p{M}\\-o]"},
      {"\\w+\\W", "[\\w\\p{M}]+[^\\w\\p{M}]"},
      {"\\b\u0915\\b",
       "(?:\\b(?<!\\p{M})(?!\\p{M})|(?<=\\p{M})(?![\\w\\p{M}]))\u0915"
       "(?:\\b(?<!\\p{M})(?!\\p{M})|(?<=\\p{M})(?![\\w\\p{M}]))"},
      {"\\bx[^\u0964]", "\\bx[^\u0964]"},
      // The letter is asked for before the boundary, unless it need not be there.
      {"\\bX\u0915", "(?=x)(?<![\\w\\p{M}])x\u0915"},
      {"\\bx?\u0915", "(?:\\b(?<!\\p{M})(?!\\p{M})|(?<=\\p{M})(?![\\w\\p{M}]))x?\u0915"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.pattern);
    CHECK(fold_pattern(c.pattern) == c.folded);
  }
}

TEST_CASE("phrases keep their blanks", "[literals]") {
  struct Case {
    std::string pattern;
    std::vector<Strings> phrases;
  };
  const std::vector<Case> cases = {
      {"(?:may|must) not be [a-z]{1,9}", {{"may not be ", "must not be "}}},
      {"no part\\b.{0,9}\\bsold", {{"no part"}, {"sold"}}},
      {"all rights(?: are)? reserved", {{"all rights are reserved", "all rights reserved"}}},
      {"[a-z]{3} or", {{" or"}}},
      {"don't copy", {{"don't copy"}}},
      {"(?:a b|[a-z]{9})", {}},
      {"R\u00C9SERV\u00C9S", {{"reserves"}}},
      {"(?:sold|lent) 24 times", {{"lent 24 times", "sold 24 times"}}},
      {"-{1,2} ?ends", {{"- ends", "-ends"}}},
      {"(?:\u00A9|\\(c\\)) by", {{"(c) by", "\u00A9 by"}}},
      {"(?:sold.{3}for (?:rent|hire)|lent.{3}for (?:rent|hire))",
       {{"for hire", "for rent"}, {"lent", "sold"}}},
      {"(?:retain[^.]{0,9} rights|held[^.]{0,9} copyright)",
       {{" copyright", " rights"}, {"held", "retain"}}},
      {"(?:is lent now.{3}for (?:rent|hire)|.{3}for (?:rent|hire))", {{"for hire", "for rent"}}},
  };
  for (const Case& c : cases) {
    CAPTURE(c.pattern);
    const auto phrases = required_phrases(c.pattern);
    REQUIRE(phrases);
    CHECK(*phrases == c.phrases);
  }
}

TEST_CASE("phrases reach from one part into the next", "[literals]") {
  const auto has = [](std::string_view pattern, const Strings& phrases) {
    const auto sets = required_phrases(pattern);
    REQUIRE(sets);
    return std::find(sets->begin(), sets->end(), phrases) != sets->end();
  };
  // What stands before is too much to be told apart: its ends are kept.
  constexpr std::string_view kMany =
      "(?:[abcdef][abcdef] )?(?:for use|no use|do not use|not to be used) (?:after|beyond) x";
  CHECK(has(kMany,
            {" to be used after x",
             " to be used beyond x",
             "do not use after x",
             "do not use beyond x",
             "for use after x",
             "for use beyond x",
             "no use after x",
             "no use beyond x"}));
  constexpr std::string_view kChoice = "no (?:sale.{3}now|gift.{2}here) ends";
  CHECK(has(kChoice, {"no gift", "no sale"}));
  CHECK(has(kChoice, {"here ends", "now ends"}));
  CHECK(has("no (?:sale.{3}now){1,2} ends", {"now ends"}));
  // What need not be there tells nothing of its neighbours.
  CHECK_FALSE(has("no (?:sale.{3}now)? ends", {"now ends"}));
  CHECK_FALSE(has("no (?:sale.{3}now|[a-z]{2}) ends", {"now ends"}));
}

TEST_CASE("what has to follow is required", "[literals]") {
  const auto has = [](std::string_view pattern, const Strings& phrases) {
    const auto sets = required_phrases(pattern);
    REQUIRE(sets);
    return std::find(sets->begin(), sets->end(), phrases) != sets->end();
  };
  CHECK(has("(?=[^.]{0,90}(?:ours|mine))[^.]{0,90}copied", {"mine", "ours"}));
  CHECK(has("(?:(?=[^.]{0,90}ours)[^.]{0,9}|(?=[^.]{0,90}mine)[^.]{0,9})lent", {"mine", "ours"}));
  CHECK(has("(?:a(?=[^.]{0,9}ours))copied", {"ours"}));
  CHECK_FALSE(has("(?![^.]{0,90}ours)[^.]{0,90}copied", {"ours"}));
  CHECK_FALSE(has("(?<=ours)[^.]{0,90}copied", {"ours"}));
  CHECK_FALSE(has("(?:(?=[^.]{0,90}ours)a)?copied", {"ours"}));
  CHECK_FALSE(has("(?:(?=[^.]{0,90}ours)[^.]{0,9}copied|lent)", {"ours"}));
  CHECK_FALSE(has("(?:(?=ours)a|b)copied", {"ours"}));
}

TEST_CASE("a match has a phrase of each set", "[literals]") {
  const auto lacks = [](std::string_view pattern, const std::string& match) {
    const auto sets = required_phrases(pattern);
    REQUIRE(sets);
    CHECK_FALSE(sets->empty());
    return std::any_of(sets->begin(), sets->end(), [&](const Strings& set) {
      return std::none_of(set.begin(), set.end(), [&](const std::string& phrase) {
        return match.find(phrase) != std::string::npos;
      });
    });
  };
  // Both ends of a part that has too many beginnings and too many ends.
  constexpr std::string_view kMany =
      "no (?:[abcdef][abcdef] (?:now|here|there|then|soon|late)[^.]{2}"
      "(?:now|here|there|then|soon|late) [abcdef][abcdef]|gift[^.]{3}lent) ends";
  CHECK_FALSE(lacks(kMany, "no ab here, then fa ends"));
  CHECK_FALSE(lacks(kMany, "no gift - lent ends"));
  CHECK(lacks(kMany, "no ab here, then fa end"));
  CHECK(lacks(kMany, "no  here, then fa ends"));
}

TEST_CASE("a set tells how far behind the beginning of a match it ends", "[literals]") {
  const auto before = [](std::string_view pattern, const Strings& literals) {
    std::uint32_t least = 0;
    bool known = false;
    const auto required = requirements_of(pattern);
    REQUIRE(required);
    for (const PlacedSet& set : required->placed) {
      if (set.literals == literals) {
        least = known ? std::min(least, set.before) : set.before;
        known = true;
      }
    }
    REQUIRE(known);
    return least;
  };
  CHECK(before("may not be (?:sold|lent)", {"may not be lent", "may not be sold"}) == 15);
  CHECK(before("no [^.]{0,20} sold", {" sold"}) == 28);
  CHECK(before("no [^.]{0,20} sold", {"no "}) == 3);
  CHECK(before("no (?:sale[^.]{3}now|gift[^.]{2}here) ends", {"no gift", "no sale"}) == 7);
  CHECK(before("no (?:sale[^.]{3}now|gift[^.]{2}here) ends", {"here ends", "now ends"}) == 18);
  CHECK(before("(?:ab{1,3}[^.]{4}right|[^.]{9}rights)", {"right"}) == 15);
  CHECK(before("(?:x[^.]{4}held|y[^.]{30}kept)", {"held", "kept"}) == 35);
  CHECK(before("(?:[^.]{2}sale ){2,5}", {"sale "}) == 7);
  CHECK(before("\u00E4[^.]{3}\u00F6de", {"ode"}) == 7);
  CHECK(before("[^.]{3}(?=later)past", {"past"}) == 7);
  CHECK(before("[^.]{3}(?=later)past", {"later"}) == 8);
  CHECK(before("[a-z]*past", {"past"}) == PlacedSet::kAnywhere);
}

TEST_CASE("sets that seldom stand by chance are searched", "[literals]") {
  const std::vector<PlacedSet> candidates = {{{"use"}},
                                             {{" of "}},
                                             {{"consent", "agreement"}},
                                             {{"without the prior written consent of"}, 70}};
  // The long phrase is cut, and tells enough alone.
  CHECK(choose_search_sets(candidates, {4, 450, 0}) ==
        std::vector<PlacedSet>{{{" prior written consent"}, 70}});
  const std::vector<PlacedSet> common = {{{"use", "using"}}, {{" of "}}, {{"of the", "sold"}}};
  const auto chosen = choose_search_sets(common, {4, 450, 0});
  REQUIRE(!chosen.empty());
  CHECK(std::find(chosen.begin(), chosen.end(), PlacedSet{{" of "}}) == chosen.end());
  CHECK(choose_search_sets(common, {1, 450, 0}).size() == 1);
  CHECK(choose_search_sets({{{"a"}}, {}}, {4, 450, 0}).empty());
  CHECK(rarity({"\u00A9"}) > rarity({"the"}));
  CHECK(rarity({"agreement"}) > rarity({"agreement", "consent"}));
}
