#include "formats/markup_text.h"

#include "formats/ascii.h"

#include <algorithm>
#include <array>

namespace imprimatur {
namespace {

constexpr std::string_view kBlocks =
    "p hl1 hl2 hl3 hl4 hedline byline byttl dateline abstract table tr td th ul ol li dl dt dd "
    "block blockquote bq pq pre div section article header footer aside main h1 h2 h3 h4 h5 h6 hr "
    "media media-caption media-producer figure figcaption caption note tagline fn body.head "
    "body.content body.end body lead nitf-table bibliography series distributor";

constexpr std::string_view kHidden = "head script style template nitf-table-metadata media-object";

struct Part {
  std::string_view names;
  std::optional<Zone> zone;
  Scope scope;
};
constexpr std::array<Part, 8> kParts = {{
    {"hedline hl1 hl2 h1", Zone::headline, Scope::document},
    {"byline", Zone::byline, Scope::document},
    {"dateline", Zone::dateline, Scope::document},
    {"media media-caption media-producer figure figcaption", Zone::caption, Scope::photo},
    {"blockquote bq pq", Zone::quote, Scope::document},
    {"pre code", Zone::code, Scope::document},
    {"aside nav", std::nullopt, Scope::part},
    {"bibliography note", Zone::metadata, Scope::document},
}};

}  // namespace

void MarkupText::base(std::optional<Zone> zone, Scope scope) {
  base_.zone = zone;
  base_.scope = scope;
}

void MarkupText::start(const XmlElement& element) {
  const std::string name = ascii_lower(element.name);
  Level level = levels_.empty() ? base_ : levels_.back();
  level.block = lists_word(kBlocks, name);
  level.hidden = level.hidden || lists_word(kHidden, name);
  for (const Part& part : kParts) {
    if (level.scope == Scope::document && lists_word(part.names, name)) {
      level.zone = part.zone;
      level.scope = part.scope;
    }
  }
  if (level.block) {
    builder_.paragraph_break();
  }
  if (name == "br") {
    builder_.line_break();
  }
  if (name == "a" && lists_word(ascii_lower(element.value("rel")), "license")) {
    if (const XmlAttribute* address = element.find("href")) {
      Field field;
      field.kind = Field::Kind::link;
      field.name = "license";
      field.value = address->value;
      field.span = address->span;
      field.scope = level.scope;
      builder_.field(std::move(field));
    }
  }
  levels_.push_back(level);
}

void MarkupText::end() {
  if (levels_.empty()) {
    return;
  }
  if (levels_.back().block) {
    builder_.paragraph_break();
  }
  levels_.pop_back();
}

void MarkupText::text(std::string_view value, Span written) {
  const Level& level = levels_.empty() ? base_ : levels_.back();
  if (!level.hidden) {
    builder_.zone(level.zone, level.scope);
    builder_.text(value, written);
  }
}

}  // namespace imprimatur
