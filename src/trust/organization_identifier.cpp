#include "trust/organization_identifier.hpp"

namespace crossroads::trust {
namespace {

constexpr std::string_view prefix = "NTRBE-";

}  // namespace

Checked<domain::EnterpriseNumber> parse_organization_identifier(std::string_view text) {
  const auto refuse = [&](std::string what, std::string expected) {
    return distrust(Reason::malformed_institution, {.what = std::move(what),
                                                    .field = "organizationIdentifier",
                                                    .value = std::string(text.substr(0, 80)),
                                                    .expected = std::move(expected)});
  };
  if (!text.starts_with(prefix))
    return refuse("the certificate's institution is not named by its enterprise number", "NTRBE- and ten digits, such as NTRBE-0308356862");
  const auto number = domain::EnterpriseNumber::parse(text.substr(prefix.size()));
  if (!number) return refuse(number.error().what + " (the certificate's institution)", "NTRBE- and " + number.error().expected);
  return *number;
}

std::string to_organization_identifier(domain::EnterpriseNumber institution) { return std::string(prefix) + to_string(institution); }

}  // namespace crossroads::trust
