// Checkpoints and proof files.
#include "ledger/note/checkpoint.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "ledger/note/proof_file.hpp"
#include "ledger/tree/frontier.hpp"
#include "shared_keys.hpp"

namespace crossroads::ledger {
namespace {

const std::string root_text = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=";
const Origin origin = Origin::parse("example.com/behind-the-sofa").value();

TEST(Checkpoint, GoChecksumDatabase) {
  const std::string text =
      "go.sum database tree\n35225469\nvt5T6GaLCXvyHFl9VUvvItR43XZxfLgftEcTyO3eJCQ=\n\n\u2014 sum.golang.org "
      "Az3grpukl5AXaVfYkLiDGORx/DN2nlcS5kZHR5uYOBV2KA2HgXpD+gu9HHONebHLAyaKbbTM75QTtPydhKCExixSfwQ=\n";
  const auto key = VerifierKey::parse("sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8").value();
  const auto note = parse_note(text).value();
  const auto opened = open_checkpoint(note, Origin::parse("go.sum database tree").value(), key);
  ASSERT_TRUE(opened);
  EXPECT_EQ(opened->checkpoint.head.size.value, 35'225'469U);
  EXPECT_EQ(to_base64(opened->checkpoint.head.root), "vt5T6GaLCXvyHFl9VUvvItR43XZxfLgftEcTyO3eJCQ=");
  EXPECT_EQ(to_text(opened->checkpoint), note.text);
  EXPECT_FALSE(open_checkpoint(note, origin, key)) << "another origin";
}

TEST(Checkpoint, TakesOneSpellingOnly) {
  const std::string start = "example.com/behind-the-sofa\n";
  const std::string root = root_text + "\n";
  for (const std::string& good : {start + "20852163\n" + root, start + "0\n" + root, start + "9223372036854775807\n" + root,
                                  start + "1\n" + root + "extension\nanother one\n", "go.sum database tree\n1\n" + root}) {
    SCOPED_TRACE(good);
    const auto checkpoint = parse_checkpoint(good);
    ASSERT_TRUE(checkpoint);
    EXPECT_EQ(to_text(*checkpoint), good);
  }
  for (const std::string& bad : {std::string(),
                                 std::string("\n"),
                                 std::string("\n\n\n"),
                                 start,
                                 start + "1\n",
                                 start + "1\n" + root_text,
                                 "\n1\n" + root,
                                 start + "\n" + root,
                                 start + "01\n" + root,
                                 start + "00\n" + root,
                                 start + "-1\n" + root,
                                 start + "+1\n" + root,
                                 start + "1 \n" + root,
                                 start + " 1\n" + root,
                                 start + "0x1\n" + root,
                                 start + "1.0\n" + root,
                                 start + "9223372036854775808\n" + root,
                                 start + "18446744073709551616\n" + root,
                                 start + "1\n\n",
                                 start + "1\nAAAA\n",
                                 start + "1\n" + root_text + "=\n",
                                 start + "1\n " + root,
                                 start + "1\n" + root + "\n",
                                 start + "1\n" + root + "x\n\ny\n",
                                 start + "1\n" + root + "x",
                                 start + "1\r\n" + root}) {
    SCOPED_TRACE(bad);
    EXPECT_FALSE(parse_checkpoint(bad));
  }
}

TEST(Checkpoint, TheLogItselfMustHaveSigned) {
  const auto log = test_key(origin.text()), witness = test_key("w", SignatureType::cosignature), other = test_key("other");
  const Checkpoint checkpoint{.origin = origin, .head = {TreeSize{7}, leaf_hash("root")}};
  Note note = sign(checkpoint, log).value();
  note.signatures.push_back(cosign(note.text, witness, CosignedAt{}).value());
  note.signatures.push_back(sign(note.text, other).value());
  const VerifierKey witnesses[] = {witness.verifier()};
  EXPECT_EQ(open_checkpoint(note, origin, log.verifier())->cosignatures.size(), 0U);
  EXPECT_EQ(open_checkpoint(note, origin, log.verifier(), witnesses)->cosignatures.size(), 1U);
  Note without = note;
  without.signatures.erase(without.signatures.begin());
  EXPECT_EQ(open_checkpoint(without, origin, log.verifier(), witnesses).error().what, "the log's own key did not sign this checkpoint");
  Note no_checkpoint{.text = "no checkpoint\n", .signatures = {sign("no checkpoint\n", log).value()}};
  EXPECT_FALSE(open_checkpoint(no_checkpoint, origin, log.verifier()));
}

struct Tree {
  std::vector<Hash> leaves = {leaf_hash("a"), leaf_hash("b"), leaf_hash("c")};
  Head head;
  Proof proof_of_1;
  Tree() {
    Frontier frontier;
    for (const Hash& leaf : leaves) frontier.append(leaf);
    head = frontier.head();
    proof_of_1 = {leaves[0], leaves[2]};
  }
};

TEST(ProofFile, ThereAndBackAndVerified) {
  const Tree tree;
  const Checkpoint checkpoint{.origin = origin, .head = tree.head};
  ProofFile proof{.extra = {}, .index = {1}, .inclusion = tree.proof_of_1, .checkpoint = sign(checkpoint, test_key(origin.text())).value()};
  const std::string text = to_text(proof);
  EXPECT_TRUE(text.starts_with("c2sp.org/tlog-proof@v1\nindex 1\n" + to_base64(tree.leaves[0]) + "\n" + to_base64(tree.leaves[2]) +
                               "\n\nexample.com/behind-the-sofa\n3\n"));
  EXPECT_EQ(parse_proof_file(text), proof);
  proof.extra = {{'h', 'i'}};
  EXPECT_TRUE(to_text(proof).starts_with("c2sp.org/tlog-proof@v1\nextra aGk=\nindex 1\n"));
  EXPECT_EQ(parse_proof_file(to_text(proof)), proof);
  EXPECT_TRUE(verify_inclusion(proof, tree.leaves[1], checkpoint));
  EXPECT_FALSE(verify_inclusion(proof, tree.leaves[0], checkpoint));
  EXPECT_FALSE(verify_inclusion(proof, tree.leaves[1], Checkpoint{.origin = origin, .head = empty_head()}));
  proof.index.value = 0;
  EXPECT_FALSE(verify_inclusion(proof, tree.leaves[1], checkpoint));
}

TEST(ProofFile, RefusesWhatIsNone) {
  const std::string hash = root_text + "\n";
  const std::string note = "\n" + to_text(sign(Checkpoint{.origin = origin, .head = empty_head()}, test_key("log")).value());
  const std::string start = "c2sp.org/tlog-proof@v1\n";
  ASSERT_TRUE(parse_proof_file(start + "index 0\n" + hash + note));
  ASSERT_TRUE(parse_proof_file(start + "index 0\n" + note));
  std::string hashes_63, hashes_64;
  for (int i = 0; i < 63; ++i) hashes_63 += hash;
  hashes_64 = hashes_63 + hash;
  EXPECT_TRUE(parse_proof_file(start + "index 0\n" + hashes_63 + note));
  const std::pair<const char*, std::string> cases[] = {
      {"nothing", ""},
      {"another header", "c2sp.org/tlog-proof@v2\nindex 0\n" + hash + note},
      {"a blank behind the header", "c2sp.org/tlog-proof@v1 \nindex 0\n" + hash + note},
      {"no index", start + hash + note},
      {"an index that is negative", start + "index -1\n" + hash + note},
      {"an index in letters", start + "index one\n" + hash + note},
      {"an index with a leading zero", start + "index 01\n" + hash + note},
      {"an index without a number", start + "index \n" + hash + note},
      {"an index of 64 bits", start + "index 18446744073709551616\n" + hash + note},
      {"an index that no tree has", start + "index 9223372036854775807\n" + hash + note},
      {"two indexes", start + "index 0\nindex 0\n" + hash + note},
      {"extra behind the index", start + "index 0\nextra aGk=\n" + hash + note},
      {"extra twice", start + "extra aGk=\nextra aGk=\nindex 0\n" + hash + note},
      {"extra that is no base 64", start + "extra a.b=\nindex 0\n" + hash + note},
      {"extra without data", start + "extra \nindex 0\n" + hash + note},
      {"a short hash", start + "index 0\nAAAA\n" + note},
      {"64 hashes", start + "index 0\n" + hashes_64 + note},
      {"no blank line", start + "index 0\n" + hash},
      {"no checkpoint", start + "index 0\n" + hash + "\n"},
      {"a line of 64 KiB", start + "index 0\n" + std::string(65'537, 'A') + "\n" + note},
      {"carriage returns", "c2sp.org/tlog-proof@v1\r\nindex 0\r\n" + hash + note},
  };
  for (const auto& [name, text] : cases) {
    SCOPED_TRACE(name);
    EXPECT_FALSE(parse_proof_file(text));
  }
}

}  // namespace
}  // namespace crossroads::ledger
