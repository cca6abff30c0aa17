#include "vector_scan.h"

#include <hs/hs.h>

namespace imprimatur::bench {
namespace {

int count_hit(unsigned, unsigned long long, unsigned long long, unsigned, void* context) {
  ++*static_cast<std::uint64_t*>(context);
  return 0;
}

}  // namespace

struct VectorScan::State {
  hs_database_t* database = nullptr;
  hs_scratch_t* scratch = nullptr;
};

VectorScan::VectorScan(const std::vector<SearchLiteral>& literals)
    : state_(std::make_unique<State>()) {
  std::vector<const char*> texts;
  std::vector<std::size_t> sizes;
  std::vector<unsigned> flags;
  std::vector<unsigned> ids;
  for (const SearchLiteral& literal : literals) {
    ids.push_back(static_cast<unsigned>(ids.size()));
    texts.push_back(literal.bytes.data());
    sizes.push_back(literal.bytes.size());
    flags.push_back(0);
  }
  hs_compile_error_t* error = nullptr;
  if (hs_valid_platform() != HS_SUCCESS ||
      hs_compile_lit_multi(texts.data(),
                           flags.data(),
                           ids.data(),
                           sizes.data(),
                           static_cast<unsigned>(ids.size()),
                           HS_MODE_BLOCK,
                           nullptr,
                           &state_->database,
                           &error) != HS_SUCCESS ||
      hs_alloc_scratch(state_->database, &state_->scratch) != HS_SUCCESS) {
    hs_free_compile_error(error);
  }
}

VectorScan::~VectorScan() {
  hs_free_scratch(state_->scratch);
  hs_free_database(state_->database);
}

bool VectorScan::usable() const {
  return state_->scratch != nullptr;
}

std::uint64_t VectorScan::count(std::string_view text) const {
  std::uint64_t hits = 0;
  if (usable()) {
    hs_scan(state_->database,
            text.data(),
            static_cast<unsigned>(text.size()),
            0,
            state_->scratch,
            count_hit,
            &hits);
  }
  return hits;
}

}  // namespace imprimatur::bench
