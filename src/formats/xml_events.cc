#include "formats/xml_events.h"

#include "formats/html_encoding.h"
#include "formats/xml_clean.h"

#define XML_DTD 1  // declares the guards against entities that multiply
#include <expat.h>

#include <algorithm>
#include <memory>
#include <optional>

namespace imprimatur {
namespace {

constexpr std::string_view kXmlNamespace = "http://www.w3.org/XML/1998/namespace";
constexpr std::string_view kBlanks = " \t\r\n";
// Lengths are ints in the parser's interface.
constexpr std::size_t kChunk = std::size_t{1} << 29U;
// What entities may multiply a text by, from how many bytes on.
constexpr float kMaxAmplification = 10.0F;
constexpr unsigned long long kAmplificationFrom = 1U << 20U;

struct ParserFree {
  void operator()(XML_Parser parser) const { XML_ParserFree(parser); }
};
using ParserHandle = std::unique_ptr<XML_ParserStruct, ParserFree>;

struct SplitName {
  std::string_view prefix;
  std::string_view local;
};

SplitName split(std::string_view name) {
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? SplitName{{}, name}
                                         : SplitName{name.substr(0, colon), name.substr(colon + 1)};
}

// The places of a start tag's values, in the order in which they are written.
class TagScanner {
 public:
  // `at`: behind the name of the element.
  TagScanner(std::string_view tag, std::size_t at) : tag_(tag), at_(at) {}

  std::optional<Span> next() {
    const std::size_t equals = tag_.find('=', at_);
    const std::size_t quote = equals == std::string_view::npos
                                  ? std::string_view::npos
                                  : tag_.find_first_not_of(kBlanks, equals + 1);
    if (quote == std::string_view::npos) {
      return std::nullopt;
    }
    const std::size_t end = tag_.find(tag_[quote], quote + 1);
    if (end == std::string_view::npos) {
      return std::nullopt;
    }
    at_ = end + 1;
    return Span{quote + 1, end};
  }

 private:
  std::string_view tag_;
  std::size_t at_;
};

class Walk {
 public:
  Walk(std::string_view source, XmlHandler& handler, const XmlLimits& limits)
      : source_(source), handler_(handler), limits_(limits) {}

  Result<void> run() {
    begin_ = std::min(source_.find_first_not_of(kBlanks), source_.size());
    std::string storage;
    const std::string_view clean = clean_xml(source_, storage).substr(begin_);
    // The text is UTF-8 now, whatever the declaration says.
    parser_.reset(XML_ParserCreate("UTF-8"));
    if (!parser_) {
      return fail(ErrorCode::limit, "not enough memory to read the XML");
    }
    XML_SetUserData(parser_.get(), this);
    XML_SetElementHandler(parser_.get(), on_start, on_end);
    XML_SetCharacterDataHandler(parser_.get(), on_text);
    XML_SetCdataSectionHandler(parser_.get(), on_cdata_start, on_cdata_end);
    XML_SetExternalEntityRefHandler(parser_.get(), on_external_entity);
    XML_SetBillionLaughsAttackProtectionMaximumAmplification(parser_.get(), kMaxAmplification);
    XML_SetBillionLaughsAttackProtectionActivationThreshold(parser_.get(), kAmplificationFrom);
    std::size_t done = 0;
    XML_Status status = XML_STATUS_OK;
    do {
      const std::size_t size = std::min(kChunk, clean.size() - done);
      const bool last = done + size == clean.size();
      status = XML_Parse(parser_.get(), clean.data() + done, static_cast<int>(size), last ? 1 : 0);
      done += size;
    } while (status == XML_STATUS_OK && done < clean.size());
    return outcome(status);
  }

 private:
  struct Level {
    std::string name;      // with its prefix
    std::size_t bindings;  // in force outside of it
  };
  struct Binding {
    std::string prefix;
    std::string address;
  };

  static Walk& of(void* data) { return *static_cast<Walk*>(data); }
  static void on_start(void* data, const XML_Char* name, const XML_Char** attributes) {
    of(data).start(name, attributes);
  }
  static void on_end(void* data, const XML_Char* /*name*/) { of(data).end(); }
  static void on_text(void* data, const XML_Char* text, int size) {
    of(data).text({text, static_cast<std::size_t>(size)});
  }
  static void on_cdata_start(void* data) { of(data).cdata_ = true; }
  static void on_cdata_end(void* data) { of(data).cdata_ = false; }
  // Called with the parser itself. The entity is left out and told at the end.
  static int on_external_entity(XML_Parser parser,
                                const XML_Char* /*context*/,
                                const XML_Char* /*base*/,
                                const XML_Char* system,
                                const XML_Char* /*public_id*/) {
    Walk& walk = of(XML_GetUserData(parser));
    if (walk.external_.empty()) {
      walk.external_ = system == nullptr ? "without an address" : system;
      walk.external_at_ = walk.here().begin;
    }
    return XML_STATUS_OK;
  }

  // What the parser is at, as written.
  [[nodiscard]] Span here() const {
    const XML_Index index = XML_GetCurrentByteIndex(parser_.get());
    const int count = XML_GetCurrentByteCount(parser_.get());
    const std::size_t begin =
        std::min(begin_ + static_cast<std::size_t>(std::max<XML_Index>(index, 0)), source_.size());
    const std::size_t end = begin + static_cast<std::size_t>(std::max(count, 0));
    return {begin, std::min(end, source_.size())};
  }

  void stop() {
    stopped_ = true;
    XML_StopParser(parser_.get(), XML_FALSE);
  }

  void stop_at_limit(std::string what) {
    if (!limit_) {
      limit_ = Error{ErrorCode::limit, std::move(what) + " at " + place(here().begin)};
    }
    stop();
  }

  [[nodiscard]] std::string_view address_of(std::string_view prefix) const {
    if (prefix == "xml") {
      return kXmlNamespace;
    }
    for (auto binding = bindings_.rbegin(); binding != bindings_.rend(); ++binding) {
      if (binding->prefix == prefix) {
        return binding->address;
      }
    }
    return {};
  }

  // A value may hold loose ampersands.
  static std::string restored(std::string_view value) {
    std::string text(value);
    std::string out;
    std::replace(text.begin(), text.end(), kLooseAmpersand, '&');
    for (std::size_t at = 0; at < value.size();) {
      if (value[at] != kLooseAmpersand) {
        out += value[at++];
        continue;
      }
      const XmlReference reference = read_loose_ampersand(text, at);
      out += reference.value.empty() ? std::string("&") : reference.value;
      at += reference.length;
    }
    return out;
  }

  void start(std::string_view name, const XML_Char** attributes) {
    if (stopped_) {
      return;
    }
    if (levels_.size() >= limits_.depth) {
      stop_at_limit("elements are nested more than " + std::to_string(limits_.depth) + " deep");
      return;
    }
    levels_.push_back({std::string(name), bindings_.size()});
    XmlElement element;
    element.tag = here();
    if (!read_attributes(attributes, element)) {
      return;
    }
    name_element(name, element);
    handler_.start(element);
    after_tag();
  }

  bool read_attributes(const XML_Char** attributes, XmlElement& element) {
    const std::string_view tag = source_.substr(element.tag.begin, element.tag.size());
    const bool written = tag.starts_with('<');  // not the replacement of an entity
    TagScanner scanner(tag, std::min(levels_.back().name.size() + 1, tag.size()));
    values_.clear();
    std::vector<SplitName> names;
    for (; *attributes != nullptr; attributes += 2) {
      const std::string_view value = attributes[1];
      if (names.size() >= limits_.attributes || value.size() > limits_.attribute_bytes) {
        stop_at_limit("an element has too many or too long attributes");
        return false;
      }
      const std::optional<Span> place = written ? scanner.next() : std::nullopt;
      const SplitName name = split(attributes[0]);
      if (name.prefix == "xmlns" || (name.prefix.empty() && name.local == "xmlns")) {
        bindings_.push_back({std::string(name.prefix.empty() ? "" : name.local), restored(value)});
        continue;
      }
      names.push_back(name);
      values_.push_back(restored(value));
      const Span span = place
                            ? Span{element.tag.begin + place->begin, element.tag.begin + place->end}
                            : element.tag;
      element.attributes.push_back({{}, name.local, {}, span});
    }
    for (std::size_t i = 0; i < names.size(); ++i) {
      element.attributes[i].value = values_[i];
      if (!names[i].prefix.empty()) {
        element.attributes[i].ns = address_of(names[i].prefix);
      }
    }
    return true;
  }

  void name_element(std::string_view name, XmlElement& element) const {
    const SplitName parts = split(name);
    element.prefix = parts.prefix;
    element.name = parts.local;
    element.ns = address_of(parts.prefix);
  }

  void end() {
    if (stopped_ || levels_.empty()) {
      return;
    }
    XmlElement element;
    element.tag = here();
    name_element(levels_.back().name, element);
    handler_.end(element);
    bindings_.resize(levels_.back().bindings);
    levels_.pop_back();
    after_tag();
  }

  void after_tag() {
    if (!handler_.wants_more()) {
      stop();
    }
  }

  void text(std::string_view value) {
    if (stopped_) {
      return;
    }
    const Span written = here();
    const bool same = value.size() == written.size() &&
                      (cdata_ || source_[written.begin] != '&' || value[0] == kLooseAmpersand);
    if (!same) {
      std::string text(value);
      std::replace(text.begin(), text.end(), kLooseAmpersand, '&');
      handler_.text(text, written);
      return;
    }
    same_text(value, written.begin);
  }

  // Text that is written as it is, but for loose ampersands.
  void same_text(std::string_view value, std::size_t at) {
    std::size_t done = 0;
    while (done < value.size()) {
      const std::size_t loose = std::min(value.find(kLooseAmpersand, done), value.size());
      const std::size_t size = loose - done;
      if (size > 0) {
        handler_.text(value.substr(done, size), {at + done, at + done + size});
      }
      done = loose;
      if (done == value.size()) {
        return;
      }
      const XmlReference reference =
          cdata_ ? XmlReference{} : read_loose_ampersand(source_, at + done);
      // The end of the piece ends the reference.
      const bool whole = !reference.value.empty() && reference.length <= value.size() - done;
      const std::size_t length = whole ? reference.length : 1;
      handler_.text(whole ? std::string_view(reference.value) : std::string_view("&"),
                    {at + done, at + done + length});
      done += length;
    }
  }

  [[nodiscard]] std::string place(std::size_t at) const {
    const std::string_view before = source_.substr(0, at);
    const std::size_t line = before.rfind('\n');
    const std::size_t column = line == std::string_view::npos ? at : at - line - 1;
    return "line " + std::to_string(std::count(before.begin(), before.end(), '\n') + 1) +
           ", column " + std::to_string(column + 1);
  }

  Result<void> outcome(XML_Status status) const {
    if (limit_) {
      return tl::unexpected<Error>(*limit_);
    }
    if (status != XML_STATUS_OK && !stopped_) {
      const XML_Error code = XML_GetErrorCode(parser_.get());
      const std::string where = place(here().begin);
      if (code == XML_ERROR_NO_MEMORY) {
        return fail(ErrorCode::limit, "not enough memory to read the XML");
      }
      if (code == XML_ERROR_AMPLIFICATION_LIMIT_BREACH) {
        return fail(ErrorCode::limit, "entities multiply the text without end at " + where);
      }
      return fail(ErrorCode::unreadable,
                  "malformed XML at " + where + " (" + XML_ErrorString(code) +
                      "); only what stands before it was read");
    }
    if (!external_.empty()) {
      return fail(ErrorCode::unsupported,
                  "the entity at " + place(external_at_) + " stands in another file (\"" +
                      external_ + "\"), which is not read");
    }
    return {};
  }

  std::string_view source_;
  XmlHandler& handler_;
  const XmlLimits& limits_;
  ParserHandle parser_;
  std::size_t begin_ = 0;  // of what the parser reads
  std::vector<Level> levels_;
  std::vector<Binding> bindings_;
  std::vector<std::string> values_;  // of the current element
  bool cdata_ = false;
  bool stopped_ = false;
  std::optional<Error> limit_;
  std::string external_;
  std::size_t external_at_ = 0;
};

}  // namespace

const XmlAttribute* XmlElement::find(std::string_view wanted) const {
  const XmlAttribute* found = nullptr;
  for (const XmlAttribute& attribute : attributes) {
    if (attribute.name == wanted &&
        (found == nullptr || (attribute.ns.empty() && !found->ns.empty()))) {
      found = &attribute;
    }
  }
  return found;
}

const XmlAttribute* XmlElement::find(std::string_view space, std::string_view wanted) const {
  const auto found =
      std::find_if(attributes.begin(), attributes.end(), [&](const XmlAttribute& attribute) {
        return attribute.name == wanted && attribute.ns == space;
      });
  return found == attributes.end() ? nullptr : &*found;
}

std::string_view XmlElement::value(std::string_view wanted) const {
  const XmlAttribute* found = find(wanted);
  return found == nullptr ? std::string_view() : found->value;
}

Result<void> parse_xml(std::string_view utf8, XmlHandler& handler, const XmlLimits& limits) {
  return Walk(utf8, handler, limits).run();
}

std::string declared_xml_encoding(std::string_view bytes) {
  const std::size_t begin = std::min(bytes.find_first_not_of(kBlanks), bytes.size());
  const std::string_view text = bytes.substr(begin);
  return text.starts_with("<?xml") ? declared_html_encoding(text) : std::string();
}

Result<Decoded> decode_xml(std::string_view bytes, const ReadOptions& options) {
  return decode(bytes,
                options.declared_encoding.empty() ? declared_xml_encoding(bytes)
                                                  : std::string(options.declared_encoding));
}

}  // namespace imprimatur
