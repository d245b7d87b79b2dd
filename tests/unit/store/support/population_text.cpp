#include "population_text.hpp"

#include <fmt/format.h>

#include <set>

#include "must.hpp"

namespace crossroads::test {

namespace {

std::string period_text(domain::Period period) { return to_string(period.from) + ".." + to_string(period.to); }

std::string sponsor_text(const domain::Population& population, domain::PersonIndex sponsor) {
  if (sponsor == domain::no_sponsor) return "";
  return sponsor == domain::unknown_sponsor ? " of nobody known" : " of " + to_string(population.niss(sponsor));
}

}  // namespace

std::string population_text(const domain::Population& population) {
  std::string text;
  for (std::uint32_t i = 0; i < population.size(); ++i) {
    const domain::PersonIndex person{i};
    text += to_string(population.niss(person)) + "\n";
    std::multiset<std::string> nationalities, grants;
    for (const auto& row : population.nationalities(person))
      nationalities.insert(fmt::format("  {} {}\n", to_string(row.country), period_text(row.period)));
    for (const auto& row : population.grants(person)) grants.insert(fmt::format("  {} {}\n", row.monthly.count(), period_text(row.period)));
    for (const auto& line : nationalities) text += line;
    for (const auto& row : population.stays(person)) {
      text += fmt::format("  {} {}{}\n", to_name(row.quality), period_text(row.period), sponsor_text(population, row.sponsor));
    }
    for (const auto& line : grants) text += line;
  }
  return text;
}

std::string population_text(facts::FactStore& store, facts::AsKnown when) {
  return population_text(must(facts::load_population(store, when)).population);
}

}  // namespace crossroads::test
