#include "ledger/seal/leaf.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/sha256_stream.hpp"
#include "entries.hpp"

namespace crossroads::ledger {
namespace {

Leaf sample() {
  const auto digest = [](std::uint8_t first) { return Sha256(Sha256::Bytes{first}); };
  return {.header = {.retention = Retention::exchange, .sequence = {0x0102030405}, .time = moment(7)},
          .entry = {.body = digest(1), .commitment = digest(2)},
          .agent = PartDigests{.body = digest(3), .commitment = digest(4)}};
}

TEST(Leaf, HasTheBytesOfItsDescription) {
  const auto bytes = sample().encode();
  // 2026-03-04 is day 20516; 09:00:00.007 of it is 1772614800007 ms.
  const std::array<std::uint8_t, LeafHeader::size> header{1, 1, 0, 0, 0x50, 0x24, 0,    0,    0,    0x01, 0x02,
                                                          3, 4, 5, 0, 0,    0x01, 0x9c, 0xb8, 0x0a, 0x3c, 0x87};
  EXPECT_TRUE(std::ranges::equal(std::span(bytes).first<4>(), std::span(header).first<4>()));
  EXPECT_EQ(bytes[4] * 256 + bytes[5], 20516);
  std::uint64_t ms = 0;
  for (std::size_t i = 14; i < 22; ++i) ms = ms * 256 + bytes[i];
  EXPECT_EQ(ms, 1'772'614'800'007U);
  std::uint64_t sequence = 0;
  for (std::size_t i = 6; i < 14; ++i) sequence = sequence * 256 + bytes[i];
  EXPECT_EQ(sequence, 0x0102030405U);
  EXPECT_EQ(bytes[22], 1);
  EXPECT_EQ(bytes[54], 2);
  EXPECT_EQ(bytes[86], 3);
  EXPECT_EQ(bytes[118], 4);
}

TEST(Leaf, IsReadBack) {
  auto leaf = sample();
  EXPECT_EQ(Leaf::decode(leaf.encode()), leaf);
  leaf.agent.reset();
  leaf.header.retention = Retention::administration;
  leaf.header.sequence = last_sequence;
  EXPECT_EQ(Leaf::decode(leaf.encode()), leaf);
}

struct Damaged {
  std::string_view name;
  std::size_t at;
  std::uint8_t byte;
};

TEST(Leaf, RefusesWhatNoEncodingGives) {
  const Damaged table[] = {{"version 0", 0, 0},
                           {"version 2", 0, 2},
                           {"no class", 1, 0},
                           {"an unknown class", 1, 3},
                           {"another day", 5, 0x25},
                           {"a day before 1970", 2, 0xff},
                           {"a sequence of 41 bits", 8, 1},
                           {"a time past 9999", 14, 1}};
  for (const auto& row : table) {
    SCOPED_TRACE(row.name);
    auto bytes = sample().encode();
    bytes[row.at] = row.byte;
    EXPECT_FALSE(Leaf::decode(bytes));
  }
  auto half = sample();
  half.agent->commitment = {};
  EXPECT_FALSE(Leaf::decode(half.encode()));
  half.agent = PartDigests{.body = {}, .commitment = Sha256(Sha256::Bytes{4})};
  EXPECT_FALSE(Leaf::decode(half.encode()));
  const auto whole = sample().encode();
  for (std::size_t size = 0; size < whole.size(); ++size) EXPECT_FALSE(Leaf::decode(std::span(whole).first(size))) << size;
  std::vector<std::uint8_t> longer(whole.begin(), whole.end());
  longer.push_back(0);
  EXPECT_FALSE(Leaf::decode(longer));
}

RC_GTEST_PROP(Leaf, TakesOnlyBytesThatItWrites, ()) {
  auto bytes = sample().encode();
  for (int i = *rc::gen::inRange(1, 4); i > 0; --i)
    bytes[*rc::gen::inRange<std::size_t>(0, bytes.size())] = *rc::gen::arbitrary<std::uint8_t>();
  if (const auto leaf = Leaf::decode(bytes)) RC_ASSERT(leaf->encode() == bytes);
}

TEST(Commitment, IsWhatAStrangerComputes) {
  Salt salt;
  salt.bytes.fill('s');
  EXPECT_EQ(commitment(salt, "{}"), sha256_of("crossroads-log-commitment-v1" + std::string(32, 's') + "{}"));
}

}  // namespace
}  // namespace crossroads::ledger
