#include "audit/judge.h"

#include "engine/language.h"
#include "text/decode.h"
#include "text/line_index.h"

#include <algorithm>

namespace imprimatur::audit {
namespace {

constexpr std::size_t kLanguageSample = 1024;

std::size_t code_points(std::string_view utf8) {
  return static_cast<std::size_t>(std::count_if(utf8.begin(), utf8.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
  }));
}

// Counts from the beginning once, in order of position.
class CodePointCounter {
 public:
  explicit CodePointCounter(std::string_view utf8) : utf8_(utf8) {}
  std::size_t at(std::size_t offset) {
    offset = std::min(offset, utf8_.size());
    if (offset < offset_) {
      return code_points(utf8_.substr(0, offset));
    }
    count_ += code_points(utf8_.substr(offset_, offset - offset_));
    offset_ = offset;
    return count_;
  }

 private:
  std::string_view utf8_;
  std::size_t offset_ = 0;
  std::size_t count_ = 0;
};

// A position's place in the decoded text: its line's beginning and the column.
std::size_t decoded_code_point(const LineIndex& lines,
                               CodePointCounter& counter,
                               const Position& at) {
  return counter.at(lines.line_span(at.line).begin) + at.column - 1;
}

std::vector<Span> code_point_spans(const Record& record, const DocumentResult& result) {
  std::vector<Span> spans;
  if (result.findings.empty()) {
    return spans;
  }
  if (result.encoding == "utf-8" && is_valid_utf8(record.text)) {
    CodePointCounter counter(record.text);
    for (const Finding& finding : result.findings) {
      const std::size_t begin = counter.at(finding.start.offset);
      spans.push_back(
          {begin,
           begin + code_points(record.text.substr(finding.start.offset,
                                                  finding.end.offset - finding.start.offset))});
    }
    return spans;
  }
  const auto decoded = decode(record.text, record.encoding);
  if (!decoded) {
    return std::vector<Span>(result.findings.size());
  }
  const LineIndex lines(decoded->text);
  CodePointCounter counter(decoded->text);
  for (const Finding& finding : result.findings) {
    const std::size_t begin = decoded_code_point(lines, counter, finding.start);
    spans.push_back({begin, std::max(begin, decoded_code_point(lines, counter, finding.end))});
  }
  return spans;
}

std::string language_of(const Record& record, const DocumentResult& result) {
  if (!record.language.empty()) {
    return record.language;
  }
  if (!result.language.empty() || result.encoding != "utf-8") {
    return result.language;
  }
  std::string_view sample = record.text.substr(0, kLanguageSample);
  while (!sample.empty() && sample.size() < record.text.size() &&
         (static_cast<unsigned char>(record.text[sample.size()]) & 0xC0U) == 0x80U) {
    sample.remove_suffix(1);
  }
  return is_valid_utf8(sample) ? detect_language(sample) : std::string();
}

bool looks_like_html(std::string_view text) {
  constexpr std::string_view kDoctype = "<!doctype html";
  text = text.substr(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
  if (text.starts_with("<html") || text.starts_with("<HTML")) {
    return true;
  }
  return text.size() >= kDoctype.size() &&
         std::equal(kDoctype.begin(), kDoctype.end(), text.begin(), [](char a, char b) {
           return a == (b >= 'A' && b <= 'Z' ? static_cast<char>(b + ('a' - 'A')) : b);
         });
}

}  // namespace

Answer Judge::answer(const Record& record) {
  Answer answer;
  DocumentResult& result = answer.result;
  if (record.incomplete && record.text.empty()) {
    result.verdict.levels.fill(Level::unknown);
    result.verdict.question = engine_.options().question;
    result.media_type.clear();
    result.encoding.clear();
    result.incomplete = record.incomplete;
    return answer;
  }
  Input input;
  input.source = record.source;
  input.record = record.id;
  input.bytes = record.text;
  input.declared_encoding = record.encoding;
  input.media_type = record.media_type;
  input.found = true;      // nobody named it
  input.language = false;  // a sample is enough: language_of()
  if (input.media_type.empty()) {
    input.media_type = looks_like_html(record.text) ? "text/html" : "text/plain";
  }
  Surroundings around;
  if (!record.headers.empty()) {
    around.url = record.url;
    around.media_type = input.media_type;
    around.headers = record.headers;
    input.around = &around;
  }
  result = session_.check(input);
  if (record.incomplete) {
    result.incomplete = record.incomplete;
  }
  answer.code_points = code_point_spans(record, result);
  answer.language = language_of(record, result);
  return answer;
}

std::vector<Answer> Judge::answers(std::span<const Record> records) {
  std::vector<Answer> result;
  result.reserve(records.size());
  for (const Record& record : records) {
    result.push_back(answer(record));
  }
  return result;
}

}  // namespace imprimatur::audit
