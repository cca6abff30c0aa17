#include "formats/mail.h"

#include "formats/ascii.h"
#include "formats/mail_message.h"
#include "formats/member_reader.h"
#include "formats/mime.h"
#include "formats/raw_source.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>

namespace imprimatur {
namespace {

// A message and what is attached to it, each a document. `record`: of the message within a mailbox.
class MessageGiver {
 public:
  MessageGiver(std::string_view bytes, const ReadOptions& options, const DocumentSink& sink)
      : bytes_(bytes), source_(as_raw_source(bytes)), nesting_(options), sink_(sink) {}

  [[nodiscard]] Result<void> check() const { return nesting_.check(); }

  // False ends the reading. The error of a message is the caller's to tell.
  [[nodiscard]] Result<bool> give(Span where, const std::string& record) {
    MailMessage message(bytes_, source_);
    if (Result<void> done = message.read(where); !done) {
      return tl::unexpected<Error>(done.error());
    }
    Document document;
    message.finish(document);
    document.record = record;
    bool go_on = sink_(document);
    for (const MailAttachment& attachment : message.attachments()) {
      Member member = attachment.member;
      ReadOptions inside = nesting_.inside();
      inside.name = attachment.member.name;
      inside.media_type = attachment.type;
      member.name = (record.empty() ? "" : record + "!") + member.name;
      go_on = go_on && members_.read(member, inside, sink_);
    }
    return go_on;
  }

 private:
  std::string_view bytes_;
  std::string source_;
  Nesting nesting_;
  const DocumentSink& sink_;
  MemberReader members_;
};

class MailReader : public Reader {
 public:
  Result<void> read(std::string_view bytes,
                    const ReadOptions& options,
                    const DocumentSink& sink) override {
    MessageGiver giver(bytes, options, sink);
    if (Result<void> fits = giver.check(); !fits) {
      return fits;
    }
    const Result<bool> given = giver.give({0, bytes.size()}, {});
    return given ? Result<void>() : tl::unexpected<Error>(given.error());
  }
};

// The line that a mailbox puts in front of each message (RFC 4155): "From jane@example.org Fri Nov
// 27 12:00:00 2026", and a header field below it.
bool is_separator(std::string_view line, std::string_view below) {
  if (!line.starts_with("From ")) {
    return false;
  }
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  bool clock = false;
  for (std::size_t at = line.find(':'); at != std::string_view::npos && !clock;
       at = line.find(':', at + 1)) {
    clock =
        at + 2 < line.size() && digit(line[at - 1]) && digit(line[at + 1]) && digit(line[at + 2]);
  }
  const std::string_view field = below.substr(0, below.find_first_of(":\n"));
  const bool header = field.size() < below.size() && below[field.size()] == ':' && !field.empty() &&
                      field.find(' ') == std::string_view::npos;
  return clock && header;
}

// Where a message begins at or behind `at`, which is the begin of a line, and where the line in
// front of it does; at the end of the text if there is none.
struct MailboxPlace {
  std::size_t separator;
  std::size_t message;
};
MailboxPlace next_message(std::string_view bytes, std::size_t at) {
  while (at < bytes.size()) {
    const std::size_t end = std::min(bytes.find('\n', at), bytes.size());
    const std::size_t below = std::min(end + 1, bytes.size());
    if (is_separator(bytes.substr(at, end - at), bytes.substr(below, 200))) {
      return {at, below};
    }
    at = below;
  }
  return {bytes.size(), bytes.size()};
}

class MailboxReader : public Reader {
 public:
  Result<void> read(std::string_view bytes,
                    const ReadOptions& options,
                    const DocumentSink& sink) override {
    if (!is_mailbox(bytes)) {
      return fail(ErrorCode::unsupported,
                  "no mailbox: it does not begin with \"From \" and a date; a single message is an "
                  ".eml file");
    }
    MessageGiver giver(bytes, options, sink);
    if (Result<void> fits = giver.check(); !fits) {
      return fits;
    }
    std::size_t number = 0;
    for (MailboxPlace here = next_message(bytes, 0); here.message < bytes.size();) {
      const MailboxPlace next = next_message(bytes, here.message);
      const std::string record = std::to_string(++number);
      const Result<bool> given = giver.give({here.message, next.separator}, record);
      if (!given ? !tell(record, given.error(), sink) : !*given) {
        return {};
      }
      here = next;
    }
    return {};
  }

 private:
  static bool tell(const std::string& record, const Error& error, const DocumentSink& sink) {
    Document unread;
    unread.record = record;
    unread.media_type = "message/rfc822";
    unread.error = error;
    return sink(unread);
  }
};

}  // namespace

std::unique_ptr<Reader> make_mail_reader() {
  return std::make_unique<MailReader>();
}

std::unique_ptr<Reader> make_mailbox_reader() {
  return std::make_unique<MailboxReader>();
}

bool is_mailbox(std::string_view head) {
  const std::size_t end = std::min(head.find('\n'), head.size());
  return is_separator(head.substr(0, end), head.substr(std::min(end + 1, head.size())));
}

bool is_mail(std::string_view head) {
  constexpr std::string_view kOfServers =
      "received return-path message-id mime-version delivered-to x-original-to dkim-signature";
  const MimeHeader header = read_mime_header(head, {0, head.size()});
  const bool served = std::any_of(header.fields.begin(), header.fields.end(), [&](const auto& f) {
    return lists_word(kOfServers, f.name);
  });
  return served && (header.find("from") != nullptr || header.find("received") != nullptr) &&
         header.fields.size() > 2;
}

}  // namespace imprimatur
