// What holds for imports of any folders.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "../support/imported.hpp"
#include "../support/known_facts.hpp"
#include "../support/numbers.hpp"
#include "../support/population_text.hpp"
#include "facts/folder.hpp"
#include "random_folder.hpp"

namespace crossroads::test {
namespace {

/// No two stays of one person share a day, whatever their numbers.
void check_stays(facts::FactStore& store, facts::AsKnown when) {
  const auto loaded = must(facts::load_population(store, when));
  for (std::uint32_t i = 0; i < loaded.population.size(); ++i) {
    const auto stays = loaded.population.stays(domain::PersonIndex{i});
    for (std::size_t next = 1; next < stays.size(); ++next) RC_ASSERT(stays[next - 1].period.to < stays[next].period.from);
  }
}

RC_GTEST_PROP(Import, IntoAnEmptyStoreIsWhatReplayLoads, ()) {
  ImportedStore store;
  const DataFolder data = random_folder();
  const auto report = store.import(data);
  const auto loaded = must(facts::load_population(store.folder(), facts::LoadOptions{.today = domain::Date(2020, 1, 1)}));
  RC_ASSERT(population_text(store.facts(), facts::known_now) == population_text(loaded.population));
  RC_ASSERT(report.quarantined == loaded.quarantined);
}

RC_GTEST_PROP(Import, OfTheSameFolderAgainChangesNothing, ()) {
  ImportedStore store;
  for (int i = *rc::gen::inRange(0, 3); i > 0; --i) store.import(random_folder(), {.snapshot = *rc::gen::arbitrary<bool>()});
  const DataFolder data = random_folder();
  const bool snapshot = *rc::gen::arbitrary<bool>();
  const auto first = store.import(data, {.snapshot = snapshot});
  check_stays(store.facts(), facts::known_now);
  const auto known = known_with_imports(store.facts());
  const auto again = store.import(data, {.snapshot = snapshot});
  RC_ASSERT(known_with_imports(store.facts()) == known);
  RC_ASSERT(!again.import);
  RC_ASSERT(again.quarantined.size() + first.overlapping_after_replacement == first.quarantined.size());
}

RC_GTEST_PROP(Import, LeavesEveryEarlierStateReadable, ()) {
  ImportedStore store;
  std::vector<std::pair<facts::ImportId, std::string>> states;
  for (int i = *rc::gen::inRange(1, 5); i > 0; --i) {
    const auto report = store.import(random_folder(), {.snapshot = *rc::gen::arbitrary<bool>()});
    if (report.import) states.emplace_back(*report.import, population_text(store.facts(), facts::known_now));
  }
  for (const auto& [import, text] : states) {
    RC_ASSERT(population_text(store.facts(), import) == text);
    check_stays(store.facts(), import);
  }
}

/// The rows on persons 1 and 2, or on the others: their aid_ids are kept apart too.
DataFolder half(const DataFolder& data, bool first) {
  const auto of_half = [&](const std::string& line) {
    for (std::uint64_t n = 1; n <= 4; ++n) {
      const bool mine = line.find(to_string(person(n))) != std::string::npos || line.find(to_string(bis_of_person(n))) != std::string::npos;
      if (mine) return (n <= 2) == first;
    }
    return first;
  };
  const auto pick = [&](const std::vector<std::string>& lines) {
    std::vector<std::string> mine;
    for (const auto& line : lines) {
      if (of_half(line)) mine.push_back(line);
    }
    return mine;
  };
  return {.persons = pick(data.persons),
          .nationalities = pick(data.nationalities),
          .stays = pick(data.stays),
          .replacements = pick(data.replacements)};
}

RC_GTEST_PROP(Import, InTwoByPersonIsTheSameAsInOne, ()) {
  DataFolder data = random_folder();
  data.aid.clear();
  data.reimbursements.clear();
  // Nobody's sponsor or successor may be in the other half: a row belongs to the first number that it names.
  std::erase_if(data.replacements, [](const std::string& line) {
    const auto half_of = [](const std::string& number) {
      for (std::uint64_t n = 1; n <= 4; ++n) {
        if (number == to_string(person(n)) || number == to_string(bis_of_person(n))) return n <= 2;
      }
      return false;
    };
    return half_of(line.substr(0, 11)) != half_of(line.substr(12, 11));
  });
  std::erase_if(data.stays, [](const std::string& line) { return line == "nonsense"; });
  for (auto& line : data.stays) line = line.substr(0, line.rfind(',') + 1);  // no sponsor
  ImportedStore one;
  one.import(data);
  ImportedStore two;
  two.import(half(data, true));
  two.import(half(data, false));
  RC_ASSERT(known_facts(two.facts()) == known_facts(one.facts()));
}

RC_GTEST_PROP(Import, OfOneRowAfterAnotherIsTheSameAsOfTheWholeFile, ()) {
  // But for overlaps, where a folder is decided as a whole: facts whose keys alone decide.
  DataFolder data = random_folder({.replacements = false, .bad_rows = false});
  data.stays.clear();
  data.persons.clear();
  for (std::uint64_t n = 1; n <= 4; ++n) data.persons.push_back(person_row(person(n)));
  data.reimbursements.clear();
  ImportedStore one;
  one.import(data);
  ImportedStore many;
  many.import({.persons = data.persons});
  for (const auto& line : data.nationalities) many.import({.nationalities = {line}});
  for (const auto& line : data.aid) many.import({.aid = {line}});
  RC_ASSERT(known_facts(many.facts()) == known_facts(one.facts()));
}

RC_GTEST_PROP(Import, OfASnapshotIsTheWholeTruthOnWhomItNames, ()) {
  const RandomFolderOptions no_replacements{.replacements = false, .bad_rows = true, .persons = 4};
  ImportedStore store;
  store.import(random_folder(no_replacements));
  store.import(random_folder(no_replacements));
  DataFolder data = random_folder(no_replacements);
  store.import(data, {.snapshot = true});
  const auto after = must(facts::load_population(store.facts())).population;
  ImportedStore alone;
  alone.import(data);
  const auto truth = must(facts::load_population(alone.facts())).population;
  for (std::uint32_t i = 0; i < truth.size(); ++i) {
    const auto person = after.find(truth.niss(domain::PersonIndex{i}));
    RC_ASSERT(person.has_value());
    const auto equal = [](auto a, auto b) { return std::ranges::equal(a, b); };
    RC_ASSERT(equal(after.nationalities(*person), truth.nationalities(domain::PersonIndex{i})));
    const auto periods = [](std::span<const domain::StayRow> stays) {
      std::vector<std::pair<domain::Date, domain::Date>> all;
      for (const auto& stay : stays) all.emplace_back(stay.period.from, stay.period.to);
      return all;
    };
    RC_ASSERT(periods(after.stays(*person)) == periods(truth.stays(domain::PersonIndex{i})));
  }
}

}  // namespace
}  // namespace crossroads::test
