#include "store/sqlite/desk_record.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>

#include "store/sqlite/columns.hpp"
#include "store/sqlite/message_contents.hpp"
#include "store/sqlite/message_dictionaries.hpp"

namespace crossroads::store::sqlite {

using domain::Ticket;
using transit::Received;

namespace {

constexpr std::string_view stands = "kind <> 2 AND replaced_by IS NULL";  // as the index says it

/// What stands and fits. `from`: in which order SQLite is to walk, where it would not find the short way by itself.
std::string select(std::string_view from, std::string_view where, std::string_view order = "") {
  return fmt::format(
      "SELECT receipt, ticket, number, received, name, sha256, category, purpose, kind, replaces, {} FROM {} "
      "JOIN authorisation_texts USING (text) JOIN headings USING (heading) WHERE {}{} {}",
      content_columns, from, stands, where, order);
}

/// From the few authorisations to the rows of each.
constexpr std::string_view along_index = "authorisations CROSS JOIN desk_received INDEXED BY desk_received_standing USING (authorisation)";

}  // namespace

SqliteDeskRecord::SqliteDeskRecord(Database& database)
    : database_(database),
      find_(database, "SELECT 1 FROM desk_received WHERE ticket = ?"),
      standing_(database, select("desk_received JOIN authorisations USING (authorisation)", " AND ticket = ?")),
      last_(database, "SELECT coalesce(max(receipt), 0) FROM desk_received"),
      add_(database, fmt::format("INSERT INTO desk_received (receipt, ticket, number, received, authorisation, text, heading, kind, "
                                 "replaces, {}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                                 content_columns)),
      close_(database, fmt::format("UPDATE desk_received SET replaced_by = ? WHERE ticket = ? AND {}", stands)),
      about_(database, select(along_index, " AND person = ?")) {}

Result<std::vector<bool>> SqliteDeskRecord::received(std::span<const Ticket> tickets) {
  Statement& find = *CROSSROADS_TRY(find_.ready());
  std::vector<bool> received;
  received.reserve(tickets.size());
  for (const Ticket& ticket : tickets) {
    find.bind(0, std::span<const std::uint8_t>(ticket.uuid.bytes()));
    const Reading reading(find);
    received.push_back(CROSSROADS_TRY(find.step()));
  }
  return received;
}

Result<std::optional<Received>> SqliteDeskRecord::standing(const Ticket& ticket) {
  Statement& find = *CROSSROADS_TRY(standing_.ready());
  find.bind(0, std::span<const std::uint8_t>(ticket.uuid.bytes()));
  const Reading reading(find);
  if (!CROSSROADS_TRY(find.step())) return std::nullopt;
  return CROSSROADS_TRY(read(find));
}

Result<void> SqliteDeskRecord::add(std::span<const Received> messages) {
  if (messages.empty()) return {};
  auto transaction = CROSSROADS_TRY(Transaction::begin(database_));
  std::int64_t receipt = 0;
  {
    Statement& last = *CROSSROADS_TRY(last_.ready());
    const Reading reading(last);
    if (CROSSROADS_TRY(last.step())) receipt = last.number(0);
  }
  // Of this batch alone: what it adds to the dictionaries is gone again where the batch is refused.
  Headings headings(database_);
  std::map<std::pair<std::string_view, Sha256>, TextNumber> texts;
  Statement& add = *CROSSROADS_TRY(add_.ready());
  for (const Received& one : messages) {
    const run::Message& message = one.message;
    ++receipt;
    CROSSROADS_CHECK(close_replaced(receipt, one));
    const auto heading = CROSSROADS_TRY(headings.number(message));
    const auto& version = message.authorisation;
    auto text = texts.find({version.name, version.text});
    if (text == texts.end())
      text = texts.emplace(std::pair(std::string_view(version.name), version.text), CROSSROADS_TRY(number_of(database_, version))).first;

    const MessageContents contents(message);
    add.bind(0, receipt).bind(1, std::span<const std::uint8_t>(one.ticket.uuid.bytes())).bind(2, to_column(one.number));
    add.bind(3, to_column(one.at)).bind(4, text->second.authorisation).bind(5, text->second.text).bind(6, heading);
    add.bind(7, to_column(message.kind));
    if (one.replaces) {
      add.bind(8, std::span<const std::uint8_t>(one.replaces->uuid.bytes()));
    } else {
      add.bind_null(8);
    }
    contents.bind(add, 9);
    CROSSROADS_CHECK(add.run());
    if (database_.changes() != 1) return std::unexpected(refused("this message was received already", one.ticket, "a ticket that is new"));
  }
  return transaction.commit();
}

Result<void> SqliteDeskRecord::close_replaced(std::int64_t receipt, const Received& by) {
  if ((by.message.kind == run::MessageKind::first) != !by.replaces) {
    return std::unexpected(refused(by.replaces ? "a new message replaces none, but this one names one"
                                               : "a correction or withdrawal must name the message that it replaces",
                                   by.ticket, by.replaces ? "no ticket to replace" : "the ticket to replace"));
  }
  if (!by.replaces) return {};
  Statement& close = *CROSSROADS_TRY(close_.ready());
  close.bind(0, receipt).bind(1, std::span<const std::uint8_t>(by.replaces->uuid.bytes()));
  CROSSROADS_CHECK(close.run());
  if (database_.changes() == 1) return {};
  return std::unexpected(refused("the message to replace does not stand", *by.replaces, "the ticket of a message that stands"));
}

Result<void> SqliteDeskRecord::about(std::span<const domain::Niss> numbers, const Visit& visit) {
  std::vector<domain::Niss> once(numbers.begin(), numbers.end());
  std::ranges::sort(once);
  once.erase(std::ranges::unique(once).begin(), once.end());
  // All of it first, so that the visitor may ask the record other things.
  std::vector<std::pair<std::int64_t, Received>> found;
  for (const auto number : once) {
    Statement& rows = *CROSSROADS_TRY(about_.ready());
    rows.bind(0, to_column(number));
    const Reading reading(rows);
    while (CROSSROADS_TRY(rows.step())) found.emplace_back(rows.number(0), CROSSROADS_TRY(read(rows)));
  }
  std::ranges::sort(found, {}, [](const auto& one) {
    return std::tuple(std::string_view(one.second.message.authorisation.name), one.second.message.month, one.first);
  });
  for (auto& [receipt, received] : found) CROSSROADS_CHECK(visit(std::move(received)));
  return {};
}

Result<void> SqliteDeskRecord::every(const Visit& visit) {
  auto rows = CROSSROADS_TRY(database_.prepare(select(along_index, "", "ORDER BY name, person, month, receipt")));
  while (CROSSROADS_TRY(rows.step())) CROSSROADS_CHECK(visit(CROSSROADS_TRY(read(rows))));
  return {};
}

Result<Received> SqliteDeskRecord::read(const Statement& row) const {
  Columns columns(row);
  Received received;
  run::Message& message = received.message;
  const std::int64_t receipt = columns.number();
  received.ticket = columns.ticket();
  received.number = columns.optional([&] { return static_cast<domain::MessageNumber>(columns.number()); });
  received.at = columns.instant();
  message.authorisation.name = columns.text();
  message.authorisation.text = columns.digest();
  message.category = columns.text();
  message.purpose = columns.text();
  message.kind = columns.word(run::MessageKind::first, run::MessageKind::withdrawal);
  received.replaces = columns.optional([&] { return columns.ticket(); });
  if (!read_contents(columns, message))
    return std::unexpected(database_.damaged(fmt::format("row {} of desk_received holds a value that no push writes", receipt)));
  return received;
}

Problem SqliteDeskRecord::refused(std::string what, const Ticket& ticket, std::string expected) const {
  return {.what = std::move(what),
          .place = {.file = database_.path().string()},
          .field = "ticket",
          .value = to_string(ticket.uuid),
          .expected = std::move(expected),
          .kept = "no message of the batch was recorded"};
}

}  // namespace crossroads::store::sqlite
