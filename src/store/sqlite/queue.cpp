#include "store/sqlite/queue.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include "store/sqlite/columns.hpp"

namespace crossroads::store::sqlite {

using namespace transit;

namespace {

/// Why something may not go. Stored values, which the statements below name.
enum class Aside : std::int64_t { parked = 0, behind = 1 };

/// A number of rows as SQLite takes it.
std::int64_t limit_of(std::size_t most) {
  return static_cast<std::int64_t>(std::min<std::size_t>(most, std::numeric_limits<std::int64_t>::max()));
}

}  // namespace

// The indexes are named: SQLite would else find the rows that may go by walking over all rows.
SqliteQueue::SqliteQueue(Database& database)
    : database_(database),
      place_(database, "SELECT next FROM outgoing_place"),
      take_places_(database, "UPDATE outgoing_place SET next = next + ?"),
      add_(database, "INSERT INTO outgoing (position, name, line, added, aside, text) VALUES (?, ?, ?, ?, ?, ?)"),
      next_(database, "SELECT position, line, text FROM outgoing INDEXED BY outgoing_ready WHERE aside IS NULL ORDER BY position LIMIT ?"),
      forget_(database, "DELETE FROM outgoing WHERE position = ?"),
      any_parked_(database, "SELECT EXISTS (SELECT 1 FROM outgoing INDEXED BY outgoing_aside WHERE aside = 0)"),
      parked_of_(database, "SELECT EXISTS (SELECT 1 FROM outgoing INDEXED BY outgoing_line WHERE line = ? AND aside = 0)"),
      line_of_parked_(database, "SELECT line FROM outgoing WHERE position = ? AND aside = 0"),
      free_line_(database,
                 "UPDATE outgoing SET aside = NULL WHERE line = ?1 AND aside = 1 AND position < "
                 "coalesce((SELECT min(position) FROM outgoing WHERE line = ?1 AND aside = 0), 9223372036854775807)"),
      park_(database, "UPDATE outgoing SET aside = 0, parked = ?, problem = ? WHERE position = ? AND aside IS NOT 0"),
      hold_line_(database,
                 "UPDATE outgoing SET aside = 1 WHERE line = (SELECT line FROM outgoing WHERE position = ?1) AND aside IS NULL "
                 "AND position > ?1"),
      count_(database, "SELECT count(*) FROM (SELECT 1 FROM outgoing LIMIT ?)"),
      every_(database, "SELECT position, name, line, added, aside, parked, problem, text FROM outgoing ORDER BY position"),
      forget_every_(database, "DELETE FROM outgoing"),
      put_back_(database,
                "INSERT INTO outgoing (position, name, line, added, aside, parked, problem, text) VALUES (?, ?, ?, ?, ?, ?, ?, ?)") {}

Result<bool> SqliteQueue::any_parked() {
  Statement& any = *CROSSROADS_TRY(any_parked_.ready());
  const Reading reading(any);
  return CROSSROADS_TRY(any.step()) && any.number(0) == 1;
}

Result<bool> SqliteQueue::parked_of(std::int64_t line) {
  Statement& parked = *CROSSROADS_TRY(parked_of_.ready());
  parked.bind(0, line);
  const Reading reading(parked);
  return CROSSROADS_TRY(parked.step()) && parked.number(0) == 1;
}

Result<std::optional<std::int64_t>> SqliteQueue::line_of_parked(Position position) {
  Statement& find = *CROSSROADS_TRY(line_of_parked_.ready());
  find.bind(0, to_column(position));
  const Reading reading(find);
  if (!CROSSROADS_TRY(find.step()) || find.is_null(0)) return std::nullopt;
  return find.number(0);
}

Result<void> SqliteQueue::add(std::span<const NewConsignment> consignments, Instant now) {
  if (consignments.empty()) return {};
  auto transaction = CROSSROADS_TRY(Transaction::begin(database_));
  std::int64_t position = 0;
  {
    Statement& place = *CROSSROADS_TRY(place_.ready());
    const Reading reading(place);
    if (!CROSSROADS_TRY(place.step())) return std::unexpected(database_.damaged("the queue does not know its next position"));
    position = place.number(0);
  }
  Statement& take = *CROSSROADS_TRY(take_places_.ready());
  take.bind(0, static_cast<std::int64_t>(consignments.size()));
  CROSSROADS_CHECK(take.run());

  const bool some_parked = CROSSROADS_TRY(any_parked());
  Statement& add = *CROSSROADS_TRY(add_.ready());
  for (const NewConsignment& one : consignments) {
    const auto line = one.line ? std::optional(to_column(*one.line)) : std::nullopt;
    const bool behind = some_parked && line && CROSSROADS_TRY(parked_of(*line));
    add.bind(0, position++).bind(1, std::string_view(one.name)).bind(2, line).bind(3, to_column(now));
    add.bind(4, behind ? std::optional(to_column(Aside::behind)) : std::nullopt).bind(5, std::string_view(one.text));
    CROSSROADS_CHECK(add.run());
  }
  return transaction.commit();
}

Result<std::vector<Consignment>> SqliteQueue::next(std::size_t most, std::size_t bytes) {
  Statement& next = *CROSSROADS_TRY(next_.ready());
  next.bind(0, limit_of(most));
  const Reading reading(next);
  std::vector<Consignment> first;
  std::size_t used = 0;
  while (CROSSROADS_TRY(next.step())) {
    Columns columns(next);
    const auto position = static_cast<Position>(columns.number());
    const auto line = columns.optional([&] { return columns.niss(); });
    const std::size_t size = next.text(2).size();
    if (!first.empty() && size > bytes - std::min(used, bytes)) break;
    used += size;
    first.push_back({.position = position, .line = line, .text = columns.text()});
  }
  return first;
}

Result<void> SqliteQueue::delivered(std::span<const Position> positions) {
  if (positions.empty()) return {};
  auto transaction = CROSSROADS_TRY(Transaction::begin(database_));
  const bool some_parked = CROSSROADS_TRY(any_parked());
  Statement& forget = *CROSSROADS_TRY(forget_.ready());
  for (const Position position : positions) {
    const auto line = some_parked ? CROSSROADS_TRY(line_of_parked(position)) : std::nullopt;
    forget.bind(0, to_column(position));
    CROSSROADS_CHECK(forget.run());
    if (!line) continue;
    Statement& free = *CROSSROADS_TRY(free_line_.ready());
    free.bind(0, *line);
    CROSSROADS_CHECK(free.run());
  }
  CROSSROADS_CHECK(rewrite(positions.size()));
  return transaction.commit();
}

// `secure_delete` overwrites a row where it stands. But SQLite moves rows from page to page as a table shrinks, and what it leaves behind then is
// overwritten only when the page is used again or given up. So all pages are given up, and what is left is written anew: where that is no more work
// than what was delivered, or little.
Result<void> SqliteQueue::rewrite(std::size_t delivered) {
  constexpr std::size_t little = 200;
  const std::size_t most = std::max(delivered, little);
  {
    Statement& count = *CROSSROADS_TRY(count_.ready());
    count.bind(0, limit_of(most) + 1);
    const Reading reading(count);
    if (!CROSSROADS_TRY(count.step()) || std::cmp_greater(count.number(0), most)) return {};
  }
  struct Row {
    std::int64_t position;
    std::string name;
    std::optional<std::int64_t> line;
    std::int64_t added;
    std::optional<std::int64_t> aside, parked;
    std::optional<std::string> problem;
    std::string text;
  };
  std::vector<Row> rows;
  Statement& every = *CROSSROADS_TRY(every_.ready());
  while (CROSSROADS_TRY(every.step())) {
    Columns columns(every);
    const auto number = [&] { return columns.number(); };
    Row& row = rows.emplace_back();
    row.position = columns.number();
    row.name = columns.text();
    row.line = columns.optional(number);
    row.added = columns.number();
    row.aside = columns.optional(number);
    row.parked = columns.optional(number);
    row.problem = columns.optional([&] { return columns.text(); });
    row.text = columns.text();
  }
  CROSSROADS_CHECK((*CROSSROADS_TRY(forget_every_.ready())).run());
  Statement& put_back = *CROSSROADS_TRY(put_back_.ready());
  for (const Row& row : rows) {
    put_back.bind(0, row.position).bind(1, std::string_view(row.name)).bind(2, row.line).bind(3, row.added).bind(4, row.aside);
    put_back.bind(5, row.parked).bind(6, row.problem ? std::optional(std::string_view(*row.problem)) : std::nullopt);
    put_back.bind(7, std::string_view(row.text));
    CROSSROADS_CHECK(put_back.run());
  }
  return {};
}

Result<void> SqliteQueue::park(Position position, std::string_view problem, Instant now) {
  auto transaction = CROSSROADS_TRY(Transaction::begin(database_));
  Statement& park = *CROSSROADS_TRY(park_.ready());
  park.bind(0, to_column(now)).bind(1, problem).bind(2, to_column(position));
  CROSSROADS_CHECK(park.run());
  if (database_.changes() == 1) {
    Statement& hold = *CROSSROADS_TRY(hold_line_.ready());
    hold.bind(0, to_column(position));
    CROSSROADS_CHECK(hold.run());
  }
  return transaction.commit();
}

Result<std::vector<Parked>> SqliteQueue::parked(Position after, std::size_t most) {
  auto rows =
      CROSSROADS_TRY(database_.prepare("SELECT position, name, parked, problem FROM outgoing INDEXED BY outgoing_aside "
                                       "WHERE aside = 0 AND position > ? ORDER BY position LIMIT ?"));
  rows.bind(0, to_column(after)).bind(1, limit_of(most));
  std::vector<Parked> all;
  while (CROSSROADS_TRY(rows.step())) {
    Columns columns(rows);
    const auto position = static_cast<Position>(columns.number());
    auto name = columns.text();
    const auto since = columns.instant();
    all.push_back({.position = position, .name = std::move(name), .since = since, .problem = columns.text()});
  }
  return all;
}

Result<std::uint64_t> SqliteQueue::release() {
  auto transaction = CROSSROADS_TRY(Transaction::begin(database_));
  const auto count = CROSSROADS_TRY(database_.number("SELECT count(*) FROM outgoing INDEXED BY outgoing_aside WHERE aside = 0"));
  CROSSROADS_CHECK(
      database_.execute("UPDATE outgoing INDEXED BY outgoing_aside SET aside = NULL, parked = NULL, problem = NULL "
                        "WHERE aside IS NOT NULL"));
  CROSSROADS_CHECK(transaction.commit());
  return static_cast<std::uint64_t>(count);
}

Result<QueueState> SqliteQueue::state() {
  // In one question, so that all of it is of one moment. What came first is the oldest, whatever the clock said meanwhile.
  auto asked =
      CROSSROADS_TRY(database_.prepare("SELECT (SELECT count(*) FROM outgoing INDEXED BY outgoing_ready WHERE aside IS NULL)"
                                       " + (SELECT count(*) FROM outgoing INDEXED BY outgoing_aside WHERE aside = 1),"
                                       " (SELECT count(*) FROM outgoing INDEXED BY outgoing_aside WHERE aside = 0),"
                                       " (SELECT added FROM outgoing ORDER BY position LIMIT 1)"));
  if (!CROSSROADS_TRY(asked.step())) return std::unexpected(database_.damaged("the queue does not say what is in it"));
  Columns columns(asked);
  QueueState state;
  state.waiting = static_cast<std::uint64_t>(columns.number());
  state.parked = static_cast<std::uint64_t>(columns.number());
  state.oldest = columns.optional([&] { return columns.instant(); });
  return state;
}

}  // namespace crossroads::store::sqlite
