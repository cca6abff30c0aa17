// RSL 1.0, Really Simple Licensing (rslstandard.org/rsl): licences for the parts of a site, by path
// pattern. The narrowest part that says something about a use decides; a ban beats a permission; if
// uses are permitted by list, the others are not. A document that breaks the format licenses
// nothing. One stands in a file of the site, or in the document that it speaks of.
#include "base/url.h"
#include "formats/ascii.h"
#include "signals/readers.h"
#include "signals/rsl_xml.h"
#include "signals/site_readers.h"

#include <algorithm>
#include <functional>
#include <optional>
#include <tuple>
#include <utility>

namespace imprimatur {
namespace {

constexpr std::string_view kSignal = "signal.rsl";
constexpr std::size_t kMaxWritten = 300;

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

// The claims of one RSL document: one for all uses that a licence treats alike.
class RslClaims {
 public:
  // `make`: an empty claim where the licence stands.
  RslClaims(std::function<Claim(const RslContent&, const RslLicence&)> make,
            std::vector<Claim>& out)
      : make_(std::move(make)), out_(out) {}

  void add(const RslContent& content, const UseAnswer& answer, Use use) {
    const RslLicence& licence = *answer.licence;
    for (const auto& [known, permitted, index] : made_) {
      if (known == &licence && permitted == answer.permitted) {
        (permitted ? out_[index].permits : out_[index].prohibits).add(use);
        return;
      }
    }
    Claim claim = make_(content, licence);
    if (answer.permitted) {
      claim.role = Role::permission;
      claim.permits.add(use);
      claim.duties = licence.duties;
      claim.constraints = licence.constraints;
      claim.territories = licence.territories;
      if (content.server) {
        claim.duties.add(Duty::obtain_licence);
      }
    } else {
      claim.prohibits.add(use);
    }
    made_.emplace_back(&licence, answer.permitted, out_.size());
    out_.push_back(std::move(claim));
  }

 private:
  std::function<Claim(const RslContent&, const RslLicence&)> make_;
  std::vector<std::tuple<const RslLicence*, bool, std::size_t>> made_;
  std::vector<Claim>& out_;
};

// What the contents that match say, the narrowest first.
void judge(const std::vector<RslContent>& contents, const SignalTarget& about, RslClaims claims) {
  std::vector<std::pair<int, const RslContent*>> matching;
  for (const RslContent& content : contents) {
    if (const int weight = weight_of(content, about); weight >= 0) {
      matching.emplace_back(weight, &content);
    }
  }
  std::stable_sort(matching.begin(), matching.end(), [](const auto& a, const auto& b) {
    return a.first > b.first;
  });
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

Reach reach_of(const std::string& url) {
  const bool everything = url == "/" || url == "/*" || url == "*";
  return url.empty() ? Reach::page : everything ? Reach::site : Reach::path;
}

// A part of another XML, with the namespace that was declared around it.
std::string as_document(std::string_view part) {
  const std::size_t end = part.find_first_of(" \t\r\n/>");
  const std::size_t colon = part.substr(0, end).find(':');
  const std::string name(kRslNamespace);
  std::string out = "<rsl xmlns=\"" + name + "\"";
  if (colon != std::string_view::npos && colon > 1) {
    out += " xmlns:" + std::string(part.substr(1, colon - 1)) + "=\"" + name + "\"";
  }
  return out + ">";
}

void read_part(const Document& document, const Field& field, std::vector<Claim>& out) {
  Claim whole;
  whole.force = Force::hint;
  whole.scope = field.scope;
  whole.value = field.value.substr(0, kMaxWritten);
  whole.span = field.span;
  std::string_view part = trim_blanks(field.value);
  if (part.starts_with("<?")) {  // its declaration, in a script
    part.remove_prefix(std::min(part.find('>') + 1, part.size()));
    part = trim_blanks(part);
  }
  const std::size_t skipped = static_cast<std::size_t>(part.data() - field.value.data());
  const std::string around = as_document(part);
  RslDocument rsl = parse_rsl(around + std::string(part) + "</rsl>");
  if (!rsl.invalid.empty()) {
    whole.why_not = "of the RSL in the document: " + rsl.invalid + ", so it licenses nothing";
    out.push_back(std::move(whole));
    return;
  }
  SignalTarget about;
  about.address = document.url;
  const auto url = parse_url(document.url);
  about.target = url ? url->target : std::string();
  bool vague = false;
  for (RslContent& content : rsl.contents) {
    // Where the address of the document is not known, what stands in it is about it.
    vague = vague || (!url && !content.url.empty());
    content.url = url ? content.url : std::string();
  }
  const std::size_t first = out.size();
  judge(
      rsl.contents,
      about,
      RslClaims(
          [&](const RslContent&, const RslLicence& licence) {
            Claim claim = whole;
            claim.force = Force::licence;
            const std::size_t from = licence.span.begin - around.size() + skipped;
            claim.value = field.value.substr(std::min(from, field.value.size()),
                                             std::min(licence.span.size(), kMaxWritten));
            if (field.value.size() == field.span.size()) {
              claim.span = {field.span.begin + from, field.span.begin + from + licence.span.size()};
            }
            return claim;
          },
          out));
  for (std::size_t i = first; i < out.size(); ++i) {
    if (vague && out[i].role == Role::permission) {
      out[i].why_not = "it permits for addresses, and that of this text is not known";
    }
  }
}

}  // namespace

void read_rsl(const SiteFile& file, const SignalTarget& about, std::vector<Claim>& out) {
  const SignalPlace whole{
      file.address, 1, std::string(trim_blanks(file.text).substr(0, 80)), Reach::site};
  const RslDocument rsl = parse_rsl(file.text);
  if (!rsl.invalid.empty()) {
    out.push_back(remark_at(whole, kSignal, rsl.invalid + ", so it licenses nothing"));
    return;
  }
  if (rsl.commas) {
    out.push_back(remark_at(whole, kSignal, "its lists have commas, as in version 0.9"));
  }
  judge(rsl.contents,
        about,
        RslClaims(
            [&](const RslContent& content, const RslLicence& licence) {
              const std::size_t end = std::min(licence.span.begin, file.text.size());
              const auto line = std::count(
                  file.text.begin(), file.text.begin() + static_cast<std::ptrdiff_t>(end), '\n');
              return claim_at({file.address,
                               1 + static_cast<std::size_t>(line),
                               file.text.substr(end, std::min(licence.span.size(), kMaxWritten)),
                               reach_of(content.url)},
                              kSignal,
                              Force::licence);
            },
            out));
}

void read_rsl_parts(const Document& document, std::vector<Claim>& claims) {
  for (const Field& field : document.fields) {
    if (field.kind == Field::Kind::policy && field.name == "rsl") {
      read_part(document, field, claims);
    } else if (field.kind == Field::Kind::link && field.name == "rsl") {
      Claim claim;
      claim.value = field.value;
      claim.span = field.span;
      claim.scope = field.scope;
      claim.force = Force::hint;
      claim.why_not = "it is the address of an RSL licence, which is read with --site-signals";
      claims.push_back(std::move(claim));
    }
  }
}

}  // namespace imprimatur
