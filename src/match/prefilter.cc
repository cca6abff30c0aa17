#include "match/prefilter.h"

#include "match/literal_table.h"

#include <hs/hs.h>

#include <algorithm>
#include <atomic>
#include <mutex>
#include <utility>

namespace imprimatur {
namespace {

// The vector engine searches three times as fast, but takes a tenth of a second to build: it pays
// from this much text on.
constexpr std::size_t kWorthBuilding = std::size_t{16} << 20;

struct DatabaseDeleter {
  void operator()(hs_database_t* p) const { hs_free_database(p); }
};
struct ScratchDeleter {
  void operator()(hs_scratch_t* p) const { hs_free_scratch(p); }
};
using Database = std::unique_ptr<hs_database_t, DatabaseDeleter>;

int on_hit(unsigned id, unsigned long long, unsigned long long to, unsigned, void* context) {
  static_cast<std::vector<LiteralHit>*>(context)->push_back({id, static_cast<std::size_t>(to)});
  return 0;
}

// Null if the engine cannot run on this processor: then the table does all the work.
Database build(const std::vector<SearchLiteral>& literals) {
  std::vector<const char*> expressions;
  std::vector<std::size_t> lengths;
  std::vector<unsigned> flags;
  std::vector<unsigned> ids;
  for (const SearchLiteral& literal : literals) {
    ids.push_back(static_cast<unsigned>(ids.size()));
    expressions.push_back(literal.bytes.data());
    lengths.push_back(literal.bytes.size());
    flags.push_back(0);
  }
  hs_database_t* database = nullptr;
  hs_compile_error_t* error = nullptr;
  if (literals.empty() || hs_valid_platform() != HS_SUCCESS ||
      hs_compile_lit_multi(expressions.data(),
                           flags.data(),
                           ids.data(),
                           lengths.data(),
                           static_cast<unsigned>(ids.size()),
                           HS_MODE_BLOCK,
                           nullptr,
                           &database,
                           &error) != HS_SUCCESS) {
    hs_free_compile_error(error);
    return nullptr;
  }
  return Database(database);
}

}  // namespace

struct Prefilter::State {
  std::vector<SearchLiteral> literals;
  std::unique_ptr<LiteralTable> table;
  std::atomic<std::size_t> scanned{0};
  std::atomic<bool> built{false};
  std::mutex building;
  Database database;

  // One thread builds while the others go on with the table.
  const hs_database_t* engine(std::size_t size) {
    if (built.load(std::memory_order_acquire)) {
      return database.get();
    }
    if (scanned.fetch_add(size, std::memory_order_relaxed) + size < kWorthBuilding) {
      return nullptr;
    }
    const std::unique_lock<std::mutex> lock(building, std::try_to_lock);
    if (lock.owns_lock() && !built.load(std::memory_order_acquire)) {
      database = build(literals);
      built.store(true, std::memory_order_release);
    }
    return built.load(std::memory_order_acquire) ? database.get() : nullptr;
  }
};

struct Prefilter::Scratch::State {
  std::unique_ptr<hs_scratch_t, ScratchDeleter> scratch;
};

Prefilter::Prefilter() : state_(std::make_unique<State>()) {}
Prefilter::~Prefilter() = default;
Prefilter::Scratch::Scratch() : state_(std::make_unique<State>()) {}
Prefilter::Scratch::~Scratch() = default;
Prefilter::Scratch::Scratch(Scratch&&) noexcept = default;

Result<std::unique_ptr<Prefilter>> Prefilter::make(const std::vector<SearchLiteral>& literals) {
  std::unique_ptr<Prefilter> prefilter(new Prefilter());
  prefilter->state_->literals = literals;
  IMPRIMATUR_TRY(prefilter->state_->table, LiteralTable::make(literals));
  return prefilter;
}

void Prefilter::scan(std::string_view text, Scratch& scratch, std::vector<LiteralHit>& hits) const {
  const hs_database_t* engine = text.size() < kMaxText ? state_->engine(text.size()) : nullptr;
  auto& held = scratch.state_->scratch;
  if (engine != nullptr && !held) {
    hs_scratch_t* fresh = nullptr;
    if (hs_alloc_scratch(engine, &fresh) == HS_SUCCESS) {
      held.reset(fresh);
    }
  }
  if (engine == nullptr || !held) {
    state_->table->scan(text, hits);
    return;
  }
  const std::size_t first = hits.size();
  hs_scan(engine, text.data(), static_cast<unsigned>(text.size()), 0, held.get(), on_hit, &hits);
  std::sort(hits.begin() + static_cast<std::ptrdiff_t>(first),
            hits.end(),
            [](const LiteralHit& a, const LiteralHit& b) {
              return a.end != b.end ? a.end < b.end : a.literal < b.literal;
            });
}

}  // namespace imprimatur
