// From a NISS, old or newest, to the person's place in the population.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "domain/facts.hpp"
#include "facts/chains.hpp"

namespace crossroads::facts {

class PersonFinder {
 public:
  /// More persons than a place in the finder can count.
  static constexpr std::size_t most_numbers = (std::size_t{1} << 27) - 1;

  PersonFinder() = default;
  /// The numbers of persons.csv in its order, in pieces.
  using Numbers = std::span<const std::span<const domain::Niss>>;
  /// Every chain with one of the numbers is known, under each number of the chain.
  PersonFinder(Numbers in_file_order, const Chains& chains, unsigned threads);

  /// Newest numbers, ascending: PersonIndex i is the i-th.
  [[nodiscard]] std::vector<domain::Niss>& persons() { return persons_; }
  [[nodiscard]] const std::vector<domain::Niss>& persons() const { return persons_; }

  /// Where the last search ended. Files mostly name persons in the order of persons.csv, so the next one is near.
  struct Cursor {
    std::size_t at = 0;
  };
  [[nodiscard]] std::optional<domain::PersonIndex> find(domain::Niss niss, Cursor& cursor) const {
    const std::uint64_t digits = niss.digits();
    constexpr std::size_t near = 8;
    const std::size_t stop = cursor.at + near < numbers_.size() ? cursor.at + near : numbers_.size();
    for (std::size_t at = cursor.at; at < stop; ++at) {
      if (numbers_[at] >> place_bits == digits) {
        cursor.at = at;
        return domain::PersonIndex{static_cast<std::uint32_t>(numbers_[at] & place_mask)};
      }
    }
    const auto found = find_far(digits);
    if (found) cursor.at = at_of_[position(*found)];
    return found;
  }
  /// The same for a person who is likely to be far from the others.
  [[nodiscard]] std::optional<domain::PersonIndex> find_anywhere(domain::Niss niss) const { return find_far(niss.digits()); }

 private:
  static constexpr unsigned place_bits = 27;
  static constexpr std::uint64_t place_mask = (std::uint64_t{1} << place_bits) - 1;
  [[nodiscard]] std::optional<domain::PersonIndex> find_far(std::uint64_t digits) const;
  [[nodiscard]] std::size_t slot_of(std::uint64_t digits) const { return digits * 0x9E37'79B9'7F4A'7C15ULL >> slot_shift_; }
  void fill_table(unsigned threads);
  void insert(std::uint64_t number);
  void rank_persons(Numbers in_file_order, const Chains& chains);
  void add_chains(const Chains& chains);

  std::vector<domain::Niss> persons_;
  std::vector<std::uint64_t> numbers_;  // digits and place of every known number, as persons.csv has them, then the rest of the chains
  std::vector<std::uint32_t> at_of_;    // by place: a number of that person in numbers_
  std::vector<std::uint64_t> table_;    // the numbers as in numbers_, by hash; 0 = free
  unsigned slot_shift_ = 63;
};

}  // namespace crossroads::facts
