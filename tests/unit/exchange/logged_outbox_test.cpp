// A run's messages and their entries: each says what the message discloses and why, and neither is there without the other (SPEC §11).
#include "exchange/logged_outbox.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>

#include "../ledger_log/support/log_fixture.hpp"
#include "run/basis.hpp"

namespace crossroads::test {
namespace {

using exchange::LoggedOutbox;
using ledger::Event;
using run::Basis;
using run::Message;
using run::MessageKind;
using run::MessageNumber;

domain::EnterpriseNumber institution(std::uint32_t n) { return domain::EnterpriseNumber::from_stored(n); }
const exchange::Parties parties{.source = institution(308'357'753), .hub = institution(244'640'631), .recipient = institution(308'356'862)};

class LoggedOutboxTest : public LogTest {
 protected:
  const run::AuthorisationVersion version{"11/031", Sha256()};
  const domain::Month may{2026, 5};
  const ledger::LogName source_name = must(ledger::LogName::parse("source"));
  ledger::Ledger source{store(), named_setting(source_name, parties.source)};
  ledger::Ledger hub_log{store(), named_setting(hub, parties.hub)};
  run::RunId run = must(records().begin_run(version, may, now));
  LoggedOutbox outbox{records(),
                      source,
                      hub_log,
                      {.authorisation = version,
                       .parties = parties,
                       .purpose = must(ledger::Purpose::parse("see whether the stay goes on")),
                       .trace = must(ledger::TraceId::parse("0123456789abcdef0123456789abcdef"))}};
  const Basis basis{.category = "eu-worker",
                    .rule = "continue",
                    .paragraphs = {law::Paragraph::parse("9.1").value(), law::Paragraph::parse("13").value()}};
  const Basis* const one_basis[1] = {&basis};

  run::MessageStore& records() { return store_file->messages(); }
  ledger::LedgerSetting named_setting(const ledger::LogName& name, domain::EnterpriseNumber of) {
    return {.institution = of, .log = name, .keys = keys, .signing_key = test_signing_key, .now = [this] { return now; }};
  }
  Message message(std::uint64_t n, MessageKind kind = MessageKind::first, std::optional<MessageNumber> replaces = {}) const {
    return {.authorisation = version,
            .category = "eu-worker",
            .purpose = "see whether the stay goes on",
            .kind = kind,
            .replaces = replaces,
            .person = person(n),
            .month = may,
            .identity = {.niss = person(n), .last_name = "Peeters", .first_names = {}, .country_of_origin = {}},
            .months = {{.month = may, .amount = domain::Cents(90'000), .nature = {}}},
            .periods = {{may, may}}};
  }
  MessageNumber hand_over(const Message& one) { return must(outbox.hand_over(run, std::span(&one, 1), one_basis)).front(); }
  /// What is in a log, entry by entry.
  std::vector<ledger::Entry> entries(const ledger::LogName& log) {
    std::vector<ledger::Entry> all;
    ledger::Searcher searcher(store(), keys, log);
    for (const auto& head : must(store().shards(log))) {
      for (std::uint64_t n = 0; n < head.frontier.size().value; ++n)
        all.push_back(must(searcher.open({head.shard, {n}}, false)).entry->value);
    }
    return all;
  }
  static std::vector<std::string> fields(const ledger::Entry& entry) {
    std::vector<std::string> all;
    for (const auto& field : entry.fields) all.emplace_back(field.text());
    return all;
  }
};

TEST_F(LoggedOutboxTest, WhatTheSourceHandsOverIsAnEntryOfItsLog) {
  const auto number = hand_over(message(1));
  const auto all = entries(source_name);
  ASSERT_EQ(all.size(), 1U);
  const auto& entry = all.front();
  EXPECT_EQ(entry.event, Event::sent);
  EXPECT_EQ(entry.message, number);
  EXPECT_EQ(entry.subject, person(1));
  EXPECT_EQ(entry.sender, parties.source);
  EXPECT_EQ(entry.recipient, parties.hub);
  EXPECT_EQ(entry.rule->text(), "continue");
  EXPECT_EQ(entry.category->text(), "eu-worker");
  EXPECT_EQ(entry.batch->text(), "run-1");
  EXPECT_EQ(to_string(entry.paragraphs), to_string(basis.paragraphs));
  EXPECT_TRUE(entries(hub).empty()) << "the hub took nothing up yet";
}

TEST_F(LoggedOutboxTest, AnEntryNamesTheFieldsThatTheMessageHoldsAndCountsThoseWithheld) {
  hand_over(message(1));
  const auto entry = entries(source_name).front();
  EXPECT_THAT(fields(entry), ::testing::ElementsAre("niss", "last_name", "amount", "periods"));
  EXPECT_EQ(entry.withheld, 4U);
}

TEST_F(LoggedOutboxTest, EachKindOfMessageIsAnEventOfItsOwn) {
  const auto sent = hand_over(message(1));
  const auto corrected = hand_over(message(1, MessageKind::correction, sent));
  hand_over(message(1, MessageKind::withdrawal, corrected));
  std::vector<Event> events;
  for (const auto& entry : entries(source_name)) events.push_back(entry.event);
  EXPECT_EQ(events, (std::vector{Event::sent, Event::corrected, Event::withdrawn}));
}

TEST_F(LoggedOutboxTest, WhatTheHubRelaysIsAnEntryOfItsLogWithTheTicket) {
  const auto number = hand_over(message(1));
  const run::Relayed relayed{.ticket = {Uuid({1, 2, 3})}, .number = number, .run = run, .message = message(1)};
  must(outbox.relay(run, std::span(&relayed, 1), one_basis));
  const auto entry = entries(hub).front();
  EXPECT_EQ(entry.event, Event::sent);
  EXPECT_EQ(entry.message, number);
  EXPECT_EQ(entry.ticket, relayed.ticket);
  EXPECT_EQ(entry.sender, parties.hub);
  EXPECT_EQ(entry.recipient, parties.recipient);
}

TEST_F(LoggedOutboxTest, WhatTheHubStrikesNamesNoFieldSinceNothingLeft) {
  const auto known = hand_over(message(1)), unknown = hand_over(message(2));
  const std::vector<run::Struck> struck{{.number = known, .person = person(1), .month = may, .unknown = false},
                                        {.number = unknown, .person = person(2), .month = may, .unknown = true}};
  const Basis* const bases[] = {&basis, &basis};
  must(outbox.strike(run, struck, bases));
  const auto all = entries(hub);
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[0].event, Event::struck);
  EXPECT_EQ(all[0].outcome->text(), "exclude");
  EXPECT_EQ(all[1].outcome->text(), "withhold");
  EXPECT_TRUE(all[0].fields.empty());
  EXPECT_EQ(must(records().struck("11/031")), (std::vector{known, unknown}));
}

TEST_F(LoggedOutboxTest, WhatTheRecordsRefuseLeavesNoEntry) {
  const auto number = hand_over(message(1));
  const std::vector<Message> batch{message(2), message(1)};  // one stands already for that person and month
  const Basis* const bases[] = {&basis, &basis};
  EXPECT_FALSE(outbox.hand_over(run, batch, bases));
  EXPECT_EQ(entries(source_name).size(), 1U);

  const std::vector<run::Struck> twice{{.number = number, .person = person(1), .month = may},
                                       {.number = number, .person = person(1), .month = may}};
  EXPECT_FALSE(outbox.strike(run, twice, bases));
  EXPECT_TRUE(entries(hub).empty());
  EXPECT_TRUE(must(records().struck("11/031")).empty());
}

TEST_F(LoggedOutboxTest, WhereTheEntryCantBeWrittenNoMessageIsRecorded) {
  ledger::LedgerSetting broken = named_setting(source_name, parties.source);
  broken.signing_key = [](const ledger::Origin&) -> Result<ledger::SigningKey> { return failure({.what = "the key is gone"}); };
  ledger::Ledger keyless(store(), broken);
  LoggedOutbox without(records(), keyless, hub_log,
                       {.authorisation = version,
                        .parties = parties,
                        .purpose = must(ledger::Purpose::parse("x")),
                        .trace = must(ledger::TraceId::parse("0123456789abcdef0123456789abcdef"))});
  const Message one = message(1);
  const auto refused = without.hand_over(run, std::span(&one, 1), one_basis);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().what, "the key is gone");
  int standing = 0;
  must(records().standing_handed_over("11/031", may, [&](run::HandedOver&&) -> Result<void> {
    ++standing;
    return {};
  }));
  EXPECT_EQ(standing, 0);
  EXPECT_EQ(hand_over(one), MessageNumber{1}) << "and no number was spent";
}

}  // namespace
}  // namespace crossroads::test
