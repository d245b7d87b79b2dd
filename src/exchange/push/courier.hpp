// Brings what waits in a queue to the other institution, until it is there: retries, back-off, and a parking place for what is not taken.
#pragma once

#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "exchange/consultation/calls.hpp"
#include "service/health.hpp"
#include "service/trace.hpp"
#include "transit/queue.hpp"

namespace crossroads::exchange::push {

struct CourierLimits {
  std::size_t items = 1000;                          ///< of one request
  std::size_t bytes = std::size_t{2} * 1024 * 1024;  ///< of their texts
  std::chrono::milliseconds first_rest{1'000};       ///< after the first failure; doubled with each that follows
  std::chrono::milliseconds longest_rest{300'000};
  std::chrono::milliseconds idle{1'000};  ///< how long to rest where nothing waits
};

/// What operators are told; nothing about persons.
struct CourierReport {
  transit::QueueState queue;
  std::optional<Instant> failing_since = {};  ///< since when the other side does not take what is brought
  std::string problem = {};                   ///< why, in one line
};

/// One for each queue. It alone calls the queue it is given, in one thread at a time; `report` may be asked by others.
///
/// Everything is brought in the order of its line, and again until the other side says that it has it: what is lost on the way comes again, so the other
/// side knows each item by its own number. A request whose content is refused is halved until the item that is at fault stands alone: that one is parked,
/// and what follows it on the same line waits behind it. Anything else is a fault of the whole, and is waited out.
class Courier {
 public:
  struct Parts {
    transit::Queue& queue;
    consultation::Send send;
    std::string target;  ///< `/hub/v1/messages`
    service::Randomness randomness;
    CourierLimits limits = {};
  };
  explicit Courier(Parts parts) : parts_(std::move(parts)), most_(parts_.limits.items) {}

  /// One attempt, or none where nothing waits; says how long to rest before the next.
  [[nodiscard]] std::chrono::milliseconds step(Waiting& waiting);

  [[nodiscard]] CourierReport report() const;

 private:
  enum class Verdict : std::uint8_t { taken, refused, not_now };
  /// What an answer means; `problem` is the type that it names, or why there is none.
  [[nodiscard]] static Verdict verdict(const Result<net::Response>& response, std::string& problem);
  [[nodiscard]] Result<std::chrono::milliseconds> attempt(Waiting& waiting);
  [[nodiscard]] Result<std::chrono::milliseconds> refused(std::span<const transit::Consignment> brought, const std::string& problem,
                                                          Instant now);
  [[nodiscard]] std::chrono::milliseconds rest();
  /// Counts, where the last count is older than a moment.
  [[nodiscard]] Result<void> note_state(Instant now);

  Parts parts_;
  std::size_t most_;            // items of the next request: fewer while an item at fault is looked for
  std::uint32_t failures_ = 0;  // without a success in between
  std::optional<Instant> counted_;
  mutable std::mutex mutex_;
  CourierReport report_;
};

/// For a service's health: degraded while the other side does not take what is brought, or something is parked. `name`: `hub`, to whom it goes.
[[nodiscard]] service::Component health_of(const CourierReport& report, std::string_view name);

}  // namespace crossroads::exchange::push
