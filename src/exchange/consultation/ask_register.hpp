// The register's answer about one person, as a consultation needs it.
#pragma once

#include "exchange/consultation/setting.hpp"
#include "register/client.hpp"

namespace crossroads::exchange::consultation {

/// Nationalities and stays alone: no law asks for a name. The register outlives it.
[[nodiscard]] AskRegister ask_register_by(national_register::Register& the_register);

}  // namespace crossroads::exchange::consultation
