#include "base/sha256.hpp"

#include <gtest/gtest.h>

namespace crossroads {
namespace {

TEST(Sha256, PrintsWhatItParses) {
  const std::string text = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
  const auto digest = Sha256::parse(text);
  ASSERT_TRUE(digest);
  EXPECT_EQ(digest->bytes()[0], 0xba);
  EXPECT_EQ(digest->bytes()[31], 0xad);
  EXPECT_EQ(to_string(*digest), text);
  EXPECT_EQ(Sha256::parse("BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD"), digest);
}

TEST(Sha256, RefusesEverythingElse) {
  for (const std::string& text :
       {std::string(), std::string(63, 'a'), std::string(65, 'a'), std::string(63, 'a') + "g", " " + std::string(63, 'a')}) {
    SCOPED_TRACE(text);
    EXPECT_FALSE(Sha256::parse(text));
  }
}

}  // namespace
}  // namespace crossroads
