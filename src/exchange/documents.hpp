// The OpenAPI documents of the three institutions' services, as they stand in api/.
#pragma once

#include <string_view>

namespace crossroads::exchange {

extern const std::string_view source_document, hub_document, desk_document;
inline constexpr std::string_view source_prefix = "/source/v1", hub_prefix = "/hub/v1", desk_prefix = "/desk/v1";

}  // namespace crossroads::exchange
