// Every spelling of a licence that machines write, where they write it: what it permits of the
// page that links to it or says it.
#include "engine/engine.h"
#include "support/builtin_rules.h"

#include <catch2/catch.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace imprimatur {
namespace {

constexpr std::string_view kBody =
    "<article><p>It rained on Sunday in the valley, and the river rose by a metre.</p></article>";

DocumentResult check(std::string_view page, const char* name) {
  static const Engine kEngine = [] {
    EngineOptions options;
    options.rules = builtin_rules();
    options.today = "2026-01-01";
    return Engine(options);
  }();
  Engine::Session session = kEngine.session();
  Input input;
  input.source = name;
  input.bytes = page;
  return session.check(input);
}

DocumentResult linked(std::string_view address) {
  return check("<html><head><link rel=\"license\" href=\"" + std::string(address) +
                   "\"></head><body>" + std::string(kBody) + "</body></html>",
               "a.html");
}

DocumentResult said(std::string_view words) {
  return check("It rained on Sunday in the valley.\n\n" + std::string(words) + "\n", "a.txt");
}

Level level(const DocumentResult& result, Use use) {
  return result.verdict.levels[static_cast<std::size_t>(use)];
}

// What a licence of the family permits: publishing, adapting, commercial use.
struct Family {
  Level publish;
  Level rewrite;
  Level commercial;
};
constexpr Level kYes = Level::allowed;
constexpr Level kIf = Level::conditional;
constexpr Level kAsk = Level::permission_required;
constexpr Level kOpen = Level::unknown;
constexpr Family kBy = {kIf, kIf, kIf};
constexpr Family kByNc = {kIf, kIf, kAsk};
constexpr Family kByNd = {kIf, kAsk, kIf};
constexpr Family kByNcNd = {kIf, kAsk, kAsk};
constexpr Family kFree = {kYes, kYes, kYes};
constexpr Family kHeld = {kAsk, kAsk, kAsk};
constexpr Family kNothing = {kOpen, kOpen, kOpen};

struct Case {
  std::string_view written;
  Family permits;
};

void check_family(const DocumentResult& result, const Family& wanted) {
  CHECK(level(result, Use::publish) == wanted.publish);
  CHECK(level(result, Use::rewrite) == wanted.rewrite);
  CHECK(level(result, Use::commercial) == wanted.commercial);
}

TEST_CASE("addresses of Creative Commons licences") {
  const std::string_view host = "creativecommons.org";
  for (const Case& c : std::vector<Case>{{"/licenses/by/4.0/", kBy},
                                         {"/licenses/by/4.0", kBy},
                                         {"/licenses/by/4.0/rdf", kBy},
                                         {"/licenses/by/2.5/scotland/", kBy},
                                         {"/licenses/by-sa/3.0/de/deed.de", kBy},
                                         {"/licenses/by-sa/2.1/jp/", kBy},
                                         {"/licenses/by-nd/3.0/igo/", kByNd},
                                         {"/licenses/by-nc/2.0/uk/", kByNc},
                                         {"/licenses/by-nc-sa/2.1/jp/", kByNc},
                                         {"/licenses/by-nc-nd/2.5/au/legalcode.en", kByNcNd},
                                         {"/licenses/by-nd-nc/1.0/", kByNcNd},
                                         {"/licenses/nd/1.0/", kByNd},
                                         {"/licenses/nc/1.0/", kByNc},
                                         {"/licenses/nd-nc/1.0/", kByNcNd},
                                         {"/licenses/nc-sa/1.0/", kByNc},
                                         {"/licenses/sa/1.0/", kBy},
                                         {"/licenses/devnations/2.0/", kBy},
                                         {"/licenses/sampling+/1.0/", kByNc},
                                         {"/licenses/nc-sampling+/1.0/", kByNc},
                                         {"/licenses/sampling/1.0/", kNothing},
                                         {"/publicdomain/zero/1.0/", kFree},
                                         {"/publicdomain/zero/1.0/deed.nl", kFree},
                                         {"/publicdomain/mark/1.0/", kFree},
                                         {"/licenses/publicdomain/", kFree},
                                         {"/about/", kNothing}}) {
    for (const std::string_view scheme : {"https://", "http://www.", "//"}) {
      const std::string address = std::string(scheme) + std::string(host) + std::string(c.written);
      CAPTURE(address);
      check_family(linked(address), c.permits);
    }
  }
}

TEST_CASE("a path alone is no licence") {
  for (const char* address : {"https://example.org/by/4.0/",
                              "https://example.org/licenses/by/4.0/",
                              "/licenses/by/4.0/",
                              "https://example.org/buy-a-licence"}) {
    CAPTURE(address);
    check_family(linked(address), kNothing);
  }
}

TEST_CASE("rights statements say what the status is") {
  for (const Case& c : std::vector<Case>{{"InC", kHeld},
                                         {"InC-OW-EU", kHeld},
                                         {"InC-RUU", kHeld},
                                         {"InC-EDU", kHeld},
                                         {"InC-NC", kByNc},
                                         {"NoC-CR", kHeld},
                                         {"NoC-NC", kByNc},
                                         {"NoC-OKLR", kHeld},
                                         {"NoC-US", kBy},
                                         {"NKC", kNothing},
                                         {"CNE", kNothing},
                                         {"UND", kNothing}}) {
    for (const std::string_view form : {"http://rightsstatements.org/vocab/ID/1.0/",
                                        "https://rightsstatements.org/page/ID/1.0/?language=de"}) {
      std::string address(form);
      address.replace(address.find("ID"), 2, c.written);
      CAPTURE(address);
      check_family(linked(address), c.permits);
    }
  }
}

TEST_CASE("licences in words and as SPDX ids") {
  for (const Case& c :
       std::vector<Case>{{"CC BY-SA 4.0", kBy},
                         {"CC-BY-SA-4.0", kBy},
                         {"CC BY SA", kBy},
                         {"CC-BY", kBy},
                         {"Creative Commons Attribution-ShareAlike 4.0 International", kBy},
                         {"Attribution 3.0 Unported", kBy},
                         {"SPDX-License-Identifier: CC-BY-2.5-AU", kBy},
                         {"SPDX-License-Identifier: CC-BY-3.0-IGO", kBy},
                         {"SPDX-License-Identifier: CC-BY-SA-2.0-UK", kBy},
                         {"SPDX-License-Identifier: CC-BY-SA-2.1-JP", kBy},
                         {"SPDX-License-Identifier: CC-BY-SA-3.0-AT", kBy},
                         {"SPDX-License-Identifier: CC-BY-NC-3.0-DE", kByNc},
                         {"SPDX-License-Identifier: CC-BY-NC-SA-2.0-FR", kByNc},
                         {"SPDX-License-Identifier: CC-BY-NC-SA-3.0-IGO", kByNc},
                         {"SPDX-License-Identifier: CC-BY-NC-ND-3.0-DE", kByNcNd},
                         {"SPDX-License-Identifier: CC-BY-ND-3.0-DE", kByNd},
                         {"SPDX-License-Identifier: CC0-1.0", kFree},
                         {"SPDX-License-Identifier: CC-PDM-1.0", kFree},
                         {"SPDX-License-Identifier: CC-PDDC", kFree},
                         {"SPDX-License-Identifier: LicenseRef-House", kNothing},
                         {"SPDX-License-Identifier: NOASSERTION", kNothing},
                         {"SPDX-License-Identifier: NONE", kNothing},
                         {"SPDX-License-Identifier: CC-BY-4.0 AND CC-BY-NC-4.0", kByNc},
                         {"SPDX-FileCopyrightText: 2024 Freitech Solutions", kHeld}}) {
    CAPTURE(c.written);
    check_family(said(c.written), c.permits);
  }
}

TEST_CASE("no licence of Creative Commons speaks of training, a dedication permits it") {
  CHECK(level(linked("https://creativecommons.org/licenses/by/4.0/"), Use::ai_train) !=
        Level::allowed);
  CHECK(level(linked("https://creativecommons.org/publicdomain/zero/1.0/"), Use::ai_train) ==
        Level::allowed);
}

TEST_CASE("a picture's licence is not the page's") {
  const auto page = check(
      "<html><body><article><p>It rained on Sunday in the valley.</p><figure><img src=a.jpg>"
      "<figcaption>Rain. <a rel=license href=https://creativecommons.org/licenses/by/4.0/>CC BY"
      "</a></figcaption></figure></article></body></html>",
      "a.html");
  check_family(page, kNothing);
}

}  // namespace
}  // namespace imprimatur
