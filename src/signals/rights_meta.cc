// <meta> with rights in words or as the address of a licence: "copyright", and Dublin Core's
// (dublincore.org/specifications/dublin-core/dcq-html). Templates put them on all pages, so the
// holder they name is the site's.
#include "formats/ascii.h"
#include "signals/readers.h"
#include "signals/values.h"

#include <algorithm>

namespace imprimatur {
namespace {

constexpr std::string_view kNotices =
    "copyright dcterms.rightsholder dc.rightsholder prism.copyright copyrightholder "
    "copyright-holder copyright_holder dcterms.rights.holder dc.rights.holder rightsholder "
    "rights-holder og.copyright article.copyright";
constexpr std::string_view kTerms =
    "rights usage-terms usageterms rights-standard dc.rights dcterms.rights dc.rights.copyright "
    "dcterms.accessrights dc.accessrights dc.accessrights.rights xmprights.usageterms "
    "copyrightnotice copyright-notice";
constexpr std::string_view kLicences =
    "license licence dcterms.license dc.license dc.rights.license dcterms.rights.license "
    "cc.license dcterms.licence dct.license og.license article.license schema.license "
    "creativecommons creative-commons";

}  // namespace

void read_rights_meta(const Document& document, std::vector<Claim>& claims) {
  std::string years;
  for (const Field& field : document.fields) {
    if (field.kind == Field::Kind::meta &&
        lists_word("dcterms.datecopyrighted dcterms:datecopyrighted dc.datecopyrighted",
                   field.name)) {
      years = field.value.substr(0, 4);
    }
  }
  for (const Field& field : document.fields) {
    if (field.kind != Field::Kind::meta) {
      continue;
    }
    std::string name = field.name;
    std::replace(name.begin(), name.end(), ':', '.');
    Claim claim;
    claim.value = field.value;
    claim.span = field.span;
    claim.scope = Scope::site;
    if (lists_word(kNotices, name)) {
      claim.kind = Claim::Kind::notice;
      claim.years = years;
    } else if (lists_word(kLicences, name) ||
               (lists_word(kTerms, name) && is_address(field.value))) {
      claim.kind = Claim::Kind::licence;
    } else if (lists_word(kTerms, name)) {
      claim.kind = Claim::Kind::text;
    } else {
      continue;
    }
    claims.push_back(std::move(claim));
  }
}

}  // namespace imprimatur
