// XML as events: namespaces, places of everything, what real files do wrong, and attacks.
#include "formats/xml_events.h"

#include "formats/written_text.h"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

namespace imprimatur {
namespace {

// Writes down what is told: "<ns|name a=v>", text, "</name>".
class Log : public XmlHandler {
 public:
  explicit Log(std::string_view source) : source_(source) {}

  void start(const XmlElement& element) override {
    out += '<';
    out += element.ns.empty() ? std::string() : std::string(element.ns) + "|";
    out += element.name;
    for (const XmlAttribute& attribute : element.attributes) {
      out += ' ';
      out += attribute.ns.empty() ? std::string() : std::string(attribute.ns) + "|";
      out += std::string(attribute.name) + "=" + std::string(attribute.value);
      written.push_back(slice(attribute.span));
    }
    out += '>';
    tags.push_back(slice(element.tag));
    ++depth;
  }
  void end(const XmlElement& element) override {
    out += "</" + std::string(element.name) + ">";
    tags.push_back(slice(element.tag));
    --depth;
  }
  void text(std::string_view value, Span span) override {
    out += value;
    collected.add(value, span);
  }
  [[nodiscard]] bool wants_more() const override { return out.find(stop_at) == std::string::npos; }

  [[nodiscard]] std::string slice(Span span) const {
    return std::string(source_.substr(span.begin, span.size()));
  }

  std::string out;
  std::vector<std::string> written;
  std::vector<std::string> tags;
  WrittenText collected;
  int depth = 0;
  std::string stop_at = "nowhere";

 private:
  std::string_view source_;
};

std::string events(std::string_view xml) {
  Log log(xml);
  const auto read = parse_xml(xml, log);
  return log.out + (read ? "" : " !" + read.error().message);
}

TEST_CASE("elements, attributes, text and namespaces") {
  CHECK(events("<a/>") == "<a></a>");
  CHECK(events("<?xml version='1.0'?><a b='1' c=\"x &lt; y\">t<b/>u</a>") ==
        "<a b=1 c=x < y>t<b></b>u</a>");
  CHECK(events("<a xmlns='urn:x'><b xmlns=''/><p:c xmlns:p='urn:p' p:d='1' e='2'/></a>") ==
        "<urn:x|a><b></b><urn:p|c urn:p|d=1 e=2></c></a>");
  CHECK(events("<p:a q:b='1'/>") == "<a b=1></a>");
  CHECK(events("<a xml:lang='de'/>") == "<a http://www.w3.org/XML/1998/namespace|lang=de></a>");
  CHECK(events("<a><!-- no --><?no no?><![CDATA[<&amp;]]></a>") == "<a><&amp;</a>");
  CHECK(events("<a>x\r\ny</a>") == "<a>x\ny</a>");
}

TEST_CASE("attributes are found by name, plain ones first") {
  class Find : public XmlHandler {
   public:
    void start(const XmlElement& element) override {
      found = std::string(element.value("b")) + std::string(element.value("none"));
      in_space = element.find("urn:p", "b") == nullptr
                     ? std::string()
                     : std::string(element.find("urn:p", "b")->value);
    }
    void end(const XmlElement& /*element*/) override {}
    void text(std::string_view /*value*/, Span /*written*/) override {}
    std::string found;
    std::string in_space;
  };
  Find find;
  REQUIRE(parse_xml("<a xmlns:p='urn:p' p:b='1' b='2'/>", find));
  CHECK(find.found == "2");
  CHECK(find.in_space == "1");
}

TEST_CASE("everything knows where it is written") {
  const std::string xml =
      "\n <?xml version='1.0'?>\n<a  b = 'x &amp; y' xmlns:p=\"urn:p\"\n c=\"&#169;\">one &amp; "
      "two<![CDATA[ & <three>]]>\r\n&#xA9; end</a>";
  Log log(xml);
  REQUIRE(parse_xml(xml, log));
  CHECK(log.written == std::vector<std::string>{"x &amp; y", "&#169;"});
  CHECK(log.tags ==
        std::vector<std::string>{"<a  b = 'x &amp; y' xmlns:p=\"urn:p\"\n c=\"&#169;\">", "</a>"});
  const auto written = [&](std::string_view piece) {
    const std::size_t at = log.collected.str().find(piece);
    REQUIRE(at != std::string_view::npos);
    return log.slice(log.collected.to_source({at, at + piece.size()}));
  };
  CHECK(log.collected.str() == "one & two & <three>\n\xC2\xA9 end");
  CHECK(written("one & two") == "one &amp; two");
  CHECK(written("& <three>") == "& <three>");
  CHECK(written("two & <three>") == "two<![CDATA[ & <three>");
  CHECK(written("\xC2\xA9") == "&#xA9;");
  CHECK(written("\n") == "\r\n");
  CHECK(written("end") == "end");
  CHECK(log.slice(log.collected.written()).starts_with("one &amp;"));
}

TEST_CASE("what real files do wrong is read") {
  CHECK(events("<a>AT&T &nbsp;&copy; x & y &unknown; &#150;</a>") ==
        "<a>AT&T \xC2\xA0\xC2\xA9 x & y &unknown; \xE2\x80\x93</a>");
  CHECK(events("<a b='x&y=1&copy;'/>") == "<a b=x&y=1\xC2\xA9></a>");
  CHECK(events("<a>x\x01y\x7Fz</a>") == "<a>x y z</a>");
  CHECK(events("<a>x\xEF\xBF\xBFy</a>") == "<a>x\xEF\xBF\xBDy</a>");
  CHECK(events("<a><![CDATA[AT&T]]></a>") == "<a>AT&T</a>");
  const std::string xml = "<a>AT&T &copy; 2024</a>";
  Log log(xml);
  REQUIRE(parse_xml(xml, log));
  CHECK(log.slice(log.collected.to_source({0, log.collected.str().size()})) == "AT&T &copy; 2024");
}

TEST_CASE("entities of the text itself stand where they are used") {
  const std::string xml =
      "<!DOCTYPE a [<!ENTITY who \"The &#169; Daily\">]><a b='&who;'>by &who;, x</a>";
  Log log(xml);
  REQUIRE(parse_xml(xml, log));
  CHECK(log.out == "<a b=The \xC2\xA9 Daily>by The \xC2\xA9 Daily, x</a>");
  const std::size_t at = log.collected.str().find("The");
  CHECK(log.slice(log.collected.to_source({at, at + 12})) == "&who;");
  const std::size_t behind = log.collected.str().find(", x");
  CHECK(log.slice(log.collected.to_source({behind, behind + 3})) == ", x");
}

TEST_CASE("broken XML gives what stands before the break, and an error that says where") {
  const std::string out = events("<a>\n<b>one</b>\n<c>two</b></a>");
  CHECK(out ==
        "<a>\n<b>one</b>\n<c>two !malformed XML at line 3, column 9 (mismatched tag); only what "
        "stands before it was read");
  for (const std::string_view xml :
       {"", "text", "<a>", "<a", "<a b='", "<a><![CDATA[x", "<a></a>x"}) {
    CAPTURE(xml);
    Log log(xml);
    const auto read = parse_xml(xml, log);
    REQUIRE_FALSE(read);
    CHECK(read.error().code == ErrorCode::unreadable);
    CHECK(read.error().message.find("line 1") != std::string::npos);
  }
}

TEST_CASE("limits end the walk with an error") {
  const auto code = [](const std::string& xml) {
    Log log(xml);
    const auto read = parse_xml(xml, log);
    REQUIRE_FALSE(read);
    return read.error().code;
  };
  std::string deep;
  for (int i = 0; i < 100'000; ++i) {
    deep += "<a>";
  }
  CHECK(code(deep) == ErrorCode::limit);
  std::string many = "<a";
  for (int i = 0; i < 3000; ++i) {
    many += " a" + std::to_string(i) + "='1'";
  }
  CHECK(code(many + "/>") == ErrorCode::limit);
  CHECK(code("<a b='" + std::string(std::size_t{5} << 20U, 'x') + "'/>") == ErrorCode::limit);
  std::string bomb = "<!DOCTYPE a [<!ENTITY e0 \"ha ha ha\">";
  for (int i = 1; i < 20; ++i) {
    bomb += "<!ENTITY e" + std::to_string(i) + " \"";
    for (int j = 0; j < 10; ++j) {
      bomb += "&e" + std::to_string(i - 1) + ";";
    }
    bomb += "\">";
  }
  CHECK(code(bomb + "]><a>&e19;</a>") == ErrorCode::limit);
  CHECK(code(bomb + "]><a b='&e19;'/>") == ErrorCode::limit);
}

TEST_CASE("nothing outside of the text is read") {
  const std::string xml =
      "<!DOCTYPE a SYSTEM 'http://localhost/x.dtd' [<!ENTITY e SYSTEM "
      "'file:///etc/hostname'>]><a>x&e;y</a>";
  Log log(xml);
  const auto read = parse_xml(xml, log);
  REQUIRE_FALSE(read);
  CHECK(read.error().code == ErrorCode::unsupported);
  CHECK(read.error().message.find("file:///etc/hostname") != std::string::npos);
  CHECK(log.out == "<a>xy</a>");
  CHECK(events("<!DOCTYPE nitf SYSTEM 'http://localhost/nitf-3-6.dtd'><a>x</a>") == "<a>x</a>");
  CHECK(events("<!DOCTYPE a [<!ENTITY e \"&e;\">]><a>&e;</a>").find("malformed") !=
        std::string::npos);
}

TEST_CASE("a handler that has enough is not asked again") {
  const std::string xml = "<a><b/><c/>broken";
  Log log(xml);
  log.stop_at = "</b>";
  CHECK(parse_xml(xml, log));
  CHECK(log.out == "<a><b></b>");
}

TEST_CASE("the declaration tells the encoding unless the bytes tell better") {
  CHECK(declared_xml_encoding("<?xml version='1.0' encoding='windows-1252'?><a>\xE9</a>") ==
        "windows-1252");
  CHECK(declared_xml_encoding("\n<?xml version='1.0' encoding='ISO-8859-1'?><a>\xE9</a>") ==
        "iso-8859-1");
  CHECK(
      declared_xml_encoding("<?xml version='1.0' encoding='iso-8859-1'?><a>\xC3\xA9</a>").empty());
  CHECK(declared_xml_encoding("<a/>").empty());
}

}  // namespace
}  // namespace imprimatur
