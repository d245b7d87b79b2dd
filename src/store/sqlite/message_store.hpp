// The port of messages over SQLite.
#pragma once

#include "run/message_store.hpp"
#include "store/sqlite/message_table.hpp"

namespace crossroads::store::sqlite {

class SqliteMessageStore final : public run::MessageStore {
 public:
  /// The database must have the schema, and outlive the store.
  explicit SqliteMessageStore(Database& database);

  [[nodiscard]] Result<run::RunId> begin_run(const run::AuthorisationVersion& authorisation, domain::Month month, Instant started) override;
  [[nodiscard]] Result<void> finish_run(run::RunId run, Instant finished) override;
  [[nodiscard]] Result<std::vector<run::RunRecord>> runs() override;
  [[nodiscard]] Result<std::vector<run::MessageNumber>> hand_over(run::RunId run, std::span<const run::Message> batch) override;
  [[nodiscard]] Result<void> relay(run::RunId run, std::span<const run::Relayed> batch) override;
  [[nodiscard]] Result<void> strike(run::RunId run, std::span<const run::MessageNumber> numbers) override;
  [[nodiscard]] Result<std::vector<run::MessageNumber>> struck(std::string_view authorisation) override;
  [[nodiscard]] Result<void> standing_handed_over(std::string_view authorisation, domain::Month up_to,
                                                  const VisitHandedOver& visit) override;
  [[nodiscard]] Result<void> standing_relayed(std::string_view authorisation, domain::Month up_to, const VisitRelayed& visit) override;
  [[nodiscard]] Result<std::vector<run::HandedOver>> handed_over(std::span<const run::MessageNumber> numbers) override;
  [[nodiscard]] Result<void> every_handed_over(std::optional<run::RunId> run, const VisitHandedOver& visit) override;
  [[nodiscard]] Result<void> every_relayed(std::optional<run::RunId> run, const VisitRelayed& visit) override;

 private:
  [[nodiscard]] Result<Dictionaries> dictionaries();
  /// The open run's authorisation; fails for a run that is not open, and for a message that is not under its authorisation.
  [[nodiscard]] Result<Dictionaries::Run> open_run(run::RunId run);
  [[nodiscard]] Result<void> append(MessageTable& table, run::RunId run, std::span<const RecordedMessage> rows);

  Database& database_;
  MessageTable handed_over_, relayed_;
};

}  // namespace crossroads::store::sqlite
