// What the source has on record of a person, as A036 attests it.
#pragma once

#include <span>
#include <vector>

#include "facts/fact_store.hpp"
#include "law/consult/attestation.hpp"

namespace crossroads::exchange::consultation {

/// The grants recorded under one of the numbers, cancelled ones too, ascending by their own numbers, which are the source's `aid_id`. A grant
/// counts as replaced once an earlier state of it was known after some import.
[[nodiscard]] Result<std::vector<law::consult::GrantOnRecord>> grants_on_record(facts::FactStore& store,
                                                                                std::span<const domain::Niss> numbers);

}  // namespace crossroads::exchange::consultation
