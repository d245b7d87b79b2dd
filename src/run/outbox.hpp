// Where the messages of a run go: into the records, together with whatever must not be missing where they are (SPEC §11: no entry in the
// access log, no data). A port.
#pragma once

#include <span>
#include <vector>

#include "base/problem.hpp"
#include "run/basis.hpp"
#include "run/message.hpp"

namespace crossroads::run {

/// A message of the source of which the hub lets nothing pass, as the record knows it when the hub first finds so.
struct Struck {
  MessageNumber number{};
  domain::Niss person;  ///< the newest number
  domain::Month month;
  bool unknown = false;  ///< the exclusion is not known to be false, rather than true
  bool operator==(const Struck&) const = default;
};

/// Each call is one transaction, durable when it returns: all of the batch or nothing. `bases` has one for each of the batch, in its order.
/// What is refused is what the records refuse (message_store.hpp).
class Outbox {
 public:
  Outbox() = default;
  Outbox(const Outbox&) = delete;
  Outbox& operator=(const Outbox&) = delete;
  virtual ~Outbox() = default;

  using EachBasis = std::span<const Basis* const>;
  [[nodiscard]] virtual Result<std::vector<MessageNumber>> hand_over(RunId run, std::span<const Message> batch, EachBasis bases) = 0;
  [[nodiscard]] virtual Result<void> relay(RunId run, std::span<const Relayed> batch, EachBasis bases) = 0;
  [[nodiscard]] virtual Result<void> strike(RunId run, std::span<const Struck> batch, EachBasis bases) = 0;
  /// Everything that the run has to say was said.
  [[nodiscard]] virtual Result<void> finish(RunId run, Instant finished) = 0;
};

}  // namespace crossroads::run
