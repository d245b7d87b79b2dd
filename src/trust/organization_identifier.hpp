// How a certificate names a Belgian institution: the subject's organizationIdentifier (2.5.4.97), ETSI EN 319 412-1 §5.1.4.
#pragma once

#include <string>
#include <string_view>

#include "domain/enterprise_number.hpp"
#include "trust/distrust.hpp"

namespace crossroads::trust {

/// Exactly `NTRBE-` and the ten digits of an enterprise number: a national trade register, Belgium's.
[[nodiscard]] Checked<domain::EnterpriseNumber> parse_organization_identifier(std::string_view text);
[[nodiscard]] std::string to_organization_identifier(domain::EnterpriseNumber institution);

}  // namespace crossroads::trust
