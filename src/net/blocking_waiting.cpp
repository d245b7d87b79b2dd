#include "net/blocking_waiting.hpp"

#include <future>
#include <thread>

namespace crossroads::net {

void BlockingWaiting::until(const std::function<void(Resume)>& start) {
  // Shared: whoever resumes may still be inside `set_value` when this returns.
  const auto resumed = std::make_shared<std::promise<void>>();
  auto waiting = resumed->get_future();
  start([resumed] { resumed->set_value(); });
  waiting.wait();
}

void BlockingWaiting::sleep(std::chrono::milliseconds time) { std::this_thread::sleep_for(time); }

}  // namespace crossroads::net
