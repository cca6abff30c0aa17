#include "report/baseline.h"

#include "report/annotation.h"
#include "report/escape.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <vector>

namespace imprimatur {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kSchema = 1;

tl::unexpected<Error> wrong(const std::string& name, std::string_view what) {
  return fail(ErrorCode::usage,
              fmt::format("baseline '{}' {}; 'imprimatur baseline create' writes a new one",
                          display_name(name),
                          what));
}

std::string text_of(const Json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

}  // namespace

Result<Baseline> parse_baseline(std::string_view json, const std::string& name) {
  const Json value = Json::parse(json, nullptr, false);
  if (!value.is_object()) {
    return wrong(name, "is no JSON object");
  }
  const auto schema = value.find("schema");
  if (schema == value.end() || *schema != kSchema) {
    return wrong(name, fmt::format("is not of schema {}", kSchema));
  }
  const auto findings = value.find("findings");
  if (findings == value.end() || !findings->is_array()) {
    return wrong(name, "has no list of findings");
  }
  Baseline baseline;
  for (const Json& entry : *findings) {
    const std::string fingerprint =
        entry.is_object() ? text_of(entry, "fingerprint") : std::string();
    if (fingerprint.empty()) {
      return wrong(name, fmt::format("has no fingerprint in entry {}", baseline.size() + 1));
    }
    baseline[fingerprint] = {text_of(entry, "path"),
                             text_of(entry, "rule"),
                             text_of(entry, "holder"),
                             text_of(entry, "verdict")};
  }
  return baseline;
}

std::string baseline_text(const Baseline& baseline) {
  std::vector<std::pair<const std::string, BaselineEntry>> entries(baseline.begin(),
                                                                   baseline.end());
  std::vector<std::size_t> order(entries.size());
  for (std::size_t i = 0; i < order.size(); ++i) {
    order[i] = i;
  }
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    const BaselineEntry& left = entries[a].second;
    const BaselineEntry& right = entries[b].second;
    return std::tie(left.path, left.rule) < std::tie(right.path, right.rule);
  });
  std::string out = fmt::format("{{\"schema\":{},\"findings\":[", kSchema);
  for (std::size_t i = 0; i < order.size(); ++i) {
    const auto& [fingerprint, entry] = entries[order[i]];
    const Json value = {{"path", entry.path},
                        {"rule", entry.rule},
                        {"holder", entry.holder},
                        {"verdict", entry.verdict},
                        {"fingerprint", fingerprint}};
    out += i == 0 ? "\n" : ",\n";
    out += escape_json_controls(value.dump(-1, ' ', false, Json::error_handler_t::replace));
  }
  return out + "\n]}\n";
}

void add_to_baseline(const DocumentResult& result, Baseline& baseline) {
  for (std::size_t i = 0; i < result.findings.size(); ++i) {
    const Finding& finding = result.findings[i];
    if (finding.counts && !is_suppressed(result, i)) {
      baseline[finding.fingerprint] = {place_name(result),
                                       finding.rule,
                                       to_valid_utf8(holder_names(finding)),
                                       std::string(name_of(result.verdict.level))};
    }
  }
}

}  // namespace imprimatur
