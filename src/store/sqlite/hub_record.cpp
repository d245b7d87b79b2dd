#include "store/sqlite/hub_record.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "store/sqlite/columns.hpp"

namespace crossroads::store::sqlite {

using namespace transit;
using domain::EnterpriseNumber;
using domain::MessageNumber;
using domain::Month;
using domain::Niss;

namespace {

void bind_spell(Statement& statement, int parameter, const std::optional<domain::MonthSpan>& spell) {
  statement.bind(parameter, spell ? std::optional(to_column(spell->from)) : std::nullopt);
  statement.bind(parameter + 1, spell ? std::optional(to_column(spell->to)) : std::nullopt);
}

std::optional<domain::MonthSpan> read_spell(Columns& columns) {
  // The table checks that both are there or none is.
  const auto from = columns.optional([&] { return columns.month(); });
  const auto to = columns.optional([&] { return columns.month(); });
  return from && to ? std::optional(domain::MonthSpan{*from, *to}) : std::nullopt;
}

template <class Row>
auto place_of(const Row& row) {
  return std::pair(row.month, row.number);
}

}  // namespace

SqliteHubRecord::SqliteHubRecord(Database& database)
    : database_(database),
      find_scope_(database, "SELECT scope, revision FROM hub_scopes WHERE source = ? AND authorisation = ?"),
      add_scope_(database, "INSERT INTO hub_scopes (source, authorisation, revision, review_open) VALUES (?, ?, 0, 0)"),
      move_on_(database, "UPDATE hub_scopes SET revision = revision + 1 WHERE scope = ?"),
      find_taken_up_(database, "SELECT digest FROM hub_taken_up WHERE source = ? AND number = ?"),
      take_up_(database, "INSERT INTO hub_taken_up VALUES (?, ?, ?) ON CONFLICT DO NOTHING"),
      add_held_(database,
                "INSERT INTO hub_held (scope, number, person, month, category, rule, spell_from, spell_to, struck, text) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
      drop_held_(database, "DELETE FROM hub_held WHERE scope = ? AND number = ?"),
      strike_(database, "UPDATE hub_held SET struck = 1 WHERE scope = ? AND number = ?"),
      forget_words_(database, "UPDATE hub_held SET text = NULL, struck = 0 WHERE scope = ? AND number = ?"),
      close_(database, "DELETE FROM hub_standing WHERE ticket = ? AND scope = ?"),
      stand_(database,
             "INSERT INTO hub_standing (ticket, scope, number, person, month, category, spell_from, spell_to, content) "
             "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"),
      held_of_(database,
               "SELECT number, person, month, category, rule, spell_from, spell_to, struck FROM hub_held "
               "WHERE scope = ? AND person = ? AND month <= ?"),
      text_of_(database, "SELECT text FROM hub_held WHERE scope = ? AND number = ? AND text IS NOT NULL"),
      standing_of_(database,
                   "SELECT ticket, number, person, month, category, spell_from, spell_to, content FROM hub_standing "
                   "WHERE scope = ? AND person = ? AND month <= ?"),
      // Each half ends on its own, so that a page reads no more than it needs.
      persons_(database,
               "SELECT person FROM (SELECT DISTINCT person FROM hub_held WHERE scope = ?1 AND person > ?2 ORDER BY person LIMIT ?3) "
               "UNION SELECT person FROM (SELECT DISTINCT person FROM hub_standing WHERE scope = ?1 AND person > ?2 ORDER BY person "
               "LIMIT ?3) ORDER BY person LIMIT ?3"),
      begin_review_(database,
                    "UPDATE hub_scopes SET review_month = ?2, review_open = 1, review_done_to = NULL "
                    "WHERE scope = ?1 AND (review_month IS NULL OR review_month <= ?2)"),
      note_review_(database,
                   "UPDATE hub_scopes SET review_done_to = ?3, review_open = ?3 IS NOT NULL "
                   "WHERE scope = ?1 AND review_open = 1 AND review_month = ?2") {}

Result<std::optional<SqliteHubRecord::Scope>> SqliteHubRecord::find_scope(EnterpriseNumber source, std::string_view authorisation) {
  Statement& find = *CROSSROADS_TRY(find_scope_.ready());
  find.bind(0, to_column(source)).bind(1, authorisation);
  const Reading reading(find);
  if (!CROSSROADS_TRY(find.step())) return std::nullopt;
  return Scope{.number = find.number(0), .revision = static_cast<Revision>(find.number(1))};
}

Result<SqliteHubRecord::Scope> SqliteHubRecord::scope_of(EnterpriseNumber source, std::string_view authorisation) {
  if (const auto found = CROSSROADS_TRY(find_scope(source, authorisation))) return *found;
  Statement& add = *CROSSROADS_TRY(add_scope_.ready());
  add.bind(0, to_column(source)).bind(1, authorisation);
  CROSSROADS_CHECK(add.run());
  return Scope{.number = database_.last_row()};
}

Result<Revision> SqliteHubRecord::revision(EnterpriseNumber source, std::string_view authorisation) {
  return CROSSROADS_TRY(find_scope(source, authorisation)).value_or(Scope{}).revision;
}

Result<std::vector<std::optional<KeyedDigest>>> SqliteHubRecord::taken_up(EnterpriseNumber source, std::span<const MessageNumber> numbers) {
  Statement& find = *CROSSROADS_TRY(find_taken_up_.ready());
  std::vector<std::optional<KeyedDigest>> known;
  known.reserve(numbers.size());
  for (const MessageNumber number : numbers) {
    find.bind(0, to_column(source)).bind(1, to_column(number));
    const Reading reading(find);
    known.push_back(CROSSROADS_TRY(find.step()) ? std::optional(KeyedDigest{Columns(find).digest()}) : std::nullopt);
  }
  return known;
}

Result<HubPersonRecord> SqliteHubRecord::about(EnterpriseNumber source, std::string_view authorisation, std::span<const Niss> numbers,
                                               Month up_to) {
  HubPersonRecord record;
  const auto scope = CROSSROADS_TRY(find_scope(source, authorisation));
  if (!scope) return record;
  std::vector<Niss> once(numbers.begin(), numbers.end());
  std::ranges::sort(once);
  once.erase(std::ranges::unique(once).begin(), once.end());
  for (const Niss person : once) {
    CROSSROADS_CHECK(read_held(*scope, person, up_to, record.held));
    CROSSROADS_CHECK(read_standing(*scope, person, up_to, record.standing));
  }
  std::ranges::sort(record.held, {}, place_of<Held>);
  std::ranges::sort(record.standing, {}, place_of<Standing>);
  return record;
}

Result<std::vector<std::string>> SqliteHubRecord::texts(EnterpriseNumber source, std::string_view authorisation,
                                                        std::span<const MessageNumber> numbers) {
  std::vector<std::string> texts(numbers.size());
  const auto scope = CROSSROADS_TRY(find_scope(source, authorisation));
  if (!scope) return texts;
  Statement& row = *CROSSROADS_TRY(text_of_.ready());
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    row.bind(0, scope->number).bind(1, to_column(numbers[i]));
    const Reading reading(row);
    if (CROSSROADS_TRY(row.step())) texts[i] = row.text(0);
  }
  return texts;
}

Result<void> SqliteHubRecord::read_held(Scope scope, Niss person, Month up_to, std::vector<Held>& into) {
  Statement& rows = *CROSSROADS_TRY(held_of_.ready());
  rows.bind(0, scope.number).bind(1, to_column(person)).bind(2, to_column(up_to));
  const Reading reading(rows);
  while (CROSSROADS_TRY(rows.step())) {
    Columns columns(rows);
    Held& held = into.emplace_back();
    held.number = static_cast<MessageNumber>(columns.number());
    held.person = columns.niss();
    held.month = columns.month();
    held.category = columns.text();
    held.rule = columns.text();
    held.spell = read_spell(columns);
    held.struck = columns.number() == 1;
    if (!columns.ok())
      return std::unexpected(database_.damaged(fmt::format("message {} in the hub's record is none", to_column(held.number))));
  }
  return {};
}

Result<void> SqliteHubRecord::read_standing(Scope scope, Niss person, Month up_to, std::vector<Standing>& into) {
  Statement& rows = *CROSSROADS_TRY(standing_of_.ready());
  rows.bind(0, scope.number).bind(1, to_column(person)).bind(2, to_column(up_to));
  const Reading reading(rows);
  while (CROSSROADS_TRY(rows.step())) {
    Columns columns(rows);
    Standing& standing = into.emplace_back();
    standing.ticket = columns.ticket();
    standing.number = static_cast<MessageNumber>(columns.number());
    standing.person = columns.niss();
    standing.month = columns.month();
    standing.category = columns.text();
    standing.spell = read_spell(columns);
    standing.content = {columns.digest()};
    if (!columns.ok())
      return std::unexpected(database_.damaged(fmt::format("ticket {} in the hub's record is none", to_string(standing.ticket.uuid))));
  }
  return {};
}

Result<std::vector<Niss>> SqliteHubRecord::persons(EnterpriseNumber source, std::string_view authorisation, std::optional<Niss> after,
                                                   std::size_t most) {
  std::vector<Niss> persons;
  const auto scope = CROSSROADS_TRY(find_scope(source, authorisation));
  if (!scope) return persons;
  constexpr std::size_t all = std::numeric_limits<std::int64_t>::max();
  Statement& rows = *CROSSROADS_TRY(persons_.ready());
  rows.bind(0, scope->number).bind(1, after ? to_column(*after) : -1).bind(2, static_cast<std::int64_t>(std::min(most, all)));
  const Reading reading(rows);
  while (CROSSROADS_TRY(rows.step())) persons.push_back(Columns(rows).niss());
  return persons;
}

Result<HubRecord::Applied> SqliteHubRecord::apply(const HubChange& change) {
  auto transaction = CROSSROADS_TRY(Transaction::begin(database_));
  const auto known = CROSSROADS_TRY(find_scope(change.source, change.authorisation));
  if (known.value_or(Scope{}).revision != change.decided_on) return Applied::moved_on;
  const Scope scope = known ? *known : CROSSROADS_TRY(scope_of(change.source, change.authorisation));
  Statement& move_on = *CROSSROADS_TRY(move_on_.ready());
  move_on.bind(0, scope.number);
  CROSSROADS_CHECK(move_on.run());

  auto added = CROSSROADS_TRY(take_up(change, scope));
  CROSSROADS_CHECK(note(change, scope, added));
  for (const auto& [number, held] : added) CROSSROADS_CHECK(insert(scope, held));
  for (const auto& ticket : change.closed) CROSSROADS_CHECK(close(scope, ticket));
  for (const auto& standing : change.sent) CROSSROADS_CHECK(insert(scope, standing));
  CROSSROADS_CHECK(transaction.commit());
  return Applied::done;
}

Result<SqliteHubRecord::Added> SqliteHubRecord::take_up(const HubChange& change, Scope scope) {
  Added added;
  Statement& take_up = *CROSSROADS_TRY(take_up_.ready());
  for (const TakenUp& one : change.taken_up) {
    take_up.bind(0, to_column(change.source)).bind(1, to_column(one.number));
    take_up.bind(2, std::span<const std::uint8_t>(one.text.digest.bytes()));
    CROSSROADS_CHECK(take_up.run());
    if (database_.changes() != 1) {
      return std::unexpected(refused("this message was taken up already", "number", std::to_string(to_column(one.number)),
                                     "a number that was not taken up yet"));
    }
    if (one.replaces && added.erase(*one.replaces) == 0)
      CROSSROADS_CHECK(change_one(drop_held_, scope, *one.replaces, "the message to replace is not held"));
    if (one.held) added.emplace(one.number, *one.held);
  }
  return added;
}

Result<void> SqliteHubRecord::note(const HubChange& change, Scope scope, Added& added) {
  for (const MessageNumber number : change.struck) {
    if (const auto found = added.find(number); found != added.end()) {
      found->second.struck = true;
    } else {
      CROSSROADS_CHECK(change_one(strike_, scope, number, "the message to strike is not held"));
    }
  }
  for (const MessageNumber number : change.relayed) {
    if (const auto found = added.find(number); found != added.end()) {
      found->second.text.clear();
      found->second.struck = false;
    } else {
      CROSSROADS_CHECK(change_one(forget_words_, scope, number, "the message that is relayed is not held"));
    }
  }
  return {};
}

Result<void> SqliteHubRecord::change_one(KeptStatement& statement, Scope scope, MessageNumber number, std::string_view refused) {
  Statement& change = *CROSSROADS_TRY(statement.ready());
  change.bind(0, scope.number).bind(1, to_column(number));
  CROSSROADS_CHECK(change.run());
  if (database_.changes() == 1) return {};
  return std::unexpected(
      this->refused(refused, "number", std::to_string(to_column(number)), "a message that is held under this authorisation"));
}

Result<void> SqliteHubRecord::insert(Scope scope, const Held& held) {
  Statement& add = *CROSSROADS_TRY(add_held_.ready());
  add.bind(0, scope.number).bind(1, to_column(held.number)).bind(2, to_column(held.person)).bind(3, to_column(held.month));
  add.bind(4, std::string_view(held.category)).bind(5, std::string_view(held.rule));
  bind_spell(add, 6, held.spell);
  add.bind(8, std::int64_t{held.struck ? 1 : 0});
  add.bind(9, held.text.empty() ? std::nullopt : std::optional(std::string_view(held.text)));
  return add.run();
}

Result<void> SqliteHubRecord::close(Scope scope, const domain::Ticket& ticket) {
  Statement& close = *CROSSROADS_TRY(close_.ready());
  close.bind(0, std::span<const std::uint8_t>(ticket.uuid.bytes())).bind(1, scope.number);
  CROSSROADS_CHECK(close.run());
  if (database_.changes() == 1) return {};
  return std::unexpected(
      refused("the ticket to close does not stand", "ticket", to_string(ticket.uuid), "one that stands under this authorisation"));
}

Result<void> SqliteHubRecord::insert(Scope scope, const Standing& standing) {
  Statement& stand = *CROSSROADS_TRY(stand_.ready());
  stand.bind(0, std::span<const std::uint8_t>(standing.ticket.uuid.bytes())).bind(1, scope.number).bind(2, to_column(standing.number));
  stand.bind(3, to_column(standing.person)).bind(4, to_column(standing.month)).bind(5, std::string_view(standing.category));
  bind_spell(stand, 6, standing.spell);
  stand.bind(8, std::span<const std::uint8_t>(standing.content.digest.bytes()));
  CROSSROADS_CHECK(stand.run());
  if (database_.changes() == 1) return {};
  return std::unexpected(refused("this ticket stands already", "ticket", to_string(standing.ticket.uuid), "a new ticket"));
}

Problem SqliteHubRecord::refused(std::string_view what, std::string_view field, std::string value, std::string_view expected) const {
  return {.what = std::string(what),
          .place = {.file = database_.path().string()},
          .field = std::string(field),
          .value = std::move(value),
          .expected = std::string(expected),
          .kept = "nothing of the step was recorded"};
}

Result<void> SqliteHubRecord::begin_review(const Review& review) {
  auto transaction = CROSSROADS_TRY(Transaction::begin(database_));
  const Scope scope = CROSSROADS_TRY(scope_of(review.source, review.authorisation));
  Statement& begin = *CROSSROADS_TRY(begin_review_.ready());
  begin.bind(0, scope.number).bind(1, to_column(review.month));
  CROSSROADS_CHECK(begin.run());
  return transaction.commit();
}

Result<std::vector<Review>> SqliteHubRecord::reviews() {
  auto rows =
      CROSSROADS_TRY(database_.prepare("SELECT source, authorisation, review_month, review_done_to FROM hub_scopes "
                                       "WHERE review_open = 1 ORDER BY source, authorisation"));
  std::vector<Review> reviews;
  while (CROSSROADS_TRY(rows.step())) {
    Columns columns(rows);
    Review& review = reviews.emplace_back();
    review.source = EnterpriseNumber::from_stored(static_cast<std::uint64_t>(columns.number()));
    review.authorisation = columns.text();
    review.month = columns.month();
    review.done_to = columns.optional([&] { return columns.niss(); });
    if (!columns.ok()) return std::unexpected(database_.damaged("a review in the hub's record is of no month"));
  }
  return reviews;
}

Result<void> SqliteHubRecord::reviewed(const Review& review) {
  auto transaction = CROSSROADS_TRY(Transaction::begin(database_));
  if (const auto scope = CROSSROADS_TRY(find_scope(review.source, review.authorisation))) {
    Statement& note = *CROSSROADS_TRY(note_review_.ready());
    note.bind(0, scope->number).bind(1, to_column(review.month));
    note.bind(2, review.done_to ? std::optional(to_column(*review.done_to)) : std::nullopt);
    CROSSROADS_CHECK(note.run());
  }
  return transaction.commit();
}

}  // namespace crossroads::store::sqlite
