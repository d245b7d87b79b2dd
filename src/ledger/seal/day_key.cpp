#include "ledger/seal/day_key.hpp"

#include "ledger/seal/hmac.hpp"

namespace crossroads::ledger {

DayKey DayKey::from_root(const Secret32& root) {
  const HmacSha256 keyed(root);
  const auto branch = [&](std::string_view name) { return HmacSha256(keyed).add(name).finish_as_key(); };
  return {.wrapping = KeyTree(branch("crossroads-log-wrapping-v1")),
          .tags = branch("crossroads-log-tags-v1"),
          .values = branch("crossroads-log-values-v1")};
}

}  // namespace crossroads::ledger
