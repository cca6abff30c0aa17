// Front matter: which lines are fields, where their values stand, and what is no front matter.
#include "formats/front_matter.h"

#include <catch2/catch.hpp>

#include <string>

namespace imprimatur {
namespace {

std::string fields_of(std::string_view text) {
  std::string out;
  for (const Field& field : read_front_matter(text).fields) {
    out += field.name + "=" + field.value + ";";
  }
  return out;
}

TEST_CASE("front matter: YAML and TOML") {
  struct Case {
    std::string_view text;
    std::string_view fields;
  };
  const Case cases[] = {
      {"---\nlicense: CC-BY-4.0\n---\nx", "license=CC-BY-4.0;"},
      {"---\r\nLicense: 'CC BY' # why\r\n---\r\nx", "license=CC BY;"},
      {"---\ntitle: a\nkeywords: license\nrights: \"(c) 2024: X\"\n...\nx", "rights=(c) 2024: X;"},
      {"---\nauthors: [A, \"B C\"]\n---\n", "authors=A;authors=B C;"},
      {"---\nauthors:\n  - A\n  - B\n---\n", "authors=A;authors=B;"},
      {"---\nauthor:\n  name: A\n  email: a@example.org\n---\n", "author=A;"},
      {"---\ncopyright: >\n  (c) 2024\n  X\nb: c\n---\n", "copyright=(c) 2024 X;"},
      {"---\nlicense:\n  url: https://example.org/l\n---\n", "license=https://example.org/l;"},
      {"+++\nlicense = \"MIT\"\n+++\n", "license=MIT;"},
      {"+++\n[license]\nname = 'MIT'\nx = 'y'\n+++\n", "license=MIT;"},
      {"---\ntdm-reservation: 1\n---\n", "tdm-reservation=1;"},
      {"---\nnot-license: MIT\n---\n", ""},
      {"---\nlicense: MIT\n", ""},
      {"--- x\nlicense: MIT\n---\n", ""},
      {"x\n---\nlicense: MIT\n---\n", ""},
      {"", ""},
      {"---", ""},
  };
  for (const Case& c : cases) {
    CAPTURE(c.text);
    CHECK(fields_of(c.text) == c.fields);
  }
}

TEST_CASE("front matter: values stand where they are said to stand") {
  constexpr std::string_view kText =
      "---\ntitle: 'Rain'\nrights:  \"(c) 2024 X\"\n---\n\nIt rained.\n";
  const FrontMatter front = read_front_matter(kText);
  CHECK(front.title == "Rain");
  REQUIRE(front.fields.size() == 1);
  const Span span = front.fields[0].span;
  CHECK(kText.substr(span.begin, span.size()) == "(c) 2024 X");
  REQUIRE(front.written.size() == 1);
  CHECK(kText.substr(front.written[0].begin, front.written[0].size()) ==
        "rights:  \"(c) 2024 X\"\n");
  CHECK(kText.substr(front.end) == "\nIt rained.\n");
}

}  // namespace
}  // namespace imprimatur
