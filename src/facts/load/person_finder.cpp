#include "facts/load/person_finder.hpp"

#include <algorithm>
#include <array>
#include <bit>

#include "facts/load/huge_pages.hpp"
#include "facts/load/parallel.hpp"

namespace crossroads::facts {
namespace {

/// Stable, by the bits from `lowest` up. A quarter of the time of comparing.
void radix_sort(std::vector<std::uint64_t>& keys, unsigned lowest, unsigned bits) {
  constexpr unsigned step = 10;
  std::vector<std::uint64_t> other(keys.size());
  for (unsigned shift = lowest; shift < lowest + bits; shift += step) {
    const auto digit = [shift](std::uint64_t key) { return (key >> shift) & ((1U << step) - 1); };
    std::array<std::size_t, 1U << step> begin{};
    for (const auto key : keys) ++begin[digit(key)];
    std::size_t sum = 0;
    for (auto& count : begin) sum += std::exchange(count, sum);
    for (const auto key : keys) other[begin[digit(key)]++] = key;
    keys.swap(other);
  }
}

}  // namespace

PersonFinder::PersonFinder(std::span<const domain::Niss> in_file_order, const Chains& chains, unsigned threads) {
  rank_persons(in_file_order, chains);
  fill_table(threads);
  if (!chains.empty()) add_chains(chains);
}

void PersonFinder::rank_persons(std::span<const domain::Niss> in_file_order, const Chains& chains) {
  numbers_.reserve(in_file_order.size());
  prefer_huge_pages(numbers_.data(), in_file_order.size() * sizeof(std::uint64_t));
  // First the newest number of each with where it stands …
  std::vector<std::uint64_t> keys;
  keys.reserve(in_file_order.size());
  for (const auto niss : in_file_order) {
    const domain::Niss newest = chains.empty() ? niss : chains.newest(niss);
    keys.push_back(newest.digits() << place_bits | keys.size());
    numbers_.push_back(niss.digits() << place_bits);
  }
  if (!std::ranges::is_sorted(keys)) radix_sort(keys, place_bits, 64 - place_bits);
  // … then its rank back to there.
  persons_.reserve(keys.size());
  for (const auto key : keys) {
    const auto newest = domain::Niss::from_stored(key >> place_bits);
    if (persons_.empty() || persons_.back() != newest) persons_.push_back(newest);
    numbers_[key & place_mask] |= persons_.size() - 1;
  }
}

void PersonFinder::fill_table(unsigned threads) {
  const unsigned bits = static_cast<unsigned>(std::bit_width(std::max<std::size_t>(numbers_.size(), 1) * 2));
  slot_shift_ = 64 - bits;
  table_ = large_array<std::uint64_t>(std::size_t{1} << bits);
  in_parallel(threads, [&](unsigned thread) {
    const std::size_t end = piece_begin(numbers_.size(), threads, thread + 1);
    for (std::size_t at = piece_begin(numbers_.size(), threads, thread); at < end; ++at) insert(at);
  });
}

void PersonFinder::insert(std::size_t at) {
  const std::uint64_t digits = numbers_[at] >> place_bits;
  const std::uint64_t entry = digits << place_bits | at;
  const std::size_t mask = table_.size() - 1;
  for (std::size_t slot = slot_of(digits);; slot = (slot + 1) & mask) {
    const std::atomic_ref<std::uint64_t> here(table_[slot]);
    std::uint64_t there = 0;
    // A free slot is taken; of a number that is there twice the first place wins, whichever thread comes first.
    while (there == 0 || (there >> place_bits == digits && entry < there)) {
      if (here.compare_exchange_weak(there, entry, std::memory_order_relaxed)) return;
    }
    if (there >> place_bits == digits) return;
  }
}

void PersonFinder::add_chains(const Chains& chains) {
  // Few, so each may cost a search: numbers of known chains that persons.csv does not have.
  const auto add = [&](domain::Niss niss, domain::PersonIndex person) {
    Cursor cursor{numbers_.size()};
    if (find(niss, cursor)) return;
    numbers_.push_back(niss.digits() << place_bits | position(person));
    if (numbers_.size() * 3 / 2 > table_.size()) fill_table(1);
    else insert(numbers_.size() - 1);
  };
  for (const auto& [old_niss, successor] : chains.successors()) {
    const auto newest = chains.newest(old_niss);
    const auto person = std::ranges::lower_bound(persons_, newest);
    if (person == persons_.end() || *person != newest) continue;
    const domain::PersonIndex index{static_cast<std::uint32_t>(person - persons_.begin())};
    add(old_niss, index);
    add(newest, index);
  }
}

std::optional<domain::PersonIndex> PersonFinder::find_far(std::uint64_t digits, Cursor& cursor) const {
  if (table_.empty()) return std::nullopt;
  const std::size_t mask = table_.size() - 1;
  for (std::size_t slot = slot_of(digits);; slot = (slot + 1) & mask) {
    const std::uint64_t entry = table_[slot];
    if (entry == 0) return std::nullopt;
    if (entry >> place_bits != digits) continue;
    cursor.at = entry & place_mask;
    return domain::PersonIndex{static_cast<std::uint32_t>(numbers_[cursor.at] & place_mask)};
  }
}

}  // namespace crossroads::facts
