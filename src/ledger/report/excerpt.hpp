// What a person's report is made from: what the logs hold on the person, opened, and what is known of its completeness (SPEC §11).
// Who the agents were has no place in it.
#pragma once

#include <string>
#include <vector>

#include "base/instant.hpp"
#include "domain/date.hpp"
#include "domain/enterprise_number.hpp"
#include "domain/niss.hpp"
#include "ledger/log/entry_id.hpp"
#include "ledger/seal/entry.hpp"

namespace crossroads::ledger::report {

struct LoggedEntry {
  EntryId id;
  Instant time;
  Entry entry;
};

/// An entry that was found and can't be opened any more. Its time stands in its leaf, which stays.
struct FoundErased {
  EntryId id;
  Instant time;
};

/// A checkpoint as the log signed it, word for word.
struct SignedHead {
  std::string note;
};

/// What one log holds on the person.
struct LogExcerpt {
  LogName log;
  domain::EnterpriseNumber keeper;  ///< the institution whose log it is
  std::vector<LoggedEntry> entries = {};
  std::vector<FoundErased> erased = {};
  /// UTC days for which it is proved that there are no others, and for which that is not proved yet. Each day with an entry is one of them; for
  /// days that are neither, the log has no keys.
  std::vector<domain::Date> proven = {}, unproven = {};
  std::vector<SignedHead> heads = {};  ///< the heads under which the entries stand, one a shard
};

struct Asked {
  domain::Niss person;                         ///< the newest number
  std::vector<domain::Niss> numbers = {};      ///< the older ones of the same person
  domain::Date first = domain::Date::never();  ///< UTC days, both included
  domain::Date last = domain::Date::never();
  Instant made = {};
};

}  // namespace crossroads::ledger::report
