// What open entries say about the log itself, so that anyone can check it without a key: a line each in the entry's detail.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "ledger/log/stored.hpp"
#include "ledger/seal/generation_keeper.hpp"

namespace crossroads::ledger {

/// `index 2026-05-04 exchange entry 17 <root>`: the tags of the day and class are these, 17 different ones (day_index.hpp). Said when the day
/// is over, and again when an entry of it was erased; what was said last counts.
struct IndexCommitment {
  domain::Date day;
  TagClass tag_class;
  Head head;
  friend bool operator==(const IndexCommitment&, const IndexCommitment&) = default;
};

/// `erased-day 2016-05-04`: nothing is left of the entries about persons of that day, nor of their tags.
struct ErasedDay {
  domain::Date day;
  friend auto operator<=>(const ErasedDay&, const ErasedDay&) = default;
};

/// `erased-entry 2026/17`: the same of one entry.
struct ErasedEntry {
  EntryId entry;
  friend auto operator<=>(const ErasedEntry&, const ErasedEntry&) = default;
};

/// `destroyed-keys 2036/123 5`: the keys of what entry 2036/123 erased are destroyed; the key store is of generation 5 since.
struct DestroyedKeys {
  EntryId erasure;
  Generation generation;
  friend auto operator<=>(const DestroyedKeys&, const DestroyedKeys&) = default;
};

using Statement = std::variant<IndexCommitment, ErasedDay, ErasedEntry, DestroyedKeys>;

/// Without a line feed.
[[nodiscard]] std::string to_line(const Statement& statement);
/// Exactly what `to_line` writes; nothing for any other line.
[[nodiscard]] std::optional<Statement> parse_statement(std::string_view line);

/// A detail with a line for each; refuses more than an entry can hold.
[[nodiscard]] Result<Detail> to_detail(std::span<const Statement> statements);
/// The statements that an entry makes: commitments stand in `admin` and `erased` entries, erasures in `erased` ones, destroyed keys in `key`
/// ones. Other lines say nothing here.
[[nodiscard]] std::vector<Statement> statements_of(const Entry& entry);

}  // namespace crossroads::ledger
