// How the code that answers one request waits for something without holding a thread.
#pragma once

#include <chrono>
#include <functional>

#include "base/instant.hpp"

namespace crossroads {

/// A port: the network's, a simulator's, a blocking one for tests and commands. For the one request at hand.
///
/// Whoever waits may go on in another thread than before. So nobody waits with a mutex held, nor inside a `catch` block (an exception that is being handled
/// belongs to its thread), nor keeps a reference to something of the thread.
class Waiting {
 public:
  /// To be called exactly once, from any thread, also before `start` has returned. Never not at all: the request would never end, nor the service.
  using Resume = std::function<void()>;

  Waiting() = default;
  Waiting(const Waiting&) = delete;
  Waiting& operator=(const Waiting&) = delete;
  virtual ~Waiting() = default;

  /// Calls `start`, and returns once Resume was called.
  virtual void until(const std::function<void(Resume)>& start) = 0;
  /// May return earlier where the service ends.
  virtual void sleep(std::chrono::milliseconds time) = 0;
  [[nodiscard]] virtual Instant now() const = 0;
};

}  // namespace crossroads
