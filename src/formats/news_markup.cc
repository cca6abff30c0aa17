#include "formats/news_markup.h"

#include "formats/ascii.h"

#include <algorithm>
#include <array>

namespace imprimatur {
namespace {

struct Capture {
  std::string_view element;
  std::string_view field;
};
constexpr std::array<Capture, 7> kCaptures = {{
    {"rights", "terms"},
    {"rights.owner", "owner"},
    {"rights.agent", "agent"},
    {"rights.limitations", "limitations"},
    {"rights.geography", "geography"},
    {"copyrite", "notice"},
    {"distributor", "credit"},
}};

struct AttributeField {
  std::string_view element;
  std::string_view attribute;
  std::string_view field;
};
constexpr std::array<AttributeField, 16> kAttributes = {{
    {"doc.copyright", "year", "year"},
    {"doc.copyright", "holder", "holder"},
    {"doc.rights", "owner", "owner"},
    {"doc.rights", "agent", "agent"},
    {"doc.rights", "geography", "geography"},
    {"doc.rights", "limitations", "limitations"},
    {"doc.rights", "startdate", "starts"},
    {"doc.rights", "enddate", "expires"},
    {"docdata", "management-status", "status"},
    {"date.release", "norm", "embargo"},
    {"date.expire", "norm", "expires"},
    {"rights.startdate", "norm", "starts"},
    {"rights.enddate", "norm", "expires"},
    {"ed-msg", "info", "ednote"},
    {"doc-id", "regsrc", "provider"},
    {"rights.agent", "contact", "agent"},
}};

}  // namespace

void NewsMarkup::field_of(const XmlElement& element,
                          std::string_view attribute,
                          std::string_view name) {
  if (const XmlAttribute* value = element.find(attribute)) {
    builder_.field(name, value->value, value->span, text_.scope());
  }
}

void NewsMarkup::read_attributes(std::string_view name, const XmlElement& element) {
  for (const AttributeField& entry : kAttributes) {
    if (entry.element == name) {
      field_of(element, entry.attribute, entry.field);
    }
  }
  if (name == "doc-id" && id_.empty()) {
    id_ = element.value("id-string");
  }
}

void NewsMarkup::start(const XmlElement& element) {
  ++depth_;
  text_.start(element);
  const std::string name = ascii_lower(element.name);
  read_attributes(name, element);
  if (name == "title" && title_.empty()) {
    title_depth_ = depth_;
  }
  const auto* capture = std::find_if(kCaptures.begin(), kCaptures.end(), [&](const Capture& entry) {
    return entry.element == name;
  });
  if (capture != kCaptures.end()) {
    open_.push_back({capture->field, depth_, {}});
  }
}

void NewsMarkup::end() {
  if (depth_ == 0) {
    return;
  }
  const Scope scope = text_.scope();
  text_.end();
  if (!open_.empty() && open_.back().depth == depth_) {
    builder_.field(open_.back().field, open_.back().flow, scope);
    open_.pop_back();
  }
  title_depth_ = title_depth_ == depth_ ? 0 : title_depth_;
  --depth_;
}

void NewsMarkup::text(std::string_view value, Span written) {
  if (title_depth_ > 0) {
    title_ += value;
  }
  for (Open& open : open_) {
    open.flow.text(value, written);
  }
  if (open_.empty()) {
    text_.text(value, written);
  }
}

void NewsMarkup::clear() {
  open_.clear();
  depth_ = 0;
  title_depth_ = 0;
  title_.clear();
  id_.clear();
}

}  // namespace imprimatur
