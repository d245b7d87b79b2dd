// The rows of a data folder, value by value as SPEC §2 says, and how an importer receives them.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "base/problem.hpp"
#include "domain/facts.hpp"

namespace crossroads::facts {

/// The files of a data folder, in the order in which SPEC §2 names them and bad rows are reported.
enum class DataFile : std::uint8_t { persons, nationalities, stays, aid, reimbursements, replacements };
inline constexpr std::size_t data_files = 6;
inline constexpr std::array<DataFile, data_files> all_data_files{DataFile::persons, DataFile::nationalities,  DataFile::stays,
                                                                 DataFile::aid,     DataFile::reimbursements, DataFile::replacements};

/// `persons`, `aid`, …: the file's name without its ending.
[[nodiscard]] std::string_view to_name(DataFile file);
/// The columns of the file, in the order of SPEC §2.
[[nodiscard]] std::span<const std::string_view> columns_of(DataFile file);
/// Whether a folder is complete without the file.
[[nodiscard]] constexpr bool may_be_missing(DataFile file) { return file == DataFile::reimbursements || file == DataFile::replacements; }

/// Whose facts of a folder are taken: all of them (an analyst's machine), or those of one institution, which asks the other over the network.
enum class ImportRole : std::uint8_t { all, national_register, source };
inline constexpr std::array<std::string_view, 3> role_names{"all", "register", "source"};
/// The register knows persons, with their numbers, nationalities and stays; the source persons and aid.
[[nodiscard]] constexpr bool holds(ImportRole role, DataFile file) {
  const bool of_register = file == DataFile::nationalities || file == DataFile::stays || file == DataFile::replacements;
  const bool of_source = file == DataFile::aid || file == DataFile::reimbursements;
  return role == ImportRole::all || (role == ImportRole::source ? !of_register : !of_source);
}

// Every value of a row has passed its own rules, and `from` <= `to`. What needs other rows (a known person, stays that
// do not overlap, a known aid_id, a chain without loops) has not been asked: facts/chains.hpp and facts/cross_rules.hpp do.
// NISS are as the file has them, not yet the newest of their chain. Texts live as long as the call that hands them over.

struct PersonRow {
  domain::Niss niss;
  std::string_view last_name;
  std::string_view first_names;
  domain::Country country_of_origin;
  std::uint32_t line = 0;  ///< where the row begins in its file, counted from 1
};

struct NationalityRow {
  domain::Niss niss;
  domain::NationalityRow nationality;
  std::uint32_t line = 0;
};

struct StayRow {
  domain::Niss niss;
  std::optional<domain::Niss> sponsor;
  domain::StayRow stay;  ///< its `sponsor` is not resolved: unknown_sponsor where the row names one, else no_sponsor
  std::uint32_t line = 0;
};

struct GrantRow {
  std::string_view aid_id;
  domain::Niss niss;
  domain::EnterpriseNumber centre;
  domain::GrantRow grant;
  domain::AidStatus status = domain::AidStatus::granted;
  std::uint32_t line = 0;
};

struct ReimbursementRow {
  std::string_view aid_id;
  domain::Date paid_on;
  domain::Cents cents;
  std::uint32_t line = 0;
};

struct ReplacementRow {
  domain::Niss old_niss;
  domain::Niss new_niss;
  domain::Date on;
  std::uint32_t line = 0;
};

/// Who receives the rows of a folder. Files come in this order: replacements, persons, nationalities, stays, aid,
/// reimbursements; the rows of a file in its order, many at a time. A failure stops the reading and is handed back.
class RowSink {
 public:
  RowSink() = default;
  RowSink(const RowSink&) = delete;
  RowSink& operator=(const RowSink&) = delete;
  virtual ~RowSink() = default;
  [[nodiscard]] virtual Result<void> replacements(std::span<const ReplacementRow> rows) = 0;
  [[nodiscard]] virtual Result<void> persons(std::span<const PersonRow> rows) = 0;
  [[nodiscard]] virtual Result<void> nationalities(std::span<const NationalityRow> rows) = 0;
  [[nodiscard]] virtual Result<void> stays(std::span<const StayRow> rows) = 0;
  [[nodiscard]] virtual Result<void> grants(std::span<const GrantRow> rows) = 0;
  [[nodiscard]] virtual Result<void> reimbursements(std::span<const ReimbursementRow> rows) = 0;
};

}  // namespace crossroads::facts
