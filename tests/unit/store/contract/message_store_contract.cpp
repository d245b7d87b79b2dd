// What every adapter promises of the messages of record.
#include <gtest/gtest.h>

#include "../support/must.hpp"
#include "../support/numbers.hpp"
#include "adapters.hpp"

namespace crossroads::test {
namespace {

using namespace run;
using domain::Cents;
using domain::Month;

Instant at(std::int64_t ms) { return Instant(std::chrono::milliseconds(ms)); }

AuthorisationVersion law(std::string name = "11/031", std::uint8_t text = 1) {
  Sha256::Bytes bytes = {};
  bytes.fill(text);
  return {std::move(name), Sha256(bytes)};
}

Ticket ticket(std::uint8_t n) { return {Uuid::version_7(1'700'000'000'000 + n, std::array<std::uint8_t, Uuid::random_size>{n, 2, 3})}; }

Message first(domain::Niss niss, Month month, std::int64_t cents = 90000) {
  return {.authorisation = law(),
          .category = "eu-worker",
          .purpose = "examine a stay right",
          .person = niss,
          .month = month,
          .months = {{.month = month, .amount = Cents(cents)}},
          .periods = {{month, month}}};
}

Message replacing(Message message, MessageKind kind, MessageNumber number) {
  message.kind = kind;
  message.replaces = number;
  return message;
}

class MessageStoreContract : public ::testing::TestWithParam<Adapter> {
 protected:
  std::unique_ptr<StoreUnderTest> under_test = GetParam().make();
  MessageStore& store() { return under_test->messages(); }
  const Month may{2011, 5}, june{2011, 6}, july{2011, 7};
  RunId run = must(store().begin_run(law(), may, at(1000)));

  std::vector<HandedOver> standing(std::string_view authorisation = "11/031", Month up_to = Month(2099, 12)) {
    std::vector<HandedOver> all;
    must(store().standing_handed_over(authorisation, up_to, [&](HandedOver&& one) -> Result<void> {
      all.push_back(std::move(one));
      return {};
    }));
    return all;
  }
  std::vector<Relayed> standing_relayed(std::string_view authorisation = "11/031", Month up_to = Month(2099, 12)) {
    std::vector<Relayed> all;
    must(store().standing_relayed(authorisation, up_to, [&](Relayed&& one) -> Result<void> {
      all.push_back(std::move(one));
      return {};
    }));
    return all;
  }
  std::vector<std::uint64_t> every(std::optional<RunId> of = {}) {
    std::vector<std::uint64_t> numbers;
    must(store().every_handed_over(of, [&](HandedOver&& one) -> Result<void> {
      numbers.push_back(static_cast<std::uint64_t>(one.number));
      return {};
    }));
    return numbers;
  }
  std::vector<Relayed> every_relayed(std::optional<RunId> of = {}) {
    std::vector<Relayed> all;
    must(store().every_relayed(of, [&](Relayed&& one) -> Result<void> {
      all.push_back(std::move(one));
      return {};
    }));
    return all;
  }
  MessageNumber hand_over(const Message& message) { return must(store().hand_over(run, std::vector{message})).front(); }
  std::string refusal(const std::vector<Message>& batch) {
    const auto before = every();
    const auto result = store().hand_over(run, batch);
    EXPECT_EQ(every(), before) << "a refused batch leaves nothing";
    return result ? "taken" : result.error().what;
  }
  std::string refusal_to_relay(const std::vector<Relayed>& batch) {
    const auto before = every_relayed();
    const auto result = store().relay(run, batch);
    EXPECT_EQ(every_relayed(), before) << "a refused batch leaves nothing";
    return result ? "taken" : result.error().what;
  }
};

INSTANTIATE_TEST_SUITE_P(Adapters, MessageStoreContract, ::testing::ValuesIn(adapters()), adapter_name);

TEST_P(MessageStoreContract, RunsAreKeptWithTheirBeginningAndEnd) {
  const RunId other = must(store().begin_run(law("18/055", 2), june, at(2000)));
  const RunId third = must(store().begin_run(law("11/031", 3), june, at(3000)));
  must(store().finish_run(other, at(2500)));
  under_test->reopen();
  EXPECT_EQ(must(store().runs()), (std::vector<RunRecord>{{run, law(), may, at(1000), std::nullopt},
                                                          {other, law("18/055", 2), june, at(2000), at(2500)},
                                                          {third, law("11/031", 3), june, at(3000), std::nullopt}}));
  EXPECT_EQ(other, RunId{2});
}

TEST_P(MessageStoreContract, ARunEndsOnce) {
  must(store().finish_run(run, at(2000)));
  EXPECT_FALSE(store().finish_run(run, at(3000)));
  EXPECT_FALSE(store().finish_run(RunId{99}, at(3000)));
  EXPECT_EQ(must(store().runs()).front().finished, at(2000));
}

TEST_P(MessageStoreContract, EveryFieldComesBackAsItWas) {
  Message full = first(person(1), june);
  full.identity = {
      .niss = bis_of_person(1), .last_name = "Đorđević", .first_names = "", .country_of_origin = domain::Country::from_letters('R', 'S')};
  full.months = {
      {may, Cents(0), domain::Nature::ris}, {june, Cents(123456789012345), domain::Nature::social_aid}, {june, std::nullopt, std::nullopt}};
  full.periods = {{may, june}, {july, july}};
  full.quality = domain::Quality::sufficient_means;
  Message bare = first(person(2), june);
  bare.months.clear();
  bare.periods.clear();
  const auto numbers = must(store().hand_over(run, std::vector{full, bare}));
  must(store().relay(run, std::vector<Relayed>{{ticket(1), numbers[0], RunId{77}, full}, {ticket(2), numbers[1], RunId{}, bare}}));
  under_test->reopen();
  auto handed_over = standing();
  ASSERT_EQ(handed_over.size(), 2U);
  if (handed_over[0].message.person != person(1)) std::swap(handed_over[0], handed_over[1]);
  EXPECT_EQ(handed_over[0], (HandedOver{numbers[0], run, full}));
  EXPECT_EQ(handed_over[1], (HandedOver{numbers[1], run, bare}));
  const auto relayed = every_relayed();
  ASSERT_EQ(relayed.size(), 2U);
  EXPECT_EQ(relayed[0], (Relayed{ticket(1), numbers[0], run, full}));
  EXPECT_EQ(relayed[1], (Relayed{ticket(2), numbers[1], run, bare}));
}

TEST_P(MessageStoreContract, NumbersArePositiveAndWithoutGaps) {
  EXPECT_EQ(must(store().hand_over(run, std::vector{first(person(1), may), first(person(2), may)})),
            (std::vector{MessageNumber{1}, MessageNumber{2}}));
  EXPECT_EQ(refusal({first(person(3), may), first(person(1), may)}), "a message stands already for this person and month");
  EXPECT_EQ(must(store().hand_over(run, std::vector{first(person(3), may)})), (std::vector{MessageNumber{3}}));
  EXPECT_TRUE(must(store().hand_over(run, {})).empty());
}

TEST_P(MessageStoreContract, StandingIsReadByPersonThenMonth) {
  const auto [low, high] = std::minmax({person(1), person(2)});  // the list: of two temporaries it would give references
  must(store().hand_over(run, std::vector{first(high, june), first(low, july), first(high, may), first(low, may)}));
  std::vector<std::pair<domain::Niss, Month>> order;
  for (const auto& one : standing()) order.emplace_back(one.message.person, one.message.month);
  EXPECT_EQ(order, (std::vector<std::pair<domain::Niss, Month>>{{low, may}, {low, july}, {high, may}, {high, june}}));
}

TEST_P(MessageStoreContract, StandingStopsAtTheMonth) {
  must(store().hand_over(run, std::vector{first(person(1), may), first(person(1), june), first(person(1), july)}));
  EXPECT_EQ(standing("11/031", june).size(), 2U);
  EXPECT_EQ(standing("11/031", may.plus(-1)).size(), 0U);
}

TEST_P(MessageStoreContract, AuthorisationsDoNotMix) {
  hand_over(first(person(1), may));
  const RunId other = must(store().begin_run(law("18/055", 2), may, at(2000)));
  Message message = first(person(1), may);
  message.authorisation = law("18/055", 2);
  must(store().hand_over(other, std::vector{message}));
  EXPECT_EQ(standing("11/031").size(), 1U);
  EXPECT_EQ(standing("18/055").size(), 1U);
  EXPECT_EQ(standing("18/0").size(), 0U);
}

TEST_P(MessageStoreContract, AnotherTextOfTheSameAuthorisationSeesWhatWasSent) {
  const MessageNumber number = hand_over(first(person(1), may));
  run = must(store().begin_run(law("11/031", 9), june, at(2000)));
  Message again = first(person(1), may);
  again.authorisation = law("11/031", 9);
  EXPECT_EQ(refusal({again}), "a message stands already for this person and month");
  must(store().hand_over(run, std::vector{replacing(again, MessageKind::correction, number)}));
  ASSERT_EQ(standing().size(), 1U);
  EXPECT_EQ(standing()[0].message.authorisation, law("11/031", 9));
}

TEST_P(MessageStoreContract, ACorrectionStandsForWhatItReplaces) {
  const MessageNumber number = hand_over(first(person(1), may, 100));
  const MessageNumber correction = hand_over(replacing(first(person(1), may, 200), MessageKind::correction, number));
  ASSERT_EQ(standing().size(), 1U);
  EXPECT_EQ(standing()[0].number, correction);
  EXPECT_EQ(standing()[0].message.replaces, number);
  EXPECT_EQ(every(), (std::vector<std::uint64_t>{1, 2})) << "what was sent stays on record";
}

TEST_P(MessageStoreContract, ACorrectionMayGoToTheNewNumberOfThePerson) {
  const MessageNumber number = hand_over(first(bis_of_person(1), may));
  hand_over(replacing(first(person(1), may, 200), MessageKind::correction, number));
  ASSERT_EQ(standing().size(), 1U);
  EXPECT_EQ(standing()[0].message.person, person(1));
  EXPECT_EQ(must(store().hand_over(run, std::vector{first(bis_of_person(1), may)})).size(), 1U)
      << "nothing stands under the old number any more";
}

TEST_P(MessageStoreContract, AWithdrawalLeavesNothingStandingAndTheMonthCanBeSentAnew) {
  const MessageNumber number = hand_over(first(person(1), may));
  const MessageNumber withdrawal = hand_over(replacing(first(person(1), may), MessageKind::withdrawal, number));
  EXPECT_TRUE(standing().empty());
  EXPECT_EQ(refusal({replacing(first(person(1), may), MessageKind::correction, withdrawal)}), "the message to replace does not stand");
  hand_over(first(person(1), may, 300));
  ASSERT_EQ(standing().size(), 1U);
  EXPECT_EQ(every(), (std::vector<std::uint64_t>{1, 2, 3}));
}

struct Refusal {
  std::string name;
  std::function<std::vector<Message>(Month)> batch;  // in a record where number 1 stands for person 1 in that month, and 2 was withdrawn
  std::string why;
};

const std::vector<Refusal>& refusals() {
  static const std::vector<Refusal> all{
      {"two of one person and month", [](Month month) { return std::vector{first(person(5), month), first(person(5), month)}; },
       "a message stands already for this person and month"},
      {"a first one that replaces",
       [](Month month) { return std::vector{replacing(first(person(5), month), MessageKind::first, MessageNumber{1})}; },
       "a new message replaces none, but this one names one"},
      {"a correction of nothing",
       [](Month month) {
         Message message = first(person(1), month);
         message.kind = MessageKind::correction;
         return std::vector{message};
       },
       "a correction or withdrawal must name the message that it replaces"},
      {"a withdrawal of nothing",
       [](Month month) {
         Message message = first(person(1), month);
         message.kind = MessageKind::withdrawal;
         return std::vector{message};
       },
       "a correction or withdrawal must name the message that it replaces"},
      {"an unknown number",
       [](Month month) { return std::vector{replacing(first(person(1), month), MessageKind::correction, MessageNumber{99})}; },
       "the message to replace does not stand"},
      {"a withdrawn one",
       [](Month month) { return std::vector{replacing(first(person(2), month), MessageKind::correction, MessageNumber{2})}; },
       "the message to replace does not stand"},
      {"one replaced twice",
       [](Month month) {
         const Message message = replacing(first(person(1), month), MessageKind::withdrawal, MessageNumber{1});
         return std::vector{message, message};
       },
       "the message to replace does not stand"},
      {"another month",
       [](Month month) { return std::vector{replacing(first(person(1), month.plus(1)), MessageKind::correction, MessageNumber{1})}; },
       "the message to replace is of another authorisation or month"},
      {"another authorisation than the run's",
       [](Month month) {
         Message message = first(person(5), month);
         message.authorisation = law("18/055");
         return std::vector{message};
       },
       "a message is under another authorisation than its run"},
      {"another text than the run's",
       [](Month month) {
         Message message = first(person(5), month);
         message.authorisation = law("11/031", 200);
         return std::vector{message};
       },
       "a message is under another authorisation than its run"},
  };
  return all;
}

TEST_P(MessageStoreContract, ABatchIsTakenWholeOrNotAtAll) {
  hand_over(first(person(1), may));
  hand_over(first(person(2), may));
  hand_over(replacing(first(person(2), may), MessageKind::withdrawal, MessageNumber{2}));
  for (const Refusal& refused : refusals()) {
    SCOPED_TRACE(refused.name);
    auto batch = refused.batch(may);
    batch.insert(batch.begin(), first(person(40), may));
    EXPECT_EQ(refusal(batch), refused.why);
  }
  EXPECT_EQ(standing().size(), 1U);
}

TEST_P(MessageStoreContract, AMessageOfAnotherAuthorisationIsNotReplaced) {
  hand_over(first(person(1), may));
  run = must(store().begin_run(law("18/055"), may, at(2000)));
  Message message = replacing(first(person(1), may), MessageKind::correction, MessageNumber{1});
  message.authorisation = law("18/055");
  EXPECT_EQ(refusal({message}), "the message to replace is of another authorisation or month");
}

TEST_P(MessageStoreContract, OnlyAnOpenRunWrites) {
  must(store().finish_run(run, at(2000)));
  EXPECT_EQ(refusal({first(person(1), may)}), "this run is finished");
  run = RunId{99};
  EXPECT_EQ(refusal({first(person(1), may)}), "there is no such run");
}

TEST_P(MessageStoreContract, ARunsMessagesCanBeToldFromOthers) {
  hand_over(first(person(1), may));
  const RunId before = run;
  run = must(store().begin_run(law(), june, at(2000)));
  hand_over(first(person(1), june));
  hand_over(replacing(first(person(1), may), MessageKind::withdrawal, MessageNumber{1}));
  EXPECT_EQ(every(before), (std::vector<std::uint64_t>{1}));
  EXPECT_EQ(every(run), (std::vector<std::uint64_t>{2, 3}));
  EXPECT_EQ(every(), (std::vector<std::uint64_t>{1, 2, 3}));
}

TEST_P(MessageStoreContract, MessagesAreFoundByTheirNumbers) {
  const MessageNumber one = hand_over(first(person(1), may));
  const MessageNumber two = hand_over(replacing(first(person(1), may, 5), MessageKind::correction, one));
  const auto found = must(store().handed_over(std::vector{two, one, two}));
  ASSERT_EQ(found.size(), 3U);
  EXPECT_EQ(found[0], (HandedOver{two, run, replacing(first(person(1), may, 5), MessageKind::correction, one)}));
  EXPECT_EQ(found[1], (HandedOver{one, run, first(person(1), may)})) << "standing or not";
  EXPECT_EQ(found[2], found[0]);
  EXPECT_FALSE(store().handed_over(std::vector{one, MessageNumber{3}}));
}

TEST_P(MessageStoreContract, TheTwoRecordsDoNotMix) {
  const MessageNumber number = hand_over(first(person(1), may));
  EXPECT_TRUE(standing_relayed().empty());
  must(store().relay(run, std::vector<Relayed>{{ticket(1), number, run, first(person(1), may)}}));
  hand_over(replacing(first(person(1), may), MessageKind::withdrawal, number));
  EXPECT_TRUE(standing().empty());
  EXPECT_EQ(standing_relayed().size(), 1U) << "the hub relays the withdrawal by itself";
}

TEST_P(MessageStoreContract, TheHubWithdrawsByItselfAndMayRelayTheSameNumberAgain) {
  const MessageNumber number = hand_over(first(person(1), may));
  must(store().relay(run, std::vector<Relayed>{{ticket(1), number, run, first(person(1), may)}}));
  must(store().relay(
      run, std::vector<Relayed>{{ticket(2), std::nullopt, run, replacing(first(person(1), may), MessageKind::withdrawal, number)}}));
  EXPECT_TRUE(standing_relayed().empty());
  must(store().relay(run, std::vector<Relayed>{{ticket(3), number, run, first(person(1), may)}}));
  ASSERT_EQ(standing_relayed().size(), 1U);
  EXPECT_EQ(standing_relayed()[0].ticket, ticket(3));
  EXPECT_EQ(standing_relayed("11/031", may.plus(-1)).size(), 0U);
  EXPECT_EQ(every_relayed(run).size(), 3U);
}

TEST_P(MessageStoreContract, TheHubRelaysACorrectionOfWhatItRelayed) {
  const MessageNumber number = hand_over(first(person(1), may));
  const Message correction = replacing(first(person(1), may, 5), MessageKind::correction, number);
  const MessageNumber second = hand_over(correction);
  EXPECT_EQ(refusal_to_relay({{ticket(1), second, run, correction}}), "the message to replace does not stand") << "it was never relayed";
  must(store().relay(run, std::vector<Relayed>{{ticket(1), number, run, first(person(1), may)}, {ticket(2), second, run, correction}}));
  ASSERT_EQ(standing_relayed().size(), 1U);
  EXPECT_EQ(standing_relayed()[0].number, second);
}

TEST_P(MessageStoreContract, TheHubsBatchIsTakenWholeOrNotAtAll) {
  must(store().hand_over(run, std::vector{first(person(1), may), first(person(2), may), first(person(3), may)}));
  must(store().relay(run, std::vector<Relayed>{{ticket(1), MessageNumber{1}, run, first(person(1), may)}}));
  const std::string taken = "a message stands already for this person and month, or with this number, or the ticket is taken";
  const Relayed good{ticket(2), MessageNumber{2}, run, first(person(2), may)};
  EXPECT_EQ(refusal_to_relay({good, {ticket(1), MessageNumber{3}, run, first(person(3), may)}}), taken) << "the ticket";
  EXPECT_EQ(refusal_to_relay({good, {ticket(3), MessageNumber{1}, run, first(person(3), may)}}), taken) << "the number";
  EXPECT_EQ(refusal_to_relay({good, {ticket(3), MessageNumber{3}, run, first(person(1), may)}}), taken) << "the person";
  EXPECT_EQ(refusal_to_relay({good, {ticket(3), std::nullopt, run, first(person(3), may)}}),
            "only a withdrawal of the hub's own has no number of the source");
  EXPECT_EQ(
      refusal_to_relay({good, {ticket(3), std::nullopt, run, replacing(first(person(1), may), MessageKind::withdrawal, MessageNumber{3})}}),
      "the message to replace does not stand");
}

TEST_P(MessageStoreContract, AStrikeIsNotedOnceForEachMessage) {
  const auto numbers = must(store().hand_over(run, std::vector{first(person(1), may), first(person(2), may), first(person(3), may)}));
  must(store().strike(run, std::vector{numbers[2], numbers[0]}));
  const auto refusal_to_strike = [&](std::vector<MessageNumber> batch) {
    const auto result = store().strike(run, batch);
    return result ? "taken" : result.error().what;
  };
  EXPECT_EQ(refusal_to_strike({numbers[1], numbers[0]}), "this message is struck already");
  EXPECT_EQ(refusal_to_strike({numbers[1], MessageNumber{99}}), "there is no message with this number");
  EXPECT_EQ(refusal_to_strike({numbers[1], numbers[1]}), "this message is struck already");
  under_test->reopen();
  EXPECT_EQ(must(store().struck(law().name)), (std::vector{numbers[0], numbers[2]}));
  EXPECT_TRUE(must(store().struck("18/055")).empty());
}

TEST_P(MessageStoreContract, TheVisitorsFailureEndsTheReading) {
  must(store().hand_over(run, std::vector{first(person(1), may), first(person(2), may)}));
  int seen = 0;
  const auto result = store().standing_handed_over("11/031", may, [&](HandedOver&&) -> Result<void> {
    ++seen;
    return failure({.what = "enough"});
  });
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().what, "enough");
  EXPECT_EQ(seen, 1);
}

TEST_P(MessageStoreContract, OneWritesAtATime) {
  const auto transaction = must(under_test->facts().begin());
  under_test->beside([&](facts::FactStore&, MessageStore& other) {
    EXPECT_FALSE(other.begin_run(law(), june, at(1)));
    EXPECT_FALSE(other.hand_over(run, std::vector{first(person(1), may)}));
  });
}

}  // namespace
}  // namespace crossroads::test
