#include "engine/engine.h"

#include "engine/language.h"
#include "meaning/meaning.h"
#include "text/decode.h"
#include "text/fold.h"
#include "text/line_index.h"

#include <algorithm>
#include <utility>

namespace imprimatur {
namespace {

constexpr std::size_t kMaxLineBytes = 2000;
constexpr std::size_t kMaxLines = 10'000;
constexpr std::size_t kLinesPerFinding = 8;

bool is_markdown(const Input& input) {
  if (!input.media_type.empty()) {
    return input.media_type == "text/markdown";
  }
  const std::string_view name = input.record.empty() ? input.source : input.record;
  return name.ends_with(".md") || name.ends_with(".markdown") || name.ends_with(".mdown");
}

std::size_t code_points(std::string_view utf8) {
  return static_cast<std::size_t>(std::count_if(utf8.begin(), utf8.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
  }));
}

// Cuts a very long line to what surrounds `keep` (byte range within the line).
DocumentResult::Line line_of(std::string_view line, std::size_t number, Span keep) {
  DocumentResult::Line result;
  result.number = number;
  if (line.size() <= kMaxLineBytes) {
    result.text = std::string(line);
    return result;
  }
  std::size_t begin = keep.begin > kMaxLineBytes / 4 ? keep.begin - kMaxLineBytes / 4 : 0;
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
  result.cut_before = code_points(line.substr(0, begin));
  result.text = std::string(line.substr(begin, end - begin));
  return result;
}

void add_lines(DocumentResult& result, std::string_view text, const LineIndex& index) {
  for (const Finding& finding : result.findings) {
    const std::size_t first = finding.start.line;
    const std::size_t last = std::min(finding.end.line, first + kLinesPerFinding);
    for (std::size_t number = first; number <= last && result.lines.size() < kMaxLines; ++number) {
      if (!result.lines.empty() && result.lines.back().number >= number) {
        continue;
      }
      const Span span = index.line_span(number);
      const std::size_t from = std::max(finding.start.offset, span.begin) - span.begin;
      const std::size_t to = std::min(finding.end.offset, span.end) - span.begin;
      result.lines.push_back(line_of(text.substr(span.begin, span.size()), number, {from, to}));
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

DocumentResult Engine::Session::check(const Input& input) {
  const EngineOptions& options = state_->engine->options;
  DocumentResult result;
  result.source = input.source;
  result.record = input.record;
  const bool markdown = is_markdown(input);
  result.media_type = !input.media_type.empty() ? input.media_type
                      : markdown                ? "text/markdown"
                                                : "text/plain";
  result.verdict.question = options.question;
  if (!state_->reader) {
    result.incomplete = state_->engine->broken;
    return result;
  }
  auto decoded = decode(input.bytes, input.declared_encoding);
  if (!decoded) {
    result.incomplete = decoded.error();
    return result;
  }
  result.encoding = decoded->encoding;
  const std::string_view text = decoded->text;
  if (options.language) {
    result.language = detect_language(text);
  }
  Meaning meaning = state_->reader->read(text, {options.prefilter, options.trace, markdown});
  result.findings = std::move(meaning.findings);
  result.trace = std::move(meaning.trace);
  result.incomplete = std::move(meaning.incomplete);
  VerdictContext context{options.rules.get(), options.policy.get(), options.today, input.source};
  result.verdict = judge(result.findings, options.question, context);
  if (result.findings.empty() && result.trace.empty()) {
    return result;
  }
  const LineIndex index(text);
  for (Finding& finding : result.findings) {
    finding.start = index.position(finding.start.offset);
    finding.end = index.position(finding.end.offset);
  }
  for (TraceStep& step : result.trace) {
    step.at = index.position(step.at.offset);
  }
  add_lines(result, text, index);
  for (Finding& finding : result.findings) {
    const Span span = decoded->map.to_source(Span{finding.start.offset, finding.end.offset});
    finding.start.offset = span.begin;
    finding.end.offset = span.end;
  }
  for (TraceStep& step : result.trace) {
    step.at.offset = decoded->map.to_source(step.at.offset);
  }
  return result;
}

}  // namespace imprimatur
