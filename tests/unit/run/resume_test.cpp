// A run that is broken off at any of its writes, and started again, ends in the same messages: none lost, none twice.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "store/sqlite/store.hpp"
#include "store/support/scratch.hpp"
#include "support/installation.hpp"
#include "support/random_changes.hpp"

namespace crossroads::run::test {
namespace {

using crossroads::test::must;
using crossroads::test::Scratch;
using store::sqlite::Store;

/// A run, changes of facts, and a run that is to be broken off.
struct History {
  const char* document_name;
  Month first, second;
  std::uint64_t seed;
  unsigned persons;
};

constexpr std::size_t batch_size = 3;
/// So many messages have to be sent by the run that is to be broken off.
constexpr std::size_t enough = 24;

constexpr History histories[] = {
    // 11/031 lets few of such facts through: it takes more persons until enough is sent to break off.
    {"11-031", Month(2011, 9), Month(2011, 12), 1, 80},
    {"11-031", Month(2011, 10), Month(2011, 10), 2, 180},
    {"18-055", Month(2018, 9), Month(2018, 12), 3, 20},
    {"18-055", Month(2018, 10), Month(2018, 10), 5, 40},
};

World before(const History& history) {
  Random random(history.seed);
  return random_facts(random, history.persons, history.second.plus(-2));
}

World after(const History& history) {
  auto world = before(history);
  Random random(history.seed + 100);
  for (unsigned n = 0; n < 12 + history.persons; ++n) change_facts(random, world, history.second.plus(-2));
  return world;
}

/// Every message of both records, with all that it says; tickets are the clock's and chance's.
std::vector<std::string> everything(Installation& place) { return place.sent(); }

std::vector<std::string> unbroken(const History& history) {
  MemoryMessageStore store;
  Installation place(document(history.document_name), store);
  place.batch = batch_size;
  place.world = before(history);
  place.run(history.first);
  const auto first = everything(place).size();
  place.world = after(history);
  place.run(history.second);
  EXPECT_GE(everything(place).size(), first + enough) << "too little happens to break off";
  return everything(place);
}

TEST(Resume, AtEveryWriteInMemory) {
  for (const auto& history : histories) {
    SCOPED_TRACE(fmt::format("{} seed {}", history.document_name, history.seed));
    const auto expected = unbroken(history);
    for (const bool written : {false, true}) {
      bool finished = false;
      for (std::size_t at = 0; !finished; ++at) {
        SCOPED_TRACE(fmt::format("broken off at write {}, {}", at, written ? "after it was done" : "before it was done"));
        MemoryMessageStore store;
        Installation place(document(history.document_name), store);
        place.batch = batch_size;
        place.world = before(history);
        place.run(history.first);
        place.world = after(history);
        store.break_off = {.after_writes = store.writes() + at, .written = written};
        finished = place.try_run(history.second).has_value();
        store.break_off.reset();
        place.run(history.second);
        ASSERT_EQ(everything(place), expected);
      }
    }
  }
}

TEST(Resume, AfterEveryFewWritesAgainAndAgain) {
  for (const auto& history : histories) {
    SCOPED_TRACE(fmt::format("{} seed {}", history.document_name, history.seed));
    MemoryMessageStore store;
    Installation place(document(history.document_name), store);
    place.batch = batch_size;
    place.world = before(history);
    place.run(history.first);
    place.world = after(history);
    int broken = 0;
    for (bool finished = false; !finished; ++broken) {
      store.break_off = {.after_writes = store.writes() + 2, .written = broken % 2 == 0};
      finished = place.try_run(history.second).has_value();
    }
    // An attempt writes two batches at most: its first write opens the run, its third is the last.
    EXPECT_GE(broken, static_cast<int>(enough / batch_size / 2));
    EXPECT_EQ(everything(place), unbroken(history));
  }
}

/// A store that stops answering after some writes, as a process that was killed does: the file keeps what was committed.
class Cut final : public MessageStore {
 public:
  Cut(MessageStore& store, std::size_t writes) : store_(store), left_(writes) {}
  Result<RunId> begin_run(const AuthorisationVersion& authorisation, Month month, Instant started) override {
    return writes<RunId>([&] { return store_.begin_run(authorisation, month, started); });
  }
  Result<void> finish_run(RunId run, Instant finished) override {
    return writes<void>([&] { return store_.finish_run(run, finished); });
  }
  Result<std::vector<RunRecord>> runs() override { return store_.runs(); }
  Result<std::vector<MessageNumber>> hand_over(RunId run, std::span<const Message> batch) override {
    return writes<std::vector<MessageNumber>>([&] { return store_.hand_over(run, batch); });
  }
  Result<void> relay(RunId run, std::span<const Relayed> batch) override {
    return writes<void>([&] { return store_.relay(run, batch); });
  }
  Result<void> strike(RunId run, std::span<const MessageNumber> numbers) override {
    return writes<void>([&] { return store_.strike(run, numbers); });
  }
  Result<std::vector<MessageNumber>> struck(std::string_view authorisation) override { return store_.struck(authorisation); }
  Result<void> standing_handed_over(std::string_view authorisation, Month up_to, const VisitHandedOver& visit) override {
    return store_.standing_handed_over(authorisation, up_to, visit);
  }
  Result<void> standing_relayed(std::string_view authorisation, Month up_to, const VisitRelayed& visit) override {
    return store_.standing_relayed(authorisation, up_to, visit);
  }
  Result<std::vector<HandedOver>> handed_over(std::span<const MessageNumber> numbers) override { return store_.handed_over(numbers); }
  Result<void> every_handed_over(std::optional<RunId> run, const VisitHandedOver& visit) override {
    return store_.every_handed_over(run, visit);
  }
  Result<void> every_relayed(std::optional<RunId> run, const VisitRelayed& visit) override { return store_.every_relayed(run, visit); }

 private:
  template <class T, class Write>
  Result<T> writes(const Write& write) {
    if (left_ == 0) return failure({.what = "broken off"});
    --left_;
    return write();
  }
  MessageStore& store_;
  std::size_t left_;
};

std::unique_ptr<Store> open(const std::filesystem::path& file) {
  return must(Store::open(file, {.access = store::sqlite::Access::create}));
}

TEST(Resume, AtEveryBatchInSqliteOnAFileThatIsOpenedAgain) {
  const auto& history = histories[2];
  const auto expected = unbroken(history);
  bool finished = false;
  for (std::size_t at = 0; !finished; ++at) {
    SCOPED_TRACE(fmt::format("broken off at write {}", at));
    const Scratch scratch;
    const auto file = scratch.path() / "crossroads.db";
    std::uint64_t ticks = 0;
    const auto run = [&](const World& world, Month month, std::size_t writes) {
      auto store = open(file);
      Cut cut(store->messages(), writes);
      Installation place(document(history.document_name), cut);
      place.batch = batch_size;
      place.world = world;
      place.ticks = ticks;
      const bool ended = place.try_run(month).has_value();
      ticks = place.ticks + 1;
      return ended;
    };
    ASSERT_TRUE(run(before(history), history.first, 1'000'000));
    finished = run(after(history), history.second, at);
    ASSERT_TRUE(run(after(history), history.second, 1'000'000));
    auto store = open(file);
    Installation place(document(history.document_name), store->messages());
    ASSERT_EQ(everything(place), expected);
  }
}

TEST(Resume, TheNumberOfThreadsAndTheSizeOfBatchesChangeNothing) {
  for (const auto& history : histories) {
    const auto expected = unbroken(history);
    for (const auto& [threads, batch] :
         {std::pair(4U, std::size_t{1}), std::pair(2U, std::size_t{7}), std::pair(0U, std::size_t{10'000})}) {
      MemoryMessageStore store;
      Installation place(document(history.document_name), store);
      place.threads = threads;
      place.batch = batch;
      place.world = before(history);
      place.run(history.first);
      place.world = after(history);
      place.run(history.second);
      EXPECT_EQ(everything(place), expected);
    }
  }
}

}  // namespace
}  // namespace crossroads::run::test
