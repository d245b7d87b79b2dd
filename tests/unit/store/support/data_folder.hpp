// A data folder in memory, as lines of CSV, and on disk.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "domain/niss.hpp"

namespace crossroads::test {

/// Lines without the header. Persons are written in full by the functions below.
struct DataFolder {
  std::vector<std::string> persons = {}, nationalities = {}, stays = {}, aid = {}, reimbursements = {}, replacements = {};
  bool without_reimbursements = false, without_replacements = false;

  /// Writes the files; there may be older ones.
  void write(const std::filesystem::path& folder) const;
  /// The lines of both, this one's first.
  [[nodiscard]] DataFolder plus(const DataFolder& other) const;
};

[[nodiscard]] std::string person_row(domain::Niss niss, const std::string& last_name = "Person", const std::string& country = "FR");
[[nodiscard]] std::string nationality_row(domain::Niss niss, const std::string& country, const std::string& from = "1990-01-01",
                                          const std::string& to = "");
[[nodiscard]] std::string stay_row(domain::Niss niss, const std::string& from, const std::string& to = "",
                                   const std::string& quality = "employee", std::optional<domain::Niss> sponsor = {});
[[nodiscard]] std::string aid_row(const std::string& aid_id, domain::Niss niss, const std::string& from = "2011-05-01",
                                  const std::string& to = "", const std::string& cents = "90000", const std::string& status = "granted");
[[nodiscard]] std::string reimbursement_row(const std::string& aid_id, const std::string& paid_on, const std::string& cents = "500");
[[nodiscard]] std::string replacement_row(domain::Niss old_niss, domain::Niss new_niss, const std::string& on = "2011-06-01");

}  // namespace crossroads::test
