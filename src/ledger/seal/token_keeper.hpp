// The generations' keys in a PKCS#11 token (a hardware security module, a smart card, SoftHSM): made there, never seen outside, destroyed there.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "ledger/seal/generation_keeper.hpp"

namespace crossroads::ledger {

struct TokenAddress {
  std::filesystem::path module;  ///< the PKCS#11 library of the token's maker
  std::string token_label;
  std::string store_name;  ///< tells the keys of several key stores in one token apart
};

class TokenKeeper final : public GenerationKeeper {
 public:
  /// Loads the module, finds the token and logs in. A problem where one of them fails, with what the token said.
  [[nodiscard]] static Result<std::unique_ptr<TokenKeeper>> open(TokenAddress address, const SecretText& pin);
  ~TokenKeeper() override;

  [[nodiscard]] Result<std::vector<Generation>> generations() override;
  [[nodiscard]] Result<void> make(Generation generation) override;
  [[nodiscard]] Result<void> destroy(Generation generation) override;
  [[nodiscard]] Result<std::vector<std::uint8_t>> wrap(Generation generation, const Secret32& key) override;
  [[nodiscard]] Result<Secret32> unwrap(Generation generation, std::span<const std::uint8_t> wrapped) override;

 private:
  class Session;  // what the standard's header is needed for
  explicit TokenKeeper(std::unique_ptr<Session> session);
  std::unique_ptr<Session> session_;
};

}  // namespace crossroads::ledger
