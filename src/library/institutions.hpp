// Who the parties of an authorisation are: `parameters/institutions.csv`.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/problem.hpp"
#include "domain/enterprise_number.hpp"

namespace crossroads::library {

struct Institution {
  std::string name;  ///< as authorisations name it: `BCSS`
  domain::EnterpriseNumber number;
};

class Institutions {
 public:
  explicit Institutions(std::vector<Institution> all) : all_(std::move(all)) {}

  [[nodiscard]] const std::vector<Institution>& all() const { return all_; }
  /// Fails for a name that is not there, with those that are.
  [[nodiscard]] Result<Institution> named(std::string_view name) const;
  /// The name of that institution; nothing where it is not known.
  [[nodiscard]] std::optional<std::string> name_of(domain::EnterpriseNumber number) const;

 private:
  std::vector<Institution> all_;
};

}  // namespace crossroads::library
