#include "exchange/push/wire.hpp"

#include "base/json_writer.hpp"
#include "ledger/seal/entry.hpp"
#include "register/read_number.hpp"

namespace crossroads::exchange::push {
namespace {

using domain::MessageNumber;
using domain::Month;
using run::Message;
using run::MessageKind;
using service::IssueType;
using service::Object;

// Codes of the API are lowerCamelCase (Belgif `cod-design`); names of authorisations, categories and rules are the law's own.
constexpr std::array<std::string_view, 2> type_codes{"message", "runEnd"};
constexpr std::array<std::string_view, 3> kind_codes{"new", "correction", "withdrawal"};
constexpr std::array<std::string_view, 3> nature_codes{"livingWage", "livingWageEquivalent", "socialAid"};
constexpr std::array<std::string_view, 7> quality_codes{"employee", "selfEmployed", "jobseeker", "sufficientMeans",
                                                        "student",  "familyMember", "other"};
static_assert(kind_codes.size() == run::message_kind_names.size());
static_assert(nature_codes.size() == domain::names<domain::Nature>.size());
static_assert(quality_codes.size() == domain::names<domain::Quality>.size());

constexpr std::size_t longest_person_name = 400;
constexpr std::size_t most_months = 1200, most_periods = 10;
constexpr std::int64_t largest_number = std::int64_t{1} << 53, largest_amount = 100'000'000'000;

template <class E, std::size_t n>
std::string_view code(const std::array<std::string_view, n>& codes, E value) {
  return codes.at(static_cast<std::size_t>(value));
}

std::int64_t written(MessageNumber number) { return static_cast<std::int64_t>(number); }
std::optional<MessageNumber> read_number(Object& from, std::string_view member) {
  if (!from.has(member)) return std::nullopt;
  return MessageNumber{static_cast<std::uint64_t>(from.number(member, 1, largest_number))};
}

/// A text that an entry of the access log can hold: what can't be logged can't be taken.
template <class Checked>
Result<std::string> parse_as(std::string_view text) {
  return CROSSROADS_TRY(Checked::parse(text)).text();
}

void write(JsonWriter& json, const run::AuthorisationVersion& version) {
  json.name("authorisation").open_object().member("name", version.name).member("textSha256", to_string(version.text)).close_object();
}
run::AuthorisationVersion read_version(Object from) {
  return {.name = from.required("name", parse_as<ledger::AuthorisationName>), .text = from.required("textSha256", Sha256::parse)};
}

void write_aid(JsonWriter& json, const Message& message) {
  if (!message.months.empty()) {
    json.name("months").open_array();
    for (const auto& [month, amount, nature] : message.months) {
      json.open_object().member("month", to_string(month));
      if (amount) json.member("amountCents", amount->count());
      if (nature) json.member("nature", code(nature_codes, *nature));
      json.close_object();
    }
    json.close_array();
  }
  if (!message.periods.empty()) {
    json.name("periods").open_array();
    for (const auto& [first, last] : message.periods)
      json.open_object().member("firstMonth", to_string(first)).member("lastMonth", to_string(last)).close_object();
    json.close_array();
  }
  if (message.quality) json.member("quality", code(quality_codes, *message.quality));
}
void read_aid(Object& from, Message& message) {
  if (from.has("months")) {
    for (auto& one : from.objects("months", 1, most_months)) {
      run::MonthAmount month{.month = one.required("month", Month::parse)};
      if (one.has("amountCents")) month.amount = domain::Cents(one.number("amountCents", 0, largest_amount));
      month.nature = one.optional_word<domain::Nature>("nature", nature_codes);
      message.months.push_back(month);
    }
  }
  if (from.has("periods")) {
    for (auto& one : from.objects("periods", 1, most_periods)) {
      const domain::MonthSpan span{one.required("firstMonth", Month::parse), one.required("lastMonth", Month::parse)};
      if (span.to < span.from) one.wrong(IssueType::invalid_period, "lastMonth", "not before the first month");
      message.periods.push_back(span);
    }
  }
  message.quality = from.optional_word<domain::Quality>("quality", quality_codes);
}

/// As the National Register has it: there are persons without a first name.
Result<std::string> parse_person_name(std::string_view text) {
  if (text.size() <= longest_person_name) return std::string(text);
  return failure({.what = "this name is too long", .expected = fmt::format("a text of at most {} bytes", longest_person_name)});
}

void write_identity(JsonWriter& json, const run::DisclosedIdentity& identity) {
  if (identity.last_name) json.member("lastName", *identity.last_name);
  if (identity.first_names) json.member("firstNames", *identity.first_names);
  if (identity.country_of_origin) json.member("countryOfOrigin", to_string(*identity.country_of_origin));
}
void read_identity(Object& from, run::DisclosedIdentity& identity) {
  identity.last_name = from.optional("lastName", parse_person_name);
  identity.first_names = from.optional("firstNames", parse_person_name);
  identity.country_of_origin = from.optional("countryOfOrigin", domain::Country::parse);
}

/// What both legs say of what a message is.
void write_heading(JsonWriter& json, const Message& message) {
  write(json, message.authorisation);
  json.member("category", message.category).member("purpose", message.purpose).member("kind", code(kind_codes, message.kind));
  json.member("month", to_string(message.month));
}
void read_heading(Object& from, Message& message) {
  message.authorisation = read_version(from.object("authorisation"));
  message.category = from.required("category", parse_as<ledger::Category>);
  message.purpose = from.required("purpose", parse_as<ledger::Purpose>);
  message.kind = from.word<MessageKind>("kind", kind_codes);
  message.month = from.required("month", Month::parse);
}

/// A correction or withdrawal names what it replaces, a new message nothing; and a withdrawal says nothing anew.
void check_kind(Object& from, const Message& message, bool replaces) {
  if ((message.kind != MessageKind::first) != replaces)
    from.wrong(replaces ? IssueType::unknown_input : IssueType::required_input, "replaces", "named by a correction or a withdrawal alone");
  if (message.kind != MessageKind::withdrawal) return;
  for (const auto* member : {"months", "periods", "quality", "lastName", "firstNames", "countryOfOrigin"}) {
    if (from.has(member)) from.wrong(IssueType::unknown_input, member, "not in a withdrawal");
  }
}

void write(JsonWriter& json, const HandOver& item) {
  const auto& message = item.message;
  json.open_object().member("type", type_codes[0]).member("number", written(item.number));
  if (message.replaces) json.member("replaces", written(*message.replaces));
  json.member("runMonth", to_string(item.run_month));
  if (!item.rule.empty()) json.member("rule", item.rule);
  write_heading(json, message);
  json.member("person", to_string(message.person));
  // Under which number the person may be named to the recipient, if at all.
  if (message.identity.niss) json.member("niss", to_string(*message.identity.niss));
  write_identity(json, message.identity);
  write_aid(json, message);
  json.close_object();
}

HandOver read_hand_over(Object& from, domain::Date today) {
  HandOver item;
  item.number = read_number(from, "number").value_or(MessageNumber{});
  if (!from.has("number")) from.wrong(IssueType::required_input, "number", "a positive whole number");
  item.run_month = from.required("runMonth", Month::parse);
  item.rule = from.optional("rule", parse_as<ledger::Rule>).value_or("");
  auto& message = item.message;
  message.replaces = read_number(from, "replaces");
  read_heading(from, message);
  message.person = from.required("person", national_register::number_reader(today));
  message.identity.niss = from.optional("niss", national_register::number_reader(today));
  read_identity(from, message.identity);
  read_aid(from, message);
  check_kind(from, message, message.replaces.has_value());
  return item;
}

}  // namespace

std::string to_json(const SourceItem& item) {
  JsonWriter json;
  if (const auto* message = std::get_if<HandOver>(&item)) {
    write(json, *message);
    return json.take();
  }
  const auto& end = std::get<RunEnd>(item);
  json.open_object().member("type", type_codes[1]).member("runMonth", to_string(end.month));
  write(json, end.authorisation);
  return json.close_object().take();
}

std::string to_json(const Relay& relay) {
  const auto& message = relay.message;
  JsonWriter json;
  json.open_object().member("ticket", to_string(relay.ticket.uuid));
  if (relay.number) json.member("number", written(*relay.number));
  if (relay.replaces) json.member("replaces", to_string(relay.replaces->uuid));
  if (relay.periods_alone) json.name("periodsAlone").truth(true);
  write_heading(json, message);
  if (message.identity.niss) json.member("niss", to_string(*message.identity.niss));
  if (!relay.periods_alone) write_identity(json, message.identity);
  Message aid = message;
  if (relay.periods_alone) {
    aid.months.clear();
    aid.quality.reset();
  }
  write_aid(json, aid);
  return json.close_object().take();
}

SourceItem read_source_item(Object& from, domain::Date today) {
  if (from.word<std::size_t>("type", type_codes) == 0) return read_hand_over(from, today);
  return RunEnd{.authorisation = read_version(from.object("authorisation")), .month = from.required("runMonth", Month::parse)};
}

Relay read_relay(Object& from, domain::Date today) {
  Relay relay;
  relay.ticket = {from.required("ticket", Uuid::parse)};
  relay.number = read_number(from, "number");
  if (const auto replaces = from.optional("replaces", Uuid::parse)) relay.replaces = domain::Ticket{*replaces};
  if (from.has("periodsAlone")) relay.periods_alone = from.truth("periodsAlone");
  auto& message = relay.message;
  read_heading(from, message);
  message.identity.niss = from.optional("niss", national_register::number_reader(today));
  if (message.identity.niss) message.person = *message.identity.niss;
  read_identity(from, message.identity);
  read_aid(from, message);
  check_kind(from, message, from.has("replaces"));
  if (!relay.number && message.kind != MessageKind::withdrawal)
    from.wrong(IssueType::required_input, "number", "the source's number, but of a withdrawal");
  if (!relay.periods_alone) return relay;
  if (message.kind != MessageKind::correction) from.wrong(IssueType::invalid_structure, "periodsAlone", "of a correction alone");
  for (const auto* member : {"months", "quality", "lastName", "firstNames", "countryOfOrigin"}) {
    if (from.has(member)) from.wrong(IssueType::unknown_input, member, "not where periods alone are corrected");
  }
  return relay;
}

Result<SourceItem> read_source_item(std::string_view json, domain::Date today) {
  service::Body body(json);
  auto root = body.root();
  auto item = read_source_item(root, today);
  const auto issues = body.issues();
  if (issues.empty()) return item;
  return failure({.what = "this is no item of a push", .field = issues.front().name, .expected = issues.front().detail});
}

std::string batch_of(std::span<const std::string_view> items) {
  JsonWriter json;
  json.open_object().name("items").open_array();
  for (const auto item : items) json.raw(item);
  return json.close_array().close_object().take();
}

}  // namespace crossroads::exchange::push
