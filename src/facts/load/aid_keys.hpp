// aid_id as sixteen bytes: exact for up to fifteen characters, and a hash and a place of the text for longer ones.
#pragma once

#include <bit>
#include <cstdint>
#include <memory_resource>
#include <string>
#include <string_view>
#include <vector>

#include "facts/values/names16.hpp"

namespace crossroads::facts {

/// The aid_id of the rows of a stretch, in their order. Two rows have the same aid_id exactly where `same` says so.
class AidKeys {
 public:
  explicit AidKeys(std::pmr::memory_resource* memory) : keys_(memory) {}
  void reserve(std::size_t rows) { keys_.reserve(rows); }
  void add(std::string_view aid_id) { keys_.push_back(key_of(aid_id)); }
  [[nodiscard]] std::size_t size() const { return keys_.size(); }
  [[nodiscard]] std::uint64_t hash(std::size_t row) const {
    const Key key = keys_[row];
    // The place of a long text is no part of its hash.
    const std::uint64_t high = key.high >> size_shift == is_long ? is_long : key.high;
    const std::uint64_t mixed = (key.low ^ std::rotl(high, 32)) * 0xD6E8'FEB8'6659'FD93ULL;
    return (mixed ^ mixed >> 32 ^ high) * 0xFF51'AFD7'ED55'8CCDULL;
  }
  [[nodiscard]] static bool same(const AidKeys& a, std::size_t row_a, const AidKeys& b, std::size_t row_b);
  [[nodiscard]] std::string text(std::size_t row) const;

 private:
  static constexpr unsigned size_shift = 56;
  static constexpr std::uint64_t is_long = 0xFF;
  using Key = values::Word16;  // up to 15 bytes and their number; or a hash, and where the text stands in long_
  [[nodiscard]] Key key_of(std::string_view aid_id);

  std::pmr::vector<Key> keys_;
  std::vector<std::string> long_;
};

}  // namespace crossroads::facts
