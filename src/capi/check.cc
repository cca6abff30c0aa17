// Options, checkers and answers.
#include "capi/handles.h"
#include "engine/setup.h"
#include "report/json_object.h"

#include <algorithm>
#include <cstring>
#include <string_view>

struct imprimatur_options {
  imprimatur::EngineSetup setup;
};

struct imprimatur_answer {
  struct Document {
    std::string json;
    imprimatur_verdict verdict = IMPRIMATUR_NO_ANSWER;
    bool incomplete = false;
  };
  std::vector<Document> documents;
  std::size_t worst = 0;
};

namespace imprimatur::capi {
namespace {

// A document as its caller's version of the header knows it, the rest zero.
bool known_part(const imprimatur_document* given, imprimatur_document& document) {
  if (given == nullptr || given->struct_size < offsetof(imprimatur_document, name)) {
    return false;
  }
  std::memcpy(&document, given, std::min(given->struct_size, sizeof document));
  return document.bytes != nullptr || document.size == 0;
}

std::string text_of(const char* text) {
  return text == nullptr ? std::string() : std::string(text);
}

imprimatur_verdict verdict_of(const DocumentResult& result) {
  const Level level = result.verdict.level;
  return is_answer(result, level) ? static_cast<imprimatur_verdict>(level) : IMPRIMATUR_NO_ANSWER;
}

void add(imprimatur_answer& answer, const DocumentResult& result) {
  answer.documents.push_back(
      {json_document(result), verdict_of(result), result.incomplete.has_value()});
  const auto weight = [&](std::size_t index) {
    const auto& document = answer.documents[index];
    return std::pair(document.incomplete, document.verdict);
  };
  const std::size_t last = answer.documents.size() - 1;
  if (weight(last) > weight(answer.worst)) {
    answer.worst = last;
  }
}

Result<std::unique_ptr<imprimatur_answer>> answer_for(const SharedEngine& engine,
                                                      const imprimatur_document& document) {
  Input input;
  input.source = document.name == nullptr ? "<memory>" : document.name;
  input.path = text_of(document.name);
  input.bytes = std::string_view(document.bytes == nullptr ? "" : document.bytes, document.size);
  input.media_type = text_of(document.media_type);
  input.declared_encoding = text_of(document.encoding);
  input.trace = document.trace != 0;
  if (document.use != nullptr) {
    IMPRIMATUR_TRY(input.question, question_named(document.use));
  }
  auto answer = std::make_unique<imprimatur_answer>();
  engine.check_all(input, [&](DocumentResult&& result) { add(*answer, result); });
  return answer;
}

const imprimatur_answer::Document* document_at(const imprimatur_answer* answer, std::size_t index) {
  return answer != nullptr && index < answer->documents.size() ? &answer->documents[index]
                                                               : nullptr;
}

}  // namespace
}  // namespace imprimatur::capi

using imprimatur::capi::guarded;
using imprimatur::capi::set_error;

extern "C" {

int32_t imprimatur_abi(void) {
  return IMPRIMATUR_ABI;
}

const char* imprimatur_version(void) {
  return IMPRIMATUR_VERSION;
}

const char* imprimatur_verdict_name(imprimatur_verdict verdict) {
  const auto index = static_cast<std::size_t>(verdict);
  return verdict >= 0 && index < imprimatur::kLevelNames.size()
             ? imprimatur::kLevelNames[index].data()
             : nullptr;
}

imprimatur_options* imprimatur_options_new(void) {
  return new (std::nothrow) imprimatur_options();
}

void imprimatur_options_free(imprimatur_options* options) {
  delete options;
}

imprimatur_code imprimatur_options_set_today(imprimatur_options* options, const char* today) {
  return guarded(nullptr, [&] {
    options->setup.today = imprimatur::capi::text_of(today);
    return IMPRIMATUR_OK;
  });
}

imprimatur_code imprimatur_options_set_use(imprimatur_options* options, const char* use) {
  return guarded(nullptr, [&] {
    options->setup.use = imprimatur::capi::text_of(use);
    return IMPRIMATUR_OK;
  });
}

imprimatur_code imprimatur_options_set_policy(imprimatur_options* options,
                                              const char* name,
                                              const char* text,
                                              size_t size) {
  return guarded(nullptr, [&] {
    options->setup.policy.assign(text, size);
    options->setup.policy_path = name == nullptr ? "imprimatur.toml" : name;
    return IMPRIMATUR_OK;
  });
}

imprimatur_code imprimatur_options_add_rules(imprimatur_options* options,
                                             const char* name,
                                             const char* text,
                                             size_t size) {
  return guarded(nullptr, [&] {
    auto& rules = options->setup.rules;
    rules.emplace_back(
        name == nullptr ? "rules-" + std::to_string(rules.size() + 1) + ".toml" : std::string(name),
        std::string(text, size));
    return IMPRIMATUR_OK;
  });
}

imprimatur_checker* imprimatur_checker_new(const imprimatur_options* options,
                                           imprimatur_error** error) {
  imprimatur_checker* made = nullptr;
  guarded(error, [&] {
    if (options == nullptr) {
      return set_error(error, IMPRIMATUR_ERROR_USAGE, "no options were given");
    }
    auto engine = imprimatur::engine_options(options->setup);
    if (!engine) {
      return set_error(error, engine.error());
    }
    made = new imprimatur_checker{std::make_shared<imprimatur::capi::Desk>(std::move(*engine))};
    return imprimatur_code{IMPRIMATUR_OK};
  });
  return made;
}

void imprimatur_checker_free(imprimatur_checker* checker) {
  delete checker;
}

const char* imprimatur_checker_rules_digest(const imprimatur_checker* checker) {
  return checker->desk->engine.options().rules->digest().c_str();
}

const char* imprimatur_checker_use(const imprimatur_checker* checker) {
  return checker->desk->engine.options().question.name().data();
}

imprimatur_verdict imprimatur_checker_fail_on(const imprimatur_checker* checker) {
  return static_cast<imprimatur_verdict>(checker->desk->engine.options().policy->fail_on.value_or(
      imprimatur::Level::permission_required));
}

imprimatur_answer* imprimatur_check(const imprimatur_checker* checker,
                                    const imprimatur_document* document,
                                    imprimatur_error** error) {
  imprimatur_answer* made = nullptr;
  guarded(error, [&] {
    imprimatur_document known{};
    if (checker == nullptr || !imprimatur::capi::known_part(document, known)) {
      return set_error(error,
                       IMPRIMATUR_ERROR_USAGE,
                       "no checker, no document, or its struct_size or bytes are not set");
    }
    auto answer = imprimatur::capi::answer_for(checker->desk->engine, known);
    if (!answer) {
      return set_error(error, answer.error());
    }
    made = answer->release();
    return imprimatur_code{IMPRIMATUR_OK};
  });
  return made;
}

void imprimatur_answer_free(imprimatur_answer* answer) {
  delete answer;
}

size_t imprimatur_answer_count(const imprimatur_answer* answer) {
  return answer == nullptr ? 0 : answer->documents.size();
}

size_t imprimatur_answer_worst(const imprimatur_answer* answer) {
  return answer == nullptr ? 0 : answer->worst;
}

const char* imprimatur_answer_json(const imprimatur_answer* answer, size_t index, size_t* size) {
  const auto* document = imprimatur::capi::document_at(answer, index);
  if (size != nullptr) {
    *size = document == nullptr ? 0 : document->json.size();
  }
  return document == nullptr ? nullptr : document->json.c_str();
}

imprimatur_verdict imprimatur_answer_verdict(const imprimatur_answer* answer, size_t index) {
  const auto* document = imprimatur::capi::document_at(answer, index);
  return document == nullptr ? imprimatur_verdict{IMPRIMATUR_NO_ANSWER} : document->verdict;
}

int32_t imprimatur_answer_incomplete(const imprimatur_answer* answer, size_t index) {
  const auto* document = imprimatur::capi::document_at(answer, index);
  return document == nullptr || document->incomplete ? 1 : 0;
}

}  // extern "C"
