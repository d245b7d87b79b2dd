// One record of messages over its table: the source's and the hub's differ in two columns only.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "run/message.hpp"
#include "store/sqlite/database.hpp"

namespace crossroads::store::sqlite {

/// Runs and headings by their numbers: few, so that they are read once and not joined row by row.
struct Dictionaries {
  struct Run {
    std::int64_t authorisation = 0;
    run::RunRecord record;
  };
  struct Heading {
    std::string category;
    std::string purpose;
  };
  std::map<std::int64_t, Run> runs;
  std::map<std::int64_t, Heading> headings;
};

/// A row of either record.
struct RecordedMessage {
  std::optional<run::Ticket> ticket = {};         ///< never in the source's record
  std::optional<run::MessageNumber> number = {};  ///< always in the source's record
  run::RunId run{};
  run::Message message;
};

class MessageTable {
 public:
  enum class Side : std::uint8_t { source, hub };
  using Visit = std::function<Result<void>(RecordedMessage&&)>;
  MessageTable(Database& database, Side side);

  /// The key that the next row takes: in the source's record it is the message's number.
  [[nodiscard]] Result<std::int64_t> next_key();
  /// Inside a transaction: closes the message that is replaced, and writes the row. `heading`, `authorisation`: their numbers.
  [[nodiscard]] Result<void> append(std::int64_t key, const RecordedMessage& row, std::int64_t authorisation, std::int64_t heading);
  [[nodiscard]] Result<void> standing(std::string_view authorisation, domain::Month up_to, const Dictionaries& dictionaries,
                                      const Visit& visit);
  /// The rows of the source's record with these numbers, in their order; fails for one that isn't there.
  [[nodiscard]] Result<void> with_keys(std::span<const run::MessageNumber> numbers, const Dictionaries& dictionaries, const Visit& visit);
  [[nodiscard]] Result<void> every(std::optional<run::RunId> run, const Dictionaries& dictionaries, const Visit& visit);

 private:
  [[nodiscard]] Result<void> close_replaced(std::int64_t key, const run::Message& message, std::int64_t authorisation);
  [[nodiscard]] Result<void> insert(std::int64_t key, const RecordedMessage& row, std::int64_t authorisation, std::int64_t heading);
  [[nodiscard]] Problem refused(std::string what, const run::Message& message) const;
  [[nodiscard]] Result<void> visit_all(Statement& rows, const Dictionaries& dictionaries, const Visit& visit) const;
  [[nodiscard]] Result<RecordedMessage> read(Statement& row, const Dictionaries& dictionaries) const;
  [[nodiscard]] std::string select() const;

  Database& database_;
  Side side_;
  std::string_view table_, key_;
  std::optional<Statement> find_standing_, close_, insert_;
};

}  // namespace crossroads::store::sqlite
