// What the language server says of one document: diagnostics, hovers and code actions as the
// values of LSP 3.17. Pure; thread-safe.
#ifndef IMPRIMATUR_LSP_ANSWERS_H_
#define IMPRIMATUR_LSP_ANSWERS_H_

#include "lsp/desk.h"
#include "lsp/positions.h"
#include "report/document_result.h"

#include <nlohmann/json_fwd.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace imprimatur::lsp {

// A document of the editor; `uri` as the client writes it.
struct Buffer {
  std::string uri;
  std::string language;  // the client's name of the format: "markdown"
  long long version = 0;
  PlacedText text;
};

// The engine's answer for a buffer; several documents if it is a feed.
struct Answer {
  std::vector<DocumentResult> results;
  Level fail_on = Level::permission_required;
  const RuleSet* rules = nullptr;
};

[[nodiscard]] nlohmann::json range_of(const PlacedText& text, Span bytes);

[[nodiscard]] nlohmann::json diagnostics_of(const Answer& answer, const Buffer& buffer);
// Of a policy or rule file. Where its text is not at hand, `text` is null and only lines are told.
[[nodiscard]] nlohmann::json diagnostics_of(const std::vector<Diagnostic>& mistakes,
                                            const PlacedText* text);

// What stands at a byte of the text; null if nothing does.
[[nodiscard]] nlohmann::json hover_of(const Answer& answer,
                                      const Buffer& buffer,
                                      std::size_t offset,
                                      bool markdown);

// For the findings that touch the span. `open_terms`: the client can show addresses.
[[nodiscard]] nlohmann::json actions_of(const Answer& answer,
                                        const Buffer& buffer,
                                        Span bytes,
                                        bool open_terms);

inline constexpr std::string_view kOpenTerms = "imprimatur.openTerms";

// Keys that may stand at a byte of a policy or rule file, as completion items.
[[nodiscard]] nlohmann::json completions_of(const PlacedText& text,
                                            std::size_t offset,
                                            bool policy);

}  // namespace imprimatur::lsp

#endif  // IMPRIMATUR_LSP_ANSWERS_H_
