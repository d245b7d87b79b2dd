// Virtual time, and fibers that wait in it: everything that the simulation does happens here, one thing after the other, in an order that the seed decides.
#pragma once

#include <boost/context/fiber.hpp>

#include <functional>
#include <map>
#include <memory>
#include <span>

#include "base/waiting.hpp"

namespace crossroads::simulation {

/// Chance, the same everywhere for the same seed (SplitMix64).
class Chance {
 public:
  explicit Chance(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next();
  /// From 0 to n - 1.
  std::uint64_t below(std::uint64_t n) { return next() % n; }
  bool one_in(std::uint64_t n) { return below(n) == 0; }
  void fill(std::span<std::uint8_t> bytes);

 private:
  std::uint64_t state_;
};

class Scheduler;

/// A fiber. It ends when its body does, or when its owner is struck down.
class Fiber {
 public:
  [[nodiscard]] bool ended() const { return !context_; }

 private:
  friend class Scheduler;
  boost::context::fiber context_, back_;
};
using FiberPtr = std::shared_ptr<Fiber>;

class Scheduler {
 public:
  explicit Scheduler(Instant start) : now_(start) {}
  Scheduler(const Scheduler&) = delete;
  Scheduler& operator=(const Scheduler&) = delete;

  [[nodiscard]] Instant now() const { return now_; }
  void at(Instant when, std::function<void()> act);
  void after(std::chrono::milliseconds time, std::function<void()> act) { at(now_ + time, std::move(act)); }
  /// Begins a fiber at once; `body` is given what it waits with. `clock`: what its node believes the time to be.
  FiberPtr spawn(std::function<void(Waiting&)> body, std::function<Instant()> clock);
  /// Unwinds it where it waits. Never the one that is running.
  static void strike_down(const FiberPtr& fiber);
  /// The next thing that happens; false where nothing is left.
  bool step();
  /// Gives way to whatever else happens, until the fiber is woken. From inside a fiber.
  void suspend();
  void wake(const std::weak_ptr<Fiber>& fiber);
  [[nodiscard]] const FiberPtr& running() const { return running_; }

 private:
  void resume(const FiberPtr& fiber);
  Instant now_;
  std::uint64_t drawn_ = 0;
  std::map<std::pair<Instant, std::uint64_t>, std::function<void()>> events_;
  FiberPtr running_;
};

/// The port of waiting on virtual time.
class SimulatedWaiting final : public Waiting {
 public:
  SimulatedWaiting(Scheduler& scheduler, std::function<Instant()> clock) : scheduler_(scheduler), clock_(std::move(clock)) {}
  void until(const std::function<void(Resume)>& start) override;
  void sleep(std::chrono::milliseconds time) override;
  [[nodiscard]] Instant now() const override { return clock_(); }

 private:
  Scheduler& scheduler_;
  std::function<Instant()> clock_;
};

}  // namespace crossroads::simulation
