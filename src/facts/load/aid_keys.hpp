// aid_id as sixteen bytes: exact for up to fifteen characters, and a hash and a place of the text for longer ones.
#pragma once

#include <bit>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "facts/values/names16.hpp"

namespace crossroads::facts {

/// The aid_id of the rows of a stretch, in their order. Two rows have the same aid_id exactly where `same` says so.
class AidKeys {
 public:
  void reserve(std::size_t rows) { keys_.reserve(rows); }
  void add(std::string_view aid_id);
  [[nodiscard]] std::size_t size() const { return keys_.size(); }
  [[nodiscard]] std::uint64_t hash(std::size_t row) const { return hash_of(keys_[row]); }
  [[nodiscard]] static bool same(const AidKeys& a, std::size_t row_a, const AidKeys& b, std::size_t row_b);
  [[nodiscard]] std::string text(std::size_t row) const;
  /// Whether each is greater than the one before, so that none is there twice. False where some are long.
  [[nodiscard]] bool ascending() const { return ascending_; }
  [[nodiscard]] static bool ascends(const AidKeys& before, const AidKeys& after);

 private:
  static constexpr unsigned size_shift = 56;
  static constexpr std::uint64_t is_long = 0xFF;
  using Key = values::Word16;  // up to 15 bytes and their number; or a hash, and where the text stands in long_
  [[nodiscard]] static std::uint64_t hash_of(Key key);
  [[nodiscard]] static bool less(Key a, Key b);

  std::vector<Key> keys_;
  std::vector<std::string> long_;
  bool ascending_ = true;
};

}  // namespace crossroads::facts
