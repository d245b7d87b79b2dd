// From grants to what an answer may hold (A036, SPEC §9): only the fields and the days that the Permit names.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "domain/facts.hpp"
#include "law/consult/permit.hpp"

namespace crossroads::law::consult {

/// The source's own number of an attestation: it stays the same as long as the grant does.
struct AttestationNumber {
  std::string text;
  bool operator==(const AttestationNumber&) const = default;
};

/// `grant`; `revision` once it was replaced; `withdrawal` once it was cancelled.
enum class AttestationType : std::uint8_t { grant, revision, withdrawal };
inline constexpr std::array<std::string_view, 3> attestation_type_names{"grant", "revision", "withdrawal"};

/// A grant of aid as the source has it on record today, cancelled ones too.
struct GrantOnRecord {
  AttestationNumber number;
  domain::Niss person;  ///< the newest number of the chain
  domain::GrantRow grant;
  domain::AidStatus status = domain::AidStatus::granted;
  bool replaced = false;  ///< an earlier state of it was recorded
};

/// A grant seen as A036. A field that the Permit does not name is not there.
struct Attestation {
  std::optional<AttestationNumber> number = {};
  std::optional<domain::Nature> nature = {};
  std::optional<AttestationType> type = {};
  std::optional<domain::Date> period_from = {}, period_to = {};  ///< cut to the period asked for
  std::optional<domain::Niss> niss = {};
  bool operator==(const Attestation&) const = default;
};

/// The attestations of the Permit's person within its period, in the order of the grants. Grants of others and of other days are passed over.
/// None is an answer, too: no data.
[[nodiscard]] std::vector<Attestation> attest(const Permit& permit, std::span<const GrantOnRecord> grants);

}  // namespace crossroads::law::consult
