#include "formats/member_reader.h"

#include "formats/registry.h"

#include <fmt/format.h>

#include <utility>

namespace imprimatur {
namespace {

bool give_error(const std::string& name, const Error& error, const DocumentSink& sink) {
  Document unread;
  unread.record = name;
  unread.member = true;
  unread.media_type.clear();
  unread.encoding.clear();
  unread.error = error;
  return sink(unread);
}

}  // namespace

Nesting::Nesting(const ReadOptions& options)
    : expansion_(options.expansion == nullptr ? &own_ : options.expansion) {
  ++expansion_->depth;
  inside_.found = true;
  inside_.program = options.program;
  inside_.expansion = expansion_;
}

Result<void> Nesting::check() const {
  if (expansion_->depth > Expansion::kMaxDepth) {
    return fail(ErrorCode::limit,
                fmt::format("more than {} archives or messages inside each other: unpack the outer "
                            "ones",
                            Expansion::kMaxDepth));
  }
  return {};
}

MemberReader::MemberReader() = default;
MemberReader::~MemberReader() = default;

bool MemberReader::read(const Member& member,
                        const ReadOptions& options,
                        const DocumentSink& sink) {
  if (member.error && member.bytes.empty()) {
    return give_error(member.name, *member.error, sink);
  }
  std::size_t documents = 0;
  bool go_on = true;
  const Format& format = detect_format(member.bytes, options);
  const Result<void> read =
      reader_of(format).read(member.bytes, options, [&](const Document& document) {
        ++documents;
        Document named = document;
        named.record = member.name;
        if (!document.record.empty()) {
          named.record += (document.member ? "!" : "#") + document.record;
        }
        named.member = true;
        if (member.error && !named.error) {
          named.error = member.error;
        }
        go_on = sink(named);
        return go_on;
      });
  if (!go_on) {
    return false;
  }
  if (member.error) {
    return documents > 0 || give_error(member.name, *member.error, sink);
  }
  return read || give_error(member.name, read.error(), sink);
}

Reader& MemberReader::reader_of(const Format& format) {
  std::unique_ptr<Reader>& made = readers_[&format];
  if (!made) {
    made = format.make();
  }
  return *made;
}

}  // namespace imprimatur
