#include <algorithm>

#include <fmt/format.h>

#include "law/check/rules.hpp"
#include "law/syntax/words.hpp"

namespace crossroads::law::checks {
namespace {

/// `unless excluded by …` names exclusions that the hub checks for the category, and asks them of who is in it: the applicant.
void excluded_by(const Authorisation& law, const ConsultationAnswer& answer, Findings& findings) {
  std::vector<std::string_view> possible;
  for (const auto& exclusion : law.exclusions) {
    if (exclusion.at_hub && exclusion.applies_to(answer.category) && std::ranges::find(possible, exclusion.name.text) == possible.end())
      possible.push_back(exclusion.name.text);
  }
  const auto& category = law.categories[answer.category].name.text;
  for (const auto& name : answer.unless_excluded_by) {
    if (answer.role == Role::sponsor) {
      findings.push_back(
          {.code = "L153",
           .message = fmt::format("`{}` is asked of a sponsor", name.text),
           .span = name.span,
           .hint = fmt::format("exclusions take out who is in `{}`; what the sponsor must be stands behind `when`", category)});
    } else if (std::ranges::find(possible, name.text) == possible.end()) {
      std::string expected;
      for (const auto& one : possible) expected += fmt::format("{}`{}`", expected.empty() ? "" : ", ", one);
      findings.push_back({.code = "L153",
                          .message = fmt::format("the hub checks no exclusion `{}` for `{}`", name.text, category),
                          .span = name.span,
                          .expected = std::move(expected)});
    }
  }
}

}  // namespace

void consultation(const Authorisation& law, Findings& findings) {
  if (!law.consultation) return;
  const auto& consultation = *law.consultation;
  const auto report = [&](std::string code, std::string message, Span span, std::string expected) {
    findings.push_back({.code = std::move(code), .message = std::move(message), .span = span, .expected = std::move(expected)});
  };
  if (!consultation.period)
    report("L152", "the consultation does not say how far back one may ask", consultation.span, "`period at most 5 years [§…]`");
  else if (consultation.period->years < 1 || consultation.period->years > most_years) {
    report("L162", fmt::format("{} years is no sensible period", consultation.period->years), consultation.period->span,
           "from 1 to 100 years");
  }
  if (consultation.disclosures.empty())
    report("L152", "the consultation discloses nothing", consultation.span, "`disclose number, niss [§…]`");
  for (const auto& one : consultation.disclosures) {
    if (one.field != Field::niss && one.field < Field::number) {
      report("L147", fmt::format("`{}` is no field of an attestation", field_words[static_cast<std::size_t>(one.field)]), one.span, "");
    }
  }
  disclosed_twice(law, consultation.disclosures, findings);

  // Each category is answered, once a role, or refused, once.
  for (CategoryIndex c = 0; c < law.categories.size(); ++c) {
    const auto& name = law.categories[c].name;
    std::vector<const Declared*> spoken;
    std::array<const ConsultationAnswer*, role_words.size()> by_role{};
    for (const auto& answer : consultation.answers) {
      if (answer.category != c) continue;
      auto& first = by_role[static_cast<std::size_t>(answer.role)];
      if (first != nullptr) {
        findings.push_back(
            {.code = "L151",
             .message = fmt::format("`{}` is answered twice about the {}", name.text, role_words[static_cast<std::size_t>(answer.role)]),
             .span = answer.span,
             .hint = "one line, with the occasions separated by commas",
             .note = Note{first->span, "here already"}});
      }
      first = &answer;
      spoken.push_back(&answer);
      excluded_by(law, answer, findings);
    }
    const Declared* refused = nullptr;
    for (const auto& refusal : consultation.refusals) {
      if (std::ranges::find(refusal.categories, c) == refusal.categories.end()) continue;
      if (refused != nullptr || !spoken.empty()) {
        findings.push_back({.code = "L151",
                            .message = fmt::format("`{}` is {}", name.text, refused ? "refused twice" : "answered and refused"),
                            .span = refusal.span,
                            .note = Note{refused ? refused->span : spoken.front()->span, refused ? "here already" : "answered here"}});
      }
      refused = &refusal;
    }
    if (spoken.empty() && refused == nullptr) {
      findings.push_back({.code = "L150",
                          .message = fmt::format("the consultation says nothing about `{}`", name.text),
                          .span = consultation.span,
                          .expected = fmt::format("`answer {} about …`, or `refuse {}`", name.text, name.text)});
    }
  }
}

}  // namespace crossroads::law::checks
