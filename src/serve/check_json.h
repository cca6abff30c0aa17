// The JSON body of POST /v1/check: {"text": …} or {"documents": [{"text": …}, …]}. Read as a stream
// with a fixed shape, so that no body needs more memory than its strings.
#ifndef IMPRIMATUR_SERVE_CHECK_JSON_H_
#define IMPRIMATUR_SERVE_CHECK_JSON_H_

#include "serve/problem.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace imprimatur::serve {

struct JsonDraft {
  std::optional<std::string> text;
  std::optional<std::string> html;
  std::optional<std::string> base64;
  std::optional<std::string> url;
  std::optional<std::string> name;
  std::optional<std::string> media_type;
};

struct CheckJson {
  JsonDraft single;
  std::optional<std::vector<JsonDraft>> documents;
  std::optional<std::string> use;
  std::optional<std::string> policy;
};

// Problems: 400, with the member that is wrong; 413, too many documents.
[[nodiscard]] Answer<CheckJson> read_check_json(std::string_view body, std::size_t most_documents);

// RFC 4648, section 4, with its padding; none if it is anything else.
[[nodiscard]] std::optional<std::string> base64_decoded(std::string_view text);

}  // namespace imprimatur::serve

#endif  // IMPRIMATUR_SERVE_CHECK_JSON_H_
