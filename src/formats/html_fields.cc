#include "formats/html_fields.h"

#include "base/url.h"
#include "formats/ascii.h"
#include "formats/json_scan.h"

#include <algorithm>
#include <utility>

namespace imprimatur {
namespace {

constexpr std::size_t kMaxFields = 2000;
constexpr std::size_t kMaxPropertyText = 2000;

constexpr std::string_view kRelations =
    "license licence copyright canonical terms-of-service permits requires prohibits "
    "morepermissions";

// Google's mark of parts that search results do not quote.
constexpr std::string_view kNoSnippet = "data-nosnippet";

// Properties about rights and whose they are; others are not kept.
constexpr std::string_view kProperties =
    "license licence copyrightholder copyrightyear copyrightnotice usageinfo credittext "
    "acquirelicensepage conditionsofaccess isaccessibleforfree publisher author creator "
    "sourceorganization provider rights rightsholder accessrights attributionname attributionurl "
    "morepermissions permits requires prohibits";

// "schema:license", "https://schema.org/license", "dct:rights" -> "license", "rights".
std::string property_name(std::string_view name) {
  return ascii_lower(name.substr(name.find_last_of(":/#") + 1));
}

// Each word of an attribute that is a list, without its prefix.
template <typename Visit>
void each_word(std::string_view list, Visit visit) {
  while (!list.empty()) {
    const std::size_t end = std::min(list.find_first_of(" \t\r\n\f"), list.size());
    if (end > 0) {
      visit(property_name(list.substr(0, end)));
    }
    list.remove_prefix(std::min(end + 1, list.size()));
  }
}

}  // namespace

void HtmlFields::add(Field field, HtmlStructure::Context context) {
  if (fields_.size() < kMaxFields && !field.value.empty()) {
    fields_.push_back({std::move(field), context});
  }
}

void HtmlFields::add(Field::Kind kind,
                     std::string_view name,
                     const HtmlAttribute& value,
                     HtmlStructure::Context context) {
  add(Field{kind, ascii_lower(name), std::string(trim_blanks(value.value)), value.span, {}},
      context);
}

void HtmlFields::read(const HtmlElement& element, HtmlStructure::Context context) {
  if (element.tag == "meta") {
    read_meta(element);
  }
  if (element.tag == "base" && base_.empty()) {
    base_ = trim_blanks(element.value("href"));
  }
  read_links(element, element.tag == "link" ? 0 : context);
  if (element.find(kNoSnippet) != nullptr) {
    const std::size_t begin = element.at + 1;
    add(Field{Field::Kind::meta,
              std::string(kNoSnippet),
              std::string(kNoSnippet),
              Span{begin, begin + element.tag.size()},
              {}},
        context);
  }
}

void HtmlFields::read_meta(const HtmlElement& element) {
  const HtmlAttribute* content = element.find("content");
  if (content == nullptr) {
    return;
  }
  for (const std::string_view key : {"name", "property", "http-equiv"}) {
    const std::string name = ascii_lower(trim_blanks(element.value(key)));
    if (!name.empty()) {
      add(Field::Kind::meta, names_authors(name) ? "author" : name, *content, 0);
      if (name == "og:url" && url_.empty()) {
        url_ = content->value;
      }
    }
  }
}

void HtmlFields::read_links(const HtmlElement& element, HtmlStructure::Context context) {
  const HtmlAttribute* address = element.find("href");
  address = address == nullptr ? element.find("resource") : address;
  if (address == nullptr && element.tag == "form") {
    address = element.find("action");
  }
  if (address == nullptr || element.find("rel") == nullptr) {
    return;
  }
  const bool rsl =
      ascii_lower(trim_blanks(element.value("type"))).starts_with("application/rsl+xml");
  each_word(element.value("rel"), [&](const std::string& relation) {
    if (lists_word(kRelations, relation)) {
      add(Field::Kind::link, rsl && relation == "license" ? "rsl" : relation, *address, context);
    }
    if (relation == "canonical") {
      url_ = address->value;
    }
  });
}

std::size_t HtmlFields::open_property(const HtmlElement& element, HtmlStructure::Context context) {
  std::string_view written = element.value("itemprop");
  written = written.empty() ? element.value("property") : written;
  std::string name;
  each_word(written, [&](const std::string& word) {
    name = name.empty() && lists_word(kProperties, word) ? word : name;
  });
  // Open Graph's are read as <meta>: its authors and publishers are addresses.
  const std::string_view vocabulary =
      written.substr(0, std::min(written.find(':'), written.size()));
  if (name.empty() || lists_word("og article book profile video music", vocabulary)) {
    return kNone;
  }
  for (const std::string_view key : {"content", "href", "src", "resource", "datetime"}) {
    // The address of an author or publisher is not their name.
    const bool address = key == "href" && lists_word("author creator publisher", name);
    if (const HtmlAttribute* value = address ? nullptr : element.find(key)) {
      add(Field::Kind::microdata, name, *value, context);
      return kNone;
    }
  }
  if (fields_.size() >= kMaxFields) {
    return kNone;
  }
  fields_.push_back({Field{Field::Kind::microdata, name, {}, {}, {}}, context});
  return fields_.size() - 1;
}

// The text of an element as the value of its property.
void HtmlFields::add_text(std::size_t at, std::string_view value, Span written) {
  Field& field = fields_[at].field;
  if (trim_blanks(value).empty() || field.value.size() > kMaxPropertyText) {
    field.value += field.value.empty() || value.empty() ? "" : " ";
    return;
  }
  field.span.begin = field.value.empty() ? written.begin : field.span.begin;
  field.span.end = written.end;
  field.value += value;
}

bool HtmlFields::begin_script(Field::Kind kind,
                              std::string_view name,
                              HtmlStructure::Context context) {
  if (fields_.size() >= kMaxFields) {
    return false;
  }
  fields_.push_back({Field{kind, std::string(name), {}, {}, {}}, context});
  script_ = fields_.size() - 1;
  return true;
}

void HtmlFields::add_script(std::string_view value, Span written) {
  Field& field = fields_[script_].field;
  field.value += value;
  field.span = field.span.empty() ? written : Span{field.span.begin, written.end};
}

// What a link of the page leads to where <base> says what addresses are relative to. Without it the
// page's own address would be needed, and a licence is hardly ever a neighbour of the page.
std::string HtmlFields::whole_address(std::string written) const {
  const auto base = parse_url(base_);
  if (!base || is_web_address(written)) {
    return written;
  }
  const auto whole = resolve_url(*base, written);
  return whole ? whole->text() : written;
}

void HtmlFields::finish(const HtmlStructure& structure, Document& document) {
  document.url = url_;
  LinkedDataLimit limit;
  for (Pending& pending : fields_) {
    Field& field = pending.field;
    if (field.kind != Field::Kind::json_ld && field.kind != Field::Kind::policy) {
      field.value = std::string(trim_blanks(field.value));
    }
    if (field.kind == Field::Kind::link) {
      field.value = whole_address(std::move(field.value));
    }
    if (field.kind == Field::Kind::json_ld && !limit.admits(field.value) && !document.error) {
      document.error = too_much_linked_data();
    }
    if (!field.value.empty()) {
      field.scope = structure.zone(pending.context).scope;
      document.fields.push_back(std::move(field));
    }
  }
}

}  // namespace imprimatur
