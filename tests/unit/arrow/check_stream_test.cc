// Rows in, answers out: as many, in the same order, for any number of threads; errors of either
// side.
#include "arrow/check_stream.h"

#include "arrow/answer_rows.h"
#include "engine/engine.h"
#include "support/builtin_rules.h"

#include <catch2/catch.hpp>

#include <cerrno>
#include <string>
#include <string_view>
#include <vector>

namespace imprimatur::arrow {
namespace {

const std::string kNotice = "Copyright 2022 Example Media Group. All rights reserved.";

std::shared_ptr<Judges> judges() {
  static const Engine kEngine([] {
    EngineOptions options;
    options.rules = builtin_rules();
    options.today = "2026-01-31";
    return options;
  }());
  return std::make_shared<Judges>([] { return std::make_unique<audit::Judge>(kEngine); });
}

const Field& texts_field() {
  static const Field kField{"", Kind::row, {{"id", Kind::text}, {"text", Kind::text}}, false};
  return kField;
}

// A stream of one batch; "" is a null.
ArrowArrayStream stream_with(const std::vector<std::string>& texts) {
  Builder rows(texts_field());
  for (std::size_t i = 0; i < texts.size(); ++i) {
    rows.child(0).text(std::to_string(i));
    rows.child(1).text_or_null(texts[i]);
    rows.close();
  }
  ArrowSchema schema{};
  ArrowArray batch{};
  export_schema(texts_field(), schema);
  rows.finish(batch);
  ArrowArrayStream stream{};
  stream_of(schema, batch, stream);
  return stream;
}

// The verdicts of all batches; "" is a null.
std::vector<std::string> verdicts_of(ArrowArrayStream& out, std::size_t* batches = nullptr) {
  std::vector<std::string> found;
  for (;;) {
    Owned<ArrowArray> batch;
    REQUIRE(out.get_next(&out, batch.get()) == 0);
    if (batch.empty()) {
      return found;
    }
    if (batches != nullptr) {
      ++*batches;
    }
    Owned<ArrowSchema> schema;
    export_schema(answer_field().children[0], *schema.get());
    TextColumn verdicts = TextColumn::of(*schema, "verdict").value();
    REQUIRE(verdicts.bind(*batch->children[0]));
    for (std::int64_t row = 0; row < batch->length; ++row) {
      found.emplace_back(verdicts.at(row)->value_or(""));
    }
  }
}

std::vector<std::string> many_texts() {
  std::vector<std::string> texts;
  for (int i = 0; i < 700; ++i) {
    texts.push_back(i % 3 == 0 ? kNotice : i % 3 == 1 ? "The harbour opens." : std::string());
  }
  return texts;
}

TEST_CASE("one row a row, in order, for any number of threads") {
  for (const std::size_t threads : {1U, 3U}) {
    Owned<ArrowArrayStream> in;
    *in.get() = stream_with(many_texts());
    Owned<ArrowArrayStream> out;
    StreamOptions options;
    options.threads = threads;
    options.columns.id = "id";
    REQUIRE(check_stream(*in.get(), judges(), options, *out.get()));
    CHECK(in.empty());
    const std::vector<std::string> verdicts = verdicts_of(*out.get());
    REQUIRE(verdicts.size() == 700);
    for (std::size_t i = 0; i < verdicts.size(); ++i) {
      CHECK(verdicts[i] == (i % 3 == 0 ? "permission-required" : i % 3 == 1 ? "unknown" : ""));
    }
  }
}

TEST_CASE("a batch with too much text is cut, and loses nothing") {
  Owned<ArrowArrayStream> in;
  *in.get() = stream_with(std::vector<std::string>(1300, kNotice));
  Owned<ArrowArrayStream> out;
  StreamOptions options;
  options.cut_bytes = 1000;
  REQUIRE(check_stream(*in.get(), judges(), options, *out.get()));
  std::size_t batches = 0;
  CHECK(verdicts_of(*out.get(), &batches).size() == 1300);
  CHECK(batches == 3);
}

TEST_CASE("a stream of texts alone, and one without a row") {
  for (const int count : {0, 2}) {
    Builder texts(Field{"", Kind::text});
    for (int i = 0; i < count; ++i) {
      texts.text(kNotice);
    }
    ArrowSchema schema{};
    ArrowArray batch{};
    export_schema(Field{"", Kind::text}, schema);
    texts.finish(batch);
    Owned<ArrowArrayStream> in;
    stream_of(schema, batch, *in.get());
    Owned<ArrowArrayStream> out;
    REQUIRE(check_stream(*in.get(), judges(), {}, *out.get()));
    CHECK(verdicts_of(*out.get()).size() == static_cast<std::size_t>(count));
  }
}

TEST_CASE("a column that is not there is an error that names those that are") {
  Owned<ArrowArrayStream> in;
  *in.get() = stream_with({kNotice});
  ArrowArrayStream out{};
  StreamOptions options;
  options.columns.text = "body";
  const auto made = check_stream(*in.get(), judges(), options, out);
  REQUIRE_FALSE(made);
  CHECK(made.error().code == ErrorCode::usage);
  CHECK(made.error().message == "there is no column 'body'; there are: id, text");
  CHECK_FALSE(in.empty());
  CHECK(out.release == nullptr);
}

TEST_CASE("what the stream of rows says is wrong is passed on") {
  Owned<ArrowArrayStream> in;
  *in.get() = stream_with({kNotice});
  in->get_next = [](ArrowArrayStream*, ArrowArray*) { return EIO; };
  in->get_last_error = [](ArrowArrayStream*) -> const char* { return "the disk is gone"; };
  Owned<ArrowArrayStream> out;
  REQUIRE(check_stream(*in.get(), judges(), {}, *out.get()));
  ArrowArray batch{};
  CHECK(out->get_next(out.get(), &batch) == EIO);
  CHECK(std::string(out->get_last_error(out.get())) == "the disk is gone");
}

}  // namespace
}  // namespace imprimatur::arrow
