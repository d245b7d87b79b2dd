// Words that the hub no longer has: what it asks, and what the source answers and logs.
#include "exchange/push/repeat.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "exchange/push/wire.hpp"
#include "support/network.hpp"

namespace crossroads::exchange::push::test {
namespace {

using domain::MessageNumber;
using domain::Month;
using ::testing::HasSubstr;
using ::testing::Not;

/// A source with some messages handed over, asked over its API.
struct Source {
  Source() {
    const auto run = must(network.source.store().messages().begin_run(network.laws.front().version, Month(2018, 5), network.now));
    std::vector<run::Message> messages;
    for (unsigned n = 1; n <= handed_over; ++n) {
      run::Message message{.authorisation = network.laws.front().version,
                           .category = "eu-worker",
                           .purpose = "to examine",
                           .person = run::test::number(1 + n % 400),
                           .month = Month(2011, 5).plus(static_cast<int>(n / 400))};
      message.months = {{.month = message.month, .amount = domain::Cents(n)}};
      messages.push_back(std::move(message));
    }
    static_cast<void>(must(network.source.store().messages().hand_over(run, messages)));
    answering.emplace(
        network.hub_house, the_hub, network.source.log(), [this](const auto& act) { return act(network.source.other().messages()); },
        network.laws);
    api.emplace("/source/v1", "", std::vector{answering->operation()},
                service::Surroundings{.health = health, .metrics = metrics, .log = technical_log, .randomness = randomness});
  }
  Source(const Source&) = delete;
  Source& operator=(const Source&) = delete;

  net::Response ask(net::Request request, domain::EnterpriseNumber caller) {
    ++requests;
    request.peer.institution = caller;
    return api->answer(request, network.waiting);
  }
  net::Response ask(const std::string& body, domain::EnterpriseNumber caller) {
    return ask({.method = "POST",
                .target = "/source/v1/messages/search",
                .headers = {{"content-type", "application/json"}},
                .body = body,
                .peer = {}},
               caller);
  }
  Result<std::vector<HandOver>> ask_again(std::span<const MessageNumber> numbers) {
    return ask_again_by([this](net::Request request, Waiting&) -> Result<net::Response> { return ask(std::move(request), the_hub); })(
        numbers, service::Trace::of({}, randomness), network.waiting);
  }

  static constexpr unsigned handed_over = 2500;
  const run::test::World world;
  Network network{"11-031", world};
  const domain::EnterpriseNumber the_hub = network.hub_house.self;
  const service::Randomness randomness = [](std::span<std::uint8_t> bytes) { std::ranges::fill(bytes, std::uint8_t{7}); };
  service::Health health;
  service::Metrics metrics{"source"};
  std::string lines;
  service::TechnicalLog technical_log{"source", [this] { return network.now; }, [this](std::string_view line) { lines += line; }};
  std::optional<SourceMessages> answering;
  std::optional<service::Api> api;
  int requests = 0;
};

TEST(SourceMessages, AnswersEveryMessageThatIsAskedForInItsOrder) {
  Source source;
  for (const std::size_t count : {std::size_t{0}, std::size_t{1}, std::size_t{1000}, std::size_t{1001}, std::size_t{2500}}) {
    SCOPED_TRACE(count);
    source.requests = 0;
    std::vector<MessageNumber> numbers;
    for (std::size_t n = count; n > 0; --n) numbers.push_back(MessageNumber{n});
    const auto again = must(source.ask_again(numbers));
    ASSERT_EQ(again.size(), count);
    for (std::size_t i = 0; i < count; ++i) {
      ASSERT_EQ(again[i].number, numbers[i]);
      ASSERT_EQ(again[i].message.months.front().amount, domain::Cents(static_cast<std::int64_t>(count - i)));
    }
    EXPECT_EQ(source.requests, static_cast<int>((count + 999) / 1000));
  }
}

TEST(SourceMessages, LogsEachAsWhenItWasHandedOver) {
  Source source;
  ASSERT_TRUE(source.ask_again(std::vector{MessageNumber{2}, MessageNumber{1}}));
  const auto entries = source.network.source.entries();
  ASSERT_EQ(entries.size(), 2U);
  EXPECT_EQ(entries.front().event, ledger::Event::sent);
  EXPECT_EQ(entries.front().message, MessageNumber{2});
  EXPECT_EQ(entries.front().subject, run::test::number(3));
  EXPECT_EQ(entries.front().recipient, source.the_hub);
  EXPECT_EQ(entries.back().message, MessageNumber{1});
}

TEST(SourceMessages, RefusesWhatItMayNotAnswer) {
  Source source;
  const auto desk = source.network.hub_house.institutions.back().number;
  const struct {
    const char* name;
    std::string body;
    domain::EnterpriseNumber caller;
    unsigned status;
  } cases[] = {
      {"the desk asks", R"({"numbers":["1"]})", desk, 403},
      {"a number that was never given", R"({"numbers":["1","2501"]})", source.the_hub, 404},
      {"none", R"({"numbers":[]})", source.the_hub, 400},
      {"zero", R"({"numbers":["0"]})", source.the_hub, 400},
      {"a zero before it", R"({"numbers":["01"]})", source.the_hub, 400},
      {"below zero", R"({"numbers":["-1"]})", source.the_hub, 400},
      {"no digits", R"({"numbers":[""]})", source.the_hub, 400},
      {"more than there can be", R"({"numbers":["9007199254740993"]})", source.the_hub, 400},
      {"more than a number holds", R"({"numbers":["99999999999999999999999"]})", source.the_hub, 400},
      {"a number that is no text", R"({"numbers":[1]})", source.the_hub, 400},
      {"more than one request takes", fmt::format(R"({{"numbers":[{}]}})", fmt::join(std::vector<std::string>(1001, R"("1")"), ",")),
       source.the_hub, 400},
  };
  for (const auto& [name, body, caller, status] : cases) {
    SCOPED_TRACE(name);
    const auto response = source.ask(body, caller);
    EXPECT_EQ(response.status, status) << response.body;
    EXPECT_THAT(response.body + source.lines, Not(HasSubstr(to_string(run::test::number(2)))));
    EXPECT_TRUE(source.network.source.entries().empty());
  }
}

TEST(SourceMessages, SayNothingThatCannotBeLogged) {
  Source source;
  source.network.source.log().full = true;
  const auto response = source.ask(R"({"numbers":["1"]})", source.the_hub);
  EXPECT_EQ(response.status, 503U);
  EXPECT_THAT(response.body, HasSubstr("logUnavailable"));
  EXPECT_THAT(response.body, Not(HasSubstr(to_string(run::test::number(2)))));
  EXPECT_FALSE(source.ask_again(std::vector{MessageNumber{1}})) << "the hub is told, and tries later";
}

TEST(SourceMessages, TheHubBelievesNoAnswerThatIsNotAsDocumented) {
  Source source;
  const auto asked = [&](const Result<net::Response>& answer) {
    const auto again = ask_again_by([&](const net::Request&, Waiting&) { return answer; });
    return again(std::vector{MessageNumber{1}}, service::Trace::of({}, source.randomness), source.network.waiting).has_value();
  };
  const auto good = source.ask(R"({"numbers":["1"]})", source.the_hub).body;
  EXPECT_TRUE(asked(net::Response{.status = 200, .body = good}));
  for (const std::string& body : {std::string("{}"), std::string(R"({"items":[]})"), std::string("nothing"),
                                  std::string(R"({"items":[{}]})"), good.substr(0, good.size() - 1) + R"(,"more":1})"}) {
    SCOPED_TRACE(body);
    EXPECT_FALSE(asked(net::Response{.status = 200, .body = body}));
  }
  for (const unsigned status : {400U, 404U, 500U, 503U}) EXPECT_FALSE(asked(net::Response{.status = status, .body = good}));
  EXPECT_FALSE(asked(failure({.what = "no answer"})));
}

}  // namespace
}  // namespace crossroads::exchange::push::test
