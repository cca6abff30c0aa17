#include "formats/news_walk.h"

#include "formats/ascii.h"

#include <algorithm>
#include <array>

namespace imprimatur {
namespace {

using Kind = NewsElement::Kind;

// Attributes that name what an element without text is, by how well they read.
constexpr std::array<std::string_view, 7> kNames = {
    "literal", "formalname", "value", "qcode", "uri", "holder", "name"};

const XmlAttribute* find_any_case(const XmlElement& element, std::string_view name) {
  const auto found = std::find_if(
      element.attributes.begin(), element.attributes.end(), [&](const XmlAttribute& attribute) {
        return ascii_lower(attribute.name) == name;
      });
  return found == element.attributes.end() ? nullptr : &*found;
}

// "nprov:REUTERS" -> "REUTERS", "http://cv.iptc.org/newscodes/pubstatusg2/usable" -> "usable".
std::size_t code_begin(std::string_view attribute, std::string_view value) {
  if (attribute == "qcode") {
    const std::size_t colon = value.find(':');
    return colon == std::string_view::npos ? 0 : colon + 1;
  }
  if (attribute == "uri") {
    const std::size_t slash = value.find_last_of("/:#");
    return slash == std::string_view::npos || slash + 1 == value.size() ? 0 : slash + 1;
  }
  return 0;
}

bool is_picture(std::string_view media) {
  return media.find("photo") != std::string_view::npos ||
         media.find("picture") != std::string_view::npos ||
         media.find("graphic") != std::string_view::npos ||
         media.find("video") != std::string_view::npos ||
         media.find("audio") != std::string_view::npos ||
         media.find("animation") != std::string_view::npos;
}

}  // namespace

void NewsWalk::start(const XmlElement& element) {
  ++depth_;
  if (hidden_ > 0) {
    return;
  }
  if (capture_) {
    inside_capture(element);
    return;
  }
  const std::string name = ascii_lower(element.name);
  const NewsElement meaning = news_element(name);
  if (item_ == 0) {
    if (meaning.kind == Kind::item) {
      begin_item(element);
    } else if (meaning.kind == Kind::other_item || meaning.kind == Kind::hidden) {
      other_items_ += meaning.kind == Kind::other_item ? 1U : 0U;
      hidden_ = depth_;
    }
    return;
  }
  name_part(element, name);
  begin(element, meaning);
}

// Rights may be limited to parts by their ids.
void NewsWalk::name_part(const XmlElement& element, std::string_view name) {
  const XmlAttribute* id = element.find("", "id");
  if (id == nullptr) {
    return;
  }
  const bool whole = lists_word("inlinexml inlinedata contentset contentmeta itemmeta", name);
  parts_[std::string(id->value)] = whole                     ? Scope::document
                                   : name == "remotecontent" ? Scope::photo
                                                             : Scope::part;
}

void NewsWalk::begin(const XmlElement& element, const NewsElement& meaning) {
  switch (meaning.kind) {
    case Kind::hidden:
    case Kind::other_item:
      hidden_ = depth_;
      break;
    case Kind::rights: {
      const std::string_view scope = element.value("scope");
      idrefs_ = scope.ends_with(":metadata") ? "(metadata)" : std::string(element.value("idrefs"));
      rights_ = rights_ == 0 ? depth_ : rights_;
      const XmlAttribute* holder = find_any_case(element, "holder");
      const XmlAttribute* date = find_any_case(element, "date");
      if (holder != nullptr) {
        if (date != nullptr) {
          builder_.field("year", date->value, date->span);
        }
        builder_.field("holder", holder->value, holder->span);
      }
      break;
    }
    case Kind::part:
      part_ = part_ == 0 ? depth_ : part_;
      break;
    case Kind::change:
      change_ = depth_;
      break;
    case Kind::component:
      components_.push_back({depth_, builder_.fields().size(), builder_.size(), false, false});
      break;
    case Kind::media:
    case Kind::picture:
      note_media(element);
      break;
    case Kind::item:
    case Kind::nothing:
      if (change_ > 0 && ascii_lower(element.name) == "dateandtime") {
        begin_capture(element, {Kind::field, "embargo", {}});
      } else if (item_ > 0 && ascii_lower(element.name) == "publicidentifier") {
        begin_capture(element, {Kind::field, "id", {}});
      }
      break;
    default:
      begin_capture(element, meaning);
  }
}

void NewsWalk::note_media(const XmlElement& element) {
  if (components_.empty()) {
    return;
  }
  const XmlAttribute* formal = find_any_case(element, "formalname");
  const std::string name = ascii_lower(element.name);
  const std::string media = ascii_lower(formal == nullptr ? std::string_view(name) : formal->value);
  components_.back().picture = components_.back().picture || is_picture(media);
  components_.back().story = components_.back().story || media == "text";
}

void NewsWalk::begin_item(const XmlElement& element) {
  item_ = depth_;
  builder_.clear();
  markup_.clear();
  parts_.clear();
  limited_.clear();
  components_.clear();
  id_ = element.value("guid");
  title_.clear();
}

void NewsWalk::begin_capture(const XmlElement& element, const NewsElement& meaning) {
  const std::string_view encoding = element.value("encoding");
  if (meaning.kind == Kind::markup && encoding.find("base64") != std::string_view::npos) {
    hidden_ = depth_;
    if (!error_) {
      error_ = Error{ErrorCode::unsupported, "content in base64 inside of the item is not read"};
    }
    return;
  }
  capture_ = Capture();
  Capture& capture = *capture_;
  capture.element = meaning;
  capture.depth = depth_;
  capture.begin = element.tag.end;
  capture.role = ascii_lower(element.value("role"));
  if (const XmlAttribute* address = element.find("href")) {
    capture.address = address->value;
    capture.address_span = address->span;
  }
  if (meaning.kind == Kind::policy) {
    capture.role = ascii_lower(element.value("langid"));
  }
  inside_capture(element);
}

// Its own start tag, or one inside.
void NewsWalk::inside_capture(const XmlElement& element) {
  Capture& capture = *capture_;
  if (capture.element.kind == Kind::markup && depth_ > capture.depth) {
    if (!capture.elements) {
      capture.elements = true;
      builder_.paragraph_break();
    }
    markup_.start(element);
    return;
  }
  if (!capture.attribute.empty()) {
    return;
  }
  for (const std::string_view name : kNames) {
    const XmlAttribute* attribute = find_any_case(element, name);
    if (attribute != nullptr && !attribute->value.empty()) {
      const std::size_t skip = code_begin(name, attribute->value);
      const bool same = attribute->value.size() == attribute->span.size();
      capture.attribute = attribute->value.substr(skip);
      capture.attribute_span = {attribute->span.begin + (same ? skip : 0), attribute->span.end};
      return;
    }
  }
}

void NewsWalk::text(std::string_view value, Span written) {
  if (hidden_ > 0 || !capture_) {
    return;
  }
  if (capture_->element.kind == Kind::markup && capture_->elements) {
    markup_.text(value, written);
    return;
  }
  capture_->flow.text(value, written);
  capture_->raw.add(value, written);
}

void NewsWalk::end(const XmlElement& element) {
  if (capture_) {
    if (capture_->depth == depth_) {
      end_capture(element);
    } else if (capture_->element.kind == Kind::markup) {
      markup_.end();
    }
  }
  hidden_ = hidden_ == depth_ ? 0 : hidden_;
  part_ = part_ == depth_ ? 0 : part_;
  change_ = change_ == depth_ ? 0 : change_;
  if (rights_ == depth_) {
    rights_ = 0;
    idrefs_.clear();
  }
  if (!components_.empty() && components_.back().depth == depth_) {
    end_component();
  }
  if (item_ == depth_) {
    end_item();
  }
  --depth_;
}

void NewsWalk::end_capture(const XmlElement& element) {
  Capture capture = std::move(*capture_);
  capture_.reset();
  switch (capture.element.kind) {
    case Kind::text:
      if (title_.empty() && capture.element.zone == Zone::headline) {
        title_ = capture.flow.str();
      }
      static_cast<void>(builder_.html(
          capture.raw, capture.element.zone, part_ > 0 ? Scope::part : Scope::document));
      break;
    case Kind::description: {
      const bool caption = capture.role.find("caption") != std::string::npos;
      static_cast<void>(builder_.html(capture.raw,
                                      caption ? std::optional(Zone::caption) : std::nullopt,
                                      part_ > 0 ? Scope::part
                                      : caption ? Scope::photo
                                                : Scope::document));
      break;
    }
    case Kind::markup:
      end_markup(capture);
      break;
    case Kind::policy:
      end_policy(capture, element.tag.begin);
      break;
    default:
      end_field(capture);
  }
}

void NewsWalk::end_markup(Capture& capture) {
  if (!components_.empty() && !components_.back().picture) {
    components_.back().story = true;
  }
  if (!capture.elements) {
    Result<void> read = builder_.html(capture.raw);
    if (!read && !error_) {
      error_ = std::move(read).error();
    }
  }
  builder_.paragraph_break();
}

void NewsWalk::end_policy(const Capture& capture, std::size_t end) {
  Field field;
  field.kind = Field::Kind::policy;
  const std::string_view data = trim_blanks(capture.raw.str());
  const bool json = data.starts_with('{') || data.starts_with('[');
  field.name = json ? "odrl-json" : "odrl-xml";
  field.span = {capture.begin, std::max(capture.begin, end)};
  if (json || data.starts_with('<')) {
    field.value = data;
  } else {
    field.value = base_.source.substr(field.span.begin, field.span.size());
  }
  field.scope = part_ > 0 ? Scope::part : Scope::document;
  if (!trim_blanks(field.value).empty()) {
    if (!idrefs_.empty()) {
      limited_.emplace_back(builder_.fields().size(), idrefs_);
    }
    builder_.field(std::move(field));
  }
}

void NewsWalk::end_field(Capture& capture) {
  const std::string_view name = capture.element.field;
  const std::size_t first = builder_.fields().size();
  const Scope scope = part_ > 0 ? Scope::part : Scope::document;
  if (name == "id") {
    id_ = id_.empty() ? std::string(capture.flow.str()) : id_;
    return;
  }
  const bool coded = name == "status" || name == "data-mining";
  if (!capture.flow.empty() && !(coded && !capture.attribute.empty())) {
    builder_.field(name, capture.flow, scope);
  } else if (!capture.attribute.empty()) {
    builder_.field(name, capture.attribute, capture.attribute_span, scope);
  } else if (name == "embargo") {
    builder_.field(name, "none given", {capture.begin, capture.begin}, scope);
  }
  if (!capture.address.empty() && (name == "notice" || name == "terms")) {
    builder_.field("licence", capture.address, capture.address_span, scope);
  }
  if (!idrefs_.empty()) {
    for (std::size_t i = first; i < builder_.fields().size(); ++i) {
      limited_.emplace_back(i, idrefs_);
    }
  }
}

// A picture beside a story is another component of the same item.
void NewsWalk::end_component() {
  const Component component = components_.back();
  components_.pop_back();
  if (components_.empty()) {
    return;
  }
  if (component.picture && !component.story) {
    builder_.rescope(component.fields, component.text, Scope::photo);
  } else if (component.story) {
    components_.back().story = true;
  }
}

void NewsWalk::resolve_parts() {
  for (const auto& [index, names] : limited_) {
    Scope scope = Scope::part;
    std::string_view rest = names;
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find(' '), rest.size());
      const auto part = parts_.find(rest.substr(0, end));
      if (part != parts_.end() && part->second == Scope::document) {
        scope = Scope::document;
      } else if (part != parts_.end() && part->second == Scope::photo && scope == Scope::part) {
        scope = Scope::photo;
      }
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    builder_.fields()[index].scope = scope;
  }
}

void NewsWalk::end_item() {
  item_ = 0;
  ++items_;
  resolve_parts();
  Document document;
  document.record = records_.next(id_.empty() ? markup_.id() : id_);
  document.media_type = base_.media_type;
  document.encoding = base_.encoding;
  document.source = base_.source;
  document.source_map = base_.source_map;
  document.title = title_;
  builder_.finish(document);
  stopped_ = !sink_(document);
}

void NewsWalk::give_open_item() {
  if (item_ > 0 && !builder_.empty()) {
    end_item();
  }
}

}  // namespace imprimatur
