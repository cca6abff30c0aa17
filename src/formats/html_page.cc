#include "formats/html_page.h"

#include "formats/ascii.h"
#include "formats/text_builder.h"

#include <algorithm>
#include <array>
#include <utility>

namespace imprimatur {
namespace {

constexpr std::size_t kNone = static_cast<std::size_t>(-1);
constexpr std::size_t kMaxFields = 2000;
constexpr std::size_t kMaxPropertyText = 2000;

constexpr std::string_view kBlocks =
    "address article aside blockquote body button caption center dd details dialog dir div dl dt "
    "fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main "
    "menu nav ol optgroup option p pre search section summary table tbody td textarea tfoot th "
    "thead title tr ul xmp listing iframe";

// Not seen, or no running text.
constexpr std::string_view kUnseen =
    "script style template noscript noembed noframes iframe object embed applet svg canvas audio "
    "video map datalist select";

bool is_hidden(const HtmlElement& element) {
  if (element.find("hidden") != nullptr || ascii_lower(element.value("aria-hidden")) == "true") {
    return true;
  }
  std::string style = ascii_lower(element.value("style"));
  std::erase_if(style, [](char c) { return c == ' ' || c == '\t' || c == '\n'; });
  return style.find("display:none") != std::string::npos ||
         style.find("visibility:hidden") != std::string::npos;
}

bool is_linked_data(const HtmlElement& element) {
  return element.tag == "script" &&
         ascii_lower(trim_blanks(element.value("type"))).starts_with("application/ld+json");
}

// Properties about rights and whose they are; others are not kept.
constexpr std::string_view kProperties =
    "license licence copyrightholder copyrightyear copyrightnotice usageinfo credittext "
    "acquirelicensepage conditionsofaccess isaccessibleforfree publisher author creator "
    "sourceorganization provider rights rightsholder accessrights attributionname morepermissions";

// "schema:license", "https://schema.org/license", "dct:rights" -> "license", "rights".
std::string property_name(std::string_view name) {
  return ascii_lower(name.substr(name.find_last_of(":/#") + 1));
}

}  // namespace

void HtmlPage::add_field(Field::Kind kind,
                         std::string_view name,
                         const HtmlAttribute& value,
                         HtmlStructure::Context context) {
  if (fields_.size() < kMaxFields && !trim_blanks(value.value).empty()) {
    Field field{kind, ascii_lower(name), std::string(trim_blanks(value.value)), value.span, {}};
    fields_.push_back({std::move(field), context});
  }
}

void HtmlPage::read_meta(const HtmlElement& element) {
  const HtmlAttribute* content = element.find("content");
  if (content == nullptr) {
    return;
  }
  for (const std::string_view key : {"name", "property", "http-equiv"}) {
    const std::string name = ascii_lower(trim_blanks(element.value(key)));
    if (!name.empty()) {
      add_field(Field::Kind::meta, name, *content, 0);
      if (name == "og:url" && url_.empty()) {
        url_ = content->value;
      }
    }
  }
}

void HtmlPage::read_links(const HtmlElement& element, HtmlStructure::Context context) {
  const HtmlAttribute* address = element.find("href");
  if (address == nullptr || element.find("rel") == nullptr) {
    return;
  }
  const std::string relations = ascii_lower(element.value("rel"));
  for (const std::string_view relation : {"license", "licence", "copyright", "canonical"}) {
    if (lists_word(relations, relation)) {
      add_field(Field::Kind::link, relation, *address, context);
    }
  }
  if (lists_word(relations, "canonical")) {
    url_ = address->value;
  }
}

std::size_t HtmlPage::read_property(const HtmlElement& element, HtmlStructure::Context context) {
  std::string_view written = element.value("itemprop");
  written = written.empty() ? element.value("property") : written;
  const std::string name = property_name(trim_blanks(written));
  if (name.empty() || !lists_word(kProperties, name)) {
    return kNone;
  }
  for (const std::string_view key : {"content", "href", "src", "resource", "datetime"}) {
    if (const HtmlAttribute* value = element.find(key)) {
      add_field(Field::Kind::microdata, name, *value, context);
      return kNone;
    }
  }
  if (fields_.size() >= kMaxFields) {
    return kNone;
  }
  fields_.push_back({Field{Field::Kind::microdata, name, {}, {}, {}}, context});
  return fields_.size() - 1;
}

bool HtmlPage::enter(const HtmlElement& element) {
  const HtmlStructure::Context around = levels_.empty() ? 0 : levels_.back().context;
  if (is_linked_data(element)) {
    if (fields_.size() < kMaxFields) {
      fields_.push_back({Field{Field::Kind::json_ld, "json-ld", {}, {}, {}}, 0});
      script_ = fields_.size();
      levels_.push_back({around, false, false, false, kNone, pieces_.size()});
      return true;
    }
    return false;
  }
  if (element.tag == "meta") {
    read_meta(element);
  }
  if (element.tag == "link") {
    read_links(element, 0);
  }
  if (element.tag == "html") {
    language_ = trim_blanks(element.value("lang"));
  }
  if (lists_word(kUnseen, element.tag) || (element.tag != "body" && is_hidden(element))) {
    return false;
  }
  if (element.tag == "br") {
    pieces_.push_back(
        {{}, {element.at, element.at}, block_, around, Piece::Kind::line_break, false});
  }
  const HtmlStructure::Context context = structure_.enter(element, around);
  if (element.tag != "link") {
    read_links(element, context);
  }
  Level level{context, lists_word(kBlocks, element.tag), false, element.tag == "q", 0, 0};
  level.block = level.block || element.tag.find('-') != std::string::npos;
  level.keep_blanks = element.tag == "pre" || element.tag == "textarea" || element.tag == "xmp" ||
                      element.tag == "listing" || (!levels_.empty() && levels_.back().keep_blanks);
  level.capture = read_property(element, context);
  level.pieces = pieces_.size();
  if (level.block) {
    break_block();
  }
  if (level.quote) {
    pieces_.push_back(
        {{}, {element.at, element.at}, block_, context, Piece::Kind::open_quote, false});
  }
  in_title_ = element.tag == "title";
  levels_.push_back(level);
  return true;
}

void HtmlPage::leave(const HtmlElement& /*element*/) {
  Level level = levels_.back();
  levels_.pop_back();
  script_ = 0;
  in_title_ = false;
  if (level.quote && !pieces_.empty()) {
    const std::size_t at = pieces_.back().written.end;
    pieces_.push_back({{}, {at, at}, block_, level.context, Piece::Kind::close_quote, false});
  }
  if (level.block) {
    break_block();
  }
  if (level.capture != kNone) {
    capture(level);
  }
}

// The text of an element as the value of its property.
void HtmlPage::capture(Level& level) {
  Field& field = fields_[level.capture].field;
  for (std::size_t i = level.pieces; i < pieces_.size(); ++i) {
    const Piece& piece = pieces_[i];
    if (trim_blanks(piece.value).empty() || field.value.size() > kMaxPropertyText) {
      field.value += field.value.empty() || piece.value.empty() ? "" : " ";
      continue;
    }
    field.span.begin = field.value.empty() ? piece.written.begin : field.span.begin;
    field.span.end = piece.written.end;
    field.value += piece.value;
  }
  field.value = std::string(trim_blanks(field.value));
}

void HtmlPage::text(std::string_view value, Span written) {
  if (levels_.empty()) {
    return;
  }
  if (script_ > 0) {
    Field& field = fields_[script_ - 1].field;
    field.value += value;
    field.span = field.span.empty() ? written : Span{field.span.begin, written.end};
    return;
  }
  if (in_title_ && title_.empty()) {
    title_ = std::string(trim_blanks(value));
  }
  const Level& level = levels_.back();
  structure_.add_text(level.context, trim_blanks(value).size());
  pieces_.push_back({value, written, block_, level.context, Piece::Kind::text, level.keep_blanks});
}

void HtmlPage::add_piece(const Piece& piece,
                         TextBuilder& builder,
                         std::vector<Region>& regions) const {
  const std::size_t before = builder.size();
  switch (piece.kind) {
    case Piece::Kind::line_break:
      builder.line_break(piece.written.begin);
      return;
    case Piece::Kind::open_quote:
      builder.mark("\xE2\x80\x9C", piece.written.begin);
      break;
    case Piece::Kind::close_quote:
      builder.mark("\xE2\x80\x9D", piece.written.begin);
      break;
    case Piece::Kind::text:
      builder.text(piece.value, piece.written, piece.keep_blanks);
      break;
  }
  const HtmlZone zone = structure_.zone(piece.context);
  if (builder.size() == before || zone == HtmlZone{}) {
    return;
  }
  // Breaks and the blank that waited before the piece belong to neither.
  const std::string_view added = builder.str().substr(before);
  const std::size_t begin = before + std::min(added.find_first_not_of(" \n"), added.size());
  if (begin == builder.size()) {
    return;
  }
  if (!regions.empty() && regions.back().zone == zone.zone && regions.back().scope == zone.scope &&
      builder.str()
              .substr(regions.back().span.end, begin - regions.back().span.end)
              .find_first_not_of(" \n") == std::string_view::npos) {
    regions.back().span.end = builder.size();
  } else {
    regions.push_back({{begin, builder.size()}, zone.zone, zone.scope});
  }
}

void HtmlPage::finish(Document& document, std::string& text) {
  structure_.resolve();
  // Where the parser moved text (out of tables), it is read where it was written.
  const auto earlier = [](const Piece& a, const Piece& b) {
    return a.written.begin < b.written.begin;
  };
  if (!std::is_sorted(pieces_.begin(), pieces_.end(), earlier)) {
    std::stable_sort(pieces_.begin(), pieces_.end(), earlier);
  }
  TextBuilder builder(source_);
  std::size_t block = 0;
  for (const Piece& piece : pieces_) {
    if (piece.block != block) {
      builder.paragraph_break();
      block = piece.block;
    }
    add_piece(piece, builder, document.regions);
  }
  builder.finish();
  text = builder.str();
  document.text = text;
  document.text_map = builder.take_map();
  document.title = title_;
  document.language = language_;
  document.url = url_;
  for (PendingField& pending : fields_) {
    if (!pending.field.value.empty()) {
      pending.field.scope = structure_.zone(pending.context).scope;
      document.fields.push_back(std::move(pending.field));
    }
  }
}

}  // namespace imprimatur
