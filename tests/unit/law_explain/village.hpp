// A few people whose stories are told in tests, and the real laws and parameters to explain them with.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "law/explain/explanation.hpp"

namespace crossroads::law::explain::test {

[[nodiscard]] std::string read_file(const std::string& below_root);

/// The members of the Union as `parameters/union-members.csv` has them.
[[nodiscard]] const domain::UnionMembers& union_members();

/// The document of that file in `authorisations/`.
[[nodiscard]] std::unique_ptr<Authorisation> read_law(const std::string& file);
[[nodiscard]] std::unique_ptr<Authorisation> parse_law(const std::string& text);

/// The rows of a data folder, as CSV without the columns that no law asks for:
/// `niss,country,from,to`; `niss,from,to,legal,register,title,ground,quality,recognised_on,applied_at,sponsor_niss`; `niss,nature,monthly_cents,from,to`.
/// A sponsor `nobody` is one of whom nothing is known.
struct Rows {
  std::string_view nationalities, stays, aid;
};
[[nodiscard]] domain::Population population(const Rows& rows);

/// A law, its plan, and people under it.
class Village {
 public:
  Village(std::unique_ptr<Authorisation> law, domain::Population population);
  /// Under the law of that file, the people who stand beside it in village.cpp.
  explicit Village(const std::string& file);

  [[nodiscard]] const Authorisation& law() const { return *law_; }
  [[nodiscard]] const fast::Plan& plan() const { return plan_; }
  [[nodiscard]] const domain::Population& people() const { return population_; }
  [[nodiscard]] Subject subject(domain::PersonIndex person) const { return {{population_, union_members()}, person}; }
  [[nodiscard]] Subject subject(std::string_view niss) const;
  [[nodiscard]] fast::Evaluator evaluator(domain::Month last) const { return {plan_, union_members(), last}; }
  /// One month of one person; the course goes on for a year more.
  [[nodiscard]] Explanation explain(std::string_view niss, domain::Month month) const;
  [[nodiscard]] std::string page(std::string_view niss, domain::Month month, Language language) const;

 private:
  std::unique_ptr<Authorisation> law_;
  fast::Plan plan_;
  domain::Population population_;
};

}  // namespace crossroads::law::explain::test
