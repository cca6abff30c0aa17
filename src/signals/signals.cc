#include "signals/signals.h"

#include "signals/readers.h"

#include <algorithm>
#include <array>

namespace imprimatur {
namespace {

constexpr std::array kSignals = {
    Signal{"signal.tdm-reservation", "TDM Reservation Protocol, <meta>", read_tdm_meta},
    Signal{"signal.robots-meta",
           "robots <meta>: noai, noarchive, nosnippet, noindex",
           read_robots_meta},
    Signal{"signal.rights-meta",
           "<meta> of Dublin Core and custom: rights, license",
           read_rights_meta},
    Signal{"signal.content-usage", "Content-Usage <meta>: AI training, search", read_usage_meta},
    Signal{"signal.author", "authors that <meta> and properties name: agencies", read_authors},
    Signal{"signal.news-tags",
           "sources of syndicated copies, expiry and tier of an article",
           read_news_tags},
    Signal{"signal.rel-license",
           "links with rel=license, licence links and badges, ccREL",
           read_licence_links},
    Signal{"signal.properties",
           "front matter, properties of packages, metadata of images: rights, licence, credit",
           read_document_properties},
    Signal{"signal.data-mining",
           "PLUS data mining and C2PA training assertions of images and news",
           read_data_mining},
    Signal{"signal.microdata", "microdata and RDFa of schema.org and Dublin Core", read_microdata},
    Signal{"signal.news-rights",
           "rights fields of feeds, news formats and wires: notice, terms, credit, licence",
           read_news_rights},
    Signal{"signal.news-status", "status, embargo and expiry of news items", read_news_status},
    Signal{"signal.odrl", "ODRL and RightsML policies", read_odrl},
    Signal{"signal.rsl", "RSL licences in pages, feeds and metadata", read_rsl_parts},
    Signal{"signal.json-ld", "linked data of schema.org", read_json_ld},
};

}  // namespace

std::span<const Signal> signals() {
  return kSignals;
}

std::vector<Claim> read_signals(const Document& document) {
  std::vector<Claim> claims;
  if (document.fields.empty()) {
    return claims;
  }
  for (const Signal& signal : kSignals) {
    const std::size_t first = claims.size();
    signal.read(document, claims);
    for (std::size_t i = first; i < claims.size(); ++i) {
      claims[i].signal = signal.id;
    }
  }
  std::stable_sort(claims.begin(), claims.end(), [](const Claim& a, const Claim& b) {
    return a.span.begin < b.span.begin;
  });
  return claims;
}

}  // namespace imprimatur
