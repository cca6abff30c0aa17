#include "formats/html_structure.h"

#include "formats/ascii.h"

#include <array>
#include <string>
#include <string_view>

namespace imprimatur {
namespace {

struct Row {
  std::string_view words;
  HtmlPart part;
};

constexpr std::array kTags = {
    Row{"article main", HtmlPart::article},
    Row{"header", HtmlPart::header},
    Row{"footer", HtmlPart::footer},
    Row{"nav menu button select", HtmlPart::frame},
    Row{"aside", HtmlPart::aside},
    Row{"figure figcaption picture", HtmlPart::caption},
    Row{"blockquote q", HtmlPart::quote},
    Row{"code samp kbd textarea xmp listing", HtmlPart::code},
    Row{"h1", HtmlPart::headline},
    Row{"title", HtmlPart::title},
};

constexpr std::array kRoles = {
    Row{"article main", HtmlPart::article},
    Row{"banner", HtmlPart::header},
    Row{"contentinfo", HtmlPart::footer},
    Row{"navigation search menu menubar dialog alertdialog toolbar", HtmlPart::frame},
    Row{"complementary", HtmlPart::aside},
    Row{"figure", HtmlPart::caption},
};

// One word of a class name or id decides, if it begins or ends the name: "site-footer",
// "footer-links", but not "has-footer-below". The first row that fits.
constexpr std::array kWords = {
    Row{"nav navbar navigation menu topbar masthead breadcrumb breadcrumbs cookie cookies "
        "cookiebar "
        "consent gdpr ccpa login signin subscribe subscription newsletter popup modal "
        "toolbar pagination pager sitemap skip share sharing social",
        HtmlPart::frame},
    Row{"related recommended recommendations recirculation teaser teasers promo promos trending "
        "popular mostread latest morefrom readmore comments comment commentlist disqus replies "
        "sidebar rail aside advert advertisement ads ad sponsored sponsor outbrain taboola ticker "
        "bio aboutauthor",
        HtmlPart::aside},
    Row{"caption figcaption imagecaption photocaption photocredit imagecredit imgcredit "
        "photographer lightbox gallery slideshow thumbnail thumb",
        HtmlPart::caption},
    Row{"footer colophon siteinfo foot bottombar fineprint imprint", HtmlPart::footer},
    Row{"copyright copyrights copynotice legal rights disclaimer", HtmlPart::legal},
    Row{"dateline", HtmlPart::dateline},
    Row{"byline bylines", HtmlPart::byline},
    Row{"headline", HtmlPart::headline},
    Row{"articlebody articlecontent articletext storybody storytext entrycontent postcontent "
        "postbody",
        HtmlPart::article},
};

// Words that speak of what a wrapper has, shows or is made for.
constexpr std::string_view kWrapperWords =
    "has with no is without page body wrapper wrap site theme template layout container grid row "
    "col main app root js";
constexpr std::string_view kPrefixes = "wp c m o js td et elementor block";
constexpr std::string_view kPictureWords = "photo image img picture media foto bild figure video";
constexpr std::string_view kArticleWords = "article story entry post news";
constexpr std::string_view kBodyWords = "body content text";

template <std::size_t N>
HtmlPart part_in(const std::array<Row, N>& rows, std::string_view word) {
  for (const Row& row : rows) {
    if (lists_word(row.words, word)) {
      return row.part;
    }
  }
  return HtmlPart::none;
}

// "entry-meta_Author" as "entry", "meta", "author".
std::vector<std::string> words_of(std::string_view name) {
  std::vector<std::string> words(1);
  char before = '\0';
  for (const char c : name) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    const bool upper = letter && c < 'a';
    const bool camel = upper && before >= 'a' && before <= 'z';
    if ((!letter || camel) && !words.back().empty()) {
      words.emplace_back();
    }
    if (letter) {
      words.back() += upper ? static_cast<char>(c - 'A' + 'a') : c;
    }
    before = c;
  }
  if (words.back().empty()) {
    words.pop_back();
  }
  return words;
}

HtmlPart part_of_name(std::string_view name) {
  std::vector<std::string> words = words_of(name);
  if (words.size() > 1 && lists_word(kPrefixes, words.front())) {
    words.erase(words.begin());
  }
  if (words.empty() || words.size() > 5) {
    return HtmlPart::none;
  }
  const std::string& first = words.front();
  const std::string& last = words.back();
  if (words.size() >= 2) {
    const bool article = lists_word(kArticleWords, first);
    if (article && lists_word(kBodyWords, last)) {
      return HtmlPart::article;
    }
    const bool credit = last == "credit" || last == "credits" || last == "caption";
    if (credit && lists_word(kPictureWords, words[words.size() - 2])) {
      return HtmlPart::caption;
    }
    if ((lists_word(kWrapperWords, first) && first != "site" && first != "page") ||
        (lists_word(kWrapperWords, last) && last != "wrap" && last != "wrapper" &&
         last != "container" && last != "row")) {
      return HtmlPart::none;
    }
  }
  if (const HtmlPart part = part_in(kWords, last); part != HtmlPart::none) {
    return part;
  }
  if (const HtmlPart part = part_in(kWords, first); part != HtmlPart::none) {
    return part;
  }
  std::string joined;
  for (const std::string& word : words) {
    joined += word;
  }
  return words.size() > 1 ? part_in(kWords, joined) : HtmlPart::none;
}

HtmlPart part_of_names(std::string_view names) {
  HtmlPart best = HtmlPart::none;
  while (!names.empty()) {
    const std::size_t end = std::min(names.find_first_of(" \t\r\n\f"), names.size());
    const HtmlPart part = part_of_name(names.substr(0, end));
    // What frames the page is told more surely than "copyright" beside it.
    best = best == HtmlPart::none || best == HtmlPart::legal
               ? (part == HtmlPart::none ? best : part)
               : best;
    names.remove_prefix(std::min(end + 1, names.size()));
  }
  return best;
}

}  // namespace

HtmlStructure::HtmlStructure() : contexts_(1) {}

HtmlStructure::Context HtmlStructure::enter(const HtmlElement& element, Context around) {
  HtmlPart part = part_in(kTags, element.tag);
  bool by_class = false;
  if (const HtmlPart role = part_in(kRoles, ascii_lower(element.value("role")));
      role != HtmlPart::none) {
    part = role;
  }
  if (lists_word("articlebody", ascii_lower(element.value("itemprop")))) {
    part = HtmlPart::article;
  }
  if (part == HtmlPart::none && element.tag != "body" && element.tag != "html") {
    part = part_of_names(element.value("class"));
    if (part == HtmlPart::none) {
      part = part_of_name(element.value("id"));
    }
    by_class = part != HtmlPart::none;
  }
  const bool pre_code =
      element.tag == "pre" && part == HtmlPart::none && !words_of(element.value("class")).empty();
  if (pre_code) {
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
  contexts_.push_back(item);
  return contexts_.size() - 1;
}

void HtmlStructure::add_text(Context context, std::size_t size) {
  contexts_[context].text += size;
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
    case HtmlPart::article:
      item.in_article = !framed;
      return;
    case HtmlPart::headline:
      // The page's head often holds the article's.
      if (!framed || (parent.zone.zone == Zone::boilerplate && parent.zone.scope == Scope::site)) {
        item.zone = {Zone::headline, Scope::document};
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
    if (parent.zone.scope == Scope::site && item.part == HtmlPart::aside &&
        item.by_class == false) {
      item.zone = {Zone::boilerplate, Scope::part};
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
    case HtmlPart::aside:
      item.zone = {Zone::boilerplate, Scope::part};
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
