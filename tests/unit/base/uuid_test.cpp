#include "base/uuid.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace crossroads {
namespace {

std::array<std::uint8_t, Uuid::random_size> all(std::uint8_t byte) {
  std::array<std::uint8_t, Uuid::random_size> random;
  random.fill(byte);
  return random;
}

TEST(Uuid, Version7HasTimeVersionAndVariantInTheirPlaces) {
  EXPECT_EQ(to_string(Uuid::version_7(0x0123456789ab, all(0x00))), "01234567-89ab-7000-8000-000000000000");
  EXPECT_EQ(to_string(Uuid::version_7(0x0123456789ab, all(0xff))), "01234567-89ab-7fff-bfff-ffffffffffff");
}

TEST(Uuid, TheExampleOfTheStandard) {
  // RFC 9562, appendix A.6: Tuesday, 22 February 2022, 14:22:22.00 GMT-05:00, rand_a 0xCC3, rand_b 0x18C4DC0C0C07398F.
  const std::array<std::uint8_t, Uuid::random_size> random{0x0c, 0xc3, 0x18, 0xc4, 0xdc, 0x0c, 0x0c, 0x07, 0x39, 0x8f};
  const Uuid uuid = Uuid::version_7(0x017f22e279b0, random);
  EXPECT_EQ(to_string(uuid), "017f22e2-79b0-7cc3-98c4-dc0c0c07398f");
  EXPECT_EQ(uuid.version(), 7U);
  EXPECT_EQ(uuid.unix_ms(), 0x017f22e279b0U);
}

TEST(Uuid, LaterOnesSortBehind) { EXPECT_LT(Uuid::version_7(1000, all(0xff)), Uuid::version_7(1001, all(0x00))); }

TEST(Uuid, ParsesWhatItPrints) {
  const Uuid uuid = Uuid::version_7(1'700'000'000'123, all(0x5a));
  const auto parsed = Uuid::parse(to_string(uuid));
  ASSERT_TRUE(parsed);
  EXPECT_EQ(*parsed, uuid);
  EXPECT_EQ(*Uuid::parse("017F22E2-79B0-7CC3-98C4-DC0C0C07398F"), *Uuid::parse("017f22e2-79b0-7cc3-98c4-dc0c0c07398f"));
}

TEST(Uuid, RefusesEverythingElse) {
  const std::vector<std::string_view> wrong{"",
                                            "017f22e2-79b0-7cc3-98c4-dc0c0c07398",
                                            "017f22e2-79b0-7cc3-98c4-dc0c0c07398ff",
                                            "017f22e279b07cc398c4dc0c0c07398f",
                                            "017f22e2-79b0-7cc3-98c4-dc0c0c07398g",
                                            "017f22e2+79b0-7cc3-98c4-dc0c0c07398f",
                                            "017f22e27-9b0-7cc3-98c4-dc0c0c07398f",
                                            "{17f22e2-79b0-7cc3-98c4-dc0c0c07398}",
                                            " 17f22e2-79b0-7cc3-98c4-dc0c0c07398f"};
  for (const auto text : wrong) {
    SCOPED_TRACE(text);
    const auto parsed = Uuid::parse(text);
    ASSERT_FALSE(parsed);
    EXPECT_EQ(parsed.error().value, text);
  }
}

}  // namespace
}  // namespace crossroads
