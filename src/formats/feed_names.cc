#include "formats/feed_names.h"

#include <algorithm>
#include <array>

namespace imprimatur {
namespace {

struct Vocabulary {
  std::string_view address;  // how it begins
  std::string_view prefix;
};
constexpr std::array<Vocabulary, 24> kVocabularies = {{
    {"http://purl.org/rss/1.0/modules/content", "content"},
    {"http://purl.org/rss/1.0/modules", "module"},
    {"http://purl.org/rss/1.0/", ""},
    {"http://my.netscape.com/rdf/simple/0.9", ""},
    {"http://channel.netscape.com/rdf/simple/0.9", ""},
    {"http://my.netscape.com/publish/formats/rss-0.91", ""},
    {"http://backend.userland.com/creativeCommonsRssModule", "creativeCommons"},
    {"http://cyber.law.harvard.edu/rss/creativeCommonsRssModule", "creativeCommons"},
    {"http://backend.userland.com/rss", ""},
    {"http://blogs.law.harvard.edu/tech/rss", ""},
    {"http://www.w3.org/2005/Atom", "atom"},
    {"http://purl.org/atom/ns", "atom"},
    {"http://purl.org/dc/elements/1.", "dc"},
    {"http://purl.org/dc/terms", "dcterms"},
    {"http://search.yahoo.com/mrss", "media"},
    {"https://search.yahoo.com/mrss", "media"},
    {"http://tools.search.yahoo.com/mrss", "media"},
    {"http://web.resource.org/cc", "cc"},
    {"http://creativecommons.org/ns", "cc"},
    {"http://wordpress.org/export/", "wp"},
    {"http://news.yandex.ru", "yandex"},
    {"http://www.itunes.com/dtds/podcast-1.0.dtd", "itunes"},
    {"https://rslstandard.org/rsl", "rsl"},
    {"http://www.w3.org/1999/02/22-rdf-syntax-ns", "rdf"},
}};

struct Meaning {
  std::string_view name;
  FeedElement element;
};
using Kind = FeedElement::Kind;
constexpr std::array<Meaning, 58> kMeanings = {{
    {"item", {Kind::entry}},
    {"atom:entry", {Kind::entry}},
    {"title", {Kind::headline}},
    {"atom:title", {Kind::headline}},
    {"dc:title", {Kind::headline}},
    {"description", {Kind::body}},
    {"atom:summary", {Kind::body}},
    {"atom:content", {Kind::body}},
    {"content:encoded", {Kind::body}},
    {"excerpt:encoded", {Kind::body}},
    {"itunes:summary", {Kind::body}},
    {"dc:description", {Kind::body}},
    {"dcterms:abstract", {Kind::body}},
    {"yandex:full-text", {Kind::body}},
    {"full-text", {Kind::body}},
    {"fulltext", {Kind::body}},
    {"turbo:content", {Kind::body}},
    {"body", {Kind::body}},
    {"content", {Kind::body}},
    {"xhtml:body", {Kind::body}},
    {"guid", {Kind::id}},
    {"atom:id", {Kind::id}},
    {"dc:identifier", {Kind::id}},
    {"link", {Kind::link}},
    {"atom:link", {Kind::link}},
    {"copyright", {Kind::rights, "notice"}},
    {"atom:copyright", {Kind::rights, "notice"}},
    {"itunes:copyright", {Kind::rights, "notice"}},
    {"rights", {Kind::rights, "terms"}},
    {"dc:rights", {Kind::rights, "terms"}},
    {"dcterms:rights", {Kind::rights, "terms"}},
    {"dcterms:accessRights", {Kind::rights, "terms"}},
    {"atom:rights", {Kind::rights, "terms"}},
    {"dcterms:rightsHolder", {Kind::rights, "holder"}},
    {"dcterms:license", {Kind::rights, "licence"}},
    {"license", {Kind::rights, "licence"}},
    {"cc:license", {Kind::rights, "licence"}},
    {"creativeCommons:license", {Kind::rights, "licence"}},
    {"author", {Kind::rights, "byline"}},
    {"atom:author", {Kind::rights, "byline"}},
    {"dc:creator", {Kind::rights, "byline"}},
    {"source", {Kind::rights, "source"}},
    {"dc:source", {Kind::rights, "source"}},
    {"atom:source", {Kind::source}},
    {"wp:post_type", {Kind::type}},
    {"wp:comment", {Kind::hidden}},
    {"wp:postmeta", {Kind::hidden}},
    {"image", {Kind::hidden}},
    {"textinput", {Kind::hidden}},
    {"textInput", {Kind::hidden}},
    {"media:title", {Kind::caption}},
    {"media:description", {Kind::caption}},
    {"media:text", {Kind::caption}},
    {"media:copyright", {Kind::rights, "notice", true}},
    {"media:license", {Kind::rights, "licence", true}},
    {"media:credit", {Kind::rights, "credit", true}},
    {"media:restriction", {Kind::rights, "media-restriction", true}},
    {"media:rights", {Kind::rights, "media-rights", true}},
}};

}  // namespace

std::string feed_name(const XmlElement& element) {
  std::string_view prefix = element.prefix;
  const auto* found =
      std::find_if(kVocabularies.begin(), kVocabularies.end(), [&](const Vocabulary& vocabulary) {
        return !element.ns.empty() && element.ns.starts_with(vocabulary.address);
      });
  if (found != kVocabularies.end()) {
    prefix = found->prefix;
    // WordPress has two vocabularies: "http://wordpress.org/export/1.2/excerpt/".
    if (prefix == "wp" && element.ns.find("/excerpt") != std::string_view::npos) {
      prefix = "excerpt";
    }
  } else if (element.prefix.empty() && !element.ns.empty()) {
    prefix = "other";
  }
  return prefix.empty() ? std::string(element.name)
                        : std::string(prefix) + ":" + std::string(element.name);
}

FeedElement feed_element(std::string_view name) {
  const auto* found = std::find_if(kMeanings.begin(), kMeanings.end(), [&](const Meaning& meaning) {
    return meaning.name == name;
  });
  return found == kMeanings.end() ? FeedElement{} : found->element;
}

}  // namespace imprimatur
