#include "facts/load/aid_rules.hpp"

#include <atomic>
#include <bit>

#include "facts/load/huge_pages.hpp"
#include "facts/load/parallel.hpp"
#include "facts/csv/shown.hpp"

namespace crossroads::facts {
namespace {

/// Where a row stands: part and row in it.
struct RowAt {
  std::size_t part = 0, row = 0;
};

/// Rows by their aid_id: a hash table of places, with some bits of the hash so that few rows are looked at in vain.
class AidTable {
 public:
  explicit AidTable(std::size_t rows) : slots_(large_array<std::uint64_t>(std::bit_ceil(rows * 2 + 1))) {}

  /// The entry with that hash of which `same(place)` is true, or the free one where it would stand.
  template <class Same>
  [[nodiscard]] std::uint64_t& find(std::uint64_t hash, Same&& same) {
    const std::size_t mask = slots_.size() - 1;
    for (std::size_t slot = hash & mask;; slot = (slot + 1) & mask) {
      std::uint64_t& entry = slots_[slot];
      if (entry == 0 || (entry >> tag_shift == hash >> tag_shift && same(at(entry)))) return entry;
    }
  }
  /// Never 0, the free entry.
  [[nodiscard]] static std::uint64_t entry(std::uint64_t hash, RowAt at) {
    return (hash >> tag_shift) << tag_shift | at.part << row_bits | (at.row + 1);
  }
  [[nodiscard]] static RowAt at(std::uint64_t entry) {
    return {.part = entry >> row_bits & ((std::uint64_t{1} << part_bits) - 1), .row = (entry & ((std::uint64_t{1} << row_bits) - 1)) - 1};
  }

 private:
  static constexpr unsigned row_bits = 21, part_bits = 22, tag_shift = row_bits + part_bits;
  static_assert(most_parts < std::size_t{1} << part_bits && largest_part / smallest_row < std::size_t{1} << row_bits);
  std::vector<std::uint64_t> slots_;
};

bool all_ascending(const GrantParts& grants) {
  const AidKeys* before = nullptr;
  for (const auto& part : grants.parts()) {
    const AidKeys& keys = part->staged.keys;
    if (keys.size() == 0) continue;
    if (!keys.ascending() || (before != nullptr && !AidKeys::ascends(*before, keys))) return false;
    before = &keys;
  }
  return true;
}

}  // namespace

void replace_grants(GrantParts& grants, unsigned threads) {
  if (all_ascending(grants)) return;  // then none is there twice
  const auto parts = grants.parts();
  // Each thread takes the hashes of its share, and sees their rows in file order.
  in_parallel(threads, [&](unsigned thread) {
    const auto mine = [&](std::uint64_t hash) { return (hash >> 32) * threads >> 32 == thread; };
    std::size_t rows = 0;
    for (const auto& part : parts) {
      for (std::size_t row = 0; row < part->staged.keys.size(); ++row) rows += mine(part->staged.keys.hash(row)) ? 1U : 0U;
    }
    AidTable table(rows);
    for (std::size_t p = 0; p < parts.size(); ++p) {
      const AidKeys& keys = parts[p]->staged.keys;
      for (std::size_t row = 0; row < keys.size(); ++row) {
        const std::uint64_t hash = keys.hash(row);
        if (!mine(hash)) continue;
        std::uint64_t& entry = table.find(hash, [&](RowAt at) { return AidKeys::same(parts[at.part]->staged.keys, at.row, keys, row); });
        if (entry != 0) {
          const RowAt earlier = AidTable::at(entry);
          parts[earlier.part]->staged.rows[earlier.row].person = replaced_row;
        }
        entry = AidTable::entry(hash, {p, row});
      }
    }
  });
}

void check_reimbursements(const ReimbursementParts& reimbursements, const GrantParts& grants, unsigned threads, Quarantine& quarantine, RowCounts& counts) {
  const auto paid = reimbursements.parts();
  std::size_t rows = 0;
  for (const auto& part : paid) rows += part->staged.keys.size();
  if (rows == 0) return;
  // A table of the fewer reimbursements, that every grant's aid_id is held against.
  AidTable table(rows);
  std::vector<std::vector<std::uint64_t>> first_of(paid.size());  // by row: the entry of the first row with its aid_id
  for (std::size_t p = 0; p < paid.size(); ++p) {
    const AidKeys& keys = paid[p]->staged.keys;
    for (std::size_t row = 0; row < keys.size(); ++row) {
      const std::uint64_t hash = keys.hash(row);
      std::uint64_t& entry = table.find(hash, [&](RowAt at) { return AidKeys::same(paid[at.part]->staged.keys, at.row, keys, row); });
      if (entry == 0) entry = AidTable::entry(hash, {p, row});
      first_of[p].push_back(entry);
    }
  }
  std::vector<std::vector<std::uint8_t>> known(paid.size());
  for (std::size_t p = 0; p < paid.size(); ++p) known[p].resize(paid[p]->staged.keys.size());
  const auto aid = grants.parts();
  in_parallel(threads, [&](unsigned thread) {
    for (std::size_t p = piece_begin(aid.size(), threads, thread); p < piece_begin(aid.size(), threads, thread + 1); ++p) {
      const AidKeys& keys = aid[p]->staged.keys;
      for (std::size_t row = 0; row < keys.size(); ++row) {
        const std::uint64_t entry = table.find(keys.hash(row), [&](RowAt at) { return AidKeys::same(paid[at.part]->staged.keys, at.row, keys, row); });
        if (entry == 0) continue;
        const RowAt at = AidTable::at(entry);
        std::atomic_ref<std::uint8_t>(known[at.part][at.row]).store(1, std::memory_order_relaxed);
      }
    }
  });
  constexpr auto file = static_cast<std::size_t>(DataFile::reimbursements);
  for (std::size_t p = 0; p < paid.size(); ++p) {
    const auto& staged = paid[p]->staged;
    for (std::size_t row = 0; row < staged.keys.size(); ++row) {
      const RowAt first = AidTable::at(first_of[p][row]);
      if (known[first.part][first.row] != 0) continue;
      quarantine.add(DataFile::reimbursements, unknown_aid(reimbursements.place(*paid[p], staged.lines[row]), csv::shown(staged.keys.text(row))));
      --counts.accepted[file];
      ++counts.bad[file];
    }
  }
}

}  // namespace crossroads::facts
