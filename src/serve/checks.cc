#include "serve/checks.h"

#include "base/hash.h"
#include "report/annotation.h"
#include "report/json.h"
#include "report/json_object.h"
#include "rules/diagnostic.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace imprimatur::serve {
namespace {

constexpr std::string_view kPolicyName = "policy";  // stands where the path of a file would

// What holds for every document of one request.
struct Terms {
  Question question;
  Circumstances instead;
  Provenance provenance;
};

Answer<std::shared_ptr<const Policy>> policy_of(const std::string& text) {
  std::vector<Diagnostic> diagnostics;
  auto policy = std::make_shared<const Policy>(
      load_policy(text, text.empty() ? std::string() : std::string(kPolicyName), diagnostics));
  if (has_errors(diagnostics)) {
    sort_diagnostics(diagnostics);
    const auto first =
        std::find_if(diagnostics.begin(), diagnostics.end(), [](const Diagnostic& diagnostic) {
          return diagnostic.severity == Severity::error;
        });
    return refuse({400, "bad-policy", to_string(*first), first->help, "policy"});
  }
  if (!policy->rules.empty()) {
    return refuse({400,
                   "bad-policy",
                   "a policy that comes with a request cannot name rule files",
                   "start the server with --rules DIR",
                   "policy"});
  }
  return policy;
}

// As the command line takes it from a policy that names uses.
Question question_of(const Policy& policy) {
  for (std::size_t i = 0; !policy.republish && i < kUseNames.size(); ++i) {
    if (policy.uses.has(static_cast<Use>(i))) {
      return Question{static_cast<Use>(i)};
    }
  }
  return Question{};
}

Answer<Terms> terms_of(const CheckRequest& request, const Desk& desk, const Workplace& place) {
  const EngineOptions& usual = place.engine->options();
  const Today today = desk.today();
  Terms all;
  all.question = usual.question;
  all.instead = {usual.policy, today.date, today.time};
  all.provenance.policy_digest = place.policy_digest;
  if (request.policy) {
    auto policy = policy_of(*request.policy);
    if (!policy) {
      return refuse(std::move(policy.error()));
    }
    all.instead.policy = std::move(*policy);
    all.question = question_of(*all.instead.policy);
    all.provenance.policy_digest = request.policy->empty() ? "" : hash_hex(*request.policy);
  }
  if (request.question) {
    all.question = *request.question;
  }
  all.provenance.version = desk.version();
  all.provenance.rules_digest = place.rules->digest();
  all.provenance.policy_path = all.instead.policy->path;
  all.provenance.use = all.question.name();
  all.provenance.today = today.date;
  return all;
}

// A place within somebody's project, for fingerprints; empty for what is none.
std::string path_of(const std::string& name) {
  const bool inside = !name.starts_with('/') && name.find("..") == std::string::npos;
  return inside ? name : std::string();
}

void add_notes(const DocumentResult& result, Summary& summary) {
  for (const DocumentResult::Note& note : result.notes) {
    summary.notes.push_back(fmt::format("{}:{}: {}", document_name(result), note.line, note.text));
  }
}

}  // namespace

Answer<std::string> Checks::answer(const CheckRequest& request) {
  const auto place = desk_.workplace();
  const auto terms = terms_of(request, desk_, *place);
  if (!terms) {
    return refuse(terms.error());
  }
  std::string json;
  bool too_long = false;
  const auto reporter = make_json_reporter(
      [&](std::string_view text) -> Result<void> {
        too_long = too_long || json.size() + text.size() > kMostAnswerBytes;
        if (!too_long) {
          json += text;
        }
        return {};
      },
      {});
  Summary summary;
  (void)reporter->begin(terms->provenance);
  const auto session = place->sessions->take();
  for (const Draft& draft : request.drafts) {
    Input input;
    input.source = draft.name;
    input.path = path_of(draft.name);
    input.bytes = draft.bytes;
    input.media_type = draft.media_type;
    input.declared_encoding = draft.encoding;
    input.question = terms->question;
    input.instead = &terms->instead;
    session->check_all(input, [&](DocumentResult&& result) {
      ++summary.documents;
      if (is_answer(result, result.verdict.level)) {
        ++summary.by_level[static_cast<std::size_t>(result.verdict.level)];
        metrics_.count_document(result.verdict.level);
      }
      if (result.incomplete) {
        ++summary.incomplete;
        metrics_.count_incomplete();
      }
      add_notes(result, summary);
      (void)reporter->document(result);
    });
  }
  (void)reporter->end(summary);
  if (too_long) {
    return refuse({413,
                   "answer-too-large",
                   fmt::format("the answer has more than {} bytes", kMostAnswerBytes),
                   "send fewer documents at once"});
  }
  return json;
}

}  // namespace imprimatur::serve
