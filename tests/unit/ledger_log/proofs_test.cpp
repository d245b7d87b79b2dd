// Whoever has a checkpoint can be shown what is in the log, and publishes it as files that anyone can check.
#include <gmock/gmock.h>

#include <map>

#include "ledger/log/proofs.hpp"
#include "ledger/log/publication.hpp"
#include "ledger/log/tree_nodes.hpp"
#include "ledger/tree/tile_reader.hpp"
#include "support/log_fixture.hpp"

namespace crossroads::test {
namespace {

using namespace ledger;

class ProofsTest : public LogTest {
 protected:
  void append_many(std::size_t count) { must(ledger().append(std::vector<LogEntry>(count, named("e")))); }
  Checkpoint opened(const Note& note, int year = 2026) {
    const Origin origin = origin_of(test_institution(), hub, {year});
    return must(open_checkpoint(note, origin, must(test_verifier_key(origin)))).checkpoint;
  }
  Hash leaf(const EntryId& id) { return leaf_hash(must(store().entry(hub, id))->leaf); }
};

TEST_F(ProofsTest, AnEntryIsProvedUnderTheNewestCheckpointOfItsShard) {
  append_many(600);
  now = at(domain::Date(2027, 3, 1));
  append_many(3);
  for (const EntryId id : {EntryId{{2026}, {0}}, EntryId{{2026}, {599}}, EntryId{{2027}, {0}}, EntryId{{2027}, {3}}}) {
    SCOPED_TRACE(to_string(id));
    const auto proof = must(parse_proof_file(to_text(must(prove_entry(store(), hub, id)))));
    const auto checkpoint = opened(proof.checkpoint, id.shard.year);
    EXPECT_TRUE(verify_inclusion(proof, leaf(id), checkpoint));
    EXPECT_FALSE(verify_inclusion(proof, leaf({id.shard, {id.sequence.value == 1 ? 2U : 1U}}), checkpoint));
  }
  EXPECT_FALSE(prove_entry(store(), hub, {{2026}, {600}}));
  EXPECT_FALSE(prove_entry(store(), hub, {{2025}, {0}}));
}

TEST_F(ProofsTest, AnEntryIsProvedUnderACheckpointThatWasCosigned) {
  append_many(5);
  const auto kept = *must(ledger().hand_out_checkpoint());
  append_many(300);
  PrivateSeed seed = {};
  seed.fill(3);
  const auto witness = SigningKey::from_seed(must(KeyName::parse("witness.invalid")), SignatureType::cosignature, seed);
  const auto line = must(cosign(must(parse_note(kept.note)).text, witness, CosignedAt(std::chrono::seconds(1'800'000'000))));
  must(store().add_cosignature(hub, kept.shard, kept.size, to_text(std::vector{line})));
  const auto stored = must(store().checkpoints(hub)).front();
  const auto proof = must(prove_entry(store(), hub, {{2026}, {4}}, stored));
  const Origin origin = origin_of(test_institution(), hub, {2026});
  const auto accepted = must(open_checkpoint(proof.checkpoint, origin, must(test_verifier_key(origin)), std::vector{witness.verifier()}));
  EXPECT_EQ(accepted.cosignatures.size(), 1U);
  EXPECT_TRUE(verify_inclusion(proof, leaf({{2026}, {4}}), accepted.checkpoint));
  const auto younger = prove_entry(store(), hub, {{2026}, {5}}, stored);
  ASSERT_FALSE(younger);
  EXPECT_EQ(younger.error().what, "the checkpoint is older than the entry");
  EXPECT_FALSE(prove_entry(store(), hub, {{2027}, {0}}, stored));

  auto with_witness = options();
  with_witness.witnesses = {witness.verifier()};
  EXPECT_EQ(verify(store(), hub, with_witness).verdict, Verdict::intact);
  meddle(
      "UPDATE ledger_cosignatures SET signature = replace(signature, substr(signature, 30, 1), char(unicode(substr(signature, 30, 1)) + "
      "1))");
  EXPECT_EQ(verify(store(), hub, with_witness).verdict, Verdict::not_intact);
}

TEST_F(ProofsTest, GrowthIsProvedBetweenAnyTwoCheckpoints) {
  std::vector<Head> heads;
  for (const std::size_t count : {1U, 6U, 250U, 400U}) {
    append_many(count);
    heads.push_back(must(store().head(hub))->frontier.head());
  }
  for (const Head& older : heads) {
    for (const Head& newer : heads) {
      if (older.size > newer.size) continue;
      EXPECT_TRUE(verify_consistency(older, newer, must(prove_growth(store(), hub, {2026}, older.size, newer.size))));
    }
  }
}

/// Files by their path, as a web server would have them.
struct Published {
  std::map<std::string, Bytes> files;
  PublicationSink sink() {
    return {.tile = [this](const Tile& tile, std::span<const Hash> hashes) -> Result<void> {
              files[to_path(tile)] = tile_bytes(hashes);
              return {};
            },
            .bundle = [this](const EntryBundle& bundle, std::span<const std::uint8_t> bytes) -> Result<void> {
              files[to_path(bundle)] = Bytes(bytes.begin(), bytes.end());
              return {};
            }};
  }
  TileSource source() const {
    return [this](const Tile& tile) -> Result<Bytes> {
      const auto found = files.find(to_path(tile));
      if (found == files.end()) return failure({.what = "no such tile", .value = to_path(tile)});
      return found->second;
    };
  }
};

TEST_F(ProofsTest, TheFilesOfAShardLeadToItsHead) {
  append_many(700);
  Published all;
  const Head head = must(publish(store(), hub, {2026}, {0}, {700}, all.sink()));
  EXPECT_EQ(head, must(store().head(hub))->frontier.head());
  EXPECT_EQ(all.files.size(), tiles_of({700}).size() + bundles_of({700}).size());
  auto reader = must(TileReader::open(head, all.source()));
  for (const std::uint64_t n : {0U, 255U, 256U, 511U, 512U, 699U}) {
    SCOPED_TRACE(n);
    EXPECT_EQ(must(reader.node({0, n})), leaf({{2026}, {n}}));
    const EntryBundle bundle{.index = n / 256, .width = n < 512 ? 256U : 188U};
    const auto leaves = must(parse_bundle(bundle, all.files.at(to_path(bundle))));
    EXPECT_TRUE(std::ranges::equal(leaves[n % 256], must(store().entry(hub, {{2026}, {n}}))->leaf));
  }
  // Bit by bit it comes to the same files, but for the partial ones on the way.
  Published grown;
  std::uint64_t from = 0;
  for (const std::uint64_t to : {1U, 256U, 300U, 700U}) {
    must(publish(store(), hub, {2026}, {from}, {to}, grown.sink()));
    from = to;
  }
  for (const auto& [path, bytes] : all.files) EXPECT_EQ(grown.files[path], bytes) << path;
}

TEST_F(ProofsTest, AFailureToWriteEndsThePublication) {
  append_many(10);
  Published none;
  auto sink = none.sink();
  sink.tile = [](const Tile&, std::span<const Hash>) -> Result<void> { return failure({.what = "disk full"}); };
  const auto refused = publish(store(), hub, {2026}, {0}, {10}, sink);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().what, "disk full");
  EXPECT_FALSE(publish(store(), hub, {2026}, {0}, {11}, none.sink())) << "more than there are";
}

TEST_F(ProofsTest, NodesThatWereLostAreMadeAgainFromTheLeaves) {
  append_many(600);
  const auto before = must(prove_entry(store(), hub, {{2026}, {3}}));
  meddle("UPDATE ledger_nodes SET hash = zeroblob(32) WHERE place = 1; DELETE FROM ledger_nodes WHERE place = 0");
  EXPECT_EQ(verified().verdict, Verdict::not_intact);
  must(rebuild_nodes(store(), hub, {2026}));
  EXPECT_EQ(verified().verdict, Verdict::intact);
  EXPECT_EQ(must(prove_entry(store(), hub, {{2026}, {3}})), before);
  meddle("UPDATE ledger_leaves SET leaves = CAST(substr(leaves, 1, 60) || x'00' || substr(leaves, 62) AS BLOB) WHERE position & 1023 = 0");
  const auto refused = rebuild_nodes(store(), hub, {2026});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().what, "the leaves do not lead to the head of the log");
}

}  // namespace
}  // namespace crossroads::test
