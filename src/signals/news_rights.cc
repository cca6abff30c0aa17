// Rights fields in words, as feeds, NewsML, NITF, ninjs and wires have them (names:
// formats/document.h). What a note to editors restricts counts like usage terms: services put "no
// use in ..." in either. Parties count where they are known to sell news.
#include "formats/ascii.h"
#include "signals/iso_time.h"
#include "signals/readers.h"
#include "signals/values.h"

#include <optional>

namespace imprimatur {
namespace {

std::optional<Claim::Kind> kind_of(const Field& field) {
  if (lists_word("holder owner", field.name)) {
    return Claim::Kind::notice;
  }
  if (lists_word("notice terms limitations geography licence", field.name)) {
    return field.name == "licence" || is_address(field.value) ? Claim::Kind::licence
           : field.name == "notice"                           ? Claim::Kind::notice
                                                              : Claim::Kind::text;
  }
  if (field.name == "ednote") {
    return Claim::Kind::editor;
  }
  if (lists_word("credit provider source byline agent", field.name)) {
    return Claim::Kind::agency;
  }
  return std::nullopt;
}

}  // namespace

std::string item_holder(const Document& document) {
  for (const Field& field : document.fields) {
    if (field.kind == Field::Kind::rights && field.scope == Scope::document &&
        (field.name == "holder" || field.name == "owner")) {
      return field.value;
    }
  }
  return {};
}

void read_news_rights(const Document& document, std::vector<Claim>& claims) {
  const std::string holder = item_holder(document);
  std::string expires;
  std::string starts;
  for (const Field& field : document.fields) {
    if (field.kind != Field::Kind::rights || field.scope != Scope::document) {
      continue;
    }
    expires = field.name == "expires" ? iso_time(field.value) : expires;
    starts = field.name == "starts" ? iso_time(field.value) : starts;
  }
  std::string year;
  for (const Field& field : document.fields) {
    if (field.kind != Field::Kind::rights) {
      continue;
    }
    if (field.name == "year") {
      year = field.value;
    }
    const auto kind = kind_of(field);
    if (!kind) {
      continue;
    }
    Claim& claim = claims.emplace_back();
    claim.kind = *kind;
    claim.value = field.value;
    claim.span = field.span;
    claim.map = field.map;
    claim.scope = field.scope;
    claim.why_not = field.why_not;
    claim.stated = true;
    claim.from = starts;
    claim.until = expires;
    if (field.name == "terms" && field.scope == Scope::document) {
      claim.note = "The item states terms of use, which the rules do not understand: read them.";
    }
    if (field.name == "holder" || field.name == "owner") {
      claim.years = year;
      year.clear();
    } else if (field.scope == Scope::document) {
      claim.holder = holder;
    }
  }
}

}  // namespace imprimatur
