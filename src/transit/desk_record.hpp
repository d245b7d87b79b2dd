// What the desk received by push: a port. What stores it stands in src/store.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "base/instant.hpp"
#include "base/problem.hpp"
#include "run/message.hpp"

namespace crossroads::transit {

struct Received {
  domain::Ticket ticket;
  std::optional<domain::MessageNumber> number = {};  ///< the source's, where there is one
  std::optional<domain::Ticket> replaces = {};       ///< of a correction or withdrawal
  /// What stands: of a correction of periods alone, with the rest as it stood before. `replaces` in it is not used, `person` is the number
  /// that was disclosed.
  run::Message message;
  Instant at;
  bool operator==(const Received&) const = default;
};

/// A message stands until another one replaces it; a withdrawal replaces and never stands.
class DeskRecord {
 public:
  DeskRecord() = default;
  DeskRecord(const DeskRecord&) = delete;
  DeskRecord& operator=(const DeskRecord&) = delete;
  virtual ~DeskRecord() = default;

  /// Whether each was received, in their order.
  [[nodiscard]] virtual Result<std::vector<bool>> received(std::span<const domain::Ticket> tickets) = 0;
  /// One that stands; nothing where none with this ticket does.
  [[nodiscard]] virtual Result<std::optional<Received>> standing(const domain::Ticket& ticket) = 0;
  /// In one transaction, in their order, or as part of the one that is open. Refuses a ticket that was received already, and one that replaces what
  /// does not stand. What is replaced or withdrawn is closed to every reading here at once; it is destroyed as SPEC §11 says.
  [[nodiscard]] virtual Result<void> add(std::span<const Received> messages) = 0;

  using Visit = std::function<Result<void>(Received&&)>;
  /// What stands about a person under any of these numbers, by authorisation, month, then as it came.
  [[nodiscard]] virtual Result<void> about(std::span<const domain::Niss> numbers, const Visit& visit) = 0;
  /// Everything that stands, by authorisation, person, month.
  [[nodiscard]] virtual Result<void> every(const Visit& visit) = 0;
};

}  // namespace crossroads::transit
