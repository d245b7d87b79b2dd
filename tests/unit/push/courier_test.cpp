// The courier brings everything, in the order of each line, whatever the other side answers.
#include "exchange/push/courier.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <deque>
#include <map>
#include <set>

#include "../run/support/world.hpp"
#include "net/blocking_waiting.hpp"

namespace crossroads::exchange::push {
namespace {

using transit::Consignment;
using transit::Position;

/// The port in memory, with the rules that it states.
class MemoryQueue final : public transit::Queue {
 public:
  Result<void> add(std::span<const transit::NewConsignment> consignments, Instant /*now*/) override {
    for (const auto& one : consignments) waiting_.emplace(Position{++last_}, one);
    return {};
  }
  Result<std::vector<Consignment>> next(std::size_t most, std::size_t bytes) override {
    std::vector<Consignment> next;
    std::set<domain::Niss> behind;
    for (const auto& [position, one] : waiting_) {
      const bool waits = one.line && behind.contains(*one.line);
      if (parked_.contains(position)) {
        if (one.line) behind.insert(*one.line);
        continue;
      }
      if (waits) continue;
      if (next.size() == most || (!next.empty() && bytes < one.text.size())) break;
      bytes -= std::min(bytes, one.text.size());
      next.push_back({position, one.line, one.text});
    }
    return next;
  }
  Result<void> delivered(std::span<const Position> positions) override {
    for (const auto position : positions) waiting_.erase(position);
    return {};
  }
  Result<void> park(Position position, std::string_view problem, Instant now) override {
    if (const auto found = waiting_.find(position); found != waiting_.end())
      parked_.emplace(position, transit::Parked{position, found->second.name, now, std::string(problem)});
    return {};
  }
  Result<std::vector<transit::Parked>> parked(Position after, std::size_t most) override {
    std::vector<transit::Parked> all;
    for (const auto& [position, one] : parked_) {
      if (position > after && all.size() < most) all.push_back(one);
    }
    return all;
  }
  Result<std::uint64_t> release() override {
    const auto count = parked_.size();
    parked_.clear();
    return count;
  }
  Result<transit::QueueState> state() override {
    return transit::QueueState{waiting_.size() - parked_.size(), parked_.size(), std::nullopt};
  }

 private:
  std::map<Position, transit::NewConsignment> waiting_;
  std::map<Position, transit::Parked> parked_;
  std::uint64_t last_ = 0;
};

/// Items are `{"n":1}`; the other side takes them, or does what it was told to do.
class CourierTest : public ::testing::Test {
 protected:
  void put(int n, std::optional<unsigned> person = {}) {
    const transit::NewConsignment one{.name = std::to_string(n),
                                      .line = person ? std::optional(run::test::number(*person)) : std::nullopt,
                                      .text = fmt::format("{{\"n\":{}}}", n)};
    static_cast<void>(queue.add({&one, 1}, now));
  }
  Courier courier(CourierLimits limits = {}) {
    return Courier({.queue = queue,
                    .send = [this](const net::Request& request, Waiting&) { return answer(request.body); },
                    .target = "/x",
                    .randomness = [](std::span<std::uint8_t> bytes) { std::ranges::fill(bytes, std::uint8_t{0}); },
                    .limits = limits});
  }
  Result<net::Response> answer(const std::string& body) {
    std::vector<int> items;
    for (std::size_t at = body.find("\"n\":"); at != std::string::npos; at = body.find("\"n\":", at + 1))
      items.push_back(std::atoi(body.c_str() + at + 4));
    ++requests;
    if (!script.empty()) {
      const auto status = script.front();
      script.pop_front();
      if (status == lost_request) return failure({.what = "no answer"});
      if (status == lost_answer) {
        taken.insert(taken.end(), items.begin(), items.end());
        return failure({.what = "no answer"});
      }
      if (status != 200)
        return net::Response{.status = status, .content_type = "application/problem+json", .body = "{\"type\":\"urn:problem-type:x:y\"}"};
    }
    if (std::ranges::any_of(items, [&](int n) { return guilty.contains(n); }))
      return net::Response{.status = 409, .content_type = "application/problem+json", .body = "{\"type\":\"urn:problem-type:x:guilty\"}"};
    taken.insert(taken.end(), items.begin(), items.end());
    return net::Response{.status = 200, .body = "{}"};
  }
  static constexpr unsigned lost_request = 0, lost_answer = 1;

  MemoryQueue queue;
  Instant now{};
  net::BlockingWaiting waiting{[this] { return now; }};
  std::deque<unsigned> script;
  std::set<int> guilty;
  std::vector<int> taken;
  int requests = 0;
};

using namespace std::chrono_literals;

TEST_F(CourierTest, BringsWhatWaitsInOneRequest) {
  for (const int n : {1, 2, 3}) put(n);
  auto brings = courier();
  EXPECT_EQ(brings.step(waiting), 0ms);
  EXPECT_EQ(taken, (std::vector{1, 2, 3}));
  EXPECT_EQ(brings.step(waiting), 1000ms);
  EXPECT_EQ(requests, 1);
}

struct StatusCase {
  unsigned status;
  bool parks;
};
class CourierStatus : public CourierTest, public ::testing::WithParamInterface<StatusCase> {};
TEST_P(CourierStatus, ParksWhatIsAtFaultAndWaitsOutTheRest) {
  put(1);
  script = {GetParam().status};
  auto brings = courier();
  const auto rest = brings.step(waiting);
  const auto parked = queue.parked(Position{}, 10).value();
  EXPECT_EQ(parked.size(), GetParam().parks ? 1U : 0U);
  if (GetParam().parks) {
    EXPECT_EQ(parked.front().problem, "urn:problem-type:x:y");
    EXPECT_EQ(rest, 0ms);
    EXPECT_FALSE(brings.report().failing_since);
  } else {
    EXPECT_EQ(rest, 500ms);
    EXPECT_TRUE(brings.report().failing_since);
    EXPECT_EQ(brings.step(waiting), 0ms);
    EXPECT_EQ(taken, std::vector{1});
    EXPECT_FALSE(brings.report().failing_since);
  }
}
INSTANTIATE_TEST_SUITE_P(Every, CourierStatus,
                         ::testing::Values(StatusCase{400, true}, StatusCase{409, true}, StatusCase{413, true}, StatusCase{422, true},
                                           StatusCase{0, false}, StatusCase{401, false}, StatusCase{403, false}, StatusCase{404, false},
                                           StatusCase{405, false}, StatusCase{408, false}, StatusCase{415, false}, StatusCase{429, false},
                                           StatusCase{500, false}, StatusCase{502, false}, StatusCase{503, false}, StatusCase{302, false}));

TEST_F(CourierTest, RestsTwiceAsLongEachTimeUpToTheLongest) {
  put(1);
  auto brings = courier({.first_rest = 1000ms, .longest_rest = 5000ms});
  std::vector<std::int64_t> rests;
  for (int i = 0; i < 5; ++i) {
    script = {503};
    rests.push_back(brings.step(waiting).count());
  }
  EXPECT_EQ(rests, (std::vector<std::int64_t>{500, 1000, 2000, 2500, 2500}));
  EXPECT_EQ(brings.step(waiting), 0ms);
  script = {503};
  put(2);
  EXPECT_EQ(brings.step(waiting), 500ms) << "after a success it begins anew";
}

TEST_F(CourierTest, FindsTheOneAtFaultAndGoesOnWithTheOthers) {
  for (int n = 1; n <= 9; ++n) put(n, static_cast<unsigned>(n));
  guilty = {6};
  auto brings = courier();
  while (brings.step(waiting) == 0ms) {}
  EXPECT_EQ(taken, (std::vector{1, 2, 3, 4, 5, 7, 8, 9}));
  const auto parked = queue.parked(Position{}, 10).value();
  ASSERT_EQ(parked.size(), 1U);
  EXPECT_EQ(parked.front().name, "6");
  EXPECT_EQ(parked.front().problem, "urn:problem-type:x:guilty");
}

TEST_F(CourierTest, WhatFollowsOnTheLineWaitsBehindWhatIsParkedUntilThatIsReleased) {
  put(1, 1);
  put(2, 2);
  put(3, 1);
  put(4);
  guilty = {1};
  auto brings = courier();
  while (brings.step(waiting) == 0ms) {}
  EXPECT_EQ(taken, (std::vector{2, 4}));
  guilty.clear();
  ASSERT_EQ(queue.release().value(), 1U);
  while (brings.step(waiting) == 0ms) {}
  EXPECT_EQ(taken, (std::vector{2, 4, 1, 3}));
}

TEST_F(CourierTest, HealthSaysWhatWaitsAndSinceWhen) {
  put(1);
  script = {503};
  auto brings = courier();
  EXPECT_EQ(health_of(brings.report(), "hub").state, service::State::up);
  static_cast<void>(brings.step(waiting));
  const auto health = health_of(brings.report(), "hub");
  EXPECT_EQ(health.name, "to-hub");
  EXPECT_EQ(health.state, service::State::degraded);
  EXPECT_EQ(health.what, "1 waiting, 0 parked; not taken since 1970-01-01T00:00:00.000Z: urn:problem-type:x:y");
}

/// Whatever is lost on the way and whatever is at fault: all that is neither at fault nor behind it arrives, each line in its order; twice only where an
/// answer was lost.
RC_GTEST_FIXTURE_PROP(CourierTest, NothingIsLostAndNoLineIsMixedUp, ()) {
  const int count = *rc::gen::inRange(1, 30);
  std::map<int, unsigned> line;
  for (int n = 1; n <= count; ++n) {
    line[n] = *rc::gen::inRange(1U, 5U);
    put(n, line[n]);
    if (*rc::gen::inRange(0, 10) == 0) guilty.insert(n);
  }
  auto brings = courier({.items = static_cast<std::size_t>(*rc::gen::inRange(1, 10))});
  int lost_answers = 0;
  for (int step = 0; step < 2'000; ++step) {
    script.clear();
    if (step < 200 && *rc::gen::inRange(0, 3) == 0) {
      script = {*rc::gen::element(lost_request, lost_answer, 500U, 503U)};
      // A guilty request can't be taken, whatever becomes of the answer.
      if (script.front() == lost_answer && !guilty.empty()) script.clear();
      else if (script.front() == lost_answer) ++lost_answers;
    }
    if (brings.step(waiting) == 1000ms && queue.next(1, 1).value().empty()) break;
  }
  std::map<unsigned, std::vector<int>> expected, arrived;
  std::set<unsigned> blocked;
  for (const auto& [n, person] : line) {
    if (guilty.contains(n)) blocked.insert(person);
    if (!blocked.contains(person)) expected[person].push_back(n);
  }
  std::set<int> seen;
  for (const int n : taken) {
    if (seen.insert(n).second) arrived[line[n]].push_back(n);
  }
  RC_ASSERT(arrived == expected);
  if (lost_answers == 0) RC_ASSERT(taken.size() == seen.size());
}

}  // namespace
}  // namespace crossroads::exchange::push
