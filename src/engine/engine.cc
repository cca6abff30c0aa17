#include "engine/engine.h"

#include "base/url.h"
#include "engine/identity.h"
#include "engine/language.h"
#include "engine/line_hash.h"
#include "engine/silence.h"
#include "formats/cells.h"
#include "formats/registry.h"
#include "meaning/claim_findings.h"
#include "meaning/meaning.h"
#include "meaning/zones.h"
#include "signals/signals.h"
#include "text/line_index.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <optional>
#include <set>
#include <utility>

namespace imprimatur {
namespace {

constexpr std::size_t kMaxLineBytes = DocumentResult::kLineBytes;
constexpr std::size_t kMaxLines = 10'000;
constexpr std::size_t kLinesPerFinding = 8;
constexpr std::size_t kContextLines = 2;

// Cuts a very long line to what surrounds `keep` (an offset in the text of `index`).
DocumentResult::Line line_of(const LineIndex& index,
                             std::string_view text,
                             std::size_t number,
                             std::size_t keep) {
  DocumentResult::Line result;
  result.number = number;
  const Span whole = index.line_span(number);
  const std::string_view line = text.substr(whole.begin, whole.size());
  if (line.size() <= kMaxLineBytes) {
    result.text = std::string(line);
    return result;
  }
  const std::size_t kept = std::clamp(keep, whole.begin, whole.end) - whole.begin;
  std::size_t begin = kept > kMaxLineBytes / 4 ? kept - kMaxLineBytes / 4 : 0;
  begin = std::min(begin, line.size() - kMaxLineBytes);
  std::size_t end = begin + kMaxLineBytes;
  const auto inside = [&](std::size_t at) {
    return at < line.size() && (static_cast<unsigned char>(line[at]) & 0xC0U) == 0x80U;
  };
  while (inside(begin)) {
    ++begin;
  }
  while (inside(end)) {
    --end;
  }
  result.cut_before = index.position(whole.begin + begin).column - 1;
  result.bytes_before = begin;
  result.text = std::string(line.substr(begin, end - begin));
  return result;
}

void add_lines(DocumentResult& result, std::string_view text, const LineIndex& index) {
  for (const Finding& finding : result.findings) {
    if (!finding.origin.empty()) {
      continue;
    }
    const std::size_t begin = finding.start.line;
    const std::size_t first = begin > kContextLines ? begin - kContextLines : 1;
    std::size_t last = std::min(finding.end.line, begin + kLinesPerFinding) + kContextLines;
    last = std::min(last, index.lines());
    for (std::size_t number = first; number <= last && result.lines.size() < kMaxLines; ++number) {
      if (!result.lines.empty() && result.lines.back().number >= number) {
        continue;
      }
      result.lines.push_back(line_of(index, text, number, finding.start.offset));
    }
  }
}

}  // namespace

struct Engine::State {
  EngineOptions options;
  std::shared_ptr<const MeaningPlan> plan;
  std::optional<Error> broken;  // the rules cannot be used on this machine: told for each input
};

struct Engine::Session::State {
  const Engine::State* engine = nullptr;
  std::optional<MeaningReader> reader;
  std::map<const Format*, std::unique_ptr<Reader>> readers;

  Reader& reader_of(const Format& format) {
    std::unique_ptr<Reader>& made = readers[&format];
    if (!made) {
      made = format.make();
    }
    return *made;
  }
};

Engine::Engine(EngineOptions options) : state_(std::make_unique<State>()) {
  state_->options = std::move(options);
  if (!state_->options.policy) {
    state_->options.policy = std::make_shared<const Policy>();
  }
  auto plan = MeaningPlan::make(state_->options.rules);
  if (plan) {
    state_->plan = std::move(*plan);
  } else {
    state_->broken = plan.error();
  }
}
Engine::~Engine() = default;

const EngineOptions& Engine::options() const {
  return state_->options;
}

Engine::Session Engine::session() const {
  auto state = std::make_unique<Session::State>();
  state->engine = state_.get();
  if (state_->plan) {
    state->reader.emplace(state_->plan);
  }
  return Session(std::move(state));
}

Engine::Session::Session(std::unique_ptr<State> state) : state_(std::move(state)) {}
Engine::Session::~Session() = default;
Engine::Session::Session(Session&&) noexcept = default;

namespace {

DocumentResult new_result(const Input& input, const EngineOptions& options) {
  DocumentResult result;
  result.source = input.source;
  result.path = input.path;
  result.record = input.record;
  result.media_type = input.media_type.empty() ? "text/plain" : input.media_type;
  result.verdict.question = input.question.value_or(options.question);
  return result;
}

// The lines of the text that was asked for last: the items of a feed share theirs. Lives no longer
// than the input.
class LineCache {
 public:
  const LineIndex& of(std::string_view text, bool keep) {
    if (!keep || !index_ || text_.data() != text.data() || text_.size() != text.size()) {
      text_ = text;
      index_.emplace(text);
    }
    return *index_;
  }

 private:
  std::string_view text_;
  std::optional<LineIndex> index_;
};

// Lines and columns are those of the decoded input or, where that is for machines, of its text;
// offsets are those of the bytes.
class Positions {
 public:
  // Members of an archive have memory of their own, one after the other at the same place.
  Positions(const Document& document, LineCache& cache)
      : document_(document),
        lines_(document.lines_of_text ? document.text : document.source),
        index_(cache.of(lines_, !document.member && !document.lines_of_text)) {}

  // Of a span of the text: as a span of what has the lines.
  void place(Position& start, Position& end) const {
    Span span{start.offset, end.offset};
    if (!document_.lines_of_text) {
      span = document_.text_map.to_source(span);
    }
    start = index_.position(span.begin);
    end = index_.position(span.end);
  }
  void place(Position& at) const {
    at = index_.position(document_.lines_of_text ? at.offset
                                                 : document_.text_map.to_source(at.offset));
  }
  // Of a span of the source. Where the text has the lines, it stands behind the last of them.
  void place_in_source(Position& start, Position& end) const {
    const Span span{start.offset, end.offset};
    if (document_.lines_of_text) {
      start = {span.begin, index_.lines() + 1, 1, 1};
      end = {span.end, index_.lines() + 1, 1, 1};
    } else {
      start = index_.position(span.begin);
      end = index_.position(span.end);
    }
  }
  // From there to bytes; `in_text`: it was placed by place().
  void to_bytes(Position& start, Position& end, bool in_text) const {
    const Span span{start.offset, end.offset};
    const Span bytes = in_text && document_.lines_of_text ? document_.to_bytes(span)
                                                          : document_.source_to_bytes(span);
    start.offset = bytes.begin;
    end.offset = bytes.end;
  }
  void to_bytes(Position& at) const {
    Position end = at;
    to_bytes(at, end, true);
  }
  [[nodiscard]] std::string_view lines() const { return lines_; }
  [[nodiscard]] const LineIndex& index() const { return index_; }

 private:
  const Document& document_;
  std::string_view lines_;
  const LineIndex& index_;
};

// Findings of the text and of signals come in order of position, those from outside of the document
// behind them; what points to them follows.
void sort_findings(DocumentResult& result) {
  std::vector<std::size_t> order(result.findings.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    const Finding& left = result.findings[a];
    const Finding& right = result.findings[b];
    return std::pair(!left.origin.empty(), left.start.offset) <
           std::pair(!right.origin.empty(), right.start.offset);
  });
  std::vector<std::size_t> place(order.size());
  std::vector<Finding> sorted;
  sorted.reserve(order.size());
  for (const std::size_t index : order) {
    place[index] = sorted.size();
    sorted.push_back(std::move(result.findings[index]));
  }
  result.findings = std::move(sorted);
  for (Reason& reason : result.verdict.reasons) {
    if (reason.finding) {
      reason.finding = place[*reason.finding];
    }
  }
  for (std::size_t& index : result.verdict.suppressed) {
    index = place[index];
  }
  std::sort(result.verdict.suppressed.begin(), result.verdict.suppressed.end());
}

// 0: the document has no pages.
std::size_t page_at(const Document& document, std::size_t offset) {
  const auto behind = std::upper_bound(document.pages.begin(), document.pages.end(), offset);
  return static_cast<std::size_t>(behind - document.pages.begin());
}

// The first `text_findings` stand in the text, the others in the source.
void set_positions(DocumentResult& result,
                   const Document& document,
                   std::size_t text_findings,
                   LineCache& lines) {
  if (result.findings.empty() && result.trace.empty()) {
    return;
  }
  const Positions positions(document, lines);
  for (std::size_t i = 0; i < result.findings.size(); ++i) {
    Finding& finding = result.findings[i];
    if (i < text_findings) {
      finding.page = page_at(document, finding.start.offset);
      finding.cell = cell_name(document, finding.start.offset);
      positions.place(finding.start, finding.end);
    } else {
      positions.place_in_source(finding.start, finding.end);
    }
  }
  for (TraceStep& step : result.trace) {
    positions.place(step.at);
  }
  if (!document.lines_of_text && text_findings < result.findings.size()) {
    sort_findings(result);
  }
  add_lines(result, positions.lines(), positions.index());
  for (std::size_t i = 0; i < result.findings.size(); ++i) {
    Finding& finding = result.findings[i];
    positions.to_bytes(finding.start, finding.end, i < text_findings);
  }
  for (TraceStep& step : result.trace) {
    positions.to_bytes(step.at);
  }
  if (document.lines_of_text) {
    sort_findings(result);
  }
}

// Only of inputs whose bytes are the text: others would be hashed as what they are not.
void set_line_hashes(DocumentResult& result, const Document& document, const Input& input) {
  if (result.findings.empty() || !result.record.empty() || result.encoding != "utf-8" ||
      document.source != input.bytes) {
    return;
  }
  std::set<std::size_t> lines;
  for (const Finding& finding : result.findings) {
    lines.insert(finding.start.line);
  }
  const auto hashes = line_hashes(document.source, lines);
  for (Finding& finding : result.findings) {
    const auto found = hashes.find(finding.start.line);
    finding.line_hash = found == hashes.end() ? std::string() : found->second;
  }
}

// The holder whose site an address belongs to, null if the database does not know it.
const Holder* site_holder(const std::string& address, const RuleSet& rules) {
  const auto url = parse_url(address);
  if (!url) {
    return nullptr;
  }
  const std::string host = "." + url->host;
  for (const Holder* holder : rules.holders()) {
    for (const std::string& domain : holder->domains) {
      if (host.ends_with("." + domain)) {
        return holder;
      }
    }
  }
  return nullptr;
}

// A page that names another site as its origin is copy of that site's holder, if the database knows
// one; the claim names the host alone.
void name_origins(std::vector<Claim>& claims, const Input& input, const RuleSet& rules) {
  std::erase_if(claims, [&](Claim& claim) {
    if (claim.signal != "signal.news-tags" || claim.kind != Claim::Kind::credit) {
      return false;
    }
    const Holder* origin = site_holder("https://" + claim.value + "/", rules);
    if (origin == nullptr) {
      return false;
    }
    claim.value = origin->name;
    return input.around != nullptr && site_holder(input.around->url, rules) == origin;
  });
}

std::vector<Claim> claims_of(const Document& document,
                             const Input& input,
                             const EngineOptions& options) {
  std::vector<Claim> claims = read_signals(document);
  name_origins(claims, input, *options.rules);
  if (input.around == nullptr) {
    settle_claims(claims);
    return claims;
  }
  std::vector<Claim> outside =
      read_surroundings(*input.around, options.rules->agents(), options.today);
  if (!outside.empty()) {
    const Holder* site = site_holder(input.around->url, *options.rules);
    for (Claim& claim : outside) {
      claim.site = site;
      claims.push_back(std::move(claim));
    }
  }
  settle_claims(claims);
  return claims;
}

EngineOptions changed_by(const Circumstances& instead, const EngineOptions& usual) {
  EngineOptions options = usual;
  options.policy = instead.policy;
  options.today = instead.today;
  options.now = instead.now;
  return options;
}

DocumentResult judge_document(const Document& document,
                              const Input& input,
                              const EngineOptions& options,
                              MeaningReader& reader,
                              LineCache& lines) {
  DocumentResult result = new_result(input, options);
  if (!document.record.empty()) {
    result.record = input.record.empty() ? document.record : input.record + "/" + document.record;
  }
  result.member = document.member;
  result.media_type = document.media_type;
  result.encoding = document.encoding;
  if (options.language && input.language) {
    result.language = detect_language(document.text, running_text(document.text, document.regions));
  }
  std::optional<std::string> detected;  // asked for once a name, so found out once
  const std::function<std::string()> language = [&] {
    if (!result.language.empty()) {
      return result.language;
    }
    if (!detected) {
      detected = detect_language(document.text, running_text(document.text, document.regions));
    }
    return *detected;
  };
  Meaning meaning = reader.read(document.text,
                                {options.prefilter,
                                 options.trace || input.trace,
                                 document.markdown,
                                 input.stopped,
                                 document.regions,
                                 &language});
  result.findings = std::move(meaning.findings);
  result.trace = std::move(meaning.trace);
  result.incomplete = document.error ? document.error : std::move(meaning.incomplete);
  const std::size_t text_findings = result.findings.size();
  if (!result.incomplete && input.around != nullptr) {
    result.incomplete = input.around->incomplete;
  }
  for (Finding& finding :
       findings_of_claims(claims_of(document, input, options), document, reader)) {
    result.findings.push_back(std::move(finding));
  }
  set_fingerprints(result.findings, input.path.empty() ? input.source : input.path, result.record);
  const VerdictContext context{options.rules.get(),
                               options.policy.get(),
                               options.today,
                               input.source,
                               options.now,
                               silence(document, input, options, text_findings, result)};
  result.verdict = judge(result.findings, result.verdict.question, context);
  set_positions(result, document, text_findings, lines);
  if (document.picture) {
    for (Finding& finding : result.findings) {
      finding.scope = finding.scope == Scope::document ? Scope::photo : finding.scope;
    }
  }
  if (options.line_hashes) {
    set_line_hashes(result, document, input);
  }
  return result;
}

}  // namespace

DocumentResult Engine::Session::check(const Input& input) {
  std::optional<DocumentResult> worst;
  check_all(input, [&](DocumentResult&& result) {
    const bool worse = !worst || (result.incomplete && !worst->incomplete) ||
                       (result.incomplete.has_value() == worst->incomplete.has_value() &&
                        result.verdict.level > worst->verdict.level);
    if (worse) {
      worst = std::move(result);
    }
  });
  return std::move(*worst);
}

void Engine::Session::check_all(const Input& input,
                                const std::function<void(DocumentResult&&)>& sink) {
  std::optional<EngineOptions> changed;
  if (input.instead != nullptr) {
    changed = changed_by(*input.instead, state_->engine->options);
  }
  const EngineOptions& options = changed ? *changed : state_->engine->options;
  if (!state_->reader) {
    DocumentResult result = new_result(input, options);
    result.incomplete = state_->engine->broken;
    sink(std::move(result));
    return;
  }
  ReadOptions known;
  known.name = input.record.empty() ? input.source : input.record;
  known.media_type = input.media_type;
  known.declared_encoding = input.declared_encoding;
  known.found = input.found;
  known.program = options.program.get();
  const Format& format = detect_format(input.bytes, known);
  bool any = false;
  LineCache lines;
  const Result<void> read =
      state_->reader_of(format).read(input.bytes, known, [&](const Document& document) {
        any = true;
        sink(judge_document(document, input, options, *state_->reader, lines));
        return input.stopped == nullptr || !(*input.stopped)();
      });
  if (!any || !read) {
    DocumentResult result = new_result(input, options);
    result.media_type = format.media_types.substr(0, format.media_types.find(' '));
    if (!read) {
      result.incomplete = read.error();
    }
    sink(std::move(result));
  }
}

}  // namespace imprimatur
