// A plain main for fuzz targets, so that every build runs them and they never rot: replays the
// files named on the command line (folders: the files in them), cut and damaged copies of each,
// and built-in edge inputs. Under clang libFuzzer brings its own main instead.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <system_error>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

constexpr std::size_t kCuts = 32;     // cut copies per file
constexpr std::size_t kDamages = 64;  // damaged copies per file

// An exact-size heap copy, so that the address sanitizer sees a read past the end.
void run(const std::string& input) {
  const auto copy = std::make_unique<std::uint8_t[]>(input.size());
  for (std::size_t i = 0; i < input.size(); ++i) {
    copy[i] = static_cast<std::uint8_t>(input[i]);
  }
  LLVMFuzzerTestOneInput(copy.get(), input.size());
}

std::vector<std::string> edge_inputs() {
  std::string all_bytes;
  for (int byte = 0; byte < 256; ++byte) {
    all_bytes.push_back(static_cast<char>(byte));
  }
  return {
      "",
      std::string(1, '\0'),
      std::string(4096, '\0'),
      all_bytes,
      "\n",
      "\r\n\r\r\n",
      "\xef\xbb\xbf",  // UTF-8 mark alone
      "\xff\xfe"
      "a",                             // UTF-16 mark, odd length
      std::string("\xff\xfe\0\0", 4),  // UTF-32 mark
      "\xe2\x82",                      // cut sequence
      "\xf4\x90\x80\x80",              // above U+10FFFF
      "\xed\xa0\x80",                  // a surrogate
      "\xc0\x80",                      // overlong
      std::string(100000, 'a'),
      std::string(100000, ' '),
      std::string(20000, '\n'),
      std::string(20000, '['),
      std::string(20000, '"'),
  };
}

// Deterministic: the same copies on every machine.
class Random {
 public:
  std::size_t below(std::size_t limit) {
    state_ ^= state_ << 13U;
    state_ ^= state_ >> 7U;
    state_ ^= state_ << 17U;
    return state_ % limit;
  }

 private:
  std::uint64_t state_ = 0x9E3779B97F4A7C15U;
};

std::size_t run_with_copies(const std::string& input) {
  run(input);
  if (input.empty()) {
    return 1;
  }
  for (std::size_t i = 0; i < kCuts; ++i) {
    run(input.substr(0, input.size() * i / kCuts));
  }
  Random random;
  for (std::size_t i = 0; i < kDamages; ++i) {
    std::string damaged = input;
    for (std::size_t changes = random.below(4) + 1; changes > 0; --changes) {
      damaged[random.below(damaged.size())] = static_cast<char>(random.below(256));
    }
    run(damaged);
  }
  return 1 + kCuts + kDamages;
}

bool replay_file(const std::filesystem::path& path, std::size_t& runs) {
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    std::fprintf(stderr, "cannot read '%s'\n", path.c_str());
    return false;
  }
  runs += run_with_copies({std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()});
  return true;
}

bool replay(const std::filesystem::path& path, std::size_t& runs) {
  std::error_code error;
  if (!std::filesystem::is_directory(path, error)) {
    return replay_file(path, runs);
  }
  bool good = true;
  for (const auto& entry : std::filesystem::directory_iterator(path, error)) {
    good = replay_file(entry.path(), runs) && good;
  }
  return good && !error;
}

}  // namespace

int main(int argc, char** argv) {
  std::size_t runs = 0;
  for (const std::string& input : edge_inputs()) {
    run(input);
    ++runs;
  }
  bool good = true;
  for (int i = 1; i < argc; ++i) {
    good = replay(argv[i], runs) && good;
  }
  std::printf("%zu inputs\n", runs);
  return good ? 0 : 1;
}
