#include "base/spelling.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <array>

namespace crossroads {
namespace {

struct DistanceCase {
  const char* name;
  std::string_view a, b;
  std::size_t distance;
};

constexpr DistanceCase distances[] = {
    {"equal", "stay", "stay", 0},
    {"both empty", "", "", 0},
    {"one empty", "", "stay", 4},
    {"a letter changed", "quolity", "quality", 1},
    {"a letter missing", "qality", "quality", 1},
    {"a letter too many", "qualitty", "quality", 1},
    {"two letters swapped", "qualiyt", "quality", 1},
    {"two changes", "kuolity", "quality", 2},
    {"nothing alike", "abc", "xyz", 3},
};

TEST(EditDistance, CountsTheSmallestNumberOfChanges) {
  for (const auto& [name, a, b, distance] : distances) {
    SCOPED_TRACE(name);
    EXPECT_EQ(edit_distance(a, b), distance);
  }
}

RC_GTEST_PROP(EditDistance, IsSymmetricAndBounded, (const std::string& a, const std::string& b)) {
  const auto distance = edit_distance(a, b);
  RC_ASSERT(distance == edit_distance(b, a));
  RC_ASSERT(distance <= std::max(a.size(), b.size()));
  RC_ASSERT((distance == 0) == (a == b));
}

TEST(Nearest, SuggestsOnlyWhatCanBeMeant) {
  constexpr std::array<std::string_view, 3> words{"employee", "self-employed", "jobseeker"};
  EXPECT_EQ(nearest("employe", words), "employee");
  EXPECT_EQ(nearest("job-seeker", words), "jobseeker");
  EXPECT_EQ(nearest("student", words), std::nullopt);
  EXPECT_EQ(nearest("", words), std::nullopt);
}

}  // namespace
}  // namespace crossroads
