// What the configuration file of each service holds. The tables in service.cpp say what each setting means.
#pragma once

#include <chrono>
#include <filesystem>
#include <optional>

#include "config/table.hpp"

namespace crossroads::config {

/// Bounds of what a service takes from others at once.
struct ServiceLimits {
  Bytes header{}, body{};
  Count connections{}, of_one_institution{}, requests{};
  std::chrono::milliseconds handshake{}, header_time{}, body_time{}, answer_time{}, idle{}, stopping{};
};

/// The files by which others know this institution, and by which it knows others.
struct IdentityFiles {
  std::filesystem::path certificate, key;
  Files authorities, revocation_lists;
};

/// What every service has.
struct Service {
  domain::EnterpriseNumber institution;
  Endpoint listen;
  Endpoint operations;
  std::optional<Count> threads;
  IdentityFiles identity;
  ServiceLimits limits;
  std::optional<std::filesystem::path> technical_log;
};

/// The stand-in for the National Register.
struct Register : Service {
  std::filesystem::path store;
  InstitutionNumbers readers;
  Count persons{};
};
[[nodiscard]] const Table<Register>& register_table();

/// What source, hub and desk have in common.
struct Institution : Service {
  std::filesystem::path store;
  std::optional<std::filesystem::path> laws, keys, vault, passphrase;
};

struct Source : Institution {
  Remote hub, national_register;
  domain::EnterpriseNumber hub_institution, register_institution;
};
[[nodiscard]] const Table<Source>& source_table();

struct Hub : Institution {
  Remote source, desk, national_register;
  domain::EnterpriseNumber source_institution, desk_institution, register_institution;
  std::optional<std::filesystem::path> digest_key;
};
[[nodiscard]] const Table<Hub>& hub_table();

struct Desk : Institution {
  Remote hub;
  domain::EnterpriseNumber hub_institution;
  std::filesystem::path agents;
};
[[nodiscard]] const Table<Desk>& desk_table();

}  // namespace crossroads::config
