#include "formats/mail_message.h"

#include "formats/ascii.h"
#include "formats/html.h"
#include "formats/reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace imprimatur {
namespace {

constexpr std::size_t kMaxDepth = 32;
constexpr std::size_t kMaxParts = 2000;

bool is_sealed(std::string_view type, std::string_view content_type) {
  return (type == "application/pkcs7-mime" || type == "application/x-pkcs7-mime") &&
         ascii_lower(mime_parameter(content_type, "smime-type")) != "signed-data";
}

}  // namespace

Result<void> MailMessage::read(Span part, std::size_t depth) {
  if (depth > kMaxDepth || ++parts_ > kMaxParts) {
    return fail(ErrorCode::limit, "too many parts, or parts inside each other, in the message");
  }
  const MimeHeader header = read_mime_header(bytes_, part);
  if (depth == 0) {
    read_names(header);
  }
  const Part here = part_of(header, {header.end, part.end});
  if (here.type == "multipart/encrypted" || is_sealed(here.type, here.content_type)) {
    return fail(ErrorCode::unreadable,
                "the message is encrypted: save what your mail program shows");
  }
  if (here.type.starts_with("multipart/")) {
    const std::string boundary = mime_parameter(here.content_type, "boundary");
    if (!boundary.empty()) {
      return read_parts(here, boundary, depth);
    }
  }
  add_leaf(here);
  return {};
}

void MailMessage::finish(Document& document) {
  builder_.finish();
  document.media_type = "message/rfc822";
  document.title = title_;
  document.source = source_;
  document.text = builder_.str();
  document.text_map = builder_.take_map();
  document.regions = std::move(regions_);
  document.fields = std::move(fields_);
  document.error = error_;
}

std::string MailMessage::value_of(const MimeHeader& header, std::string_view name) const {
  const MimeField* field = header.find(name);
  return field == nullptr ? std::string()
                          : std::string(bytes_.substr(field->value.begin, field->value.size()));
}

MailMessage::Part MailMessage::part_of(const MimeHeader& header, Span body) const {
  Part part;
  part.body = body;
  part.content_type = value_of(header, "content-type");
  part.type = mime_value(part.content_type);
  part.type = part.type.find('/') == std::string::npos ? "text/plain" : part.type;
  const std::string disposition = value_of(header, "content-disposition");
  part.disposition = mime_value(disposition);
  part.encoding = mime_value(value_of(header, "content-transfer-encoding"));
  part.name = mime_parameter(disposition, "filename");
  if (part.name.empty()) {
    part.name = mime_parameter(part.content_type, "name");
  }
  return part;
}

// In the order in which they stand, so that positions only grow.
void MailMessage::read_names(const MimeHeader& header) {
  for (const MimeField& field : header.fields) {
    if (field.name == "subject" && title_.empty()) {
      add_words(field.value, Zone::headline, &title_);
    } else if (field.name == "from") {
      const std::string_view value = bytes_.substr(field.value.begin, field.value.size());
      const std::size_t address = value.find('<');
      if (address != std::string_view::npos) {
        add_words({field.value.begin, field.value.begin + address}, Zone::byline, nullptr);
      }
    }
  }
}

void MailMessage::add_words(Span value, Zone zone, std::string* copy) {
  while (!value.empty() && std::string_view(" \t\r\n\"").find(bytes_[value.begin]) < 5) {
    ++value.begin;
  }
  while (!value.empty() && std::string_view(" \t\r\n\"").find(bytes_[value.end - 1]) < 5) {
    --value.end;
  }
  builder_.paragraph_break();
  std::optional<std::size_t> begin;
  for (MimeWords& words : read_encoded_words(bytes_, value)) {
    std::replace_if(
        words.text.begin(), words.text.end(), [](char c) { return c >= 0 && c < ' '; }, ' ');
    if (words.text.empty()) {
      continue;
    }
    builder_.put(words.text, words.written);
    begin = begin ? begin : builder_.size() - words.text.size();
    if (copy != nullptr) {
      *copy += words.text;
    }
  }
  if (begin) {
    regions_.push_back({{*begin, builder_.size()}, zone, Scope::document});
  }
  builder_.paragraph_break();
}

std::vector<Span> MailMessage::split(Span body, const std::string& boundary) const {
  std::vector<Span> parts;
  const std::string mark = "--" + boundary;
  std::size_t begin = std::string_view::npos;
  for (std::size_t at = body.begin; at < body.end;) {
    const std::size_t end = std::min(bytes_.find('\n', at), body.end);
    const std::string_view line = bytes_.substr(at, end - at);
    const bool here =
        line.starts_with(mark) &&
        trim_blanks(line.substr(mark.size())).find_first_not_of('-') == std::string_view::npos;
    if (here) {
      if (begin != std::string_view::npos) {
        parts.push_back({begin, at});
      }
      begin = std::min(end + 1, body.end);
      if (line.substr(mark.size()).starts_with("--")) {
        return parts;
      }
    }
    at = end + 1;
  }
  if (begin != std::string_view::npos) {  // cut short: what is there counts
    parts.push_back({begin, body.end});
  }
  return parts;
}

Result<void> MailMessage::read_parts(const Part& whole,
                                     const std::string& boundary,
                                     std::size_t depth) {
  std::vector<Span> parts = split(whole.body, boundary);
  if (parts.empty()) {
    return fail(ErrorCode::unreadable,
                "the message's parts are missing: its boundary occurs nowhere in it");
  }
  if (whole.type == "multipart/alternative") {
    const auto shown = std::find_if(parts.rbegin(), parts.rend(), [&](Span part) {
      const MimeHeader header = read_mime_header(bytes_, part);
      const std::string type = part_of(header, {header.end, part.end}).type;
      return type == "text/html" || type == "text/plain" || type.starts_with("multipart/");
    });
    parts = {shown == parts.rend() ? parts.back() : *shown};
  } else if (whole.type == "multipart/related") {
    parts.resize(1);  // the others are its pictures
  }
  for (const Span part : parts) {
    if (Result<void> done = read(part, depth + 1); !done) {
      return done;
    }
  }
  return {};
}

void MailMessage::add_leaf(const Part& part) {
  const bool text = part.type == "text/plain" || part.type == "text/html" ||
                    part.type == "text/enriched" || part.type == "text/markdown";
  if (!text || part.disposition == "attachment") {
    MailAttachment attachment;
    attachment.member.bytes = decode_mime_body(bytes_, part.body, part.encoding).bytes;
    attachment.member.name = !part.name.empty()
                                 ? part.name
                                 : fmt::format("part-{}{}",
                                               attachments_.size() + 1,
                                               part.type == "message/rfc822" ? ".eml" : "");
    attachment.type = part.type == "application/octet-stream" ? std::string() : part.type;
    attachments_.push_back(std::move(attachment));
    return;
  }
  const MimeBody body = decode_mime_body(bytes_, part.body, part.encoding);
  std::string charset = mime_parameter(part.content_type, "charset");
  charset = encoding_for_label(charset).empty() ? std::string() : charset;
  part.type == "text/html" ? add_html(body, charset) : add_plain(body, charset);
}

void MailMessage::add_plain(const MimeBody& body, const std::string& charset) {
  const auto decoded = decode(body.bytes, charset);
  if (!decoded) {
    error_ = decoded.error();
    return;
  }
  builder_.paragraph_break();
  builder_.append(decoded->text,
                  chain(decoded->text, decoded->map, body.map),
                  0,
                  body.map.to_source(body.bytes.size()));
  builder_.paragraph_break();
}

void MailMessage::add_html(const MimeBody& body, const std::string& charset) {
  ReadOptions options;
  options.declared_encoding = charset;
  const auto read = make_html_reader()->read(body.bytes, options, [&](const Document& page) {
    OffsetMap map = page.text_map;
    if (page.source_map != nullptr) {
      map = chain(page.text, map, *page.source_map);
    }
    map = chain(page.text, map, body.map);
    builder_.paragraph_break();
    builder_.append(page.text, map, 0, body.map.to_source(body.bytes.size()));
    const std::size_t begin = builder_.size() - page.text.size();
    for (Region region : page.regions) {
      region.span = {region.span.begin + begin, region.span.end + begin};
      regions_.push_back(region);
    }
    for (Field field : page.fields) {
      field.span = body.map.to_source(page.source_to_bytes(field.span));
      fields_.push_back(std::move(field));
    }
    builder_.paragraph_break();
    return true;
  });
  if (!read) {
    error_ = read.error();
  }
}

}  // namespace imprimatur
