#include "store/sqlite/message_store.hpp"

#include <fmt/format.h>

#include "store/sqlite/columns.hpp"
#include "store/sqlite/message_dictionaries.hpp"

namespace crossroads::store::sqlite {

SqliteMessageStore::SqliteMessageStore(Database& database)
    : database_(database), handed_over_(database, MessageTable::Side::source), relayed_(database, MessageTable::Side::hub) {}

Result<run::RunId> SqliteMessageStore::begin_run(const run::AuthorisationVersion& authorisation, domain::Month month, Instant started) {
  auto transaction = CROSSROADS_TRY(Transaction::begin(database_));
  const std::int64_t text = CROSSROADS_TRY(number_of(database_, authorisation)).text;
  auto insert = CROSSROADS_TRY(database_.prepare("INSERT INTO runs (text, month, started) VALUES (?, ?, ?)"));
  insert.bind(0, text).bind(1, to_column(month)).bind(2, to_column(started));
  CROSSROADS_CHECK(insert.run());
  const auto run = static_cast<run::RunId>(database_.last_row());
  CROSSROADS_CHECK(transaction.commit());
  return run;
}

Result<void> SqliteMessageStore::finish_run(run::RunId run, Instant finished) {
  auto transaction = CROSSROADS_TRY(Transaction::begin(database_));
  static_cast<void>(CROSSROADS_TRY(open_run(run)));
  auto update = CROSSROADS_TRY(database_.prepare("UPDATE runs SET finished = ? WHERE run = ?"));
  update.bind(0, to_column(finished)).bind(1, to_column(run));
  CROSSROADS_CHECK(update.run());
  return transaction.commit();
}

Result<std::vector<run::RunRecord>> SqliteMessageStore::runs() {
  auto known = CROSSROADS_TRY(dictionaries());
  std::vector<run::RunRecord> runs;
  for (auto& [number, run] : known.runs) runs.push_back(std::move(run.record));
  return runs;
}

Result<Dictionaries> SqliteMessageStore::dictionaries() {
  Dictionaries known;
  auto runs =
      CROSSROADS_TRY(database_.prepare("SELECT run, month, started, finished, authorisation, name, sha256 FROM runs JOIN "
                                       "authorisation_texts USING (text) JOIN authorisations USING (authorisation)"));
  while (CROSSROADS_TRY(runs.step())) {
    Columns columns(runs);
    const std::int64_t number = columns.number();
    Dictionaries::Run& run = known.runs[number];
    run.record.id = static_cast<run::RunId>(number);
    run.record.month = columns.month();
    run.record.started = columns.instant();
    run.record.finished = columns.optional([&] { return columns.instant(); });
    run.authorisation = columns.number();
    run.record.authorisation.name = columns.text();
    run.record.authorisation.text = columns.digest();
    if (!columns.ok()) return std::unexpected(database_.damaged(fmt::format("run {} holds a value that no run writes", number)));
  }
  auto headings = CROSSROADS_TRY(database_.prepare("SELECT heading, category, purpose FROM headings"));
  while (CROSSROADS_TRY(headings.step())) {
    known.headings.emplace(headings.number(0), Dictionaries::Heading{std::string(headings.text(1)), std::string(headings.text(2))});
  }
  return known;
}

Result<Dictionaries::Run> SqliteMessageStore::open_run(run::RunId run) {
  auto known = CROSSROADS_TRY(dictionaries());
  const auto found = known.runs.find(to_column(run));
  if (found == known.runs.end() || found->second.record.finished) {
    return failure({.what = found == known.runs.end() ? "there is no such run" : "this run is finished",
                    .place = {.file = database_.path().string()},
                    .field = "run",
                    .value = std::to_string(to_column(run)),
                    .kept = "nothing was recorded"});
  }
  return std::move(found->second);
}

Result<void> SqliteMessageStore::append(MessageTable& table, run::RunId run, std::span<const RecordedMessage> rows) {
  const auto open = CROSSROADS_TRY(open_run(run));
  auto key = CROSSROADS_TRY(table.next_key());
  Headings headings(database_);
  for (const RecordedMessage& row : rows) {
    if (row.message.authorisation != open.record.authorisation) {
      return failure({.what = "a message is under another authorisation than its run",
                      .place = {.file = database_.path().string()},
                      .field = "authorisation",
                      .value = row.message.authorisation.name,
                      .expected = open.record.authorisation.name,
                      .kept = "no message of the batch was recorded"});
    }
    CROSSROADS_CHECK(table.append(key++, row, open.authorisation, CROSSROADS_TRY(headings.number(row.message))));
  }
  return {};
}

Result<std::vector<run::MessageNumber>> SqliteMessageStore::hand_over(run::RunId run, std::span<const run::Message> batch) {
  auto transaction = CROSSROADS_TRY(Transaction::begin(database_));
  std::vector<RecordedMessage> rows;
  std::vector<run::MessageNumber> numbers;
  auto number = CROSSROADS_TRY(handed_over_.next_key());
  for (const run::Message& message : batch) {
    numbers.push_back(static_cast<run::MessageNumber>(number++));
    rows.push_back({.number = numbers.back(), .run = run, .message = message});
  }
  CROSSROADS_CHECK(append(handed_over_, run, rows));
  CROSSROADS_CHECK(transaction.commit());
  return numbers;
}

Result<void> SqliteMessageStore::relay(run::RunId run, std::span<const run::Relayed> batch) {
  auto transaction = CROSSROADS_TRY(Transaction::begin(database_));
  std::vector<RecordedMessage> rows;
  for (const run::Relayed& relayed : batch) {
    if (!relayed.number && relayed.message.kind != run::MessageKind::withdrawal) {
      return failure({.what = "only a withdrawal of the hub's own has no number of the source",
                      .place = {.file = database_.path().string()},
                      .field = "number",
                      .kept = "no message of the batch was recorded"});
    }
    rows.push_back({.ticket = relayed.ticket, .number = relayed.number, .run = run, .message = relayed.message});
  }
  CROSSROADS_CHECK(append(relayed_, run, rows));
  return transaction.commit();
}

Result<void> SqliteMessageStore::strike(run::RunId run, std::span<const run::MessageNumber> numbers) {
  auto transaction = CROSSROADS_TRY(Transaction::begin(database_));
  static_cast<void>(CROSSROADS_TRY(open_run(run)));
  auto find = CROSSROADS_TRY(
      database_.prepare("SELECT (SELECT count(*) FROM handed_over WHERE number = ?1), (SELECT count(*) FROM struck WHERE number = ?1)"));
  auto insert = CROSSROADS_TRY(database_.prepare("INSERT INTO struck (number, run) VALUES (?, ?)"));
  for (const auto number : numbers) {
    find.bind(0, to_column(number));
    static_cast<void>(CROSSROADS_TRY(find.step()));
    const bool given = find.number(0) == 1, noted = find.number(1) == 1;
    find.reset();
    if (!given || noted) {
      return failure({.what = given ? "this message is struck already" : "there is no message with this number",
                      .place = {.file = database_.path().string()},
                      .field = "number",
                      .value = std::to_string(to_column(number)),
                      .kept = "nothing of the batch was recorded"});
    }
    insert.bind(0, to_column(number)).bind(1, to_column(run));
    CROSSROADS_CHECK(insert.run());
  }
  return transaction.commit();
}

Result<std::vector<run::MessageNumber>> SqliteMessageStore::struck(std::string_view authorisation) {
  auto find = CROSSROADS_TRY(
      database_.prepare("SELECT struck.number FROM struck JOIN handed_over USING (number) JOIN authorisations USING (authorisation) "
                        "WHERE name = ? ORDER BY struck.number"));
  find.bind(0, authorisation);
  std::vector<run::MessageNumber> numbers;
  while (CROSSROADS_TRY(find.step())) numbers.push_back(static_cast<run::MessageNumber>(find.number(0)));
  return numbers;
}

Result<void> SqliteMessageStore::standing_handed_over(std::string_view authorisation, domain::Month up_to, const VisitHandedOver& visit) {
  return handed_over_.standing(authorisation, up_to, CROSSROADS_TRY(dictionaries()),
                               [&](RecordedMessage&& row) { return visit({*row.number, row.run, std::move(row.message)}); });
}

Result<void> SqliteMessageStore::standing_relayed(std::string_view authorisation, domain::Month up_to, const VisitRelayed& visit) {
  return relayed_.standing(authorisation, up_to, CROSSROADS_TRY(dictionaries()),
                           [&](RecordedMessage&& row) { return visit({*row.ticket, row.number, row.run, std::move(row.message)}); });
}

Result<std::vector<run::HandedOver>> SqliteMessageStore::handed_over(std::span<const run::MessageNumber> numbers) {
  std::vector<run::HandedOver> messages;
  messages.reserve(numbers.size());
  CROSSROADS_CHECK(handed_over_.with_keys(numbers, CROSSROADS_TRY(dictionaries()), [&](RecordedMessage&& row) -> Result<void> {
    messages.push_back({*row.number, row.run, std::move(row.message)});
    return {};
  }));
  return messages;
}

Result<void> SqliteMessageStore::every_handed_over(std::optional<run::RunId> run, const VisitHandedOver& visit) {
  return handed_over_.every(run, CROSSROADS_TRY(dictionaries()),
                            [&](RecordedMessage&& row) { return visit({*row.number, row.run, std::move(row.message)}); });
}

Result<void> SqliteMessageStore::every_relayed(std::optional<run::RunId> run, const VisitRelayed& visit) {
  return relayed_.every(run, CROSSROADS_TRY(dictionaries()),
                        [&](RecordedMessage&& row) { return visit({*row.ticket, row.number, row.run, std::move(row.message)}); });
}

}  // namespace crossroads::store::sqlite
