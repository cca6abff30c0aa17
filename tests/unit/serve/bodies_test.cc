// What the bodies of POST /v1/check say.
#include "serve/check_json.h"
#include "serve/check_request.h"
#include "serve/form.h"
#include "serve/http.h"

#include <catch2/catch.hpp>

#include <string>

namespace imprimatur::serve {
namespace {

Request request(const std::string& media_type, const std::string& body) {
  Request made;
  made.method = "POST";
  made.path = "/v1/check";
  made.headers = {{"content-type", media_type}};
  made.body = body;
  return made;
}

TEST_CASE("parameters of header fields") {
  CHECK(essence_of(" Text/HTML ; charset=utf-8") == "text/html");
  CHECK(parameter_of("text/html; Charset=\"utf-8\"; x=y", "charset") == "utf-8");
  CHECK(parameter_of("form-data; name=\"a;b=\\\"c\\\"\"; filename=d", "name") == "a;b=\"c\"");
  CHECK(parameter_of("form-data; name=\"a; filename=x\"", "filename").empty());
  CHECK(parameter_of("form-data; name", "name").empty());
  CHECK(parameter_of("", "name").empty());
}

TEST_CASE("percent signs") {
  CHECK(percent_decoded("a%20b+c", true) == "a b c");
  CHECK(percent_decoded("a+b", false) == "a+b");
  CHECK_FALSE(percent_decoded("%4", false));
  CHECK_FALSE(percent_decoded("%4x", false));
  CHECK_FALSE(percent_decoded("%1F", false));
  CHECK(percent_decoded(percent_encoded("a b/\xC3\xA9?"), false) == "a b/\xC3\xA9?");
}

TEST_CASE("base64") {
  CHECK(base64_decoded("") == "");
  CHECK(base64_decoded("TQ==") == "M");
  CHECK(base64_decoded("TWE=") == "Ma");
  CHECK(base64_decoded("TWFu") == "Man");
  CHECK(base64_decoded("/+8A") == std::string("\xFF\xEF\0", 3));
  for (const char* bad : {"T", "TWE", "T===", "====", "TW=u", "TWF\n", "TWF-"}) {
    INFO(bad);
    CHECK_FALSE(base64_decoded(bad));
  }
}

TEST_CASE("forms hold files and fields") {
  const std::string body =
      "preamble\r\n--b\r\nContent-Disposition: form-data; name=\"a\"; filename=\"x%22y.txt\"\r\n"
      "Content-Type: text/plain\r\n\r\nline\r\n--bc\r\n\r\n--b  \r\n"
      "content-disposition: form-data; name=use\r\n\r\n\r\n--b--\r\nepilogue";
  const auto parts = read_form(body, "multipart/form-data; boundary=b", 10);
  REQUIRE(parts);
  REQUIRE(parts->size() == 2);
  CHECK((*parts)[0].name == "a");
  CHECK((*parts)[0].file_name == "x\"y.txt");
  CHECK((*parts)[0].media_type == "text/plain");
  CHECK((*parts)[0].content == "line\r\n--bc\r\n");
  CHECK((*parts)[1].name == "use");
  CHECK_FALSE((*parts)[1].file_name);
  CHECK((*parts)[1].content.empty());
  CHECK_FALSE(read_form(body, "multipart/form-data; boundary=b", 1));
  CHECK_FALSE(read_form(body, "multipart/form-data; boundary=none", 10));
  CHECK_FALSE(read_form("--b", "multipart/form-data; boundary=b", 10));
  CHECK_FALSE(read_form("--b\r\n\r\n--b--", "multipart/form-data; boundary=b", 10));
}

TEST_CASE("the place of a mistake in JSON is said") {
  const auto where = [](const std::string& body) {
    const auto read = read_check_request(request("application/json", body));
    REQUIRE_FALSE(read);
    return read.error().where;
  };
  CHECK(where(R"({"documents":[{"text":"a"},{"text":true}]})") == "documents[1].text");
  CHECK(where(R"({"documents":[{"text":"a"},1]})") == "documents[1]");
  CHECK(where(R"({"documents":[null]})") == "documents[0]");
  CHECK(where(R"({"documents":["a"]})") == "documents[0]");
  CHECK(where(R"({"documents":"a"})") == "documents");
  CHECK(where(R"({"documents":[[]]})") == "documents[0]");
  CHECK(where(R"({"documents":[{"text":{}}]})") == "documents[0].text");
  CHECK(where(R"({"documents":[{"use":"tdm","text":""}]})") == "documents[0].use");
  CHECK(where(R"({"text":"a","x":1})") == "x");
  CHECK(where(R"({"documents":[{"text":"a"}],"documents":[]})") == "documents");
  CHECK(where(R"({"documents":[{"base64":"?"}]})") == "documents[0].base64");
  CHECK(where(R"({"text":"a","use":"reprint"})") == "use");
  CHECK(where("[]").empty());
  CHECK(where("\"text\"").empty());
  CHECK(where("null").empty());
  CHECK(where("").empty());
  CHECK(where(R"({"text":"a"} {"text":"b"})").empty());
  CHECK(where(std::string(100'000, '[')).empty());
}

TEST_CASE("a member may come again in another document") {
  const auto read = read_check_request(request(
      "application/json", R"({"use":"tdm","documents":[{"text":"a"},{"text":"b"}],"policy":""})"));
  REQUIRE(read);
  CHECK(read->drafts.size() == 2);
  CHECK(read->question->name() == "tdm");
  CHECK(read->policy == "");
}

TEST_CASE("a document may be an address") {
  const auto read = read_check_request(request(
      "application/json",
      R"({"documents":[{"url":"HTTPS://Example.org/a b#c"},{"url":"http://a.example","name":"n.html"}]})"));
  REQUIRE(read);
  REQUIRE(read->drafts.size() == 2);
  CHECK(read->drafts[0].address == "https://example.org/a%20b");
  CHECK(read->drafts[0].name == read->drafts[0].address);
  CHECK(read->drafts[1].name == "n.html");
  for (const char* bad : {R"({"url":""})",
                          R"({"url":"a.example"})",
                          R"({"url":"file:///etc/passwd"})",
                          R"({"url":"http://u:p@a.example/"})",
                          R"({"url":"http://a.example/","text":"a"})",
                          R"({"url":"http://a.example/","documents":[{"text":"a"}]})"}) {
    INFO(bad);
    CHECK_FALSE(read_check_request(request("application/json", bad)));
  }
}

TEST_CASE("the body is the document") {
  auto made = request("Text/HTML; charset=ISO-8859-9", "<p>x");
  made.query = "name=a%2Fb.txt&use=tdm";
  const auto read = read_check_request(std::move(made));
  REQUIRE(read);
  REQUIRE(read->drafts.size() == 1);
  CHECK(read->drafts[0].bytes == "<p>x");
  CHECK(read->drafts[0].name == "a/b.txt");
  CHECK(read->drafts[0].media_type == "text/html");
  CHECK(read->drafts[0].encoding == "ISO-8859-9");
  CHECK(read->question->name() == "tdm");
}

TEST_CASE("media types that are taken") {
  for (const char* good : {"application/json",
                           "multipart/form-data; boundary=x",
                           "text/plain",
                           "application/octet-stream",
                           "application/pdf",
                           "text/html; charset=x"}) {
    INFO(good);
    CHECK_FALSE(wrong_media_type(request(good, "")));
  }
  for (const char* bad : {"", "text", "application/x-www-form-urlencoded", "video/mp4", "*/*"}) {
    INFO(bad);
    CHECK(wrong_media_type(request(bad, "")));
  }
}

}  // namespace
}  // namespace imprimatur::serve
