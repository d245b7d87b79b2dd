#include "synth/numbers.hpp"

#include <algorithm>

#include "synth/random.hpp"

namespace crossroads::synth {
namespace {

using domain::Date;

constexpr std::uint64_t purpose_numbers = 2;
constexpr std::uint32_t last_serial = 980;  // beyond it: strangers

/// Month + 20: a BIS number whose bearer's sex is unknown; + 40: known.
enum class Series : std::uint8_t { register_number, bis_sex_unknown, bis };

std::uint64_t compose(int year, unsigned month, unsigned day, Series series, std::uint32_t serial) {
  const unsigned shifted = month + (series == Series::bis ? 40 : series == Series::bis_sex_unknown ? 20 : 0);
  const auto yy = static_cast<std::uint64_t>(year % 100);
  const std::uint64_t nine = ((yy * 100 + shifted) * 100 + day) * 1000 + serial;
  return nine * 100 + (97 - (nine + (year >= 2000 ? 2'000'000'000 : 0)) % 97);
}

/// Hands out the serial numbers of each day of birth, odd ones to men and even ones to women.
class Serials {
 public:
  Serials() : next_(years * 13 * 32 * 3 * 2, 0) {}

  std::uint64_t take(const Draft& draft, Series series, bool woman) {
    int year = draft.birth.year();
    unsigned month = draft.birth_known == BirthKnown::year ? 0 : draft.birth.month();
    unsigned day = draft.birth_known == BirthKnown::whole ? draft.birth.day() : 0;
    for (Date birth = draft.birth;;) {
      auto& next =
          next_[(((static_cast<std::size_t>(year - first_year) * 13 + month) * 32 + day) * 3 + static_cast<std::size_t>(series)) * 2 +
                (woman ? 1 : 0)];
      const std::uint32_t serial = static_cast<std::uint32_t>(next) * 2 + (woman ? 2 : 1);
      if (serial <= last_serial) {
        ++next;
        return compose(year, month, day, series, serial);
      }
      birth = birth.plus_days(-1);  // a full day lends from the one before
      year = birth.year();
      month = birth.month();
      day = birth.day();
    }
  }

 private:
  static constexpr int first_year = 1900;
  static constexpr std::size_t years = 200;
  std::vector<std::uint16_t> next_;
};

Chain draw_chain(const Draft& draft, PersonNumber person, Serials& serials, bool woman, const Calendar& calendar, Random& random) {
  Chain chain{.person = person, .count = draft.numbers};
  Draft first_known = draft;
  if (random.chance(150)) first_known.birth_known = BirthKnown::year;  // the day became known with the register number
  for (std::uint8_t i = 0; i < draft.numbers; ++i) {
    const bool newest = i + 1 == draft.numbers;
    const Series series = newest ? Series::register_number : i == 0 && random.chance(350) ? Series::bis_sex_unknown : Series::bis;
    chain.niss[i] = serials.take(i == 0 ? first_known : draft, series, woman);
  }
  Date after = draft.arrival;
  for (std::uint8_t i = 0; i + 1 < draft.numbers; ++i) {
    after = std::min(after.plus_days(random.between(20, 700)), calendar.today);
    chain.replaced_on[i] = after;
  }
  return chain;
}

}  // namespace

const Chain* Numbers::chain(PersonNumber person) const {
  const auto found = std::ranges::lower_bound(chains, person, {}, &Chain::person);
  return found != chains.end() && found->person == person ? &*found : nullptr;
}

std::uint8_t Numbers::part_on(PersonNumber person, Date day) const {
  const Chain* const chain_of_person = chain(person);
  if (chain_of_person == nullptr) return 0;
  std::uint8_t part = 0;
  while (part + 1 < chain_of_person->count && chain_of_person->replaced_on[part] <= day) ++part;
  return part;
}

std::uint64_t Numbers::on(PersonNumber person, Date day) const {
  const Chain* const chain_of_person = chain(person);
  return chain_of_person == nullptr ? newest[person] : chain_of_person->niss[part_on(person, day)];
}

Numbers number_population(const std::vector<Draft>& drafts, const Options& options) {
  const Calendar calendar = calendar_of(options);
  Numbers numbers;
  Serials serials;
  numbers.newest.reserve(drafts.size());
  numbers.by_niss.reserve(drafts.size() + drafts.size() / 16);
  for (PersonNumber person = 0; person < drafts.size(); ++person) {
    const Draft& draft = drafts[person];
    Random random(options.seed, person, purpose_numbers);
    const bool woman = random.chance(510);
    if (draft.numbers == 1) {
      numbers.newest.push_back(serials.take(draft, Series::register_number, woman));
      numbers.by_niss.push_back({.niss = numbers.newest.back(), .person = person});
      continue;
    }
    const Chain chain = draw_chain(draft, person, serials, woman, calendar, random);
    numbers.newest.push_back(chain.niss[chain.count - 1U]);
    for (std::uint8_t i = 0; i < chain.count; ++i) numbers.by_niss.push_back({.niss = chain.niss[i], .person = person, .part = i});
    numbers.chains.push_back(chain);
  }
  std::ranges::sort(numbers.by_niss, {}, &NumberRecord::niss);
  return numbers;
}

std::uint64_t stranger(Date birth, std::uint32_t choice) {
  return compose(birth.year(), birth.month(), birth.day(), Series::register_number, last_serial + 1 + choice % 15);
}

}  // namespace crossroads::synth
