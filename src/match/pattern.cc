#include "match/pattern.h"

#include "match/pattern_code.h"

#include <atomic>
#include <mutex>
#include <utility>
#include <vector>

namespace imprimatur {
namespace {

// Enough for every legitimate rule in a window of a few thousand bytes, and at most a fraction of a
// millisecond for a hostile one (src/design/0003-prefilter.md).
constexpr std::uint32_t kMatchLimit = 200'000;
constexpr std::uint32_t kDepthLimit = 20'000;
constexpr std::uint32_t kHeapLimitKib = 1024;
constexpr std::size_t kJitStackStart = 32 * 1024;
constexpr std::size_t kJitStackMax = 512 * 1024;
constexpr std::uint32_t kMaxGroups = 64;
// Machine code takes two to three times as long to make as all the rest of compiling: it pays for a
// pattern that is tried often, or once in a text that keeps the interpreter busy. The interpreter
// is given so little that whatever it decides, machine code decides within its own limits too: the
// answer does not depend on how often a pattern was tried before.
constexpr std::uint32_t kTriesBeforeMachineCode = 12;
constexpr std::uint32_t kInterpreterLimit = 4'000;

template <auto Free>
struct Deleter {
  template <typename T>
  void operator()(T* p) const {
    Free(p);
  }
};
using MatchDataPtr = std::unique_ptr<pcre2_match_data, Deleter<pcre2_match_data_free>>;
using MatchContextPtr = std::unique_ptr<pcre2_match_context, Deleter<pcre2_match_context_free>>;
using JitStackPtr = std::unique_ptr<pcre2_jit_stack, Deleter<pcre2_jit_stack_free>>;

constexpr std::array<const char*, static_cast<std::size_t>(Group::count)> kGroupNames = {
    "holder", "agency", "years"};

std::string pcre2_message(int code) {
  std::array<PCRE2_UCHAR, 256> buffer{};
  pcre2_get_error_message(code, buffer.data(), buffer.size());
  return std::string(reinterpret_cast<const char*>(buffer.data()));
}

}  // namespace

struct PatternScratch::State {
  MatchDataPtr data{pcre2_match_data_create(kMaxGroups, nullptr)};
  MatchContextPtr context{pcre2_match_context_create(nullptr)};
  JitStackPtr stack{pcre2_jit_stack_create(kJitStackStart, kJitStackMax, nullptr)};
};

PatternScratch::PatternScratch() : state_(std::make_unique<State>()) {
  auto* context = state_->context.get();
  pcre2_set_depth_limit(context, kDepthLimit);
  pcre2_set_heap_limit(context, kHeapLimitKib);
  pcre2_jit_stack_assign(context, nullptr, state_->stack.get());
}
PatternScratch::~PatternScratch() = default;
PatternScratch::PatternScratch(PatternScratch&&) noexcept = default;
PatternScratch& PatternScratch::operator=(PatternScratch&&) noexcept = default;

// A group name may stand in several branches: every number it has is kept.
struct Pattern::Code {
  std::once_flag once;
  PatternCodePtr code;
  PatternError error;
  std::vector<std::pair<std::uint32_t, std::size_t>> groups;  // group number, Group
  std::atomic<std::uint32_t> tries{0};
  std::once_flag fast_once;
  PatternCodePtr fast;  // a copy with machine code: the original may be in use by other threads
  std::atomic<const pcre2_code*> ready{nullptr};  // `fast`, once it is made

  // Null while the pattern was tried too seldom for machine code to pay.
  const pcre2_code* fast_code() {
    const pcre2_code* made = ready.load(std::memory_order_acquire);
    if (made == nullptr &&
        tries.fetch_add(1, std::memory_order_relaxed) >= kTriesBeforeMachineCode) {
      made = make_fast();
    }
    return made;
  }

  const pcre2_code* make_fast() {
    std::call_once(fast_once, [this] {
      fast.reset(pcre2_code_copy(code.get()));
      if (fast) {
        // Where there is no JIT, the interpreter does the work under the full limits.
        pcre2_jit_compile(fast.get(), PCRE2_JIT_COMPLETE);
      }
      ready.store(fast ? fast.get() : code.get(), std::memory_order_release);
    });
    return ready.load(std::memory_order_acquire);
  }

  void compile(std::string_view regex) {
    code = PreparedPatterns::builtin().find(regex);
    if (!code) {
      code = compile_pattern(regex, error);
    }
    if (!code) {
      return;
    }
    std::uint32_t count = 0;
    std::uint32_t entry_size = 0;
    PCRE2_SPTR table = nullptr;
    pcre2_pattern_info(code.get(), PCRE2_INFO_NAMECOUNT, &count);
    pcre2_pattern_info(code.get(), PCRE2_INFO_NAMEENTRYSIZE, &entry_size);
    pcre2_pattern_info(code.get(), PCRE2_INFO_NAMETABLE, &table);
    for (std::uint32_t i = 0; i < count; ++i) {
      const PCRE2_SPTR entry = table + std::size_t{i} * entry_size;
      const auto number = static_cast<std::uint32_t>((entry[0] << 8) | entry[1]);
      const std::string_view name(reinterpret_cast<const char*>(entry + 2));
      for (std::size_t g = 0; g < kGroupNames.size(); ++g) {
        if (name == kGroupNames[g]) {
          groups.emplace_back(number, g);
        }
      }
    }
  }
};

Pattern::Pattern(StoredText regex, Gates gates)
    : regex_(std::move(regex)), gates_(std::move(gates)), code_(std::make_unique<Code>()) {}
Pattern::~Pattern() = default;

Pattern::Code* Pattern::code() const {
  std::call_once(code_->once, [this] { code_->compile(regex_); });
  return code_.get();
}

Result<void> Pattern::compile() const {
  const Code* compiled = code();
  if (!compiled->code) {
    return fail(ErrorCode::rules,
                "bad pattern at offset " + std::to_string(compiled->error.offset) + ": " +
                    pcre2_message(compiled->error.code));
  }
  return {};
}

MatchStatus Pattern::find(std::string_view text,
                          const SearchRange& range,
                          PatternScratch& scratch,
                          PatternMatch& match) const {
  Code* const compiled = code();
  if (!compiled->code) {
    return MatchStatus::limit;  // rules are validated when they are built: never read as "no match"
  }
  auto& state = scratch.state();
  pcre2_set_offset_limit(state.context.get(), range.last);
  const auto run = [&](const pcre2_code* engine, std::uint32_t limit) {
    pcre2_set_match_limit(state.context.get(), limit);
    return pcre2_match(engine,
                       reinterpret_cast<PCRE2_SPTR>(text.data()),
                       text.size(),
                       range.first,
                       PCRE2_NO_UTF_CHECK | (range.cut ? PCRE2_NOTEOL : 0U),
                       state.data.get(),
                       state.context.get());
  };
  const pcre2_code* fast = compiled->fast_code();
  int rc = fast != nullptr ? 0 : run(compiled->code.get(), kInterpreterLimit);
  if (fast != nullptr || (rc < 0 && rc != PCRE2_ERROR_NOMATCH)) {
    rc = run(fast != nullptr ? fast : compiled->make_fast(), kMatchLimit);
  }
  if (rc == PCRE2_ERROR_NOMATCH) {
    return MatchStatus::none;
  }
  if (rc < 0) {
    return MatchStatus::limit;
  }
  const PCRE2_SIZE* ovector = pcre2_get_ovector_pointer(state.data.get());
  match.span = {ovector[0], ovector[1]};
  match.groups.fill({});
  for (const auto& [number, group] : compiled->groups) {
    const std::size_t begin = ovector[2 * std::size_t{number}];
    if (static_cast<int>(number) < rc && begin != PCRE2_UNSET) {
      match.groups[group] = {begin, ovector[2 * std::size_t{number} + 1]};
    }
  }
  return MatchStatus::found;
}

}  // namespace imprimatur
