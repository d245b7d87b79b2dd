// What the access logs say of a message that passes by push.
#pragma once

#include <vector>

#include "domain/enterprise_number.hpp"
#include "ledger/seal/entry.hpp"
#include "run/outbox.hpp"

namespace crossroads::exchange {

/// Between whom the messages of one authorisation pass.
struct Parties {
  domain::EnterpriseNumber source, hub, recipient;
};

/// What all entries of a run have in common.
struct Occasion {
  run::AuthorisationVersion authorisation;
  Parties parties;
  ledger::Purpose purpose;
  ledger::TraceId trace;  ///< joins the two logs
};

/// The fields that a message discloses, in the order in which the law names them.
[[nodiscard]] std::vector<ledger::FieldName> disclosed_fields_of(const run::Message& message);

/// `sent`, `corrected` or `withdrawn`; number, ticket, sender and recipient are the caller's to fill in.
[[nodiscard]] Result<ledger::Entry> entry_of(const Occasion& occasion, const ledger::Batch& batch, const run::Message& message,
                                             const run::Basis& basis);
/// `struck`: what the source handed over and the hub lets nothing of pass.
[[nodiscard]] Result<ledger::Entry> entry_of(const Occasion& occasion, const ledger::Batch& batch, const run::Struck& struck,
                                             const run::Basis& basis);

}  // namespace crossroads::exchange
