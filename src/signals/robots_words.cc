#include "signals/robots_words.h"

#include <initializer_list>

namespace imprimatur {
namespace {

UseSet uses(std::initializer_list<Use> list) {
  UseSet set;
  for (const Use use : list) {
    set.add(use);
  }
  return set;
}

}  // namespace

RobotsWord robots_word(std::string_view word) {
  if (word == "noai") {
    return {uses({Use::ai_train, Use::ai_input})};
  }
  if (word == "noimageai") {
    return {uses({Use::ai_train, Use::ai_input}), true};
  }
  if (word == "noindex" || word == "none") {
    return {uses({Use::search})};
  }
  if (word == "noarchive" || word == "nocache") {
    return {uses({Use::archive})};
  }
  if (word == "nosnippet" || word == "max-snippet:0") {
    return {uses({Use::ai_input})};
  }
  return {};
}

}  // namespace imprimatur
