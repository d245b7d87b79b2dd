// SPEC §8, sentence by sentence: a run, a change of facts, another run.
#include "run/monthly.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/installation.hpp"

namespace crossroads::run::test {
namespace {

using ::testing::ElementsAreArray;
using Lines = std::vector<std::string>;
using Change = std::function<void(World&)>;

constexpr Month may(2018, 5), june(2018, 6), july(2018, 7), august(2018, 8);

/// The person of most cases: a Union citizen staying as an employee, under 18/055 in `eu-long`; nothing is known of aid yet.
const Niss one = number(1);
const Niss two = number(2);

Change aid(const std::string& id, Month month, std::int64_t cents, Nature nature = Nature::ris, Niss niss = one) {
  return [=](World& world) { world.persons[niss].grants[id] = grant(nature, cents, month.first_day(), month.last_day()); };
}
Change cancel(const std::string& id, Niss niss = one) {
  return [=](World& world) { world.persons[niss].grants.at(id).cancelled = true; };
}
Change all_of(std::vector<Change> changes) {
  return [=](World& world) {
    for (const auto& change : changes) change(world);
  };
}

struct Sentence {
  const char* name;
  std::vector<Change> before;  ///< facts of the first run
  std::vector<Change> after;   ///< what changes before the second
  Month first, second;
  Lines sent;  ///< by the second run
};

const Sentence sentences[] = {
    {"ADueMonthThatWasNotSentIsSent",
     {},
     {aid("a", may, 90000)},
     june,
     june,
     {"source 1 new: 001 2018-05 [2018-05 ris 900.00] 2018-05..2018-05 employee Peeters",
      "hub 1 new: 001 2018-05 [2018-05 ris 900.00] 2018-05..2018-05 employee Peeters"}},

    {"ARepeatedRunSendsNothing", {aid("a", may, 90000), aid("b", june, 90000)}, {}, june, june, {}},

    {"TimePassingCorrectsNothing",
     {aid("a", may, 90000), aid("b", june, 90000)},
     {},
     may,
     june,
     {"source 2 new: 001 2018-06 [2018-06 ris 900.00] 2018-05..2018-06 employee Peeters",
      "hub 2 new: 001 2018-06 [2018-06 ris 900.00] 2018-05..2018-06 employee Peeters"}},

    {"ALateGrantMakesANewMessageForItsMonth",
     {aid("b", july, 90000)},
     {aid("a", may, 80000)},
     july,
     july,
     {"source 2 new: 001 2018-05 [2018-05 ris 800.00] 2018-05..2018-05 employee Peeters",
      "hub 2 new: 001 2018-05 [2018-05 ris 800.00] 2018-05..2018-05 employee Peeters"}},

    {"ALateGrantThatJoinsASpellCorrectsThePeriodsAfterIt",
     {aid("b", june, 90000)},
     {aid("a", may, 80000)},
     june,
     june,
     {"source 2 new: 001 2018-05 [2018-05 ris 800.00] 2018-05..2018-05 employee Peeters",
      "source 3 correction of 1: 001 2018-06 [2018-06 ris 900.00] 2018-05..2018-06 employee Peeters",
      "hub 2 new: 001 2018-05 [2018-05 ris 800.00] 2018-05..2018-05 employee Peeters",
      "hub 3 correction of 1: 001 2018-06 [2018-06 ris 900.00] 2018-05..2018-06 employee Peeters"}},

    {"ACorrectedAmountMakesOneCorrectionAndNothingElse",
     {aid("a", may, 90000), aid("b", june, 90000)},
     {aid("b", june, 95000)},
     june,
     june,
     {"source 3 correction of 2: 001 2018-06 [2018-06 ris 950.00] 2018-05..2018-06 employee Peeters",
      "hub 3 correction of 2: 001 2018-06 [2018-06 ris 950.00] 2018-05..2018-06 employee Peeters"}},

    {"ACorrectedNatureIsCorrectedWhereItIsDisclosed",
     {aid("a", may, 90000)},
     {aid("a", may, 90000, Nature::social_aid)},
     may,
     may,
     {"source 2 correction of 1: 001 2018-05 [2018-05 social_aid 900.00] 2018-05..2018-05 employee Peeters",
      "hub 2 correction of 1: 001 2018-05 [2018-05 social_aid 900.00] 2018-05..2018-05 employee Peeters"}},

    {"ACorrectedQualityIsCorrected",
     {aid("a", may, 90000)},
     {[](World& world) { world.persons[one].stays[0].row.quality = domain::Quality::jobseeker; }},
     may,
     may,
     {"source 2 correction of 1: 001 2018-05 [2018-05 ris 900.00] 2018-05..2018-05 jobseeker Peeters",
      "hub 2 correction of 1: 001 2018-05 [2018-05 ris 900.00] 2018-05..2018-05 jobseeker Peeters"}},

    {"ASecondNatureInAMonthIsALineOfItsOwn",
     {aid("a", may, 90000)},
     {aid("b", may, 5000, Nature::social_aid), aid("c", may, 7000, Nature::social_aid)},
     may,
     may,
     {"source 2 correction of 1: 001 2018-05 [2018-05 ris 900.00] [2018-05 social_aid 120.00] 2018-05..2018-05 employee Peeters",
      "hub 2 correction of 1: 001 2018-05 [2018-05 ris 900.00] [2018-05 social_aid 120.00] 2018-05..2018-05 employee Peeters"}},

    {"ACancelledGrantMakesOneWithdrawal",
     {aid("a", may, 90000), aid("b", july, 90000)},
     {cancel("a")},
     july,
     july,
     {"source 3 withdrawal of 1: 001 2018-05", "hub 3 withdrawal of 1: 001 2018-05"}},

    {"ACancelledGrantBeforeOthersWithdrawsItsMonthAndCorrectsTheirPeriods",
     {aid("a", may, 90000), aid("b", june, 90000), aid("c", august, 90000)},
     {cancel("a")},
     august,
     august,
     {"source 4 withdrawal of 1: 001 2018-05",
      "source 5 correction of 2: 001 2018-06 [2018-06 ris 900.00] 2018-06..2018-06 employee Peeters", "hub 4 withdrawal of 1: 001 2018-05",
      "hub 5 correction of 2: 001 2018-06 [2018-06 ris 900.00] 2018-06..2018-06 employee Peeters"}},

    {"ACancelledGrantBesideAnotherOfTheMonthCorrectsTheAmount",
     {aid("a", may, 90000), aid("b", may, 5000)},
     {cancel("b")},
     may,
     may,
     {"source 2 correction of 1: 001 2018-05 [2018-05 ris 900.00] 2018-05..2018-05 employee Peeters",
      "hub 2 correction of 1: 001 2018-05 [2018-05 ris 900.00] 2018-05..2018-05 employee Peeters"}},

    {"AMarriageCorrectsNothing",
     {aid("a", may, 90000)},
     {[](World& world) { world.persons[one].identity.last_name = "Dupont"; }},
     may,
     may,
     {}},

    {"ANewNameStandsInWhatIsSentLater",
     {aid("a", may, 90000), aid("b", july, 90000)},
     {[](World& world) { world.persons[one].identity.last_name = "Dupont"; }},
     may,
     july,
     {"source 2 new: 001 2018-07 [2018-07 ris 900.00] 2018-07..2018-07 employee Dupont",
      "hub 2 new: 001 2018-07 [2018-07 ris 900.00] 2018-07..2018-07 employee Dupont"}},

    {"ANewNumberCorrectsNothing", {aid("a", may, 90000)}, {[](World& world) { world.successors[one] = two; }}, may, may, {}},

    {"ACorrectionAfterANewNumberNamesTheOldMessageAndTheNewNumber",
     {aid("a", may, 90000)},
     {[](World& world) { world.successors[one] = two; }, aid("a", may, 95000)},
     may,
     may,
     {"source 2 correction of 1: 002 2018-05 [2018-05 ris 950.00] 2018-05..2018-05 employee Peeters",
      "hub 2 correction of 1: 002 2018-05 [2018-05 ris 950.00] 2018-05..2018-05 employee Peeters"}},

    {"AWithdrawalAfterANewNumberTellsTheOldOne",
     {aid("a", may, 90000)},
     {[](World& world) { world.successors[one] = two; }, cancel("a")},
     may,
     may,
     {"source 2 withdrawal of 1: 001 2018-05", "hub 2 withdrawal of 1: 001 2018-05"}},

    {"TwoPersonsWhoTurnOutToBeOneKeepOneMessageOfAMonth",
     {aid("a", may, 90000), [](World& world) { world.persons[two] = world.persons[one]; }},
     {[](World& world) { world.successors[one] = two; }},
     may,
     may,
     {"source 3 withdrawal of 2: 002 2018-05", "hub 3 withdrawal of 2: 002 2018-05"}},

    {"APersonWhoIsExcludedTodayGetsOnlyWithdrawals",
     {aid("a", may, 90000), aid("b", june, 90000)},
     {cancel("a"), aid("b", june, 95000), aid("d", july, 90000),
      [](World& world) { world.persons[one].stays[0].row.period.to = Date(2018, 7, 15); }},
     june,
     july,
     {"source 3 withdrawal of 1: 001 2018-05", "hub 3 withdrawal of 1: 001 2018-05"}},

    {"TheHubWithdrawsByItselfWhatItWouldNowStrike",
     {aid("a", may, 90000)},
     {[](World& world) { world.persons[one].stays[0].row.period.from = Date(2010, 1, 1); }},
     may,
     may,
     {"hub - withdrawal of 1: 001 2018-05"}},

    {"TheSourceHandsOverWhatTheHubStrikes",
     {},
     {aid("a", may, 90000), [](World& world) { world.persons[one].stays[0].row.period.from = Date(2010, 1, 1); }},
     may,
     may,
     {"source 1 new: 001 2018-05 [2018-05 ris 900.00] 2018-05..2018-05 employee Peeters"}},

    {"NobodyIsKnownAnyMoreAndAllIsWithdrawn",
     {aid("a", may, 90000), aid("b", june, 90000)},
     {[](World& world) { world.persons.erase(one); }},
     june,
     june,
     {"source 3 withdrawal of 1: 001 2018-05", "source 4 withdrawal of 2: 001 2018-06", "hub 3 withdrawal of 1: 001 2018-05",
      "hub 4 withdrawal of 2: 001 2018-06"}},

    {"ARunOfAnEarlierMonthLeavesLaterOnesAlone",
     {aid("a", may, 90000), aid("b", july, 90000)},
     {aid("a", may, 80000), cancel("b")},
     july,
     may,
     {"source 3 correction of 1: 001 2018-05 [2018-05 ris 800.00] 2018-05..2018-05 employee Peeters",
      "hub 3 correction of 1: 001 2018-05 [2018-05 ris 800.00] 2018-05..2018-05 employee Peeters"}},

    {"MessagesGoByMonthThenByNumber",
     {},
     {aid("a", june, 90000), aid("b", may, 90000),
      [](World& world) {
        world.persons[two] = world.persons[one];
        world.persons[two].grants.erase("a");
      }},
     june,
     june,
     {"source 1 new: 001 2018-05 [2018-05 ris 900.00] 2018-05..2018-05 employee Peeters",
      "source 2 new: 002 2018-05 [2018-05 ris 900.00] 2018-05..2018-05 employee Peeters",
      "source 3 new: 001 2018-06 [2018-06 ris 900.00] 2018-05..2018-06 employee Peeters",
      "hub 1 new: 001 2018-05 [2018-05 ris 900.00] 2018-05..2018-05 employee Peeters",
      "hub 2 new: 002 2018-05 [2018-05 ris 900.00] 2018-05..2018-05 employee Peeters",
      "hub 3 new: 001 2018-06 [2018-06 ris 900.00] 2018-05..2018-06 employee Peeters"}},
};

class MonthlyRunOn18055 : public ::testing::TestWithParam<Sentence> {};
INSTANTIATE_TEST_SUITE_P(Section8, MonthlyRunOn18055, ::testing::ValuesIn(sentences), [](const auto& tested) { return tested.param.name; });

TEST_P(MonthlyRunOn18055, SendsTheDifference) {
  MemoryMessageStore store;
  Installation place(document("18-055"), store);
  place.world.persons[one] = recognised_worker(Date(2017, 1, 1));
  all_of(GetParam().before)(place.world);
  place.run(GetParam().first);
  all_of(GetParam().after)(place.world);

  place.dry_run = true;
  const auto foretold = place.run(GetParam().second);
  place.dry_run = false;
  const auto report = place.run(GetParam().second);
  EXPECT_THAT(place.sent(report.run), ElementsAreArray(GetParam().sent));
  EXPECT_EQ(report.messages_of(law::Stage::source) + report.messages_of(law::Stage::hub), GetParam().sent.size());
  EXPECT_EQ(foretold.messages, report.messages);

  const auto repeated = place.run(GetParam().second);
  EXPECT_THAT(place.sent(repeated.run), ElementsAreArray(Lines{}));
}

// Under 11/031: what starts, what it counts, and what the law holds back.

struct Started {
  const char* name;
  Change facts;
  Month month;
  Lines sent;  ///< by the source, then the hub
};

Change living_wage(Date from, Date to, std::int64_t cents = 90000) {
  return [=](World& world) { world.persons[one].grants["ris"] = grant(Nature::ris, cents, from, to); };
}
Change social_aid(Date from, Date to, std::int64_t cents = 30000) {
  return [=](World& world) { world.persons[one].grants["sa"] = grant(Nature::social_aid, cents, from, to); };
}

const Started started[] = {
    {"TheMessageThatStartsByADurationHoldsEveryMonthOfTheRun",
     living_wage(Date(2011, 5, 16), Date(2011, 8, 31)),
     Month(2011, 8),
     {"source 1 new: 001 2011-08 [2011-05 464.52] [2011-06 900.00] [2011-07 900.00] [2011-08 900.00] 2011-05..2011-08 employee Peeters",
      "hub 1 new: 001 2011-08 [2011-05 464.52] [2011-06 900.00] [2011-07 900.00] [2011-08 900.00] 2011-05..2011-08 employee Peeters"}},

    {"ALaterMessageHoldsItsMonthAloneAndTheWholeSpell",
     living_wage(Date(2011, 5, 1), Date(2011, 8, 31)),
     Month(2011, 8),
     {"source 1 new: 001 2011-07 [2011-05 900.00] [2011-06 900.00] [2011-07 900.00] 2011-05..2011-07 employee Peeters",
      "source 2 new: 001 2011-08 [2011-08 900.00] 2011-05..2011-08 employee Peeters",
      "hub 1 new: 001 2011-07 [2011-05 900.00] [2011-06 900.00] [2011-07 900.00] 2011-05..2011-07 employee Peeters",
      "hub 2 new: 001 2011-08 [2011-08 900.00] 2011-05..2011-08 employee Peeters"}},

    {"TheCountedRunReachesBackBeforeTheAuthorisation",
     living_wage(Date(2011, 2, 1), Date(2011, 4, 30)),
     Month(2011, 4),
     {"source 1 new: 001 2011-04 [2011-02 900.00] [2011-03 900.00] [2011-04 900.00] 2011-02..2011-04 employee Peeters",
      "hub 1 new: 001 2011-04 [2011-02 900.00] [2011-03 900.00] [2011-04 900.00] 2011-02..2011-04 employee Peeters"}},

    {"TheNatureIsNotDisclosedAndAmountsAreSummed",
     all_of({living_wage(Date(2011, 6, 1), Date(2011, 6, 30)), social_aid(Date(2011, 5, 1), Date(2011, 6, 15), 30001)}),
     Month(2011, 6),
     {"source 1 new: 001 2011-06 [2011-06 1050.01] 2011-06..2011-06 employee Peeters",
      "hub 1 new: 001 2011-06 [2011-06 1050.01] 2011-06..2011-06 employee Peeters"}},

    {"AMonthThatTheTextWithholdsIsInNoSpell",  // social aid of a recognised worker: no dash of paragraph 12 speaks of May
     all_of({living_wage(Date(2011, 6, 1), Date(2011, 6, 30)), social_aid(Date(2011, 5, 1), Date(2011, 5, 31))}),
     Month(2011, 6),
     {"source 1 new: 001 2011-06 [2011-06 900.00] 2011-06..2011-06 employee Peeters",
      "hub 1 new: 001 2011-06 [2011-06 900.00] 2011-06..2011-06 employee Peeters"}},

    {"ACountedMonthInNoCategoryIsInNoSpell",  // another ground on the as-of day of May
     all_of({living_wage(Date(2011, 5, 1), Date(2011, 7, 31)),
             [](World& world) {
               auto& stays = world.persons[one].stays;
               stays.push_back(stays[0]);
               stays[0].row.ground = domain::Ground::other;
               stays[0].row.period.to = Date(2011, 6, 14);
               stays[1].row.period.from = Date(2011, 6, 15);
             }}),
     Month(2011, 7),
     {"source 1 new: 001 2011-07 [2011-05 900.00] [2011-06 900.00] [2011-07 900.00] 2011-06..2011-07 employee Peeters",
      "hub 1 new: 001 2011-07 [2011-05 900.00] [2011-06 900.00] [2011-07 900.00] 2011-06..2011-07 employee Peeters"}},

    {"WhatTheHubStrikesBreaksTheSpellOfTheHubAlone",  // three years of stay on 1 July; a day without a stay begins them anew
     all_of({living_wage(Date(2011, 4, 1), Date(2011, 8, 31)),
             [](World& world) {
               auto& stays = world.persons[one].stays;
               stays.push_back(stays[0]);
               stays[0].row.period = {Date(2008, 8, 1), Date(2011, 8, 14)};
               stays[0].row.recognised_on = stays[1].row.recognised_on = Date(2008, 8, 1);
               stays[1].row.period = {Date(2011, 8, 16)};
             }}),
     Month(2011, 8),
     {"source 1 new: 001 2011-06 [2011-04 900.00] [2011-05 900.00] [2011-06 900.00] 2011-04..2011-06 employee Peeters",
      "source 2 new: 001 2011-07 [2011-07 900.00] 2011-04..2011-07 employee Peeters",
      "source 3 new: 001 2011-08 [2011-08 900.00] 2011-04..2011-08 employee Peeters",
      "hub 1 new: 001 2011-06 [2011-04 900.00] [2011-05 900.00] [2011-06 900.00] 2011-04..2011-06 employee Peeters",
      "hub 3 new: 001 2011-08 [2011-08 900.00] 2011-08..2011-08 employee Peeters"}},

    {"AQualityThatIsNotListedIsLeftOut",  // a family member's
     all_of({living_wage(Date(2011, 5, 1), Date(2011, 7, 31)),
             [](World& world) {
               world.persons[two] = recognised_worker(Date(2010, 1, 1));
               auto& stay = world.persons[one].stays[0];
               stay.row.ground = domain::Ground::art40bis;
               stay.row.quality = domain::Quality::family_member;
               stay.sponsor = two;
             }}),
     Month(2011, 7),
     {"source 1 new: 001 2011-07 [2011-05 900.00] [2011-06 900.00] [2011-07 900.00] 2011-05..2011-07 Peeters",
      "hub 1 new: 001 2011-07 [2011-05 900.00] [2011-06 900.00] [2011-07 900.00] 2011-05..2011-07 Peeters"}},

    {"NothingIsSentBeforeTheAuthorisation", living_wage(Date(2010, 1, 1), Date(2011, 3, 31)), Month(2011, 3), {}},
};

class MonthlyRunOn11031 : public ::testing::TestWithParam<Started> {};
INSTANTIATE_TEST_SUITE_P(Section8, MonthlyRunOn11031, ::testing::ValuesIn(started), [](const auto& tested) { return tested.param.name; });

TEST_P(MonthlyRunOn11031, SendsWhatStarted) {
  MemoryMessageStore store;
  Installation place(document("11-031"), store);
  place.world.persons[one] = recognised_worker(Date(2010, 1, 1));
  GetParam().facts(place.world);
  place.run(GetParam().month);
  EXPECT_THAT(place.sent(), ElementsAreArray(GetParam().sent));
}

TEST(MonthlyRun, RelaysUnderTheNamesThatTheSourceHandedOver) {
  MemoryMessageStore store;
  Installation place(document("18-055"), store);
  place.world.persons[one] = recognised_worker(Date(2017, 1, 1));
  aid("a", may, 90000)(place.world);
  store.break_off = {.after_writes = 2, .written = false};  // the source's batch is in, the hub's is not
  EXPECT_FALSE(place.try_run(may));
  store.break_off.reset();
  place.world.persons[one].identity.last_name = "Dupont";
  place.run(may);
  EXPECT_THAT(place.sent(), ElementsAreArray(Lines{"source 1 new: 001 2018-05 [2018-05 ris 900.00] 2018-05..2018-05 employee Peeters",
                                                   "hub 1 new: 001 2018-05 [2018-05 ris 900.00] 2018-05..2018-05 employee Peeters"}));
}

TEST(MonthlyRun, PassesOnAWithdrawalThatAnInterruptedRunHandedOver) {
  MemoryMessageStore store;
  Installation place(document("18-055"), store);
  place.world.persons[one] = recognised_worker(Date(2017, 1, 1));
  aid("a", may, 90000)(place.world);
  place.run(may);
  cancel("a")(place.world);
  store.break_off = {.after_writes = store.writes() + 1, .written = true};
  EXPECT_FALSE(place.try_run(may));
  store.break_off.reset();
  const auto report = place.run(may);
  EXPECT_THAT(place.sent(report.run), ElementsAreArray(Lines{"hub 2 withdrawal of 1: 001 2018-05"}));
}

TEST(MonthlyRun, RelaysAnewWhatTheHubNoLongerStrikes) {
  MemoryMessageStore store;
  Installation place(document("18-055"), store);
  place.world.persons[one] = recognised_worker(Date(2017, 1, 1));
  aid("a", may, 90000)(place.world);
  place.run(may);
  place.world.persons[one].stays[0].row.period.from = Date(2010, 1, 1);
  place.run(may);
  place.world.persons[one].stays[0].row.period.from = Date(2016, 1, 1);
  const auto report = place.run(may);
  EXPECT_THAT(place.sent(report.run),
              ElementsAreArray(Lines{"hub 1 new: 001 2018-05 [2018-05 ris 900.00] 2018-05..2018-05 employee Peeters"}));
}

TEST(MonthlyRun, SaysOnWhatEachMessageRests) {
  MemoryMessageStore store;
  Installation place(document("18-055"), store);
  place.world.persons[one] = recognised_worker(Date(2017, 1, 1));
  aid("a", may, 90000)(place.world);
  aid("b", june, 90000)(place.world);
  aid("c", august, 90000)(place.world);
  place.run(august);
  const Lines sent{"source 1 new 2018-05: eu-long by at-once [@]", "source 2 new 2018-06: eu-long by continue [@]",
                   "source 3 new 2018-08: eu-long by resume [@]",  "hub 1 new 2018-05: eu-long by at-once [@]",
                   "hub 2 new 2018-06: eu-long by continue [@]",   "hub 3 new 2018-08: eu-long by resume [@]"};
  const auto without_paragraphs = [](std::string line) { return line.substr(0, line.find('[')) + "[@]"; };
  Lines written;
  for (const auto& line : place.written) {
    written.push_back(without_paragraphs(line));
    EXPECT_THAT(line, ::testing::HasSubstr("§")) << "no paragraph";
  }
  EXPECT_THAT(written, ElementsAreArray(sent));
  cancel("c")(place.world);
  place.run(august);
  EXPECT_THAT(place.written,
              ElementsAreArray(Lines{"source 4 withdrawal 2018-08: eu-long by - []", "hub 4 withdrawal 2018-08: eu-long by - []"}));
}

TEST(MonthlyRun, NotesOnceWhatTheHubStrikes) {
  MemoryMessageStore store;
  Installation place(document("18-055"), store);
  place.world.persons[one] = recognised_worker(Date(2010, 1, 1));  // five years of stay: the hub's exclusion
  place.world.persons[two] = recognised_worker(Date(2017, 1, 1));
  aid("a", may, 90000)(place.world);
  aid("b", may, 90000, Nature::ris, two)(place.world);
  store.break_off = {.after_writes = 3, .written = false};  // all but the strike
  EXPECT_FALSE(place.try_run(may));
  store.break_off.reset();
  place.run(may);
  ASSERT_EQ(place.written.size(), 1U);
  EXPECT_THAT(place.written[0], ::testing::StartsWith("struck 1 2018-05: eu-long by permanent-stay [§"));
  place.run(june);
  EXPECT_THAT(place.written, ::testing::IsEmpty());
}

TEST(MonthlyRun, StrikesAtTheHubWhatTheLawNoLongerNames) {
  MemoryMessageStore store;
  World world;
  {
    Installation place(document("18-055"), store);
    place.world.persons[one] = recognised_worker(Date(2017, 1, 1));
    aid("a", may, 90000)(place.world);
    store.break_off = {.after_writes = 2, .written = false};
    EXPECT_FALSE(place.try_run(may));
    store.break_off.reset();
    world = place.world;
  }
  auto narrower = document("18-055");
  std::erase_if(narrower.push->disclosures, [](const law::Disclosure& d) { return d.field == law::Field::last_name; });
  Installation place(std::move(narrower), store);
  place.world = world;
  place.run(may);
  EXPECT_THAT(place.relayed(), ElementsAreArray(Lines{"hub 1 new: 001 2018-05 [2018-05 ris 900.00] 2018-05..2018-05 employee"}));
}

TEST(MonthlyRun, CountsWhatWasNotSaid) {
  MemoryMessageStore store;
  Installation place(document("18-055"), store);
  place.world.persons[one] = recognised_worker(Date(2017, 1, 1));
  aid("a", may, 90000)(place.world);
  aid("b", june, 90000)(place.world);
  place.world.persons[one].stays[0].row.period.to = Date(2018, 7, 15);  // in no category on the as-of day of July
  const auto report = place.run(july);
  EXPECT_THAT(place.sent(), ElementsAreArray(Lines{}));
  EXPECT_EQ(report.at_source, (Unsaid{.persons = 1, .messages = 2}));
  EXPECT_EQ(report.at_hub, (Unsaid{}));
}

TEST(MonthlyRun, ReportsTheWayOfEverybodyAndTheMessagesByKind) {
  MemoryMessageStore store;
  Installation place(document("11-031"), store);
  place.world.persons[one] = recognised_worker(Date(2010, 1, 1));
  place.world.persons[two] = recognised_worker(Date(2010, 1, 1));
  place.world.persons[number(3)] = recognised_worker(Date(2010, 1, 1));
  living_wage(Date(2011, 5, 1), Date(2011, 8, 31))(place.world);
  place.world.persons[two].grants["x"] = grant(Nature::social_aid, 100, Date(2011, 7, 31), Date(2011, 7, 31));
  const auto report = place.run(Month(2011, 7));
  EXPECT_EQ(report.persons, 3U);
  ASSERT_EQ(report.months.size(), 4U);
  EXPECT_EQ(to_ndjson(report.ways()),
            "{\"outcome\":\"transmit\",\"category\":\"eu-worker\",\"rule\":\"three-months-living-wage\",\"stage\":null,\"n\":1}\n"
            "{\"outcome\":\"withhold\",\"category\":\"eu-worker\",\"rule\":null,\"stage\":null,\"n\":1}\n");
  EXPECT_EQ(to_ndjson(report.months[1].tallies),
            "{\"outcome\":\"wait\",\"category\":\"eu-worker\",\"rule\":null,\"stage\":null,\"n\":1}\n");
  EXPECT_EQ(report.messages, (std::vector<MessageCount>{{law::Stage::source, MessageKind::first, "eu-worker", 1, 0},
                                                        {law::Stage::hub, MessageKind::first, "eu-worker", 1, 0}}));
}

TEST(MonthlyRun, ShowsWhatItWroteAndOfADryRunWhatItWould) {
  MemoryMessageStore store;
  Installation place(document("18-055"), store);
  place.world.persons[one] = recognised_worker(Date(2017, 1, 1));
  aid("a", may, 90000)(place.world);
  place.dry_run = true;
  place.run(may);
  EXPECT_EQ(store.writes(), 0U);
}

TEST(MonthlyRun, RefusesAMonthThatLiesTooFar) {
  MemoryMessageStore store;
  Installation place(document("18-055"), store);
  EXPECT_FALSE(place.try_run(Month(2200, 1)));
  EXPECT_EQ(store.writes(), 0U);
}

}  // namespace
}  // namespace crossroads::run::test
