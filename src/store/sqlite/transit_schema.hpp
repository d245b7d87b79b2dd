// The tables of what is on its way between institutions, and of what the desk received: the fifth step of the schema (schema.cpp).
#pragma once

namespace crossroads::store::sqlite {

// `outgoing`: what still has to be brought to the other institution. `aside` is NULL for what may go, else which kind of `Aside` (queue.cpp) it
// is. So the indexes over it are partial ones: what may go is found without meeting what may not, and the other way round. A row that was
// delivered is gone, so the next position stands apart.
//
// `hub_…`: what the hub keeps. A scope is one authorisation of one source. What is unchanged by later steps (`hub_taken_up`) is not in the rows
// that come and go. `text` is NULL once it was relayed.
//
// `desk_…`: what the desk received, in the order in which it came. A message stands that is no withdrawal (kind 2) and that no other replaced.
// Rows are destroyed as the law says, so no row refers to another.
inline constexpr const char* transit_tables = R"sql(
CREATE TABLE outgoing_place (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  next INTEGER NOT NULL CHECK (next > 0)
) STRICT;
INSERT INTO outgoing_place VALUES (1, 1);
CREATE TABLE outgoing (
  position INTEGER PRIMARY KEY CHECK (position > 0),
  name TEXT NOT NULL,
  line INTEGER,
  added INTEGER NOT NULL,
  aside INTEGER CHECK (aside IN (0, 1)),
  parked INTEGER,
  problem TEXT CHECK ((problem IS NOT NULL) = (aside IS 0) AND (parked IS NOT NULL) = (aside IS 0)),
  text TEXT NOT NULL
) STRICT;
CREATE INDEX outgoing_ready ON outgoing (position) WHERE aside IS NULL;
CREATE INDEX outgoing_aside ON outgoing (aside) WHERE aside IS NOT NULL;
CREATE INDEX outgoing_line ON outgoing (line, aside) WHERE line IS NOT NULL;

CREATE TABLE hub_scopes (
  scope INTEGER PRIMARY KEY,
  source INTEGER NOT NULL,
  authorisation TEXT NOT NULL,
  revision INTEGER NOT NULL,
  review_month INTEGER,
  review_open INTEGER NOT NULL CHECK (review_open = 0 OR (review_open = 1 AND review_month IS NOT NULL)),
  review_done_to INTEGER,
  UNIQUE (source, authorisation)
) STRICT;
CREATE TABLE hub_taken_up (
  source INTEGER NOT NULL,
  number INTEGER NOT NULL CHECK (number > 0),
  digest BLOB NOT NULL CHECK (length(digest) = 32),
  PRIMARY KEY (source, number)
) STRICT, WITHOUT ROWID;
CREATE TABLE hub_held (
  held INTEGER PRIMARY KEY,
  scope INTEGER NOT NULL REFERENCES hub_scopes,
  number INTEGER NOT NULL CHECK (number > 0),
  person INTEGER NOT NULL,
  month INTEGER NOT NULL,
  category TEXT NOT NULL,
  rule TEXT NOT NULL,
  spell_from INTEGER,
  spell_to INTEGER CHECK ((spell_to IS NULL) = (spell_from IS NULL)),
  struck INTEGER NOT NULL CHECK (struck IN (0, 1)),
  text TEXT CHECK (text <> ''),
  UNIQUE (scope, number)
) STRICT;
CREATE INDEX hub_held_person ON hub_held (scope, person, month);
CREATE TABLE hub_standing (
  ticket BLOB PRIMARY KEY CHECK (length(ticket) = 16),
  scope INTEGER NOT NULL REFERENCES hub_scopes,
  number INTEGER NOT NULL CHECK (number > 0),
  person INTEGER NOT NULL,
  month INTEGER NOT NULL,
  category TEXT NOT NULL,
  spell_from INTEGER,
  spell_to INTEGER CHECK ((spell_to IS NULL) = (spell_from IS NULL)),
  content BLOB NOT NULL CHECK (length(content) = 32)
) STRICT, WITHOUT ROWID;
CREATE INDEX hub_standing_person ON hub_standing (scope, person, month);

CREATE TABLE desk_received (
  receipt INTEGER PRIMARY KEY CHECK (receipt > 0),
  ticket BLOB NOT NULL UNIQUE CHECK (length(ticket) = 16),
  number INTEGER CHECK (number > 0),
  received INTEGER NOT NULL,
  text INTEGER NOT NULL REFERENCES authorisation_texts,
  authorisation INTEGER NOT NULL REFERENCES authorisations,
  heading INTEGER NOT NULL REFERENCES headings,
  kind INTEGER NOT NULL,
  replaces BLOB CHECK (length(replaces) = 16 AND kind <> 0 OR replaces IS NULL AND kind = 0),
  replaced_by INTEGER,
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
CREATE INDEX desk_received_standing ON desk_received (authorisation, person, month) WHERE kind <> 2 AND replaced_by IS NULL;
)sql";

}  // namespace crossroads::store::sqlite
