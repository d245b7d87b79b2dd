// What becomes of the entries: which are part of the report, which tell of the same communication, how they are grouped and counted.
#include "ledger/report/report.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ledger/report/lines.hpp"
#include "ledger_seal/entries.hpp"
#include "sample.hpp"

namespace crossroads::ledger::report {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

LogExcerpt excerpt(const char* name, domain::EnterpriseNumber keeper, std::vector<Entry> entries) {
  LogExcerpt log{.log = checked<LogName>(name), .keeper = keeper};
  for (std::uint64_t n = 0; n < entries.size(); ++n)
    log.entries.push_back({.id = {{2026}, {n}}, .time = at(2026, 3, 4) + std::chrono::seconds(n), .entry = std::move(entries[n])});
  return proved(std::move(log));
}

Report report_of(std::vector<LogExcerpt> logs) { return make_report(asked(), logs).value(); }

std::vector<std::string> places_of(const Report& report, const Communication& one) {
  std::vector<std::string> places;
  for (const auto& source : one.sources) places.push_back(report.logs[source.log].name.text() + " " + to_string(source.id));
  return places;
}

TEST(Report, SaysOnceWhatBothSidesLogged) {
  auto received = pushed(Event::received, source_party, hub_party, 7);
  for (const bool receiver_first : {false, true}) {
    SCOPED_TRACE(receiver_first);
    std::vector logs{excerpt("source", source_party, {pushed(Event::corrected, source_party, hub_party, 7)}),
                     excerpt("hub", hub_party, {received})};
    if (receiver_first) std::swap(logs[0], logs[1]);
    const auto report = report_of(logs);
    ASSERT_EQ(report.groups.size(), 1U);
    ASSERT_EQ(report.groups[0].communications.size(), 1U);
    const auto& one = report.groups[0].communications[0];
    EXPECT_EQ(one.event, Event::corrected);
    EXPECT_THAT(places_of(report, one), ElementsAre("source 2026/0", "hub 2026/0"));
    EXPECT_EQ(report.summary[0].received, 1U);
  }
}

struct Apart {
  const char* name;
  Entry sent, received;
};

TEST(Report, KeepsApartWhatIsNotTheSameCommunication) {
  const auto sent = pushed(Event::sent, source_party, hub_party, 7);
  auto other_number = pushed(Event::received, source_party, hub_party, 8);
  auto other_recipient = pushed(Event::received, source_party, desk_party, 7);
  auto nameless = pushed(Event::received, source_party, hub_party, 7);
  nameless.message.reset();
  nameless.trace.reset();
  auto struck = pushed(Event::struck, source_party, hub_party, 7);
  const Apart cases[] = {{"another number", sent, other_number},
                         {"another recipient", sent, other_recipient},
                         {"without a number", sent, nameless},
                         {"what the hub did with it", sent, struck},
                         {"other events of both", pushed(Event::withdrawn, source_party, hub_party, 7), sent}};
  for (const auto& [name, a, b] : cases) {
    SCOPED_TRACE(name);
    const auto report = report_of({excerpt("source", source_party, {a}), excerpt("hub", hub_party, {b})});
    std::size_t n = 0;
    for (const auto& group : report.groups) n += group.communications.size();
    EXPECT_EQ(n, 2U);
  }
  EXPECT_EQ(report_of({excerpt("hub", hub_party, {sent, sent})}).groups[0].communications.size(), 2U) << "two entries of one log";
}

TEST(Report, TakesFromTheOtherSideWhatTheSenderDoesNotSay) {
  auto sent = pushed(Event::sent, source_party, hub_party, 7);
  auto received = pushed(Event::received, source_party, hub_party, 7);
  sent.category.reset();
  sent.paragraphs.clear();
  received.rule = checked<Rule>("resume");
  const auto report = report_of({excerpt("source", source_party, {sent}), excerpt("hub", hub_party, {received})});
  const auto& one = report.groups.at(0).communications.at(0);
  EXPECT_EQ(one.category, received.category);
  EXPECT_EQ(one.paragraphs.size(), received.paragraphs.size());
  EXPECT_EQ(one.rule, sent.rule);
}

TEST(Report, LeavesOutTheAdministrationOfTheLog) {
  for (std::size_t e = 0; e < event_names.size(); ++e) {
    const auto event = static_cast<Event>(e);
    SCOPED_TRACE(to_name(event));
    const bool part = event != Event::signed_in && retention_of(event) == Retention::exchange;
    // Even one that is about nobody, or somebody else.
    Entry entry{.event = event};
    if (part) entry.subject = person;
    const auto report = report_of({excerpt("hub", hub_party, {entry})});
    EXPECT_EQ(report.groups.size(), part ? 1U : 0U);
    EXPECT_EQ(report.summary.size(), part ? 1U : 0U);
  }
}

TEST(Report, RefusesWhatIsNotAboutThePersonOrThePeriod) {
  auto entry = pushed(Event::sent, hub_party, desk_party, 1);
  entry.subject = domain::Niss::from_stored(72'030'510'220);
  auto refused = make_report(asked(), std::vector{excerpt("hub", hub_party, {entry})});
  ASSERT_FALSE(refused);
  EXPECT_THAT(one_line(refused.error()), HasSubstr("entry 2026/0 of the log hub is not about the person"));
  EXPECT_THAT(one_line(refused.error()), Not(HasSubstr("72030510220"))) << "the number of somebody else";
  entry.subject.reset();
  EXPECT_FALSE(make_report(asked(), std::vector{excerpt("hub", hub_party, {entry})}));
  entry.subject = asked().numbers[0];
  EXPECT_TRUE(make_report(asked(), std::vector{excerpt("hub", hub_party, {entry})})) << "an older number of the same person";
  auto log = excerpt("hub", hub_party, {entry});
  for (const auto& [time, fits] : {std::pair(at(2026, 1, 1, 0), true), std::pair(at(2026, 12, 31, 23, 59, 59), true),
                                   std::pair(at(2025, 12, 31, 23, 59, 59), false), std::pair(at(2027, 1, 1, 0), false)}) {
    log.entries[0].time = time;
    log = proved(log);
    const auto report = make_report(asked(), std::vector{log});
    EXPECT_EQ(report.has_value(), fits);
    if (!report) { EXPECT_THAT(one_line(report.error()), HasSubstr("is outside the period of the report")); }
  }
}

TEST(Report, RefusesAnEntryOfADayOfWhichItWouldSayThatThereIsNothing) {
  auto log = excerpt("hub", hub_party, {pushed(Event::sent, hub_party, desk_party, 1)});
  const auto day = log.proven.at(0);
  log.proven = {day.next_day()};
  const auto refused = make_report(asked(), std::vector{log});
  ASSERT_FALSE(refused);
  EXPECT_THAT(one_line(refused.error()), HasSubstr("neither as proved nor as unproved"));
  log.unproven = {day};
  EXPECT_TRUE(make_report(asked(), std::vector{log}));
}

TEST(Report, SaysWhatOfOtherDaysOnlyWhereThereAreSome) {
  const Names names;
  const Words words(names, law::Language::en);
  const std::string rest(phrase(law::Language::en, Phrase::complete_rest));
  const auto report = sample_report();
  EXPECT_THAT(said_of_completeness(words, report, report.logs[0]), Contains(rest));
  EXPECT_THAT(said_of_completeness(words, report, report.logs[1]), Not(Contains(rest))) << "the hub's log has keys for every day";
}

TEST(Report, GroupsAndCountsNewestFirst) {
  const auto report = sample_report();
  std::vector<std::string> groups;
  for (const auto& group : report.groups) {
    groups.push_back(domain::to_string(group.recipient) + " " + group.authorisation + " " + group.category + " " +
                     std::to_string(group.communications.size()));
    EXPECT_TRUE(std::ranges::is_sorted(group.communications, std::greater(), &Communication::time));
  }
  EXPECT_THAT(groups, ElementsAre("0244640631   1", "0308356862 11/031 eu-worker 8", "0308356862 18/055 eu-long 3",
                                  "0244640631 11/031 eu-worker 8"));
  ASSERT_EQ(report.summary.size(), 4U);
  const auto& desk = report.summary[1];
  EXPECT_EQ(desk.recipient, desk_party);
  EXPECT_EQ(desk.authorisation, "11/031");
  EXPECT_EQ(desk.received, 5U);
  EXPECT_EQ(desk.withdrawn, 1U);
  EXPECT_EQ(desk.without, 0U);
  EXPECT_EQ(desk.read, 2U);
  EXPECT_EQ(desk.first, at(2026, 2, 2, 8, 15, 6));
  EXPECT_EQ(desk.last, at(2026, 11, 3, 23, 15));
  const auto& consultations = report.summary[2];
  EXPECT_EQ(consultations.received, 1U);
  EXPECT_EQ(consultations.without, 2U);
}

TEST(Report, FindsWhatTheLinesOfAGroupHaveInCommon) {
  const auto report = sample_report();
  const auto& usual = report.groups[1].usual;
  EXPECT_EQ(usual.sender, hub_party);
  EXPECT_EQ(usual.fields.size(), 7U);
  EXPECT_EQ(usual.withheld, 1U);
  EXPECT_EQ(law::to_string(usual.paragraphs), "§1 §4 §5 §9.1 §9.2 §9.3 §9.4 §12 §13 §18 §20");
}

}  // namespace
}  // namespace crossroads::ledger::report
