// Content-Usage in a page: <meta name="content-usage" content="train-ai=n, search=y"> (AIPREF
// vocabulary, IETF draft; the header's form). A preference: "n" prohibits, "y" permits, anything
// else says neither.
#include "formats/ascii.h"
#include "signals/readers.h"

#include <algorithm>
#include <array>

namespace imprimatur {
namespace {

struct Category {
  std::string_view name;
  Use use;
};
constexpr std::array kCategories = {
    Category{"train-ai", Use::ai_train},
    Category{"train-genai", Use::ai_train},
    Category{"ai-train", Use::ai_train},
    Category{"ai-input", Use::ai_input},
    Category{"ai-output", Use::ai_input},
    Category{"tdm", Use::tdm},
    Category{"search", Use::search},
};

void read_preference(std::string_view written, Claim& prohibited, Claim& permitted) {
  const std::size_t sign = written.find('=');
  const std::string_view name = trim_blanks(written.substr(0, sign));
  const std::string_view value =
      sign == std::string_view::npos ? std::string_view() : trim_blanks(written.substr(sign + 1));
  const auto* known = std::find_if(
      kCategories.begin(), kCategories.end(), [&](const Category& c) { return c.name == name; });
  if (known == kCategories.end()) {
    return;
  }
  if (value == "n" || value == "no") {
    prohibited.prohibits.add(known->use);
  } else if (value == "y" || value == "yes") {
    permitted.permits.add(known->use);
  }
}

}  // namespace

void read_usage_meta(const Document& document, std::vector<Claim>& claims) {
  for (const Field& field : document.fields) {
    if (field.kind != Field::Kind::meta ||
        !lists_word("content-usage content-signal", field.name)) {
      continue;
    }
    Claim prohibited;
    prohibited.value = field.value;
    prohibited.span = field.span;
    Claim permitted = prohibited;
    permitted.role = Role::permission;
    const std::string words = ascii_lower(field.value);
    for (std::size_t at = 0; at <= words.size();) {
      const std::size_t end = std::min(words.find_first_of(",;", at), words.size());
      read_preference(std::string_view(words).substr(at, end - at), prohibited, permitted);
      at = end + 1;
    }
    for (Claim* claim : {&prohibited, &permitted}) {
      if (!claim->prohibits.empty() || !claim->permits.empty()) {
        claims.push_back(std::move(*claim));
      }
    }
  }
}

}  // namespace imprimatur
