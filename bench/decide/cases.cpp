#include "decide/cases.hpp"

#include <algorithm>
#include <numeric>

#include "facts/folder.hpp"

namespace crossroads::bench {
namespace {

bool concerned(const domain::Population& population, domain::PersonIndex person) {
  return std::ranges::any_of(population.stays(person), [](const domain::StayRow& row) {
    return row.ground == domain::Ground::art40 || row.ground == domain::Ground::art40bis;
  });
}

}  // namespace

Result<Bench> open_bench(const std::filesystem::path& laws, const std::filesystem::path& data, domain::Month last) {
  auto library = CROSSROADS_TRY(library::Library::open({.laws = laws}));
  auto document = CROSSROADS_TRY(library.authorisation("11/031"));
  auto members = CROSSROADS_TRY(library.union_members());
  auto loaded = CROSSROADS_TRY(facts::load_population(data, {.today = last.as_of_day()}));
  return Bench{std::move(library), std::move(document), std::move(members), std::move(loaded.population)};
}

std::vector<Case> pick_cases(const Bench& bench, const law::fast::Plan& plan, domain::Month last, std::size_t count) {
  law::fast::Evaluator evaluator(plan, bench.members, last);
  const law::View view{bench.population, bench.members};
  std::vector<Case> cases;
  const std::size_t persons = bench.population.size();
  // A step that has no divisor in common with the number of persons meets each of them once, in an order that no cache foresees.
  std::size_t step = persons * 5 / 8 | 1;
  while (std::gcd(step, persons) != 1) step += 2;
  std::size_t at = 0;
  for (std::size_t seen = 0; seen < persons && cases.size() < count; ++seen, at = (at + step) % persons) {
    const domain::PersonIndex person{static_cast<std::uint32_t>(at)};
    if (!concerned(bench.population, person)) continue;
    const law::Subject subject{view, person};
    const auto course = evaluator.course(subject, subject);
    if (course.decisions.empty()) continue;
    const auto& expected = course.decisions[seen * 2654435761U % course.decisions.size()];
    cases.push_back({person, expected, law::fast::before(course, expected.month)});
  }
  return cases;
}

}  // namespace crossroads::bench
