// Waiting that holds its thread: for commands and tests.
#pragma once

#include <functional>
#include <memory>

#include "base/waiting.hpp"

namespace crossroads::net {

class BlockingWaiting final : public Waiting {
 public:
  explicit BlockingWaiting(std::function<Instant()> now) : now_(std::move(now)) {}
  void until(const std::function<void(Resume)>& start) override;
  void sleep(std::chrono::milliseconds time) override;
  [[nodiscard]] Instant now() const override { return now_(); }

 private:
  std::function<Instant()> now_;
};

}  // namespace crossroads::net
