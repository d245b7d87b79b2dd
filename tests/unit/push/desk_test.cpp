// What the desk makes of what the hub brings: received once, logged each, kept, or refused whole.
#include "exchange/push/desk.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "exchange/push/wire.hpp"
#include "support/network.hpp"

namespace crossroads::exchange::push::test {
namespace {

using domain::Cents;
using domain::Month;
using run::MessageKind;
using ::testing::HasSubstr;
using ::testing::Not;

const Month may(2018, 5);
const auto anna = run::test::number(1), bert = run::test::number(2);

domain::Ticket ticket(unsigned n) {
  Uuid::Bytes bytes{};
  bytes.back() = static_cast<std::uint8_t>(n);
  return {Uuid(bytes)};
}

/// A message of the hub about somebody's aid in May.
Relay first(unsigned n, domain::Niss person = anna) {
  run::Message message{.authorisation = {.name = "11/031", .text = sha256_of("11/031")},
                       .category = "eu-worker",
                       .purpose = "to examine",
                       .person = person,
                       .month = may};
  message.identity = {.niss = person, .last_name = "Peeters", .first_names = "Anna"};
  message.months = {{.month = may, .amount = Cents(90'000)}};
  message.periods = {{Month(2018, 3), may}};
  message.quality = domain::Quality::employee;
  return {.ticket = ticket(n), .number = domain::MessageNumber{100 + n}, .message = std::move(message)};
}
Relay correction(unsigned n, unsigned of, std::int64_t cents) {
  auto relay = first(n);
  relay.replaces = ticket(of);
  relay.message.kind = MessageKind::correction;
  relay.message.months.front().amount = Cents(cents);
  return relay;
}
Relay periods_alone(unsigned n, unsigned of, Month from) {
  auto relay = correction(n, of, 1);
  relay.periods_alone = true;
  relay.message.identity = {.niss = anna};
  relay.message.months.clear();
  relay.message.quality.reset();
  relay.message.periods = {{from, may}};
  return relay;
}
Relay withdrawal(unsigned n, unsigned of) {
  auto relay = first(n);
  relay.number.reset();
  relay.replaces = ticket(of);
  relay.message.kind = MessageKind::withdrawal;
  relay.message.identity = {.niss = anna};
  relay.message.months.clear();
  relay.message.periods.clear();
  relay.message.quality.reset();
  return relay;
}

/// A desk over its own store and log, asked over its API.
struct Desk {
  Desk() : law(run::test::document("11-031")), place(enterprise("0308356862"), "desk", now) {
    house.institutions = {
        {enterprise("0308357159"), law.source.text}, {hub, law.hub.text}, {place.setting().institution, law.recipient.text}};
    house.laws = {{&law, sha256_of("11/031")}};
    push.emplace(DeskPush::Parts{.house = house,
                                 .hub = hub,
                                 .log = place.log(),
                                 .record = place.store().desk_record(),
                                 .with_record = [this](const auto& act) { return act(place.other().desk_record()); }},
                 must(push_laws(house, domain::Date(2018, 6, 1))));
    api.emplace(
        "/desk/v1", "", std::vector{push->operation()},
        service::Surroundings{.health = health, .metrics = metrics, .log = technical_log, .randomness = [](std::span<std::uint8_t> bytes) {
                                std::ranges::fill(bytes, std::uint8_t{7});
                              }});
  }
  Desk(const Desk&) = delete;
  Desk& operator=(const Desk&) = delete;

  static domain::EnterpriseNumber enterprise(std::string_view text) { return must(domain::EnterpriseNumber::parse(text)); }
  net::Response post(const std::string& body, domain::EnterpriseNumber caller) {
    return api->answer({.method = "POST",
                        .target = "/desk/v1/messages",
                        .headers = {{"content-type", "application/json"}},
                        .body = body,
                        .peer = {.institution = caller}},
                       waiting);
  }
  net::Response post(const std::string& body) { return post(body, hub); }
  net::Response bring(std::span<const Relay> relays) {
    std::vector<std::string> texts;
    for (const auto& one : relays) texts.push_back(to_json(one));
    return post(batch_of(std::vector<std::string_view>(texts.begin(), texts.end())));
  }
  /// What stands, a line each: ticket, first month of the period, cents, name.
  std::vector<std::string> standing() {
    std::vector<std::string> all;
    must(place.other().desk_record().every([&](transit::Received&& one) -> Result<void> {
      const auto& message = one.message;
      all.push_back(fmt::format("{} {} {} {}", one.ticket.uuid.bytes().back(), to_string(message.periods.front().from),
                                message.months.front().amount->count(), message.identity.last_name.value_or("nobody")));
      return {};
    }));
    std::ranges::sort(all);
    return all;
  }

  const domain::EnterpriseNumber hub = enterprise("0244640631");
  Instant now = crossroads::test::at(domain::Date(2018, 6, 1));
  law::Authorisation law;
  Place place;
  consultation::House house{.self = enterprise("0308356862"), .institutions = {}, .laws = {}, .day = [](Instant) {
                              return domain::Date(2018, 6, 1);
                            }};
  net::BlockingWaiting waiting{[this] { return now; }};
  service::Health health;
  service::Metrics metrics{"desk"};
  std::string lines;
  service::TechnicalLog technical_log{"desk", [this] { return now; }, [this](std::string_view line) { lines += line; }};
  std::optional<DeskPush> push;
  std::optional<service::Api> api;
};

struct Case {
  const char* name;
  std::vector<std::vector<Relay>> batches;
  std::vector<unsigned> answers;  // one status a batch
  std::vector<std::string> standing;
  std::size_t entries;
};

TEST(DeskPush, ReceivesOnceWhatTheHubBrings) {
  const Case cases[] = {
      {"a new one", {{first(1)}}, {200}, {"1 2018-03 90000 Peeters"}, 1},
      {"two persons", {{first(1), first(2, bert)}}, {200}, {"1 2018-03 90000 Peeters", "2 2018-03 90000 Peeters"}, 2},
      {"a correction", {{first(1)}, {correction(2, 1, 80'000)}}, {200, 200}, {"2 2018-03 80000 Peeters"}, 2},
      {"a correction in the same batch", {{first(1), correction(2, 1, 80'000)}}, {200}, {"2 2018-03 80000 Peeters"}, 2},
      {"a chain of corrections", {{first(1)}, {correction(2, 1, 5), correction(3, 2, 6)}}, {200, 200}, {"3 2018-03 6 Peeters"}, 3},
      {"periods alone take the rest from what they replace",
       {{first(1)}, {periods_alone(2, 1, Month(2018, 4))}},
       {200, 200},
       {"2 2018-04 90000 Peeters"},
       2},
      {"periods alone of a correction in the same batch",
       {{first(1), correction(2, 1, 70'000), periods_alone(3, 2, Month(2018, 4))}},
       {200},
       {"3 2018-04 70000 Peeters"},
       3},
      {"a correction of periods alone",
       {{first(1)}, {periods_alone(2, 1, Month(2018, 4)), correction(3, 2, 4)}},
       {200, 200},
       {"3 2018-03 4 Peeters"},
       3},
      {"a withdrawal", {{first(1), first(2, bert)}, {withdrawal(3, 1)}}, {200, 200}, {"2 2018-03 90000 Peeters"}, 3},
      {"a withdrawal in the same batch", {{first(1), withdrawal(2, 1)}}, {200}, {}, 2},
      {"twice the same", {{first(1)}, {first(1)}}, {200, 200}, {"1 2018-03 90000 Peeters"}, 1},
      {"a withdrawal twice", {{first(1)}, {withdrawal(2, 1)}, {withdrawal(2, 1)}}, {200, 200, 200}, {}, 2},
      {"half of it came before",
       {{first(1)}, {first(1), correction(2, 1, 3)}, {correction(2, 1, 3), first(4, bert)}},
       {200, 200, 200},
       {"2 2018-03 3 Peeters", "4 2018-03 90000 Peeters"},
       3},
      {"replaces what nobody brought", {{first(1), correction(3, 2, 1)}}, {409}, {}, 0},
      {"replaces what was replaced", {{first(1), correction(2, 1, 1)}, {correction(3, 1, 2)}}, {200, 409}, {"2 2018-03 1 Peeters"}, 2},
      {"replaces twice in one batch", {{first(1), correction(2, 1, 1), correction(3, 1, 2)}}, {409}, {}, 0},
      {"replaces what was withdrawn", {{first(1), withdrawal(2, 1)}, {withdrawal(3, 1)}}, {200, 409}, {}, 2},
      {"replaces a withdrawal", {{first(1), withdrawal(2, 1), correction(3, 2, 1)}}, {409}, {}, 0},
  };
  for (const auto& [name, batches, answers, stands, entries] : cases) {
    SCOPED_TRACE(name);
    Desk desk;
    for (std::size_t i = 0; i < batches.size(); ++i) {
      const auto response = desk.bring(batches[i]);
      EXPECT_EQ(response.status, answers[i]) << response.body;
      if (response.status == 200) { EXPECT_EQ(response.body, fmt::format("{{\"accepted\":{}}}", batches[i].size())); }
      if (response.status == 409) { EXPECT_THAT(response.body, HasSubstr("urn:problem-type:crossroads:replacedMessageUnknown")); }
      EXPECT_THAT(response.body + desk.lines, Not(HasSubstr(to_string(anna))));
    }
    EXPECT_EQ(desk.standing(), stands);
    EXPECT_EQ(desk.place.entries().size(), entries);
  }
}

TEST(DeskPush, LogsWhatItReceivedAndNeverMore) {
  Desk desk;
  ASSERT_EQ(desk.bring(std::vector{first(1), withdrawal(2, 1)}).status, 200U);
  const auto entries = desk.place.entries();
  ASSERT_EQ(entries.size(), 2U);
  const auto& entry = entries.front();
  EXPECT_EQ(entry.event, ledger::Event::received);
  EXPECT_EQ(entry.message, domain::MessageNumber{101});
  EXPECT_EQ(entry.ticket, ticket(1));
  EXPECT_TRUE(entry.trace.has_value());
  EXPECT_EQ(entry.sender, desk.hub);
  EXPECT_EQ(entry.recipient, desk.house.self);
  EXPECT_EQ(entry.subject, anna);
  EXPECT_EQ(entry.role, ledger::SubjectRole::subject);
  EXPECT_EQ(entry.authorisation, first(1).message.authorisation);
  EXPECT_EQ(entry.category->text(), "eu-worker");
  EXPECT_EQ(entry.purpose->text(), "to examine");
  EXPECT_FALSE(entry.paragraphs.empty());
  EXPECT_FALSE(entry.rule.has_value()) << "the desk does not know it";
  EXPECT_TRUE(entry.values.has_value());
  std::vector<std::string> fields;
  for (const auto& field : entry.fields) fields.push_back(field.text());
  EXPECT_THAT(fields, ::testing::ElementsAre("niss", "last_name", "first_names", "amount", "periods", "quality"));
  EXPECT_EQ(entries.back().ticket, ticket(2));
  EXPECT_FALSE(entries.back().message.has_value());
}

TEST(DeskPush, NamesNobodyWhereTheNumberIsNotDisclosed) {
  Desk desk;
  auto relay = first(1);
  relay.message.identity.niss.reset();
  ASSERT_EQ(desk.bring(std::vector{relay}).status, 200U);
  EXPECT_FALSE(desk.place.entries().front().subject.has_value());
}

TEST(DeskPush, KeepsNothingThatItCannotLog) {
  Desk desk;
  desk.place.log().full = true;
  const auto refused = desk.bring(std::vector{first(1)});
  EXPECT_EQ(refused.status, 503U);
  EXPECT_THAT(refused.body, HasSubstr("urn:problem-type:crossroads:logUnavailable"));
  EXPECT_EQ(net::header(refused.headers, "retry-after"), "5");
  EXPECT_TRUE(desk.standing().empty());
  desk.place.log().full = false;
  EXPECT_EQ(desk.bring(std::vector{first(1)}).status, 200U);
  EXPECT_EQ(desk.standing().size(), 1U);
  desk.place.log().full = true;
  EXPECT_EQ(desk.bring(std::vector{first(1)}).status, 200U) << "nothing new is no entry";
}

TEST(DeskPush, RefusesWhatIsNoBatch) {
  const auto good = to_json(first(1));
  const auto changed = [&](std::string_view from, std::string_view to) {
    auto text = good;
    return text.replace(text.find(from), from.size(), to);
  };
  const struct {
    const char* name;
    std::string body;
    unsigned status;
    const char* issue;
  } cases[] = {
      {"no JSON", "items", 400, "schemaViolation"},
      {"no items", "{}", 400, R"("name":"items")"},
      {"an empty list", R"({"items":[]})", 400, R"("name":"items")"},
      {"more than a batch", fmt::format(R"({{"items":[{}]}})", fmt::join(std::vector<std::string>(1001, "{}"), ",")), 400, "1000"},
      {"a ticket twice", fmt::format(R"({{"items":[{},{}]}})", good, good), 400, R"("name":"items[1].ticket")"},
      {"no ticket", fmt::format(R"({{"items":[{}]}})", changed("\"ticket\"", "\"tocket\"")), 400, R"("name":"items[0].ticket")"},
      {"the rule", fmt::format(R"({{"items":[{}]}})", changed("\"kind\"", "\"rule\":\"continue\",\"kind\"")), 400, "unknownInput"},
      {"a category that no entry can hold", fmt::format(R"({{"items":[{}]}})", changed("eu-worker", "a worker")), 400,
       R"("name":"items[0].category")"},
      {"a NISS that is none", fmt::format(R"({{"items":[{}]}})", changed(to_string(anna), "85073000199")), 400,
       R"("name":"items[0].niss")"},
  };
  for (const auto& [name, body, status, issue] : cases) {
    SCOPED_TRACE(name);
    Desk desk;
    const auto response = desk.post(body);
    EXPECT_EQ(response.status, status) << response.body;
    EXPECT_THAT(response.body, HasSubstr(issue));
    EXPECT_TRUE(desk.standing().empty());
    EXPECT_TRUE(desk.place.entries().empty());
  }
  Desk desk;
  EXPECT_EQ(desk.post(fmt::format(R"({{"items":[{}]}})", good), Desk::enterprise("0308357159")).status, 403U);
  EXPECT_TRUE(desk.standing().empty());
}

}  // namespace
}  // namespace crossroads::exchange::push::test
