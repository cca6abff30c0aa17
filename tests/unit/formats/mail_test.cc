// Messages: what is read of them, where it stands, and what is left out.
#include "formats/mail.h"

#include "formats/registry.h"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

namespace imprimatur {
namespace {

struct Read {
  std::string text;
  std::string record;
  std::string error;
};

std::vector<Read> read_mail(std::string_view bytes) {
  std::vector<Read> read;
  const auto done = make_mail_reader()->read(bytes, {}, [&](const Document& document) {
    read.push_back({std::string(document.text),
                    document.record,
                    document.error ? document.error->message : std::string()});
    return true;
  });
  if (!done) {
    read.push_back({{}, {}, done.error().message});
  }
  return read;
}

// The bytes that `piece` of the text was written as.
std::string written(std::string_view bytes, std::string_view piece) {
  std::string found;
  const auto done = make_mail_reader()->read(bytes, {}, [&](const Document& document) {
    const std::size_t at = document.text.find(piece);
    if (at != std::string_view::npos) {
      const Span span = document.to_bytes({at, at + piece.size()});
      found = bytes.substr(span.begin, span.size());
    }
    return true;
  });
  REQUIRE(done);
  return found;
}

constexpr std::string_view kAlternative =
    "From: \"Desk\" <desk@example.org>\nMIME-Version: 1.0\n"
    "Content-Type: multipart/alternative; boundary=\"b;1\"\n\nfor old programs\n"
    "--b;1\nContent-Type: text/plain\n\nplain text\n"
    "--b;1\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n"
    "<p>Rights =C2=A9 &amp; re=\nserved</p>\n--b;1--\nbehind\n";

TEST_CASE("mail: sender, subject and body") {
  const auto read = read_mail(
      "Received: x\r\nFrom: =?utf-8?Q?J=C3=B6rg?= =?utf-8?B?IFJvZQ==?= <a@example.org>\r\n"
      "Subject: The =?iso-8859-1?Q?caf=E9?=\r\n burns\r\n\r\nIt burned.\r\n");
  REQUIRE(read.size() == 1);
  CHECK(read[0].text == "J\xC3\xB6rg Roe\n\nThe caf\xC3\xA9   burns\n\nIt burned.\r\n");
}

TEST_CASE("mail: of alternatives one is read, and the others are not") {
  const auto read = read_mail(kAlternative);
  REQUIRE(read.size() == 1);
  CHECK(read[0].text == "Desk\n\nRights \xC2\xA9 & reserved");
  CHECK(written(kAlternative, "Rights \xC2\xA9") == "Rights =C2=A9");
  CHECK(written(kAlternative, "reserved") == "re=\nserved");
  CHECK(written(kAlternative, "&") == "&amp;");
}

TEST_CASE("mail: transfer encodings lead back to the message") {
  const std::string base64 =
      "From: a@example.org\nContent-Transfer-Encoding: base64\nContent-Type: text/plain; "
      "charset=utf-8\n\nMTIzwqkg\nMjAyNA==\n";
  CHECK(read_mail(base64)[0].text == "123\xC2\xA9 2024");
  CHECK(written(base64, "123") == "MTIz");
  CHECK(written(base64, "\xC2\xA9 2024") == "wqkg\nMjAyNA==");
  const std::string eight_bit =
      "From: a@example.org\nContent-Type: text/plain; charset=windows-1251\n\n\xC4\xE0 \xA9 x\n";
  CHECK(read_mail(eight_bit)[0].text == "\xD0\x94\xD0\xB0 \xC2\xA9 x\n");
  CHECK(written(eight_bit, "\xC2\xA9 x") == "\xA9 x");
}

TEST_CASE("mail: attachments are members, read as what they are") {
  const auto read = read_mail(
      "From: a@example.org\nContent-Type: multipart/mixed; boundary=x\n\n"
      "--x\n\nsee below\n--x\nContent-Type: text/plain\nContent-Disposition: attachment;\n"
      " filename*0*=utf-8''%C3%BC; filename*1=ber.txt\n\nover\n"
      "--x\nContent-Type: message/rfc822\n\nFrom: b@example.org\n\ninner\n"
      "--x\nContent-Type: application/octet-stream; name=a.bin\nContent-Transfer-Encoding: base64\n"
      "\nAAECAwQFBgcICQ==\n");
  REQUIRE(read.size() == 4);
  CHECK(read[0].text == "see below\n");
  CHECK(read[1].record ==
        "\xC3\xBC"
        "ber.txt");
  CHECK(read[1].text == "over\n");
  CHECK(read[2].record == "part-2.eml");
  CHECK(read[2].text == "inner\n");
  CHECK(read[3].record == "a.bin");
  CHECK(read[3].error.find("binary") != std::string::npos);
}

TEST_CASE("mail: what cannot be read is an error") {
  CHECK(
      read_mail("From: a@example.org\nContent-Type: multipart/encrypted; boundary=x\n\n--x\n\nA\n")
          .back()
          .error.find("encrypted") != std::string::npos);
  CHECK(read_mail("From: a@example.org\nContent-Type: multipart/mixed; boundary=x\n\nnothing\n")
            .back()
            .error.find("boundary") != std::string::npos);
  std::string deep = "From: a@example.org\n";
  for (int i = 0; i < 100; ++i) {
    deep += "Content-Type: multipart/mixed; boundary=x\n\n--x\n";
  }
  CHECK_FALSE(read_mail(deep).back().error.empty());
}

TEST_CASE("mail: told by what servers write, not by a line with a colon") {
  CHECK(is_mail("Return-Path: <a@example.org>\nReceived: x\nFrom: a@example.org\n\nx"));
  CHECK(is_mail("From: a@example.org\nDate: x\nMessage-ID: <1>\n\nx"));
  CHECK_FALSE(is_mail("From: the editor\nSubject: rain\nDate: today\n\nIt rained."));
  CHECK_FALSE(is_mail("Message-ID: 1\n"));
  CHECK_FALSE(is_mail("It rained on Sunday."));
}

}  // namespace
}  // namespace imprimatur
