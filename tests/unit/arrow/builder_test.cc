// Rows of every depth and their schema, as a consumer sees them.
#include "arrow/builder.h"

#include <catch2/catch.hpp>

#include <cstring>
#include <string>
#include <string_view>

namespace imprimatur::arrow {
namespace {

Field people() {
  const Field item{"item", Kind::number, {}, false};
  return {"",
          Kind::row,
          {{"name", Kind::text}, {"ages", Kind::list, {item}}, {"known", Kind::flag}},
          false};
}

std::int32_t offset_of(const ArrowArray& array, std::size_t index) {
  std::int32_t value = 0;
  std::memcpy(
      &value, static_cast<const char*>(array.buffers[1]) + index * sizeof value, sizeof value);
  return value;
}

TEST_CASE("a schema says names, formats and what may be null") {
  Owned<ArrowSchema> schema;
  export_schema(people(), *schema.get());
  CHECK(std::string_view(schema->format) == "+s");
  REQUIRE(schema->n_children == 3);
  CHECK(schema->flags == 0);
  CHECK(std::string_view(schema->children[0]->name) == "name");
  CHECK(std::string_view(schema->children[0]->format) == "u");
  CHECK(schema->children[0]->flags == ARROW_FLAG_NULLABLE);
  CHECK(std::string_view(schema->children[1]->format) == "+l");
  CHECK(std::string_view(schema->children[1]->children[0]->format) == "l");
  CHECK(std::string_view(schema->children[2]->format) == "b");
}

TEST_CASE("rows come out as they went in, and the builder begins again") {
  Builder rows(people());
  rows.child(0).text("Ada");
  rows.child(1).child().number(36);
  rows.child(1).child().number(37);
  rows.child(1).close();
  rows.child(2).flag(true);
  rows.close();
  rows.null();
  rows.child(0).text_or_null("");
  rows.child(1).close();
  rows.child(2).flag(true);
  rows.close();
  CHECK(rows.length() == 3);
  CHECK(rows.widest() == 3);
  {
    Owned<ArrowArray> array;
    rows.finish(*array.get());
    CHECK(array->length == 3);
    CHECK(array->null_count == 1);
    const ArrowArray& names = *array->children[0];
    CHECK(names.null_count == 2);
    CHECK(offset_of(names, 1) == 3);
    CHECK(offset_of(names, 3) == 3);
    CHECK(std::string_view(static_cast<const char*>(names.buffers[2]), 3) == "Ada");
    const ArrowArray& ages = *array->children[1];
    CHECK(offset_of(ages, 1) == 2);
    CHECK(offset_of(ages, 3) == 2);
    CHECK(ages.children[0]->length == 2);
    CHECK(ages.children[0]->buffers[0] == nullptr);
    CHECK((*static_cast<const unsigned char*>(array->children[2]->buffers[1]) & 7U) == 5U);
  }
  CHECK(rows.length() == 0);
  Owned<ArrowArray> none;
  rows.finish(*none.get());
  CHECK(none->length == 0);
  CHECK(offset_of(*none->children[0], 0) == 0);
}

TEST_CASE("a child outlives the row that it was taken from") {
  Builder rows(people());
  rows.child(0).text("a name that is longer than a short string holds in itself");
  rows.child(1).null();
  rows.child(2).null();
  rows.close();
  Owned<ArrowArray> array;
  rows.finish(*array.get());
  const Owned<ArrowArray> names(*array->children[0]);
  array.reset();
  CHECK(std::string_view(static_cast<const char*>((*names).buffers[2]), 6) == "a name");
}

TEST_CASE("bytes that are no UTF-8 become replacement characters") {
  Builder texts(Field{"", Kind::text});
  texts.text("a\xff");
  Owned<ArrowArray> array;
  texts.finish(*array.get());
  CHECK(std::string_view(static_cast<const char*>(array->buffers[2]), 4) == "a\xef\xbf\xbd");
}

}  // namespace
}  // namespace imprimatur::arrow
