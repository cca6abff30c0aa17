#include "formats/json_scan.h"

#include <catch2/catch.hpp>

#include <string>

namespace imprimatur {
namespace {

TEST_CASE("every value is stepped over, and what is none is told with its place") {
  for (const std::string text : {"1",
                                 "-1.5e3",
                                 "true",
                                 "null",
                                 "\"a\\\"b\"",
                                 "[]",
                                 "{}",
                                 "[1,[2,{\"a\":[]}],\"]\"]",
                                 "{\"a\":{\"b\":\"}\"},\"c\":null}"}) {
    INFO(text);
    JsonScanner scanner(text);
    CHECK(scanner.skip());
    CHECK(scanner.offset() == text.size());
  }
  for (const std::string text : {"", "[1", "{\"a\":1", "\"abc", "nope", "}"}) {
    INFO(text);
    JsonScanner scanner(text);
    CHECK_FALSE(scanner.skip());
    CHECK(scanner.error().find("at byte") != std::string::npos);
  }
}

TEST_CASE("linked data is admitted up to a number of values in all") {
  LinkedDataLimit limit;
  CHECK(limit.admits("{\"a\": [1, \"[,,\\\",\"]}"));
  CHECK(limit.admits("\"never closed\\"));
  std::string many(LinkedDataLimit::kMaxValues - 10, ',');
  CHECK(limit.admits(many));
  CHECK_FALSE(limit.admits("[1,2,3,4,5,6,7,8,9]"));
  CHECK(too_much_linked_data().code == ErrorCode::limit);
}

TEST_CASE("deep nesting is an error, not a deep stack") {
  JsonScanner scanner(std::string_view("[[[[[[[["));
  CHECK_FALSE(scanner.skip());
  const std::string deep(100'000, '[');
  JsonScanner many(deep);
  CHECK_FALSE(many.skip());
  CHECK(many.error().find("too deeply") != std::string::npos);
}

TEST_CASE("a string is found whatever its length and wherever its end") {
  for (std::size_t size = 0; size < 70; ++size) {
    const std::string body(size, 'x');
    for (const std::string tail : {"", "\\\"", "\\\\", "\xc3\xa9"}) {
      const std::string text = '"' + body + tail + "\" 1";
      JsonScanner scanner(text);
      std::string_view raw;
      bool escaped = false;
      REQUIRE(scanner.string(raw, escaped));
      CHECK(raw == body + tail);
      CHECK(escaped == tail.starts_with('\\'));
    }
  }
}

TEST_CASE("a string that is cut gives what there is of it") {
  JsonScanner scanner("\"abc\\");
  std::string_view raw;
  bool escaped = false;
  CHECK_FALSE(scanner.string(raw, escaped));
  CHECK(raw == "abc\\");
}

TEST_CASE("escapes are resolved, wrong ones kept and told") {
  struct Case {
    std::string_view raw;
    std::string_view text;
    bool clean;
  };
  for (const Case& c : {Case{"a\\n\\t\\\\\\/\\\"\\b\\f\\r", "a\n\t\\/\"\b\f\r", true},
                        Case{"\\u00e9\\u4e2d", "\xc3\xa9\xe4\xb8\xad", true},
                        Case{"\\ud83d\\ude00", "\xf0\x9f\x98\x80", true},
                        Case{"\\ud83d", "\xef\xbf\xbd", false},
                        Case{"\\ude00\\ud83dx", "\xef\xbf\xbd\xef\xbf\xbdx", false},
                        Case{"\\ud83d\\u0041",
                             "\xef\xbf\xbd"
                             "A",
                             false},
                        Case{"\\x", "\\x", false},
                        Case{"\\u12", "\\u12", false},
                        Case{"end\\", "end", false}}) {
    INFO(c.raw);
    std::string out;
    CHECK(unescape_json(c.raw, out) == c.clean);
    CHECK(out == c.text);
  }
}

}  // namespace
}  // namespace imprimatur
