// Any text as XML: tags nest, everything stands where it is said to be written, in order, and what
// cannot be read is an error.
#include "formats/xml_events.h"
#include "support/fuzz_check.h"
#include "text/decode.h"

#include <string>
#include <string_view>
#include <vector>

using imprimatur::Span;
using imprimatur::fuzz::require;

namespace {

class Check : public imprimatur::XmlHandler {
 public:
  explicit Check(std::string_view source) : source_(source) {}

  void start(const imprimatur::XmlElement& element) override {
    inside(element.tag);
    for (const imprimatur::XmlAttribute& attribute : element.attributes) {
      require(!attribute.name.empty(), "an attribute has a name");
      require(element.tag.begin <= attribute.span.begin && attribute.span.end <= element.tag.end,
              "an attribute stands in its tag");
      const bool plain = attribute.value.find_first_of("&\n\t\r ") == std::string_view::npos &&
                         attribute.value.size() == attribute.span.size();
      const std::string_view written = source_.substr(attribute.span.begin, attribute.span.size());
      require(!plain || written == attribute.value ||
                  written.find_first_of("&\t\n\r\x7F\x01") != std::string_view::npos ||
                  imprimatur::is_valid_utf8(written),
              "a value is what is written there");
    }
    names_.emplace_back(element.name);
  }
  void end(const imprimatur::XmlElement& element) override {
    inside(element.tag);
    require(!names_.empty() && names_.back() == element.name, "tags nest");
    names_.pop_back();
  }
  void text(std::string_view value, Span written) override {
    inside(written);
    require(!value.empty() && !written.empty(), "a piece of text is something");
    const std::string_view there = source_.substr(written.begin, written.size());
    bool same = there.size() == value.size();
    for (std::size_t i = 0; same && i < value.size(); ++i) {
      const auto byte = static_cast<unsigned char>(there[i]);
      same = there[i] == value[i] || (value[i] == ' ' && (byte < 0x20 || byte == 0x7F)) ||
             (there[i] == '\r' && value[i] == '\n') || byte >= 0xBE;
    }
    require(same || there.starts_with('&') || (there == "\r\n" && value == "\n"),
            "text is what is written there");
  }

 private:
  void inside(Span span) {
    require(span.begin <= span.end && span.end <= source_.size(), "inside the source");
    require(last_ <= span.begin || source_[span.begin] == '&' || span.begin >= begin_,
            "in the order written");
    begin_ = span.begin;
    last_ = span.end;
  }

  std::string_view source_;
  std::vector<std::string> names_;
  std::size_t last_ = 0;
  std::size_t begin_ = 0;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes = imprimatur::fuzz::as_text(data, size);
  const auto decoded = imprimatur::decode(bytes, imprimatur::declared_xml_encoding(bytes));
  if (!decoded) {
    return 0;
  }
  Check check(decoded->text);
  const auto read = imprimatur::parse_xml(decoded->text, check);
  require(read || !read.error().message.empty(), "an error says something");
  return 0;
}
