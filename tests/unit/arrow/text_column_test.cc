// Texts of one column in each of Arrow's layouts, and columns that are not as they say.
#include "arrow/text_column.h"

#include <catch2/catch.hpp>

#include <array>
#include <cstring>
#include <string>
#include <vector>

namespace imprimatur::arrow {
namespace {

const std::string kNull = "<null>";

struct Column {
  ArrowSchema schema{};
  ArrowArray array{};
  std::vector<const void*> buffers;

  Column(const char* format, std::int64_t length, std::vector<const void*> with)
      : buffers(std::move(with)) {
    schema.format = format;
    schema.name = "text";
    array.length = length;
    array.null_count = -1;
    array.n_buffers = static_cast<std::int64_t>(buffers.size());
    array.buffers = buffers.data();
  }
};

std::vector<std::string> texts_of(const Column& column) {
  TextColumn texts = TextColumn::of(column.schema, "text").value();
  const Result<void> bound = texts.bind(column.array);
  std::vector<std::string> found;
  for (std::int64_t row = 0; bound && row < column.array.length; ++row) {
    const auto text = texts.at(row);
    found.push_back(!text ? text.error().message : *text ? std::string(**text) : kNull);
  }
  return bound ? found : std::vector<std::string>{bound.error().message};
}

using Texts = std::vector<std::string>;
constexpr unsigned char kSecondIsNull = 0b11111101;
const std::array<std::int32_t, 5> kOffsets = {0, 2, 2, 2, 5};

TEST_CASE("utf8 with nulls, empty texts and a slice") {
  Column column("u", 4, {&kSecondIsNull, kOffsets.data(), "abcde"});
  CHECK(texts_of(column) == Texts{"ab", kNull, "", "cde"});
  column.array.offset = 1;
  column.array.length = 3;
  CHECK(texts_of(column) == Texts{kNull, "", "cde"});
  column.array.null_count = 0;
  CHECK(texts_of(column) == Texts{"", "", "cde"});
}

TEST_CASE("large offsets, and bytes") {
  const std::array<std::int64_t, 3> offsets = {0, 3, 5};
  CHECK(texts_of(Column("U", 2, {nullptr, offsets.data(), "abcde"})) == Texts{"abc", "de"});
  const Column bytes("Z", 2, {nullptr, offsets.data(), "abcde"});
  CHECK(texts_of(bytes) == Texts{"abc", "de"});
  CHECK_FALSE(TextColumn::of(bytes.schema, "text")->is_text());
}

// A string view of 16 bytes.
std::string view_of(const std::string& text, std::int32_t buffer, std::int32_t offset) {
  const auto size = static_cast<std::int32_t>(text.size());
  std::string view(16, '\0');
  std::memcpy(view.data(), &size, 4);
  if (size <= 12) {
    std::memcpy(view.data() + 4, text.data(), text.size());
  } else {
    std::memcpy(view.data() + 4, text.data(), 4);
    std::memcpy(view.data() + 8, &buffer, 4);
    std::memcpy(view.data() + 12, &offset, 4);
  }
  return view;
}

TEST_CASE("string views, short and long, in several buffers") {
  const std::string long_text = "a text of more than twelve bytes";
  const std::string first = "....";
  const std::string second = ".." + long_text;
  const std::array<std::int64_t, 2> sizes = {4, static_cast<std::int64_t>(second.size())};
  const std::string views = view_of("short", 0, 0) + view_of(long_text, 1, 2) + view_of("", 0, 0);
  const Column column("vu", 3, {nullptr, views.data(), first.data(), second.data(), sizes.data()});
  CHECK(texts_of(column) == Texts{"short", long_text, ""});
  const std::string wrong = view_of(long_text, 1, 3) + view_of(long_text, 2, 0);
  const Column damaged("vu", 2, {nullptr, wrong.data(), first.data(), second.data(), sizes.data()});
  for (const std::string& text : texts_of(damaged)) {
    CHECK(text.find("not as its Arrow format says") != std::string::npos);
  }
}

TEST_CASE("dictionaries, with nulls on both sides") {
  Column values("u", 4, {&kSecondIsNull, kOffsets.data(), "abcde"});
  const std::array<std::int8_t, 4> indices = {3, 1, 0, 9};
  Column column("c", 4, {nullptr, indices.data()});
  column.schema.dictionary = &values.schema;
  column.array.dictionary = &values.array;
  const Texts found = texts_of(column);
  REQUIRE(found.size() == 4);
  CHECK(found[0] == "cde");
  CHECK(found[1] == kNull);
  CHECK(found[2] == "ab");
  CHECK(found[3].find("not as its Arrow format says") != std::string::npos);
  values.array.offset = 2;
  values.array.length = 2;
  const std::array<std::uint32_t, 1> second = {1};
  Column wide("I", 1, {nullptr, second.data()});
  wide.schema.dictionary = &values.schema;
  wide.array.dictionary = &values.array;
  CHECK(texts_of(wide) == Texts{"cde"});
}

TEST_CASE("a column of nothing but nulls") {
  CHECK(texts_of(Column("n", 2, {})) == Texts{kNull, kNull});
}

TEST_CASE("other columns are refused, with what to do") {
  const Column numbers("l", 1, {nullptr, nullptr});
  const auto column = TextColumn::of(numbers.schema, "age");
  REQUIRE_FALSE(column);
  CHECK(column.error().message.find("'age' holds no texts") != std::string::npos);
  CHECK(column.error().message.find("cast it to string") != std::string::npos);
}

TEST_CASE("offsets that go back, and buffers that are missing") {
  const std::array<std::int32_t, 3> back = {0, 4, 2};
  CHECK(texts_of(Column("u", 2, {nullptr, back.data(), "abcd"}))[1].find("not as") !=
        std::string::npos);
  CHECK(texts_of(Column("u", 1, {nullptr, nullptr, "abcd"}))[0].find("not as") !=
        std::string::npos);
  CHECK(texts_of(Column("u", 1, {nullptr}))[0].find("not as") != std::string::npos);
}

}  // namespace
}  // namespace imprimatur::arrow
