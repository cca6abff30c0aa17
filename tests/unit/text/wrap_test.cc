// Line breaks that wrap a sentence, and those that do not.
#include "text/wrap.h"

#include <catch2/catch.hpp>

#include <string>

namespace imprimatur {
namespace {

// Whether the first line break of `text` is a wrap.
bool wraps(const std::string& text) {
  return is_wrap(text, text.find('\n'));
}

TEST_CASE("a sentence that goes on is wrapped") {
  CHECK(
      wraps("The council will vote on the bridge on Monday, and no part\n"
            "of this publication may be reproduced in any form."));
  CHECK(
      wraps(" * The council will vote on the bridge on Monday, and no part\n"
            " * of this publication may be reproduced."));
  CHECK(
      wraps("> The council will vote on the bridge on Monday, and no part\r\n"
            "> of this publication may be reproduced.\r\n"));
  CHECK(wraps("The bridge stays shut. The mayor said so in a talk with the agency\nReuters."));
  CHECK(wraps("The first drone lifts off from the park. (Profimedia, Enex, Reuters,\nAFP)"));
  CHECK(
      wraps("All content on this site is the exclusive property of Kestrel Sports\n"
            "Network and cannot be used elsewhere without consent."));
}

TEST_CASE("a line of its own is not wrapped") {
  const std::string prose =
      "The council will vote on the bridge on Monday, the mayor said on Friday";
  CHECK_FALSE(wraps(prose + ".\nafp"));
  CHECK_FALSE(wraps(prose + "\nafp"));
  CHECK_FALSE(wraps(prose + "\nBy Jane Roe, AFP"));
  CHECK_FALSE(wraps(prose + "\n(AFP)"));
  CHECK_FALSE(wraps(prose + "\nSource: The Harbour Gazette and the agencies of the north."));
  CHECK_FALSE(wraps(prose + "\n(c) 2022 The Harbour Gazette. All rights are reserved."));
  CHECK_FALSE(wraps(prose + "\nPARIS (AFP) - The council will vote on the bridge today."));
  CHECK_FALSE(wraps(prose + "\n\nof this publication may be reproduced in any form."));
  CHECK_FALSE(wraps("Bridge shut\nno part of this publication may be reproduced in any form."));
  CHECK_FALSE(wraps(prose + ":\nno part of this publication may be reproduced in any form."));
  CHECK_FALSE(
      wraps(std::string(700, 'a') + "\nof this publication may be reproduced in any form."));
  CHECK_FALSE(wraps("\nof this"));
  CHECK_FALSE(wraps("of this\n"));
}

}  // namespace
}  // namespace imprimatur
