// Tags of news aggregators (Google News: syndication-source, original-source) and of Open Graph's
// articles. A source on another host makes the page a copy of somebody else's article; what only
// describes how the page is offered is told and decides nothing.
#include "formats/ascii.h"
#include "signals/readers.h"
#include "signals/values.h"

#include <array>

namespace imprimatur {
namespace {

struct Hint {
  std::string_view name;
  std::string_view about;
};
constexpr std::array kHints = {
    Hint{"article:expiration_time", "it says until when the page is offered"},
    Hint{"article:content_tier", "it says who may read the page, not who may republish it"},
    Hint{"news:access_rights", "it says who may read the page, not who may republish it"},
};

// "https://www.example.org/a" -> "example.org".
std::string_view host_of(std::string_view address) {
  const std::size_t scheme = address.find("//");
  address.remove_prefix(scheme == std::string_view::npos ? 0 : scheme + 2);
  address = address.substr(0, address.find_first_of("/?#:"));
  address.remove_prefix(address.starts_with("www.") ? 4 : 0);
  return address;
}

}  // namespace

void read_news_tags(const Document& document, std::vector<Claim>& claims) {
  for (const Field& field : document.fields) {
    if (field.kind != Field::Kind::meta) {
      continue;
    }
    Claim claim;
    claim.value = field.value;
    claim.span = field.span;
    if (lists_word("syndication-source original-source", field.name) && is_address(field.value)) {
      const std::string_view host = host_of(field.value);
      if (host.empty() || (!document.url.empty() && host == host_of(document.url))) {
        continue;
      }
      claim.kind = Claim::Kind::credit;
      claim.value = host;
      if (field.name == "original-source") {
        claim.kind = Claim::Kind::uses;
        claim.force = Force::hint;
        claim.why_not = "it names who reported first, not whose text this is";
      }
      claims.push_back(std::move(claim));
      continue;
    }
    for (const Hint& hint : kHints) {
      if (field.name == hint.name) {
        claim.why_not = hint.about;
        claim.force = Force::hint;
        claims.push_back(claim);
      }
    }
  }
}

}  // namespace imprimatur
