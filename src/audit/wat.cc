#include "audit/wat.h"

#include "audit/json_value.h"
#include "audit/warc_record.h"
#include "signals/surroundings.h"

#include <fmt/format.h>

namespace imprimatur::audit {
namespace {

// A field that came several times is an array of its values.
void add_header(const std::string& name, const JsonValue& value, Record& record) {
  if (!is_rights_header(name)) {
    return;
  }
  if (!value.text().empty()) {
    record.headers.emplace_back(name, value.text());
  }
  for (const JsonValue& one : value.items()) {
    record.headers.emplace_back(name, one.text());
  }
}

void add_meta(const JsonValue& meta, Record& record) {
  const std::string& name = meta["name"].text();
  const std::string& content = meta["content"].text();
  if (same_name(name, "robots") && !content.empty()) {
    record.headers.emplace_back("X-Robots-Tag", content);
  } else if (same_name(name, "tdm-reservation") || same_name(name, "tdm-policy")) {
    add_header(name, meta["content"], record);
  }
}

void add_link(const JsonValue& link, Record& record) {
  const std::string& address = link["url"].text();
  const std::string& relation = link["rel"].text();
  if (!address.empty() && !relation.empty() && address.find('>') == std::string::npos &&
      relation.find('"') == std::string::npos) {
    record.headers.emplace_back("Link", fmt::format("<{}>; rel=\"{}\"", address, relation));
  }
}

}  // namespace

void read_wat(std::string_view envelope, Record& record) {
  const auto parsed = JsonValue::parse(envelope);
  if (!parsed) {
    if (!record.incomplete) {
      record.incomplete = parsed.error();
    }
    return;
  }
  const JsonValue& answer = (*parsed)["Envelope"]["Payload-Metadata"]["HTTP-Response-Metadata"];
  for (const auto& [name, value] : answer["Headers"].members()) {
    add_header(name, value, record);
  }
  const JsonValue& head = answer["HTML-Metadata"]["Head"];
  for (const JsonValue& meta : head["Metas"].items()) {
    add_meta(meta, record);
  }
  for (const JsonValue& link : head["Link"].items()) {
    add_link(link, record);
  }
}

std::string wat_kind(std::string_view envelope) {
  constexpr std::string_view kKey = "\"WARC-Type\":";
  std::string kind;
  for (std::size_t at = envelope.find(kKey); at != std::string_view::npos;
       at = envelope.find(kKey, at + 1)) {
    std::string_view rest = trimmed(envelope.substr(at + kKey.size(), 40));
    if (!rest.starts_with('"')) {
      continue;
    }
    rest.remove_prefix(1);
    kind = rest.substr(0, rest.find('"'));
    if (kind == "response" || kind == "resource" || kind == "conversion") {
      break;  // the page's own header may hold such a field, too
    }
  }
  return kind;
}

}  // namespace imprimatur::audit
