// A small world of facts that a test can change between two runs, as imports would.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "domain/country.hpp"
#include "domain/population.hpp"
#include "law/syntax/authorisation.hpp"

namespace crossroads::run::test {

using domain::Cents;
using domain::Country;
using domain::Date;
using domain::Month;
using domain::Nature;
using domain::Niss;
using domain::Period;

struct Grant {
  domain::GrantRow row;
  bool cancelled = false;
};

struct Stay {
  domain::StayRow row;  ///< its sponsor is `sponsor`'s place
  std::optional<Niss> sponsor = {};
};

/// What is recorded under one number.
struct Recorded {
  domain::Identity identity;
  std::vector<domain::NationalityRow> nationalities;
  std::vector<Stay> stays;
  std::map<std::string, Grant> grants;  ///< by aid_id
};

struct World {
  std::map<Niss, Recorded> persons;
  std::map<Niss, Niss> successors;

  [[nodiscard]] Niss newest(Niss niss) const;
  /// By the newest number, as SPEC §2 has it.
  [[nodiscard]] std::optional<domain::Identity> identity(Niss newest_niss) const;
  [[nodiscard]] domain::Population population() const;
};

/// Eleven digits whose check is right, of somebody born in 1985; `n` from 1 to 500.
[[nodiscard]] Niss number(unsigned n);

/// France, Romania, the United Kingdom until January 2020, Croatia from July 2013, and Belgium.
[[nodiscard]] domain::UnionMembers union_members();

/// One of the project's own documents, by its file's name: `11-031`.
[[nodiscard]] law::Authorisation document(const std::string& name);

/// A Union citizen who works and whose quality is recognised since the stay began.
[[nodiscard]] Recorded recognised_worker(Date since);
[[nodiscard]] Grant grant(Nature nature, std::int64_t monthly_cents, Date from, Date to);

}  // namespace crossroads::run::test
