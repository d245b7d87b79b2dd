// The command line, as text in and an action out.
#pragma once

#include <variant>

#include "cli/actions.hpp"

namespace crossroads::cli {

/// The command that was asked for, or the status with which the program ends at once (help was printed, or the words made no sense).
[[nodiscard]] std::variant<Command, Exit> parse_command_line(int count, const char* const* words, domain::Date system_day);

}  // namespace crossroads::cli
