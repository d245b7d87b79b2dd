#include "law/consult/decide.hpp"

#include <algorithm>
#include <array>

#include "law/evaluate/plain.hpp"

namespace crossroads::law::consult {

namespace {

using domain::Date;

/// The section of the specification that sets a check on which no paragraph speaks.
constexpr std::string_view consultation_section = "SPEC §9";
constexpr std::string_view category_section = "SPEC §6";

void add(LegalBasis& basis, const Declared& declared) {
  basis.paragraphs.insert(basis.paragraphs.end(), declared.citations.begin(), declared.citations.end());
  std::ranges::sort(basis.paragraphs);
  const auto twice = std::ranges::unique(basis.paragraphs);
  basis.paragraphs.erase(twice.begin(), twice.end());
  for (const auto& interpretation : declared.interpretations) {
    const auto number = [](const std::string& name) { return std::pair(name.size(), std::string_view(name)); };
    const auto place = std::ranges::lower_bound(basis.interpretations, number(interpretation), {}, number);
    if (place == basis.interpretations.end() || *place != interpretation) basis.interpretations.insert(place, interpretation);
  }
}

template <class... Declarations>
LegalBasis basis_of(const Declarations&... declared) {
  LegalBasis basis;
  (add(basis, declared), ...);
  if (basis.paragraphs.empty()) basis.section = consultation_section;
  return basis;
}

LegalBasis in_section(std::string_view section) { return {.section = std::string(section)}; }

std::unexpected<Refusal> refuse(RefusalType type, LegalBasis basis) { return std::unexpected(Refusal{type, std::move(basis)}); }

bool in_force(const Authorisation& law, Date day) { return law.in_force_from <= day && day <= law.in_force_to; }

/// The authorisation of that name that binds on the day, and lets the caller consult.
std::expected<VersionedLaw, Refusal> law_of(const Request& request, const Setting& setting) {
  const auto caller = std::ranges::find(setting.institutions, request.caller, &Institution::number);
  if (caller == setting.institutions.end()) return refuse(RefusalType::unknown_institution, in_section(consultation_section));

  const VersionedLaw* found = nullptr;
  for (const auto& versioned : setting.laws) {
    if (versioned.law->name.text != request.authorisation.text) continue;
    if (found == nullptr || in_force(*versioned.law, setting.today)) found = &versioned;
  }
  if (found == nullptr) return refuse(RefusalType::unknown_authorisation, in_section(consultation_section));
  const auto& law = *found->law;
  if (!in_force(law, setting.today)) return refuse(RefusalType::authorisation_not_in_force, in_section(consultation_section));
  if (caller->name != law.recipient.text) return refuse(RefusalType::caller_not_recipient, basis_of(law.parties));
  if (request.mode != Mode::a036 || !law.consultation) return refuse(RefusalType::mode_not_authorised, in_section(consultation_section));
  return *found;
}

/// Every answer about the category: what it says of roles.
LegalBasis answers_about(const Consultation& consultation, CategoryIndex category) {
  LegalBasis basis;
  for (const auto& answer : consultation.answers) {
    if (answer.category == category) add(basis, answer);
  }
  if (basis.paragraphs.empty()) basis.section = category_section;
  return basis;
}

struct Asked {
  CategoryIndex category;
  const ConsultationAnswer* answer;
  OccasionRule occasion;
};

/// Category, role and ground, and who joins.
std::expected<Asked, Refusal> asked(const Authorisation& law, const Request& request) {
  const auto& consultation = *law.consultation;
  const auto named = std::ranges::find(law.categories, request.category.text,
                                       [](const Category& category) { return std::string_view(category.name.text); });
  if (named == law.categories.end()) return refuse(RefusalType::unknown_category, in_section(category_section));
  const auto category = static_cast<CategoryIndex>(named - law.categories.begin());
  for (const auto& refusal : consultation.refusals) {
    if (std::ranges::find(refusal.categories, category) != refusal.categories.end())
      return refuse(RefusalType::category_not_answered, basis_of(refusal));
  }
  const auto answer = std::ranges::find_if(
      consultation.answers, [&](const ConsultationAnswer& one) { return one.category == category && one.role == request.role; });
  if (answer == consultation.answers.end()) return refuse(RefusalType::role_not_answered, answers_about(consultation, category));
  const auto occasion = std::ranges::find(answer->occasions, request.ground, &OccasionRule::occasion);
  if (occasion == answer->occasions.end()) return refuse(RefusalType::ground_not_answered, basis_of(*answer));
  if (answer->unless_only_minor_descendants_join) {
    if (request.joining == Joining::unsaid) return refuse(RefusalType::joining_not_stated, basis_of(*answer));
    if (request.joining == Joining::minor_descendants) return refuse(RefusalType::only_minor_descendants_join, basis_of(*answer));
  }
  return Asked{category, &*answer, *occasion};
}

/// The first check that fails of what the agent states: the doubt or the information, the application, the dossier.
std::optional<RefusalType> unstated(const OccasionRule& rule, const Request& request, Date today) {
  if (rule.stated != Stated::nothing && request.stated != rule.stated)
    return rule.stated == Stated::doubt ? RefusalType::doubt_not_stated : RefusalType::information_not_stated;
  if (request.applied_on > today) return RefusalType::application_in_the_future;
  if (request.dossier == Dossier::decided) return RefusalType::dossier_decided;
  return std::nullopt;
}

/// The first exclusion that is true of the applicant, or unknown (unknown is never read as "not excluded").
std::optional<Refusal> excluded(const Authorisation& law, const ConsultationAnswer& answer, CategoryIndex category, const Subject& person,
                                Date today) {
  for (const auto& exclusion : law.exclusions) {
    if (!exclusion.at_hub || !exclusion.applies_to(category)) continue;
    if (std::ranges::find(answer.unless_excluded_by, exclusion.name) == answer.unless_excluded_by.end()) continue;
    const Tri value = plain::holds_on(law, *exclusion.when, person, today, false);
    if (value != Tri::no)
      return Refusal{.type = RefusalType::person_excluded, .basis = basis_of(exclusion), .exclusion = exclusion.name.text, .value = value};
  }
  return std::nullopt;
}

/// More than the law allows is refused, not cut. Without a limit in the law nothing is allowed.
std::optional<Refusal> outside_window(const Consultation& consultation, domain::Period period, Date today) {
  const auto years = consultation.period ? consultation.period->years : 0;
  const domain::Period allowed{today.plus_months(-12 * years), today};
  const auto basis = consultation.period ? basis_of(*consultation.period) : in_section(consultation_section);
  const auto refused = [&](RefusalType type) { return Refusal{.type = type, .basis = basis, .allowed = allowed}; };
  if (period.to < period.from) return refused(RefusalType::period_ends_before_it_begins);
  if (period.to > allowed.to) return refused(RefusalType::period_in_the_future);
  if (period.from < allowed.from) return refused(RefusalType::period_too_far_back);
  return std::nullopt;
}

}  // namespace

/// Fills what nobody else may.
class Mint {
 public:
  static std::expected<Admission, Refusal> admit(const Request& request, const Setting& setting) {
    const auto law = law_of(request, setting);
    if (!law) return std::unexpected(law.error());
    const auto about = asked(*law->law, request);
    if (!about) return std::unexpected(about.error());
    if (const auto failed = unstated(about->occasion, request, setting.today)) return refuse(*failed, basis_of(*about->answer));
    return Admission(request, *law, *about->answer, about->category, setting.today);
  }

  static std::expected<Permit, Refusal> decide(const Admission& admission, const std::optional<Subject>& person) {
    const auto& law = *admission.law_.law;
    const auto& answer = *admission.answer_;
    const auto& request = admission.request_;
    if (!person) return refuse(RefusalType::unknown_person, in_section(consultation_section));
    if (answer.when) {
      const Tri fits = plain::holds_on(law, *answer.when, *person, admission.today_, answer.role == Role::sponsor);
      if (fits != Tri::yes)
        return std::unexpected(Refusal{.type = RefusalType::person_does_not_fit, .basis = basis_of(answer), .value = fits});
    }
    if (auto refusal = excluded(law, answer, admission.category_, *person, admission.today_)) return std::unexpected(std::move(*refusal));
    if (auto refusal = outside_window(*law.consultation, request.period, admission.today_)) return std::unexpected(std::move(*refusal));
    return permit(admission, *person);
  }

 private:
  static Permit permit(const Admission& admission, const Subject& person) {
    const auto& law = *admission.law_.law;
    const auto& consultation = *law.consultation;
    Permit permit;
    permit.authorisation_ = {law.name.text, admission.law_.text};
    permit.category_ = law.categories[admission.category_].name.text;
    permit.role_ = admission.request_.role;
    permit.ground_ = admission.request_.ground;
    permit.person_ = person.view.population.niss(person.person);
    permit.period_ = admission.request_.period;
    permit.basis_ = basis_of(*admission.answer_, *consultation.period);
    for (const auto& disclosure : consultation.disclosures) {
      if (!disclosure.applies_to(admission.category_)) continue;
      permit.fields_.push_back(disclosure.field);
      add(permit.basis_, disclosure);
    }
    std::ranges::sort(permit.fields_);
    const auto twice = std::ranges::unique(permit.fields_);
    permit.fields_.erase(twice.begin(), twice.end());
    return permit;
  }
};

bool Permit::discloses(Field field) const { return std::ranges::binary_search(fields_, field); }

std::expected<Admission, Refusal> admit(const Request& request, const Setting& setting) { return Mint::admit(request, setting); }

std::expected<Permit, Refusal> decide(const Admission& admission, const std::optional<Subject>& person) {
  return Mint::decide(admission, person);
}

std::expected<Permit, Refusal> decide(const Request& request, const Setting& setting, const std::optional<Subject>& person) {
  const auto admission = admit(request, setting);
  if (!admission) return std::unexpected(admission.error());
  return decide(*admission, person);
}

}  // namespace crossroads::law::consult
