// The inside of a WARC record (WARC 1.1, ISO 28500) and of the HTTP message in it: header fields,
// bodies in chunks or compressed. Takes what crawlers write, not only what the standard allows.
#ifndef IMPRIMATUR_AUDIT_WARC_RECORD_H_
#define IMPRIMATUR_AUDIT_WARC_RECORD_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace imprimatur::audit {

// "name: value" lines up to a blank one, ended by CRLF or LF; lines that begin with a blank, or
// hold no colon, continue the one before.
class HeaderFields {
 public:
  explicit HeaderFields(std::string_view lines);
  // The first field of that name in any case; empty if there is none.
  [[nodiscard]] std::string_view operator[](std::string_view name) const;
  [[nodiscard]] const std::vector<std::pair<std::string, std::string>>& all() const {
    return fields_;
  }

 private:
  std::vector<std::pair<std::string, std::string>> fields_;
};

// Bytes of a header with its blank line; npos if its end is not there.
[[nodiscard]] std::size_t header_size(std::string_view bytes);

[[nodiscard]] bool same_name(std::string_view a, std::string_view b);  // ASCII case aside
[[nodiscard]] std::string_view trimmed(std::string_view text);

struct WarcParts {
  HeaderFields fields;
  std::string_view block;
};
[[nodiscard]] WarcParts warc_parts(std::string_view record);

struct HttpParts {
  HeaderFields fields;
  std::string_view body;
};
// Empty if the block is no HTTP message: then all of it is the body.
[[nodiscard]] std::optional<HttpParts> http_parts(std::string_view content_type,
                                                  std::string_view block);

// "text/html" of "text/html; charset=x", in lower case.
[[nodiscard]] std::string media_type_of(std::string_view content_type);
[[nodiscard]] std::string charset_of(std::string_view content_type);

// Why a record is no document ("warc request", "image/png"), empty if it is one.
[[nodiscard]] std::string why_no_document(const WarcParts& parts);

// A body sent in chunks (RFC 9112 7.1), appended; false: it is not in chunks. What there is of it,
// if it ends early (`cut`).
[[nodiscard]] bool join_chunks(std::string_view body, std::string& out, bool& cut);

}  // namespace imprimatur::audit

#endif  // IMPRIMATUR_AUDIT_WARC_RECORD_H_
