// What passes by push, as JSON and back.
#include "exchange/push/wire.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "../run/support/world.hpp"
#include "base/sha256_stream.hpp"

namespace crossroads::exchange::push {
namespace {

using domain::Month;
using run::MessageKind;

const domain::Date today(2026, 5, 4);

rc::Gen<Month> any_month() {
  return rc::gen::map(rc::gen::inRange(0, 400), [](int n) { return Month(2000, 1).plus(n); });
}
domain::Niss any_person() { return run::test::number(static_cast<unsigned>(*rc::gen::inRange(1, 500))); }
bool maybe() { return *rc::gen::arbitrary<bool>(); }
domain::Ticket any_ticket() {
  Uuid::Bytes bytes = {};
  for (auto& byte : bytes) byte = *rc::gen::arbitrary<std::uint8_t>();
  return {Uuid(bytes)};
}
std::string any_name() { return *rc::gen::element<std::string>("", "Peeters", "O'Neil \"x\"", "Łukasiewicz", "a\tb\\"); }

void any_aid(run::Message& message) {
  for (int n = *rc::gen::inRange(1, 4); n > 0; --n) {
    run::MonthAmount one{.month = *any_month()};
    if (maybe()) one.amount = domain::Cents(*rc::gen::inRange(0, 1'000'000));
    if (maybe()) one.nature = static_cast<domain::Nature>(*rc::gen::inRange(0, 3));
    message.months.push_back(one);
  }
  if (maybe()) {
    const auto first = *any_month();
    message.periods.push_back({first, first.plus(*rc::gen::inRange(0, 30))});
  }
  if (maybe()) message.quality = static_cast<domain::Quality>(*rc::gen::inRange(0, 7));
}

run::Message any_message(MessageKind kind) {
  run::Message message{.authorisation = {.name = "11/031", .text = sha256_of("text")},
                       .category = *rc::gen::element<std::string>("eu-worker", "family"),
                       .purpose = "to examine",
                       .kind = kind,
                       .person = any_person(),
                       .month = *any_month()};
  if (maybe()) message.identity.niss = message.person;
  if (kind == MessageKind::withdrawal) return message;
  if (maybe()) message.identity.last_name = any_name();
  if (maybe()) message.identity.first_names = any_name();
  if (maybe()) message.identity.country_of_origin = *domain::Country::parse("FR");
  any_aid(message);
  return message;
}

RC_GTEST_PROP(PushWire, ASourcesItemComesBackAsItWas, ()) {
  const auto kind = static_cast<MessageKind>(*rc::gen::inRange(0, 3));
  HandOver item{.number = domain::MessageNumber{*rc::gen::inRange<std::uint64_t>(1, std::uint64_t{1} << 53)},
                .run_month = *any_month(),
                .rule = kind == MessageKind::withdrawal ? "" : "continue",
                .message = any_message(kind)};
  if (kind != MessageKind::first) item.message.replaces = domain::MessageNumber{7};
  const SourceItem whole = item;
  const auto read = read_source_item(std::string_view(to_json(whole)), today);
  RC_ASSERT(read.has_value());
  RC_ASSERT(*read == whole);
  RC_ASSERT(to_json(*read) == to_json(whole));
}

RC_GTEST_PROP(PushWire, ARunsEndComesBackAsItWas, ()) {
  const SourceItem end = RunEnd{.authorisation = {.name = "18/055", .text = sha256_of("other")}, .month = *any_month()};
  const auto read = read_source_item(std::string_view(to_json(end)), today);
  RC_ASSERT(read.has_value());
  RC_ASSERT(*read == end);
}

RC_GTEST_PROP(PushWire, ARelayComesBackAsItWas, ()) {
  const auto kind = static_cast<MessageKind>(*rc::gen::inRange(0, 3));
  Relay relay{.ticket = any_ticket(), .message = any_message(kind)};
  if (!relay.message.identity.niss) relay.message.person = {};
  if (kind != MessageKind::withdrawal || maybe()) relay.number = domain::MessageNumber{5};
  if (kind != MessageKind::first) relay.replaces = any_ticket();
  if (kind == MessageKind::correction && maybe()) {
    relay.periods_alone = true;
    relay.message.months.clear();
    relay.message.quality.reset();
    relay.message.identity = {.niss = relay.message.identity.niss};
  }
  service::Body body(to_json(relay));
  auto root = body.root();
  const auto read = read_relay(root, today);
  RC_ASSERT(body.issues().empty());
  RC_ASSERT(read == relay);
}

struct Faulty {
  const char* name;
  std::string from, to;  ///< in the text of a good item
  std::string issue;     ///< the member that is wrong; a name that nobody knows is not repeated
};

std::string good_item() {
  HandOver item{.number = domain::MessageNumber{3}, .run_month = Month(2020, 5), .rule = "continue", .message = {}};
  item.message = {.authorisation = {.name = "11/031", .text = sha256_of("text")},
                  .category = "family",
                  .purpose = "to examine",
                  .person = run::test::number(1),
                  .month = Month(2020, 5),
                  .months = {{.month = Month(2020, 5), .amount = domain::Cents(100)}},
                  .periods = {{Month(2020, 4), Month(2020, 5)}}};
  return to_json(SourceItem(item));
}

TEST(PushWire, FaultyItemsNameWhatIsWrong) {
  const std::vector<Faulty> cases{
      {"no type", "\"type\":\"message\",", "", "type"},
      {"another type", "\"type\":\"message\"", "\"type\":\"letter\"", "type"},
      {"a member that nobody knows", "\"type\"", "\"rank\":1,\"type\"", ""},
      {"no number", "\"number\":3,", "", "number"},
      {"a number of nothing", "\"number\":3", "\"number\":0", "number"},
      {"a new message that replaces", "\"number\":3", "\"number\":3,\"replaces\":2", "replaces"},
      {"a correction of nothing", "\"kind\":\"new\"", "\"kind\":\"correction\"", "replaces"},
      {"a withdrawal that tells aid", "\"kind\":\"new\"", "\"kind\":\"withdrawal\"", "months"},
      {"another kind", "\"kind\":\"new\"", "\"kind\":\"last\"", "kind"},
      {"an authorisation of two lines", "\"11/031\"", "\"11\\n031\"", "authorisation.name"},
      {"a category in words", "\"family\"", "\"a family\"", "category"},
      {"a rule in words", "\"continue\"", "\"to continue\"", "rule"},
      {"a rule that is none", "\"continue\"", "\"\"", "rule"},
      {"a purpose of two lines", "\"to examine\"", "\"to\\nexamine\"", "purpose"},
      {"no such month", "\"runMonth\":\"2020-05\"", "\"runMonth\":\"2020-13\"", "runMonth"},
      {"a person who is none", to_string(run::test::number(1)), "85073000199", "person"},
      {"a text without a digest", to_string(sha256_of("text")), "abc", "authorisation.textSha256"},
      {"an amount below nothing", "\"amountCents\":100", "\"amountCents\":-1", "months[0].amountCents"},
      {"a part of a cent", "\"amountCents\":100", "\"amountCents\":1.5", "months[0].amountCents"},
      {"no months at all", "\"months\":[{\"month\":\"2020-05\",\"amountCents\":100}]", "\"months\":[]", "months"},
      {"a period the wrong way round", "\"lastMonth\":\"2020-05\"", "\"lastMonth\":\"2020-03\"", "periods[0].lastMonth"},
      {"a name without an end", "\"months\"", "\"lastName\":\"" + std::string(401, 'a') + "\",\"months\"", "lastName"},
      {"null", "\"rule\":\"continue\"", "\"rule\":null", "rule"},
  };
  for (const auto& one : cases) {
    SCOPED_TRACE(one.name);
    auto text = good_item();
    const auto at = text.find(one.from);
    ASSERT_NE(at, std::string::npos);
    text.replace(at, one.from.size(), one.to);
    service::Body body(text);
    auto root = body.root();
    static_cast<void>(read_source_item(root, today));
    const auto issues = body.issues();
    EXPECT_TRUE(std::ranges::any_of(issues, [&](const auto& issue) { return issue.name == one.issue; }))
        << (issues.empty() ? "no issue" : issues.front().name);
  }
}

TEST(PushWire, ABatchIsItsItemsInTheirOrder) {
  const std::vector<std::string_view> items{"{\"a\":1}", "{\"b\":2}"};
  EXPECT_EQ(batch_of(items), "{\"items\":[{\"a\":1},{\"b\":2}]}");
}

}  // namespace
}  // namespace crossroads::exchange::push
