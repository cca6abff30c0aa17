#include "audit/worker.h"

#include "report/json_object.h"

#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <new>

namespace imprimatur::audit {
namespace {

bool is_json_lines(const Part& part) {
  const std::string_view bare = without_codec_suffix(part.files.front().name);
  return part.format->name == "jsonl" && part.files.front().path != "-" && !bare.empty();
}

std::string_view packing_suffix(Packing packing) {
  return packing == Packing::gzip ? ".gz" : packing == Packing::zstd ? ".zst" : "";
}

}  // namespace

struct Worker::Texts {
  std::string documents;
  std::string attributes;
  std::string kept;
  std::string packed;  // kept records that are members of their own
  Tally tally;
};

bool KeepRule::keeps(const DocumentResult& result) const {
  const Level level = result.verdict.level;
  if (!active || result.incomplete || !is_answer(result, level)) {
    return false;
  }
  const bool named = (levels >> static_cast<unsigned>(level) & 1U) != 0;
  return named != drop;
}

Packing attributes_packing(const Part& part) {
  return is_json_lines(part) ? part.packing : Packing::gzip;
}

// The same name as the documents have, so that tools that go by names find them.
std::string attributes_name(const Part& part, std::size_t index) {
  const std::string& name = part.files.front().name;
  if (part.format->whole_file) {
    return fmt::format("texts-{:05}.jsonl.gz", index);
  }
  if (!is_json_lines(part)) {
    return name + ".jsonl.gz";
  }
  const std::string bare(without_codec_suffix(name));
  return bare + std::string(packing_suffix(part.packing));
}

Packing kept_packing(const Part& part, const KeepRule& rule) {
  if (rule.redact && part.format->whole_file) {
    return Packing::zstd;  // the texts themselves, not a list of their files
  }
  return part.format->whole_file ? Packing::plain : part.packing;
}

std::string kept_name(const Part& part, std::size_t index, const KeepRule& rule) {
  if (rule.redact) {
    const std::string name = part.format->whole_file
                                 ? fmt::format("texts-{:05}", index)
                                 : std::string(without_codec_suffix(part.files.front().name));
    return name + ".redacted.jsonl" + std::string(packing_suffix(kept_packing(part, rule)));
  }
  if (part.format->whole_file) {
    return fmt::format("texts-{:05}.files", index);
  }
  std::string name(without_codec_suffix(part.files.front().name));
  const auto& suffixes = part.format->suffixes;
  const bool named = std::any_of(suffixes.begin(), suffixes.end(), [&](std::string_view suffix) {
    return name.ends_with(suffix);
  });
  if (!named || part.format->archive || part.format->name == "json") {
    name += part.format->suffix;
  }
  return name + std::string(packing_suffix(part.packing));
}

Decoder& Worker::decoder(const Format& format) {
  auto& decoder = decoders_[&format];
  if (!decoder) {
    decoder = format.decoder(options_.fields);
  }
  return *decoder;
}

Compressor& Worker::compressor(Packing packing) {
  auto& compressor = compressors_[packing];
  if (!compressor) {
    compressor = make_compressor(packing);
  }
  return *compressor;
}

void Worker::keep(const Part& part, const RawBatch& batch, const RowContext& row, Texts& texts) {
  ++texts.tally.kept;
  if (options_.keep.redact) {
    append_redacted_json(texts.kept, row);
    return;
  }
  const RawRecord& raw = row.raw;
  if (part.format->whole_file) {
    texts.kept += part.files[raw.file].path + "\n";
    return;
  }
  std::string& text = texts.kept;
  if (part.format->archive) {  // of members of several formats, one that holds them all
    append_kept_json(text, record_);
    return;
  }
  text += batch.bytes_of(raw);
  text += part.format->after;
  if (part.format->member_each) {
    compressor(kept_packing(part, options_.keep)).append(text, texts.packed);
    text.clear();
  }
}

void Worker::one(const Part& part, const RawBatch& batch, const RawRecord& raw, Texts& texts) {
  record_.clear();
  record_.source = part.files[raw.file].name;
  if (raw.inside > 0) {
    record_.source += "!" + batch.inside[raw.inside - 1];
  }
  Answer answer;
  try {
    decoder(batch.format != nullptr ? *batch.format : *part.format).decode(batch, raw, record_);
    answer = judge_.answer(record_);
  } catch (const std::bad_alloc&) {
    answer = Answer{};
    answer.result.incomplete = Error{ErrorCode::limit, "not enough memory to check it"};
  } catch (const std::exception& bug) {
    answer = Answer{};
    answer.result.incomplete =
        Error{ErrorCode::internal, std::string("internal error: ") + bug.what()};
  }
  const RowContext row{raw, record_, answer};
  if (options_.csv) {
    append_document_csv(texts.documents, row);
  } else {
    append_document_json(texts.documents, row);
  }
  append_attributes(texts.attributes, row);
  texts.tally.add(record_, raw.number, answer);
  if (options_.keep.keeps(answer.result)) {
    keep(part, batch, row, texts);
  }
}

BatchOutput Worker::work(const Part& part, const RawBatch& batch) {
  Texts texts;
  const bool first = !batch.records.empty() && batch.records.front().number == 0;
  if (options_.keep.active && !options_.keep.redact && first && part.format->name == "csv") {
    texts.kept = batch.memo;  // the row of names
  }
  for (const RawRecord& raw : batch.records) {
    one(part, batch, raw, texts);
  }
  for (const auto& [file, problem] : batch.problems) {
    texts.tally.add_problem(part.files[std::min(file, part.files.size() - 1)].name, problem);
  }
  for (const auto& [kind, count] : batch.skipped) {
    texts.tally.skipped[kind] += count;
  }
  BatchOutput output;
  const auto pack = [&](Packing packing, const std::string& text, std::string& out) {
    if (!text.empty()) {
      compressor(packing).append(text, out);
    }
  };
  pack(Packing::zstd, texts.documents, output.documents);
  pack(attributes_packing(part), texts.attributes, output.attributes);
  output.kept = std::move(texts.packed);
  pack(kept_packing(part, options_.keep), texts.kept, output.kept);
  output.tally = std::move(texts.tally);
  output.end = batch.end;
  output.consumed = batch.consumed;
  return output;
}

}  // namespace imprimatur::audit
