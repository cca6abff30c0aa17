// SharedEngine: rules, policy and question with a session for each thread that needs one: what
// libraries, bindings and servers hold. Immutable; check() may be called from any number of threads
// at once. Never prints, reads no environment, no clock and no network.
#ifndef IMPRIMATUR_ENGINE_SHARED_ENGINE_H_
#define IMPRIMATUR_ENGINE_SHARED_ENGINE_H_

#include "base/pool.h"
#include "engine/engine.h"

#include <functional>

namespace imprimatur {

class SharedEngine {
 public:
  explicit SharedEngine(EngineOptions options)
      : engine_(std::move(options)),
        sessions_([this] { return std::make_unique<Engine::Session>(engine_.session()); }) {}

  // As Engine::Session::check and check_all.
  [[nodiscard]] DocumentResult check(const Input& input) const {
    return sessions_.take()->check(input);
  }
  void check_all(const Input& input, const std::function<void(DocumentResult&&)>& sink) const {
    sessions_.take()->check_all(input, sink);
  }
  [[nodiscard]] const Engine& engine() const { return engine_; }
  [[nodiscard]] const EngineOptions& options() const { return engine_.options(); }

 private:
  Engine engine_;
  mutable Pool<Engine::Session> sessions_;
};

}  // namespace imprimatur

#endif  // IMPRIMATUR_ENGINE_SHARED_ENGINE_H_
