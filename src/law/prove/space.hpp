// Everything that one month of one person can be, as far as some laws can tell it apart: an exhaustive, finite set of abstract states.
//
// A month's decision depends on the register as the source reads it, on aid up to that month, on the register as the hub reads it, and on
// what the months before have started. The first three are enumerated here; the rest follows by induction from month to month
// (SPEC §7), so that two laws that agree in every state agree on every history. Each state is one that real facts can have.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "law/evaluate/decision.hpp"
#include "law/prove/distinctions.hpp"

namespace crossroads::law::prove {

enum class KnownNationality : std::uint8_t { belgian, union_, third_country, unknown };

/// Where a duration stands among the ascending ones that are asked for: 2i+1 = exactly the i-th, 2i = between the one before and the i-th.
using DurationPlace = std::uint16_t;

/// The register on the as-of day, of one subject.
struct RegisterState {
  KnownNationality nationality = KnownNationality::union_;
  bool age_known = true;
  bool row = true;  ///< a current stay row; without one, the rest says nothing
  bool recognised = false;
  DurationPlace age = 0, stay = 0;
  std::array<std::uint8_t, stay_field_count> values = {};  ///< by StayField
  std::uint16_t sponsor = 0;                               ///< place in Space::sponsors()
  bool operator==(const RegisterState&) const = default;
};

struct SponsorState {
  bool known = false;  ///< a person of whom anything is known
  RegisterState state = {.nationality = KnownNationality::unknown, .age_known = false, .row = false};
};

/// Aid up to the month, which is aided.
struct AidState {
  ValueSet now = bit(0), so_far = bit(0);
  std::vector<std::uint8_t> reached = {};  ///< by run of AidDistinctions: how many of its durations it has lasted
  bool operator==(const AidState&) const = default;
};

class Space {
 public:
  /// The laws must outlive it, and `law check` must find their conditions sensible.
  explicit Space(std::vector<const Authorisation*> laws);

  [[nodiscard]] const std::vector<RegisterState>& registers() const { return registers_; }
  [[nodiscard]] const std::vector<AidState>& aids() const { return aids_; }
  [[nodiscard]] const std::vector<SponsorState>& sponsors() const { return sponsors_; }
  [[nodiscard]] const Distinctions& distinctions() const { return distinctions_; }
  /// False where there are too many states to visit each; then there are none here.
  [[nodiscard]] bool enumerable() const { return enumerable_; }

  /// Kleene's value of a condition of one of the laws; `aid` may be left out where the condition asks nothing about it.
  [[nodiscard]] Tri truth(const Authorisation& law, const Condition& condition, const RegisterState& state, const AidState* aid) const;
  /// With every `X for N months` read as `X` (SPEC §7, `wait`).
  [[nodiscard]] Tri truth_but_for_duration(const Authorisation& law, const Condition& condition, const RegisterState& state,
                                           const AidState& aid) const;

  static constexpr std::size_t most_states = 4'000'000;

 private:
  void enumerate_sponsors();
  void enumerate_aid();

  Distinctions distinctions_;
  std::vector<RegisterState> registers_;
  std::vector<AidState> aids_;
  std::vector<SponsorState> sponsors_;
  bool enumerable_ = true;
};

}  // namespace crossroads::law::prove
