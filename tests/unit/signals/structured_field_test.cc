// Dictionaries of RFC 9651: what is one, and what makes all of it void.
#include "signals/structured_field.h"

#include <catch2/catch.hpp>

#include <string>

namespace imprimatur {
namespace {

// "a:y b:? c:-": tokens, true or false, anything else.
std::string shown(std::string_view text) {
  const auto members = parse_dictionary(text);
  if (!members) {
    return "error";
  }
  std::string out;
  for (const DictionaryMember& member : *members) {
    out += (out.empty() ? "" : " ") + member.key + ":";
    out += member.kind == DictionaryMember::Kind::token     ? member.token
           : member.kind == DictionaryMember::Kind::boolean ? (member.truth ? "?1" : "?0")
                                                            : "-";
  }
  return out;
}

TEST_CASE("well-formed dictionaries") {
  CHECK(shown("") == "");
  CHECK(shown("   ") == "");
  CHECK(shown("a=y") == "a:y");
  CHECK(shown("  a=y  ") == "a:y");
  CHECK(shown("a=y,b=n") == "a:y b:n");
  CHECK(shown("a=y \t,\t b=n") == "a:y b:n");
  CHECK(shown("a, b=?0, c=?1") == "a:?1 b:?0 c:?1");
  CHECK(shown("a=1, b=-1.5, c=\"x\\\"y\", d=:aGk=:, e=@1700000000, f=%\"a%c3%a9\"") ==
        "a:- b:- c:- d:- e:- f:-");
  CHECK(shown("a=(1 2 \"x\");p, b=()") == "a:- b:-");
  CHECK(shown("a=y;b=n;c;d=\"x\", e;f=?0") == "a:y e:?1");
  CHECK(shown("a=1, b=y, a=n") == "b:y a:n");
  CHECK(shown("*a.b-c_d*=y") == "*a.b-c_d*:y");
  CHECK(shown("a=x/y:z*") == "a:x/y:z*");
}

TEST_CASE("malformed ones") {
  for (const char* text : {"A=y",
                           "a=y,",
                           ",a=y",
                           "a=y,,b=n",
                           "a=y b=n",
                           "a=",
                           "a= y",
                           "a =y",
                           "1a=y",
                           "a=\"x",
                           "a=\"\\x\"",
                           "a=?2",
                           "a=(1 2",
                           "a=(1,2)",
                           "a=1.",
                           "a=1.2345",
                           "a=1234567890123456",
                           "a=:$:",
                           "a=:aGk=",
                           "a=@1.5",
                           "a=%\"%C3\"",
                           "a=y;B=1",
                           "a=y;",
                           "a=\xC3\xA9",
                           "\ta=y"}) {
    INFO(text);
    CHECK(shown(text) == "error");
  }
}

}  // namespace
}  // namespace imprimatur
