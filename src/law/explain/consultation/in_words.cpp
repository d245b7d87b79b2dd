#include "law/explain/consultation/in_words.hpp"

#include <array>

#include <fmt/args.h>
#include <fmt/format.h>

#include "law/explain/consultation/phrase.hpp"
#include "law/explain/wording.hpp"

namespace crossroads::law::explain::consultation {
namespace {

/// The arguments of every phrase, by number.
struct Arguments {
  std::string authorisation, category, role, ground, exclusion, first_day, last_day, recipient, fields;
};

std::string filled(Language language, Phrase which, const Arguments& with) {
  fmt::dynamic_format_arg_store<fmt::format_context> store;
  for (const auto* argument : {&with.authorisation, &with.category, &with.role, &with.ground, &with.exclusion, &with.first_day,
                               &with.last_day, &with.recipient, &with.fields})
    store.push_back(*argument);
  return fmt::vformat(phrase(language, which), store);
}

std::string word(Language language, Role role) {
  return std::string(phrase(language, after(Phrase::role_applicant, static_cast<std::size_t>(role))));
}
std::string word(Language language, Occasion ground) {
  return std::string(phrase(language, after(Phrase::ground_stay_application, static_cast<std::size_t>(ground))));
}

/// The sentence of the refusal; where the register does not say enough, that.
Phrase sentence_of(const consult::Refusal& refusal) {
  if (refusal.value == Tri::unknown && refusal.type == consult::RefusalType::person_does_not_fit) return Phrase::fit_not_known;
  if (refusal.value == Tri::unknown && refusal.type == consult::RefusalType::person_excluded) return Phrase::exclusion_not_known;
  return after(Phrase::refused_unknown_institution, static_cast<std::size_t>(refusal.type));
}

std::string in_brackets(const consult::LegalBasis& basis) { return fmt::format("[{}]", to_string(basis)); }

}  // namespace

InWords in_words(const consult::Refusal& refusal, const consult::Request& request, const Authorisation* law, Language language) {
  const Authorisation nameless;  // without labels every name is said as it is written
  const auto& names = law != nullptr ? *law : nameless;
  const Wording wording(names, language);
  Arguments with{.authorisation = wording.label(request.authorisation.text),
                 .category = wording.label(request.category.text),
                 .role = word(language, request.role),
                 .ground = word(language, request.ground),
                 .exclusion = wording.label(refusal.exclusion),
                 .first_day = {},
                 .last_day = {},
                 .recipient = wording.label(names.recipient.text),
                 .fields = {}};
  if (refusal.allowed) {
    with.first_day = wording.date(refusal.allowed->from);
    with.last_day = wording.date(refusal.allowed->to);
  }
  return {.sentence = filled(language, sentence_of(refusal), with),
          .remedy = filled(language, after(Phrase::remedy_unknown_institution, static_cast<std::size_t>(refusal.type)), with),
          .basis = in_brackets(refusal.basis)};
}

InWords in_words(const consult::Permit& permit, const Authorisation& law, Language language) {
  const Wording wording(law, language);
  std::string fields;
  for (const auto field : permit.fields()) fields += (fields.empty() ? "" : ", ") + wording.field(field);
  const Arguments with{.authorisation = wording.label(permit.authorisation().name),
                       .category = wording.label(permit.category()),
                       .role = word(language, permit.role()),
                       .ground = word(language, permit.ground()),
                       .exclusion = {},
                       .first_day = wording.date(permit.period().from),
                       .last_day = wording.date(permit.period().to),
                       .recipient = wording.label(law.recipient.text),
                       .fields = fields};
  return {.sentence = filled(language, Phrase::answered, with), .remedy = {}, .basis = in_brackets(permit.basis())};
}

}  // namespace crossroads::law::explain::consultation
