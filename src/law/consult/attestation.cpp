#include "law/consult/attestation.hpp"

#include <algorithm>

namespace crossroads::law::consult {
namespace {

AttestationType type_of(const GrantOnRecord& grant) {
  if (grant.status == domain::AidStatus::cancelled) return AttestationType::withdrawal;
  return grant.replaced ? AttestationType::revision : AttestationType::grant;
}

}  // namespace

std::vector<Attestation> attest(const Permit& permit, std::span<const GrantOnRecord> grants) {
  std::vector<Attestation> attestations;
  const auto asked = permit.period();
  for (const auto& grant : grants) {
    const auto period = grant.grant.period;
    if (grant.person != permit.person() || !period.overlaps(asked)) continue;
    Attestation made;
    if (permit.discloses(Field::number)) made.number = grant.number;
    if (permit.discloses(Field::attestation_nature)) made.nature = grant.grant.nature;
    if (permit.discloses(Field::attestation_type)) made.type = type_of(grant);
    if (permit.discloses(Field::period_from)) made.period_from = std::max(period.from, asked.from);
    if (permit.discloses(Field::period_to)) made.period_to = std::min(period.to, asked.to);
    if (permit.discloses(Field::niss)) made.niss = grant.person;
    attestations.push_back(std::move(made));
  }
  return attestations;
}

}  // namespace crossroads::law::consult
