#include "formats/xmp.h"

#include "formats/ascii.h"
#include "formats/rsl_part.h"
#include "formats/xml_events.h"
#include "text/decode.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace imprimatur {
namespace {

constexpr std::size_t kMaxFields = 200;
constexpr std::size_t kMaxValue = 20'000;

// Names of properties -> what fields call them; with a part of the namespace where it matters.
struct Property {
  std::string_view ns;
  std::string_view name;
  std::string_view field;
};
constexpr std::array kProperties = {
    Property{"purl.org/dc/", "rights", "copyrightnotice"},
    Property{"purl.org/dc/", "creator", "creator"},
    Property{"photoshop", "Credit", "credit"},
    Property{"photoshop", "Source", "source"},
    Property{"photoshop", "Instructions", "instructions"},
    Property{"rights", "UsageTerms", "usageterms"},
    Property{"rights", "WebStatement", "webstatement"},
    Property{"", "CopyrightOwnerName", "copyrightowner"},
    Property{"", "DataMining", "datamining"},
    Property{"", "OtherConstraints", "otherconstraints"},
    Property{"creativecommons", "license", "license"},
    Property{"creativecommons", "attributionName", "copyrightowner"},
    Property{"tiff", "Copyright", "copyrightnotice"},
    Property{"pdf", "Copyright", "copyrightnotice"},
    Property{"xmpExt", "EncRightsExpr", "odrl"},
    Property{"tdm", "reservation", "tdm-reservation"},
    Property{"tdm", "policy", "tdm-policy"},
};

const Property* find_property(std::string_view ns, std::string_view name) {
  const auto* found = std::find_if(kProperties.begin(), kProperties.end(), [&](const Property& p) {
    return p.name == name && ns.find(p.ns) != std::string_view::npos;
  });
  return found == kProperties.end() ? nullptr : found;
}

class Packet : public XmlHandler {
 public:
  Packet(std::string_view packet, std::size_t base, Document& document)
      : base_(base), document_(document), rsl_(packet, base) {}

  void start(const XmlElement& element) override {
    rsl_.start(element);
    if (rsl_.inside()) {
      return;
    }
    const Property* own = find_property(element.ns, element.name);
    const Property* around = stack_.empty() ? nullptr : stack_.back();
    stack_.push_back(own != nullptr ? own : around);
    value_.clear();
    for (const XmlAttribute& attribute : element.attributes) {
      if (const Property* property = find_property(attribute.ns, attribute.name)) {
        add(*property, attribute.value, attribute.span);
      } else if (attribute.name == "resource" && own != nullptr) {
        add(*own, attribute.value, attribute.span);
      }
    }
  }

  void end(const XmlElement& element) override {
    if (rsl_.inside()) {
      std::optional<Field> licence = rsl_.end(element);
      if (licence && document_.fields.size() < kMaxFields) {
        document_.fields.push_back(std::move(*licence));
      }
      return;
    }
    if (!stack_.empty()) {
      if (stack_.back() != nullptr) {
        add(*stack_.back(), value_, written_);
      }
      stack_.pop_back();
    }
    value_.clear();
  }

  void text(std::string_view value, Span written) override {
    if (value_.size() < kMaxValue) {
      written_ = value_.empty() ? written : Span{written_.begin, written.end};
      value_ += value;
    }
  }

 private:
  void add(const Property& property, std::string_view value, Span span) {
    const std::string_view trimmed = trim_blanks(value);
    if (trimmed.empty() || document_.fields.size() >= kMaxFields) {
      return;
    }
    if (value.size() == span.size()) {
      span.begin += value.find_first_not_of(" \t\r\n\f");
      span.end = span.begin + trimmed.size();
    }
    const bool policy = property.field == "odrl";
    const bool reservation = property.field.starts_with("tdm-");
    document_.fields.push_back({policy        ? Field::Kind::policy
                                : reservation ? Field::Kind::meta
                                              : Field::Kind::property,
                                policy ? (trimmed.starts_with('<') ? "odrl-xml" : "odrl-json")
                                       : std::string(property.field),
                                std::string(trimmed),
                                {span.begin + base_, span.end + base_},
                                Scope::document});
  }

  std::size_t base_;
  Document& document_;
  RslPart rsl_;
  std::vector<const Property*> stack_;
  std::string value_;
  Span written_;
};

class XmpReader : public Reader {
 public:
  Result<void> read(std::string_view bytes,
                    const ReadOptions& options,
                    const DocumentSink& sink) override {
    IMPRIMATUR_TRY(const Decoded decoded, decode(bytes, options.declared_encoding));
    Document document;
    document.media_type = "application/rdf+xml";
    document.encoding = decoded.encoding;
    document.source = decoded.text;
    document.source_map = &decoded.map;
    document.picture = true;
    if (Result<void> done = read_xmp(decoded.text, 0, document); !done) {
      return done;
    }
    static_cast<void>(sink(document));
    return {};
  }
};

}  // namespace

Result<void> read_xmp(std::string_view packet, std::size_t base, Document& document) {
  Packet handler(packet, base, document);
  // Behind the packet there is padding, and sometimes a NUL.
  const std::size_t end = packet.rfind('>');
  return parse_xml(packet.substr(0, end == std::string_view::npos ? 0 : end + 1), handler);
}

std::unique_ptr<Reader> make_xmp_reader() {
  return std::make_unique<XmpReader>();
}

bool is_xmp(std::string_view head) {
  head = trim_blanks(head);
  return head.starts_with("<?xpacket begin") || head.starts_with("<x:xmpmeta");
}

}  // namespace imprimatur
