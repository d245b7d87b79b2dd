// Whoever asks about one person reads that person's rows and no others: SQLite's own plan of the questions says so.
#include <gtest/gtest.h>

#include "../support/must.hpp"
#include "../support/scratch.hpp"
#include "store/sqlite/fact_table.hpp"
#include "store/sqlite/schema.hpp"

namespace crossroads::test {
namespace {

using namespace store::sqlite;

template <class Fact>
std::string plan_of(Database& database) {
  auto plan = must(database.prepare("EXPLAIN QUERY PLAN " + SqliteFactTable<Fact>::known_of_question()));
  std::string text;
  while (must(plan.step())) text += std::string(plan.text(3)) + "\n";
  return text;
}

TEST(AccessByPerson, IsByIndex) {
  const Scratch scratch;
  auto database = must(Database::open(scratch.path() / "plan.db", Access::create, std::chrono::milliseconds(0)));
  must(prepare_schema(database, Access::create, Older::refuse));
  // One step each: no scan, and no sorting.
  EXPECT_EQ(plan_of<facts::NationalityFact>(database), "SEARCH nationalities USING INDEX nationalities_known (niss=?)\n");
  EXPECT_EQ(plan_of<facts::StayFact>(database), "SEARCH stays USING INDEX stays_known (niss=?)\n");
}

}  // namespace
}  // namespace crossroads::test
