// Facts as a store keeps them: each row of SPEC §2 by itself, with the number that the file gave, and the key that says which row it is.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>

#include "domain/facts.hpp"

namespace crossroads::facts {

/// The number of an import in one store: positive, without a gap from 1 up. 0 stands for "before every import".
enum class ImportId : std::uint64_t {};
inline constexpr ImportId before_every_import{0};
/// A version of a fact in one store; a greater one was recorded later.
enum class VersionId : std::uint64_t {};

// Each fact has a Key: of two facts with one key the later replaces the earlier (SPEC §2). Keys hold the number as the file gave
// it. Which numbers are one person is a fact of its own, known at its own time, so the store doesn't rewrite anything when a number
// is replaced; who imports asks for every number of the chain.

struct PersonFact {
  using Key = domain::Niss;
  domain::Niss niss;
  domain::Identity identity;
  [[nodiscard]] Key key() const { return niss; }
  bool operator==(const PersonFact&) const = default;
};

struct NationalityFact {
  struct Key {
    domain::Niss niss;
    domain::Country country = {};
    domain::Date from = domain::Date::never();
    friend constexpr auto operator<=>(const Key&, const Key&) = default;
  };
  domain::Niss niss;
  domain::NationalityRow nationality;
  [[nodiscard]] Key key() const { return {niss, nationality.country, nationality.period.from}; }
  bool operator==(const NationalityFact&) const = default;
};

struct StayFact {
  struct Key {
    domain::Niss niss;
    domain::Date from = domain::Date::never();
    friend constexpr auto operator<=>(const Key&, const Key&) = default;
  };
  domain::Niss niss;
  std::optional<domain::Niss> sponsor;
  domain::StayRow stay;  ///< its `sponsor` is not resolved: unknown_sponsor where there is one, else no_sponsor
  [[nodiscard]] Key key() const { return {niss, stay.period.from}; }
  bool operator==(const StayFact&) const = default;
};

struct GrantFact {
  using Key = std::string;  ///< aid_id, in the order of its bytes
  std::string aid_id;
  domain::Niss niss;
  domain::EnterpriseNumber centre;
  domain::GrantRow grant;
  domain::AidStatus status = domain::AidStatus::granted;
  [[nodiscard]] const Key& key() const { return aid_id; }
  bool operator==(const GrantFact&) const = default;
};

struct ReimbursementFact {
  struct Key {
    std::string aid_id;
    domain::Date paid_on = domain::Date::never();
    friend auto operator<=>(const Key&, const Key&) = default;
  };
  std::string aid_id;
  domain::Date paid_on;
  domain::Cents cents;
  [[nodiscard]] Key key() const { return {aid_id, paid_on}; }
  bool operator==(const ReimbursementFact&) const = default;
};

struct ReplacementFact {
  using Key = domain::Niss;  ///< the old number: it has one successor
  domain::Niss old_niss;
  domain::Niss new_niss;
  domain::Date on;
  [[nodiscard]] Key key() const { return old_niss; }
  bool operator==(const ReplacementFact&) const = default;
};

/// A fact with the imports that recorded and ended it. It was known after every import from `recorded_in` up to, and not including,
/// `ended_in`; one that was ended by the import that recorded it was replaced by a later row of the same file, and never known after any.
template <class Fact>
struct Version {
  VersionId id{};
  Fact fact;
  ImportId recorded_in{};
  std::optional<ImportId> ended_in = {};  ///< nothing: it is known now
  bool operator==(const Version&) const = default;
};

}  // namespace crossroads::facts
