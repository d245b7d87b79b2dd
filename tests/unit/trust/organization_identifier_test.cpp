// How a certificate names an institution (ETSI EN 319 412-1 §5.1.4).
#include "trust/organization_identifier.hpp"

#include <gtest/gtest.h>

namespace crossroads::trust {
namespace {

struct Case {
  const char* name;
  std::string_view text;
  const char* expected;  ///< the number, or what the problem's `expected` holds
};

TEST(OrganizationIdentifier, Taken) {
  for (const auto* text : {"NTRBE-0308356862", "NTRBE-0244640631"}) {
    SCOPED_TRACE(text);
    const auto taken = parse_organization_identifier(text);
    ASSERT_TRUE(taken.has_value()) << one_line(taken.error().problem);
    EXPECT_EQ(to_organization_identifier(*taken), text);
  }
}

TEST(OrganizationIdentifier, Refused) {
  const std::string_view nul("NTRBE-0308356862\0x", 18);
  for (const auto& [name, text, expected] : {Case{"nothing", "", "NTRBE-"},
                                             {"bare number", "0308356862", "NTRBE-"},
                                             {"value added tax", "VATBE-0308356862", "NTRBE-"},
                                             {"another country", "NTRNL-0308356862", "NTRBE-"},
                                             {"lower case", "ntrbe-0308356862", "NTRBE-"},
                                             {"nine digits", "NTRBE-308356862", "ten digits"},
                                             {"eleven digits", "NTRBE-00308356862", "ten digits"},
                                             {"dots", "NTRBE-0308.356.862", "ten digits"},
                                             {"blank behind", "NTRBE-0308356862 ", "ten digits"},
                                             {"nul behind", nul, "ten digits"},
                                             {"check digits", "NTRBE-0308356863", "62"}}) {
    SCOPED_TRACE(name);
    const auto refused = parse_organization_identifier(text);
    ASSERT_FALSE(refused.has_value());
    EXPECT_EQ(refused.error().reason, Reason::malformed_institution);
    EXPECT_NE(refused.error().problem.expected.find(expected), std::string::npos) << refused.error().problem.expected;
  }
}

}  // namespace
}  // namespace crossroads::trust
