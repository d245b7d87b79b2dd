// How the code that answers one request waits for something without holding a thread.
#pragma once

#include <chrono>
#include <functional>

#include "base/instant.hpp"

namespace crossroads {

/// A port: the network's, a simulator's, a blocking one for tests and commands. For the one request at hand.
class Waiting {
 public:
  /// To be called exactly once, from any thread, also before `start` has returned.
  using Resume = std::function<void()>;

  Waiting() = default;
  Waiting(const Waiting&) = delete;
  Waiting& operator=(const Waiting&) = delete;
  virtual ~Waiting() = default;

  /// Calls `start`, and returns once Resume was called.
  virtual void until(const std::function<void(Resume)>& start) = 0;
  virtual void sleep(std::chrono::milliseconds time) = 0;
  [[nodiscard]] virtual Instant now() const = 0;
};

}  // namespace crossroads
