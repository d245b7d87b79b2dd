"""The messages of record, read from a store without the program, so that two stores can be compared."""

import contextlib
import sqlite3

RECORDS = ("handed_over", "relayed")
SAID = "number, kind, replaces, replaced_by, person, message.month, niss, last_name, first_names, country_of_origin, months, periods, quality"
NEW, CORRECTION, WITHDRAWAL = range(3)


@contextlib.contextmanager
def _opened(store):
    database = sqlite3.connect(f"file:{store}?mode=ro", uri=True)
    try:
        yield database
    finally:
        database.close()


def sent(store):
    """Both records, in the order in which they were written. What the clock and chance give (runs, tickets) is left out; the source's numbers
    stay, for they say what relays and replaces what."""
    with _opened(store) as database:
        return {record: database.execute(f"select {SAID}, authorisations.name, headings.* from {record} message "
                                         "join headings on headings.heading = message.heading "
                                         "join authorisations on authorisations.authorisation = message.authorisation "
                                         "order by message.rowid").fetchall()
                for record in RECORDS}


LOGS = ("source", "hub")


def entries(store):
    """How many entries on persons each log holds: they alone are not open to all."""
    with _opened(store) as database:
        return {log: database.execute("select count(*) from ledger_entries where position >> 40 in (select shard from ledger_shards where log = ?) "
                                      "and position not in (select position from ledger_disclosed)", (log,)).fetchone()[0] for log in LOGS}


def logged(store, record):
    """How many entries a record asks for."""
    with _opened(store) as database:
        return database.execute(f"select count(*) from {record}").fetchone()[0]


def kinds(store):
    """How many messages of each kind each record holds."""
    with _opened(store) as database:
        return {(record, kind): n for record in RECORDS for kind, n in database.execute(f"select kind, count(*) from {record} group by kind")}


def standing_twice(store):
    """Of whom two messages stand for one authorisation and month."""
    with _opened(store) as database:
        return [row for record in RECORDS
                for row in database.execute(f"select authorisation, person, month from {record} where kind <> {WITHDRAWAL} "
                                            "and replaced_by is null group by 1, 2, 3 having count(*) > 1")]


def tickets(store):
    with _opened(store) as database:
        return [ticket for (ticket,) in database.execute("select ticket from relayed")]


def finished(store):
    """Of each run, whether it came to its end."""
    with _opened(store) as database:
        return [end is not None for (end,) in database.execute("select finished from runs order by run")]


def whole(store):
    with _opened(store) as database:
        return database.execute("pragma integrity_check").fetchone()[0] == "ok" and not list(database.execute("pragma foreign_key_check"))
