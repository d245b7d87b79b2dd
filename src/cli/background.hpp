// What a service does besides answering: bringing what waits to others, reviewing, performing runs; each in a thread of its own.
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

#include "base/waiting.hpp"

namespace crossroads::cli {

class Background {
 public:
  /// Does one piece of work, and says how long to rest before the next: nothing where there is more to do at once.
  using Step = std::function<std::chrono::milliseconds(Waiting&)>;

  explicit Background(Step step);
  Background(const Background&) = delete;
  Background& operator=(const Background&) = delete;
  /// Takes up nothing more, and returns when the piece under way is done.
  ~Background();

  /// Ends a rest early: there is something to do. Any thread may call.
  void wake();

 private:
  class ThreadWaiting;
  /// False where the service ends.
  bool rest(std::chrono::milliseconds time);

  Step step_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool woken_ = false, stopping_ = false;
  std::thread thread_;  // begins last
};

}  // namespace crossroads::cli
