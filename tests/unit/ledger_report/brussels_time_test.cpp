#include "base/brussels_time.hpp"

#include <gtest/gtest.h>

#include "sample.hpp"

namespace crossroads::ledger::report {
namespace {

struct Change {
  const char* name;
  Instant change;
  int hours_before, hours_after;
};

TEST(BrusselsTime, ChangesOnTheLastSundaysOfMarchAndOctober) {
  // The days as they were announced, not worked out.
  const Change changes[] = {
      {"spring 1996", at(1996, 3, 31, 1), 1, 2},  {"autumn 1996", at(1996, 10, 27, 1), 2, 1}, {"spring 2011", at(2011, 3, 27, 1), 1, 2},
      {"autumn 2011", at(2011, 10, 30, 1), 2, 1}, {"spring 2018", at(2018, 3, 25, 1), 1, 2},  {"autumn 2018", at(2018, 10, 28, 1), 2, 1},
      {"spring 2024", at(2024, 3, 31, 1), 1, 2},  {"autumn 2024", at(2024, 10, 27, 1), 2, 1}, {"spring 2026", at(2026, 3, 29, 1), 1, 2},
      {"autumn 2026", at(2026, 10, 25, 1), 2, 1},
  };
  for (const auto& [name, change, before, after] : changes) {
    SCOPED_TRACE(name);
    EXPECT_EQ(ahead_of_utc(change - std::chrono::milliseconds(1)), std::chrono::hours(before));
    EXPECT_EQ(ahead_of_utc(change), std::chrono::hours(after));
  }
}

TEST(BrusselsTime, HasTwoChangesAYearAndIsWinterOnNewYear) {
  for (int year = 1996; year < 2100; ++year) {
    SCOPED_TRACE(year);
    int changes = 0;
    for (auto time = at(year, 1, 1, 0); time < at(year + 1, 1, 1, 0); time += std::chrono::hours(1)) {
      if (ahead_of_utc(time) != ahead_of_utc(time - std::chrono::hours(1))) {
        ++changes;
        EXPECT_EQ(std::chrono::weekday(std::chrono::floor<std::chrono::days>(time)), std::chrono::Sunday);
      }
    }
    EXPECT_EQ(changes, 2);
    EXPECT_EQ(ahead_of_utc(at(year, 1, 1, 0)), std::chrono::hours(1));
  }
}

TEST(BrusselsTime, IsWhatAClockOnTheWallShows) {
  using namespace std::chrono;
  EXPECT_EQ(brussels_time(at(2026, 7, 1, 22, 30)), local_days(2026y / July / 2) + minutes(30));
  EXPECT_EQ(brussels_time(at(2026, 12, 31, 22, 30)), local_days(2026y / December / 31) + hours(23) + minutes(30));
}

}  // namespace
}  // namespace crossroads::ledger::report
