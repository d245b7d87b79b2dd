// The export as a whole: what is in it, and that it is of the whole period or not there.
#include "archive_fixture.hpp"

namespace crossroads::test {
namespace {

using namespace ledger;
using domain::Date;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class ExportTest : public ArchiveTest {};

TEST_F(ExportTest, WhatCameBeforeMidnightWhileTheExportBeganIsNotLeftOut) {
  // The day's entries are looked up; then one more is logged, and the day is over before the export's own entry is.
  bool late = false;
  clock = [&] {
    if (!late) {
      late = true;
      must(log().append(std::vector{about(person(3), "late")}));
      now = at(next.next_day());
    }
    return now;
  };
  const auto refused = exported(order(day, next));
  ASSERT_FALSE(refused) << opened()["manifest"];
  EXPECT_EQ(refused.error().what, "the period got more entries while its export began");
  EXPECT_THAT(archives_on_disk(), IsEmpty());
  EXPECT_EQ(logged(), 7U) << "that it was tried stays in the log";

  const auto done = must(exported(order(day, next)));
  EXPECT_EQ(done.entries, 6U);
  EXPECT_THAT(opened().at("manifest"), HasSubstr("range 2026 0 6\n"));
}

TEST_F(ExportTest, APeriodThatIsNotOverIsExportedAsItStands) {
  bool late = false;
  clock = [&] {
    if (!late) {
      late = true;
      must(log().append(std::vector{about(person(3), "late")}));
    }
    return now;
  };
  EXPECT_EQ(must(exported(order(day, next))).entries, 5U);
}

}  // namespace
}  // namespace crossroads::test
