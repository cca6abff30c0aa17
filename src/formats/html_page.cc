#include "formats/html_page.h"

#include "formats/ascii.h"
#include "formats/html_frame.h"

#include <algorithm>

namespace imprimatur {
namespace {

// "|" or a dot between links.
constexpr std::size_t kSeparator = 3;

// Less than a sentence: "Loading ...", a logo's name.
constexpr std::size_t kHardlyText = 60;

bool is_script_of(const HtmlElement& element, std::string_view type) {
  return element.tag == "script" &&
         ascii_lower(trim_blanks(element.value("type"))).starts_with(type);
}

bool is_image(std::string_view tag) {
  return tag == "img" || tag == "amp-img" || tag == "picture";
}

// A face or a mark, not an illustration.
bool is_small(const HtmlElement& element) {
  const std::string_view width = element.value("width");
  const bool number =
      !width.empty() && width.find_first_not_of("0123456789") == std::string_view::npos;
  return number && (width.size() <= 2 || width == "100");
}

bool is_heading(std::string_view tag) {
  return tag.size() == 2 && tag[0] == 'h' && tag[1] >= '1' && tag[1] <= '6';
}

// Where each byte of an attribute's value is written; empty: a reference makes that unclear.
std::vector<std::size_t> places_of(std::string_view value, std::string_view written) {
  constexpr std::size_t kLongestReference = 34;
  std::vector<std::size_t> places;
  std::size_t at = 0;
  for (std::size_t i = 0; i < value.size(); ++i) {
    const bool inside = (static_cast<unsigned char>(value[i]) & 0xC0U) == 0x80U;
    if (inside && !places.empty() && (at == 0 || written[at - 1] == ';')) {
      places.push_back(places.back());
      continue;
    }
    if (at >= written.size()) {
      return {};
    }
    const std::size_t end = written.substr(at, kLongestReference).find(';');
    places.push_back(at);
    if (written[at] == '&' && end != std::string_view::npos &&
        written.substr(at, end).find(' ') == std::string_view::npos) {
      at += end + 1;
    } else if (written[at] == value[i]) {
      ++at;
    } else {
      return {};
    }
  }
  places.push_back(at);
  return at == written.size() ? places : std::vector<std::size_t>();
}

}  // namespace

void HtmlPage::read_frame(const HtmlElement& element, HtmlStructure::Context context) {
  auto frame = read_html_frame(element, 1);
  if (!frame) {
    frame_error_ = frame.error();
    return;
  }
  if (frame->page == nullptr) {
    return;
  }
  const HtmlAttribute& page = *frame->page;
  const std::vector<std::size_t> places =
      frame->plain ? places_of(page.value, source_.substr(page.span.begin, page.span.size()))
                   : std::vector<std::size_t>();
  flow_.break_block();
  for (FrameWords& one : frame->words) {
    if (one.block) {
      flow_.break_block();
    }
    Span written = page.span;
    if (one.at.end < places.size()) {
      written = {page.span.begin + places[one.at.begin], page.span.begin + places[one.at.end]};
    }
    flow_.add_text(frame_texts_.emplace_back(std::move(one.text)), written, context, false);
  }
  flow_.break_block();
}

void HtmlPage::read_image(const HtmlElement& element, HtmlStructure::Context context) {
  const HtmlAttribute* words = element.find("alt");
  if (words != nullptr && (may_be_licence(element.value("src")) || may_be_licence(words->value))) {
    flow_.add_mention(words->value, words->span, context, false);
  }
  std::string_view path = element.value("src");
  if (const std::size_t host = path.find("//"); host != std::string_view::npos) {
    path.remove_prefix(std::min(path.find('/', host + 2), path.size()));
  }
  if (!levels_.empty() && !is_small(element) && !names_a_person(element.value("class")) &&
      !names_a_person(path.substr(0, path.find_first_of("?#")))) {
    levels_.back().image = flow_.size();
  }
}

void HtmlPage::note_sources(const HtmlElement& element) {
  if (element.tag == "script") {
    const std::string type = ascii_lower(trim_blanks(element.value("type")));
    if (type.empty() || type == "module" || type.ends_with("javascript")) {
      scripts_ = true;
      loaded_ = loaded_ || element.find("src") != nullptr;
    }
  } else if (element.tag == "frame" || element.tag == "iframe") {
    frames_ = frames_ || !holds_its_page(element);
  } else if (element.tag == "object" || element.tag == "embed") {
    const std::string type = ascii_lower(trim_blanks(element.value("type")));
    frames_ = frames_ || (!holds_its_page(element) &&
                          (type.starts_with("text/") || type == "application/pdf"));
  }
}

// A page whose words are elsewhere was not read, and must not look as if it said nothing.
std::optional<Error> HtmlPage::unread(const Document& document) const {
  if (frame_error_) {
    return frame_error_;
  }
  std::string_view text = document.text;
  if (!title_.empty() && text.starts_with(title_)) {
    text.remove_prefix(title_.size());
  }
  text = trim_blanks(text);
  const bool framed = text.size() < kHardlyText && frames_;
  const bool scripted = (text.empty() && scripts_) || (text.size() < kHardlyText && loaded_);
  if (!framed && !scripted) {
    return std::nullopt;
  }
  // Parts of templates hold scripts and no text, and are whole so.
  const std::string page = ascii_lower(source_);
  const bool whole =
      page.find("<body") != std::string::npos || page.find("<frameset") != std::string::npos;
  // The article as linked data is read as well.
  const bool linked =
      std::any_of(document.fields.begin(), document.fields.end(), [](const Field& field) {
        return field.kind == Field::Kind::json_ld &&
               field.value.find("\"articleBody\"") != std::string::npos;
      });
  if (!whole || linked) {
    return std::nullopt;
  }
  return Error{ErrorCode::unreadable,
               framed ? "the page's text stands in frames: check the pages that they show"
                      : "the page holds hardly any text, scripts put it there: save the page as a "
                        "browser shows it"};
}

void HtmlPage::open_level(const HtmlElement& element, Level& level) {
  level.block = is_block(element.tag) || element.tag.find('-') != std::string::npos;
  level.quote = element.tag == "q" && !level.hidden;
  level.keep_blanks = element.tag == "pre" || element.tag == "textarea" || element.tag == "xmp" ||
                      element.tag == "listing" || (!levels_.empty() && levels_.back().keep_blanks);
  level.person = names_a_person(element.value("class"));
  level.link = level.link || element.tag == "a";
  level.pieces = flow_.size();
  level.heading = is_heading(element.tag);
  if (const std::size_t property = fields_.open_property(element, level.context);
      property != kNone) {
    level.capture = property;
  }
  if (level.block && !level.hidden) {
    flow_.break_block();
  }
  if (level.quote) {
    flow_.add_mark(HtmlFlow::Piece::Kind::open_quote, element.at, level.context);
  }
}

bool HtmlPage::enter(const HtmlElement& element) {
  Level level;
  if (!levels_.empty()) {
    level.context = levels_.back().context;
    level.hidden = levels_.back().hidden;
    level.capture = levels_.back().capture;
    level.link = levels_.back().link;
  }
  note_sources(element);
  const bool linked = is_script_of(element, "application/ld+json");
  if (linked || is_script_of(element, "application/rsl+xml")) {
    const bool begun = linked ? fields_.begin_script(Field::Kind::json_ld, "json-ld", 0)
                              : fields_.begin_script(Field::Kind::policy, "rsl", level.context);
    if (!begun) {
      return false;
    }
    levels_.push_back(level);
    return true;
  }
  if (element.tag == "html") {
    language_ = trim_blanks(element.value("lang"));
  }
  if (is_unseen(element.tag) || element.tag == "frame") {
    if (!level.hidden && !is_hidden(element)) {
      read_frame(element, level.context);
    }
    return false;
  }
  if (element.tag == "br") {
    flow_.add_mark(HtmlFlow::Piece::Kind::line_break, element.at, level.context);
  }
  const HtmlStructure::Context around = level.context;
  level.context = structure_.enter(element, around);
  fields_.read(element, level.context);
  if (is_image(element.tag)) {
    read_image(element, level.context);
  }
  // What a dialog says about republishing is shown when somebody asks for it.
  const bool terms = level.context != around && structure_.part(level.context) == HtmlPart::terms;
  level.hidden = (level.hidden || (element.tag != "body" && is_hidden(element))) && !terms;
  open_level(element, level);
  in_title_ = element.tag == "title" && !level.hidden;
  levels_.push_back(level);
  return true;
}

// Two links or more and nothing else are a menu, or a list of tags.
void HtmlPage::end_links(const HtmlElement& element, const Level& level) {
  if (level.block && level.links > 1 && level.text == level.link_text && level.text > 0) {
    flow_.end_links(level.pieces);
  }
  if (!levels_.empty()) {
    Level& around = levels_.back();
    around.text += level.text;
    around.link_text += level.link_text;
    around.links += level.links + (element.tag == "a" ? 1 : 0);
  }
}

// An image and a few words in a box of their own are a picture and its caption, unless the box is
// about a person, or a teaser with its headline.
void HtmlPage::end_image(const HtmlElement& element, const Level& level) {
  if (level.image == kNone || levels_.empty() || level.person || level.heading) {
    return;
  }
  if (flow_.text_size(level.image) == 0) {
    levels_.back().image = level.image;
  } else if (element.tag != "p" && element.tag != "a" && element.tag != "body") {
    flow_.end_image_box(level.image);
  }
}

void HtmlPage::leave(const HtmlElement& element) {
  const Level level = levels_.back();
  levels_.pop_back();
  in_title_ = false;
  if (fields_.in_script()) {
    fields_.end_script();
    return;
  }
  if (element.tag == "a" && !level.hidden && may_be_licence(element.value("href"))) {
    const HtmlAttribute* address = element.find("href");
    flow_.add_mention(address->value, address->span, level.context, true);
  }
  if (level.quote) {
    flow_.add_mark(HtmlFlow::Piece::Kind::close_quote, flow_.last_end(), level.context);
  }
  if (!level.hidden) {
    end_image(element, level);
    end_links(element, level);
  }
  if (level.block && !level.hidden) {
    flow_.break_block();
  }
  if (level.heading && !levels_.empty()) {
    levels_.back().heading = true;
  }
}

void HtmlPage::text(std::string_view value, Span written) {
  if (levels_.empty()) {
    return;
  }
  if (fields_.in_script()) {
    fields_.add_script(value, written);
    return;
  }
  Level& level = levels_.back();
  if (level.capture != kNone) {
    fields_.add_text(level.capture, value, written);
  }
  if (level.hidden) {
    return;
  }
  if (in_title_ && title_.empty()) {
    title_ = std::string(trim_blanks(value));
  }
  const std::size_t size = trim_blanks(value).size();
  structure_.add_text(level.context, size);
  if (size > kSeparator) {
    level.text += size;
    level.link_text += level.link ? size : 0;
  }
  flow_.add_text(value, written, level.context, level.keep_blanks);
}

void HtmlPage::finish(Document& document, std::string& text) {
  structure_.resolve();
  flow_.finish(source_, title_, structure_, document);
  for (auto& [field, context] : flow_.mentions()) {
    fields_.add(std::move(field), context);
  }
  fields_.finish(structure_, document);
  text = flow_.take_text();
  document.text = text;
  document.error = unread(document);
  document.title = title_;
  document.language = language_;
}

}  // namespace imprimatur
