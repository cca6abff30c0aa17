// imprimatur_bare: only what every reader of a dataset must do, as the measure of ours.
//   imprimatur_bare json FILE    id, url and text of each line, by simdjson on demand
//   imprimatur_bare gzip FILE    every member, by libdeflate
//   imprimatur_bare zstd FILE    every frame, by libzstd
#include <libdeflate.h>
#include <zstd.h>

#if IMPRIMATUR_SIMDJSON
#include <simdjson.h>
#endif

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

namespace {

std::string read(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// Sums what was read, so that no compiler leaves the work out.
int report(std::size_t bytes) {
  std::printf("%zu bytes\n", bytes);
  return bytes > 0 ? 0 : 2;
}

int gzip(std::string_view data) {
  libdeflate_decompressor* state = libdeflate_alloc_decompressor();
  std::string out(std::size_t{1} << 20U, '\0');
  std::size_t total = 0;
  while (!data.empty()) {
    std::size_t used = 0;
    std::size_t made = 0;
    const auto answer = libdeflate_gzip_decompress_ex(
        state, data.data(), data.size(), out.data(), out.size(), &used, &made);
    if (answer == LIBDEFLATE_INSUFFICIENT_SPACE) {
      out.resize(out.size() * 8);
      continue;
    }
    if (answer != LIBDEFLATE_SUCCESS) {
      break;
    }
    data.remove_prefix(used);
    total += made;
  }
  libdeflate_free_decompressor(state);
  return report(total);
}

int zstd(std::string_view data) {
  ZSTD_DCtx* state = ZSTD_createDCtx();
  std::string out(ZSTD_DStreamOutSize(), '\0');
  ZSTD_inBuffer in{data.data(), data.size(), 0};
  std::size_t total = 0;
  while (in.pos < in.size) {
    ZSTD_outBuffer target{out.data(), out.size(), 0};
    if (ZSTD_isError(ZSTD_decompressStream(state, &target, &in)) != 0U) {
      break;
    }
    total += target.pos;
  }
  ZSTD_freeDCtx(state);
  return report(total);
}

#if IMPRIMATUR_SIMDJSON
int json(std::string& data) {
  data.reserve(data.size() + simdjson::SIMDJSON_PADDING);
  simdjson::ondemand::parser parser;
  std::size_t total = 0;
  std::size_t begin = 0;
  while (begin < data.size()) {
    const void* found = std::memchr(data.data() + begin, '\n', data.size() - begin);
    const std::size_t end =
        found == nullptr ? data.size()
                         : static_cast<std::size_t>(static_cast<const char*>(found) - data.data());
    auto document = parser.iterate(data.data() + begin, end - begin, data.capacity() - begin);
    simdjson::ondemand::object object;
    if (document.get_object().get(object) == simdjson::SUCCESS) {
      for (const char* key : {"id", "text", "url"}) {
        std::string_view value;
        if (object.find_field(key).get_string().get(value) == simdjson::SUCCESS) {
          total += value.size();
        }
      }
    }
    begin = end + 1;
  }
  return report(total);
}
#endif

}  // namespace

int main(int argc, char** argv) {
  const std::string what = argc == 3 ? argv[1] : "";
  std::string data = what.empty() ? std::string() : read(argv[2]);
  if (what == "gzip") {
    return gzip(data);
  }
  if (what == "zstd") {
    return zstd(data);
  }
#if IMPRIMATUR_SIMDJSON
  if (what == "json") {
    return json(data);
  }
#endif
  std::fputs("usage: imprimatur_bare json|gzip|zstd FILE\n", stderr);
  return 2;
}
