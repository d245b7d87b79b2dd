#include "run/source_withdrawals.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace crossroads::run {
namespace {

using PersonMonth = std::pair<domain::Niss, domain::Month>;

/// Withdrawals by person and month, in the order in which they were made.
using ByPersonMonth = std::map<PersonMonth, std::vector<SourceWithdrawal>>;

bool stands(const StandingMessages& handed_over, const Notice& notice) {
  return std::ranges::any_of(handed_over.of(notice.person), [&](const StandingMessage& sent) { return sent.month == notice.month; });
}

/// Whether the very message that the hub withdraws was found withdrawn.
bool pair_exactly(Notice& notice, const ByPersonMonth& known) {
  const auto found = known.find({notice.person, notice.month});
  if (found == known.end()) return false;
  const auto exact = std::ranges::find(found->second, notice.replaces, &SourceWithdrawal::replaces);
  if (exact == found->second.end()) return false;
  notice.number = exact->number;
  return true;
}

}  // namespace

Result<void> pair_withdrawals(std::vector<Notice>& hub_notices, const std::vector<SourceWithdrawal>& of_this_run,
                              const StandingMessages& handed_over, MessageStore& store, std::string_view authorisation,
                              const Newest& newest) {
  ByPersonMonth known;
  for (const auto& withdrawal : of_this_run) known[{withdrawal.person, withdrawal.month}].push_back(withdrawal);

  std::vector<Notice*> open;
  std::set<PersonMonth> asked;
  for (auto& notice : hub_notices) {
    if (notice.kind != MessageKind::withdrawal || pair_exactly(notice, known)) continue;
    open.push_back(&notice);
    asked.emplace(notice.person, notice.month);
  }
  if (open.empty()) return {};

  CROSSROADS_CHECK(store.every_handed_over(std::nullopt, [&](const HandedOver& sent) -> Result<void> {
    const auto& message = sent.message;
    if (message.kind != MessageKind::withdrawal || message.authorisation.name != authorisation) return {};
    const PersonMonth of{newest(message.person), message.month};
    if (!asked.contains(of)) return {};
    auto& withdrawals = known[of];
    // What this run withdrew stands in the record too.
    if (std::ranges::find(withdrawals, sent.number, &SourceWithdrawal::number) == withdrawals.end()) {
      withdrawals.push_back({of.first, of.second, *message.replaces, sent.number});
    }
    return {};
  }));
  for (auto* notice : open) {
    if (pair_exactly(*notice, known) || stands(handed_over, *notice)) continue;
    const auto found = known.find({notice->person, notice->month});
    if (found != known.end()) notice->number = std::ranges::max(found->second, {}, &SourceWithdrawal::number).number;
  }
  return {};
}

}  // namespace crossroads::run
