// Which table holds which fact, and in which columns.
#pragma once

#include <string_view>

#include "facts/fact.hpp"
#include "store/sqlite/columns.hpp"

namespace crossroads::store::sqlite {

/// The table of a kind of fact. `columns` begin with those of the key; `bind` and `read` keep their order, and `read` leaves the
/// reader behind the last.
template <class Fact>
struct FactColumns;

template <>
struct FactColumns<facts::PersonFact> {
  static constexpr std::string_view table = "persons", key_columns = "niss";
  static constexpr int key_count = 1, count = 4;
  static constexpr std::string_view columns = "niss, last_name, first_names, country_of_origin";
  static void bind_key(Statement& statement, const facts::PersonFact::Key& key);
  static void bind(Statement& statement, const facts::PersonFact& fact);
  static facts::PersonFact read(Columns& row);
};

template <>
struct FactColumns<facts::NationalityFact> {
  static constexpr std::string_view table = "nationalities", key_columns = "niss, country, first_day";
  static constexpr int key_count = 3, count = 4;
  static constexpr std::string_view columns = "niss, country, first_day, last_day";
  static void bind_key(Statement& statement, const facts::NationalityFact::Key& key);
  static void bind(Statement& statement, const facts::NationalityFact& fact);
  static facts::NationalityFact read(Columns& row);
};

template <>
struct FactColumns<facts::StayFact> {
  static constexpr std::string_view table = "stays", key_columns = "niss, first_day";
  static constexpr int key_count = 2, count = 12;
  static constexpr std::string_view columns =
      "niss, first_day, last_day, legal, register, title, ground, quality, recognised_on, applied_on, applied_at, sponsor_niss";
  static void bind_key(Statement& statement, const facts::StayFact::Key& key);
  static void bind(Statement& statement, const facts::StayFact& fact);
  static facts::StayFact read(Columns& row);
};

template <>
struct FactColumns<facts::GrantFact> {
  static constexpr std::string_view table = "grants", key_columns = "aid_id";
  static constexpr int key_count = 1, count = 9;
  static constexpr std::string_view columns = "aid_id, niss, centre, nature, category, monthly_cents, first_day, last_day, status";
  static void bind_key(Statement& statement, const facts::GrantFact::Key& key);
  static void bind(Statement& statement, const facts::GrantFact& fact);
  static facts::GrantFact read(Columns& row);
};

template <>
struct FactColumns<facts::ReimbursementFact> {
  static constexpr std::string_view table = "reimbursements", key_columns = "aid_id, paid_on";
  static constexpr int key_count = 2, count = 3;
  static constexpr std::string_view columns = "aid_id, paid_on, cents";
  static void bind_key(Statement& statement, const facts::ReimbursementFact::Key& key);
  static void bind(Statement& statement, const facts::ReimbursementFact& fact);
  static facts::ReimbursementFact read(Columns& row);
};

template <>
struct FactColumns<facts::ReplacementFact> {
  static constexpr std::string_view table = "replacements", key_columns = "old_niss";
  static constexpr int key_count = 1, count = 3;
  static constexpr std::string_view columns = "old_niss, new_niss, replaced_on";
  static void bind_key(Statement& statement, const facts::ReplacementFact::Key& key);
  static void bind(Statement& statement, const facts::ReplacementFact& fact);
  static facts::ReplacementFact read(Columns& row);
};

}  // namespace crossroads::store::sqlite
