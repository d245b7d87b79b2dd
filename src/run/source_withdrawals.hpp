// Which withdrawal of the source the hub passes on when it withdraws (SPEC §8). Private to this folder.
#pragma once

#include <span>
#include <vector>

#include "run/difference.hpp"

namespace crossroads::run {

/// A withdrawal in the source's record.
struct SourceWithdrawal {
  domain::Niss person;  ///< the newest number today
  domain::Month month;
  MessageNumber replaces{};
  MessageNumber number{};
};

/// Gives every withdrawal among the hub's notices the number of the source's withdrawal that it passes on: that of the very message,
/// else, where the source holds nothing on the person and month any more, the last one. Without one the hub withdraws by itself.
/// `of_this_run`: what the source has just withdrawn. The whole record is read only if that does not answer for all.
[[nodiscard]] Result<void> pair_withdrawals(std::vector<Notice>& hub_notices, const std::vector<SourceWithdrawal>& of_this_run,
                                            const StandingMessages& handed_over, MessageStore& store, std::string_view authorisation,
                                            const Newest& newest);

}  // namespace crossroads::run
