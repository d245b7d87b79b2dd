#include "facts/chains.hpp"

namespace crossroads::facts {

Chains::Verdict Chains::add(domain::Niss old_niss, domain::Niss new_niss) {
  if (const auto known = successor_.find(old_niss); known != successor_.end()) {
    return known->second == new_niss ? Verdict::known_already : Verdict::second_successor;
  }
  // The old number has no successor yet, so a chain that comes back to it ends in it.
  if (newest(new_niss) == old_niss) return Verdict::loop;
  successor_.emplace(old_niss, new_niss);
  return Verdict::added;
}

domain::Niss Chains::newest(domain::Niss niss) const {
  for (auto next = successor_.find(niss); next != successor_.end(); next = successor_.find(niss)) niss = next->second;
  return niss;
}

}  // namespace crossroads::facts
