// Any text as a rights policy in XML and JSON, and as any other rights field: claims stand inside
// of the source, and what cannot be read permits nothing.
#include "signals/signals.h"
#include "support/fuzz_check.h"
#include "text/decode.h"

#include <string>

using imprimatur::fuzz::require;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(imprimatur::fuzz::as_text(data, size));
  if (text.empty() || !imprimatur::is_valid_utf8(text)) {
    return 0;
  }
  imprimatur::Document document;
  document.source = text;
  for (const char* name : {"odrl-xml", "odrl-json"}) {
    imprimatur::Field field;
    field.kind = imprimatur::Field::Kind::policy;
    field.name = name;
    field.value = text;
    field.span = {0, text.size()};
    document.fields.push_back(std::move(field));
  }
  for (const char* name : {"embargo", "expires", "status", "data-mining", "terms"}) {
    imprimatur::Field field;
    field.kind = imprimatur::Field::Kind::rights;
    field.name = name;
    field.value = text;
    field.span = {0, text.size()};
    document.fields.push_back(std::move(field));
  }
  for (const imprimatur::Claim& claim : imprimatur::read_signals(document)) {
    require(claim.span.begin <= claim.span.end && claim.span.end <= text.size(), "inside");
    require(claim.why_not.empty() || claim.permits.empty(), "what does not decide permits nothing");
    require(claim.role != imprimatur::Role::embargo || !claim.until.empty(), "an embargo ends");
  }
  return 0;
}
