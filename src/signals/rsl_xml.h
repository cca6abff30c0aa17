// RSL 1.0 as it is written: contents with their licences, and whether the format was kept. What
// they mean for a document is rsl.cc's. Private to the signals layer. Pure.
#ifndef IMPRIMATUR_SIGNALS_RSL_XML_H_
#define IMPRIMATUR_SIGNALS_RSL_XML_H_

#include "base/terms.h"
#include "text/span.h"

#include <string>
#include <string_view>
#include <vector>

namespace imprimatur {

inline constexpr std::string_view kRslNamespace = "https://rslstandard.org/rsl";

struct RslLicence {
  bool commercial = false;  // users with a commercial purpose are permitted
  bool lists_uses = false;  // has <permits type="usage">
  UseSet permits = {};
  UseSet prohibits = {};
  DutySet duties = {};
  ConstraintSet constraints = {};
  std::vector<std::string> territories = {};  // as in Claim
  Span span = {};
};

struct RslContent {
  std::string url = {};
  bool server = false;
  std::vector<RslLicence> licences = {};
};

struct RslDocument {
  std::vector<RslContent> contents = {};
  std::string invalid = {};  // why it licenses nothing
  bool commas = false;       // of version 0.9
};

[[nodiscard]] RslDocument parse_rsl(std::string_view xml);

}  // namespace imprimatur

#endif  // IMPRIMATUR_SIGNALS_RSL_XML_H_
