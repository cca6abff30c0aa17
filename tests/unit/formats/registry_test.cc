#include "formats/registry.h"

#include <catch2/catch.hpp>

#include <set>
#include <string>

namespace imprimatur {
namespace {

TEST_CASE("a format is told by media type, then name, then content") {
  struct Case {
    std::string_view bytes;
    std::string_view name;
    std::string_view media_type;
    std::string_view format;
  };
  const Case cases[] = {
      {"x", "", "", "text"},
      {"x", "a.txt", "", "text"},
      {"x", "a.md", "", "markdown"},
      {"x", "A.MD", "", "markdown"},
      {"x", "folder.md/a", "", "text"},
      {"x", "a.txt", "text/markdown; charset=utf-8", "markdown"},
      {"x", "a.md", "TEXT/PLAIN", "text"},
      {"x", "a.md", "application/x-unknown", "markdown"},
      {"x", "a.unknown", "", "text"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.name, c.media_type);
    CHECK(detect_format(c.bytes, {c.name, c.media_type, {}}).id == c.format);
  }
}

TEST_CASE("every format has its names to itself") {
  std::set<std::string> names;
  for (const Format& format : formats()) {
    CAPTURE(format.id);
    for (std::string_view words : {format.id, format.suffixes, format.media_types}) {
      std::set<std::string> own;
      while (!words.empty()) {
        const std::size_t end = std::min(words.find(' '), words.size());
        own.emplace(words.substr(0, end));
        words.remove_prefix(std::min(end + 1, words.size()));
      }
      for (const std::string& name : own) {
        CHECK((names.insert(name).second || name == format.id));
      }
    }
    CHECK(format.make() != nullptr);
    CHECK_FALSE(format.reads.empty());
  }
}

TEST_CASE("plain text is one document that is its own source") {
  for (const std::string_view name : {"a.txt", "a.md"}) {
    const ReadOptions options{name, {}, {}};
    int documents = 0;
    const std::string bytes = "\xEF\xBB\xBFOne \xC3\xA9.";
    const auto read =
        detect_format(bytes, options).make()->read(bytes, options, [&](const Document& document) {
          ++documents;
          CHECK(document.text == "One \xC3\xA9.");
          CHECK(document.to_bytes({4, 6}) == Span{7, 9});
          CHECK(document.markdown == name.ends_with(".md"));
          return true;
        });
    CHECK(read.has_value());
    CHECK(documents == 1);
  }
}

TEST_CASE("what is no text is an error") {
  const std::string_view program =
      "\x7F"
      "ELF\2\1\1\0\0\0\0";
  const auto read =
      detect_format(program, {}).make()->read(program, {}, [](const Document&) { return true; });
  REQUIRE_FALSE(read.has_value());
  CHECK(read.error().code == ErrorCode::unsupported);
}

TEST_CASE("names that promise a text") {
  for (const char* name : {"a.html", "d/B.DOC", "x.msg", "a.pdf", "a.json", "a.b.csv", "a.txt"}) {
    CAPTURE(name);
    CHECK(promises_text(name));
  }
  for (const char* name : {"a.png", "a.jpeg", "lib.so", "html", "d.html/a", "", "a."}) {
    CAPTURE(name);
    CHECK_FALSE(promises_text(name));
  }
}

}  // namespace
}  // namespace imprimatur
