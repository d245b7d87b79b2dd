#include "base/problem.hpp"

#include <gtest/gtest.h>

namespace crossroads {
namespace {

struct LineCase {
  const char* name;
  Problem problem;
  const char* line;
};

TEST(Problem, SaysEverythingInOneLine) {
  const LineCase cases[] = {
      {"only what", {.what = "the disk is full"}, "the disk is full"},
      {"a place", {.what = "no header", .place = {.file = "aid.csv"}}, "aid.csv: no header"},
      {"a row",
       {.what = "there is no such day",
        .place = {.file = "aid.csv", .line = 7},
        .field = "from",
        .value = "2011-02-30",
        .expected = "a day as YYYY-MM-DD"},
       "aid.csv:7: there is no such day: from \"2011-02-30\", expected a day as YYYY-MM-DD"},
      {"a column and a hint",
       {.what = "unknown word", .place = {.file = "a.law", .line = 3, .column = 9}, .value = "quolity", .hint = "did you mean quality?"},
       "a.law:3:9: unknown word: \"quolity\"; did you mean quality?"},
      {"what was kept", {.what = "refused", .kept = "nothing was changed"}, "refused (nothing was changed)"},
  };
  for (const auto& [name, problem, line] : cases) {
    SCOPED_TRACE(name);
    EXPECT_EQ(one_line(problem), line);
  }
}

Result<int> half(int n) {
  if (n % 2 != 0) return failure({.what = "odd"});
  return n / 2;
}
Result<int> quarter(int n) { return half(CROSSROADS_TRY(half(n))); }

TEST(Problem, TravelsUpThroughTry) {
  EXPECT_EQ(quarter(12), Result<int>(3));
  EXPECT_EQ(quarter(6).error().what, "odd");
}

}  // namespace
}  // namespace crossroads
