// What one institution still has to bring to another: a port. What stores it stands in src/store.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/instant.hpp"
#include "base/problem.hpp"
#include "domain/niss.hpp"

namespace crossroads::transit {

/// A place in a queue: positive, ascending in the order of sending, never given twice.
enum class Position : std::uint64_t {};

/// One thing to bring: a message, or the end of a run.
struct Consignment {
  Position position{};
  /// Whose order is kept: nothing about a person leaves before what was put into the queue about them earlier. Nothing for what is about nobody.
  std::optional<domain::Niss> line = {};
  std::string text;  ///< a JSON object, exactly as it goes
  bool operator==(const Consignment&) const = default;
};

/// What could not be delivered, and will not be tried again before somebody says so.
struct Parked {
  Position position{};
  std::string name;  ///< what both sides call it: the number or ticket that stood in `NewConsignment`
  Instant since;
  std::string problem;  ///< what the other institution said: its problem's type. Nothing about a person
  bool operator==(const Parked&) const = default;
};

struct NewConsignment {
  std::string name;  ///< a message's number or ticket
  std::optional<domain::Niss> line = {};
  std::string text;
};

struct QueueState {
  std::uint64_t waiting = 0;  ///< neither delivered nor parked, those behind parked ones included
  std::uint64_t parked = 0;
  std::optional<Instant> oldest = {};  ///< when the oldest of all these was put in
  bool operator==(const QueueState&) const = default;
};

/// One queue: everything for one institution. Every write is one transaction, or a part of the one that is open; durable when it, or that, ends.
class Queue {
 public:
  Queue() = default;
  Queue(const Queue&) = delete;
  Queue& operator=(const Queue&) = delete;
  virtual ~Queue() = default;

  /// Appends in this order.
  [[nodiscard]] virtual Result<void> add(std::span<const NewConsignment> consignments, Instant now) = 0;
  /// The first that may go, in order: neither parked nor behind a parked one of the same line. At most so many, and no more text than so many
  /// bytes, but always one if there is one.
  [[nodiscard]] virtual Result<std::vector<Consignment>> next(std::size_t most, std::size_t bytes) = 0;
  /// Forgets what was delivered, text and all. What is not there any more is passed over.
  [[nodiscard]] virtual Result<void> delivered(std::span<const Position> positions) = 0;
  /// Sets one aside. One that is parked already, or gone, stays as it is.
  [[nodiscard]] virtual Result<void> park(Position position, std::string_view problem, Instant now) = 0;
  /// The parked ones after a position, in order, at most so many.
  [[nodiscard]] virtual Result<std::vector<Parked>> parked(Position after, std::size_t most) = 0;
  /// Puts all that is parked back where it was; says how many.
  [[nodiscard]] virtual Result<std::uint64_t> release() = 0;
  [[nodiscard]] virtual Result<QueueState> state() = 0;
};

}  // namespace crossroads::transit
