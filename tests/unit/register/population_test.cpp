// The law decides the same on what came through the register as on the folder itself.
#include "register/population.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <map>
#include <set>

#include "facts/folder.hpp"
#include "law/evaluate/plan.hpp"
#include "register_under_test.hpp"
#include "run/replay.hpp"
#include "run/support/world.hpp"
#include "store/import/random_folder.hpp"
#include "store/support/population_text.hpp"
#include "synth/synth.hpp"

namespace crossroads::national_register::test {
namespace {

using crossroads::test::population_text;
using domain::Niss;

const domain::Date today(2026, 4, 1);

struct Law {
  explicit Law(const std::string& name) : document(run::test::document(name)) {}
  law::Authorisation document;
  law::fast::Plan plan{document};
  domain::UnionMembers members = run::test::union_members();

  /// The decisions on these persons: the replay's own lines.
  [[nodiscard]] std::string lines(const domain::Population& population, const std::set<Niss>* persons = nullptr) const {
    std::string all, kept;
    must(run::replay({.plan = plan,
                      .members = members,
                      .population = population,
                      .months = {domain::Month(2011, 4), domain::Month(2019, 6)},
                      .threads = 1},
                     [&](std::string_view text) -> Result<void> {
                       all += text;
                       return {};
                     }));
    if (persons == nullptr) return all;
    for (std::size_t at = 0; at < all.size();) {
      const auto end = all.find('\n', at) + 1;
      const auto line = std::string_view(all).substr(at, end - at);
      const auto number = line.find(R"("niss":")") + 8;
      if (persons->contains(Niss::from_stored(std::stoull(std::string(line.substr(number, 11)))))) kept += line;
      at = end;
    }
    return kept;
  }
};

const std::vector<Law>& laws() {
  static const std::vector<Law> all = [] {
    std::vector<Law> made;
    made.reserve(2);  // a plan points into its document
    made.emplace_back("11-031");
    made.emplace_back("18-055");
    return made;
  }();
  return all;
}

/// The folder as replay loads it, and the register that holds it.
struct BothWays {
  explicit BothWays(const std::filesystem::path& folder)
      : loaded(must(facts::load_population(folder, facts::LoadOptions{.today = today, .threads = 1}))) {
    must(facts::import_folder(under_test.store.facts(), folder,
                              {.today = today, .now = Instant(), .role = facts::ImportRole::national_register}));
  }

  /// Those persons through the API and back, with their aid from the folder, each grant under any number of its person.
  domain::Population through_the_register(const std::vector<Niss>& asked) {
    RemoteRegister remote(under_test.send(), 100);
    const auto answer = must(remote.consult({.persons = asked, .elements = {.nationalities = true, .stays = true}}, {}, under_test.now));
    std::vector<OwnGrant> grants;
    for (const auto& person : answer.items) {
      const auto place = loaded.population.find(person.newest);
      EXPECT_EQ(place.has_value(), person.known);
      if (!place) continue;
      std::size_t turn = 0;
      for (const auto& grant : loaded.population.grants(*place)) {
        grants.push_back({person.numbers[turn++ % person.numbers.size()], grant});
      }
    }
    return to_population(answer, grants);
  }

  std::vector<Niss> everybody() const { return loaded.population.columns().niss; }
  std::set<Niss> newest(const std::vector<Niss>& numbers) const {
    std::set<Niss> all;
    for (const auto niss : numbers) all.insert(loaded.chains.newest(niss));
    return all;
  }

  facts::Loaded loaded;
  RegisterUnderTest under_test;
};

void expect_the_same(const std::filesystem::path& folder) {
  BothWays both(folder);
  ASSERT_GT(both.loaded.population.size(), 0U);
  const auto all = both.through_the_register(both.everybody());
  EXPECT_EQ(population_text(all), population_text(both.loaded.population));
  for (const auto& law : laws()) EXPECT_EQ(law.lines(all), law.lines(both.loaded.population));

  // Every third person, by the oldest of the numbers: sponsors who were not asked about come along.
  std::vector<Niss> some;
  std::map<Niss, Niss> replaced;
  for (const auto& [old_niss, new_niss] : both.loaded.chains.successors()) replaced.emplace(both.loaded.chains.newest(new_niss), old_niss);
  for (std::size_t i = 0; i < both.everybody().size(); i += 3) {
    const auto niss = both.everybody()[i];
    some.push_back(replaced.contains(niss) ? replaced.at(niss) : niss);
  }
  const auto wanted = both.newest(some);
  const auto part = both.through_the_register(some);
  for (const auto& law : laws()) EXPECT_EQ(law.lines(part, &wanted), law.lines(both.loaded.population, &wanted));
}

TEST(RegisterPopulation, OfTheExamplesIsDecidedAlike) {
  for (const auto* name : {"11-031", "18-055"}) {
    SCOPED_TRACE(name);
    expect_the_same(std::filesystem::path(CROSSROADS_ROOT "/tests/flow/examples") / name);
  }
}

TEST(RegisterPopulation, OfSyntheticPersonsIsDecidedAlike) {
  for (const std::uint64_t seed : {1U, 2U, 3U}) {
    SCOPED_TRACE(seed);
    const crossroads::test::Scratch scratch;
    must(synth::generate({.persons = 600, .seed = seed, .out = scratch.path(), .threads = 1}));
    expect_the_same(scratch.path());
  }
}

RC_GTEST_PROP(RegisterPopulation, OfAnyFolderIsDecidedAlike, ()) {
  const crossroads::test::Scratch scratch;
  crossroads::test::random_folder().write(scratch.path());
  BothWays both(scratch.path());
  const auto everybody = both.everybody();
  if (everybody.empty()) return;
  const auto all = both.through_the_register(everybody);
  RC_ASSERT(population_text(all) == population_text(both.loaded.population));
  std::vector<Niss> asked;
  for (const auto niss : everybody) {
    if (*rc::gen::arbitrary<bool>()) asked.push_back(niss);
  }
  const auto wanted = both.newest(asked);
  const auto part = both.through_the_register(asked);
  for (const auto& law : laws()) {
    RC_ASSERT(law.lines(all) == law.lines(both.loaded.population));
    RC_ASSERT(law.lines(part, &wanted) == law.lines(both.loaded.population, &wanted));
  }
}

}  // namespace
}  // namespace crossroads::national_register::test
