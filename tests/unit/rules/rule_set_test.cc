#include "rules/rule_set.h"

#include "rules/database.h"
#include "rules/lint.h"
#include "rules/literals.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <string>

using namespace imprimatur;

namespace {

constexpr std::string_view kEnglish = R"toml(
schema = 1
kind = "language"
language = "en"
name = "English"
checked = 2026-11-24
source = "public usage"
self = ["this article"]
[words]
may-not = ["may not", "cannot"]
[uses.participle]
publish = ["published"]
general = ["used"]
[duties]
attribute = ["credit(?:ed)?"]
[[rule]]
id = "en.may-not"
role = "restriction"
pattern = "{may-not} be (?:[a-z]+ ){0,3}{use.participle}"
prohibits = "named"
match = ["It may not be published.", "It cannot be used."]
miss = ["It may be used.", "It may not rain."]
)toml";

constexpr std::string_view kHolder = R"toml(
schema = 1
kind = "holder"
id = "anadolu"
name = "Anadolu Agency"
legal-names = ["Anadolu Ajansi"]
aliases = [{ text = "Anadolu Agency", case = "exact" }, "Anadolu"]
codes = ["AA", { text = "aa", case = "any" }]
type = "wire-agency"
source = "public usage"
checked = 2026-11-24
[[rule]]
id = "anadolu.credit"
role = "credit"
pattern = "\\({agency}\\)"
match = ["(AA)", "(AA) x"]
miss = ["AA", "x"]
)toml";

constexpr std::string_view kLicences = R"toml(
schema = 1
kind = "licence"
source = "public usage"
checked = 2026-11-24
[[licence]]
id = "CC-BY-4.0"
name = "CC BY"
permits = "all"
duties = ["attribute"]
[[licence]]
id = "CC0-1.0"
name = "CC0"
permits = "all"
[[rule]]
id = "cc.zero"
role = "licence"
licence = "CC0-1.0"
pattern = "public domain dedication"
match = ["public domain dedication", "Public Domain Dedication."]
miss = ["x", "y"]
)toml";

using Extra = std::vector<std::pair<std::string, std::string>>;

Extra base() {
  return {{"languages/en.toml", std::string(kEnglish)},
          {"holders/anadolu.toml", std::string(kHolder)},
          {"licences/cc.toml", std::string(kLicences)}};
}

std::unique_ptr<RuleSet> load(const Extra& extra, bool builtin = false) {
  RuleSetOptions options;
  options.builtin = builtin;
  options.extra = extra;
  std::vector<Diagnostic> diagnostics;
  auto out = RuleSet::load(options, diagnostics);
  for (const Diagnostic& diagnostic : diagnostics) {
    UNSCOPED_INFO(to_string(diagnostic));
  }
  return out;
}

}  // namespace

TEST_CASE("files become rules, holders, licences and languages", "[rule_set]") {
  const auto rules = load(base());
  REQUIRE(rules);
  REQUIRE(rules->languages().size() == 2);
  CHECK(rules->languages()[0].language->code == "und");
  const CompiledLanguage& en = rules->languages()[1];
  CHECK(en.uses[static_cast<std::size_t>(Use::publish)].regex == "(?=[p])(?<!\\w)(?:published)\\b");
  CHECK(en.general.regex == "(?=[u])(?<!\\w)(?:used)\\b");
  CHECK(en.self.regex == "(?=[t])(?<!\\w)(?:this[ \\n]article)\\b");
  CHECK(en.self.gates.code.size() == make_gates({{"this article"}}).code.size());
  CHECK(en.photo.gates.code.empty());
  CHECK(en.photo.regex.empty());
  const CompiledRule* rule = rules->find_rule("en.may-not");
  REQUIRE(rule != nullptr);
  CHECK(rule->pattern.regex ==
        "(?:may[ \\n]not|cannot)[ \\n]be[ \\n](?:[a-z]+[ \\n]){0,3}(?:published|used)");
  CHECK(anchors_of(rule->pattern) == std::vector<std::string>{"published", "used"});
  CHECK(rule->language == 1);
  CHECK(rules->files()[rule->file].path == "languages/en.toml");
  CHECK(rules->find_licence("CC-BY-4.0")->permits == kAllUses);
  CHECK(rules->find_rule("cc.zero")->rule->licence == "CC0-1.0");
  CHECK(rules->digest().size() == 16);
}

TEST_CASE("a holder has each name once, with its case", "[rule_set]") {
  const auto rules = load(base());
  REQUIRE(rules);
  const Holder* holder = rules->find_holder("anadolu");
  REQUIRE(holder != nullptr);
  std::string names;
  for (const HolderName& name : holder->names) {
    names += name.text + (name.code ? ":code:" : ":") +
             std::string(kCaseRuleNames[static_cast<std::size_t>(name.case_rule)]) + " ";
  }
  CHECK(names == "Anadolu Ajansi:any Anadolu Agency:exact Anadolu:any AA:code:upper aa:code:any ");
  const CompiledRule* rule = rules->find_rule("anadolu.credit");
  CHECK(rule->pattern.by_agency);
  CHECK(rule->pattern.anchors.empty());
  CHECK(rule->rule->self_owned);
}

TEST_CASE("the packed database is the database", "[rule_set]") {
  Database database;
  std::vector<Diagnostic> diagnostics;
  for (const auto& [path, text] : base()) {
    database.push_back(load_database_file(text, path, diagnostics));
  }
  sort_database(database);
  compile_database(database, diagnostics);
  REQUIRE_FALSE(has_errors(diagnostics));
  const std::string packed = pack_database(database);
  const auto unpacked = unpack_database(packed);
  REQUIRE(unpacked);
  CHECK(pack_database(unpacked->database) == packed);
  const Announcements made = announce(database);
  CHECK(unpacked->announcements.literals.literals() == made.literals.literals());
  CHECK(std::equal(unpacked->announcements.entries.begin(),
                   unpacked->announcements.entries.end(),
                   made.entries.begin(),
                   made.entries.end()));
  for (std::size_t size = 0; size < packed.size(); ++size) {
    CHECK_FALSE(unpack_database(std::string_view(packed).substr(0, size)));
  }
}

TEST_CASE("extra files take the place of files with the same id", "[rule_set]") {
  const std::string other = R"toml(
schema = 1
kind = "holder"
id = "anadolu"
name = "Other"
type = "newspaper"
source = "public usage"
checked = 2026-11-24
)toml";
  const std::string licence = R"toml(
schema = 1
kind = "licence"
source = "public usage"
checked = 2026-11-24
[[licence]]
id = "CC0-1.0"
name = "Nothing"
permits = ["search"]
)toml";
  auto builtin = load({}, true);
  REQUIRE(builtin);
  CHECK(load({}, true)->digest() == builtin->digest());
  const auto rules = load({{"mine.toml", other}, {"zero.toml", licence}}, true);
  REQUIRE(rules);
  CHECK(rules->digest() != builtin->digest());
  CHECK(rules->find_holder("anadolu")->name == "Other");
  CHECK(rules->find_licence("CC0-1.0")->name == "Nothing");
  for (const CompiledRule& rule : rules->rules()) {
    CHECK(rule.rule->licence != "CC0-1.0");
    CHECK_FALSE(rule.pattern.regex.empty());
  }
}

TEST_CASE("extra files that are the shipped ones change paths alone", "[rule_set]") {
  std::vector<std::pair<std::string, std::string>> files;
  for (const BuiltinFile& file : builtin_sources()) {
    files.emplace_back("copy/" + std::string(file.path), std::string(file.text));
  }
  const auto shipped = load({}, true);
  const auto copied = load(files, true);
  REQUIRE(shipped);
  REQUIRE(copied);
  CHECK(copied->digest() != shipped->digest());
  CHECK(copied->files().size() == shipped->files().size());
  for (const RuleFile& file : copied->files()) {
    CHECK(file.path.starts_with("copy/"));
  }
  CHECK(copied->announcements().literals.literals() ==
        shipped->announcements().literals.literals());
  REQUIRE(copied->rules().size() == shipped->rules().size());
  for (std::size_t i = 0; i < shipped->rules().size(); ++i) {
    CHECK(copied->rules()[i].pattern.regex.view() == shipped->rules()[i].pattern.regex.view());
  }

  // A second file of the same id is told of, whether the first is shipped or not.
  const auto anadolu = std::find_if(files.begin(), files.end(), [](const auto& file) {
    return file.first.ends_with("/anadolu.toml");
  });
  REQUIRE(anadolu != files.end());
  std::vector<Diagnostic> diagnostics;
  RuleSetOptions options;
  options.extra = {*anadolu, {"mine.toml", anadolu->second + "\n"}};
  CHECK_FALSE(RuleSet::load(options, diagnostics));
  CHECK(has_errors(diagnostics));
}

TEST_CASE("a changed language changes the rules that use its words", "[rule_set]") {
  std::string changed(kEnglish);
  changed.replace(changed.find("\"cannot\""), 8, "\"must never\"");
  const auto before = load(base());
  auto files = base();
  files[0].second = changed;
  const auto after = load(files);
  REQUIRE(before);
  REQUIRE(after);
  CHECK(after->find_rule("en.may-not")->pattern.regex.view().find("never") != std::string::npos);
  CHECK(before->digest() != after->digest());
}

TEST_CASE("every built-in rule has anchors or needs none", "[rule_set]") {
  const auto rules = load({}, true);
  REQUIRE(rules);
  for (const CompiledRule& rule : rules->rules()) {
    CAPTURE(rule.rule->id);
    CHECK((!rule.pattern.anchors.empty() || rule.pattern.by_agency ||
           rule.rule->place == Place::edge));
    CHECK(rule.unless.size() == rule.rule->unless.size());
    CHECK(rule.modifiers.size() == rule.rule->modifiers.size());
  }
  CHECK(builtin_sources().size() == rules->files().size());
}

TEST_CASE("lint tells what is likely a mistake", "[lint]") {
  auto files = base();
  files[0].second += R"toml(
[[rule]]
id = "en.vague"
role = "restriction"
pattern = "(?:the )?(?:,? ?(?:and)?){0,3}material (?:is )?(?:out|off)"
anchors = ["out"]
prohibits = "all"
checked = 2024-01-01
match = ["the material is out", "material off"]
miss = ["x", "y"]
)toml";
  files.emplace_back("holders/b.toml", R"toml(
schema = 1
kind = "holder"
id = "b"
name = "Time"
aliases = ["anadolu"]
type = "wire-agency"
terms = "https://example.com/"
source = "public usage"
checked = 2026-11-24
)toml");
  const auto rules = load(files);
  REQUIRE(rules);
  std::string codes;
  for (const Diagnostic& diagnostic : lint(*rules, "2026-11-24")) {
    CHECK(diagnostic.severity == Severity::warning);
    codes += diagnostic.code + " ";
  }
  for (const char* code : {"L001", "L003", "L004", "L005", "L006", "L007"}) {
    CAPTURE(code, codes);
    CHECK(codes.find(code) != std::string::npos);
  }
  const auto undated = lint(*rules);
  CHECK(std::none_of(undated.begin(), undated.end(), [](const Diagnostic& diagnostic) {
    return diagnostic.code == "L006";
  }));
}

TEST_CASE("lint names what no anchor announces", "[lint]") {
  auto files = base();
  files[0].second += R"toml(
[[rule]]
id = "en.hole"
role = "restriction"
pattern = "material is (?:copied|reprinted|lifted)"
anchors = ["copied", "print"]
prohibits = "all"
checked = 2026-11-24
match = ["the material is copied", "material is lifted"]
miss = ["x", "y"]
)toml";
  const auto rules = load(files);
  REQUIRE(rules);
  std::string said;
  for (const Diagnostic& diagnostic : lint(*rules)) {
    said += diagnostic.code == "L001" ? diagnostic.message : "";
  }
  CAPTURE(said);
  CHECK(said.find("lifted\"") != std::string::npos);
  CHECK(said.find("copied\"") == std::string::npos);
}
