// Feeds, news formats and wires: documents, zones, fields and places. Whole documents with their
// verdicts are in tests/cases/formats.
#include "formats/feed.h"
#include "formats/newsml.h"
#include "formats/ninjs.h"
#include "formats/nitf.h"
#include "formats/registry.h"
#include "formats/wire.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <functional>
#include <string>
#include <vector>

namespace imprimatur {
namespace {

using namespace std::string_literals;

struct Part {
  std::string record;
  std::string text;
  std::string fields;   // "name=value@written;"
  std::string regions;  // "zone/scope:text;"
};

struct Outcome {
  std::vector<Part> parts;
  std::string error;
};

std::string fields_of(const Document& document, std::string_view bytes) {
  std::string out;
  for (const Field& field : document.fields) {
    const Span span = document.source_to_bytes(field.span);
    const std::string written(bytes.substr(span.begin, span.size()));
    out += field.name + "=" + field.value;
    out += written == field.value ? "" : "@" + written;
    out += field.scope == Scope::document ? "" : "(" + std::string(name_of(field.scope)) + ")";
    out += field.why_not.empty() ? ";" : "!;";
  }
  return out;
}

Outcome read(Reader& reader, std::string_view bytes) {
  Outcome outcome;
  const auto done = reader.read(bytes, {"a", {}, {}}, [&](const Document& document) {
    Part part{document.record, std::string(document.text), fields_of(document, bytes), {}};
    for (const Region& region : document.regions) {
      part.regions += region.zone ? std::string(name_of(*region.zone)) : "-";
      part.regions += "/" + std::string(name_of(region.scope)) + ":";
      part.regions += document.text.substr(region.span.begin, region.span.size());
      part.regions += ";";
    }
    outcome.parts.push_back(std::move(part));
    return true;
  });
  outcome.error = done ? std::string() : done.error().message;
  return outcome;
}

// The bytes that `piece` of the first document's text is written as.
std::string written(Reader& reader, std::string_view bytes, std::string_view piece) {
  std::string found = "not found";
  static_cast<void>(reader.read(bytes, {"a", {}, {}}, [&](const Document& document) {
    const std::size_t at = document.text.find(piece);
    if (at != std::string_view::npos) {
      const Span span = document.to_bytes({at, at + piece.size()});
      found = bytes.substr(span.begin, span.size());
    }
    return false;
  }));
  return found;
}

std::string rss(const std::string& inside) {
  return "<rss version='2.0' xmlns:dc='http://purl.org/dc/elements/1.1/' "
         "xmlns:content='http://purl.org/rss/1.0/modules/content/'><channel>" +
         inside + "</channel></rss>";
}

TEST_CASE("feeds: items with their texts, and positions through two escapes") {
  const auto reader = make_feed_reader();
  const std::string xml = rss(
      "<title>T</title><item><title>One &amp;amp; two</title><description>&lt;p&gt;a &amp;copy; "
      "b&lt;/p&gt;&lt;p&gt;c&lt;/p&gt;</description></item><item><content:encoded><![CDATA[<p>x "
      "&amp; y</p>]]></content:encoded></item>");
  const Outcome outcome = read(*reader, xml);
  CHECK(outcome.error.empty());
  REQUIRE(outcome.parts.size() == 2);
  CHECK(outcome.parts[0].text == "One & two\n\na \xC2\xA9 b\n\nc");
  CHECK(outcome.parts[0].record == "1");
  CHECK(outcome.parts[1].text == "x & y");
  CHECK(outcome.parts[1].record == "2");
  CHECK(written(*reader, xml, "One & two") == "One &amp;amp; two");
  CHECK(written(*reader, xml, "\xC2\xA9 b") == "&amp;copy; b");
  CHECK(written(*reader, xml, "a \xC2\xA9") == "a &amp;copy;");
}

TEST_CASE("feeds: whose rights they are") {
  const auto reader = make_feed_reader();
  const Outcome outcome =
      read(*reader,
           rss("<item><guid>a</guid><dc:rights>R</dc:rights></item><item><guid>a</guid></item>"
               "<copyright>C &amp; D</copyright>"));
  REQUIRE(outcome.parts.size() == 2);
  CHECK(outcome.parts[0].fields == "terms=R;notice=C & D@C &amp; D(site)!;");
  CHECK(outcome.parts[1].fields == "notice=C & D@C &amp; D(site);");
  CHECK(outcome.parts[0].record == "a");
  CHECK(outcome.parts[1].record == "a#2");
}

TEST_CASE("feeds: prefixes nobody declared, unknown versions, no items") {
  const auto reader = make_feed_reader();
  const Outcome loose = read(*reader,
                             "<rss><channel><item><guid>1</guid><media:credit>X</media:credit>"
                             "<dc:rights>R</dc:rights></item></channel></rss>");
  REQUIRE(loose.parts.size() == 1);
  CHECK(loose.parts[0].fields == "credit=X(photo);terms=R;");
  CHECK(read(*reader, "<rss><channel/></rss>").error.find("no items") != std::string::npos);
  const Outcome cut = read(*reader, "<rss><channel><item><guid>1</guid></item><item><title>");
  CHECK(cut.parts.size() == 1);
  CHECK(cut.error.find("malformed XML") != std::string::npos);
}

TEST_CASE("NITF: zones, and rights of head and body") {
  const auto reader = make_nitf_reader();
  const std::string xml =
      "<nitf><head><title>no text</title><docdata management-status='usable'><doc.copyright "
      "year='2026' holder='H &amp; I'/></docdata></head><body><body.head><hedline><hl1>Head</hl1>"
      "</hedline><rights>Ask <rights.owner>O</rights.owner>.</rights><byline>By A</byline>"
      "</body.head><body.content><p>One<em>two</em></p><media><media-caption>Cap</media-caption>"
      "</media><p>Three</p></body.content></body></nitf>";
  const Outcome outcome = read(*reader, xml);
  REQUIRE(outcome.parts.size() == 1);
  CHECK(outcome.parts[0].text == "Head\n\nBy A\n\nOnetwo\n\nCap\n\nThree");
  CHECK(outcome.parts[0].fields ==
        "status=usable;year=2026;holder=H & I@H &amp; I;owner=O;terms=Ask O.@Ask "
        "<rights.owner>O</rights.owner>.;");
  CHECK(outcome.parts[0].regions ==
        "headline/document:Head;byline/document:By A;caption/photo:Cap;");
  CHECK(written(*reader, xml, "Onetwo") == "One<em>two");
}

TEST_CASE("lines inside of markup are kept once an empty line shows that they mean something") {
  const auto reader = make_nitf_reader();
  const Outcome outcome = read(*reader,
                               "<nitf><body><body.content><p>(Adds)\n\n    By A\n    May 1 (X) - "
                               "Gold\nrose.</p><p>a\n   b</p></body.content></body></nitf>");
  REQUIRE(outcome.parts.size() == 1);
  CHECK(outcome.parts[0].text == "(Adds)\n\nBy A\nMay 1 (X) - Gold\nrose.\n\na b");
}

TEST_CASE("NewsML-G2: fields by code, name or text; parts; what is no news") {
  const auto reader = make_newsml_g2_reader();
  const std::string head = "<newsItem xmlns='http://iptc.org/std/nar/2006-10-01/' guid='g'>";
  const Outcome outcome = read(
      *reader,
      head +
          "<rightsInfo><copyrightHolder qcode='p:HOLD'/><usageTerms href='https://x/t'>No "
          "<b>use</b></usageTerms></rightsInfo><rightsInfo idrefs='pic'><copyrightNotice>N"
          "</copyrightNotice></rightsInfo><itemMeta><provider literal='P'><name>Prov</name>"
          "</provider><pubStatus qcode='stat:usable'/><embargoed/></itemMeta><contentSet>"
          "<inlineData>&lt;p&gt;Text&lt;/p&gt;</inlineData><remoteContent id='pic'/></contentSet>"
          "</newsItem>");
  REQUIRE(outcome.parts.size() == 1);
  CHECK(outcome.parts[0].record == "g");
  CHECK(outcome.parts[0].text == "Text");
  CHECK(outcome.parts[0].fields ==
        "holder=HOLD;terms=No use@No <b>use;licence=https://x/t;notice=N(photo);provider=Prov;"
        "status=usable;embargo=none given@;");
  CHECK(read(*reader, "<knowledgeItem xmlns='http://iptc.org/std/nar/2006-10-01/'/>")
            .error.find("no news") != std::string::npos);
  const Outcome packed =
      read(*reader,
           head +
               "<contentSet><inlineData encoding='base64'>QUJD</inlineData></contentSet>"
               "</newsItem>");
  CHECK(packed.error.find("base64") != std::string::npos);
}

TEST_CASE("ninjs: spelling of all versions, lists, parts, other JSON") {
  const auto reader = make_ninjs_reader();
  const std::string json =
      "{\"uri\":\"u\",\"type\":\"text\",\"pubStatus\":\"usable\",\"headlines\":[{\"value\":"
      "\"Head\"}],"
      "\"bodies\":[{\"value\":\"One \\u00a9 two\\n\\nthree\"}],\"copyrightHolder\":\"H\","
      "\"usageTerms\":[\"T1\",\"T \\\"2\\\"\"],\"infoSources\":[{\"name\":\"S\"}],"
      "\"associations\":[{\"type\":\"picture\",\"headline\":\"Pic\",\"copyrightNotice\":\"N\"}]}";
  const Outcome outcome = read(*reader, "[" + json + "," + json + "]");
  REQUIRE(outcome.parts.size() == 2);
  CHECK(outcome.parts[0].text == "Head\n\nOne \xC2\xA9 two\n\nthree\n\nPic");
  CHECK(outcome.parts[0].regions == "headline/document:Head;caption/photo:Pic;");
  CHECK(outcome.parts[0].fields ==
        "status=usable;holder=H;terms=T1;terms=T \"2\"@T \\\"2\\\";source=S;notice=N(photo);");
  CHECK(outcome.parts[1].record == "u#2");
  CHECK(written(*reader, json, "One \xC2\xA9") == "One \\u00a9");
  CHECK(written(*reader, json, "three") == "three");
  CHECK(read(*reader, "{\"a\":1}").error.find("no news item") != std::string::npos);
  CHECK(read(*reader, json.substr(0, 100)).parts.size() == 1);
  CHECK(read(*reader, json.substr(0, 100)).error.find("bad JSON") != std::string::npos);
  CHECK(read(*reader, std::string(100'000, '[')).error.find("nested") != std::string::npos);
}

TEST_CASE("JSON of no known kind: whatever holds a running text is an item") {
  const auto reader = make_ninjs_reader();
  const std::string prose =
      "The council met on Monday to vote on the new bridge over the river. The mayor thanked all "
      "who "
      "came and said that work begins in May, when the water is low. Two of the old piers stay "
      "where "
      "they are, and the third is taken down in winter.\\n\\n(c) 2024 Port Daily";
  const std::string post = "{\"id\":7,\"post_title\":\"Bridge\",\"maintext\":\"" + prose + "\"}";
  const Outcome one = read(*reader, "{\"data\":{\"posts\":[" + post + "," + post + "]}}");
  REQUIRE(one.parts.size() == 2);
  CHECK(one.parts[0].text.find("winter.\n\n(c) 2024 Port Daily") != std::string::npos);
  CHECK(one.parts[0].record == "7");
  const std::size_t half = prose.find("Two of");
  const std::string list =
      "{\"lines\":[\"" + prose.substr(0, half) + "\",\"" + prose.substr(half) + "\"]}";
  CHECK(read(*reader, list).parts.size() == 1);
  const std::string cell = "{\"cells\":[{\"cell_type\":\"markdown\",\"source\":[\"" +
                           prose.substr(0, half) + "\",\"" + prose.substr(half) + "\"]}]}";
  CHECK(read(*reader, cell).parts.at(0).text.find("Port Daily") != std::string::npos);
  std::string chinese;
  for (int i = 0; i < 60; ++i) {
    chinese += "\u7248\u6743";
  }
  CHECK(read(*reader, "{\"zhengwen\":\"" + chinese + "\"}").parts.at(0).text == chinese);
  const std::string bare = "[\"" + prose.substr(0, half) + "\", \"" + prose.substr(half) + "\"]";
  CHECK(read(*reader, bare).parts.at(0).text.find("Port Daily") != std::string::npos);
  CHECK(detect_format(bare, {"a", {}, {}}).id == "ninjs");
  // A short text under a key of texts, a notice, and the licences of data.
  CHECK(read(*reader, R"({"id":3,"text":"(c) 2024 Port Daily"})").parts.at(0).text ==
        "(c) 2024 Port Daily");
  const Outcome data = read(*reader,
                            R"({"name":"bridges","licenses":[{"name":"Open",)"
                            R"("path":"https://creativecommons.org/licenses/by/4.0/"}]})");
  REQUIRE(data.parts.size() == 1);
  CHECK(data.parts[0].fields.find("licenses/by/4.0/") != std::string::npos);
  // Messages of a program beside one that is longer, of which some may sound like a ban.
  CHECK(read(*reader,
             R"({"about":"We bake bread and cakes for our town and send them to you by bike.",)"
             R"("error":"You may not publish this yet.","foot":"All rights reserved."})")
            .parts.at(0)
            .text == "We bake bread and cakes for our town and send them to you by bike.");
  // Labels and settings are a plain text, as is what is no JSON in the end.
  const std::string labels = "{\"help\":\"" + prose.substr(0, 50) + "\"}";
  CHECK(read(*reader, labels).parts.at(0).text == labels);
  CHECK(read(*reader, post + ",]").parts.at(0).text == post + ",]");
  const Outcome broken = read(*reader, post + "\n{\"id\":8,\"text\":\"cut\n" + post);
  CHECK(broken.parts.size() == 1);
  CHECK(broken.error.find("bad JSON") != std::string::npos);
}

TEST_CASE("wires: messages, headers, marks and controls") {
  const auto reader = make_wire_reader();
  const std::string message =
      "\x16\x16\x01"s +
      "abc0001 4 pl 20 dpa 0027\r\nSlug\r\n\x02\r\n   One\r\ntwo.\x1f\r\n   Three\r\n"
      "\x03\r\n011000 GMT May 26\r\n\x04";
  const Outcome outcome = read(*reader, message + message);
  REQUIRE(outcome.parts.size() == 2);
  CHECK(outcome.error.empty());
  CHECK(outcome.parts[0].record == "abc0001");
  CHECK(outcome.parts[1].record == "abc0001#2");
  CHECK(outcome.parts[0].text == "abc0001 4 pl 20 dpa 0027 Slug\n\nOne\ntwo.\n\nThree");
  CHECK(outcome.parts[0].fields == "provider=dpa;");
  CHECK(written(*reader, message, "One\ntwo.") == "One\r\ntwo.");
  const Outcome anpa = read(*reader,
                            "\x01"s +
                                "a0001 x\r\n\x02^Head<\r\n^Eds: Note.<\r\n^By A B=\r\n\t   T (AP) "
                                "_ One.\r\n\x03");
  REQUIRE(anpa.parts.size() == 1);
  CHECK(anpa.parts[0].text == "a0001 x\n\nHead\n\nEds: Note.\n\nBy A B\n\nT (AP) _ One.");
  CHECK(anpa.parts[0].fields == "ednote=Eds: Note.;");
  CHECK(read(*reader, message.substr(0, 60)).error.find("cut") != std::string::npos);
}

TEST_CASE("contents tell the format") {
  const auto id = [](std::string_view bytes, std::string_view name) {
    return std::string(detect_format(bytes, {name, {}, {}}).id);
  };
  CHECK(id("<?xml version='1.0'?>\n<!-- x -->\n<rss version='2.0'>", "a.xml") == "feed");
  CHECK(id("\n<feed xmlns='http://www.w3.org/2005/Atom'>", "a.xml") == "feed");
  CHECK(id("<!DOCTYPE nitf SYSTEM 'nitf.dtd' [<!ENTITY a 'b'>]><nitf>", "a.xml") == "nitf");
  CHECK(id("<newsMessage xmlns='http://iptc.org/std/nar/2006-10-01/'>", "a") == "newsml-g2");
  CHECK(id("<NewsML Version='1.2'>", "a.xml") == "newsml");
  CHECK(id("<Publication xmlns='http://ap.org/schemas/03/2005/appl'>", "a") == "appl");
  CHECK(id("{\"uri\":\"x\",\"pubstatus\":\"usable\",\"body_text\":\"y\"}", "a.json") == "ninjs");
  CHECK(id("\x16\x16\x01xyz0001 4 a\r\n\x02text", "a.txt") == "text");
  CHECK(id("\x16\x16\x01xyz0001 4 a\r\n\x02text", "a.bin") == "wire");
  CHECK(id("{\"name\":\"package\",\"version\":\"1\"}", "a.json") == "text");
  CHECK(id("{\"a\":\"Council agrees on the bridge over the river Arne at last, in May\"}", "a") ==
        "ninjs");
  CHECK(id("{\"a\":[\"\",\"\\\"\"", "a.json") == "text");
  CHECK(id("<note>x</note>", "a.xml") == "text");
  CHECK(id("<html><body>rss</body></html>", "a.xml") == "html");
}

}  // namespace
}  // namespace imprimatur
