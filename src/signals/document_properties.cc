// Rights that a work brings along: front matter, properties of a package, metadata of an image
// (IPTC Core and Extension, EXIF, Dublin Core). They speak of this very work.
#include "formats/ascii.h"
#include "signals/readers.h"
#include "signals/values.h"

#include <algorithm>
#include <string>

namespace imprimatur {
namespace {

constexpr std::string_view kNotices =
    "copyright copyrightnotice copyrightholder copyrightowner copyrightownername rightsholder";
constexpr std::string_view kTerms =
    "rights usage usageterms rightsusageterms accessrights otherconstraints instructions terms "
    "comment disclaimer";
constexpr std::string_view kLicences =
    "license licence licenseurl licenceurl licenseid webstatement rightsuri spdxlicenseidentifier";
constexpr std::string_view kCredits = "credit creditline source provider";
constexpr std::string_view kBylines = "author authors byline creator";

// "copyright_holder", "Copyright Holder" and "copyright-holder" are one.
std::string plain_name(std::string_view name) {
  std::string plain = ascii_lower(name);
  std::erase_if(plain, [](char c) { return c == ' ' || c == '_' || c == '-' || c == '.'; });
  return plain;
}

}  // namespace

void read_document_properties(const Document& document, std::vector<Claim>& claims) {
  for (const Field& field : document.fields) {
    if (field.kind != Field::Kind::property) {
      continue;
    }
    const std::string name = plain_name(field.name);
    const bool address = is_address(field.value);
    Claim claim;
    claim.value = field.value;
    claim.span = field.span;
    claim.scope = field.scope;
    if (lists_word(kNotices, name)) {
      claim.kind = address ? Claim::Kind::licence : Claim::Kind::notice;
    } else if (lists_word(kTerms, name)) {
      claim.kind = address ? Claim::Kind::licence : Claim::Kind::text;
    } else if (lists_word(kLicences, name)) {
      claim.kind = Claim::Kind::licence;
      if (!address) {  // "license: all rights reserved"
        Claim words = claim;
        words.kind = Claim::Kind::text;
        claims.push_back(std::move(words));
      }
    } else if (lists_word(kCredits, name) && !address) {
      claim.kind = Claim::Kind::credit;
    } else if (lists_word(kBylines, name) && !address) {
      claim.kind = Claim::Kind::byline;
    } else {
      continue;
    }
    claims.push_back(std::move(claim));
  }
}

}  // namespace imprimatur
