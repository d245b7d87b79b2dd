// What an institution's own operators see of its queue to the next one, and how they let what was parked be tried again.
#pragma once

#include "exchange/consultation/setting.hpp"
#include "transit/queue.hpp"

namespace crossroads::exchange::push {

class QueueOperations {
 public:
  struct Parts {
    const consultation::House& house;  ///< outlives this
    std::string prefix;                ///< `/hub/v1`: where the operations stand
    /// Does something with the queue over a connection of its own, in the caller's thread.
    using WithQueue = std::function<Result<void>(const std::function<Result<void>(transit::Queue&)>&)>;
    WithQueue with_queue;
    std::function<void()> released = {};  ///< called when something was put back
  };
  /// How many parked ones are told at a time.
  static constexpr std::size_t page_size = 100;

  explicit QueueOperations(Parts parts) : parts_(std::move(parts)) {}

  /// `GET /queue`, `GET /queue/pages/{after}`, `POST /queue/release`, for the institution itself. What they tell has no person in it: numbers,
  /// tickets, counts.
  [[nodiscard]] std::vector<service::Operation> operations();

 private:
  [[nodiscard]] service::Answer tell(transit::Position after) const;
  [[nodiscard]] service::Answer release() const;

  Parts parts_;
};

}  // namespace crossroads::exchange::push
