// imprimatur::Checker: the C interface (imprimatur.h) for programs in C++17, with strings, errors
// and lifetimes as C++ has them. All of it is inline, so that nothing of a compiler's C++ lies
// between a program and the library. Answers are the JSON objects of `imprimatur check --format
// jsonl` (schema 1), to which fields are only added.
#ifndef IMPRIMATUR_CAPI_CHECKER_H_
#define IMPRIMATUR_CAPI_CHECKER_H_

#include "imprimatur.h"

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace imprimatur {

// Values as of the command line; all may stay as they are but `today`.
struct CheckerOptions {
  std::string today;               // the day to judge by: "2026-01-31"
  std::string use;                 // the use in question; empty: the policy's, else "republish"
  std::string policy;              // the text of an imprimatur.toml; empty: none
  std::vector<std::string> rules;  // the texts of rule files that add to the built-in ones
};

struct CheckerAnswer {
  std::string verdict;      // the worst, "allowed" to "forbidden"; empty if there is none
  bool incomplete = false;  // not read to the end: what is missing may hold more
  std::string json;         // one object a line, a line a document of the input
};

// Immutable after creation; check() may be called from any number of threads at once.
class Checker {
 public:
  // Null if an option is wrong; `error` then says what, where and what to do.
  [[nodiscard]] static std::unique_ptr<Checker> make(const CheckerOptions& options,
                                                     std::string& error) {
    const Held<imprimatur_options, imprimatur_options_free> made(imprimatur_options_new());
    if (!made || !fill(*made, options)) {
      error = "not enough memory";
      return nullptr;
    }
    imprimatur_error* failure = nullptr;
    imprimatur_checker* checker = imprimatur_checker_new(made.get(), &failure);
    if (checker == nullptr) {
      error = imprimatur_error_message(failure);
      imprimatur_error_free(failure);
      return nullptr;
    }
    return std::unique_ptr<Checker>(new Checker(checker));
  }
  Checker(const Checker&) = delete;
  Checker& operator=(const Checker&) = delete;

  // `name` decides the format with the content, and is part of the findings' fingerprints; a
  // media type that is given decides alone.
  [[nodiscard]] CheckerAnswer check(std::string_view bytes,
                                    const std::string& name,
                                    const std::string& media_type = {}) const {
    imprimatur_document document = {};
    document.struct_size = sizeof document;
    document.bytes = bytes.data();
    document.size = bytes.size();
    document.name = name.c_str();
    document.media_type = media_type.c_str();
    const Held<imprimatur_answer, imprimatur_answer_free> made(
        imprimatur_check(checker_.get(), &document, nullptr));
    CheckerAnswer answer;
    if (!made) {  // not enough memory
      answer.incomplete = true;
      return answer;
    }
    imprimatur_verdict worst = IMPRIMATUR_NO_ANSWER;
    for (std::size_t i = 0; i < imprimatur_answer_count(made.get()); ++i) {
      std::size_t size = 0;
      const char* json = imprimatur_answer_json(made.get(), i, &size);
      answer.json.append(json, size).push_back('\n');
      answer.incomplete = answer.incomplete || imprimatur_answer_incomplete(made.get(), i) != 0;
      const imprimatur_verdict verdict = imprimatur_answer_verdict(made.get(), i);
      worst = verdict > worst ? verdict : worst;
    }
    if (worst != IMPRIMATUR_NO_ANSWER) {
      answer.verdict = imprimatur_verdict_name(worst);
    }
    return answer;
  }
  // "0.1.0", and the digest of the rules that decide.
  [[nodiscard]] static std::string version() { return imprimatur_version(); }
  [[nodiscard]] std::string rules_digest() const {
    return imprimatur_checker_rules_digest(checker_.get());
  }

 private:
  template <typename T, void (*free_it)(T*)>
  struct Free {
    void operator()(T* held) const { free_it(held); }
  };
  template <typename T, void (*free_it)(T*)>
  using Held = std::unique_ptr<T, Free<T, free_it>>;

  static bool fill(imprimatur_options& made, const CheckerOptions& options) {
    const std::string& policy = options.policy;
    bool kept = imprimatur_options_set_today(&made, options.today.c_str()) == IMPRIMATUR_OK &&
                imprimatur_options_set_use(&made, options.use.c_str()) == IMPRIMATUR_OK &&
                imprimatur_options_set_policy(&made, nullptr, policy.data(), policy.size()) ==
                    IMPRIMATUR_OK;
    for (const std::string& text : options.rules) {
      kept = kept && imprimatur_options_add_rules(&made, nullptr, text.data(), text.size()) ==
                         IMPRIMATUR_OK;
    }
    return kept;
  }

  explicit Checker(imprimatur_checker* checker) : checker_(checker) {}
  Held<imprimatur_checker, imprimatur_checker_free> checker_;
};

}  // namespace imprimatur

#endif  // IMPRIMATUR_CAPI_CHECKER_H_
