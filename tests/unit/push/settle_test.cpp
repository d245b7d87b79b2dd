// What the hub makes of one person's messages: SPEC §7 and §8 at the hub's stage, one line a case.
#include "exchange/push/settle.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "../run/support/world.hpp"

namespace crossroads::exchange::push {
namespace {

using domain::Date;
using domain::MessageNumber;
using domain::Month;
using domain::MonthSpan;
using run::test::World;

/// No secret is needed to tell texts apart here.
const Keyed keyed = [](std::string_view text) {
  Sha256::Bytes bytes = {};
  for (std::size_t i = 0; i < text.size(); ++i) bytes[i % bytes.size()] = static_cast<std::uint8_t>(bytes[i % bytes.size()] * 31 + text[i]);
  return transit::KeyedDigest{Sha256(bytes)};
};

const Month march(2012, 3);

run::Message words(Month month, MonthSpan spell, std::int64_t cents = 90'000) {
  run::Message message{.authorisation = {.name = "11/031", .text = {}},
                       .category = "eu-worker",
                       .purpose = "",
                       .person = run::test::number(1),
                       .month = month};
  message.months = {{.month = month, .amount = domain::Cents(cents)}};
  message.periods = {spell};
  return message;
}

/// A Union citizen who works and has stayed since the given day: the hub strikes from three years of stay on.
class Settle : public ::testing::Test {
 protected:
  Settle() { stay_since(Date(2011, 1, 1)); }

  void stay_since(Date since) {
    world.persons.clear();
    world.persons.emplace(run::test::number(1), run::test::recognised_worker(since));
    population = world.population();
  }
  void hold(std::uint64_t number, Month month, MonthSpan spell, std::int64_t cents = 90'000) {
    of.record.held.push_back({.number = MessageNumber{number},
                              .person = run::test::number(1),
                              .month = month,
                              .category = "eu-worker",
                              .rule = "continue",
                              .spell = spell,
                              .text = "words"});
    of.words.emplace(MessageNumber{number}, words(month, spell, cents));
  }
  /// Passed before, and acknowledged: the hub keeps no words of it.
  void stands(std::uint64_t number, Month month, MonthSpan spell, std::int64_t cents = 90'000) {
    of.record.standing.push_back({.ticket = ticket(number),
                                  .number = MessageNumber{number},
                                  .person = run::test::number(1),
                                  .month = month,
                                  .category = "eu-worker",
                                  .spell = spell,
                                  .content = content_digest(words(month, spell, cents), fields[0], keyed)});
  }
  void passed(std::uint64_t number, Month month, MonthSpan source_spell, MonthSpan relayed_spell) {
    hold(number, month, source_spell);
    of.record.held.back().text.clear();
    of.words.erase(MessageNumber{number});
    stands(number, month, relayed_spell);
  }
  static domain::Ticket ticket(std::uint64_t number) {
    Uuid::Bytes bytes = {};
    bytes[15] = static_cast<std::uint8_t>(number);
    return {Uuid(bytes)};
  }

  /// `new 1 2012-01..2012-01`, `correction 2 of 1 periods 2012-02..2012-03`, `withdrawal - of 1`, `struck 3 permanent-stay`, `wanted 4`.
  std::vector<std::string> settled(Month run_month = march) {
    of.newest = run::test::number(1);
    of.person.reset();
    if (const auto index = population.find(of.newest)) of.person.emplace(law::Subject{{population, members}, *index});
    const HubRules rules{law, fields, keyed};
    const auto result = settle(rules, decide(rules, of), run_month);
    std::vector<std::string> lines;
    for (const auto& one : result.strikes) {
      lines.push_back(fmt::format("struck {} {}{}", static_cast<std::uint64_t>(one.number),
                                  one.rule.kind == law::RuleRef::Kind::none ? "-" : law::rule_name(law, one.rule),
                                  one.unknown ? " unknown" : ""));
    }
    for (const auto& one : result.sends) {
      auto line = fmt::format("{} {}", run::to_name(one.kind), one.number ? std::to_string(static_cast<std::uint64_t>(*one.number)) : "-");
      if (one.replaces) line += fmt::format(" of {}", one.replaces->uuid.bytes()[15]);
      if (one.periods_alone) line += " periods";
      if (one.spell) line += fmt::format(" {}..{}", to_string(one.spell->from), to_string(one.spell->to));
      lines.push_back(line);
    }
    for (const auto number : result.wanted) lines.push_back(fmt::format("wanted {}", static_cast<std::uint64_t>(number)));
    return lines;
  }
  using Lines = std::vector<std::string>;

  law::Authorisation law = run::test::document("11-031");
  std::vector<run::DisclosedFields> fields = run::disclosed_fields(law);
  domain::UnionMembers members = run::test::union_members();
  World world;
  domain::Population population;
  HubCase of;
};

const Month january(2012, 1), february(2012, 2);

TEST_F(Settle, ANewMessagePasses) {
  hold(1, january, {january, january});
  EXPECT_EQ(settled(), (Lines{"new 1 2012-01..2012-01"}));
}
TEST_F(Settle, WhatPassedIsNotSentAgain) {
  passed(1, january, {january, january}, {january, january});
  EXPECT_EQ(settled(), Lines{});
}
TEST_F(Settle, AnExclusionStrikesAndSaysWhich) {
  stay_since(Date(2008, 1, 1));
  hold(1, january, {january, january});
  EXPECT_EQ(settled(), (Lines{"struck 1 permanent-stay"}));
}
TEST_F(Settle, AStruckMessageIsNotStruckTwice) {
  stay_since(Date(2008, 1, 1));
  hold(1, january, {january, january});
  of.record.held.back().struck = true;
  EXPECT_EQ(settled(), Lines{});
}
TEST_F(Settle, WhatWasStruckPassesOnceNothingSpeaksAgainstIt) {
  hold(1, january, {january, january});
  of.record.held.back().struck = true;
  EXPECT_EQ(settled(), (Lines{"new 1 2012-01..2012-01"}));
}
TEST_F(Settle, SomebodyWhomTheRegisterDoesNotKnowIsWithheld) {
  world.persons.clear();
  population = world.population();
  hold(1, january, {january, january});
  EXPECT_EQ(settled(), (Lines{"struck 1 - unknown"}));
}
TEST_F(Settle, WhatStandsAboutSomebodyUnknownIsWithdrawn) {
  world.persons.clear();
  population = world.population();
  passed(1, january, {january, january}, {january, january});
  EXPECT_EQ(settled(), (Lines{"withdrawal - of 1"}));
}
TEST_F(Settle, TheSourcesCorrectionIsPassedOn) {
  stands(1, january, {january, january});
  hold(2, january, {january, january}, 80'000);
  EXPECT_EQ(settled(), (Lines{"correction 2 of 1 2012-01..2012-01"}));
}
TEST_F(Settle, ACorrectionOfTheSpellAloneSaysNothingElse) {
  stands(1, february, {january, february});
  hold(2, february, {february, february});
  EXPECT_EQ(settled(), (Lines{"correction 2 of 1 periods 2012-02..2012-02"}));
}
TEST_F(Settle, TheSourcesWithdrawalIsPassedOnUnderItsNumber) {
  stands(1, january, {january, january});
  of.retracted.push_back({MessageNumber{2}, MessageNumber{1}, january});
  EXPECT_EQ(settled(), (Lines{"withdrawal 2 of 1"}));
}
TEST_F(Settle, AWithdrawalOfWhatNeverPassedSendsNothing) {
  of.retracted.push_back({MessageNumber{2}, MessageNumber{1}, january});
  EXPECT_EQ(settled(), Lines{});
}
/// The stay turns out to have begun three years before February: January passed, February and March are struck.
TEST_F(Settle, AMonthStruckLaterIsWithdrawnByTheHubAlone) {
  stay_since(Date(2009, 3, 1));
  passed(1, january, {january, january}, {january, january});
  passed(2, february, {january, february}, {january, february});
  EXPECT_EQ(settled(january), (Lines{"withdrawal - of 2"}));
}
/// The first months lie past three years of a stay that was broken off; the new stay begins a new count.
TEST_F(Settle, AStruckMonthBreaksTheSpell) {
  stay_since(Date(2008, 12, 1));
  auto& stays = world.persons.at(run::test::number(1)).stays;
  auto again = stays.front();
  stays.front().row.period.to = Date(2012, 2, 10);
  again.row.period = {Date(2012, 2, 20)};
  stays.push_back(again);
  population = world.population();
  hold(1, january, {january, january});
  hold(2, february, {january, february});
  hold(3, march, {january, march});
  EXPECT_EQ(settled(), (Lines{"struck 1 permanent-stay", "new 2 2012-02..2012-02", "new 3 2012-02..2012-03"}));
}
TEST_F(Settle, OnWhomNothingNewMayBeSaidOnlyWithdrawalsGo) {
  // Three years of stay are over at the end of March: January and February may still stand, and nothing is said about them.
  stay_since(Date(2009, 3, 15));
  hold(1, january, {january, january});
  passed(2, february, {january, february}, {january, february});
  EXPECT_EQ(settled(), (Lines{"struck 1 -"}));
}
TEST_F(Settle, WordsThatAreGoneAreWantedAgain) {
  hold(1, january, {january, january});
  of.words.clear();
  of.record.held.back().text.clear();
  EXPECT_EQ(settled(), (Lines{"wanted 1"}));
}
TEST_F(Settle, NobodysWordsAreWantedWhereNothingMayBeSaid) {
  stay_since(Date(2009, 3, 15));
  hold(1, january, {january, january});
  of.words.clear();
  of.record.held.back().text.clear();
  EXPECT_EQ(settled(), (Lines{"struck 1 -"}));
}
TEST_F(Settle, TwoNumbersOfOnePersonHaveOneMessageAMonth) {
  hold(1, january, {january, january});
  hold(2, january, {january, january}, 80'000);
  EXPECT_EQ(settled(), (Lines{"struck 2 -", "new 1 2012-01..2012-01"}));
}

}  // namespace
}  // namespace crossroads::exchange::push
