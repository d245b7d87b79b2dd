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
  if (keys.empty()) return;
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

/// Tells most numbers that nothing replaced without a search.
class ChainFilter {
 public:
  explicit ChainFilter(const Chains& chains) : bits_(chains.empty() ? 0 : std::bit_ceil(chains.successors().size() * 8)) {
    for (const auto& [old_niss, successor] : chains.successors()) bits_[place_of(old_niss)] = true;
  }
  [[nodiscard]] bool may_have(domain::Niss niss) const { return !bits_.empty() && bits_[place_of(niss)]; }

 private:
  [[nodiscard]] std::size_t place_of(domain::Niss niss) const {
    return (niss.digits() * 0x9E37'79B9'7F4A'7C15ULL >> 20) & (bits_.size() - 1);
  }
  std::vector<bool> bits_;
};

}  // namespace

PersonFinder::PersonFinder(Numbers in_file_order, const Chains& chains, unsigned threads) {
  rank_persons(in_file_order, chains);
  fill_table(threads);
  if (!chains.empty()) add_chains(chains);
}

void PersonFinder::rank_persons(Numbers in_file_order, const Chains& chains) {
  const ChainFilter replaced(chains);
  std::size_t rows = 0;
  for (const auto piece : in_file_order) rows += piece.size();
  reserve_large(numbers_, rows);
  // Most files name their persons in ascending order. The others, and the numbers that were replaced, are sorted apart.
  std::vector<std::uint64_t> others;  // the newest number and where it stands in numbers_
  std::uint64_t last = 0;
  for (const auto piece : in_file_order) {
    for (const auto niss : piece) {
      const std::uint64_t at = numbers_.size();
      numbers_.push_back(niss.digits() << place_bits);
      const bool in_order = last < numbers_.back() && !replaced.may_have(niss);
      if (in_order) last = numbers_.back();
      else others.push_back((chains.empty() ? niss : chains.newest(niss)).digits() << place_bits | at);
    }
  }
  std::vector<std::uint64_t> by_place = others;
  radix_sort(others, place_bits, 64 - place_bits);

  reserve_large(persons_, rows);
  reserve_large(at_of_, rows);
  const auto rank = [&](std::uint64_t newest, std::uint64_t at) {
    const auto niss = domain::Niss::from_stored(newest);
    if (persons_.empty() || persons_.back() != niss) {
      persons_.push_back(niss);
      at_of_.push_back(static_cast<std::uint32_t>(at));
    }
    numbers_[at] |= persons_.size() - 1;
  };
  auto other = others.begin();
  auto skipped = by_place.begin();
  for (std::uint64_t at = 0; at < rows; ++at) {
    if (skipped != by_place.end() && (*skipped & place_mask) == at) {
      ++skipped;
      continue;
    }
    const std::uint64_t newest = numbers_[at] >> place_bits;
    for (; other != others.end() && *other >> place_bits < newest; ++other) rank(*other >> place_bits, *other & place_mask);
    rank(newest, at);
  }
  for (; other != others.end(); ++other) rank(*other >> place_bits, *other & place_mask);
}

void PersonFinder::fill_table(unsigned threads) {
  const unsigned bits = static_cast<unsigned>(std::bit_width(std::max<std::size_t>(numbers_.size(), 1) * 2));
  slot_shift_ = 64 - bits;
  table_ = large_array<std::uint64_t>(std::size_t{1} << bits);
  in_parallel(threads, [&](unsigned thread) {
    constexpr std::size_t ahead = 16;
    const std::size_t end = piece_begin(numbers_.size(), threads, thread + 1);
    for (std::size_t at = piece_begin(numbers_.size(), threads, thread); at < end; ++at) {
      if (at + ahead < end) __builtin_prefetch(&table_[slot_of(numbers_[at + ahead] >> place_bits)], 1);
      insert(numbers_[at]);
    }
  });
}

void PersonFinder::insert(std::uint64_t number) {
  const std::uint64_t digits = number >> place_bits;
  const std::size_t mask = table_.size() - 1;
  for (std::size_t slot = slot_of(digits);; slot = (slot + 1) & mask) {
    const std::atomic_ref<std::uint64_t> here(table_[slot]);
    std::uint64_t there = here.load(std::memory_order_relaxed);
    while (there == 0) {
      if (here.compare_exchange_weak(there, number, std::memory_order_relaxed)) return;
    }
    if (there == number) return;  // the same number twice, and so the same person
  }
}

void PersonFinder::add_chains(const Chains& chains) {
  // Few, so each may cost a search: numbers of known chains that persons.csv does not have.
  const auto add = [&](domain::Niss niss, domain::PersonIndex person) {
    if (find_anywhere(niss)) return;
    numbers_.push_back(niss.digits() << place_bits | position(person));
    if (numbers_.size() * 3 / 2 > table_.size()) fill_table(1);
    else insert(numbers_.back());
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

std::optional<domain::PersonIndex> PersonFinder::find_far(std::uint64_t digits) const {
  if (table_.empty()) return std::nullopt;
  const std::size_t mask = table_.size() - 1;
  for (std::size_t slot = slot_of(digits);; slot = (slot + 1) & mask) {
    const std::uint64_t entry = table_[slot];
    if (entry == 0) return std::nullopt;
    if (entry >> place_bits == digits) return domain::PersonIndex{static_cast<std::uint32_t>(entry & place_mask)};
  }
}

}  // namespace crossroads::facts
