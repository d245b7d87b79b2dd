// What every adapter promises of what is on its way to another institution.
#include <gtest/gtest.h>

#include <chrono>

#include "../support/must.hpp"
#include "../support/numbers.hpp"
#include "adapters.hpp"

namespace crossroads::test {
namespace {

using namespace transit;

constexpr std::size_t no_end = 1U << 30U;

Instant at(std::int64_t ms) { return Instant(std::chrono::milliseconds(ms)); }
Position place(std::uint64_t n) { return Position{n}; }

class QueueContract : public ::testing::TestWithParam<Adapter> {
 protected:
  std::unique_ptr<StoreUnderTest> under_test = GetParam().make();
  Queue& queue() { return under_test->queue(); }
  const domain::Niss ada = person(1), ben = person(2);

  /// One consignment about each, named by its place in the list.
  void add(const std::vector<std::optional<domain::Niss>>& lines, Instant now = at(1000)) {
    std::vector<NewConsignment> consignments;
    for (const auto& line : lines) {
      const auto name = std::to_string(++named_);
      consignments.push_back({.name = name, .line = line, .text = R"({"number":)" + name + "}"});
    }
    must(queue().add(consignments, now));
  }
  std::vector<std::uint64_t> next(std::size_t most = 100, std::size_t bytes = no_end) {
    std::vector<std::uint64_t> positions;
    for (const auto& one : must(queue().next(most, bytes))) positions.push_back(static_cast<std::uint64_t>(one.position));
    return positions;
  }
  void delivered(const std::vector<std::uint64_t>& positions) {
    std::vector<Position> all;
    for (const auto one : positions) all.push_back(place(one));
    must(queue().delivered(all));
  }
  void park(std::uint64_t position) { must(queue().park(place(position), "urn:problem-type:x", at(5000))); }

 private:
  int named_ = 0;
};

using Positions = std::vector<std::uint64_t>;

INSTANTIATE_TEST_SUITE_P(Adapters, QueueContract, ::testing::ValuesIn(adapters()), adapter_name);

TEST_P(QueueContract, IsEmptyAtFirst) {
  EXPECT_TRUE(next().empty());
  EXPECT_TRUE(must(queue().parked(place(0), 10)).empty());
  EXPECT_EQ(must(queue().state()), QueueState{});
  EXPECT_EQ(must(queue().release()), 0U);
  must(queue().add({}, at(1)));
  delivered({});
  EXPECT_EQ(must(queue().state()), QueueState{});
}

TEST_P(QueueContract, GivesWhatWasPutInInItsOrderAndTwiceWhereNothingWasDelivered) {
  add({ada, std::nullopt, ben});
  add({ada}, at(2000));
  const std::vector<Consignment> all{{place(1), ada, R"({"number":1})"},
                                     {place(2), std::nullopt, R"({"number":2})"},
                                     {place(3), ben, R"({"number":3})"},
                                     {place(4), ada, R"({"number":4})"}};
  EXPECT_EQ(must(queue().next(100, no_end)), all);
  under_test->reopen();
  EXPECT_EQ(must(queue().next(100, no_end)), all);
  EXPECT_EQ(must(queue().state()), (QueueState{.waiting = 4, .parked = 0, .oldest = at(1000)}));
  delivered({1, 3});
  EXPECT_EQ(next(), (Positions{2, 4}));
  delivered({2});
  EXPECT_EQ(must(queue().state()), (QueueState{.waiting = 1, .parked = 0, .oldest = at(2000)}));
}

TEST_P(QueueContract, GivesNoMoreThanWasAskedForButAlwaysOne) {
  add({ada, ben, ada, ben});  // each text has 12 bytes
  struct Case {
    std::string name;
    std::size_t most, bytes;
    Positions given;
  };
  for (const Case& one : std::vector<Case>{{"all", 9, 999, {1, 2, 3, 4}},
                                           {"so many", 2, 999, {1, 2}},
                                           {"just the bytes", 9, 36, {1, 2, 3}},
                                           {"a byte less", 9, 35, {1, 2}},
                                           {"always one", 9, 3, {1}},
                                           {"always one, even of no bytes", 9, 0, {1}},
                                           {"none asked for", 0, 999, {}}}) {
    SCOPED_TRACE(one.name);
    EXPECT_EQ(next(one.most, one.bytes), one.given);
  }
}

TEST_P(QueueContract, NeverGivesAPositionTwice) {
  add({ada, ben});
  delivered({1, 2});
  under_test->reopen();
  add({ada});
  EXPECT_EQ(next(), (Positions{3}));
  delivered({3, 3, 1, 77});  // what is not there any more is passed over
  add({ada});
  EXPECT_EQ(next(), (Positions{4}));
}

TEST_P(QueueContract, ALineWaitsBehindWhatIsParked) {
  add({ada, ada, ben, ada, std::nullopt, std::nullopt});
  park(2);
  EXPECT_EQ(next(), (Positions{1, 3, 5, 6})) << "what stands before goes; what stands behind waits; other lines go";
  park(5);
  EXPECT_EQ(next(), (Positions{1, 3, 6})) << "what is about nobody waits for nothing";
  add({ada, ben, std::nullopt}, at(3000));
  EXPECT_EQ(next(), (Positions{1, 3, 6, 8, 9})) << "what comes later waits too";
  EXPECT_EQ(must(queue().state()), (QueueState{.waiting = 7, .parked = 2, .oldest = at(1000)}));
  const std::vector<Parked> parked{{place(2), "2", at(5000), "urn:problem-type:x"}, {place(5), "5", at(5000), "urn:problem-type:x"}};
  EXPECT_EQ(must(queue().parked(place(0), 10)), parked);
  EXPECT_EQ(must(queue().parked(place(0), 1)), std::vector{parked[0]});
  EXPECT_EQ(must(queue().parked(place(2), 10)), std::vector{parked[1]});
  under_test->reopen();
  EXPECT_EQ(must(queue().release()), 2U);
  EXPECT_EQ(next(), (Positions{1, 2, 3, 4, 5, 6, 7, 8, 9}));
  EXPECT_TRUE(must(queue().parked(place(0), 10)).empty());
  EXPECT_EQ(must(queue().release()), 0U);
}

TEST_P(QueueContract, WhatIsParkedOrGoneStaysAsItIs) {
  add({ada, ben});
  park(1);
  must(queue().park(place(1), "urn:problem-type:y", at(9000)));
  EXPECT_EQ(must(queue().parked(place(0), 10)), (std::vector<Parked>{{place(1), "1", at(5000), "urn:problem-type:x"}}));
  delivered({2});
  park(2);
  park(99);
  EXPECT_EQ(must(queue().state()), (QueueState{.waiting = 0, .parked = 1, .oldest = at(1000)}));
}

TEST_P(QueueContract, ALineOfWhichWhatWasParkedIsGoneGoesOn) {
  add({ada, ada, ada, ada, ada});
  park(4);
  park(2);
  EXPECT_EQ(next(), (Positions{1}));
  delivered({2});  // it had been brought after all
  EXPECT_EQ(next(), (Positions{1, 3})) << "up to the next that is parked";
  delivered({4});
  EXPECT_EQ(next(), (Positions{1, 3, 5}));
}

TEST_P(QueueContract, OneThatWaitsBehindAParkedOneCanBeParkedItself) {
  add({ada, ada, ada});
  park(1);
  park(2);
  EXPECT_EQ(must(queue().state()), (QueueState{.waiting = 1, .parked = 2, .oldest = at(1000)}));
  delivered({1});
  EXPECT_TRUE(next().empty());
}

TEST_P(QueueContract, IsAPartOfTheTransactionThatIsOpen) {
  add({ada, ada, ben});
  park(1);
  const auto before = must(queue().state());
  {
    const auto open = must(under_test->facts().begin());
    add({ada, ben});
    delivered({3, 1});
    park(5);
    EXPECT_EQ(next(), (Positions{2, 4}));
  }
  EXPECT_EQ(must(queue().state()), before);
  EXPECT_EQ(next(), (Positions{3}));
  EXPECT_EQ(must(queue().release()), 1U);
  EXPECT_EQ(next(), (Positions{1, 2, 3}));
}

TEST_P(QueueContract, WhatIsParkedOrBehindIsNotWalkedOver) {
  constexpr int many = 20'000, reads = 200;
  std::vector<std::optional<domain::Niss>> lines(many, ada);
  lines.emplace_back(ben);
  add(lines);
  const auto time_of_reading = [&](std::uint64_t expected) {
    const auto started = std::chrono::steady_clock::now();
    for (int i = 0; i < reads; ++i) EXPECT_EQ(next(1), (Positions{expected}));
    return std::chrono::steady_clock::now() - started;
  };
  const auto in_front = time_of_reading(1);
  park(1);
  EXPECT_LT(time_of_reading(many + 1), 20 * in_front) << "walking over them takes some hundred times as long";
}

TEST_P(QueueContract, NothingOfWhatWasDeliveredStaysInTheStore) {
  add({ada, ben, ada});
  must(queue().add(std::vector<NewConsignment>{{.name = "n", .line = ada, .text = R"({"secret":"Zwartkop"})"},
                                               {.name = "m", .line = ben, .text = R"({"open":"Witkop"})"}},
                   at(1)));
  EXPECT_NE(under_test->bytes().find("Zwartkop"), std::string::npos);
  delivered({4});
  const auto bytes = under_test->bytes();
  EXPECT_EQ(bytes.find("Zwartkop"), std::string::npos);
  EXPECT_NE(bytes.find("Witkop"), std::string::npos);
}

}  // namespace
}  // namespace crossroads::test
