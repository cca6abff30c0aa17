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

// One document that could not be had, as the command tells of it.
DocumentResult unread(const Draft& draft, const Question& question, Error error) {
  DocumentResult result;
  result.source = draft.name;
  result.media_type.clear();
  result.encoding.clear();
  result.verdict.levels.fill(Level::unknown);
  result.verdict.question = question;
  result.incomplete = std::move(error);
  return result;
}

Problem not_waited_for(Waiting waiting) {
  if (waiting == Waiting::too_long) {
    return {413,
            "too-long",
            "the check takes longer than it may",
            "send less at once, or start the server with a higher --timeout"};
  }
  return {503, "client-gone", "the connection was closed before the answer was there", "try again"};
}

// Of those that fetch at the same time.
class Turnstile {
 public:
  explicit Turnstile(std::atomic<std::size_t>& inside)
      : inside_(inside), admitted_(++inside <= kMostFetching) {}
  ~Turnstile() { --inside_; }
  Turnstile(const Turnstile&) = delete;
  Turnstile& operator=(const Turnstile&) = delete;
  [[nodiscard]] bool admitted() const { return admitted_; }

 private:
  std::atomic<std::size_t>& inside_;
  bool admitted_;
};

bool wants_addresses(const CheckRequest& request) {
  return std::any_of(request.drafts.begin(), request.drafts.end(), [](const Draft& draft) {
    return !draft.address.empty();
  });
}

}  // namespace

// Asks its client now and then whether the answer is still wanted, and collects it.
class Checks::Work {
 public:
  Work(const Desk& desk, Metrics& metrics, const CheckRequest& request, const Terms& terms)
      : desk_(desk), metrics_(metrics), request_(request), terms_(terms) {
    (void)reporter_->begin(terms.provenance);
  }

  void check(const Draft& draft, Engine::Session& session) {
    Input input;
    input.source = draft.name;
    input.path = draft.address.empty() ? path_of(draft.name) : std::string();
    input.bytes = draft.bytes;
    input.media_type = draft.media_type;
    input.declared_encoding = draft.encoding;
    Page page;
    if (!draft.address.empty()) {
      auto fetched = desk_.fetch(draft.address, stopped_);
      if (!fetched) {
        take(unread(draft, terms_.question, fetched.error()));
        return;
      }
      page = std::move(*fetched);
      input.bytes = *page.bytes;
      input.media_type = draft.media_type.empty() ? page.media_type : draft.media_type;
      input.declared_encoding = page.encoding;
      input.around = page.around.get();
    }
    input.question = terms_.question;
    input.instead = &terms_.instead;
    input.stopped = &stopped_;
    session.check_all(input, [&](DocumentResult&& result) { take(result); });
  }

  [[nodiscard]] bool stopped() const { return stopped_(); }

  [[nodiscard]] Answer<std::string> finish() {
    if (waiting_ != Waiting::yes) {
      return refuse(not_waited_for(waiting_));
    }
    (void)reporter_->end(summary_);
    if (too_long_) {
      return refuse({413,
                     "answer-too-large",
                     fmt::format("the answer has more than {} bytes", kMostAnswerBytes),
                     "send fewer documents at once"});
    }
    return std::move(json_);
  }

 private:
  void take(const DocumentResult& result) {
    ++summary_.documents;
    if (is_answer(result, result.verdict.level)) {
      ++summary_.by_level[static_cast<std::size_t>(result.verdict.level)];
      metrics_.count_document(result.verdict.level);
    }
    if (result.incomplete) {
      ++summary_.incomplete;
      metrics_.count_incomplete();
    }
    add_notes(result, summary_);
    (void)reporter_->document(result);
  }

  const Desk& desk_;
  Metrics& metrics_;
  const CheckRequest& request_;
  const Terms& terms_;
  Waiting waiting_ = Waiting::yes;
  const std::function<bool()> stopped_ = [this] {
    if (waiting_ == Waiting::yes && request_.waiting) {
      waiting_ = request_.waiting();
    }
    return waiting_ != Waiting::yes;
  };
  std::string json_;
  bool too_long_ = false;
  Summary summary_;
  std::unique_ptr<Reporter> reporter_ = make_json_reporter(
      [this](std::string_view text) -> Result<void> {
        too_long_ = too_long_ || json_.size() + text.size() > kMostAnswerBytes;
        if (!too_long_) {
          json_ += text;
        }
        return {};
      },
      {});
};

Answer<std::string> Checks::answer(const CheckRequest& request) {
  const auto place = desk_.workplace();
  const auto terms = terms_of(request, desk_, *place);
  if (!terms) {
    return refuse(terms.error());
  }
  std::optional<Turnstile> turnstile;
  if (wants_addresses(request)) {
    if (!desk_.may_fetch()) {
      return refuse({403,
                     "no-addresses",
                     "this server does not fetch web addresses",
                     "send the text itself, or start the server with --allow-urls"});
    }
    turnstile.emplace(fetching_);
    if (!turnstile->admitted()) {
      return refuse({503, "busy", "too many addresses are being fetched", "try again", "", "", 1});
    }
  }
  Work work(desk_, metrics_, request, *terms);
  const auto session = place->sessions->take();
  for (const Draft& draft : request.drafts) {
    if (work.stopped()) {
      break;
    }
    work.check(draft, *session);
  }
  return work.finish();
}

}  // namespace imprimatur::serve
