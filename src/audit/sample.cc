// Two passes: over the rows, to draw; over the inputs that hold what was drawn, to get its text.
#include "audit/files.h"
#include "audit/json_value.h"
#include "audit/part_reader.h"
#include "audit/review.h"
#include "audit/rows.h"
#include "audit/run_file.h"
#include "audit/stream_buffer.h"
#include "base/hash.h"
#include "report/escape.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace imprimatur::audit {
namespace {

constexpr std::size_t kText = 1500;  // of the beginning and of the end

struct Drawn {
  std::uint64_t hash = 0;
  std::uint64_t row = 0;
  JsonValue value;
  std::string text;
};

// Calls `use` for each line of a compressed file.
template <typename Use>
Result<void> each_line(const std::string& path, const Use& use) {
  auto input = FileInput::open(path);
  auto stream = input ? open_stream(std::move(*input)) : tl::unexpected<Error>(input.error());
  if (!stream) {
    return fail(stream.error().code,
                fmt::format("cannot read '{}': {}", display_name(path), stream.error().message));
  }
  StreamBuffer buffer(std::move(*stream), {});
  while (true) {
    const std::size_t end = buffer.view().find('\n');
    if (end == std::string_view::npos) {
      const auto grown = buffer.more();
      if (!grown) {
        return tl::unexpected<Error>(grown.error());
      }
      if (!*grown) {
        return {};
      }
      continue;
    }
    use(buffer.view().substr(0, end));
    buffer.consume(end + 1);
  }
}

Result<std::vector<Drawn>> draw(const std::string& folder, std::size_t count, std::uint64_t seed) {
  std::array<std::vector<Drawn>, kLevelNames.size()> strata;
  std::uint64_t row = 0;
  const auto use = [&](std::string_view line) {
    const std::uint64_t number = row++;
    const std::uint64_t hash = hash64(fmt::format("{}:{}", seed, number));
    const auto value = JsonValue::parse(line);
    const auto level =
        value ? find_name<Level>(kLevelNames, (*value)["verdict"].text()) : std::nullopt;
    if (!level) {
      return;
    }
    auto& list = strata[static_cast<std::size_t>(*level)];
    const auto later = [](const Drawn& a, const Drawn& b) { return a.hash < b.hash; };
    if (list.size() == count && list.front().hash <= hash) {
      return;
    }
    list.push_back({hash, number, *value, {}});
    std::push_heap(list.begin(), list.end(), later);
    if (list.size() > count) {
      std::pop_heap(list.begin(), list.end(), later);
      list.pop_back();
    }
  };
  if (auto read = each_line(folder + "/documents.jsonl.zst", use); !read) {
    return tl::unexpected<Error>(read.error());
  }
  std::vector<Drawn> all;
  for (std::size_t i = strata.size(); i-- > 0;) {
    std::sort(strata[i].begin(), strata[i].end(), [](const Drawn& a, const Drawn& b) {
      return a.row < b.row;
    });
    std::move(strata[i].begin(), strata[i].end(), std::back_inserter(all));
  }
  return all;
}

std::string excerpt(std::string_view text) {
  if (text.size() <= 2 * kText) {
    return std::string(text);
  }
  std::size_t from = text.size() - kText;
  while (from < text.size() && (static_cast<unsigned char>(text[from]) & 0xC0U) == 0x80U) {
    ++from;
  }
  return shortened(text.substr(0, text.size() - 1), kText) + "\n[...]\n" +
         std::string(text.substr(from));
}

// Reads the inputs again, as far as they hold what was drawn.
void fetch_texts(const RunFile& run, const FieldNames& fields, std::vector<Drawn>& drawn) {
  std::map<std::pair<std::string, std::uint64_t>, Drawn*> wanted;
  for (Drawn& one : drawn) {
    wanted[{one.value["file"].text(), one.value["record"].number()}] = &one;
  }
  for (const RunPart& saved : run.parts) {
    Part part;
    part.files = saved.files;
    part.format = find_format(saved.format);
    const auto has = [&](const InputFile& file) {
      const auto first = wanted.lower_bound({file.name, 0});
      return first != wanted.end() && first->first.first == file.name;
    };
    if (part.format == nullptr || std::none_of(part.files.begin(), part.files.end(), has)) {
      continue;
    }
    PartReader reader(part, {}, {});
    const auto decoder = part.format->decoder(fields);
    for (bool going = true; going;) {
      RawBatch batch;
      going = reader.fill(batch);
      for (const RawRecord& raw : batch.records) {
        const auto found = wanted.find({part.files[raw.file].name, raw.number});
        if (found == wanted.end()) {
          continue;
        }
        Record record;
        record.source = part.files[raw.file].name;
        decoder->decode(batch, raw, record);
        found->second->text = excerpt(record.text);
      }
    }
  }
}

std::string table_of(const std::vector<Drawn>& drawn) {
  std::string out = "review,verdict,holders,evidence,file,record,id,url,text\r\n";
  for (const Drawn& one : drawn) {
    const JsonValue& row = one.value;
    std::string holders;
    for (const JsonValue& holder : row["holders"].items()) {
      holders += (holders.empty() ? "" : "; ") + holder["name"].text();
    }
    for (const std::string& cell : {std::string(),
                                    row["verdict"].text(),
                                    holders,
                                    row["reason"]["evidence"].text(),
                                    row["file"].text(),
                                    row["record"].text(),
                                    row["id"].text(),
                                    row["url"].text()}) {
      append_csv_cell(out, cell);
      out += ',';
    }
    append_csv_cell(out, one.text);
    out += "\r\n";
  }
  return out;
}

// The field names that the run was given, from its settings.
FieldNames fields_of(const RunFile& run) {
  FieldWishes wishes;
  constexpr std::array<std::string_view, kFields> kKeys = {
      "text-field=", "id-field=", "url-field=", "date-field=", "language-field="};
  for (std::size_t i = 0; i < kFields; ++i) {
    const std::size_t at = run.settings.find(kKeys[i]);
    if (at != std::string::npos) {
      const std::size_t begin = at + kKeys[i].size();
      wishes.names[i] = run.settings.substr(begin, run.settings.find("; ", begin) - begin);
    }
  }
  return field_names(wishes).value_or(FieldNames{});
}

}  // namespace

Result<std::string> sample_audit(const std::string& folder,
                                 std::size_t per_stratum,
                                 std::uint64_t seed) {
  IMPRIMATUR_TRY(const std::optional<RunFile> run, read_run_file(folder));
  if (!run || !run->finished) {
    return fail(ErrorCode::usage,
                fmt::format("'{}' holds no finished audit", display_name(folder)));
  }
  if (run->csv) {
    return fail(ErrorCode::usage, "samples need rows in JSON: audit without --documents csv");
  }
  IMPRIMATUR_TRY(std::vector<Drawn> drawn, draw(folder, per_stratum, seed));
  fetch_texts(*run, fields_of(*run), drawn);
  return table_of(drawn);
}

}  // namespace imprimatur::audit
