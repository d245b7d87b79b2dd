// RFC 6962 hashing: the leaves and roots that Google's first Certificate Transparency code was tested with.
#include "ledger/tree/hash.hpp"

#include <gtest/gtest.h>

#include "base/hexadecimal.hpp"
#include "classic_tree.hpp"
#include "ledger/tree/frontier.hpp"
#include "ledger/tree/proof.hpp"

namespace crossroads::ledger {
namespace {

std::string hex(const Hash& hash) {
  std::string text;
  for (const std::uint8_t byte : hash.bytes()) append_hexadecimal(text, byte);
  return text;
}

TEST(Hash, ClassicTree) {
  EXPECT_EQ(hex(empty_root()), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(hex(leaf_hash("")), "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
  EXPECT_EQ(hex(leaf_hash("L123456")), "395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56");
  EXPECT_EQ(to_base64(leaf_hash("hello world")), "TszzRgjTG6xce+z2AG31kAXYKBgQVtCSCE40HmuwBb0=");
  Frontier frontier;
  EXPECT_EQ(frontier.head(), empty_head());
  std::vector<std::string> leaves, inner;
  for (std::size_t i = 0; i < classic_leaves.size(); ++i) {
    const Hash leaf = leaf_hash(classic_leaves[i]);
    leaves.push_back(hex(leaf));
    frontier.append(leaf, [&](NodePosition node, const Hash& hash) {
      if (node.level > 0 && node.level < 3)
        inner.push_back(std::to_string(node.level) + "," + std::to_string(node.index) + " " + hex(hash));
    });
    EXPECT_EQ(hex(frontier.root()), classic_roots[i]) << i + 1 << " leaves";
  }
  EXPECT_EQ(leaves, classic_leaf_hashes);
  EXPECT_EQ(inner, classic_inner);
}

TEST(Hash, NodeOfTwoKnownHashes) {
  // The vector of the source joins two texts that are no hashes; their SHA-256 with the prefix is what node_hash computes of 64 bytes.
  Hash::Bytes left = {}, right = {};
  left.fill('N');
  right.fill('M');
  // printf '\001'"$(printf 'N%.0s' {1..32})$(printf 'M%.0s' {1..32})" | sha256sum
  EXPECT_EQ(hex(node_hash(Hash(left), Hash(right))), "31c2ca5a45d0e112ee7db5d71d2dd970fc0a5ef3becb0e745838f37ce5f809da");
}

TEST(Hash, ParsesExactlyWhatItPrints) {
  const Hash hash = leaf_hash("x");
  EXPECT_EQ(Hash::parse(to_base64(hash)), hash);
  const std::string text = to_base64(hash);
  for (const std::string& wrong : {std::string(), text + "=", text + "\n", " " + text, text.substr(1), text.substr(0, 43),
                                   std::string(44, 'A'), std::string(42, 'A') + "==", std::string(42, 'A') + "B="}) {
    SCOPED_TRACE(wrong);
    EXPECT_FALSE(Hash::parse(wrong));
  }
}

struct ClassicProof {
  const char* name;
  std::uint64_t first;  // leaf, or size of the older tree
  std::uint64_t size;
  std::vector<std::string> hashes;
};

Head classic_head(std::uint64_t size) {
  Frontier frontier;
  for (std::size_t i = 0; i < size; ++i) frontier.append(leaf_hash(classic_leaves[i]));
  return frontier.head();
}

std::vector<Hash> parsed(const std::vector<std::string>& texts) {
  std::vector<Hash> hashes;
  for (const std::string& text : texts) hashes.push_back(Hash::parse(text).value());
  return hashes;
}

TEST(Proof, ClassicInclusion) {
  const ClassicProof cases[] = {
      {"leaf 0 of 8",
       0,
       8,
       {"lqKW0iTyhcZ77pPDD4owkVfw2qNdxbh+QQt4YwoJz8c=", "Xwg/ChozygdqlSeYMlgNs+DvRYS9/x9UyKNg9Q3jAx4=",
        "a0eq8p7jwq+a+Im8H7klTavTEXfxYjLdaqsDXKOb9uQ="}},
      {"leaf 5 of 8",
       5,
       8,
       {"vBoGQ7EuTS18d5GPROD095qDi2z57FtcKD4fTYhZnms=", "yoVOoSjtBQtBs1/8G4e46yveRh6eO1WW7Oa51ZdaCuA=",
        "037kGJdt2VdTwcc4Yrk5j6Kiz5tP8P3+izDNlSCWFLc="}},
      {"leaf 2 of 3", 2, 3, {"+sVCA+fMaWzw38tCySodnbr3CtnmIfS9jZhmLwDjwSU="}},
      {"leaf 1 of 5",
       1,
       5,
       {"bjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0=", "Xwg/ChozygdqlSeYMlgNs+DvRYS9/x9UyKNg9Q3jAx4=",
        "vBoGQ7EuTS18d5GPROD095qDi2z57FtcKD4fTYhZnms="}},
  };
  for (const auto& [name, leaf, size, hashes] : cases) {
    SCOPED_TRACE(name);
    EXPECT_TRUE(verify_inclusion(LeafIndex{leaf}, leaf_hash(classic_leaves[leaf]), parsed(hashes), classic_head(size)));
  }
}

TEST(Proof, ClassicConsistency) {
  const ClassicProof cases[] = {
      {"1 to 8",
       1,
       8,
       {"lqKW0iTyhcZ77pPDD4owkVfw2qNdxbh+QQt4YwoJz8c=", "Xwg/ChozygdqlSeYMlgNs+DvRYS9/x9UyKNg9Q3jAx4=",
        "a0eq8p7jwq+a+Im8H7klTavTEXfxYjLdaqsDXKOb9uQ="}},
      {"6 to 8",
       6,
       8,
       {"DrxdNDf74tsVi58Sah0RjjCBgQMdCpSfje3t68VY72o=", "yoVOoSjtBQtBs1/8G4e46yveRh6eO1WW7Oa51ZdaCuA=",
        "037kGJdt2VdTwcc4Yrk5j6Kiz5tP8P3+izDNlSCWFLc="}},
      {"2 to 5", 2, 5, {"Xwg/ChozygdqlSeYMlgNs+DvRYS9/x9UyKNg9Q3jAx4=", "vBoGQ7EuTS18d5GPROD095qDi2z57FtcKD4fTYhZnms="}},
      {"6 to 7",
       6,
       7,
       {"DrxdNDf74tsVi58Sah0RjjCBgQMdCpSfje3t68VY72o=", "sIaT7C5yFZcTBkHoIR5+7cy0wmQTlj7ubB4u0W/7Gl8=",
        "037kGJdt2VdTwcc4Yrk5j6Kiz5tP8P3+izDNlSCWFLc="}},
  };
  for (const auto& [name, from, to, hashes] : cases) {
    SCOPED_TRACE(name);
    EXPECT_TRUE(verify_consistency(classic_head(from), classic_head(to), parsed(hashes)));
  }
}

}  // namespace
}  // namespace crossroads::ledger
