// What the register answered, as columns: the law evaluates them exactly as it evaluates a population that was loaded from a folder.
#pragma once

#include <span>

#include "domain/population.hpp"
#include "register/person.hpp"

namespace crossroads::national_register {

/// Aid that the asking institution itself knows of, under any number of its person.
struct OwnGrant {
  domain::Niss niss;
  domain::GrantRow grant;
};

/// Every known person and sponsor once, under the newest number, sponsors resolved; a sponsor's own sponsors are not known here. Of an answer
/// with nationalities and stays. Grants on persons that the answer does not know are left out.
[[nodiscard]] domain::Population to_population(const RegisterAnswer& answer, std::span<const OwnGrant> grants = {});

}  // namespace crossroads::national_register
