#include "meaning/claim_findings.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace imprimatur {
namespace {

// By Claim::force.
constexpr std::array<double, 6> kConfidence = {0.95, 0.9, 0.9, 0.8, 0.6, 0.3};

bool grants(const Finding& finding) {
  return finding.role == Role::licence || finding.role == Role::permission;
}

bool claims(const Finding& finding) {
  return finding.role == Role::notice || finding.role == Role::reservation ||
         finding.role == Role::restriction;
}

bool limits(const Finding& finding) {
  return finding.role == Role::restriction || finding.role == Role::embargo ||
         finding.role == Role::reservation || finding.role == Role::notice;
}

class ClaimReader {
 public:
  ClaimReader(const Document& document, MeaningReader& reader)
      : document_(document), reader_(reader) {}

  std::vector<Finding> read(const Claim& claim) {
    switch (claim.kind) {
      case Claim::Kind::uses:
        return {of_uses(claim)};
      case Claim::Kind::text: {
        std::vector<Finding> findings = in_words(claim, claim.value);
        if (findings.empty() && !claim.note.empty() && is_sentence(claim.value)) {
          findings.push_back(of_unread_terms(claim));
        }
        return findings;
      }
      case Claim::Kind::notice: {
        std::vector<Finding> findings = in_words(claim, claim.value);
        // A name alone, which the text engine may take for a credit line.
        if (std::none_of(findings.begin(), findings.end(), [](const Finding& finding) {
              return claims(finding) || grants(finding);
            })) {
          findings = in_words(claim, notice_of(claim.years, claim.value));
        }
        return findings;
      }
      case Claim::Kind::credit:
        return in_words(claim, "Source: " + claim.value);
      case Claim::Kind::byline:
        return of_byline(claim);
      case Claim::Kind::agency:
        return of_agency(claim);
      case Claim::Kind::editor: {
        std::vector<Finding> findings = in_words(claim, claim.value);
        std::erase_if(findings, [](const Finding& finding) { return !limits(finding); });
        return findings;
      }
      case Claim::Kind::licence:
        return of_licence(claim);
    }
    return {};
  }

 private:
  static std::string notice_of(const std::string& years, const std::string& holder) {
    return "\xC2\xA9 " + (years.empty() ? std::string() : years + " ") + holder;
  }

  // "None", "Usable worldwide" are codes.
  static bool is_sentence(std::string_view words) {
    return std::count(words.begin(), words.end(), ' ') >= 3;
  }

  // Whoever states terms claims rights; what they permit, nobody has read.
  Finding of_unread_terms(const Claim& claim) {
    Finding finding = of_uses(claim);
    finding.role = Role::reservation;
    finding.reserves = true;
    finding.confidence = 0.5;
    return finding;
  }

  Finding of_uses(const Claim& claim) {
    Finding finding;
    finding.rule = claim.signal;
    finding.role = claim.role;
    finding.prohibits = claim.prohibits;
    finding.permits = claim.permits;
    finding.duties = claim.duties;
    finding.constraints = claim.constraints;
    finding.with_permission = claim.with_permission;
    finding.reserves = claim.role == Role::reservation;
    finding.from = claim.from;
    finding.until = claim.until;
    finding.territories = claim.territories;
    finding.note = claim.note;
    finding.machine = true;
    finding.text = claim.value;
    finding.confidence = kConfidence[static_cast<std::size_t>(claim.force)];
    if (claim.site != nullptr) {
      finding.holders = {{claim.site->id, claim.site->name}};
    }
    name_holder(claim, finding);
    place(claim, finding);
    return finding;
  }

  // A party of a rights field: known to the database, or nothing.
  std::vector<Finding> of_agency(const Claim& claim) {
    for (const std::string& words : {"Source: " + claim.value, "By " + claim.value, claim.value}) {
      std::vector<Finding> findings = in_words(claim, words);
      std::erase_if(findings, [](const Finding& finding) {
        return finding.holders.empty() || finding.holders.front().id.empty() ||
               (finding.role != Role::credit && finding.role != Role::byline);
      });
      if (!findings.empty()) {
        findings.resize(1);
        return findings;
      }
    }
    return {};
  }

  // Rights fields speak of their item, whatever stands beside the words; who is not named there is
  // the item's holder.
  void state(const Claim& claim, Finding& finding) {
    const bool says = limits(finding) || grants(finding) || finding.role == Role::duty;
    if (says && finding.scope == Scope::document && !finding.counts) {
      finding.counts = true;
      finding.why_not.clear();
      finding.confidence = 0.8;
    }
    if (grants(finding)) {
      finding.from = claim.from;
      finding.until = finding.until.empty() ? claim.until : finding.until;
    }
    name_holder(claim, finding);
  }

  void name_holder(const Claim& claim, Finding& finding) {
    if (finding.holders.empty() && !claim.holder.empty()) {
      const Meaning holder = reader_.read(notice_of({}, claim.holder), {});
      if (!holder.findings.empty()) {
        finding.holders = holder.findings.front().holders;
      }
    }
  }

  // `words`: the value, or a sentence made of it.
  std::vector<Finding> in_words(const Claim& claim, const std::string& words) {
    std::vector<Finding> findings = reader_.read(words, {}).findings;
    const std::string_view written = document_.source.substr(claim.span.begin, claim.span.size());
    for (Finding& finding : findings) {
      const Span inside{finding.start.offset, finding.end.offset};
      finding.related.push_back(claim.signal);
      if (claim.stated) {
        state(claim, finding);
      }
      place(claim, finding);
      if (!claim.map.identity() && words == claim.value) {
        const Span exact = claim.map.to_source(inside);
        finding.start.offset = exact.begin;
        finding.end.offset = exact.end;
      } else if (written == words) {
        finding.start.offset = claim.span.begin + inside.begin;
        finding.end.offset = claim.span.begin + inside.end;
      } else {
        finding.text = claim.value;
      }
    }
    return findings;
  }

  // "Reuters", "By The Associated Press"; a person's name is no finding.
  std::vector<Finding> of_byline(const Claim& claim) {
    const auto is_credit = [](const Finding& finding) {
      return finding.role == Role::byline || finding.role == Role::credit;
    };
    for (const std::string& words : {"By " + claim.value, claim.value}) {
      std::vector<Finding> findings = in_words(claim, words);
      std::erase_if(findings, [&](const Finding& finding) { return !is_credit(finding); });
      if (!findings.empty()) {
        return findings;
      }
    }
    return {};
  }

  std::vector<Finding> of_licence(const Claim& claim) {
    // "mit" alone is a word of many meanings; as a line of a file's head it is a licence.
    std::vector<Finding> findings;
    for (const std::string& words : {claim.value, "license: " + claim.value}) {
      if (findings.empty()) {
        findings = in_words(claim, words);
        // A statement that the rights are held says the opposite of a licence, in its place.
        std::erase_if(findings,
                      [](const Finding& finding) { return !grants(finding) && !claims(finding); });
      }
    }
    if (findings.empty()) {
      Finding unknown = of_uses(claim);
      unknown.role = Role::licence;
      unknown.counts = false;
      unknown.why_not = "the rules do not know this licence, so it permits nothing";
      unknown.confidence = 0.3;
      return {std::move(unknown)};
    }
    if (!claim.holder.empty()) {
      for (Finding& finding : findings) {
        name_holder(claim, finding);
      }
    }
    return findings;
  }

  static void place(const Claim& claim, Finding& finding) {
    finding.zone = Zone::metadata;
    finding.origin = claim.origin;
    finding.origin_line = claim.origin.empty() ? 0 : claim.line;
    finding.start.offset = claim.span.begin;
    finding.end.offset = claim.span.end;
    finding.scope = claim.scope == Scope::document ? finding.scope : claim.scope;
    const bool credit = finding.role == Role::credit || finding.role == Role::byline ||
                        finding.role == Role::dateline;
    std::string why_not = claim.why_not;
    if (why_not.empty() && finding.scope == Scope::photo) {
      why_not = "it speaks of a picture, not of the text";
    } else if (why_not.empty() && finding.scope != Scope::document &&
               (finding.scope != Scope::site || credit)) {
      why_not = "it speaks of a part or of another work";
    }
    if (!why_not.empty()) {
      finding.counts = false;
      finding.why_not = std::move(why_not);
    }
  }

  const Document& document_;
  MeaningReader& reader_;
};

}  // namespace

std::vector<Finding> findings_of_claims(const std::vector<Claim>& claims,
                                        const Document& document,
                                        MeaningReader& reader) {
  std::vector<Finding> findings;
  ClaimReader claim_reader(document, reader);
  for (const Claim& claim : claims) {
    for (Finding& finding : claim_reader.read(claim)) {
      const bool twice = std::any_of(findings.begin(), findings.end(), [&](const Finding& old) {
        return old.rule == finding.rule && old.text == finding.text && old.scope == finding.scope &&
               old.role == finding.role && old.prohibits == finding.prohibits &&
               old.permits == finding.permits && old.origin_line == finding.origin_line &&
               old.why_not == finding.why_not && old.holders == finding.holders;
      });
      if (!twice) {
        findings.push_back(std::move(finding));
      }
    }
  }
  return findings;
}

}  // namespace imprimatur
