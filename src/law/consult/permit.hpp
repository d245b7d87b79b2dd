// The law's permission to answer one consultation. Every fetch of a person's attestations demands one, and only the law can make it: an answer
// that no law allows does not compile.
#pragma once

#include <string>
#include <vector>

#include "domain/communication.hpp"
#include "domain/niss.hpp"
#include "domain/period.hpp"
#include "law/consult/refusal.hpp"

namespace crossroads::law::consult {

class Permit {
 public:
  [[nodiscard]] const domain::AuthorisationVersion& authorisation() const { return authorisation_; }
  [[nodiscard]] const std::string& category() const { return category_; }
  [[nodiscard]] Role role() const { return role_; }
  [[nodiscard]] Occasion ground() const { return ground_; }
  /// By the newest number that the register knows.
  [[nodiscard]] domain::Niss person() const { return person_; }
  /// As it was asked for: more than the law allows is refused, never cut.
  [[nodiscard]] domain::Period period() const { return period_; }
  /// What may be disclosed, in the order of Field.
  [[nodiscard]] const std::vector<Field>& fields() const { return fields_; }
  [[nodiscard]] bool discloses(Field field) const;
  /// The paragraphs of the answer, of the period and of the fields.
  [[nodiscard]] const LegalBasis& basis() const { return basis_; }

 private:
  friend class Mint;  // of decide.cpp: a Permit is what is left when no check has failed
  Permit() = default;

  domain::AuthorisationVersion authorisation_ = {};
  std::string category_ = {};
  Role role_ = Role::applicant;
  Occasion ground_ = Occasion::stay_application;
  domain::Niss person_ = {};
  domain::Period period_ = {};
  std::vector<Field> fields_ = {};
  LegalBasis basis_ = {};
};

}  // namespace crossroads::law::consult
