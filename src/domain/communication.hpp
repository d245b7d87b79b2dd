// What both sides call the things that pass between institutions (SPEC §8).
#pragma once

#include <compare>
#include <cstdint>
#include <string>

#include "base/sha256.hpp"
#include "base/uuid.hpp"

namespace crossroads::domain {

/// The number that the source gives a message: positive, without a gap from 1 up in one store.
enum class MessageNumber : std::uint64_t {};

/// What the hub calls a message that it relayed: a UUID of version 7.
struct Ticket {
  Uuid uuid;
  friend constexpr auto operator<=>(const Ticket&, const Ticket&) = default;
};

/// The authorisation under which something was sent: its name (`11/031`) and the digest of the text that was in force.
struct AuthorisationVersion {
  std::string name;
  Sha256 text;
  bool operator==(const AuthorisationVersion&) const = default;
};

}  // namespace crossroads::domain
