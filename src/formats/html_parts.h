// What the names on a page's elements say: tags, roles, and the words of class names and ids, which
// are data (html_parts.txt). Private to the formats layer. Pure; thread-safe.
#ifndef IMPRIMATUR_FORMATS_HTML_PARTS_H_
#define IMPRIMATUR_FORMATS_HTML_PARTS_H_

#include "formats/html_parser.h"

#include <cstdint>
#include <string_view>

namespace imprimatur {

enum class HtmlPart : std::uint8_t {
  none,
  article,  // the article, or the page's main part
  header,   // of the page
  footer,   // of the page, or of the article if it stands in one
  legal,    // "copyright", "disclaimer": like a footer
  terms,    // what may be done with the article: "republish", "license"
  frame,    // menus, banners, consent
  links,    // a list of links and nothing else: notices in it are the site's
  column,   // beside the article: the site's own words, and asides
  aside,    // other articles, comments, advertising
  caption,  // a picture and what belongs to it
  quote,
  code,
  byline,
  dateline,
  headline,
  title,  // of the window: names the site as well
};

[[nodiscard]] HtmlPart part_of_tag(std::string_view tag);
[[nodiscard]] bool is_block(std::string_view tag);
[[nodiscard]] bool is_unseen(std::string_view tag);
// Its attributes hide it; what style sheets hide is not known.
[[nodiscard]] bool is_hidden(const HtmlElement& element);
[[nodiscard]] HtmlPart part_of_role(std::string_view role);
// Of a class attribute (names with blanks between them) or an id.
[[nodiscard]] HtmlPart part_of_names(std::string_view names);
// Of an itemtype or typeof ("https://schema.org/NewsArticle", "schema:ImageObject").
[[nodiscard]] HtmlPart part_of_type(std::string_view type);
// True if the address may be that of a licence.
[[nodiscard]] bool may_be_licence(std::string_view address);
// True if the address is that of a picture or film.
[[nodiscard]] bool is_picture_address(std::string_view address);
// True if a <meta> or property of this name (lower case) names the authors.
[[nodiscard]] bool names_authors(std::string_view name);
// True if a word of the names is about a person or a mark: such an image is no illustration.
[[nodiscard]] bool names_a_person(std::string_view names);

}  // namespace imprimatur

#endif  // IMPRIMATUR_FORMATS_HTML_PARTS_H_
