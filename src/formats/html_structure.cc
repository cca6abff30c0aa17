#include "formats/html_structure.h"

#include "formats/ascii.h"

#include <string>
#include <string_view>

namespace imprimatur {

namespace {

// What an element with properties of its own is.
HtmlPart type_of(const HtmlElement& element) {
  const HtmlPart type = part_of_type(element.value("itemtype"));
  const HtmlPart rdfa = type == HtmlPart::none ? part_of_type(element.value("typeof")) : type;
  return is_picture_address(element.value("about")) ? HtmlPart::caption : rdfa;
}

}  // namespace

HtmlStructure::HtmlStructure() : contexts_(1) {}

HtmlStructure::Context HtmlStructure::enter(const HtmlElement& element, Context around) {
  const std::string_view classes = element.value("class");
  HtmlPart part = part_of_tag(element.tag);
  bool by_class = false;
  if (const HtmlPart role = part_of_role(element.value("role")); role != HtmlPart::none) {
    part = role;
  }
  if (lists_word("articlebody", ascii_lower(element.value("itemprop")))) {
    part = HtmlPart::article;
  }
  if (const HtmlPart type = type_of(element); part == HtmlPart::none || type == HtmlPart::caption) {
    part = type == HtmlPart::none ? part : type;
  }
  const bool says_nothing = part == HtmlPart::none || part == HtmlPart::frame;
  if (says_nothing && element.tag != "body" && element.tag != "html") {
    HtmlPart named = part_of_names(classes);
    if (named == HtmlPart::none) {
      // Sections about licences have such ids; only classes are made for what the text is.
      named = part_of_names(element.value("id"));
      named = named == HtmlPart::terms ? HtmlPart::none : named;
    }
    // A dialog may be the publisher's terms for the article.
    if (part == HtmlPart::none || named == HtmlPart::terms) {
      part = named;
      by_class = part != HtmlPart::none;
    }
  }
  if (element.tag == "pre" && part == HtmlPart::none && !trim_blanks(classes).empty()) {
    part = HtmlPart::code;
  }
  if (part == HtmlPart::none) {
    return around;
  }
  // Teasers are articles too: not every <article> is the page's own.
  if (element.tag == "h1" || (part == HtmlPart::article && element.tag != "article")) {
    for (Context at = around; !contexts_[at].holds_article; at = contexts_[at].parent) {
      contexts_[at].holds_article = true;
      if (at == 0) {
        break;
      }
    }
  }
  has_article_ = has_article_ || part == HtmlPart::article;
  Item item;
  item.parent = around;
  item.part = part;
  item.by_class = by_class;
  if (part == HtmlPart::byline) {
    count_byline(classes, item);
  }
  contexts_.push_back(item);
  return contexts_.size() - 1;
}

void HtmlStructure::count_byline(std::string_view classes, Item& item) {
  auto found = bylines_.find(classes);
  item.first = found == bylines_.end();
  if (item.first) {
    found = bylines_.emplace(std::string(classes), 0).first;
  }
  ++found->second;
  item.same = &found->second;
}

HtmlStructure::Repeats HtmlStructure::repeats(Context context) const {
  const Item& item = contexts_[context];
  return item.same == nullptr ? Repeats{} : Repeats{*item.same, item.first};
}

void HtmlStructure::add_text(Context context, std::size_t size) {
  contexts_[context].text += size;
}

HtmlStructure::Context HtmlStructure::part_in(Context around, HtmlPart part) {
  Item item;
  item.parent = around;
  item.part = part;
  item.zone = contexts_[around].zone;
  item.in_article = contexts_[around].in_article;
  resolve(item, contexts_[around]);
  contexts_.push_back(item);
  return contexts_.size() - 1;
}

void HtmlStructure::resolve() {
  for (std::size_t i = contexts_.size(); i-- > 1;) {
    contexts_[contexts_[i].parent].text += contexts_[i].text;
  }
  for (std::size_t i = 1; i < contexts_.size(); ++i) {
    Item& item = contexts_[i];
    item.zone = contexts_[item.parent].zone;
    item.in_article = contexts_[item.parent].in_article;
    const bool too_large = item.holds_article || item.text * 10 > contexts_.front().text * 8;
    const bool framing = item.part != HtmlPart::article && item.part != HtmlPart::headline;
    if (item.by_class && framing && too_large) {
      continue;
    }
    resolve(item, contexts_[item.parent]);
  }
}

void HtmlStructure::resolve(Item& item, const Item& parent) const {
  const bool framed = parent.zone.scope != Scope::document;
  const bool article = parent.in_article;
  switch (item.part) {
    case HtmlPart::none:
      return;
    case HtmlPart::terms:
      // Also in a dialog or beside the article: it is what readers are told about this article.
      item.zone = {Zone::footer,
                   parent.zone.scope == Scope::site && parent.zone.zone == Zone::footer
                       ? Scope::site
                       : Scope::document};
      if (parent.zone.scope == Scope::photo) {
        item.zone = parent.zone;
      }
      return;
    case HtmlPart::article:
      item.in_article = !framed;
      return;
    case HtmlPart::headline:
      // The page's head often holds the article's.
      if (!framed || (parent.zone.zone == Zone::boilerplate && parent.zone.scope == Scope::site)) {
        item.zone = {Zone::headline, Scope::document};
      }
      return;
    case HtmlPart::links:
      if (!framed) {
        item.zone = {Zone::boilerplate, Scope::site};
      }
      return;
    case HtmlPart::caption:
      if (parent.zone.scope != Scope::part) {
        item.zone = {Zone::caption, Scope::photo};
      }
      return;
    case HtmlPart::quote:
    case HtmlPart::code:
      // A figure may hold a quotation or a listing.
      if (!framed || parent.zone.scope == Scope::photo) {
        item.zone = {item.part == HtmlPart::quote ? Zone::quote : Zone::code, Scope::document};
      }
      return;
    default:
      break;
  }
  if (framed) {
    // Menus and notices within the page's footer stay the site's; what is beside stays beside.
    if (parent.zone.scope == Scope::site && item.part == HtmlPart::column && !item.by_class) {
      item.zone = {Zone::boilerplate, Scope::part};
    }
    // Comments and other articles in the column beside the article.
    if (parent.zone == HtmlZone{Zone::boilerplate, Scope::part} && item.part == HtmlPart::aside) {
      item.zone = {Zone::boilerplate, Scope::other_work};
    }
    if (parent.zone.scope == Scope::site &&
        (item.part == HtmlPart::footer || item.part == HtmlPart::legal)) {
      item.zone = {Zone::footer, Scope::site};
    }
    return;
  }
  switch (item.part) {
    case HtmlPart::header:
      item.zone = article ? parent.zone : HtmlZone{Zone::boilerplate, Scope::site};
      break;
    case HtmlPart::footer:
      item.zone = {Zone::footer, article ? Scope::document : Scope::site};
      break;
    case HtmlPart::legal:
      // Where nothing tells the article from the page, the notice may be either's.
      item.zone = {Zone::footer, article || !has_article_ ? Scope::document : Scope::site};
      break;
    case HtmlPart::frame:
      item.zone = {Zone::boilerplate, article ? Scope::part : Scope::site};
      break;
    case HtmlPart::column:
      item.zone = {Zone::boilerplate, Scope::part};
      break;
    case HtmlPart::aside:
      item.zone = {Zone::boilerplate, Scope::other_work};
      break;
    case HtmlPart::byline:
      item.zone = {Zone::byline, Scope::document};
      break;
    case HtmlPart::dateline:
      item.zone = {Zone::dateline, Scope::document};
      break;
    case HtmlPart::title:
      item.zone = {Zone::headline, Scope::site};
      break;
    default:
      break;
  }
}

}  // namespace imprimatur
