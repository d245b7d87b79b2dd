// Why a batch of a push is not taken: nothing of it was written.
#pragma once

#include "service/problem_document.hpp"

namespace crossroads::exchange::push::problems {

inline constexpr service::ProblemType not_authorised{
    "urn:problem-type:crossroads:pushNotAuthorised", 409, "Push Not Authorised",
    "See whether both institutions work with the same text of the authorisation, and whether it names the sender as its source."};
inline constexpr service::ProblemType number_taken{
    "urn:problem-type:crossroads:messageNumberTaken", 409, "Message Number Taken",
    "A number stands for one message for ever: see whether the source works with an old copy of its database."};
inline constexpr service::ProblemType replaced_unknown{
    "urn:problem-type:crossroads:replacedMessageUnknown", 409, "Replaced Message Unknown",
    "What a correction or withdrawal replaces must have been delivered before: release what is parked, in its order."};

}  // namespace crossroads::exchange::push::problems
