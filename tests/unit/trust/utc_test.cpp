#include "trust/utc.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace crossroads::trust {
namespace {

TEST(Utc, WhatIsFinerThanASecondIsLeftOut) {
  EXPECT_EQ(to_utc(Instant(std::chrono::milliseconds(1'777'887'000'999))), "2026-05-04T09:30:00Z");
  EXPECT_EQ(to_utc(Instant(std::chrono::milliseconds(-1))), "1969-12-31T23:59:59Z");
}

RC_GTEST_PROP(Utc, IsReadAsItIsWritten, ()) {
  const auto second = *rc::gen::inRange<std::int64_t>(-30'000'000'000, 250'000'000'000);
  const Instant at{std::chrono::seconds(second)};
  const auto read = parse_utc(to_utc(at));
  RC_ASSERT(read.has_value());
  RC_ASSERT(*read == at);
}

TEST(Utc, NothingElseIsRead) {
  for (const auto* text : {"", "2026-05-04", "2026-05-04T09:30Z", "2026-05-04T09:30:00", "2026-05-04T09:30:00+00:00",
                           "2026-05-04 09:30:00Z", "2026-02-29T09:30:00Z", "2026-05-04T24:00:00Z", "2026-05-04T09:60:00Z",
                           "2026-05-04T09:30:60Z", "2026-05-04T09:3a:00Z", "2026-05-04T-9:30:00Z", "2026-05-04T09:30:00Zz"}) {
    EXPECT_FALSE(parse_utc(text).has_value()) << text;
  }
}

}  // namespace
}  // namespace crossroads::trust
