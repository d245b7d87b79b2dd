#include "facts/load/aid_rules.hpp"

#include <algorithm>
#include <atomic>
#include <bit>

#include "facts/csv/shown.hpp"
#include "facts/load/aid_shares.hpp"

namespace crossroads::facts {
namespace {

template <class Parts>
AidRows rows_of(const Parts& parts) {
  std::vector<const AidKeys*> keys;
  for (const auto& part : parts.parts()) keys.push_back(&part->staged.keys);
  return AidRows(std::move(keys));
}

/// The aid_ids of one share of the grants, used for one share after the other.
class ShareTable {
 public:
  ShareTable(const AidRows& rows, const AidShares& shares) : rows_(rows), shares_(shares) {}

  /// Calls `replaced(row)` for each row of the share that a later one replaces.
  template <class Replaced>
  void fill(std::span<const std::uint64_t> share, Replaced&& replaced) {
    slots_.assign(std::bit_ceil(share.size() * 2 + 1), free);
    shift_ = 64 - static_cast<unsigned>(std::countr_zero(slots_.size()));
    for (const std::uint64_t entry : share) {
      std::uint64_t& slot = find(rows_, entry, shares_.tag_of(entry), shares_.row_of(entry));
      if (slot != free) replaced(shares_.row_of(slot));
      slot = entry;
    }
  }
  /// Whether the share has the aid_id of that row of another file.
  [[nodiscard]] bool has(const AidRows& others, std::uint64_t hash, std::size_t row) {
    return find(others, hash, shares_.tag_of(hash), row) != free;
  }

 private:
  static constexpr std::uint64_t free = ~std::uint64_t{0};  // no row has that number
  [[nodiscard]] std::uint64_t& find(const AidRows& others, std::uint64_t hash, std::uint64_t tag, std::size_t row) {
    const std::size_t mask = slots_.size() - 1;
    for (std::size_t at = slots_.size() == 1 ? 0 : hash >> shift_;; at = (at + 1) & mask) {
      const std::uint64_t slot = slots_[at];
      if (slot == free || (shares_.tag_of(slot) == tag && AidRows::same(rows_, shares_.row_of(slot), others, row))) return slots_[at];
    }
  }

  const AidRows& rows_;
  const AidShares& shares_;
  std::vector<std::uint64_t> slots_;
  unsigned shift_ = 63;
};

}  // namespace

void settle_aid(GrantParts& grants, const ReimbursementParts& reimbursements, unsigned threads, Quarantine& quarantine, RowCounts& counts) {
  const AidRows aid = rows_of(grants), paid = rows_of(reimbursements);
  // About two thousand rows a share: the table of so many lies in the nearest cache.
  const auto share_bits = static_cast<unsigned>(std::bit_width((aid.size() + paid.size()) >> 11));
  const AidShares aid_shares(aid, share_bits, threads), paid_shares(paid, share_bits, threads);
  std::vector<std::vector<std::size_t>> unknown(threads);
  std::atomic<std::size_t> next = 0;
  in_parallel(threads, [&](unsigned thread) {
    ShareTable table(aid, aid_shares);
    for (std::size_t share = next++; share < std::size_t{1} << share_bits; share = next++) {
      table.fill(aid_shares.share(share), [&](std::size_t row) {
        const auto at = aid.at(row);
        grants.parts()[at.part]->staged.rows[at.row].person = no_row;
      });
      for (const std::uint64_t entry : paid_shares.share(share)) {
        const std::size_t row = paid_shares.row_of(entry);
        const auto at = paid.at(row);
        if (!table.has(paid, paid.part(at.part).hash(at.row) << share_bits, row)) unknown[thread].push_back(row);
      }
    }
  });
  constexpr auto file = static_cast<std::size_t>(DataFile::reimbursements);
  for (const auto& rows : unknown) {
    for (const std::size_t row : rows) {
      const auto at = paid.at(row);
      const auto& part = *reimbursements.parts()[at.part];
      quarantine.add(DataFile::reimbursements,
                     unknown_aid(reimbursements.place(part, part.staged.lines[at.row]), csv::shown(part.staged.keys.text(at.row))));
      --counts.accepted[file];
      ++counts.bad[file];
    }
  }
}

}  // namespace crossroads::facts
