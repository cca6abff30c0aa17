#include "match/prefilter.h"

#include <hs/hs.h>

#include <algorithm>
#include <utility>

namespace imprimatur {
namespace {

struct DatabaseDeleter {
  void operator()(hs_database_t* p) const { hs_free_database(p); }
};
struct ScratchDeleter {
  void operator()(hs_scratch_t* p) const { hs_free_scratch(p); }
};

struct ScanTarget {
  std::vector<LiteralHit>* hits;
  std::size_t base;
};

int on_hit(unsigned id, unsigned long long, unsigned long long to, unsigned, void* context) {
  auto* target = static_cast<ScanTarget*>(context);
  target->hits->push_back({id, target->base + static_cast<std::size_t>(to)});
  return 0;
}

// The engine counts in 32 bits; larger texts go in blocks that overlap by the longest literal.
constexpr std::size_t kBlock = std::size_t{1} << 30;

}  // namespace

struct Prefilter::State {
  std::unique_ptr<hs_database_t, DatabaseDeleter> database;
  std::size_t longest = 0;
};
struct Prefilter::Scratch::State {
  std::unique_ptr<hs_scratch_t, ScratchDeleter> scratch;
};

Prefilter::Prefilter() : state_(std::make_unique<State>()) {}
Prefilter::~Prefilter() = default;

Prefilter::Scratch::Scratch(const Prefilter& prefilter) : state_(std::make_unique<State>()) {
  if (!prefilter.state_->database) {
    return;
  }
  hs_scratch_t* scratch = nullptr;
  if (hs_alloc_scratch(prefilter.state_->database.get(), &scratch) == HS_SUCCESS) {
    state_->scratch.reset(scratch);
  }
}
Prefilter::Scratch::~Scratch() = default;
Prefilter::Scratch::Scratch(Scratch&&) noexcept = default;

Result<std::unique_ptr<Prefilter>> Prefilter::make(const std::vector<RawLiteral>& literals) {
  std::unique_ptr<Prefilter> prefilter(new Prefilter());
  if (literals.empty()) {
    return prefilter;
  }
  std::vector<const char*> expressions;
  std::vector<std::size_t> lengths;
  std::vector<unsigned> flags;
  std::vector<unsigned> ids;
  for (std::size_t i = 0; i < literals.size(); ++i) {
    expressions.push_back(literals[i].bytes.data());
    lengths.push_back(literals[i].bytes.size());
    flags.push_back(literals[i].caseless ? HS_FLAG_CASELESS : 0U);
    ids.push_back(static_cast<unsigned>(i));
    prefilter->state_->longest = std::max(prefilter->state_->longest, literals[i].bytes.size());
  }
  hs_database_t* database = nullptr;
  hs_compile_error_t* error = nullptr;
  const hs_error_t rc = hs_compile_lit_multi(expressions.data(),
                                             flags.data(),
                                             ids.data(),
                                             lengths.data(),
                                             static_cast<unsigned>(expressions.size()),
                                             HS_MODE_BLOCK,
                                             nullptr,
                                             &database,
                                             &error);
  if (rc != HS_SUCCESS) {
    std::string message = error != nullptr ? error->message : "unknown error";
    hs_free_compile_error(error);
    return fail(ErrorCode::limit, "cannot build the literal search: " + message);
  }
  prefilter->state_->database.reset(database);
  return prefilter;
}

void Prefilter::scan(std::string_view text, Scratch& scratch, std::vector<LiteralHit>& hits) const {
  if (!state_->database) {
    return;
  }
  for (std::size_t base = 0; base < text.size();) {
    const std::size_t size = std::min(kBlock, text.size() - base);
    ScanTarget target{&hits, base};
    const std::size_t first = hits.size();
    hs_scan(state_->database.get(),
            text.data() + base,
            static_cast<unsigned>(size),
            0,
            scratch.state_->scratch.get(),
            on_hit,
            &target);
    std::sort(hits.begin() + static_cast<std::ptrdiff_t>(first),
              hits.end(),
              [](const LiteralHit& a, const LiteralHit& b) {
                return a.end != b.end ? a.end < b.end : a.literal < b.literal;
              });
    if (base + size == text.size()) {
      break;
    }
    base += size - std::min(size - 1, state_->longest);
  }
}

}  // namespace imprimatur
