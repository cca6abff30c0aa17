#include "signals/rsl_xml.h"

#include "formats/ascii.h"
#include "formats/xml_events.h"
#include "signals/territory.h"

#include <algorithm>

namespace imprimatur {
namespace {

constexpr std::size_t kMaxContents = 2000;
constexpr std::size_t kMaxTerritories = 300;
constexpr std::string_view kUnion =
    "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK";

UseSet machine_uses() {
  UseSet set;
  for (const Use use : {Use::tdm, Use::ai_train, Use::ai_input, Use::search}) {
    set.add(use);
  }
  return set;
}

UseSet uses_of(std::string_view token) {
  UseSet set;
  if (token == "all") {
    return machine_uses();
  }
  if (token == "ai-all") {
    set.add(Use::ai_train);
    set.add(Use::ai_input);
  } else if (token == "ai-train") {
    set.add(Use::ai_train);
  } else if (token == "ai-input" || token == "ai-index") {
    set.add(Use::ai_input);
  } else if (token == "search") {
    set.add(Use::search);
  }
  return set;
}

class RslReader final : public XmlHandler {
 public:
  std::vector<RslContent> contents;
  std::string invalid;  // why the document is none
  bool commas = false;  // of version 0.9

  void start(const XmlElement& element) override {
    text_.clear();
    if (element.ns != kRslNamespace) {
      return;  // others' elements are no concern of ours
    }
    const std::string name(element.name);
    seen_ = true;
    if (!lists_word("rsl content license permits prohibits payment standard custom amount accepts "
                    "reporting legal alternate schema copyright terms",
                    name)) {
      invalid =
          invalid.empty() ? "it has an element <" + name + "> that RSL does not know" : invalid;
    } else if (name == "content" && contents.size() < kMaxContents) {
      contents.push_back({std::string(element.value("url")), !element.value("server").empty()});
    } else if (name == "license" && !contents.empty()) {
      contents.back().licences.emplace_back();
      contents.back().licences.back().span = element.tag;
    } else if (RslLicence* licence = current()) {
      part(*licence, name, element);
    }
  }

  void end(const XmlElement& element) override {
    RslLicence* licence = current();
    if (element.ns != kRslNamespace || licence == nullptr) {
      return;
    }
    if (element.name == "permits" || element.name == "prohibits") {
      apply(*licence, element.name == "permits");
    } else if (element.name == "license") {
      licence->span.end = element.tag.end;
    }
    type_.clear();
  }

  void text(std::string_view value, Span /*written*/) override {
    if (text_.size() < 10'000) {
      text_ += value;
    }
  }

  [[nodiscard]] bool is_rsl() const { return seen_; }

 private:
  RslLicence* current() {
    return contents.empty() || contents.back().licences.empty() ? nullptr
                                                                : &contents.back().licences.back();
  }

  void part(RslLicence& licence, std::string_view name, const XmlElement& element) {
    const std::string type = ascii_lower(element.value("type"));
    if (name == "permits" || name == "prohibits") {
      type_ = type;
      licence.lists_uses = licence.lists_uses || (name == "permits" && type == "usage");
    } else if (name == "payment") {
      if (type == "attribution") {
        licence.duties.add(Duty::attribute);
        licence.duties.add(Duty::link);
      } else if (!type.empty() && type != "free") {
        licence.duties.add(Duty::compensate);
      }
    } else if (name == "custom") {
      licence.duties.add(Duty::obtain_licence);
    } else if (name == "reporting") {
      licence.duties.add(Duty::notify);
    }
  }

  void apply(RslLicence& licence, bool permits) {
    std::string words = ascii_lower(text_);
    commas = commas || words.find(',') != std::string::npos;
    std::replace_if(
        words.begin(), words.end(), [](char c) { return c == ',' || c == '\n' || c == '\t'; }, ' ');
    std::string_view rest = words;
    while (!(rest = trim_blanks(rest)).empty()) {
      const std::size_t end = std::min(rest.find(' '), rest.size());
      token(licence, permits, rest.substr(0, end));
      rest.remove_prefix(end);
    }
  }

  void token(RslLicence& licence, bool permits, std::string_view word) {
    if (type_ == "usage") {
      (permits ? licence.permits : licence.prohibits).add(uses_of(word));
    } else if (type_ == "user") {
      const bool commercial = word == "commercial";
      licence.commercial = licence.commercial || (permits && commercial);
      if (permits != commercial) {  // some users are permitted, or the commercial ones are not
        licence.constraints.add(Constraint::non_commercial);
      }
      if (licence.commercial) {
        licence.constraints.remove(Constraint::non_commercial);
      }
    } else if (type_ == "geo") {
      licence.constraints.add(Constraint::territory);
      territory(licence, permits, word == "eu" ? kUnion : word);
    }
  }

  // A code, or several with blanks between them.
  static void territory(RslLicence& licence, bool permits, std::string_view codes) {
    while (!codes.empty() && licence.territories.size() < kMaxTerritories) {
      const std::size_t end = std::min(codes.find(' '), codes.size());
      licence.territories.push_back((permits ? "" : "!") + territory_code(codes.substr(0, end)));
      codes.remove_prefix(std::min(end + 1, codes.size()));
    }
  }

  std::string type_;
  std::string text_;
  bool seen_ = false;
};

}  // namespace

RslDocument parse_rsl(std::string_view xml) {
  RslReader reader;
  const Result<void> parsed = parse_xml(xml, reader);
  RslDocument document{std::move(reader.contents), std::move(reader.invalid), reader.commas};
  if (!parsed) {
    document.invalid = "it is no well-formed XML";
  } else if (!reader.is_rsl()) {
    document.invalid = "it is no RSL document";
  } else if (document.invalid.empty() && document.contents.empty()) {
    document.invalid = "it has no <content>";
  }
  return document;
}

}  // namespace imprimatur
