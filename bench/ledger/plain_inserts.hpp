// What the log is measured against: the same bytes and the same index put into the same database without any log.
#pragma once

#include <filesystem>
#include <vector>

#include "ledger/log/ledger_store.hpp"

namespace crossroads::bench {

/// All that a log holds of its entries, read back.
struct PlainRows {
  struct Row {
    ledger::Leaf::Bytes leaf = {};
    ledger::StoredParts parts;
    std::vector<std::pair<ledger::TagClass, ledger::TagValue>> tags;
  };
  std::vector<Row> rows;
  domain::Date day;
};
[[nodiscard]] PlainRows read_rows(ledger::LedgerStore& store, const ledger::LogName& log);

/// Inserts everything, so many rows a transaction and so many rows a statement, with the settings of our own store. Seconds.
[[nodiscard]] double insert_plainly(const PlainRows& rows, const std::filesystem::path& file, std::size_t a_transaction,
                                    std::size_t a_statement);

}  // namespace crossroads::bench
