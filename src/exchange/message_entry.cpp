#include "exchange/message_entry.hpp"

#include <algorithm>

#include "law/syntax/disclosure.hpp"

namespace crossroads::exchange {
namespace {

using ledger::Entry;
using ledger::Event;
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

Result<Entry> heading(const Occasion& occasion, const ledger::Batch& batch, const run::Basis& basis) {
  Entry entry{.batch = batch,
              .trace = occasion.trace,
              .role = ledger::SubjectRole::subject,
              .authorisation = occasion.authorisation,
              .paragraphs = basis.paragraphs,
              .purpose = occasion.purpose};
  if (!basis.category.empty()) entry.category = CROSSROADS_TRY(ledger::Category::parse(basis.category));
  if (!basis.rule.empty()) entry.rule = CROSSROADS_TRY(ledger::Rule::parse(basis.rule));
  return entry;
}

}  // namespace

std::vector<ledger::FieldName> disclosed_fields_of(const Message& message) {
  std::vector<ledger::FieldName> fields;
  for (const auto& [field, in] : push_fields) {
    if (in(message)) fields.push_back(ledger::FieldName::parse(law::field_names[static_cast<std::size_t>(field)]).value());
  }
  return fields;
}

Result<Entry> entry_of(const Occasion& occasion, const ledger::Batch& batch, const Message& message, const run::Basis& basis) {
  auto entry = CROSSROADS_TRY(heading(occasion, batch, basis));
  entry.event = event_of(message.kind);
  entry.subject = message.person;
  entry.fields = disclosed_fields_of(message);
  entry.withheld = static_cast<std::uint32_t>(std::size(push_fields) - entry.fields.size());
  return entry;
}

Result<Entry> entry_of(const Occasion& occasion, const ledger::Batch& batch, const run::Struck& struck, const run::Basis& basis) {
  static const auto excluded = ledger::Outcome::parse("exclude").value();
  static const auto withheld = ledger::Outcome::parse("withhold").value();
  auto entry = CROSSROADS_TRY(heading(occasion, batch, basis));
  entry.event = Event::struck;
  entry.message = struck.number;
  entry.sender = occasion.parties.source;
  entry.recipient = occasion.parties.hub;
  entry.subject = struck.person;
  entry.outcome = struck.unknown ? withheld : excluded;
  return entry;
}

}  // namespace crossroads::exchange
