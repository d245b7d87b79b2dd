// Group commit: nobody is told too early, nothing gets lost between callers, and a failure is everybody's who was not safe yet.
#include <gmock/gmock.h>

#include <algorithm>
#include <atomic>
#include <semaphore>
#include <thread>

#include "ledger/log/committer.hpp"
#include "support/log_fixture.hpp"

namespace crossroads::test {
namespace {

using namespace ledger;
using ::testing::ElementsAre;

class CommitterTest : public LogTest {
 protected:
  std::unique_ptr<store::sqlite::Store> own = open();
  std::unique_ptr<Committer> make(CommitterLimits limits = {}) { return std::make_unique<Committer>(own->ledger(), setting(), limits); }
};

TEST_F(CommitterTest, ManyCallersAreEachLoggedOnce) {
  constexpr int callers = 16, each = 40;
  std::vector<std::string> acknowledged(callers * each);
  {
    const auto committer = make({.queued = 20, .group = 7});
    std::vector<std::thread> threads;
    for (int c = 0; c < callers; ++c) {
      threads.emplace_back([&, c] {
        for (int n = 0; n < each; ++n) {
          const auto receipt = committer->append({named(fmt::format("{}-{}-a", c, n)), named(fmt::format("{}-{}-b", c, n))});
          if (receipt) acknowledged[static_cast<std::size_t>(c * each + n)] = fmt::format("{}", receipt->first.value);
        }
      });
    }
    for (auto& thread : threads) thread.join();
  }
  const auto logged = names(2026);
  ASSERT_EQ(logged.size(), 2U * callers * each);
  for (int c = 0; c < callers; ++c) {
    for (int n = 0; n < each; ++n) {
      const std::string& at = acknowledged[static_cast<std::size_t>(c * each + n)];
      ASSERT_FALSE(at.empty());
      EXPECT_EQ(logged[std::stoul(at)], fmt::format("{}-{}-a", c, n));
      EXPECT_EQ(logged[std::stoul(at) + 1], fmt::format("{}-{}-b", c, n)) << "entries of one caller stay together";
    }
  }
  EXPECT_EQ(verified().verdict, Verdict::intact);
}

TEST_F(CommitterTest, TwoProcessesAppendToOneLogAndBothGoOn) {
  const auto beside = open();
  constexpr int each = 150;
  std::atomic<int> one_done = 0, other_done = 0;
  {
    const auto one = make();
    Committer other(beside->ledger(), setting());
    const auto append = [&](Committer& to, std::string_view who, std::atomic<int>& done) {
      for (int n = 0; n < each; ++n) done += to.append({named(fmt::format("{}-{}", who, n))}) ? 1 : 0;
    };
    std::thread first([&] { append(*one, "one", one_done); });
    std::thread second([&] { append(other, "other", other_done); });
    first.join();
    second.join();
  }
  EXPECT_EQ(one_done, each);
  EXPECT_EQ(other_done, each);
  auto logged = names(2026);
  EXPECT_EQ(logged.size(), 2U * each);
  std::ranges::sort(logged);
  EXPECT_EQ(std::ranges::adjacent_find(logged), logged.end());
  EXPECT_EQ(verified().verdict, Verdict::intact);
}

TEST_F(CommitterTest, AFailingEffectRefusesItsOwnEntriesOnly) {
  std::vector<std::string> answers(3);
  std::binary_semaphore go{0};
  {
    const auto committer = make();
    // The first one holds the writer up, so that the three others come into one group.
    committer->submit(
        {named("first")},
        [&, waited = false]() mutable -> Result<void> {
          // Once: an effect runs again where another one of its group failed.
          if (!std::exchange(waited, true)) go.acquire();
          return {};
        },
        [](const Result<Receipt>&) {});
    const auto done = [&](std::size_t i) {
      return [&answers, i](const Result<Receipt>& receipt) {
        answers[i] = receipt ? std::to_string(receipt->first.value) : receipt.error().what;
      };
    };
    committer->submit({named("held-back")}, {}, [](const Result<Receipt>&) {});
    committer->submit({named("good")}, {}, done(0));
    committer->submit({named("bad")}, []() -> Result<void> { return failure({.what = "no"}); }, done(1));
    committer->submit({named("also-good")}, {}, done(2));
    go.release();
  }
  EXPECT_THAT(answers, ElementsAre("2", "no", "3"));
  EXPECT_THAT(names(2026), ElementsAre("first", "held-back", "good", "also-good"));
  EXPECT_EQ(verified().verdict, Verdict::intact);
}

TEST_F(CommitterTest, AnEntryThatCannotBeSealedRefusesItsOwnOnly) {
  LogEntry bad = named("bad");
  bad.entry.subject = domain::Niss::from_stored(60'010'100'100);  // with check digits that are none
  std::vector<int> answers(9, -1);
  std::binary_semaphore go{0};
  {
    const auto committer = make();
    // The first one holds the writer up, so that the others come into one group.
    committer->submit(
        {named("first")},
        [&, waited = false]() mutable -> Result<void> {
          if (!std::exchange(waited, true)) go.acquire();
          return {};
        },
        [](const Result<Receipt>&) {});
    committer->submit({named("held-back")}, {}, [](const Result<Receipt>&) {});
    for (std::size_t n = 0; n < answers.size(); ++n) {
      std::vector<LogEntry> entries{named(fmt::format("e{}", n))};
      if (n % 4 == 2) entries.push_back(bad);
      committer->submit(std::move(entries), {}, [&answers, n](const Result<Receipt>& receipt) { answers[n] = receipt ? 1 : 0; });
    }
    go.release();
  }
  EXPECT_THAT(answers, ElementsAre(1, 1, 0, 1, 1, 1, 0, 1, 1));
  EXPECT_THAT(names(2026), ElementsAre("first", "held-back", "e0", "e1", "e3", "e4", "e5", "e7", "e8"));
  EXPECT_EQ(verified().verdict, Verdict::intact);
}

TEST_F(CommitterTest, AStoreThatCannotBeWrittenAcknowledgesNothing) {
  must(ledger().append(std::vector{named("before")}));
  {
    const auto read_only = must(store::sqlite::Store::open(file(), {.access = store::sqlite::Access::read_only}));
    Committer committer(read_only->ledger(), setting());
    const auto refused = committer.append({named("a")});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().what, "the store may not be written");
  }
  EXPECT_THAT(names(2026), ElementsAre("before"));
}

TEST_F(CommitterTest, ALockedStoreFailsAndServesAgainAfterwards) {
  own = must(store::sqlite::Store::open(file(), {.access = store::sqlite::Access::read_write, .patience = std::chrono::milliseconds(20)}));
  const auto committer = make();
  must(committer->append({named("a")}));
  {
    auto other = must(store::sqlite::Database::open(file(), store::sqlite::Access::read_write, std::chrono::seconds(1)));
    const auto transaction = must(store::sqlite::Transaction::begin(other));
    const auto refused = committer->append({named("b")});
    ASSERT_FALSE(refused);
    EXPECT_THAT(refused.error().what, ::testing::HasSubstr("the store is locked"));
  }
  EXPECT_EQ(must(committer->append({named("c")})).first, Sequence{1});
  EXPECT_THAT(names(2026), ElementsAre("a", "c"));
  EXPECT_EQ(verified().verdict, Verdict::intact);
}

TEST_F(CommitterTest, ItsEndWaitsForWhatItTook) {
  std::atomic<int> answered = 0;
  {
    const auto committer = make();
    for (int n = 0; n < 100; ++n) {
      committer->submit({named(fmt::format("e{}", n))}, {}, [&](const Result<Receipt>& receipt) { answered += receipt ? 1 : 0; });
    }
  }
  EXPECT_EQ(answered, 100);
  EXPECT_EQ(names(2026).size(), 100U);
}

TEST_F(CommitterTest, ACallerWaitsWhenTheQueueIsFull) {
  std::counting_semaphore<64> go{0};
  std::atomic<int> submitted = 0;
  const auto committer = make({.queued = 4, .group = 1});
  std::thread caller([&] {
    for (int n = 0; n < 20; ++n) {
      committer->submit(
          {named(fmt::format("e{}", n))},
          [&]() -> Result<void> {
            go.acquire();
            return {};
          },
          [](const Result<Receipt>&) {});
      ++submitted;
    }
  });
  // One is being written, one is sealed, one may be in the sealer's hands, and four wait.
  std::this_thread::sleep_for(std::chrono::milliseconds(100));
  EXPECT_LE(submitted, 7);
  go.release(20);
  caller.join();
  EXPECT_EQ(submitted, 20);
}

TEST_F(CommitterTest, AnAnswerIsHandedOutAfterTheCommit) {
  const auto committer = make();
  const auto answer = must(committer->answer({named("a")}, std::string("the data")));
  EXPECT_EQ(answer.payload(), "the data");
  EXPECT_THAT(names(2026), ElementsAre("a"));
  EXPECT_FALSE(committer->append({}));
}

}  // namespace
}  // namespace crossroads::test
