#include "formats/item_builder.h"

#include "formats/ascii.h"
#include "formats/html_page.h"

#include <algorithm>
#include <utility>

namespace imprimatur {
namespace {

constexpr std::size_t kMaxFields = 2000;
constexpr std::size_t kLongestRecord = 300;

}  // namespace

void ItemBuilder::zone(std::optional<Zone> zone, Scope scope) {
  zone_ = zone;
  scope_ = scope;
}

// The text behind `before` is of the zone that is set.
void ItemBuilder::mark_region(std::size_t before) {
  if (!zone_ && scope_ == Scope::document) {
    return;
  }
  const std::string_view added = flow_.str().substr(before);
  const std::size_t begin = before + std::min(added.find_first_not_of(" \n"), added.size());
  if (begin >= flow_.size()) {
    return;
  }
  if (!regions_.empty() && regions_.back().zone == zone_ && regions_.back().scope == scope_ &&
      flow_.str()
              .substr(regions_.back().span.end, begin - regions_.back().span.end)
              .find_first_not_of(" \n") == std::string_view::npos) {
    regions_.back().span.end = flow_.size();
  } else {
    regions_.push_back({{begin, flow_.size()}, zone_, scope_});
  }
}

void ItemBuilder::text(std::string_view value, Span written) {
  const std::size_t before = flow_.size();
  flow_.text(value, written);
  mark_region(before);
}

void ItemBuilder::append(const TextFlow& text) {
  const std::size_t before = flow_.size();
  flow_.append(text.str(), text.map());
  mark_region(before);
}

void ItemBuilder::paragraph(const WrittenText& text, std::optional<Zone> zone, Scope scope) {
  static_cast<void>(html(text, zone, scope));
}

Result<void> ItemBuilder::html(const WrittenText& html, std::optional<Zone> zone, Scope scope) {
  flow_.paragraph_break();
  const auto before_zone = std::pair(zone_, scope_);
  this->zone(zone, scope);
  const std::size_t before = flow_.size();
  const OffsetMap outer = html.map();
  Result<void> parsed;
  const bool markup = html.str().find_first_of("<&") != std::string_view::npos;
  if (markup) {
    HtmlPage page(html.str());
    Document inner;
    std::string text;
    parsed = parse_html(html.str(), page, [&] { page.finish(inner, text); });
    if (parsed) {
      flow_.append(text, chain(text, inner.text_map, outer));
      const std::size_t at = flow_.size() - text.size();
      const bool whole = zone || scope != Scope::document;
      for (const Region& region : inner.regions) {
        if (!whole) {
          regions_.push_back(
              {{region.span.begin + at, region.span.end + at}, region.zone, region.scope});
        }
      }
      for (Field& field : inner.fields) {
        field.span = outer.to_source(field.span);
        field.scope = scope == Scope::document ? field.scope : scope;
        fields_.push_back(std::move(field));
      }
    }
  }
  if (!markup || !parsed) {
    TextFlow plain;
    plain.keep_lines();
    plain.text(html.str(), {0, html.str().size()});
    flow_.append(plain.str(), chain(plain.str(), plain.map(), outer));
  }
  mark_region(before);
  flow_.paragraph_break();
  this->zone(before_zone.first, before_zone.second);
  return parsed;
}

void ItemBuilder::field(std::string_view name, const TextFlow& value, Scope scope) {
  if (value.empty() || fields_.size() >= kMaxFields) {
    return;
  }
  Field field;
  field.kind = Field::Kind::rights;
  field.name = name;
  field.value = value.str();
  field.span = value.written();
  field.map = value.map();
  field.scope = scope;
  fields_.push_back(std::move(field));
}

void ItemBuilder::field(std::string_view name, std::string_view value, Span written, Scope scope) {
  value = trim_blanks(value);
  if (value.empty() || fields_.size() >= kMaxFields) {
    return;
  }
  Field field;
  field.kind = Field::Kind::rights;
  field.name = name;
  field.value = value;
  field.span = written;
  field.scope = scope;
  fields_.push_back(std::move(field));
}

void ItemBuilder::rescope(std::size_t first_field, std::size_t first_text, Scope scope) {
  for (std::size_t i = first_field; i < fields_.size(); ++i) {
    fields_[i].scope = scope;
  }
  std::erase_if(regions_, [&](const Region& region) { return region.span.begin >= first_text; });
  const std::string_view added = flow_.str().substr(std::min(first_text, flow_.size()));
  const std::size_t blanks = std::min(added.find_first_not_of(" \n"), added.size());
  if (blanks < added.size()) {
    regions_.push_back({{first_text + blanks, flow_.size()}, Zone::caption, scope});
  }
}

void ItemBuilder::finish(Document& document) {
  document.text = flow_.str();
  document.text_map = flow_.map();
  document.regions = std::move(regions_);
  document.fields = std::move(fields_);
  regions_.clear();
  fields_.clear();
}

void ItemBuilder::clear() {
  *this = ItemBuilder();
}

std::string RecordNames::next(std::string_view wanted) {
  ++count_;
  std::string name(trim_blanks(wanted));
  if (name.size() > kLongestRecord) {
    std::size_t end = kLongestRecord;
    while (end > 0 && (static_cast<unsigned char>(name[end]) & 0xC0U) == 0x80U) {
      --end;
    }
    name.resize(end);
  }
  std::replace_if(
      name.begin(), name.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; }, ' ');
  if (name.empty()) {
    name = std::to_string(count_);
  }
  std::string unique = name;
  for (std::size_t again = 2; !taken_.insert(unique).second; ++again) {
    unique = name + "#" + std::to_string(again);
  }
  return unique;
}

}  // namespace imprimatur
