#include "engine/identity.h"

#include <catch2/catch.hpp>

namespace imprimatur {
namespace {

Finding finding(const std::string& rule, const std::string& text, std::size_t line = 1) {
  Finding made;
  made.rule = rule;
  made.text = text;
  made.start.line = line;
  return made;
}

std::string print(const Finding& one, std::string_view path, std::string_view record = "") {
  std::vector<Finding> findings = {one};
  set_fingerprints(findings, path, record);
  return findings[0].fingerprint;
}

TEST_CASE("a fingerprint outlives moved, wrapped and CRLF lines") {
  const std::string first = print(finding("r", "Copyright 2024 Freitech. All rights"), "a.txt");
  CHECK(first.starts_with("fp1:"));
  CHECK(first.size() == 20);
  CHECK(print(finding("r", "Copyright 2024 Freitech. All rights", 90), "a.txt") == first);
  CHECK(print(finding("r", "Copyright 2024\nFreitech.  All\trights"), "a.txt") == first);
  CHECK(print(finding("r", "Copyright 2024\r\nFreitech. All rights"), "a.txt") == first);
  CHECK(print(finding("r", "copyright 2024 freitech. all rights"), "./a.txt") == first);
}

TEST_CASE("rule, evidence, path, record and occurrence make a fingerprint") {
  const Finding base = finding("r", "Copyright 2024 Freitech.");
  const std::string first = print(base, "a.txt");
  CHECK(print(finding("s", "Copyright 2024 Freitech."), "a.txt") != first);
  CHECK(print(finding("r", "Copyright 2023 Freitech."), "a.txt") != first);
  CHECK(print(base, "b/a.txt") != first);
  CHECK(print(base, "a.txt", "7") != first);
  std::vector<Finding> twice = {base, base};
  set_fingerprints(twice, "a.txt", "");
  CHECK(twice[0].fingerprint == first);
  CHECK(twice[1].fingerprint != first);
}

TEST_CASE("an absolute path is not part of a fingerprint") {
  const Finding base = finding("r", "Copyright 2024 Freitech.");
  CHECK(print(base, "/home/one/a.txt") == print(base, "/srv/two/a.txt"));
}

}  // namespace
}  // namespace imprimatur
