#include "store/sqlite/message_table.hpp"

#include <fmt/format.h>

#include "store/sqlite/message_contents.hpp"

namespace crossroads::store::sqlite {

namespace {

/// But for what a message says, which comes behind.
constexpr std::string_view heading_columns = "run, heading, kind, replaces";

}  // namespace

MessageTable::MessageTable(Database& database, Side side)
    : database_(database),
      side_(side),
      table_(side == Side::source ? "handed_over" : "relayed"),
      key_(side == Side::source ? "number" : "position") {}

Result<std::int64_t> MessageTable::next_key() {
  return database_.number(fmt::format("SELECT coalesce(max({}), 0) + 1 FROM {}", key_, table_));
}

Result<void> MessageTable::append(std::int64_t key, const RecordedMessage& row, std::int64_t authorisation, std::int64_t heading) {
  const run::Message& message = row.message;
  if ((message.kind == run::MessageKind::first) != !message.replaces) {
    return std::unexpected(refused(message.replaces ? "a new message replaces none, but this one names one"
                                                    : "a correction or withdrawal must name the message that it replaces",
                                   message));
  }
  if (message.replaces) CROSSROADS_CHECK(close_replaced(key, message, authorisation));
  return insert(key, row, authorisation, heading);
}

Result<void> MessageTable::close_replaced(std::int64_t key, const run::Message& message, std::int64_t authorisation) {
  if (!find_standing_) {
    find_standing_ = CROSSROADS_TRY(database_.prepare(
        fmt::format("SELECT {}, authorisation, month FROM {} WHERE number = ? AND kind <> 2 AND replaced_by IS NULL", key_, table_)));
    close_ = CROSSROADS_TRY(database_.prepare(fmt::format("UPDATE {} SET replaced_by = ? WHERE {} = ?", table_, key_)));
  }
  find_standing_->bind(0, to_column(*message.replaces));
  const Reading reading(*find_standing_);
  if (!CROSSROADS_TRY(find_standing_->step())) return std::unexpected(refused("the message to replace does not stand", message));
  if (find_standing_->number(1) != authorisation || find_standing_->number(2) != to_column(message.month)) {
    return std::unexpected(refused("the message to replace is of another authorisation or month", message));
  }
  close_->bind(0, key).bind(1, find_standing_->number(0));
  return close_->run();
}

Result<void> MessageTable::insert(std::int64_t key, const RecordedMessage& row, std::int64_t authorisation, std::int64_t heading) {
  if (!insert_) {
    insert_ = CROSSROADS_TRY(database_.prepare(fmt::format(
        "INSERT INTO {} ({}, authorisation, {}, {}{}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?{}) ON CONFLICT DO NOTHING",
        table_, key_, heading_columns, content_columns, side_ == Side::hub ? ", ticket, number" : "", side_ == Side::hub ? ", ?, ?" : "")));
  }
  const run::Message& message = row.message;
  const MessageContents contents(message);
  insert_->bind(0, key).bind(1, authorisation).bind(2, to_column(row.run)).bind(3, heading).bind(4, to_column(message.kind));
  insert_->bind(5, to_column(message.replaces));
  contents.bind(*insert_, 6);
  if (side_ == Side::hub) { insert_->bind(15, std::span<const std::uint8_t>(row.ticket->uuid.bytes())).bind(16, to_column(row.number)); }
  CROSSROADS_CHECK(insert_->run());
  if (database_.changes() == 0) {
    return std::unexpected(refused(side_ == Side::source
                                       ? "a message stands already for this person and month"
                                       : "a message stands already for this person and month, or with this number, or the ticket is taken",
                                   message));
  }
  return {};
}

Result<void> MessageTable::standing(std::string_view authorisation, domain::Month up_to, const Dictionaries& dictionaries,
                                    const Visit& visit) {
  auto rows =
      CROSSROADS_TRY(database_.prepare(fmt::format("{} WHERE authorisation = (SELECT authorisation FROM authorisations WHERE name = ?) AND "
                                                   "kind <> 2 AND replaced_by IS NULL AND month <= ? "
                                                   "ORDER BY person, month",
                                                   select())));
  rows.bind(0, authorisation).bind(1, to_column(up_to));
  return visit_all(rows, dictionaries, visit);
}

Result<void> MessageTable::with_keys(std::span<const run::MessageNumber> numbers, const Dictionaries& dictionaries, const Visit& visit) {
  auto row = CROSSROADS_TRY(database_.prepare(fmt::format("{} WHERE {} = ?", select(), key_)));
  for (const run::MessageNumber number : numbers) {
    row.bind(0, to_column(number));
    const Reading reading(row);
    if (!CROSSROADS_TRY(row.step())) {
      return failure({.what = "there is no message with this number",
                      .place = {.file = database_.path().string()},
                      .field = "number",
                      .value = std::to_string(to_column(number))});
    }
    CROSSROADS_CHECK(visit(CROSSROADS_TRY(read(row, dictionaries))));
  }
  return {};
}

Result<void> MessageTable::every(std::optional<run::RunId> run, const Dictionaries& dictionaries, const Visit& visit) {
  auto rows = CROSSROADS_TRY(database_.prepare(fmt::format("{} {} ORDER BY {}", select(), run ? "WHERE run = ?" : "", key_)));
  if (run) rows.bind(0, to_column(*run));
  return visit_all(rows, dictionaries, visit);
}

Result<void> MessageTable::visit_all(Statement& rows, const Dictionaries& dictionaries, const Visit& visit) const {
  while (CROSSROADS_TRY(rows.step())) { CROSSROADS_CHECK(visit(CROSSROADS_TRY(read(rows, dictionaries)))); }
  return {};
}

Result<RecordedMessage> MessageTable::read(Statement& row, const Dictionaries& dictionaries) const {
  Columns columns(row);
  RecordedMessage recorded;
  run::Message& message = recorded.message;
  const std::int64_t key = columns.number();
  const std::int64_t run = columns.number();
  const std::int64_t heading = columns.number();
  message.kind = columns.word(run::MessageKind::first, run::MessageKind::withdrawal);
  message.replaces = columns.optional([&] { return static_cast<run::MessageNumber>(columns.number()); });
  const bool readable = read_contents(columns, message);
  if (side_ == Side::hub) {
    recorded.ticket = columns.ticket();
    recorded.number = columns.optional([&] { return static_cast<run::MessageNumber>(columns.number()); });
  } else {
    recorded.number = static_cast<run::MessageNumber>(key);
  }
  const auto of_run = dictionaries.runs.find(run);
  const auto of_heading = dictionaries.headings.find(heading);
  if (!readable || !columns.ok() || of_run == dictionaries.runs.end() || of_heading == dictionaries.headings.end()) {
    return std::unexpected(database_.damaged(fmt::format("row {} of {} holds a value that no run writes", key, table_)));
  }
  message.authorisation = of_run->second.record.authorisation;
  message.category = of_heading->second.category;
  message.purpose = of_heading->second.purpose;
  recorded.run = of_run->second.record.id;
  return recorded;
}

std::string MessageTable::select() const {
  return fmt::format("SELECT {}, {}, {}{} FROM {}", key_, heading_columns, content_columns, side_ == Side::hub ? ", ticket, number" : "",
                     table_);
}

Problem MessageTable::refused(std::string what, const run::Message& message) const {
  std::string which = message.authorisation.name + " " + to_string(message.month) + " " + to_string(message.person);
  if (message.replaces) which += fmt::format(" for number {}", to_column(*message.replaces));
  return {.what = std::move(what),
          .place = {.file = database_.path().string()},
          .field = "message",
          .value = std::move(which),
          .kept = "no message of the batch was recorded"};
}

}  // namespace crossroads::store::sqlite
