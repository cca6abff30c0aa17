// GET /v1/rules and /v1/rules/{id}: the database, searched and in pages. Pure; thread-safe.
#ifndef IMPRIMATUR_SERVE_RULES_ANSWER_H_
#define IMPRIMATUR_SERVE_RULES_ANSWER_H_

#include "serve/desk.h"
#include "serve/http.h"
#include "serve/problem.h"

#include <string>

namespace imprimatur::serve {

[[nodiscard]] Answer<std::string> list_of_rules(const Request& request, const Desk& desk);
// The rule of this id; the holder, licence, language or agent if no rule has it.
[[nodiscard]] Answer<std::string> one_rule(const std::string& id, const Desk& desk);

}  // namespace imprimatur::serve

#endif  // IMPRIMATUR_SERVE_RULES_ANSWER_H_
