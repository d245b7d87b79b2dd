// The port of the hub's record over SQLite.
#pragma once

#include <map>

#include "store/sqlite/database.hpp"
#include "store/sqlite/kept_statement.hpp"
#include "transit/hub_record.hpp"

namespace crossroads::store::sqlite {

class SqliteHubRecord final : public transit::HubRecord {
 public:
  /// The database must have the schema, and outlive the record.
  explicit SqliteHubRecord(Database& database);

  [[nodiscard]] Result<transit::Revision> revision(domain::EnterpriseNumber source, std::string_view authorisation) override;
  [[nodiscard]] Result<std::vector<std::optional<transit::KeyedDigest>>> taken_up(domain::EnterpriseNumber source,
                                                                                  std::span<const domain::MessageNumber> numbers) override;
  [[nodiscard]] Result<transit::HubPersonRecord> about(domain::EnterpriseNumber source, std::string_view authorisation,
                                                       std::span<const domain::Niss> numbers, domain::Month up_to) override;
  [[nodiscard]] Result<std::vector<std::string>> texts(domain::EnterpriseNumber source, std::string_view authorisation,
                                                       std::span<const domain::MessageNumber> numbers) override;
  [[nodiscard]] Result<std::vector<domain::Niss>> persons(domain::EnterpriseNumber source, std::string_view authorisation,
                                                          std::optional<domain::Niss> after, std::size_t most) override;
  [[nodiscard]] Result<Applied> apply(const transit::HubChange& change) override;
  [[nodiscard]] Result<void> begin_review(const transit::Review& review) override;
  [[nodiscard]] Result<std::vector<transit::Review>> reviews() override;
  [[nodiscard]] Result<void> reviewed(const transit::Review& review) override;

 private:
  /// One authorisation of one source.
  struct Scope {
    std::int64_t number = 0;
    transit::Revision revision{};
  };
  /// Nothing for an authorisation of which nothing is kept.
  [[nodiscard]] Result<std::optional<Scope>> find_scope(domain::EnterpriseNumber source, std::string_view authorisation);
  /// The same, made if it isn't there.
  [[nodiscard]] Result<Scope> scope_of(domain::EnterpriseNumber source, std::string_view authorisation);

  /// What a step adds to the held messages, as they are at its end: so what goes out at once is never written here.
  using Added = std::map<domain::MessageNumber, transit::Held>;
  [[nodiscard]] Result<Added> take_up(const transit::HubChange& change, Scope scope);
  [[nodiscard]] Result<void> note(const transit::HubChange& change, Scope scope, Added& added);
  [[nodiscard]] Result<void> insert(Scope scope, const transit::Held& held);
  [[nodiscard]] Result<void> close(Scope scope, const domain::Ticket& ticket);
  [[nodiscard]] Result<void> insert(Scope scope, const transit::Standing& standing);
  /// Runs a statement that must change one row; otherwise the number can't be meant.
  [[nodiscard]] Result<void> change_one(KeptStatement& statement, Scope scope, domain::MessageNumber number, std::string_view refused);
  [[nodiscard]] Problem refused(std::string_view what, std::string_view field, std::string value, std::string_view expected) const;

  [[nodiscard]] Result<void> read_held(Scope scope, domain::Niss person, domain::Month up_to, std::vector<transit::Held>& into);
  [[nodiscard]] Result<void> read_standing(Scope scope, domain::Niss person, domain::Month up_to, std::vector<transit::Standing>& into);

  Database& database_;
  KeptStatement find_scope_, add_scope_, move_on_, find_taken_up_, take_up_, add_held_, drop_held_, strike_, forget_words_, close_, stand_,
      held_of_, text_of_, standing_of_, persons_, begin_review_, note_review_;
};

}  // namespace crossroads::store::sqlite
