// The keys of one day of one class: for wrapping, for search tags, for digests of values. They come from one random root that nobody keeps,
// and die together.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "ledger/seal/key_tree.hpp"

namespace crossroads::ledger {

/// Which part of an entry. Stored values: append only, never renumber.
enum class Part : std::uint8_t {
  entry = 1,
  agent = 2,  ///< has keys of its own, so that who may read entries need not be able to read who read them
};

/// A class of keys of one log.
struct KeyClass {
  LogName log;
  Retention retention = Retention::exchange;
  Part part = Part::entry;
  friend auto operator<=>(const KeyClass&, const KeyClass&) = default;
};

struct DayKeyId {
  KeyClass key_class;
  domain::Date day;
  friend auto operator<=>(const DayKeyId&, const DayKeyId&) = default;
};

struct DayKey {
  KeyTree wrapping;
  Secret32 tags;
  Secret32 values;

  /// HMAC-SHA-256 of the root over a name for each of the three.
  [[nodiscard]] static DayKey from_root(const Secret32& root);
  friend bool operator==(const DayKey&, const DayKey&) = default;
};
/// Shared with whoever is at work with it; never changed once it was given out.
using DayKeyPtr = std::shared_ptr<const DayKey>;

/// Where the keys of a day come from. Several threads may ask at once.
class DayKeys {
 public:
  DayKeys() = default;
  DayKeys(const DayKeys&) = delete;
  DayKeys& operator=(const DayKeys&) = delete;
  virtual ~DayKeys() = default;

  /// The day's keys, made and kept safely before they are given out if there are none. Refuses a day that was erased.
  [[nodiscard]] virtual Result<DayKeyPtr> for_sealing(const DayKeyId& id) = 0;
  /// The day's keys; a null pointer where the day was erased; a problem where they are not here though nobody erased them.
  [[nodiscard]] virtual Result<DayKeyPtr> for_opening(const DayKeyId& id) = 0;

  struct Day {
    domain::Date day;
    DayKeyPtr keys;
  };
  /// Every day from `first` to `last` that has keys, in order: for a search over years.
  [[nodiscard]] virtual Result<std::vector<Day>> days(const KeyClass& key_class, domain::Date first, domain::Date last) = 0;
};

}  // namespace crossroads::ledger
