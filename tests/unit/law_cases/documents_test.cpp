// Both deliberations decide every case that stands beside them as it expects.
#include <gtest/gtest.h>

#include "law/cases/runner.hpp"
#include "read_law.hpp"

namespace crossroads::law::test {
namespace {

class Documents : public ::testing::TestWithParam<const char*> {};

TEST_P(Documents, DecideTheirCasesAsExpected) {
  const auto document = read_authorisation(GetParam());
  EXPECT_GT(document.cases.size(), 30U);
  const auto report = cases::run_cases(document.law, document.cases, union_members_of_parameters());
  EXPECT_EQ(report.failed(), 0U) << as_text(report, *document.cases_source);
}

INSTANTIATE_TEST_SUITE_P(All, Documents, ::testing::Values("11-031", "18-055"));

}  // namespace
}  // namespace crossroads::law::test
