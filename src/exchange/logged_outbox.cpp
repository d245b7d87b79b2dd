#include "exchange/logged_outbox.hpp"

#include <fmt/format.h>

namespace crossroads::exchange {
namespace {

using ledger::Entry;
using ledger::Event;
using ledger::LogEntry;
using run::Message;
using run::MessageKind;

/// The fields of a push, as the law calls them, and whether a message holds one.
struct Disclosed {
  law::Field field;
  bool (*in)(const Message&);
};
constexpr Disclosed push_fields[] = {
    {law::Field::niss, [](const Message& m) { return m.identity.niss.has_value(); }},
    {law::Field::last_name, [](const Message& m) { return m.identity.last_name.has_value(); }},
    {law::Field::first_names, [](const Message& m) { return m.identity.first_names.has_value(); }},
    {law::Field::country_of_origin, [](const Message& m) { return m.identity.country_of_origin.has_value(); }},
    {law::Field::nature,
     [](const Message& m) { return std::ranges::any_of(m.months, [](const auto& one) { return one.nature.has_value(); }); }},
    {law::Field::amount,
     [](const Message& m) { return std::ranges::any_of(m.months, [](const auto& one) { return one.amount.has_value(); }); }},
    {law::Field::periods, [](const Message& m) { return !m.periods.empty(); }},
    {law::Field::quality, [](const Message& m) { return m.quality.has_value(); }},
};

Event event_of(MessageKind kind) {
  switch (kind) {
    case MessageKind::first: return Event::sent;
    case MessageKind::correction: return Event::corrected;
    case MessageKind::withdrawal: return Event::withdrawn;
  }
  return Event::sent;
}

Result<Entry> heading(const Occasion& occasion, run::RunId run, const run::Basis& basis) {
  Entry entry{.batch = CROSSROADS_TRY(ledger::Batch::parse(fmt::format("run-{}", static_cast<std::uint64_t>(run)))),
              .trace = occasion.trace,
              .role = ledger::SubjectRole::subject,
              .authorisation = occasion.authorisation,
              .paragraphs = basis.paragraphs,
              .purpose = occasion.purpose};
  if (!basis.category.empty()) entry.category = CROSSROADS_TRY(ledger::Category::parse(basis.category));
  if (!basis.rule.empty()) entry.rule = CROSSROADS_TRY(ledger::Rule::parse(basis.rule));
  return entry;
}

Result<Entry> about(const Occasion& occasion, run::RunId run, const Message& message, const run::Basis& basis) {
  auto entry = CROSSROADS_TRY(heading(occasion, run, basis));
  entry.event = event_of(message.kind);
  entry.subject = message.person;
  entry.withheld = 0;
  for (const auto& [field, in] : push_fields) {
    if (in(message)) entry.fields.push_back(CROSSROADS_TRY(ledger::FieldName::parse(law::field_names[static_cast<std::size_t>(field)])));
    else ++*entry.withheld;
  }
  return entry;
}

}  // namespace

Result<std::vector<run::MessageNumber>> LoggedOutbox::hand_over(run::RunId run, std::span<const Message> batch, EachBasis bases) {
  std::vector<run::MessageNumber> numbers;
  const auto act = [&]() -> Result<std::vector<LogEntry>> {
    numbers = CROSSROADS_TRY(records_.hand_over(run, batch));
    std::vector<LogEntry> sent;
    for (std::size_t i = 0; i < batch.size(); ++i) {
      auto entry = CROSSROADS_TRY(about(occasion_, run, batch[i], *bases[i]));
      entry.message = numbers[i];
      entry.sender = occasion_.parties.source;
      entry.recipient = occasion_.parties.hub;
      sent.push_back({.entry = std::move(entry)});
    }
    return sent;
  };
  CROSSROADS_CHECK(source_.append_with(act));
  return numbers;
}

Result<void> LoggedOutbox::relay(run::RunId run, std::span<const run::Relayed> batch, EachBasis bases) {
  std::vector<LogEntry> entries;
  for (std::size_t i = 0; i < batch.size(); ++i) {
    auto entry = CROSSROADS_TRY(about(occasion_, run, batch[i].message, *bases[i]));
    entry.message = batch[i].number;
    entry.ticket = batch[i].ticket;
    entry.sender = occasion_.parties.hub;
    entry.recipient = occasion_.parties.recipient;
    entries.push_back({.entry = std::move(entry)});
  }
  CROSSROADS_CHECK(hub_.append(entries, [&] { return records_.relay(run, batch); }));
  return {};
}

Result<void> LoggedOutbox::strike(run::RunId run, std::span<const run::Struck> batch, EachBasis bases) {
  static const auto excluded = ledger::Outcome::parse("exclude").value();
  static const auto withheld = ledger::Outcome::parse("withhold").value();
  std::vector<LogEntry> entries;
  std::vector<run::MessageNumber> numbers;
  for (std::size_t i = 0; i < batch.size(); ++i) {
    auto entry = CROSSROADS_TRY(heading(occasion_, run, *bases[i]));
    entry.event = Event::struck;
    entry.message = batch[i].number;
    entry.sender = occasion_.parties.source;
    entry.recipient = occasion_.parties.hub;
    entry.subject = batch[i].person;
    entry.outcome = batch[i].unknown ? withheld : excluded;
    entries.push_back({.entry = std::move(entry)});
    numbers.push_back(batch[i].number);
  }
  CROSSROADS_CHECK(hub_.append(entries, [&] { return records_.strike(run, numbers); }));
  return {};
}

}  // namespace crossroads::exchange
