#include "facts/load/aid_keys.hpp"

#include <cstring>
#include <functional>

namespace crossroads::facts {

AidKeys::Key AidKeys::key_of(std::string_view aid_id) {
  const std::size_t size = aid_id.size();
  const char* const text = aid_id.data();
  if (size > 15) {
    long_.emplace_back(aid_id);
    return {std::hash<std::string_view>{}(aid_id), is_long << size_shift | (long_.size() - 1)};
  }
  if (size >= 8) {  // the last eight bytes overlap the first, and are moved to where they belong
    const std::uint64_t rest = size == 8 ? 0 : values::load8(text + size - 8) >> (8 * (16 - size));
    return {values::load8(text), rest | std::uint64_t{size} << size_shift};
  }
  Key key{0, std::uint64_t{size} << size_shift};
  std::memcpy(&key.low, text, size);
  return key;
}

bool AidKeys::same(const AidKeys& a, std::size_t row_a, const AidKeys& b, std::size_t row_b) {
  const Key left = a.keys_[row_a], right = b.keys_[row_b];
  if (left.high >> size_shift != is_long || right.high >> size_shift != is_long) return left == right;
  constexpr std::uint64_t place = (std::uint64_t{1} << size_shift) - 1;
  return left.low == right.low && a.long_[left.high & place] == b.long_[right.high & place];
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
