#include "report/json_object.h"

#include "report/annotation.h"
#include "report/error_code_name.h"
#include "report/escape.h"
#include "report/log_safe.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace imprimatur {
namespace {

using Json = nlohmann::ordered_json;

Json text_or_null(const std::string& text) {
  return text.empty() ? Json(nullptr) : Json(text);
}

template <typename E, std::size_t N>
Json names_of(EnumSet<E> set, const std::array<std::string_view, N>& names) {
  Json list = Json::array();
  for (std::size_t i = 0; i < N; ++i) {
    if (set.has(static_cast<E>(i))) {
      list.push_back(names[i]);
    }
  }
  return list;
}

Json holder(const HolderRef& ref) {
  return {{"id", text_or_null(ref.id)}, {"name", ref.name}};
}

Json holders(const std::vector<HolderRef>& refs) {
  Json list = Json::array();
  for (const HolderRef& ref : refs) {
    list.push_back(holder(ref));
  }
  return list;
}

Json position(const Position& at) {
  return {{"offset", at.offset},
          {"line", at.line},
          {"column", at.column},
          {"utf16_column", at.utf16_column}};
}

Json level(const DocumentResult& result, Level value) {
  return is_answer(result, value) ? Json(name_of(value)) : Json(nullptr);
}

Json verdicts(const DocumentResult& result) {
  Json object = Json::object();
  for (std::size_t i = 0; i < kUseNames.size(); ++i) {
    object[std::string(kUseNames[i])] = level(result, result.verdict.levels[i]);
  }
  return object;
}

Json reasons(const Verdict& verdict) {
  Json list = Json::array();
  for (const Reason& reason : verdict.reasons) {
    list.push_back({{"verdict", name_of(reason.level)},
                    {"text", reason.text},
                    {"finding", reason.finding ? Json(*reason.finding) : Json(nullptr)},
                    {"terms", text_or_null(reason.terms)},
                    {"next", text_or_null(reason.next_step)},
                    {"credit", text_or_null(reason.credit)}});
  }
  return list;
}

Json finding(const Finding& f, std::optional<SilencedBy> suppressed) {
  Json object = {{"rule", f.rule}, {"related", f.related}, {"role", name_of(f.role)}};
  object["holder"] = f.holders.empty() ? Json(nullptr) : text_or_null(f.holders.front().id);
  object["holders"] = holders(f.holders);
  object["years"] = f.years;
  object["prohibits"] = names_of(f.prohibits, kUseNames);
  object["permits"] = names_of(f.permits, kUseNames);
  object["duties"] = names_of(f.duties, kDutyNames);
  object["constraints"] = names_of(f.constraints, kConstraintNames);
  object["reserves"] = f.reserves;
  object["with_permission"] = f.with_permission;
  object["licence"] = text_or_null(f.licence);
  object["until"] = text_or_null(f.until);
  object["zone"] = name_of(f.zone);
  object["scope"] = name_of(f.scope);
  object["counts"] = f.counts;
  object["why_not"] = text_or_null(f.why_not);
  object["suppressed"] = suppressed.has_value();
  object["suppressed_by"] = suppressed ? Json(name_of(*suppressed)) : Json(nullptr);
  object["disguised"] = f.disguised;
  object["confidence"] = f.confidence;
  object["start"] = position(f.start);
  object["end"] = position(f.end);
  if (f.page > 0) {
    object["page"] = f.page;
  }
  if (!f.cell.empty()) {
    object["cell"] = f.cell;
  }
  if (!f.origin.empty()) {
    object["origin"] = {{"source", f.origin}, {"line", f.origin_line}};
  }
  object["text"] = f.text;
  object["fingerprint"] = f.fingerprint;
  return object;
}

Json findings(const DocumentResult& result) {
  Json list = Json::array();
  for (std::size_t i = 0; i < result.findings.size(); ++i) {
    list.push_back(finding(result.findings[i], suppressed_by(result, i)));
  }
  return list;
}

Json trace(const DocumentResult& result) {
  Json list = Json::array();
  for (const TraceStep& step : result.trace) {
    list.push_back({{"rule", text_or_null(step.rule)},
                    {"event", step.event},
                    {"detail", step.detail},
                    {"at", position(step.at)},
                    {"text", step.text}});
  }
  return list;
}

std::string dump(const Json& value) {
  return escape_json_controls(
      defuse_json(value.dump(-1, ' ', false, Json::error_handler_t::replace)));
}

}  // namespace

std::string json_string(std::string_view text) {
  return dump(Json(text));
}

bool is_answer(const DocumentResult& result, Level value) {
  return !result.incomplete || value >= Level::permission_required;
}

std::string json_document(const DocumentResult& result) {
  Json object = {{"schema", kJsonSchema}};
  object["document"] = {{"source", result.source},
                        {"path", text_or_null(result.path)},
                        {"record", text_or_null(result.record)},
                        {"media_type", text_or_null(result.media_type)},
                        {"encoding", text_or_null(result.encoding)},
                        {"language", text_or_null(result.language)}};
  if (result.member) {
    object["document"]["name"] = result.source + "!" + result.record;
  }
  object["use"] = result.verdict.question.name();
  object["verdict"] = level(result, result.verdict.level);
  object["verdicts"] = verdicts(result);
  object["holders"] = holders(result.verdict.holders);
  object["reasons"] = reasons(result.verdict);
  object["findings"] = findings(result);
  if (!result.trace.empty()) {
    object["trace"] = trace(result);
  }
  object["incomplete"] = nullptr;
  if (result.incomplete) {
    object["incomplete"] = {{"code", error_code_name(result.incomplete->code)},
                            {"message", result.incomplete->message}};
  }
  return dump(object);
}

std::string json_summary(const Summary& summary) {
  Json levels = Json::object();
  for (std::size_t i = 0; i < kLevelNames.size(); ++i) {
    levels[std::string(kLevelNames[i])] = summary.by_level[i];
  }
  return dump({{"documents", summary.documents},
               {"verdicts", levels},
               {"incomplete", summary.incomplete},
               {"notes", summary.notes}});
}

std::string json_provenance(const Provenance& provenance) {
  return dump({{"tool", "imprimatur"},
               {"version", provenance.version},
               {"rules_digest", text_or_null(provenance.rules_digest)},
               {"policy_path", text_or_null(provenance.policy_path)},
               {"policy_digest", text_or_null(provenance.policy_digest)},
               {"use", text_or_null(provenance.use)},
               {"today", text_or_null(provenance.today)}});
}

}  // namespace imprimatur
