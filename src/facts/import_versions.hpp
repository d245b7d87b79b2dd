// Writes the rows that a folder has for one key as versions, after the one that is known.
#pragma once

#include <span>

#include "facts/fact_store.hpp"
#include "facts/import_plan.hpp"

namespace crossroads::facts {

/// `rows`: the accepted rows of one key, in the order of the file; `known`: what is known of the key, if anything; `same`: whether two facts
/// say the same. Nothing is written for rows up to the last one that says what is known: the file tells again what led there. Each later
/// row replaces the one before, also within the file, so that no state is lost: one that a later row of the file replaced ends in the
/// import that recorded it.
template <class Fact, class Same>
Result<void> write_versions(FactTable<Fact>& table, ImportId import, const Version<Fact>* known, std::span<const Incoming<Fact>> rows,
                            Same same, FileCounts& counts) {
  std::size_t next = 0;
  for (std::size_t i = rows.size(); known != nullptr && next == 0 && i > 0; --i) {
    if (same(known->fact, rows[i - 1].fact)) next = i;
  }
  counts.unchanged += next;
  std::optional<VersionId> current = known == nullptr ? std::nullopt : std::optional(known->id);
  for (; next < rows.size(); ++next) {
    if (next > 0 && current && same(rows[next - 1].fact, rows[next].fact)) {
      ++counts.unchanged;
      continue;
    }
    ++(current ? counts.replaced : counts.added);
    if (current) CROSSROADS_CHECK(table.end(*current, import));
    current = CROSSROADS_TRY(table.add(rows[next].fact, import));
  }
  return {};
}

}  // namespace crossroads::facts
