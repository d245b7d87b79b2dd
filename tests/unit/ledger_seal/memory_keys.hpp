// Day keys in memory, with what the key store does to them.
#pragma once

#include <map>
#include <set>

#include "ledger/seal/day_key.hpp"

namespace crossroads::ledger {

class MemoryKeys : public DayKeys {
 public:
  Result<DayKeyPtr> for_sealing(const DayKeyId& id) override {
    if (erased_.contains(id)) return failure({.what = "the day was erased"});
    auto& keys = keys_[id];
    if (keys == nullptr) keys = std::make_shared<DayKey>(DayKey::from_root(random_secret()));
    return keys;
  }
  Result<DayKeyPtr> for_opening(const DayKeyId& id) override {
    if (erased_.contains(id)) return DayKeyPtr();
    const auto found = keys_.find(id);
    if (found == keys_.end()) return failure({.what = "no keys of that day"});
    return found->second;
  }
  Result<std::vector<Day>> days(const KeyClass& key_class, domain::Date first, domain::Date last) override {
    std::vector<Day> found;
    for (const auto& [id, keys] : keys_) {
      if (id.key_class == key_class && id.day >= first && id.day <= last) found.push_back({.day = id.day, .keys = keys});
    }
    return found;
  }

  void erase_entry(const DayKeyId& id, Sequence sequence) {
    auto& keys = keys_.at(id);
    auto changed = std::make_shared<DayKey>(*keys);
    changed->wrapping.puncture(sequence);
    keys = changed;
  }
  void erase_day(const DayKeyId& id) {
    keys_.erase(id);
    erased_.insert(id);
  }

 private:
  std::map<DayKeyId, DayKeyPtr> keys_;
  std::set<DayKeyId> erased_;
};

}  // namespace crossroads::ledger
