#include "law/evaluate/fast.hpp"

#include <algorithm>

#include "law/evaluate/implementation.hpp"
#include "law/evaluate/machine.hpp"

namespace crossroads::law::fast {
MemberMonths::MemberMonths(const domain::UnionMembers& members, Window window) : by_country(domain::Country::count) {
  for (std::size_t c = 0; c < domain::Country::count; ++c) {
    const auto country = domain::Country::from_letters(static_cast<char>('A' + c / 26), static_cast<char>('A' + c % 26));
    if (country == domain::belgium) continue;
    for (const auto& period : members.periods(country)) {
      by_country[c].push_back({first_as_of(period.from, window.first.index()), last_as_of(period.to, window.first.index())});
    }
  }
}

Evaluator::Evaluator(const Plan& plan, const domain::UnionMembers& members, domain::Month last) {
  const auto first = plan.authorisation->first_month().plus(-plan.months_back);
  const Window window{first, std::max(1, last - first + 1)};
#if defined(__x86_64__)
  const bool v3 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2") &&
                  __builtin_cpu_supports("popcnt") && __builtin_cpu_supports("fma");
  implementation_ = v3 ? make_for_v3(plan, members, window) : make_for_any(plan, members, window);
#else
  implementation_ = make_for_any(plan, members, window);
#endif
}

Evaluator::~Evaluator() = default;
Evaluator::Evaluator(Evaluator&&) noexcept = default;

void Evaluator::count(const domain::Population& population, std::size_t begin, std::size_t end, domain::Month from,
                      std::span<std::uint64_t> counts) {
  implementation_->count(population, begin, end, from, counts);
}
void Evaluator::each(const domain::Population& population, std::size_t begin, std::size_t end, const Visit& visit) {
  implementation_->each(population, begin, end, visit);
}
Finding Evaluator::decide(const Subject& source, const Subject& hub, domain::Month month) {
  return implementation_->decide(source, hub, month);
}
Course Evaluator::course(const Subject& source, const Subject& hub) { return implementation_->course(source, hub); }
Evaluator::Speakable Evaluator::speakable(const Subject& source, const Subject& hub) { return implementation_->speakable(source, hub); }
domain::Month Evaluator::origin() const { return implementation_->origin; }

}  // namespace crossroads::law::fast
