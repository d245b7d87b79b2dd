#include "facts/load/aid_keys.hpp"

#include <cstring>
#include <functional>

namespace crossroads::facts {
namespace {

constexpr std::size_t longest_exact = 15;

}  // namespace

void AidKeys::add(std::string_view aid_id) {
  Key key;
  if (aid_id.size() <= longest_exact) {
    std::memcpy(&key, aid_id.data(), aid_id.size());
    key.high |= std::uint64_t{aid_id.size()} << size_shift;
  } else {
    key.low = std::hash<std::string_view>{}(aid_id);
    key.high = is_long << size_shift | long_.size();
    long_.emplace_back(aid_id);
    ascending_ = false;
  }
  ascending_ = ascending_ && (keys_.empty() || less(keys_.back(), key));
  keys_.push_back(key);
}

std::uint64_t AidKeys::hash_of(Key key) {
  // The place of a long text is no part of its hash.
  const std::uint64_t high = key.high >> size_shift == is_long ? is_long : key.high;
  const std::uint64_t mixed = (key.low ^ std::rotl(high, 32) ^ 0x9E37'79B9'7F4A'7C15ULL) * 0xD6E8'FEB8'6659'FD93ULL;
  return (mixed ^ mixed >> 32 ^ high) * 0xFF51'AFD7'ED55'8CCDULL;
}

bool AidKeys::less(Key a, Key b) {
  const auto in_order = [](std::uint64_t word) { return __builtin_bswap64(word); };
  if (a.low != b.low) return in_order(a.low) < in_order(b.low);
  return in_order(a.high) < in_order(b.high);
}

bool AidKeys::same(const AidKeys& a, std::size_t row_a, const AidKeys& b, std::size_t row_b) {
  const Key left = a.keys_[row_a], right = b.keys_[row_b];
  if (left.high >> size_shift != is_long || right.high >> size_shift != is_long) return left == right;
  constexpr std::uint64_t place = (std::uint64_t{1} << size_shift) - 1;
  return left.low == right.low && a.long_[left.high & place] == b.long_[right.high & place];
}

bool AidKeys::ascends(const AidKeys& before, const AidKeys& after) {
  if (!before.ascending_ || !after.ascending_) return false;
  return before.keys_.empty() || after.keys_.empty() || less(before.keys_.back(), after.keys_.front());
}

std::string AidKeys::text(std::size_t row) const {
  const Key key = keys_[row];
  const std::uint64_t size = key.high >> size_shift;
  if (size == is_long) return long_[key.high & ((std::uint64_t{1} << size_shift) - 1)];
  std::string text(sizeof key, '\0');
  std::memcpy(text.data(), &key, sizeof key);
  text.resize(size);
  return text;
}

}  // namespace crossroads::facts
