// What the register answers: the operations of api/register.yaml.
#pragma once

#include <string_view>
#include <vector>

#include "register/reading_room.hpp"
#include "service/api.hpp"

namespace crossroads::national_register {

inline constexpr std::string_view api_prefix = "/register/v1";
inline constexpr std::string_view search_path = "/persons/search";

/// The OpenAPI document: api/register.yaml.
extern const std::string_view api_document;

struct Access {
  std::vector<domain::EnterpriseNumber> readers;  ///< the institutions that may consult
  std::size_t persons = 1000;                     ///< at once
};

/// Room and log outlive the operations.
[[nodiscard]] std::vector<service::Operation> operations(ReadingRoom& room, Access access, const service::TechnicalLog& log);

/// The store, as a part of `health`.
[[nodiscard]] service::Component store_health(ReadingRoom& room);

}  // namespace crossroads::national_register
