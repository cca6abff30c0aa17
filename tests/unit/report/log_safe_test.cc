#include "report/log_safe.h"

#include <catch2/catch.hpp>

namespace imprimatur {
namespace {

TEST_CASE("no line of text begins a workflow command") {
  CHECK(defuse_text("::error::x\n") == "\\u{3A}:error::x\n");
  CHECK(defuse_text("a\n  ::add-mask::x") == "a\n  \\u{3A}:add-mask::x");
  CHECK(defuse_text("a\n\xC2\xA0::x") == "a\n\xC2\xA0\\u{3A}:x");
  CHECK(defuse_text("std::string a::b\n") == "std::string a::b\n");
}

TEST_CASE("commands of the older kind are broken wherever they stand") {
  CHECK(defuse_text("a ##[error]x ##VSO[task]") == "a #\\u{23}[error]x #\\u{23}VSO[task]");
  CHECK(defuse_text("###[group]") == "##\\u{23}[group]");
  CHECK(defuse_text("## Heading ##") == "## Heading ##");
  CHECK(defuse_json("\"##[x]\"") == "\"#\\u0023[x]\"");
}

TEST_CASE("markup is escaped, and what XML cannot hold replaced") {
  CHECK(escape_markup("<a href=\"x\">'&") == "&lt;a href=&quot;x&quot;&gt;&#39;&amp;");
  CHECK(escape_markup("##[x") == "#&#35;[x");
  CHECK(escape_markup("\xEF\xBF\xBE|\xEF\xBF\xBF|\xEF\xBF\xBD|\xC2\xBE|\xE3\xBF\xBE") ==
        "\xEF\xBF\xBD|\xEF\xBF\xBD|\xEF\xBF\xBD|\xC2\xBE|\xE3\xBF\xBE");
  CHECK(escape_markup("\x1b\xFF") == "\xE2\x90\x9B\xEF\xBF\xBD");
}

}  // namespace
}  // namespace imprimatur
