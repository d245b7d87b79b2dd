#include "exchange/consultation/grants.hpp"

#include <algorithm>

namespace crossroads::exchange::consultation {
namespace {

/// Whether somebody could have been told another state of it.
Result<bool> was_replaced(facts::FactStore& store, const facts::Version<facts::GrantFact>& known) {
  const auto history = CROSSROADS_TRY(store.grants().history(known.fact.aid_id));
  return std::ranges::any_of(history, [&](const auto& one) { return one.id != known.id && one.ended_in != one.recorded_in; });
}

}  // namespace

Result<std::vector<law::consult::GrantOnRecord>> grants_on_record(facts::FactStore& store, std::span<const domain::Niss> numbers) {
  std::vector<law::consult::GrantOnRecord> all;
  for (const auto number : numbers) {
    for (const auto& known : CROSSROADS_TRY(store.grants_of(number, facts::known_now))) {
      all.push_back({.number = {known.fact.aid_id},
                     .person = number,
                     .grant = known.fact.grant,
                     .status = known.fact.status,
                     .replaced = CROSSROADS_TRY(was_replaced(store, known))});
    }
  }
  std::ranges::sort(all, {}, [](const auto& one) -> const std::string& { return one.number.text; });
  return all;
}

}  // namespace crossroads::exchange::consultation
