// tlog-witness, add-checkpoint: each status of the specification, and the vectors of another implementation.
#include "ledger/note/witness.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/base64.hpp"
#include "base/hexadecimal.hpp"
#include "ledger/tree/frontier.hpp"
#include "shared_keys.hpp"

namespace crossroads::ledger {
namespace {

const CosignedAt now{std::chrono::seconds(1'700'000'000)};
const SigningKey witness = test_key("witness.example/w1", SignatureType::cosignature);

/// The log of the tests of litewitness (FiloSottile/torchwood): made-up roots, so that its proofs are easy to read.
struct Litewitness {
  static constexpr const char* origin = "sigsum.org/v1/tree/4d6d8825a6bb689d459628312889dfbb0bcd41b5211d9e1ce768b0ff0309e562";
  static constexpr const char* root_1 = "KgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
  static constexpr const char* root_3 = "RcCI1Nk56ZcSmIEfIn0SleqtV7uvrlXNccFx595Iwl0=";
  static constexpr const char* signature_1 = "UgIom7fPZTqpxWWhyjWduBvTvGVqsokMbqTArsQilegKoFBJQjUFAmQ0+YeSPM3wfUQMFSzVnnNuWRTYrajXpNUbIQY=";
  static constexpr const char* signature_3 = "UgIom2VbtIcdFbwFAy1n7s6IkAxIY6J/GQOTuZF2ORV39d75cbAj2aQYwyJre36kezNobZs4SUUdrcawfAB8WVrx6go=";
  static constexpr const char* proof = "KgEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\nKgIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n";

  static WatchedLog log(std::uint64_t size) {
    PublicKey key = {};
    const std::string_view hex = "ffdc2d4d98e4124d3feaf788c0c2f9abfd796083d1f0495437f302ec79cf100f";
    for (std::size_t i = 0; i < key.size(); ++i) key[i] = byte_from_hexadecimal(hex[2 * i], hex[2 * i + 1]).value();
    WatchedLog watched{.origin = Origin::parse(origin).value(),
                       .keys = {VerifierKey::make(KeyName::parse(origin).value(), SignatureType::note, key)}};
    if (size == 1) watched.latest = {TreeSize{1}, Hash::parse(root_1).value()};
    return watched;
  }
  static std::string request(int old, const std::string& hashes, int size, const char* root, const std::string& signature) {
    return "old " + std::to_string(old) + "\n" + hashes + "\n" + origin + "\n" + std::to_string(size) + "\n" + root + "\n\n\u2014 " +
           origin + " " + signature + "\n";
  }
};

WitnessAnswer answer(const std::string& body, const WatchedLog& log) {
  const LookUpLog look_up = [&](const Origin& origin) -> Result<std::optional<WatchedLog>> {
    if (origin != log.origin) return std::nullopt;
    return log;
  };
  return decide(body, look_up, witness, now).value();
}

TEST(Witness, VectorsOfLitewitness) {
  using L = Litewitness;
  const WitnessAnswer first = answer(L::request(0, "", 1, L::root_1, L::signature_1), L::log(0));
  EXPECT_EQ(first.status, 200) << first.body;
  EXPECT_EQ(first.to_keep, (Head{TreeSize{1}, Hash::parse(L::root_1).value()}));
  const WitnessAnswer third = answer(L::request(1, L::proof, 3, L::root_3, L::signature_3), L::log(1));
  EXPECT_EQ(third.status, 200) << third.body;
  EXPECT_EQ(third.to_keep, (Head{TreeSize{3}, Hash::parse(L::root_3).value()}));
  std::string changed = L::signature_3;
  changed.replace(changed.size() - 4, 4, "6gx=");
  EXPECT_EQ(answer(L::request(1, L::proof, 3, L::root_3, changed), L::log(1)).status, 400)
      << "no base 64 as we take it: bits that stand for nothing";
  changed.replace(changed.size() - 4, 4, "6gs=");
  EXPECT_EQ(answer(L::request(1, L::proof, 3, L::root_3, changed), L::log(1)).status, 403);
  EXPECT_EQ(answer(L::request(1, "", 3, L::root_3, L::signature_3), L::log(1)).status, 422);
  const WitnessAnswer stale = answer(L::request(0, "", 1, L::root_1, L::signature_1), L::log(1));
  EXPECT_EQ(stale.status, 409);
  EXPECT_EQ(stale.body, "1\n");
}

/// A log of our own, grown leaf by leaf.
struct GrowingLog {
  Origin origin = Origin::parse("crossroads.invalid/0308357159/hub/2026").value();
  SigningKey key = test_key("crossroads.invalid/0308357159/hub/2026");
  std::map<NodePosition, Hash> nodes;
  std::vector<Head> heads = {empty_head()};

  explicit GrowingLog(int leaves) {
    Frontier frontier;
    for (int i = 0; i < leaves; ++i) {
      frontier.append(leaf_hash(std::to_string(i)), [&](NodePosition at, const Hash& hash) { nodes[at] = hash; });
      heads.push_back(frontier.head());
    }
  }
  [[nodiscard]] AddCheckpoint request(std::size_t old, std::size_t size) const {
    AddCheckpoint made{
        .old = TreeSize{old}, .consistency = {}, .checkpoint = sign(Checkpoint{.origin = origin, .head = heads.at(size)}, key).value()};
    if (old > 0 && old <= size) {
      made.consistency =
          prove_consistency(TreeSize{old}, TreeSize{size}, [&](NodePosition at) -> Result<Hash> { return nodes.at(at); }).value();
    }
    return made;
  }
  [[nodiscard]] WatchedLog watched(std::size_t size) const {
    return {.origin = origin, .keys = {key.verifier()}, .latest = heads.at(size)};
  }
};

TEST(Witness, EachStatusOfTheSpecification) {
  const GrowingLog log(9);
  struct Case {
    const char* name;
    int status;
    AddCheckpoint request;
    WatchedLog watched;
  };
  auto forged_root = log.request(5, 5);
  forged_root.checkpoint = sign(Checkpoint{.origin = log.origin, .head = {TreeSize{5}, leaf_hash("x")}}, log.key).value();
  auto wrong_empty = log.request(0, 0);
  wrong_empty.checkpoint = sign(Checkpoint{.origin = log.origin, .head = {TreeSize{0}, leaf_hash("x")}}, log.key).value();
  auto proof_from_nothing = log.request(0, 5);
  proof_from_nothing.consistency = {leaf_hash("x")};
  auto changed_proof = log.request(5, 9);
  changed_proof.consistency.front() = leaf_hash("x");
  auto proof_between_equals = log.request(5, 5);
  proof_between_equals.consistency = {leaf_hash("x")};
  auto unsigned_by_log = log.request(5, 9);
  unsigned_by_log.checkpoint.signatures = {sign(unsigned_by_log.checkpoint.text, test_key("someone-else")).value()};
  auto forged_signature = log.request(5, 9);
  forged_signature.checkpoint.signatures.front().signature.back() ^= 1U;
  auto another_signer_too = log.request(5, 9);
  another_signer_too.checkpoint.signatures.push_back(sign(another_signer_too.checkpoint.text, test_key("someone-else")).value());
  auto no_checkpoint = log.request(5, 9);
  no_checkpoint.checkpoint = Note{.text = "x\n", .signatures = {sign("x\n", log.key).value()}};
  auto other_origin = log.request(5, 9);
  other_origin.checkpoint = sign(Checkpoint{.origin = Origin::parse("other").value(), .head = log.heads[9]}, log.key).value();
  const Case cases[] = {
      {"grown", 200, log.request(5, 9), log.watched(5)},
      {"the first one", 200, log.request(0, 9), log.watched(0)},
      {"the first one, without leaves", 200, log.request(0, 0), log.watched(0)},
      {"the same again", 200, log.request(5, 5), log.watched(5)},
      {"signed by others too", 200, another_signer_too, log.watched(5)},
      {"no checkpoint in the note", 400, no_checkpoint, log.watched(5)},
      {"old larger than the checkpoint", 400, log.request(9, 5), log.watched(5)},
      {"old larger than the checkpoint, and as kept", 400, log.request(9, 5), log.watched(9)},
      {"not signed by the log", 403, unsigned_by_log, log.watched(5)},
      {"a signature that does not hold", 403, forged_signature, log.watched(5)},
      {"an unknown log", 404, other_origin, log.watched(5)},
      {"old below what is kept", 409, log.request(3, 9), log.watched(5)},
      {"old above what is kept", 409, log.request(7, 9), log.watched(5)},
      {"old that is nothing", 409, log.request(0, 9), log.watched(5)},
      {"another root for the same size", 422, forged_root, log.watched(5)},
      {"another root of the empty tree", 422, wrong_empty, log.watched(0)},
      {"a proof from nothing", 422, proof_from_nothing, log.watched(0)},
      {"a wrong proof", 422, changed_proof, log.watched(5)},
      {"a proof between equals", 422, proof_between_equals, log.watched(5)},
  };
  for (const auto& [name, status, request, watched] : cases) {
    SCOPED_TRACE(name);
    const WitnessAnswer decided = answer(to_text(request), watched);
    EXPECT_EQ(decided.status, status) << decided.body;
    EXPECT_EQ(decided.to_keep.has_value(), status == 200);
    EXPECT_EQ(decided.content_type, status == 409 ? "text/x.tlog.size" : "text/plain; charset=utf-8");
    if (status == 409) { EXPECT_EQ(parse_conflict(decided.body), watched.latest.size); }
    const auto cosigned = with_cosignatures(request.checkpoint, decided.body, witness.verifier());
    EXPECT_EQ(cosigned.has_value(), status == 200);
    if (cosigned) {
      EXPECT_EQ(open_checkpoint(*cosigned, log.origin, log.key.verifier(), std::span(&witness.verifier(), 1))->cosignatures.front().time,
                now);
    }
  }
  EXPECT_EQ(decide(log.request(5, 9), nullptr, witness, now).status, 404);
}

TEST(Witness, WhatIsNoRequestIs400) {
  const GrowingLog log(5);
  const std::string good = to_text(log.request(3, 5));
  ASSERT_EQ(answer(good, log.watched(3)).status, 200);
  const std::string rest = good.substr(good.find('\n'));
  for (const std::string& bad :
       {std::string(), std::string("\n"), "old" + rest, "old " + rest, "old 03" + rest, "old -3" + rest, "old 3 " + rest, "new 3" + rest,
        "old 9223372036854775808" + rest, "old 3\nAAAA" + rest, good.substr(0, good.size() - 1), good + "\n", std::string("old 3\n")}) {
    SCOPED_TRACE(bad);
    EXPECT_EQ(answer(bad, log.watched(3)).status, 400);
  }
}

TEST(Witness, AStoreThatFailsDecidesNothing) {
  const GrowingLog log(5);
  const LookUpLog broken = [](const Origin&) -> Result<std::optional<WatchedLog>> { return failure({.what = "the store is gone"}); };
  EXPECT_EQ(decide(to_text(log.request(3, 5)), broken, witness, now).error().what, "the store is gone");
}

TEST(Witness, AnswersThatAreNone) {
  const GrowingLog log(5);
  const auto request = log.request(3, 5);
  const std::string good = answer(to_text(request), log.watched(3)).body;
  ASSERT_TRUE(with_cosignatures(request.checkpoint, good, witness.verifier()));
  EXPECT_FALSE(with_cosignatures(log.request(3, 4).checkpoint, good, witness.verifier())) << "for another checkpoint";
  const auto other = test_key("witness.example/w2", SignatureType::cosignature);
  EXPECT_FALSE(with_cosignatures(request.checkpoint, good, other.verifier())) << "of another witness";
  const std::string both = good + to_text(std::vector{cosign(request.checkpoint.text, other, now).value()});
  EXPECT_EQ(with_cosignatures(request.checkpoint, both, witness.verifier())->signatures.size(), 2U) << "an unknown witness is not taken";
  for (const std::string& bad : {std::string(), std::string("\n"), good.substr(0, good.size() - 1), "x" + good, good + "\n"}) {
    SCOPED_TRACE(bad);
    EXPECT_FALSE(with_cosignatures(request.checkpoint, bad, witness.verifier()));
  }
  for (const char* bad : {"", "5", "5\n\n", "05\n", "-1\n", "five\n", "9223372036854775808\n"}) EXPECT_FALSE(parse_conflict(bad)) << bad;
}

RC_GTEST_PROP(Witness, CosignsOneHistoryOnly, ()) {
  const GrowingLog log(20);
  WatchedLog kept = log.watched(0);
  const auto tries = *rc::gen::container<std::vector<std::pair<int, int>>>(rc::gen::pair(rc::gen::inRange(0, 21), rc::gen::inRange(0, 21)));
  for (const auto& [old, size] : tries) {
    const auto request = log.request(static_cast<std::size_t>(old), static_cast<std::size_t>(size));
    RC_ASSERT(parse_add_checkpoint(to_text(request)).value() == request);
    const WitnessAnswer decided = decide(request, &kept, witness, now);
    const bool grows = static_cast<std::uint64_t>(old) == kept.latest.size.value && size >= old;
    RC_ASSERT((decided.status == 200) == grows);
    if (decided.to_keep) {
      RC_ASSERT(decided.to_keep->size >= kept.latest.size);
      kept.latest = *decided.to_keep;
    }
  }
}

}  // namespace
}  // namespace crossroads::ledger
