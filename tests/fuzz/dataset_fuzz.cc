// Whatever the bytes of a dataset are, readers come to an end, number their records without holes,
// and give the same records and problems when they begin again behind any batch.
#include "audit/format.h"
#include "support/fuzz_check.h"

#include <algorithm>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace {

using namespace imprimatur::audit;
using imprimatur::fuzz::require;

constexpr std::size_t kMaxBatches = 200;

std::unique_ptr<ByteStream> stream_of(const std::string& bytes, StreamPosition from) {
  const auto codec = std::find_if(
      codecs().begin(), codecs().end(), [&](const Codec& row) { return row.sniff(bytes); });
  auto input = FileInput::of_bytes(bytes);
  const bool plain = codec->packing == Packing::plain;
  require(input->seek(plain ? from.skip : from.member).has_value(), "memory can be sought in");
  return codec->make(std::move(input));
}

struct Step {
  std::vector<std::string> texts;
  SplitState end;
  bool going = false;
};

// The batches from a place on.
std::vector<Step> read(const Format& format, const std::string& bytes, const SplitState& from) {
  SplitOptions options;
  options.max_record = 1024;
  options.batch_records = 3;
  const StreamPosition place = format.archive ? StreamPosition{} : from.at;
  const auto splitter = format.split(stream_of(bytes, place), from, options);
  const auto fields = field_names({});
  std::map<const Format*, std::unique_ptr<Decoder>> decoders;
  std::vector<Step> steps;
  std::uint64_t number = from.record;
  while (steps.size() < kMaxBatches) {
    RawBatch batch;
    const auto more = splitter->fill(batch);
    require(more.has_value(), "damage is no error");
    Step& step = steps.emplace_back();
    for (const RawRecord& raw : batch.records) {
      require(format.archive || raw.number == number++, "records are numbered without holes");
      require(raw.inside <= batch.inside.size(), "members have names");
      require(raw.begin + raw.size <= batch.bytes.size(), "records lie in their batch");
      Record record;
      const Format& own = batch.format != nullptr ? *batch.format : format;
      auto& decoder = decoders[&own];
      decoder = decoder == nullptr ? own.decoder(*fields) : std::move(decoder);
      decoder->decode(batch, raw, record);
      step.texts.emplace_back(record.text);
    }
    for (const auto& [file, problem] : batch.problems) {
      step.texts.push_back("problem: " + problem.message);
    }
    step.end = batch.end;
    step.going = *more;
    if (!*more) {
      break;
    }
  }
  return steps;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes(imprimatur::fuzz::as_text(data, size));
  for (const Format& format : formats()) {
    const std::vector<Step> whole = read(format, bytes, {});
    for (std::size_t i = 0; i + 1 < whole.size() && i < 8; ++i) {
      const std::vector<Step> rest = read(format, bytes, whole[i].end);
      const std::size_t same = std::min(rest.size(), whole.size() - i - 1);
      require(whole.size() == kMaxBatches || rest.size() == same, "as many batches are left");
      for (std::size_t k = 0; k < same; ++k) {
        require(rest[k].texts == whole[i + 1 + k].texts, "a resumed reader reads the same");
      }
    }
  }
  return 0;
}
