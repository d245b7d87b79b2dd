#include "scheduler.hpp"

#include <boost/context/fixedsize_stack.hpp>

#include <stdexcept>

namespace crossroads::simulation {

std::uint64_t Chance::next() {
  std::uint64_t z = state_ += 0x9e3779b97f4a7c15U;
  z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9U;
  z = (z ^ (z >> 27U)) * 0x94d049bb133111ebU;
  return z ^ (z >> 31U);
}
void Chance::fill(std::span<std::uint8_t> bytes) {
  for (auto& byte : bytes) byte = static_cast<std::uint8_t>(next() >> 56U);
}

void Scheduler::at(Instant when, std::function<void()> act) { events_.emplace(std::pair(std::max(when, now_), drawn_++), std::move(act)); }

FiberPtr Scheduler::spawn(std::function<void(Waiting&)> body, std::function<Instant()> clock) {
  constexpr std::size_t stack = std::size_t{512} * 1024;
  const auto fiber = std::make_shared<Fiber>();
  auto* own = fiber.get();  // as long as it runs somebody holds it
  fiber->context_ = boost::context::fiber(std::allocator_arg, boost::context::fixedsize_stack(stack),
                                          [this, own, body = std::move(body), clock = std::move(clock)](boost::context::fiber&& back) {
                                            own->back_ = std::move(back);
                                            SimulatedWaiting waiting(*this, clock);
                                            body(waiting);
                                            return std::move(own->back_);
                                          });
  at(now_, [this, fiber] { resume(fiber); });
  return fiber;
}

void Scheduler::strike_down(const FiberPtr& fiber) { fiber->context_ = {}; }

bool Scheduler::step() {
  if (events_.empty()) return false;
  auto first = events_.extract(events_.begin());
  now_ = first.key().first;
  first.mapped()();
  return true;
}

void Scheduler::suspend() {
  const auto self = running_;
  if (!self) throw std::logic_error("only a fiber waits");
  auto* own = self.get();
  running_.reset();
  own->back_ = std::move(own->back_).resume();
}

void Scheduler::wake(const std::weak_ptr<Fiber>& sleeping) {
  at(now_, [this, sleeping] {
    if (const auto fiber = sleeping.lock(); fiber && !fiber->ended()) resume(fiber);
  });
}

void Scheduler::resume(const FiberPtr& fiber) {
  if (fiber->ended()) return;
  running_ = fiber;
  fiber->context_ = std::move(fiber->context_).resume();
  running_.reset();
}

void SimulatedWaiting::until(const std::function<void(Resume)>& start) {
  const std::weak_ptr<Fiber> self = scheduler_.running();
  const auto resumed = std::make_shared<bool>(false);
  start([this, self, resumed, &scheduler = scheduler_] {
    if (!std::exchange(*resumed, true)) scheduler.wake(self);
  });
  scheduler_.suspend();
}

void SimulatedWaiting::sleep(std::chrono::milliseconds time) {
  const std::weak_ptr<Fiber> self = scheduler_.running();
  scheduler_.after(time, [&scheduler = scheduler_, self] { scheduler.wake(self); });
  scheduler_.suspend();
}

}  // namespace crossroads::simulation
