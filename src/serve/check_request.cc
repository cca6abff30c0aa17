#include "serve/check_request.h"

#include "base/url.h"
#include "formats/registry.h"
#include "serve/check_json.h"
#include "serve/form.h"

#include <fmt/format.h>

#include <algorithm>

namespace imprimatur::serve {
namespace {

constexpr std::string_view kJson = "application/json";
constexpr std::string_view kForm = "multipart/form-data";
constexpr std::string_view kAnything = "application/octet-stream";
constexpr std::size_t kNameBytes = 1'024;

std::string media_type_of(const Request& request) {
  const std::string* header = request.header("content-type");
  return header == nullptr ? std::string() : essence_of(*header);
}

bool is_read(std::string_view essence) {
  const auto formats = imprimatur::formats();
  return std::any_of(formats.begin(), formats.end(), [&](const Format& format) {
    std::string_view types = format.media_types;
    while (!types.empty()) {
      const std::string_view type = types.substr(0, types.find(' '));
      if (type == essence) {
        return true;
      }
      types.remove_prefix(std::min(type.size() + 1, types.size()));
    }
    return false;
  });
}

// Names stand in reports and findings' fingerprints: no more than a file could be called.
Answer<void> check_names(const CheckRequest& request) {
  for (std::size_t i = 0; i < request.drafts.size(); ++i) {
    if (request.drafts[i].name.size() > kNameBytes) {
      return refuse({400,
                     "bad-name",
                     fmt::format("the name is longer than {} bytes", kNameBytes),
                     "send a shorter name",
                     request.drafts.size() == 1 ? "name" : fmt::format("documents[{}].name", i)});
    }
  }
  return {};
}

// A document's member, with its place in a batch.
std::string member(std::optional<std::size_t> index, std::string_view name) {
  return index ? fmt::format("documents[{}].{}", *index, name) : std::string(name);
}

// Errors of the address itself are mistakes of the request; what its server says is not.
Answer<Draft> draft_at(JsonDraft&& json, std::optional<std::size_t> index) {
  const auto url = parse_url(*json.url);
  if (!url) {
    return refuse({400,
                   "bad-url",
                   url.error().message,
                   "send a whole address, with http:// or https://",
                   member(index, "url")});
  }
  Draft draft;
  draft.name = json.name.value_or(url->text());
  draft.media_type = essence_of(json.media_type.value_or(""));
  draft.address = url->text();
  return draft;
}

Answer<Draft> draft_of(JsonDraft&& json, std::optional<std::size_t> index) {
  const int given =
      static_cast<int>(json.text.has_value()) + static_cast<int>(json.html.has_value()) +
      static_cast<int>(json.base64.has_value()) + static_cast<int>(json.url.has_value());
  if (given != 1) {
    return refuse({400,
                   "bad-document",
                   given == 0 ? "the document has no text" : "the document has several texts",
                   "give it one of text, html, base64 and url",
                   index ? fmt::format("documents[{}]", *index) : std::string()});
  }
  if (json.url) {
    return draft_at(std::move(json), index);
  }
  Draft draft;
  draft.name = json.name.value_or(index ? fmt::format("draft-{}", *index + 1) : "draft");
  const std::string media_type = json.media_type.value_or("");
  draft.media_type = json.html && media_type.empty() ? "text/html" : essence_of(media_type);
  if (json.base64) {
    auto bytes = base64_decoded(*json.base64);
    if (!bytes) {
      return refuse({400,
                     "bad-base64",
                     "the value is not base64 (RFC 4648, with padding)",
                     "encode the file as base64 without line breaks",
                     member(index, "base64")});
    }
    draft.bytes = std::move(*bytes);
    draft.encoding = parameter_of(media_type, "charset");
  } else {
    draft.bytes = std::move(json.text ? *json.text : *json.html);
    draft.encoding = "utf-8";  // of JSON, whatever the text says of itself
  }
  return draft;
}

Answer<void> check_addresses(const CheckRequest& request) {
  const auto named = std::count_if(request.drafts.begin(),
                                   request.drafts.end(),
                                   [](const Draft& draft) { return !draft.address.empty(); });
  if (static_cast<std::size_t>(named) > kMostAddresses) {
    return refuse({413,
                   "too-many",
                   fmt::format("the request has more than {} addresses", kMostAddresses),
                   "send the addresses in several requests",
                   "documents"});
  }
  return {};
}

Answer<CheckRequest> from_json(const Request& request) {
  auto json = read_check_json(request.body, kMostDocuments);
  if (!json) {
    return refuse(std::move(json.error()));
  }
  CheckRequest check;
  check.policy = std::move(json->policy);
  if (json->use) {
    auto question = read_question(*json->use, "use");
    if (!question) {
      return refuse(std::move(question.error()));
    }
    check.question = *question;
  }
  JsonDraft& single = json->single;
  if (!json->documents) {
    auto draft = draft_of(std::move(single), std::nullopt);
    if (!draft) {
      return refuse(std::move(draft.error()));
    }
    check.drafts.push_back(std::move(*draft));
    return check;
  }
  if (single.text || single.html || single.base64 || single.url || single.name ||
      single.media_type || json->documents->empty()) {
    return refuse({400,
                   "bad-document",
                   json->documents->empty() ? "there is no document"
                                            : "there is a document besides the list of documents",
                   "put every document into the list",
                   "documents"});
  }
  for (std::size_t i = 0; i < json->documents->size(); ++i) {
    auto draft = draft_of(std::move((*json->documents)[i]), i);
    if (!draft) {
      return refuse(std::move(draft.error()));
    }
    check.drafts.push_back(std::move(*draft));
  }
  return check;
}

Draft draft_of(const FormPart& part, std::size_t index) {
  Draft draft;
  draft.bytes = part.content;
  draft.encoding = parameter_of(part.media_type, "charset");
  draft.name = part.file_name.value_or("");
  // A file with an ending is read as `check` reads it: what browsers make of endings differs.
  if (!part.file_name) {
    draft.encoding = draft.encoding.empty() ? "utf-8" : draft.encoding;
  } else if (draft.name.find('.') == std::string::npos) {
    draft.media_type = essence_of(part.media_type);
  }
  if (draft.name.empty()) {
    draft.name = fmt::format("draft-{}", index + 1);
  }
  return draft;
}

Answer<CheckRequest> from_form(const Request& request) {
  auto parts = read_form(request.body, *request.header("content-type"), kMostDocuments);
  if (!parts) {
    return refuse(std::move(parts.error()));
  }
  CheckRequest check;
  for (const FormPart& part : *parts) {
    if (part.file_name || part.name == "text") {
      const bool nothing_chosen = part.file_name && part.file_name->empty() && part.content.empty();
      if (!nothing_chosen) {
        check.drafts.push_back(draft_of(part, check.drafts.size()));
      }
    } else if (part.name == "use") {
      auto question = read_question(std::string(part.content), "use");
      if (!question) {
        return refuse(std::move(question.error()));
      }
      check.question = *question;
    } else if (part.name == "policy") {
      check.policy = std::string(part.content);
    } else {
      return refuse({400,
                     "unknown-member",
                     "there is no such field",
                     "known are text, use and policy; everything else has to be a file",
                     part.name});
    }
  }
  if (check.drafts.empty()) {
    return refuse({400, "bad-document", "the form has no document", "add a file, or a field text"});
  }
  return check;
}

CheckRequest from_body(Request&& request, std::string media_type) {
  Draft draft;
  draft.encoding = parameter_of(*request.header("content-type"), "charset");
  draft.bytes = std::move(request.body);
  draft.media_type = media_type == kAnything ? std::string() : std::move(media_type);
  draft.name = "draft";
  CheckRequest check;
  check.drafts.push_back(std::move(draft));
  return check;
}

}  // namespace

std::optional<Problem> wrong_media_type(const Request& request) {
  const std::string type = media_type_of(request);
  if (const std::string* coding = request.header("content-encoding");
      coding != nullptr && lower_case(*coding) != "identity") {
    return Problem{415,
                   "bad-coding",
                   "the body is compressed",
                   "send it as it is, without the header field 'content-encoding'"};
  }
  const std::string charset =
      type == kJson ? lower_case(parameter_of(*request.header("content-type"), "charset")) : "";
  if (!charset.empty() && charset != "utf-8" && charset != "utf8") {
    return Problem{415, "bad-charset", "JSON is read in UTF-8 alone", "send it in UTF-8"};
  }
  if (type == kJson || type == kForm || type == kAnything || is_read(type)) {
    return std::nullopt;
  }
  return Problem{
      415,
      "bad-media-type",
      type.empty() ? "the header field 'content-type' is missing"
                   : "documents of the media type in 'content-type' are not read",
      "send application/json, multipart/form-data, text/plain, text/html, another type of "
      "'imprimatur formats', or application/octet-stream to have it found out"};
}

Answer<Question> read_question(const std::string& use, std::string where) {
  if (use == "republish") {
    return Question{};
  }
  if (const auto known = find_name<Use>(kUseNames, use)) {
    return Question{*known};
  }
  return refuse({400,
                 "unknown-use",
                 "there is no such use",
                 fmt::format("known are republish, {}", fmt::join(kUseNames, ", ")),
                 std::move(where)});
}

Answer<CheckRequest> read_check_request(Request&& request) {
  std::optional<Question> asked;
  if (const auto use = request.parameter("use")) {
    auto question = read_question(*use, "use");
    if (!question) {
      return refuse(std::move(question.error()));
    }
    asked = *question;
  }
  const auto name = request.parameter("name");
  std::string type = media_type_of(request);
  auto check = type == kJson   ? from_json(request)
               : type == kForm ? from_form(request)
                               : Answer<CheckRequest>(from_body(std::move(request), type));
  if (!check) {
    return check;
  }
  if (!check->question) {
    check->question = asked;
  }
  if (name && !name->empty() && check->drafts.size() == 1 && check->drafts[0].name == "draft") {
    check->drafts[0].name = *name;
  }
  auto good = check_names(*check);
  good = good ? check_addresses(*check) : good;
  if (!good) {
    return refuse(std::move(good.error()));
  }
  return check;
}

}  // namespace imprimatur::serve
