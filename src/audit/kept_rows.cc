// Kept documents as JSON Lines of their own.
#include "audit/json_text.h"
#include "audit/rows.h"
#include "text/decode.h"

#include <fmt/format.h>

#include <algorithm>

namespace imprimatur::audit {
namespace {

bool is_claim(const Finding& finding) {
  const bool grants = finding.role == Role::permission || finding.role == Role::licence ||
                      finding.role == Role::duty;
  return finding.counts && !grants && finding.start.offset < finding.end.offset;
}

// Findings to take out, in order of their place.
std::vector<std::size_t> claims_of(const DocumentResult& result) {
  std::vector<std::size_t> claims;
  for (std::size_t i = 0; i < result.findings.size(); ++i) {
    if (is_claim(result.findings[i])) {
      claims.push_back(i);
    }
  }
  std::sort(claims.begin(), claims.end(), [&](std::size_t a, std::size_t b) {
    return result.findings[a].start.offset < result.findings[b].start.offset;
  });
  return claims;
}

// The offset of a code point; asked for in ascending order.
class CodePointWalk {
 public:
  explicit CodePointWalk(std::string_view utf8) : utf8_(utf8) {}
  std::size_t offset_of(std::size_t code_point) {
    while (count_ < code_point && at_ < utf8_.size()) {
      do {
        ++at_;
      } while (at_ < utf8_.size() && (static_cast<unsigned char>(utf8_[at_]) & 0xC0U) == 0x80U);
      ++count_;
    }
    return at_;
  }

 private:
  std::string_view utf8_;
  std::size_t at_ = 0;
  std::size_t count_ = 0;
};

// Where the claims stand in the text as UTF-8; passages that overlap are one.
std::vector<Span> passages(std::string_view text,
                           const RowContext& row,
                           const std::vector<std::size_t>& claims) {
  const DocumentResult& result = row.answer.result;
  const bool as_it_is = text.data() == row.record.text.data();
  std::vector<Span> spans;
  CodePointWalk begins(text);
  CodePointWalk ends(text);
  for (const std::size_t i : claims) {
    const Finding& finding = result.findings[i];
    Span span{finding.start.offset, finding.end.offset};
    if (!as_it_is) {
      const Span said = i < row.answer.code_points.size() ? row.answer.code_points[i] : Span{};
      span.begin = begins.offset_of(said.begin);
      span.end = std::max(span.begin, ends.offset_of(said.end));
    }
    if (!spans.empty() && span.begin <= spans.back().end) {
      spans.back().end = std::max(spans.back().end, span.end);
    } else {
      spans.push_back(span);
    }
  }
  return spans;
}

std::string without(std::string_view text, const std::vector<Span>& spans) {
  std::string rest;
  std::size_t at = 0;
  for (const Span& span : spans) {
    const std::size_t begin = std::clamp(span.begin, at, text.size());
    rest += text.substr(at, begin - at);
    at = std::max(begin, std::min(span.end, text.size()));
    // The full stop of a sentence that is gone goes with it.
    const bool bare = rest.empty() || rest.back() == '\n' || rest.back() == ' ';
    at += bare && at < text.size() && (text[at] == '.' || text[at] == ';') ? 1U : 0U;
  }
  return rest += text.substr(at);
}

void write_record(ObjectWriter& object, const Record& record, std::string_view text) {
  object.text("id", record.id.empty() ? record.source : record.id);
  object.text("text", text);
  object.text("source", record.source);
  ObjectWriter metadata(object.key("metadata"));
  metadata.text_or_null("url", record.url);
  metadata.text_or_null("date", record.date);
  metadata.text_or_null("language", record.language);
  metadata.close();
}

}  // namespace

void append_kept_json(std::string& out, const Record& record) {
  const auto decoded = decode(record.text, record.encoding);
  ObjectWriter object(out);
  write_record(object, record, decoded ? decoded->text : record.text);
  object.close();
  out += '\n';
}

void append_redacted_json(std::string& out, const RowContext& row) {
  const DocumentResult& result = row.answer.result;
  const std::vector<std::size_t> claims = claims_of(result);
  const bool utf8 = result.encoding == "utf-8" && is_valid_utf8(row.record.text);
  const auto decoded = decode(row.record.text, row.record.encoding);
  const std::string_view text = utf8 || !decoded ? row.record.text : decoded->text;
  ObjectWriter object(out);
  write_record(object, row.record, without(text, passages(text, row, claims)));
  object.text("verdict", name_of(result.verdict.level));
  ArrayWriter array(object.key("redacted"));
  for (const std::size_t i : claims) {
    const Span span = i < row.answer.code_points.size() ? row.answer.code_points[i] : Span{};
    ObjectWriter passage(array.item());
    passage.text("rule", result.findings[i].rule);
    passage.key("code_points") += fmt::format("[{},{}]", span.begin, span.end);
    passage.close();
  }
  array.close();
  object.close();
  out += '\n';
}

}  // namespace imprimatur::audit
