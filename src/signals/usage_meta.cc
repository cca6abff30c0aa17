// The preferences of headers and robots.txt, in a page: <meta name="content-usage"
// content="train-ai=n, search=y"> and "content-signal". No specification has them there; sites do.
#include "formats/ascii.h"
#include "signals/readers.h"
#include "signals/site_readers.h"

namespace imprimatur {

void read_usage_meta(const Document& document, std::vector<Claim>& claims) {
  for (const Field& field : document.fields) {
    if (field.kind != Field::Kind::meta ||
        !lists_word("content-usage content-signal", field.name)) {
      continue;
    }
    SignalPlace place;
    place.written = field.value;
    place.reach = Reach::page;
    const std::size_t first = claims.size();
    if (field.name == "content-usage") {
      read_content_usage(field.value, place, claims);
    } else {
      read_content_signal(field.value, place, false, claims);
    }
    for (std::size_t i = first; i < claims.size(); ++i) {
      claims[i].span = field.span;
    }
  }
}

}  // namespace imprimatur
