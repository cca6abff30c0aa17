// The small parts of readers: headers, chunks, cells, field names, intervals.
#include "audit/csv.h"
#include "audit/fields.h"
#include "audit/format.h"
#include "audit/review.h"
#include "audit/rows.h"
#include "audit/warc_record.h"

#include <catch2/catch.hpp>

namespace imprimatur::audit {
namespace {

TEST_CASE("header fields") {
  const HeaderFields fields("A: 1\r\nb :2\r\n 3\nno colon\r\nA: 9\r\n\r\nC: 4");
  CHECK(fields["a"] == "1");
  CHECK(fields["B"] == "2 3 no colon");
  CHECK(fields["c"].empty());
  CHECK(header_size("A: 1\r\n\r\nx") == 8);
  CHECK(header_size("A: 1\n\nx") == 6);
  CHECK(header_size("A: 1\r\n") == std::string_view::npos);
}

TEST_CASE("media types and charsets") {
  CHECK(media_type_of("Text/HTML ; charset=x") == "text/html");
  CHECK(charset_of("text/html; Charset=\"UTF-8\"; a=b") == "utf-8");
  CHECK(charset_of("text/html").empty());
  CHECK(charset_of("text/html; charset='").empty() == false);
}

TEST_CASE("chunks") {
  std::string out;
  bool cut = false;
  CHECK(join_chunks("3\r\nabc\r\n2;x=1\r\nde\r\n0\r\n\r\n", out, cut));
  CHECK(out == "abcde");
  CHECK_FALSE(cut);
  CHECK(join_chunks("5\r\nab", out, cut));
  CHECK(out == "ab");
  CHECK(cut);
  CHECK_FALSE(join_chunks("<html>", out, cut));
  CHECK_FALSE(join_chunks("ffffffffff\r\nx", out, cut));
  CHECK_FALSE(join_chunks("", out, cut));
}

TEST_CASE("cells of CSV") {
  using Cells = std::vector<std::string>;
  CHECK(csv_cells("a,b,", ',') == Cells{"a", "b", ""});
  CHECK(csv_cells("\"a,\"\"b\"\"\",c\r", ',') == Cells{"a,\"b\"", "c"});
  CHECK(csv_cells("5\" pipe;x", ';') == Cells{"5\" pipe", "x"});
  CHECK(csv_cells("\"open", ',') == Cells{"open"});
  std::string out;
  append_csv_cell(out, "=1+1");
  append_csv_cell(out, "a\"b\nc");
  CHECK(out == "\" =1+1\"\"a\"\"b\nc\"");
}

TEST_CASE("field names") {
  const auto fields = field_names({{"body,/a~1b/0/c~0d", "", "", "", ""}});
  REQUIRE(fields);
  CHECK(fields->of(Field::text) == std::vector<FieldPath>{{"body"}, {"a/b", "0", "c~d"}});
  CHECK(fields->of(Field::id).front() == FieldPath{"id"});
  CHECK_FALSE(field_names({{"/a~2", "", "", "", ""}}));
  CHECK_FALSE(field_names({{",", "", "", "", ""}}));
}

TEST_CASE("formats by name and by content") {
  CHECK(detect_format("a.jsonl.gz", "").name == "jsonl");
  CHECK(detect_format("a.json", "{\"a\":1}\n{\"a\":2}\n").name == "jsonl");
  CHECK(detect_format("a.json", "{\n\"a\":1}").name == "json");
  CHECK(detect_format("a.json.gz", "[{}]").name == "json");
  CHECK(detect_format("x", "WARC/1.0\r\n").name == "warc");
  CHECK(detect_format("x", "\xef\xbb\xbf{\"a\":1}\n").name == "jsonl");
  CHECK(detect_format("x", "plain").name == "text");
  CHECK(is_data_name("a.warc.wet.gz"));
  CHECK_FALSE(is_data_name("a.png"));
}

TEST_CASE("Wilson's interval") {
  const Interval half = wilson(50, 100);
  CHECK(half.low == Approx(0.4038).margin(0.0001));
  CHECK(half.high == Approx(0.5962).margin(0.0001));
  CHECK(wilson(10, 10).high == Approx(1.0));
  CHECK(wilson(10, 10).low == Approx(0.7225).margin(0.0001));
  CHECK(wilson(0, 0).high == 1.0);
}

}  // namespace
}  // namespace imprimatur::audit
