// imprimatur::Checker: the interface of the library for other programs, and the only installed
// header. It stands on the standard library alone, so that nothing else of the project is part of
// what stays the same: under one major version names, meanings and the layout of these types stay;
// answers are the JSON objects of `imprimatur check --format jsonl` (schema 1), to which fields are
// only added. Never prints, reads no environment, no clock and no network.
#ifndef IMPRIMATUR_ENGINE_CHECKER_H_
#define IMPRIMATUR_ENGINE_CHECKER_H_

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#if defined(__GNUC__)
#define IMPRIMATUR_PUBLIC __attribute__((visibility("default")))
#else
#define IMPRIMATUR_PUBLIC
#endif

namespace imprimatur {

// Values as of the command line; all may stay as they are but `today`.
struct CheckerOptions {
  std::string today;               // the day to judge by: "2026-01-31"
  std::string use = "republish";   // the use in question
  std::string policy;              // the text of an imprimatur.toml; empty: none
  std::vector<std::string> rules;  // the texts of rule files that add to the built-in ones
};

struct CheckerAnswer {
  std::string verdict;      // "allowed" to "forbidden"; empty if there is none
  bool incomplete = false;  // not read to the end: what is missing may hold more
  std::string json;         // one object a line, a line a document of the input
};

// Immutable after creation; check() may be called from any number of threads at once.
class IMPRIMATUR_PUBLIC Checker {
 public:
  // Null if an option is wrong; `error` then says what, where and what to do.
  [[nodiscard]] static std::unique_ptr<Checker> make(const CheckerOptions& options,
                                                     std::string& error);
  ~Checker();
  Checker(const Checker&) = delete;
  Checker& operator=(const Checker&) = delete;

  // `name` decides the format with the content, and is part of the findings' fingerprints; a
  // media type that is given decides alone.
  [[nodiscard]] CheckerAnswer check(std::string_view bytes,
                                    std::string_view name,
                                    std::string_view media_type = {}) const;
  // "0.1.0", and the digest of the rules that decide.
  [[nodiscard]] static std::string version();
  [[nodiscard]] std::string rules_digest() const;

 private:
  struct State;
  explicit Checker(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace imprimatur

#endif  // IMPRIMATUR_ENGINE_CHECKER_H_
