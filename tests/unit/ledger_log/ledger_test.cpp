// Appending in the caller's thread.
#include <gmock/gmock.h>

#include "support/log_fixture.hpp"

namespace crossroads::test {
namespace {

using namespace ledger;
using ::testing::ElementsAre;

class LedgerTest : public LogTest {};

TEST_F(LedgerTest, EntriesFollowEachOtherAndTheCheckpointIsSigned) {
  auto log = ledger();
  const auto first = must(log.append(std::vector{named("a"), named("b")}));
  const auto second = must(log.append(std::vector{named("c")}));
  EXPECT_EQ(first.shard, Shard{2026});
  EXPECT_EQ(first.first, Sequence{0});
  EXPECT_EQ(first.count, 2U);
  EXPECT_EQ(first.time, now);
  EXPECT_EQ(second.first, Sequence{2});
  EXPECT_THAT(names(2026), ElementsAre("a", "b", "c"));

  const Origin origin = origin_of(test_institution(), hub, {2026});
  EXPECT_EQ(origin.text(), "crossroads.invalid/0308357159/hub/2026");
  const auto opened = must(open_checkpoint(must(parse_note(*second.checkpoint)), origin, must(test_verifier_key(origin))));
  EXPECT_EQ(opened.checkpoint.head, must(store().head(hub))->frontier.head());
  EXPECT_EQ(verified().verdict, Verdict::intact);
}

TEST_F(LedgerTest, TimeNeverRunsBackwards) {
  auto log = ledger();
  must(log.append(std::vector{named("a")}));
  const Instant before = now;
  now -= std::chrono::hours(48);
  EXPECT_EQ(must(log.append(std::vector{named("b")})).time, before);
  now = before + std::chrono::milliseconds(1);
  EXPECT_EQ(must(log.append(std::vector{named("c")})).time, now);
  EXPECT_EQ(verified().verdict, Verdict::intact);
}

TEST_F(LedgerTest, AShardBeginsAtNewYearWithTheLastCheckpointOfTheOneBefore) {
  auto log = ledger();
  now = at(domain::Date(2026, 12, 31), 86'399'999);
  const auto last = must(log.append(std::vector{named("a")}));
  now += std::chrono::milliseconds(1);
  const auto first = must(log.append(std::vector{named("b")}));
  EXPECT_EQ(first.shard, Shard{2027});
  EXPECT_EQ(first.first, Sequence{1}) << "behind the one that binds the shards";
  now -= std::chrono::hours(1);
  EXPECT_EQ(must(log.append(std::vector{named("c")})).shard, Shard{2027}) << "the log does not go back over New Year";
  EXPECT_THAT(names(2026), ElementsAre("a"));
  EXPECT_THAT(names(2027), ElementsAre("", "b", "c"));
  Searcher searcher(store(), keys, hub);
  EXPECT_EQ(must(searcher.open({{2027}, {0}}, false)).entry->value.detail->text(), *last.checkpoint);
  const auto found = verified();
  EXPECT_EQ(found.verdict, Verdict::intact);
  EXPECT_EQ(found.leaves, 4U);
}

TEST_F(LedgerTest, NothingToLogIsRefused) { EXPECT_FALSE(ledger().append({})); }

TEST_F(LedgerTest, AnAnswerIsMadeOnlyWhenItsEntryIsSafe) {
  auto log = ledger();
  auto answer = must(log.answer(std::vector{named("a")}, std::string("the data")));
  EXPECT_EQ(answer.receipt().first, Sequence{0});
  EXPECT_EQ(std::move(answer).payload(), "the data");
  const auto refused =
      log.answer(std::vector{named("b")}, std::string("the data"), []() -> Result<void> { return failure({.what = "no"}); });
  EXPECT_FALSE(refused);
  EXPECT_THAT(names(2026), ElementsAre("a"));
  static_assert(!std::is_constructible_v<LoggedAnswer<std::string>, std::string, Receipt>, "only the ledger makes one");
  static_assert(!std::is_default_constructible_v<LoggedAnswer<std::string>>);
}

TEST_F(LedgerTest, AnotherProcessMayHaveMovedTheHead) {
  auto one = ledger();
  const auto other_file = open();
  Ledger other(other_file->ledger(), setting());
  for (int i = 0; i < 20; ++i) {
    must(one.append(std::vector{named(fmt::format("one-{}", i))}));
    must(other.append(std::vector{named(fmt::format("other-{}", i))}));
  }
  EXPECT_EQ(names(2026).size(), 40U);
  EXPECT_EQ(verified().verdict, Verdict::intact);
}

TEST_F(LedgerTest, WhatCannotBeSealedIsNotLogged) {
  must(ledger().append(std::vector{named("a")}));
  keys.erase({{hub, Retention::exchange, Part::entry}, day});
  EXPECT_FALSE(ledger().append(std::vector{named("b")}));
  EXPECT_EQ(must(store().head(hub))->frontier.size(), TreeSize{1});
}

TEST_F(LedgerTest, WhatCouldNotBeReadAgainIsNotLogged) {
  LogEntry entry = named("a");
  entry.entry.subject = domain::Niss::from_stored(60'010'100'100);  // with check digits that are none
  EXPECT_FALSE(ledger().append(std::vector{named("b"), entry}));
  EXPECT_FALSE(must(store().head(hub)));
}

TEST_F(LedgerTest, ACheckpointIsHandedOutOnceForASize) {
  EXPECT_FALSE(must(ledger().hand_out_checkpoint()));
  must(ledger().append(std::vector{named("a")}));
  const auto kept = must(ledger().hand_out_checkpoint());
  EXPECT_EQ(kept->note, must(store().head(hub))->checkpoint);
  must(ledger().hand_out_checkpoint());
  EXPECT_EQ(must(store().checkpoints(hub)), std::vector{*kept});
  EXPECT_EQ(verified().verdict, Verdict::intact);
}

}  // namespace
}  // namespace crossroads::test
