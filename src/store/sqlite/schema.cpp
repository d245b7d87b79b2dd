#include "store/sqlite/schema.hpp"

#include <fmt/core.h>

#include <array>
#include <string>

#include "store/sqlite/ledger_schema.hpp"
#include "store/sqlite/transit_schema.hpp"

namespace crossroads::store::sqlite {

namespace {

// Days are YYYYMMDD and months YYYYMM, so that they read well and sort; a day that is open or unknown is NULL. A NISS or an
// enterprise number is its digits. Words of closed lists are their places in domain/vocabulary.hpp. Moments are UTC, in milliseconds
// since 1970. A digest is its 32 bytes.

// Facts. `known` indexes hold what is known now, at most one row a key; the others find what ended.
constexpr const char* facts = R"sql(
CREATE TABLE imports (
  import INTEGER PRIMARY KEY CHECK (import > 0),
  recorded_at INTEGER NOT NULL,
  folder BLOB NOT NULL CHECK (length(folder) = 32),
  snapshot INTEGER NOT NULL CHECK (snapshot IN (0, 1))
) STRICT;
CREATE TABLE import_files (
  import INTEGER NOT NULL REFERENCES imports,
  file INTEGER NOT NULL,
  added INTEGER NOT NULL,
  replaced INTEGER NOT NULL,
  unchanged INTEGER NOT NULL,
  bad INTEGER NOT NULL,
  ended INTEGER NOT NULL,
  PRIMARY KEY (import, file)
) STRICT, WITHOUT ROWID;
CREATE TABLE quarantined (
  import INTEGER NOT NULL REFERENCES imports,
  position INTEGER NOT NULL,
  file TEXT NOT NULL,
  line INTEGER NOT NULL,
  column_at INTEGER NOT NULL,
  field TEXT NOT NULL,
  value TEXT NOT NULL,
  what TEXT NOT NULL,
  expected TEXT NOT NULL,
  PRIMARY KEY (import, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE persons (
  version INTEGER PRIMARY KEY,
  niss INTEGER NOT NULL,
  last_name TEXT NOT NULL,
  first_names TEXT NOT NULL,
  country_of_origin TEXT NOT NULL CHECK (length(country_of_origin) = 2),
  recorded_in INTEGER NOT NULL REFERENCES imports,
  ended_in INTEGER REFERENCES imports CHECK (ended_in >= recorded_in)
) STRICT;
CREATE UNIQUE INDEX persons_known ON persons (niss) WHERE ended_in IS NULL;
CREATE INDEX persons_ended ON persons (niss) WHERE ended_in IS NOT NULL;

CREATE TABLE nationalities (
  version INTEGER PRIMARY KEY,
  niss INTEGER NOT NULL,
  country TEXT NOT NULL CHECK (length(country) = 2),
  first_day INTEGER NOT NULL,
  last_day INTEGER CHECK (last_day >= first_day),
  recorded_in INTEGER NOT NULL REFERENCES imports,
  ended_in INTEGER REFERENCES imports CHECK (ended_in >= recorded_in)
) STRICT;
CREATE UNIQUE INDEX nationalities_known ON nationalities (niss, country, first_day) WHERE ended_in IS NULL;
CREATE INDEX nationalities_ended ON nationalities (niss, country, first_day) WHERE ended_in IS NOT NULL;

CREATE TABLE stays (
  version INTEGER PRIMARY KEY,
  niss INTEGER NOT NULL,
  first_day INTEGER NOT NULL,
  last_day INTEGER CHECK (last_day >= first_day),
  legal INTEGER NOT NULL,
  register INTEGER NOT NULL,
  title INTEGER NOT NULL,
  ground INTEGER NOT NULL,
  quality INTEGER NOT NULL,
  recognised_on INTEGER,
  applied_on INTEGER,
  applied_at INTEGER NOT NULL,
  sponsor_niss INTEGER,
  recorded_in INTEGER NOT NULL REFERENCES imports,
  ended_in INTEGER REFERENCES imports CHECK (ended_in >= recorded_in)
) STRICT;
CREATE UNIQUE INDEX stays_known ON stays (niss, first_day) WHERE ended_in IS NULL;
CREATE INDEX stays_ended ON stays (niss, first_day) WHERE ended_in IS NOT NULL;

CREATE TABLE grants (
  version INTEGER PRIMARY KEY,
  aid_id TEXT NOT NULL,
  niss INTEGER NOT NULL,
  centre INTEGER NOT NULL,
  nature INTEGER NOT NULL,
  category INTEGER NOT NULL,
  monthly_cents INTEGER NOT NULL CHECK (monthly_cents > 0),
  first_day INTEGER NOT NULL,
  last_day INTEGER CHECK (last_day >= first_day),
  status INTEGER NOT NULL,
  recorded_in INTEGER NOT NULL REFERENCES imports,
  ended_in INTEGER REFERENCES imports CHECK (ended_in >= recorded_in)
) STRICT;
CREATE UNIQUE INDEX grants_known ON grants (aid_id) WHERE ended_in IS NULL;
CREATE INDEX grants_ended ON grants (aid_id) WHERE ended_in IS NOT NULL;
CREATE INDEX grants_person ON grants (niss);

CREATE TABLE reimbursements (
  version INTEGER PRIMARY KEY,
  aid_id TEXT NOT NULL,
  paid_on INTEGER NOT NULL,
  cents INTEGER NOT NULL,
  recorded_in INTEGER NOT NULL REFERENCES imports,
  ended_in INTEGER REFERENCES imports CHECK (ended_in >= recorded_in)
) STRICT;
CREATE UNIQUE INDEX reimbursements_known ON reimbursements (aid_id, paid_on) WHERE ended_in IS NULL;
CREATE INDEX reimbursements_ended ON reimbursements (aid_id, paid_on) WHERE ended_in IS NOT NULL;

CREATE TABLE replacements (
  version INTEGER PRIMARY KEY,
  old_niss INTEGER NOT NULL,
  new_niss INTEGER NOT NULL CHECK (new_niss <> old_niss),
  replaced_on INTEGER NOT NULL,
  recorded_in INTEGER NOT NULL REFERENCES imports,
  ended_in INTEGER REFERENCES imports CHECK (ended_in >= recorded_in)
) STRICT;
CREATE UNIQUE INDEX replacements_known ON replacements (old_niss) WHERE ended_in IS NULL;
CREATE INDEX replacements_ended ON replacements (old_niss) WHERE ended_in IS NOT NULL;
)sql";

// Messages. `standing` indexes hold what the recipient should hold now: one message a person and month (kind 2 is a withdrawal,
// which replaces and never stands).
constexpr const char* messages = R"sql(
CREATE TABLE authorisations (
  authorisation INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
) STRICT;
CREATE TABLE authorisation_texts (
  text INTEGER PRIMARY KEY,
  authorisation INTEGER NOT NULL REFERENCES authorisations,
  sha256 BLOB NOT NULL CHECK (length(sha256) = 32),
  UNIQUE (authorisation, sha256)
) STRICT;
CREATE TABLE runs (
  run INTEGER PRIMARY KEY CHECK (run > 0),
  text INTEGER NOT NULL REFERENCES authorisation_texts,
  month INTEGER NOT NULL,
  started INTEGER NOT NULL,
  finished INTEGER
) STRICT;
CREATE TABLE headings (
  heading INTEGER PRIMARY KEY,
  category TEXT NOT NULL,
  purpose TEXT NOT NULL,
  UNIQUE (category, purpose)
) STRICT;

CREATE TABLE handed_over (
  number INTEGER PRIMARY KEY CHECK (number > 0),
  run INTEGER NOT NULL REFERENCES runs,
  authorisation INTEGER NOT NULL REFERENCES authorisations,
  heading INTEGER NOT NULL REFERENCES headings,
  kind INTEGER NOT NULL,
  replaces INTEGER REFERENCES handed_over CHECK ((kind = 0) = (replaces IS NULL)),
  replaced_by INTEGER REFERENCES handed_over DEFERRABLE INITIALLY DEFERRED,
  person INTEGER NOT NULL,
  month INTEGER NOT NULL,
  niss INTEGER,
  last_name TEXT,
  first_names TEXT,
  country_of_origin TEXT,
  months TEXT NOT NULL,
  periods TEXT NOT NULL,
  quality INTEGER
) STRICT;
CREATE UNIQUE INDEX handed_over_standing ON handed_over (authorisation, person, month) WHERE kind <> 2 AND replaced_by IS NULL;
CREATE INDEX handed_over_run ON handed_over (run);

CREATE TABLE relayed (
  position INTEGER PRIMARY KEY CHECK (position > 0),
  ticket BLOB NOT NULL UNIQUE CHECK (length(ticket) = 16),
  number INTEGER CHECK (number > 0 OR (number IS NULL AND kind = 2)),
  run INTEGER NOT NULL REFERENCES runs,
  authorisation INTEGER NOT NULL REFERENCES authorisations,
  heading INTEGER NOT NULL REFERENCES headings,
  kind INTEGER NOT NULL,
  replaces INTEGER CHECK ((kind = 0) = (replaces IS NULL)),
  replaced_by INTEGER REFERENCES relayed DEFERRABLE INITIALLY DEFERRED,
  person INTEGER NOT NULL,
  month INTEGER NOT NULL,
  niss INTEGER,
  last_name TEXT,
  first_names TEXT,
  country_of_origin TEXT,
  months TEXT NOT NULL,
  periods TEXT NOT NULL,
  quality INTEGER
) STRICT;
CREATE UNIQUE INDEX relayed_standing ON relayed (authorisation, person, month) WHERE kind <> 2 AND replaced_by IS NULL;
CREATE UNIQUE INDEX relayed_number ON relayed (number) WHERE kind <> 2 AND replaced_by IS NULL;
CREATE INDEX relayed_run ON relayed (run);
)sql";

// Of what the source handed over, that of which the hub let nothing pass: noted once, when it first found so.
constexpr const char* strikes = R"sql(
CREATE TABLE struck (
  number INTEGER PRIMARY KEY REFERENCES handed_over,
  run INTEGER NOT NULL REFERENCES runs
) STRICT;
)sql";

constexpr std::array steps{facts, messages, ledger_tables, strikes, transit_tables};

/// What tells whose a file is.
struct Marks {
  std::int64_t application, version, tables;
};

/// In one question: another process may be making the schema meanwhile.
Result<Marks> marks_of(Database& database) {
  auto asked = CROSSROADS_TRY(
      database.prepare("SELECT application_id, user_version, (SELECT count(*) FROM sqlite_schema) FROM pragma_application_id, "
                       "pragma_user_version"));
  if (!CROSSROADS_TRY(asked.step())) return std::unexpected(database.damaged("the file does not say what it is"));
  return Marks{.application = asked.number(0), .version = asked.number(1), .tables = asked.number(2)};
}

/// All missing steps in one transaction, so that no reader ever meets a file between two versions.
Result<void> take_steps(Database& database, std::int64_t from, std::int64_t to) {
  auto transaction = CROSSROADS_TRY(Transaction::begin(database));
  // Another process may have done it while this one waited for the lock.
  if (CROSSROADS_TRY(database.number("PRAGMA user_version")) != from) return {};
  for (std::int64_t step = from; step < to; ++step) CROSSROADS_CHECK(database.execute(steps[static_cast<std::size_t>(step)]));
  CROSSROADS_CHECK(database.execute(fmt::format("PRAGMA application_id = {}; PRAGMA user_version = {}", application_id, to).c_str()));
  return transaction.commit();
}

}  // namespace

std::int64_t schema_version() { return static_cast<std::int64_t>(steps.size()); }

Result<void> create_schema_of(Database& database, std::int64_t version) { return take_steps(database, 0, version); }

Result<void> prepare_schema(Database& database, Access access, Older older) {
  const auto [id, version, tables] = CROSSROADS_TRY(marks_of(database));
  const Place place{.file = database.path().string()};
  const std::string kept = "the file is as it was";
  if (id != application_id) {
    const bool empty = id == 0 && version == 0 && tables == 0;
    if (!empty) {
      return failure({.what = "this database belongs to another program",
                      .place = place,
                      .field = "application_id",
                      .value = fmt::format("{:#x}", id),
                      .expected = fmt::format("a Crossroads store ({:#x}), or no file at all", application_id),
                      .kept = kept});
    }
    if (access != Access::create) {
      return failure({.what = "this database is empty", .place = place, .hint = "import a data folder first, or name another store"});
    }
    return take_steps(database, 0, schema_version());
  }
  if (version > schema_version()) {
    return failure({.what = "this store was written by a newer version of the program",
                    .place = place,
                    .field = "schema",
                    .value = std::to_string(version),
                    .expected = fmt::format("{}", schema_version()),
                    .hint = "use that version, or a newer one",
                    .kept = kept});
  }
  if (version < schema_version()) {
    if (older == Older::bring_up && access != Access::read_only && version > 0) return take_steps(database, version, schema_version());
    return failure({.what = "this store was written by an older version of the program",
                    .place = place,
                    .field = "schema",
                    .value = std::to_string(version),
                    .expected = fmt::format("{}", schema_version()),
                    .hint = "make a backup, then bring the store up to this version",
                    .kept = kept});
  }
  return {};
}

}  // namespace crossroads::store::sqlite
