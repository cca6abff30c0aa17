#include "audit/rows.h"

#include "audit/json_text.h"
#include "audit/tally.h"
#include "report/error_code_name.h"
#include "report/escape.h"
#include "report/json_object.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace imprimatur::audit {
namespace {

constexpr std::size_t kMaxText = 500;

std::string_view level_name(const DocumentResult& result, Level level) {
  return is_answer(result, level) ? name_of(level) : std::string_view();
}

const Finding* first_with_licence(const DocumentResult& result) {
  for (const Finding& finding : result.findings) {
    if (finding.counts && !finding.licence.empty()) {
      return &finding;
    }
  }
  return nullptr;
}

const Finding* finding_of(const DocumentResult& result, std::size_t& index) {
  for (const Reason& reason : result.verdict.reasons) {
    if (reason.finding && *reason.finding < result.findings.size()) {
      index = *reason.finding;
      return &result.findings[index];
    }
  }
  return nullptr;
}

void write_origin(ObjectWriter& object, const RowContext& row) {
  object.text("file", row.record.source);
  object.number("record", row.raw.number);
  object.number("line", row.raw.line);
  object.number("member", row.raw.at.member);
  object.number("offset", row.raw.at.skip);
  object.text_or_null("id", row.record.id);
  object.text_or_null("url", row.record.url);
  object.text_or_null("date", row.record.date);
}

void write_verdicts(ObjectWriter& object, const DocumentResult& result) {
  object.text_or_null("verdict", level_name(result, result.verdict.level));
  ObjectWriter verdicts(object.key("verdicts"));
  for (std::size_t use = 0; use < kUseNames.size(); ++use) {
    verdicts.text_or_null(kUseNames[use], level_name(result, result.verdict.levels[use]));
  }
  verdicts.close();
}

void write_holders(std::string& out, const Verdict& verdict) {
  ArrayWriter array(out);
  for (const HolderRef& holder : verdict.holders) {
    ObjectWriter object(array.item());
    object.text_or_null("id", holder.id);
    object.text("name", holder.name);
    object.close();
  }
  array.close();
}

void write_reason(std::string& out, const RowContext& row) {
  const DocumentResult& result = row.answer.result;
  std::size_t index = 0;
  const Finding* finding = finding_of(result, index);
  if (result.verdict.reasons.empty() || finding == nullptr) {
    out += "null";
    return;
  }
  const Reason& reason = result.verdict.reasons.front();
  ObjectWriter object(out);
  object.text("text", shortened(reason.text, kMaxText));
  object.text("rule", finding->rule);
  object.text("role", name_of(finding->role));
  object.text_or_null("terms", reason.terms);
  object.text("evidence", shortened(finding->text, kMaxText));
  const Span span = index < row.answer.code_points.size() ? row.answer.code_points[index] : Span{};
  object.key("code_points") += fmt::format("[{},{}]", span.begin, span.end);
  object.key("bytes") += fmt::format("[{},{}]", finding->start.offset, finding->end.offset);
  object.number("line", finding->start.line);
  object.number("column", finding->start.column);
  object.close();
}

void write_texts(std::string& out, const std::vector<std::string>& texts) {
  ArrayWriter array(out);
  for (const std::string& text : texts) {
    append_string(array.item(), text);
  }
  array.close();
}

// dolma splits keys at "__"; names keep to letters, digits and single underscores.
std::string variable_name(std::string_view text) {
  std::string name;
  for (const char c : text) {
    const bool good = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
    if (good) {
      name += c;
    } else if (!name.empty() && name.back() != '_') {
      name += '_';
    }
  }
  while (name.ends_with('_')) {
    name.pop_back();
  }
  return name;
}

struct AttributeSpan {
  Span code_points;
  Span bytes;
  double score = 1;
};
using Attributes = std::map<std::string, std::vector<AttributeSpan>>;

Attributes attributes_of(const RowContext& row) {
  Attributes attributes;
  const DocumentResult& result = row.answer.result;
  const std::string_view text = row.record.text;
  const auto characters =
      static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
      }));
  const AttributeSpan whole{{0, characters}, {0, text.size()}, 1};
  if (result.incomplete) {
    attributes["imprimatur__error__" + variable_name(error_code_name(result.incomplete->code))] = {
        whole};
  }
  const std::string_view level = level_name(result, result.verdict.level);
  if (!level.empty()) {
    attributes[fmt::format("imprimatur__{}__{}",
                           variable_name(result.verdict.question.name()),
                           variable_name(level))] = {whole};
  }
  for (std::size_t i = 0; i < result.findings.size(); ++i) {
    const Finding& finding = result.findings[i];
    const AttributeSpan span{i < row.answer.code_points.size() ? row.answer.code_points[i] : Span{},
                             {finding.start.offset, finding.end.offset},
                             finding.confidence};
    const std::string_view tagger = finding.counts ? "rule" : "context";
    attributes[fmt::format("imprimatur__{}__{}", tagger, variable_name(finding.rule))].push_back(
        span);
    for (const HolderRef& holder : finding.holders) {
      if (finding.counts && !holder.id.empty()) {
        attributes["imprimatur__holder__" + variable_name(holder.id)].push_back(span);
      }
    }
  }
  return attributes;
}

}  // namespace

void append_document_json(std::string& out, const RowContext& row) {
  const DocumentResult& result = row.answer.result;
  ObjectWriter object(out);
  object.number("schema", kRowSchema);
  write_origin(object, row);
  write_verdicts(object, result);
  write_holders(object.key("holders"), result.verdict);
  const Finding* licence = first_with_licence(result);
  object.text_or_null("licence", licence != nullptr ? licence->licence : std::string());
  write_reason(object.key("reason"), row);
  object.text_or_null("language", row.answer.language);
  object.text_or_null("domain", domain_of(row.record.url));
  object.number("text_bytes", row.record.text.size());
  object.number("findings", result.findings.size());
  write_texts(object.key("flags"), row.record.flags);
  if (result.incomplete) {
    ObjectWriter error(object.key("incomplete"));
    error.text("code", error_code_name(result.incomplete->code));
    error.text("message", result.incomplete->message);
    error.close();
  } else {
    object.key("incomplete") += "null";
  }
  object.close();
  out += '\n';
}

void append_csv_cell(std::string& out, std::string_view text) {
  const std::string clean = to_valid_utf8(text);
  const bool formula =
      !clean.empty() && std::string_view("=+-@\t\r").find(clean[0]) != std::string_view::npos;
  if (!formula && clean.find_first_of(",\"\r\n") == std::string::npos) {
    out += clean;
    return;
  }
  out += formula ? "\" " : "\"";
  for (const char c : clean) {
    out += c == '"' ? "\"\"" : std::string(1, c);
  }
  out += '"';
}

std::string document_csv_header() {
  std::string out = "file,record,line,member,offset,id,url,date,verdict";
  for (const std::string_view use : kUseNames) {
    out += ',';
    out += use;
  }
  return out + ",holders,licence,rule,reason,evidence,language,domain,text_bytes,incomplete\r\n";
}

void append_document_csv(std::string& out, const RowContext& row) {
  const DocumentResult& result = row.answer.result;
  const auto cell = [&](std::string_view text) {
    append_csv_cell(out, text);
    out += ',';
  };
  append_csv_cell(out, row.record.source);
  out += fmt::format(
      ",{},{},{},{},", row.raw.number, row.raw.line, row.raw.at.member, row.raw.at.skip);
  cell(row.record.id);
  cell(row.record.url);
  cell(row.record.date);
  cell(level_name(result, result.verdict.level));
  for (const Level level : result.verdict.levels) {
    cell(level_name(result, level));
  }
  std::string holders;
  for (const HolderRef& holder : result.verdict.holders) {
    holders += (holders.empty() ? "" : "; ") + holder.name;
  }
  cell(holders);
  const Finding* licence = first_with_licence(result);
  cell(licence != nullptr ? licence->licence : std::string());
  std::size_t index = 0;
  const Finding* finding = finding_of(result, index);
  cell(finding != nullptr ? finding->rule : std::string());
  cell(finding != nullptr ? shortened(result.verdict.reasons.front().text, kMaxText)
                          : std::string());
  cell(finding != nullptr ? shortened(finding->text, kMaxText) : std::string());
  cell(row.answer.language);
  cell(domain_of(row.record.url));
  out += std::to_string(row.record.text.size()) + ",";
  append_csv_cell(out, result.incomplete ? result.incomplete->message : std::string());
  out += "\r\n";
}

void append_attributes(std::string& out, const RowContext& row) {
  const Attributes attributes = attributes_of(row);
  ObjectWriter object(out);
  object.text("id",
              row.record.id.empty() ? fmt::format("{}:{}", row.record.source, row.raw.number)
                                    : row.record.id);
  ObjectWriter spans(object.key("attributes"));
  for (const auto& [name, list] : attributes) {
    ArrayWriter array(spans.key(name));
    for (const AttributeSpan& span : list) {
      array.item() +=
          fmt::format("[{},{},{:.5g}]", span.code_points.begin, span.code_points.end, span.score);
    }
    array.close();
  }
  spans.close();
  ObjectWriter bytes(object.key("bytes"));
  for (const auto& [name, list] : attributes) {
    ArrayWriter array(bytes.key(name));
    for (const AttributeSpan& span : list) {
      array.item() += fmt::format("[{},{}]", span.bytes.begin, span.bytes.end);
    }
    array.close();
  }
  bytes.close();
  object.text("source", row.record.source);
  object.close();
  out += '\n';
}

}  // namespace imprimatur::audit
