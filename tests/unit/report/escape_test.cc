#include "report/escape.h"

#include <catch2/catch.hpp>

namespace imprimatur {
namespace {

TEST_CASE("controls become pictures") {
  CHECK(escape_controls("a\x1b[31mb") == "a\xE2\x90\x9B[31mb");
  CHECK(escape_controls("a\nb\tc") ==
        "a\xE2\x90\x8A"
        "b\xE2\x90\x89"
        "c");
  CHECK(escape_controls("\x7f") == "\xE2\x90\xA1");
  CHECK(escape_controls("\xC2\x9B") == "\\u{9B}");
  CHECK(escape_controls("\xE2\x80\xAE") == "\\u{202E}");
  CHECK(escape_controls("caf\xC3\xA9") == "caf\xC3\xA9");
}

TEST_CASE("joiners that scripts need stay") {
  CHECK(escape_controls("\xE2\x80\x8C") == "\xE2\x80\x8C");
}

TEST_CASE("invalid bytes are replaced once per maximal subpart") {
  CHECK(to_valid_utf8("a\xFF"
                      "b") ==
        "a\xEF\xBF\xBD"
        "b");
  CHECK(to_valid_utf8("\xE2\x82") == "\xEF\xBF\xBD");
  CHECK(to_valid_utf8("\xC0\xAF") == "\xEF\xBF\xBD\xEF\xBF\xBD");
  CHECK(to_valid_utf8("\xED\xA0\x80") == "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");
  CHECK(to_valid_utf8("\xF0\x9F\x98\x80") == "\xF0\x9F\x98\x80");
}

TEST_CASE("names keep their bytes readable") {
  CHECK(display_name("a\xFF.txt") == "a\\xFF.txt");
  CHECK(display_name("a\nb") ==
        "a\xE2\x90\x8A"
        "b");
}

TEST_CASE("JSON keeps its value and loses raw controls") {
  CHECK(escape_json_controls("\"a\x7f"
                             "b\"") ==
        "\"a\\u007f"
        "b\"");
  CHECK(escape_json_controls("\"\xC2\x9B\xE2\x80\xAE\"") == "\"\\u009b\\u202e\"");
  CHECK(escape_json_controls("\"caf\xC3\xA9\"") == "\"caf\xC3\xA9\"");
}

}  // namespace
}  // namespace imprimatur
