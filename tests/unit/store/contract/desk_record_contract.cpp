// What every adapter promises of what the desk received.
#include <gtest/gtest.h>

#include "../support/must.hpp"
#include "../support/numbers.hpp"
#include "adapters.hpp"

namespace crossroads::test {
namespace {

using namespace transit;
using domain::MessageNumber;
using domain::Month;
using domain::Ticket;
using run::MessageKind;

Instant at(std::int64_t ms) { return Instant(std::chrono::milliseconds(ms)); }
Ticket ticket(std::uint8_t n) { return {Uuid::version_7(1'700'000'000'000 + n, std::array<std::uint8_t, Uuid::random_size>{n, 2, 3})}; }

Received received(std::uint8_t n, domain::Niss about, Month month, std::string authorisation = "18/055") {
  Sha256::Bytes text = {};
  text.fill(7);
  return {.ticket = ticket(n),
          .number = MessageNumber{n},
          .message = {.authorisation = {std::move(authorisation), Sha256(text)},
                      .category = "eu-long",
                      .purpose = "examine a stay right",
                      .person = about,
                      .month = month,
                      .months = {{.month = month, .amount = domain::Cents(90000 + n)}},
                      .periods = {{month, month}}},
          .at = at(1000 + n)};
}
Received replacing(Received by, MessageKind kind, std::uint8_t replaced) {
  by.message.kind = kind;
  by.replaces = ticket(replaced);
  return by;
}

class DeskRecordContract : public ::testing::TestWithParam<Adapter> {
 protected:
  std::unique_ptr<StoreUnderTest> under_test = GetParam().make();
  DeskRecord& record() { return under_test->desk_record(); }
  const domain::Niss ada = person(1), ben = person(2);
  const Month may{2018, 5}, june{2018, 6};

  void add(const std::vector<Received>& messages) { must(record().add(messages)); }
  std::string refusal(const std::vector<Received>& messages) {
    const auto before = every();
    const auto result = record().add(messages);
    EXPECT_EQ(every(), before) << "a refused batch leaves nothing";
    if (result) return "taken";
    EXPECT_FALSE(result.error().expected.empty());
    return result.error().what;
  }
  std::vector<Received> every() {
    std::vector<Received> all;
    must(record().every([&](Received&& one) -> Result<void> {
      all.push_back(std::move(one));
      return {};
    }));
    return all;
  }
  std::vector<Received> about(const std::vector<domain::Niss>& numbers) {
    std::vector<Received> all;
    must(record().about(numbers, [&](Received&& one) -> Result<void> {
      all.push_back(std::move(one));
      return {};
    }));
    return all;
  }
};

INSTANTIATE_TEST_SUITE_P(Adapters, DeskRecordContract, ::testing::ValuesIn(adapters()), adapter_name);

TEST_P(DeskRecordContract, KeepsAMessageWithAllThatItSays) {
  auto full = received(1, ada, may);
  full.message.identity = {
      .niss = ada, .last_name = "Peeters", .first_names = "Ada Maria", .country_of_origin = must(domain::Country::parse("FR"))};
  full.message.months = {
      {may, domain::Cents(100), domain::Nature::ris}, {may, domain::Cents(0), std::nullopt}, {june, std::nullopt, std::nullopt}};
  full.message.periods = {{may, june}};
  full.message.quality = domain::Quality::student;
  auto bare = received(2, domain::Niss(), june);
  bare.number.reset();
  bare.message.months.clear();
  bare.message.periods.clear();
  add({full, bare});
  under_test->reopen();
  EXPECT_EQ(must(record().standing(ticket(1))), full);
  EXPECT_EQ(must(record().standing(ticket(2))), bare);
  EXPECT_EQ(must(record().standing(ticket(3))), std::nullopt);
  EXPECT_EQ(must(record().received(std::vector{ticket(3), ticket(1), ticket(2), ticket(1)})), (std::vector{false, true, true, true}));
  EXPECT_TRUE(must(record().received({})).empty());
  add({});
}

TEST_P(DeskRecordContract, AMessageStandsUntilAnotherReplacesIt) {
  const auto first = received(1, ada, may), correction = replacing(received(2, ada, may), MessageKind::correction, 1);
  const auto withdrawal = replacing(received(3, ada, may), MessageKind::withdrawal, 2), anew = received(4, ada, may);
  add({first});
  add({correction});
  EXPECT_EQ(every(), std::vector{correction});
  EXPECT_EQ(must(record().standing(ticket(1))), std::nullopt);
  EXPECT_EQ(must(record().standing(ticket(2))), correction);
  add({withdrawal, anew});  // each closes what came right before it
  EXPECT_EQ(every(), std::vector{anew});
  EXPECT_EQ(about({ada}), std::vector{anew});
  EXPECT_EQ(must(record().standing(ticket(3))), std::nullopt) << "a withdrawal never stands";
  EXPECT_EQ(must(record().received(std::vector{ticket(1), ticket(2), ticket(3), ticket(4)})), (std::vector{true, true, true, true}));
}

TEST_P(DeskRecordContract, ABatchIsTakenInItsOrder) {
  const auto correction = replacing(received(2, ada, may), MessageKind::correction, 1);
  add({received(1, ada, may), correction});
  EXPECT_EQ(every(), std::vector{correction});
}

TEST_P(DeskRecordContract, RefusesWhatCannotBe) {
  add({received(1, ada, may), received(2, ben, may), replacing(received(3, ben, may), MessageKind::withdrawal, 2)});
  const auto other = received(9, ben, june);
  struct Case {
    std::string name;
    Received message;
    std::string what;
  };
  auto names_one = received(8, ada, june);
  names_one.replaces = ticket(1);
  auto names_none = received(8, ada, june);
  names_none.message.kind = MessageKind::correction;
  const std::string again = "this message was received already", none = "the message to replace does not stand";
  for (const Case& one : std::vector<Case>{
           {"a ticket that stands", received(1, ada, june), again},
           {"a ticket that was replaced", received(2, ada, june), again},
           {"a ticket of a withdrawal", received(3, ada, june), again},
           {"a ticket of the same batch", received(9, ada, june), again},
           {"a ticket that never came", replacing(received(8, ada, may), MessageKind::correction, 77), none},
           {"one that was withdrawn", replacing(received(8, ben, may), MessageKind::correction, 2), none},
           {"a withdrawal", replacing(received(8, ben, may), MessageKind::withdrawal, 3), none},
           {"itself", replacing(received(8, ben, may), MessageKind::withdrawal, 8), none},
           {"a new one that replaces", names_one, "a new message replaces none, but this one names one"},
           {"a correction of nothing", names_none, "a correction or withdrawal must name the message that it replaces"},
       }) {
    SCOPED_TRACE(one.name);
    EXPECT_EQ(refusal({other, one.message}), one.what);
    EXPECT_EQ(must(record().received(std::vector{ticket(9), ticket(8)})), (std::vector{false, false}));
  }
  add({other});
}

TEST_P(DeskRecordContract, TellsWhatStandsInOrder) {
  const auto bis = bis_of_person(1);
  add({received(1, ada, june), received(2, bis, may), received(3, ben, may, "11/031"), received(4, ada, may),
       received(5, ada, may, "11/031"), received(6, bis, may), received(7, ada, june)});
  const auto tickets = [](const std::vector<Received>& messages) {
    std::vector<Ticket> all;
    for (const auto& one : messages) all.push_back(one.ticket);
    return all;
  };
  const auto these = [](std::initializer_list<std::uint8_t> numbers) {
    std::vector<Ticket> all;
    for (const auto n : numbers) all.push_back(ticket(n));
    return all;
  };
  EXPECT_EQ(tickets(about({bis, ada, bis})), these({5, 2, 4, 6, 1, 7})) << "by authorisation, month, then as it came";
  EXPECT_EQ(tickets(about({ben})), these({3}));
  EXPECT_TRUE(about({person(9)}).empty());
  EXPECT_TRUE(about({}).empty());
  ASSERT_LT(ada, bis);
  ASSERT_LT(ada, ben);
  EXPECT_EQ(tickets(every()), these({5, 3, 4, 1, 7, 2, 6})) << "by authorisation, person, month";
}

TEST_P(DeskRecordContract, TheVisitorEndsTheReadingAndMayAskTheRecord) {
  add({received(1, ada, may), received(2, ada, june)});
  int seen = 0;
  const auto stop = [&](Received&& one) -> Result<void> {
    ++seen;
    EXPECT_TRUE(must(record().standing(one.ticket)));
    EXPECT_EQ(about({ada}).size(), 2U);
    return failure({.what = "enough"});
  };
  EXPECT_EQ(record().about(std::vector{ada}, stop).error().what, "enough");
  EXPECT_EQ(record().every(stop).error().what, "enough");
  EXPECT_EQ(seen, 2);
  add({received(3, ada, june)});  // nothing is left open
}

TEST_P(DeskRecordContract, IsAPartOfTheTransactionThatIsOpen) {
  add({received(1, ada, may)});
  {
    const auto open = must(under_test->facts().begin());
    add({replacing(received(2, ada, may), MessageKind::correction, 1), received(3, ben, may, "another")});
    EXPECT_EQ(every().size(), 2U);
  }
  EXPECT_EQ(every(), std::vector{received(1, ada, may)});
  add({received(3, ben, may, "another")});  // with all that its row refers to
  EXPECT_EQ(about({ben}), std::vector{received(3, ben, may, "another")});
}

}  // namespace
}  // namespace crossroads::test
