// Keys for tests: every process works out the same ones from the name of the day. No secret, and nothing is kept.
#pragma once

#include <fmt/format.h>

#include <map>
#include <mutex>
#include <set>

#include "base/sha256_stream.hpp"
#include "ledger/log/composer.hpp"

namespace crossroads::test {

class DerivedKeys final : public ledger::DayKeys {
 public:
  Result<ledger::DayKeyPtr> for_sealing(const ledger::DayKeyId& id) override {
    auto keys = opened(id);
    if (keys == nullptr) return failure({.what = "the keys of this day were erased"});
    return keys;
  }
  Result<ledger::DayKeyPtr> for_opening(const ledger::DayKeyId& id) override { return opened(id); }
  Result<std::vector<Day>> days(const ledger::KeyClass& of, domain::Date first, domain::Date last) override {
    const std::lock_guard lock(mutex_);
    std::vector<Day> days;
    for (auto at = keys_.lower_bound({of, first}); at != keys_.end() && at->first.key_class == of && at->first.day <= last; ++at)
      days.push_back({at->first.day, at->second});
    return days;
  }
  /// As the erasure of a day would.
  void erase(const ledger::DayKeyId& id) {
    const std::lock_guard lock(mutex_);
    keys_.erase(id);
    erased_.insert(id);
  }

 private:
  ledger::DayKeyPtr opened(const ledger::DayKeyId& id) {
    const std::lock_guard lock(mutex_);
    if (erased_.contains(id)) return nullptr;
    ledger::DayKeyPtr& keys = keys_[id];
    if (keys == nullptr) {
      const auto name = fmt::format("{} {} {} {}", id.key_class.log.text(), static_cast<int>(id.key_class.retention),
                                    static_cast<int>(id.key_class.part), to_string(id.day));
      keys = std::make_shared<const ledger::DayKey>(
          ledger::DayKey::from_root(ledger::Secret32(std::span<const std::uint8_t, 32>(sha256_of(name).bytes()))));
    }
    return keys;
  }
  std::mutex mutex_;
  std::map<ledger::DayKeyId, ledger::DayKeyPtr> keys_;
  std::set<ledger::DayKeyId> erased_;
};

inline Result<ledger::SigningKey> test_signing_key(const ledger::Origin& origin) {
  ledger::PrivateSeed seed = {};
  seed.fill(7);
  auto name = CROSSROADS_TRY(ledger::KeyName::parse(origin.text()));
  return ledger::SigningKey::from_seed(std::move(name), ledger::SignatureType::note, seed);
}
inline Result<ledger::VerifierKey> test_verifier_key(const ledger::Origin& origin) {
  return CROSSROADS_TRY(test_signing_key(origin)).verifier();
}
inline Result<std::vector<ledger::VerifierKey>> test_verifier_keys(const ledger::Origin& origin) {
  return std::vector{CROSSROADS_TRY(test_verifier_key(origin))};
}

/// The Crossroads Bank's own number; any other would do.
inline domain::EnterpriseNumber test_institution() { return domain::EnterpriseNumber::from_stored(308'357'159); }

}  // namespace crossroads::test
