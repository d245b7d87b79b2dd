// The tables of the access log: the third step of the schema (schema.cpp).
#pragma once

namespace crossroads::store::sqlite {

// A position is shard · 2^40 + place of the entry in the shard, so that one number finds a row and new rows are the last ones.
//
// Leaves stand apart from what was sealed: they are kept when the rest is erased, and whoever verifies reads nothing else. Up to 256 of
// them, one behind the other, are a row under the position of the first. `leaf_mark` is the beginning of the leaf's hash: it tells which
// leaf of many was changed. Only nodes of each eighth level are kept; they can be made again from the leaves.
//
// Tags stand by day, so that what is written together lies together and a day is dropped in one piece; `class` says whose key made them. Those
// of a day that is not over stand in runs of sorted rows (fresh_tags.hpp).
// The tables that grow have no foreign keys: the head's compare-and-swap guards them, and `log verify` reads all of it.
inline constexpr const char* ledger_tables = R"sql(
CREATE TABLE ledger_shards (
  shard INTEGER PRIMARY KEY CHECK (shard BETWEEN 1 AND 4194303),
  log TEXT NOT NULL CHECK (length(log) > 0),
  year INTEGER NOT NULL,
  size INTEGER NOT NULL CHECK (size BETWEEN 1 AND 1099511627776),
  edge BLOB NOT NULL CHECK (length(edge) > 8),
  last_time INTEGER NOT NULL,
  checkpoint TEXT NOT NULL,
  UNIQUE (log, year)
) STRICT;
CREATE TABLE ledger_leaves (
  position INTEGER PRIMARY KEY,
  leaves BLOB NOT NULL
) STRICT;
CREATE TABLE ledger_entries (
  position INTEGER PRIMARY KEY,
  leaf_mark INTEGER NOT NULL,
  entry_key BLOB,
  entry BLOB,
  agent_key BLOB,
  agent BLOB
) STRICT;
CREATE TABLE ledger_tags (
  shard INTEGER NOT NULL,
  day INTEGER NOT NULL,
  class INTEGER NOT NULL,
  tag BLOB NOT NULL,
  entry INTEGER NOT NULL,
  PRIMARY KEY (shard, day, class, tag, entry)
) STRICT, WITHOUT ROWID;
CREATE TABLE ledger_tag_runs (
  shard INTEGER NOT NULL,
  day INTEGER NOT NULL,
  run INTEGER NOT NULL,
  level INTEGER NOT NULL,
  size INTEGER NOT NULL CHECK (size > 0),
  PRIMARY KEY (shard, day, run)
) STRICT, WITHOUT ROWID;
CREATE TABLE ledger_fresh_tags (
  shard INTEGER NOT NULL,
  day INTEGER NOT NULL,
  run INTEGER NOT NULL,
  first BLOB NOT NULL,
  tags BLOB NOT NULL CHECK (length(tags) > 0),
  PRIMARY KEY (shard, day, run, first)
) STRICT, WITHOUT ROWID;
CREATE TABLE ledger_nodes (
  shard INTEGER NOT NULL,
  level INTEGER NOT NULL,
  place INTEGER NOT NULL,
  hash BLOB NOT NULL CHECK (length(hash) = 32),
  PRIMARY KEY (shard, level, place)
) STRICT, WITHOUT ROWID;
CREATE TABLE ledger_checkpoints (
  shard INTEGER NOT NULL REFERENCES ledger_shards,
  size INTEGER NOT NULL CHECK (size > 0),
  checkpoint TEXT NOT NULL,
  PRIMARY KEY (shard, size)
) STRICT, WITHOUT ROWID;
CREATE TABLE ledger_cosignatures (
  shard INTEGER NOT NULL,
  size INTEGER NOT NULL,
  signature TEXT NOT NULL,
  PRIMARY KEY (shard, size, signature),
  FOREIGN KEY (shard, size) REFERENCES ledger_checkpoints
) STRICT, WITHOUT ROWID;
CREATE TABLE ledger_timestamps (
  shard INTEGER NOT NULL,
  size INTEGER NOT NULL,
  authority TEXT NOT NULL,
  token BLOB NOT NULL,
  PRIMARY KEY (shard, size, authority, token),
  FOREIGN KEY (shard, size) REFERENCES ledger_checkpoints
) STRICT, WITHOUT ROWID;
CREATE TABLE ledger_disclosed (
  position INTEGER PRIMARY KEY,
  plaintext BLOB NOT NULL
) STRICT;
)sql";

}  // namespace crossroads::store::sqlite
