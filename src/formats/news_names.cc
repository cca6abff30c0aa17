#include "formats/news_names.h"

#include <algorithm>
#include <array>

namespace imprimatur {
namespace {

using Kind = NewsElement::Kind;

struct Meaning {
  std::string_view name;
  NewsElement element;
};
constexpr std::array<Meaning, 72> kMeanings = {{
    {"newsitem", {Kind::item}},
    {"packageitem", {Kind::item}},
    {"publication", {Kind::item}},
    {"conceptitem", {Kind::other_item}},
    {"knowledgeitem", {Kind::other_item}},
    {"planningitem", {Kind::other_item}},
    {"catalogitem", {Kind::other_item}},
    {"header", {Kind::hidden}},
    {"newsenvelope", {Kind::hidden}},
    {"catalog", {Kind::hidden}},
    {"topicset", {Kind::hidden}},
    {"hophistory", {Kind::hidden}},
    {"assert", {Kind::hidden}},
    {"inlineref", {Kind::hidden}},
    {"subject", {Kind::hidden}},
    {"memberof", {Kind::hidden}},
    {"descriptivemetadata", {Kind::hidden}},
    {"headline", {Kind::text, {}, Zone::headline}},
    {"subheadline", {Kind::text, {}, Zone::headline}},
    {"by", {Kind::text, {}, Zone::byline}},
    {"byline", {Kind::text, {}, Zone::byline}},
    {"dateline", {Kind::text, {}, Zone::dateline}},
    {"description", {Kind::description}},
    {"creditline", {Kind::field, "credit"}},
    {"copyrightline", {Kind::field, "notice"}},
    {"rightsline", {Kind::field, "terms"}},
    {"copyrightholder", {Kind::field, "holder"}},
    {"copyrightdate", {Kind::field, "year"}},
    {"copyright", {Kind::rights}},
    {"copyrightnotice", {Kind::field, "notice"}},
    {"usageterms", {Kind::field, "terms"}},
    {"rightsinfo", {Kind::rights}},
    {"rightsmetadata", {Kind::rights}},
    {"usagerights", {Kind::rights}},
    {"rightsholder", {Kind::field, "owner"}},
    {"limitations", {Kind::field, "limitations"}},
    {"geography", {Kind::field, "geography"}},
    {"startdate", {Kind::field, "starts"}},
    {"enddate", {Kind::field, "expires"}},
    {"provider", {Kind::field, "provider"}},
    {"creator", {Kind::field, "byline"}},
    {"infosource", {Kind::field, "source"}},
    {"source", {Kind::field, "source"}},
    {"pubstatus", {Kind::field, "status"}},
    {"status", {Kind::field, "status"}},
    {"publishingstatus", {Kind::field, "status"}},
    {"statuswillchange", {Kind::change}},
    {"embargoed", {Kind::field, "embargo"}},
    {"releasedatetime", {Kind::field, "embargo"}},
    {"expires", {Kind::field, "expires"}},
    {"ednote", {Kind::field, "ednote"}},
    {"instruction", {Kind::field, "ednote"}},
    {"specialinstructions", {Kind::field, "ednote"}},
    {"datamining", {Kind::field, "data-mining"}},
    {"rightsexpressionxml", {Kind::policy}},
    {"rightsexpressiondata", {Kind::policy}},
    {"partmeta", {Kind::part}},
    {"inlinexml", {Kind::markup}},
    {"inlinedata", {Kind::markup}},
    {"datacontent", {Kind::markup}},
    {"newscomponent", {Kind::component}},
    {"publicationcomponent", {Kind::component}},
    {"mediatype", {Kind::media}},
    {"itemclass", {Kind::media}},
    {"remotecontent", {Kind::picture}},
    {"photocontentitem", {Kind::picture}},
    {"videocontentitem", {Kind::picture}},
    {"audiocontentitem", {Kind::picture}},
    {"graphiccontentitem", {Kind::picture}},
    {"webpartcontentitem", {Kind::picture}},
    {"complexdatacontentitem", {Kind::picture}},
    {"icon", {Kind::hidden}},
}};

}  // namespace

NewsElement news_element(std::string_view name) {
  const auto* found = std::find_if(kMeanings.begin(), kMeanings.end(), [&](const Meaning& meaning) {
    return meaning.name == name;
  });
  return found == kMeanings.end() ? NewsElement{} : found->element;
}

}  // namespace imprimatur
