// What an institution asks the hub about one person (A036, SPEC §9): all that the law decides by, and nothing else. The agent, the dossier's
// reference and the words of a doubt stay at the desk, so there is no place for them here.
#pragma once

#include <array>
#include <span>
#include <string>
#include <string_view>

#include "base/sha256.hpp"
#include "domain/enterprise_number.hpp"
#include "domain/niss.hpp"
#include "domain/period.hpp"
#include "law/syntax/authorisation.hpp"

namespace crossroads::law::consult {

// Names as the request gives them: whether there is such a thing is for the law to say.
struct AuthorisationName {
  std::string text;
};
struct CategoryName {
  std::string text;
};

/// The two ways in which an authorisation lets data pass.
enum class Mode : std::uint8_t { push, a036 };

/// Who joins the sponsor, where an answer depends on it.
enum class Joining : std::uint8_t { unsaid, minor_descendants, others };
inline constexpr std::array<std::string_view, 3> joining_words{"", "minor-descendants", "others"};

/// Whether the dossier in which the question is asked has been decided.
enum class Dossier : std::uint8_t { open, decided };

struct Request {
  domain::EnterpriseNumber caller;  ///< by its certificate
  AuthorisationName authorisation;
  Mode mode = Mode::a036;
  CategoryName category;
  Role role = Role::applicant;
  Occasion ground = Occasion::stay_application;
  Stated stated = Stated::nothing;  ///< what the agent has stated in words
  Joining joining = Joining::unsaid;
  domain::Date applied_on;  ///< the date of the application
  Dossier dossier = Dossier::open;
  domain::Niss person;
  domain::Period period;  ///< of the aid asked for
};

/// An institution that the hub knows, under the name that authorisations give it.
struct Institution {
  domain::EnterpriseNumber number;
  std::string name;
};

/// An authorisation with the digest of its text.
struct VersionedLaw {
  const Authorisation* law;
  Sha256 text;
};

/// What the hub knows without asking anybody. Refers to it; it must outlive every decision.
struct Setting {
  std::span<const Institution> institutions;
  std::span<const VersionedLaw> laws;
  domain::Date today;
};

}  // namespace crossroads::law::consult
