// MemberReader: one part of an input that is a document by itself (a member of an archive, an
// attachment), read as what it is, and named. Private to the formats layer; one per thread.
#ifndef IMPRIMATUR_FORMATS_MEMBER_READER_H_
#define IMPRIMATUR_FORMATS_MEMBER_READER_H_

#include "formats/reader.h"
#include "formats/unpack.h"

#include <map>
#include <memory>
#include <string>

namespace imprimatur {

struct Format;

// The budget of what is nested in an input: that of the input it is nested in, or a new one. Counts
// a level while it lives.
class Nesting {
 public:
  explicit Nesting(const ReadOptions& options);
  ~Nesting() { --expansion_->depth; }
  Nesting(const Nesting&) = delete;
  Nesting& operator=(const Nesting&) = delete;

  [[nodiscard]] Result<void> check() const;
  [[nodiscard]] Expansion& expansion() { return *expansion_; }
  // What is known about what is inside; its name and type are the caller's business.
  [[nodiscard]] ReadOptions inside() const { return inside_; }

 private:
  Expansion own_;
  Expansion* expansion_;
  ReadOptions inside_;
};

class MemberReader {
 public:
  MemberReader();
  ~MemberReader();
  // Gives at least one document, with an error where the member cannot be read. False: the sink
  // wants no more.
  bool read(const Member& member, const ReadOptions& options, const DocumentSink& sink);

 private:
  Reader& reader_of(const Format& format);

  std::map<const Format*, std::unique_ptr<Reader>> readers_;
};

}  // namespace imprimatur

#endif  // IMPRIMATUR_FORMATS_MEMBER_READER_H_
