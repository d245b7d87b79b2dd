// The hub strikes every field that the authorisation does not name (SPEC §1).
#pragma once

#include "run/disclosed_fields.hpp"
#include "run/message.hpp"

namespace crossroads::run {

/// Takes out of the message what may not be disclosed of its category: names, numbers, amounts, natures, periods, qualities.
void strike(Message& message, const DisclosedFields& fields);

}  // namespace crossroads::run
