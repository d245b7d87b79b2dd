// Who keeps the one key that the key store's file is written under. There is one a generation; an erasure begins a new generation and
// destroys the key of the old one, so that no older copy of the file opens.
#pragma once

#include <compare>
#include <cstdint>
#include <span>
#include <vector>

#include "base/problem.hpp"
#include "ledger/seal/secret.hpp"

namespace crossroads::ledger {

/// Counted from 1; more by one at each erasure and rotation.
struct Generation {
  std::uint64_t value = 0;
  friend constexpr auto operator<=>(const Generation&, const Generation&) = default;
};

/// Called under the key store's lock when something changes, by one thread at a time.
class GenerationKeeper {
 public:
  GenerationKeeper() = default;
  GenerationKeeper(const GenerationKeeper&) = delete;
  GenerationKeeper& operator=(const GenerationKeeper&) = delete;
  virtual ~GenerationKeeper() = default;

  /// Those whose key is here, ascending.
  [[nodiscard]] virtual Result<std::vector<Generation>> generations() = 0;
  /// Makes the key of a generation that has none.
  [[nodiscard]] virtual Result<void> make(Generation generation) = 0;
  /// Destroys one beyond recovery, as far as the keeper can; nothing to do where there is none.
  [[nodiscard]] virtual Result<void> destroy(Generation generation) = 0;
  /// A key, encrypted so that only this keeper opens it, and only while the generation lasts.
  [[nodiscard]] virtual Result<std::vector<std::uint8_t>> wrap(Generation generation, const Secret32& key) = 0;
  [[nodiscard]] virtual Result<Secret32> unwrap(Generation generation, std::span<const std::uint8_t> wrapped) = 0;
};

}  // namespace crossroads::ledger
