// C2SP tlog-policy: which logs are believed, and how many witnesses must have seen what they say.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/note/checkpoint.hpp"

namespace crossroads::ledger {

/// A log whose checkpoints are accepted; the name of its key is its origin.
struct TrustedLog {
  VerifierKey key;
  std::string url = {};  ///< empty where none is given
  bool operator==(const TrustedLog&) const = default;
};

/// Where a witness or group stands in the policy.
struct PolicyMember {
  enum class Kind : std::uint8_t { witness, group };
  Kind kind = Kind::witness;
  std::size_t index = 0;
  bool operator==(const PolicyMember&) const = default;
};

struct PolicyWitness {
  std::string name;
  VerifierKey key;
  std::string url = {};  ///< its submission prefix; empty where none is given
  bool operator==(const PolicyWitness&) const = default;
};

/// Has witnessed where `threshold` of its members have.
struct PolicyGroup {
  std::string name;
  std::size_t threshold = 0;
  std::vector<PolicyMember> members;
  bool operator==(const PolicyGroup&) const = default;
};

/// The content of a policy file.
struct Policy {
  std::vector<TrustedLog> logs;
  std::vector<PolicyWitness> witnesses;
  std::vector<PolicyGroup> groups;     ///< a group's members stand before it
  std::optional<PolicyMember> quorum;  ///< nothing: no cosignature is asked for
  bool operator==(const Policy&) const = default;

  /// Whether these witnesses, by their index, are enough.
  [[nodiscard]] bool is_quorum(const std::vector<bool>& witnessed) const;
  /// The checkpoint of one of the logs, signed by it and by a quorum. Fails otherwise.
  [[nodiscard]] Result<OpenedCheckpoint> accept(const Note& note) const;
};

/// Comments and blanks are passed over. A problem names the line.
[[nodiscard]] Result<Policy> parse_policy(std::string_view text);
/// In an order in which each name is defined before it is used; `parse_policy` reads the same policy from it.
[[nodiscard]] std::string to_text(const Policy& policy);

}  // namespace crossroads::ledger
