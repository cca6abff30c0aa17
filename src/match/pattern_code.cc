#include "match/pattern_code.h"

#include "base/hash.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <cstring>
#include <utility>

namespace imprimatur {
namespace {

using Entry = PreparedPatterns::Entry;

constexpr std::uint64_t kMagic = 0x31'65'64'6F'63'70'6D'69;  // "impcode1"

struct Head {
  std::uint64_t magic;
  std::uint64_t count;
  std::uint64_t shared;
};

template <typename T>
void append(std::string& out, const T& value) {
  out.append(reinterpret_cast<const char*>(&value), sizeof value);
}

// So that the same patterns give the same bytes: PCRE2 leaves gaps between its fields as they are.
void* zeroed(std::size_t size, void* /*unused*/) {
  return std::calloc(1, size);
}
void release(void* memory, void* /*unused*/) {
  std::free(memory);
}

struct ContextDeleter {
  void operator()(pcre2_general_context* context) const { pcre2_general_context_free(context); }
  void operator()(pcre2_compile_context* context) const { pcre2_compile_context_free(context); }
};

PatternCodePtr compile(std::string_view regex,
                       PatternError& error,
                       pcre2_compile_context* context) {
  return PatternCodePtr(pcre2_compile(reinterpret_cast<PCRE2_SPTR>(regex.data()),
                                      regex.size(),
                                      PCRE2_UTF | PCRE2_UCP | PCRE2_DOTALL | PCRE2_MULTILINE |
                                          PCRE2_DUPNAMES | PCRE2_NEVER_BACKSLASH_C |
                                          PCRE2_USE_OFFSET_LIMIT,
                                      &error.code,
                                      &error.offset,
                                      context));
}

// Empty if PCRE2 cannot.
std::string written(const pcre2_code* code) {
  std::uint8_t* bytes = nullptr;
  PCRE2_SIZE size = 0;
  if (pcre2_serialize_encode(&code, 1, &bytes, &size, nullptr) != 1) {
    return {};
  }
  std::string out(reinterpret_cast<const char*>(bytes), size);
  pcre2_serialize_free(bytes);
  return out;
}

std::size_t common_beginning(std::string_view a, std::string_view b) {
  return static_cast<std::size_t>(
      std::mismatch(a.begin(),
                    a.begin() + static_cast<std::ptrdiff_t>(std::min(a.size(), b.size())),
                    b.begin())
          .first -
      a.begin());
}

}  // namespace

PatternCodePtr compile_pattern(std::string_view regex, PatternError& error) {
  return compile(regex, error, nullptr);
}

std::string PreparedPatterns::make(std::vector<std::string_view> regexes) {
  std::sort(regexes.begin(), regexes.end());
  regexes.erase(std::unique(regexes.begin(), regexes.end()), regexes.end());
  const std::unique_ptr<pcre2_general_context, ContextDeleter> memory(
      pcre2_general_context_create(zeroed, release, nullptr));
  const std::unique_ptr<pcre2_compile_context, ContextDeleter> context(
      pcre2_compile_context_create(memory.get()));
  std::vector<std::pair<std::uint64_t, std::string>> codes;
  for (const std::string_view regex : regexes) {
    PatternError error;
    const PatternCodePtr code = compile(regex, error, context.get());
    std::string bytes = code ? written(code.get()) : std::string();
    if (!bytes.empty()) {
      codes.emplace_back(hash64(regex), std::move(bytes));
    }
  }
  std::sort(codes.begin(), codes.end());
  // Of two with one hash neither is kept: a pattern is never taken for another.
  std::size_t shared = codes.empty() ? 0 : codes.front().second.size();
  for (const auto& [hash, bytes] : codes) {
    shared = std::min(shared, common_beginning(codes.front().second, bytes));
  }
  std::string entries;
  std::string all;
  std::uint64_t count = 0;
  for (std::size_t i = 0; i < codes.size(); ++i) {
    const auto& [hash, bytes] = codes[i];
    if ((i > 0 && codes[i - 1].first == hash) ||
        (i + 1 < codes.size() && codes[i + 1].first == hash)) {
      continue;
    }
    append(entries, Entry{hash, all.size(), bytes.size() - shared});
    all += bytes.substr(shared);
    ++count;
  }
  std::string out;
  append(out, Head{kMagic, count, shared});
  out += entries;
  out += codes.empty() ? std::string() : codes.front().second.substr(0, shared);
  return out + all;
}

PreparedPatterns::PreparedPatterns(std::string_view bytes) {
  Head head{};
  if (bytes.size() < sizeof head) {
    return;
  }
  std::memcpy(&head, bytes.data(), sizeof head);
  bytes.remove_prefix(sizeof head);
  if (head.magic != kMagic || head.count > bytes.size() / sizeof(Entry) ||
      head.shared > bytes.size() - head.count * sizeof(Entry)) {
    return;
  }
  count_ = head.count;
  entries_ = bytes.substr(0, count_ * sizeof(Entry));
  shared_ = bytes.substr(entries_.size(), head.shared);
  codes_ = bytes.substr(entries_.size() + shared_.size());
}

const PreparedPatterns& PreparedPatterns::builtin() {
  static const PreparedPatterns kBuiltin(prepared_patterns_data());
  return kBuiltin;
}

PreparedPatterns::Entry PreparedPatterns::entry(std::size_t index) const {
  Entry out{};
  std::memcpy(&out, entries_.data() + index * sizeof out, sizeof out);
  return out;
}

PatternCodePtr PreparedPatterns::find(std::string_view regex) const {
  const std::uint64_t hash = hash64(regex);
  std::size_t first = 0;
  std::size_t last = count_;
  while (first < last) {
    const std::size_t middle = first + (last - first) / 2;
    (entry(middle).hash < hash ? first : last) = entry(middle).hash < hash ? middle + 1 : middle;
  }
  if (first == count_ || entry(first).hash != hash) {
    return nullptr;
  }
  const Entry found = entry(first);
  if (found.begin > codes_.size() || found.size > codes_.size() - found.begin) {
    return nullptr;
  }
  std::string bytes(shared_);
  bytes += codes_.substr(found.begin, found.size);
  pcre2_code* code = nullptr;
  if (pcre2_serialize_decode(
          &code, 1, reinterpret_cast<const std::uint8_t*>(bytes.data()), nullptr) != 1) {
    return nullptr;
  }
  return PatternCodePtr(code);
}

}  // namespace imprimatur
