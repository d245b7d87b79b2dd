// A person of whom two logs tell a good deal: messages with a correction and a withdrawal, one that the hub stopped, consultations, readings,
// and entries that are erased.
#pragma once

#include "law/syntax/parser.hpp"
#include "ledger/report/report.hpp"

namespace crossroads::ledger::report {

inline constexpr std::array languages{law::Language::en, law::Language::fr, law::Language::nl, law::Language::de};
inline std::string code_of(law::Language language) { return std::string(law::language_codes[static_cast<std::size_t>(language)]); }

/// The two deliberations as they stand in authorisations/.
struct Laws {
  Laws();
  law::Authorisation d11_031, d18_055;
  [[nodiscard]] Names names() const;
};
[[nodiscard]] std::string read_file(const std::string& path);

inline const auto source_party = domain::EnterpriseNumber::from_stored(308'357'753);
inline const auto hub_party = domain::EnterpriseNumber::from_stored(244'640'631);
inline const auto desk_party = domain::EnterpriseNumber::from_stored(308'356'862);
inline const auto person = domain::Niss::from_stored(85'073'003'328);

/// UTC.
[[nodiscard]] Instant at(int year, unsigned month, unsigned day, int hour = 9, int minute = 0, int second = 0);
[[nodiscard]] Asked asked();
/// The days on which it has entries, as proved.
[[nodiscard]] LogExcerpt proved(LogExcerpt log);
[[nodiscard]] std::vector<LogExcerpt> sample_logs();
[[nodiscard]] Report sample_report();

/// A message of a push under 11/031, as the sender's log has it.
[[nodiscard]] Entry pushed(Event event, domain::EnterpriseNumber from, domain::EnterpriseNumber to, std::uint64_t message);

}  // namespace crossroads::ledger::report
