#include "facts/load/aid_shares.hpp"

#include <algorithm>
#include <utility>

namespace crossroads::facts {

AidRows::At AidRows::at(std::size_t row) const {
  const auto part = static_cast<std::size_t>(std::ranges::upper_bound(begin_, row) - begin_.begin()) - 1;
  return {.part = part, .row = row - begin_[part]};
}

bool AidRows::same(const AidRows& a, std::size_t row_a, const AidRows& b, std::size_t row_b) {
  const At left = a.at(row_a), right = b.at(row_b);
  return AidKeys::same(*a.parts_[left.part], left.row, *b.parts_[right.part], right.row);
}

AidShares::AidShares(const AidRows& rows, unsigned share_bits, unsigned threads)
    : row_mask_((std::uint64_t{1} << std::bit_width(rows.size())) - 1), begin_((std::size_t{1} << share_bits) + 1) {
  const std::size_t shares = begin_.size() - 1;
  const auto share_of = [share_bits](std::uint64_t hash) { return share_bits == 0 ? 0 : hash >> (64 - share_bits); };
  entries_ = large_array<std::uint64_t>(rows.size());
  // Each thread deals a range of parts; where its cards of a share go follows from how many the threads before have.
  std::vector<std::vector<std::size_t>> next(threads, std::vector<std::size_t>(shares));
  const auto each_row = [&](unsigned thread, auto&& act) {
    const std::size_t end = piece_begin(rows.parts(), threads, thread + 1);
    for (std::size_t part = piece_begin(rows.parts(), threads, thread); part < end; ++part) {
      const AidKeys& keys = rows.part(part);
      for (std::size_t row = 0; row < keys.size(); ++row) act(keys.hash(row), rows.begin_of(part) + row);
    }
  };
  in_parallel(threads, [&](unsigned thread) {
    auto& count = next[thread];
    each_row(thread, [&](std::uint64_t hash, std::size_t) { ++count[share_of(hash)]; });
  });
  std::size_t sum = 0;
  for (std::size_t share = 0; share < shares; ++share) {
    begin_[share] = sum;
    for (auto& counts : next) sum += std::exchange(counts[share], sum);
  }
  begin_[shares] = sum;
  in_parallel(threads, [&](unsigned thread) {
    auto& to = next[thread];
    // The bits that chose the share say nothing more within it, so the hash moves up over them.
    each_row(thread,
             [&](std::uint64_t hash, std::size_t row) { entries_[to[share_of(hash)]++] = (hash << share_bits & ~row_mask_) | row; });
  });
}

}  // namespace crossroads::facts
