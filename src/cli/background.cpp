#include "cli/background.hpp"

#include "net/blocking_waiting.hpp"

namespace crossroads::cli {

/// Holds the thread; a sleep ends early where the service ends.
class Background::ThreadWaiting final : public Waiting {
 public:
  explicit ThreadWaiting(Background& of) : of_(of) {}
  void until(const std::function<void(Resume)>& start) override { blocking_.until(start); }
  void sleep(std::chrono::milliseconds time) override {
    std::unique_lock lock(of_.mutex_);
    of_.changed_.wait_for(lock, time, [&] { return of_.stopping_; });
  }
  [[nodiscard]] Instant now() const override { return blocking_.now(); }

 private:
  Background& of_;
  net::BlockingWaiting blocking_{[] { return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now()); }};
};

Background::Background(Step step)
    : step_(std::move(step)), thread_([this] {
        ThreadWaiting waiting(*this);
        while (rest(step_(waiting))) {}
      }) {}

Background::~Background() {
  {
    const std::scoped_lock lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

void Background::wake() {
  {
    const std::scoped_lock lock(mutex_);
    woken_ = true;
  }
  changed_.notify_all();
}

bool Background::rest(std::chrono::milliseconds time) {
  std::unique_lock lock(mutex_);
  changed_.wait_for(lock, time, [&] { return woken_ || stopping_; });
  woken_ = false;
  return !stopping_;
}

}  // namespace crossroads::cli
