#include "audit/text_file.h"

#include <optional>
#include <utility>

namespace imprimatur::audit {
namespace {

class TextSplitter final : public RecordSplitter {
 public:
  using RecordSplitter::RecordSplitter;

 protected:
  Result<bool> next(RawBatch& batch) override {
    bool grown = true;
    std::optional<Error> failed;
    while (grown && buffer_.view().size() <= options_.max_record) {
      const Result<bool> more = buffer_.more();
      grown = more && *more;
      if (!more) {
        failed = more.error();
      }
    }
    RawRecord& record = keep(batch, buffer_.view());
    used_ += buffer_.view().size();
    if (!grown && buffer_.cut()) {
      record.damage =
          Error{ErrorCode::unreadable, "the file is damaged: the text is cut where the damage is"};
    }
    if (failed) {  // the file is a document: it has its row
      record.damage = std::move(failed);
    }
    return false;
  }
};

class TextDecoder final : public Decoder {
 public:
  void decode(const RawBatch& batch, const RawRecord& raw, Record& record) override {
    record.text = batch.bytes_of(raw);
    record.id = record.source;
    record.incomplete = raw.damage;
    const std::string_view name = without_codec_suffix(record.source);
    if (name.ends_with(".html") || name.ends_with(".htm") || name.ends_with(".xhtml")) {
      record.media_type = "text/html";
    } else if (name.ends_with(".md") || name.ends_with(".markdown")) {
      record.media_type = "text/markdown";
    }
  }
};

}  // namespace

std::unique_ptr<Splitter> make_text_splitter(std::unique_ptr<ByteStream> stream,
                                             const SplitState& from,
                                             const SplitOptions& options) {
  return std::make_unique<TextSplitter>(std::move(stream), from, options);
}

std::unique_ptr<Decoder> make_text_decoder(const FieldNames& /*fields*/) {
  return std::make_unique<TextDecoder>();
}

}  // namespace imprimatur::audit
