#include "formats/zoned_text.h"

#include "formats/ascii.h"

#include <algorithm>
#include <string>
#include <utility>

namespace imprimatur {

ZoneOf zone_of_style(std::string_view name) {
  std::string style = ascii_lower(name);
  std::erase_if(style, [](char c) { return c == ' ' || c == '_' || c == '-'; });
  const auto has = [&](std::string_view word) { return style.find(word) != std::string::npos; };
  if (has("caption") || style == "illustration" || style == "figure") {
    return {Zone::caption, Scope::photo};
  }
  if (style.starts_with("heading") || style == "title" || style == "subtitle") {
    return {Zone::headline, Scope::document};
  }
  if (has("quot") || has("blocktext")) {
    return {Zone::quote, Scope::document};
  }
  if (has("sourcecode") || has("preformatted") || has("verbatim") || style == "code") {
    return {Zone::code, Scope::document};
  }
  if (style == "author" || style == "byline") {
    return {Zone::byline, Scope::document};
  }
  return {};
}

void ZonedText::begin_zone(std::size_t size) {
  if (zone_.zone && !begin_) {
    begin_ = builder_.size() - size;
  }
}

void ZonedText::end_zone() {
  if (begin_ && zone_.zone) {
    regions_.push_back({{*begin_, builder_.size()}, zone_.zone, zone_.scope});
  }
  begin_.reset();
}

void ZonedText::text(std::string_view value, Span written, std::size_t base) {
  const Span here{written.begin + base, written.end + base};
  const std::size_t before = builder_.size();
  if (value.size() == written.size()) {
    builder_.text(value, here, false);
  } else {
    builder_.put(value, here);
  }
  if (builder_.size() > before) {
    begin_zone(std::min(value.size(), builder_.size() - before));
  }
}

void ZonedText::blank(std::size_t at) {
  builder_.mark(" ", at);
}

void ZonedText::paragraph(ZoneOf zone) {
  end_zone();
  builder_.paragraph_break();
  zone_ = zone;
}

std::uint32_t ZonedText::sheet(std::string title) {
  sheets_.push_back(std::move(title));
  return static_cast<std::uint32_t>(sheets_.size() - 1);
}

void ZonedText::cell(Cell cell) {
  cell.begin = builder_.size();
  if (!cells_.empty() && cells_.back().begin == cell.begin) {
    cells_.back() = cell;
  } else if (!cells_.empty() || cell.row > 0) {
    cells_.push_back(cell);
  }
}

void ZonedText::append(const Document& part, std::size_t base, std::size_t size) {
  paragraph({});
  builder_.append(part.text, part.text_map, base, size);
  const std::size_t begin = builder_.size() - part.text.size();
  for (Region region : part.regions) {
    region.span = {region.span.begin + begin, region.span.end + begin};
    regions_.push_back(region);
  }
  for (Field field : part.fields) {
    field.span = {field.span.begin + base, field.span.end + base};
    fields_.push_back(std::move(field));
  }
  builder_.paragraph_break();
}

void ZonedText::finish(Document& document) {
  end_zone();
  builder_.finish();
  document.text = builder_.str();
  document.text_map = builder_.take_map();
  document.regions = std::move(regions_);
  document.cells = std::move(cells_);
  document.sheets = std::move(sheets_);
  document.fields.insert(document.fields.end(), fields_.begin(), fields_.end());
}

}  // namespace imprimatur
