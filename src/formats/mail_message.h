// MailMessage: one message (RFC 5322 with MIME) put together as a document, and its attachments.
// Private to the formats layer.
#ifndef IMPRIMATUR_FORMATS_MAIL_MESSAGE_H_
#define IMPRIMATUR_FORMATS_MAIL_MESSAGE_H_

#include "base/result.h"
#include "formats/document.h"
#include "formats/mime.h"
#include "formats/text_builder.h"
#include "formats/unpack.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace imprimatur {

struct MailAttachment {
  Member member;
  std::string type;
};

// What a message's parts add up to.
class MailMessage {
 public:
  // `bytes`: the whole input; `source`: the same as UTF-8 of the same length. Both outlive this.
  MailMessage(std::string_view bytes, std::string_view source)
      : bytes_(bytes), source_(source), builder_(source) {}

  // Once. `part`: where the message stands. Errors: limit, unreadable.
  [[nodiscard]] Result<void> read(Span part) { return read(part, 0); }
  // Afterwards; the document views this.
  void finish(Document& document);
  [[nodiscard]] const std::vector<MailAttachment>& attachments() const { return attachments_; }

 private:
  struct Part {
    Span body;
    std::string content_type;  // the whole field
    std::string type;
    std::string disposition;
    std::string encoding;
    std::string name;
  };

  Result<void> read(Span part, std::size_t depth);
  [[nodiscard]] std::string value_of(const MimeHeader& header, std::string_view name) const;
  [[nodiscard]] Part part_of(const MimeHeader& header, Span body) const;
  void read_names(const MimeHeader& header);
  void add_words(Span value, Zone zone, std::string* copy);
  [[nodiscard]] std::vector<Span> split(Span body, const std::string& boundary) const;
  Result<void> read_parts(const Part& whole, const std::string& boundary, std::size_t depth);
  void add_leaf(const Part& part);
  void add_plain(const MimeBody& body, const std::string& charset);
  void add_html(const MimeBody& body, const std::string& charset);

  std::string_view bytes_;
  std::string_view source_;
  TextBuilder builder_;
  std::string title_;
  std::vector<Region> regions_;
  std::vector<Field> fields_;
  std::vector<MailAttachment> attachments_;
  std::optional<Error> error_;
  std::size_t parts_ = 0;
};

}  // namespace imprimatur

#endif  // IMPRIMATUR_FORMATS_MAIL_MESSAGE_H_
