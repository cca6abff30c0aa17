// RSL 1.0, Really Simple Licensing (rslstandard.org/rsl): licences for the parts of a site, by path
// pattern. The narrowest part that says something about a use decides; a ban beats a permission; if
// uses are permitted by list, the others are not. A document that breaks the format licenses
// nothing.
#include "base/url.h"
#include "formats/ascii.h"
#include "formats/xml_events.h"
#include "signals/site_readers.h"

#include <algorithm>
#include <array>
#include <optional>

namespace imprimatur {
namespace {

constexpr std::string_view kSignal = "signal.rsl";
constexpr std::string_view kNamespace = "https://rslstandard.org/rsl";
constexpr std::size_t kMaxContents = 2000;

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

struct RslLicence {
  bool commercial = false;  // users with a commercial purpose are permitted
  bool lists_uses = false;  // has <permits type="usage">
  UseSet permits;
  UseSet prohibits;
  DutySet duties;
  ConstraintSet constraints;
  Span span;
};

struct RslContent {
  std::string url;
  bool server = false;
  std::vector<RslLicence> licences;
};

class RslReader final : public XmlHandler {
 public:
  std::vector<RslContent> contents;
  std::string invalid;  // why the document is none
  bool commas = false;  // of version 0.9

  void start(const XmlElement& element) override {
    text_.clear();
    if (element.ns != kNamespace) {
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
      contents.push_back({std::string(element.value("url")), !element.value("server").empty(), {}});
    } else if (name == "license" && !contents.empty()) {
      contents.back().licences.emplace_back();
      contents.back().licences.back().span = element.tag;
    } else if (RslLicence* licence = current()) {
      part(*licence, name, element);
    }
  }

  void end(const XmlElement& element) override {
    RslLicence* licence = current();
    if (element.ns != kNamespace || licence == nullptr) {
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
    }
  }

  std::string type_;
  std::string text_;
  bool seen_ = false;
};

// How narrowly a content's url names the target; -1: not at all.
int weight_of(const RslContent& content, const SignalTarget& about) {
  if (content.url.empty()) {
    return 0;  // where it is placed
  }
  if (content.url.starts_with('/') || content.url.starts_with('*')) {
    return match_path(content.url, about.target);
  }
  const auto page = parse_url(about.address);
  // A pattern with an address in front of it: the same site, then the path.
  const std::size_t scheme = content.url.find("://");
  if (!page || scheme == std::string::npos) {
    return -1;
  }
  const std::size_t path = std::min(content.url.find('/', scheme + 3), content.url.size());
  const auto site = parse_url(std::string_view(content.url).substr(0, path));
  if (!site || site->host != page->host) {
    return -1;
  }
  const std::string_view pattern = std::string_view(content.url).substr(path);
  return pattern.empty() ? 1 : match_path(pattern, about.target);
}

struct UseAnswer {
  const RslLicence* licence = nullptr;
  bool permitted = false;
  bool by_list = false;  // not permitted, because others are
};

UseAnswer answer_of(const RslContent& content, Use use) {
  UseAnswer answer;
  for (const RslLicence& licence : content.licences) {
    if (licence.prohibits.has(use)) {
      return {&licence, false, false};
    }
    if (licence.permits.has(use) && !answer.permitted) {
      answer = {&licence, true, false};
    } else if (licence.lists_uses && answer.licence == nullptr) {
      answer = {&licence, false, true};
    }
  }
  return answer;
}

class RslClaims {
 public:
  RslClaims(const SiteFile& file, std::vector<Claim>& out) : file_(file), out_(out) {}

  void add(const RslContent& content, const UseAnswer& answer, Use use) {
    const RslLicence& licence = *answer.licence;
    for (Claim& known : out_) {
      // One claim for all uses of one licence.
      const bool same = known.origin == file_.address && known.line == line_of(licence) &&
                        known.signal == kSignal &&
                        (known.role == Role::permission) == answer.permitted;
      if (same && known.why_not.empty()) {
        (answer.permitted ? known.permits : known.prohibits).add(use);
        return;
      }
    }
    const std::string_view written =
        std::string_view(file_.text).substr(licence.span.begin, licence.span.size()).substr(0, 300);
    const bool everything = content.url == "/" || content.url == "/*" || content.url == "*";
    Claim claim = claim_at({file_.address,
                            line_of(licence),
                            std::string(written),
                            content.url.empty() ? Reach::page
                            : everything        ? Reach::site
                                                : Reach::path},
                           kSignal,
                           Force::licence);
    if (answer.permitted) {
      claim.role = Role::permission;
      claim.permits.add(use);
      claim.duties = licence.duties;
      claim.constraints = licence.constraints;
      if (content.server) {
        claim.duties.add(Duty::obtain_licence);
      }
    } else {
      claim.prohibits.add(use);
    }
    out_.push_back(std::move(claim));
  }

 private:
  [[nodiscard]] std::size_t line_of(const RslLicence& licence) const {
    const std::size_t end = std::min(licence.span.begin, file_.text.size());
    return 1 +
           static_cast<std::size_t>(std::count(
               file_.text.begin(), file_.text.begin() + static_cast<std::ptrdiff_t>(end), '\n'));
  }

  const SiteFile& file_;
  std::vector<Claim>& out_;
};

}  // namespace

void read_rsl(const SiteFile& file, const SignalTarget& about, std::vector<Claim>& out) {
  const SignalPlace whole{
      file.address, 1, std::string(trim_blanks(file.text).substr(0, 80)), Reach::site};
  RslReader reader;
  const Result<void> parsed = parse_xml(file.text, reader);
  if (!parsed || !reader.is_rsl() || !reader.invalid.empty()) {
    const std::string why = !parsed            ? "it is no well-formed XML"
                            : !reader.is_rsl() ? "it is no RSL document"
                                               : reader.invalid;
    out.push_back(remark_at(whole, kSignal, why + ", so it licenses nothing"));
    return;
  }
  if (reader.commas) {
    out.push_back(remark_at(whole, kSignal, "its lists have commas, as in version 0.9"));
  }
  std::vector<std::pair<int, const RslContent*>> matching;
  for (const RslContent& content : reader.contents) {
    if (const int weight = weight_of(content, about); weight >= 0) {
      matching.emplace_back(weight, &content);
    }
  }
  std::stable_sort(matching.begin(), matching.end(), [](const auto& a, const auto& b) {
    return a.first > b.first;
  });
  RslClaims claims(file, out);
  bool trains = false;
  for (const Use use : {Use::ai_train, Use::ai_input, Use::search, Use::tdm}) {
    for (const auto& [weight, content] : matching) {
      const UseAnswer answer = answer_of(*content, use);
      // Who lists training among what is permitted does not mean to ban it with the mining around.
      if (use == Use::tdm && answer.by_list && trains) {
        break;
      }
      if (answer.licence != nullptr) {
        claims.add(*content, answer, use);
        trains = trains || (use == Use::ai_train && answer.permitted);
        break;
      }
    }
  }
}

}  // namespace imprimatur
