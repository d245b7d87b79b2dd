// Whatever is asked: the first check that fails answers, and a Permit never goes beyond what was asked for and what the law names.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "law/consult/attestation.hpp"
#include "scene.hpp"

namespace crossroads::law::consult::test {
namespace {

using domain::Date;

/// A way to fail exactly one check, in the order of the checks. Of two that change the same thing the earlier is applied last.
struct Fault {
  RefusalType fails;
  void (*change)(Scene&);
};
const std::vector<Fault> faults{
    {RefusalType::unknown_institution, [](Scene& scene) { scene.request.caller = a_stranger; }},
    {RefusalType::unknown_authorisation, [](Scene& scene) { scene.request.authorisation = {"99/999"}; }},
    {RefusalType::authorisation_not_in_force, [](Scene& scene) { scene.laws[1].in_force_to = scene.today.plus_days(-1); }},
    {RefusalType::caller_not_recipient, [](Scene& scene) { scene.request.caller = the_source; }},
    {RefusalType::mode_not_authorised, [](Scene& scene) { scene.request.mode = Mode::push; }},
    {RefusalType::unknown_category, [](Scene& scene) { scene.request.category = {"tourist"}; }},
    {RefusalType::category_not_answered, [](Scene& scene) { scene.request.category = {"family-other"}; }},
    {RefusalType::role_not_answered, [](Scene& scene) { scene.request.role = Role::sponsor; }},
    {RefusalType::ground_not_answered,
     [](Scene& scene) {
       std::erase(scene.laws[1].consultation->answers[0].occasions, OccasionRule{Occasion::stay_application, Stated::doubt});
     }},
    {RefusalType::joining_not_stated,
     [](Scene& scene) { scene.laws[1].consultation->answers[0].unless_only_minor_descendants_join = true; }},
    {RefusalType::doubt_not_stated, [](Scene& scene) { scene.request.stated = Stated::nothing; }},
    {RefusalType::application_in_the_future, [](Scene& scene) { scene.request.applied_on = scene.today.plus_days(1); }},
    {RefusalType::dossier_decided, [](Scene& scene) { scene.request.dossier = Dossier::decided; }},
    {RefusalType::unknown_person, [](Scene& scene) { scene.known = false; }},
    {RefusalType::person_does_not_fit, [](Scene& scene) { scene.person.nationalities[0].country = country("MA"); }},
    {RefusalType::person_excluded, [](Scene& scene) { scene.person.stays[0].period.from = Date(2001, 1, 1); }},
    {RefusalType::period_in_the_future, [](Scene& scene) { scene.request.period.to = scene.today.plus_days(1); }},
    {RefusalType::period_too_far_back, [](Scene& scene) { scene.request.period.from = Date(2001, 1, 1); }},
};

RC_GTEST_PROP(ConsultationChecks, the_first_that_fails_answers, ()) {
  const auto chosen = *rc::gen::container<std::vector<bool>>(faults.size(), rc::gen::arbitrary<bool>());
  auto scene = a_good_question();
  std::optional<RefusalType> first;
  for (std::size_t i = faults.size(); i-- > 0;) {
    if (!chosen[i]) continue;
    faults[i].change(scene);
    first = faults[i].fails;
  }
  const auto decided = scene.decide();
  if (first) {
    RC_ASSERT(!decided.has_value());
    RC_ASSERT(to_name(decided.error().type) == to_name(*first));
  } else {
    RC_ASSERT(decided.has_value());
  }
}

TEST(ConsultationChecks, of_every_two_that_fail_the_first_answers) {
  for (std::size_t i = 0; i < faults.size(); ++i) {
    for (std::size_t j = i; j < faults.size(); ++j) {
      auto scene = a_good_question();
      faults[j].change(scene);
      faults[i].change(scene);
      const auto decided = scene.decide();
      ASSERT_FALSE(decided.has_value());
      EXPECT_EQ(to_name(decided.error().type), to_name(faults[i].fails)) << "with " << to_name(faults[j].fails);
    }
  }
}

/// Any request and any person, most of them close to what is answered.
Scene any_scene() {
  auto scene = a_good_question();
  const auto below = [](int n) { return *rc::gen::resize(rc::kNominalSize, rc::gen::inRange(0, n)); };
  const auto& law = scene.laws[1];
  const auto& answers = law.consultation->answers;
  const auto& answer = answers[static_cast<std::size_t>(below(static_cast<int>(answers.size())))];
  scene.request.category = {law.categories[answer.category].name.text};
  scene.request.role = below(10) == 0 ? Role::applicant : answer.role;
  const auto& occasion = answer.occasions[static_cast<std::size_t>(below(static_cast<int>(answer.occasions.size())))];
  scene.request.ground = occasion.occasion;
  scene.request.stated = below(10) == 0 ? Stated::nothing : occasion.stated;
  scene.request.joining = static_cast<Joining>(below(3));
  scene.request.applied_on = scene.today.plus_days(below(30) - 28);
  const auto from = scene.today.plus_days(-below(1900));
  scene.request.period = {from, from.plus_days(below(400) - 10)};
  const std::array countries{country("FR"), country("MA"), country("BE"), country("XX")};
  scene.person = Person::of(countries[static_cast<std::size_t>(below(4))], static_cast<domain::Ground>(below(9)),
                            static_cast<domain::Quality>(below(7)));
  scene.person.stays[0].period.from = scene.today.plus_days(-below(2500));
  scene.person.born = scene.today.plus_months(-below(600));
  scene.request.person = cases::synthetic_niss(scene.person.born, 1);
  auto& disclosures = scene.laws[1].consultation->disclosures;
  std::erase_if(disclosures, [&](const Disclosure&) { return below(4) == 0; });
  return scene;
}

bool contains(domain::Period outer, domain::Period inner) { return outer.from <= inner.from && inner.to <= outer.to; }

void never_beyond(const Scene& scene) {
  const auto decided = scene.decide();
  RC_CLASSIFY(decided.has_value(), "answered");
  if (!decided) return;
  const auto& law = scene.laws[1];
  RC_ASSERT(decided->period() == scene.request.period);
  const domain::Period window{scene.today.plus_months(-12 * law.consultation->period->years), scene.today};
  RC_ASSERT(contains(window, decided->period()));
  for (const auto field : decided->fields()) {
    RC_ASSERT(std::ranges::any_of(law.consultation->disclosures, [&](const Disclosure& one) { return one.field == field; }));
  }

  std::vector<GrantOnRecord> grants;
  for (int i = 0; i < 5; ++i) {
    const auto from = scene.today.plus_days(-*rc::gen::resize(rc::kNominalSize, rc::gen::inRange(0, 3000)));
    grants.push_back({.number = {std::to_string(i)},
                      .person = i == 4 ? cases::synthetic_niss(Date(1970, 1, 1), 7) : scene.request.person,
                      .grant = {.monthly = domain::Cents(1), .period = {from, i == 3 ? Date::forever() : from.plus_days(90)}}});
  }
  for (const auto& one : attest(*decided, grants)) {
    if (one.niss) RC_ASSERT(*one.niss == scene.request.person);
    if (one.number) RC_ASSERT(one.number->text != "4");
    if (one.period_from) RC_ASSERT(scene.request.period.covers(*one.period_from));
    if (one.period_to) RC_ASSERT(scene.request.period.covers(*one.period_to));
    RC_ASSERT(one.niss.has_value() == decided->discloses(Field::niss));
    RC_ASSERT(one.number.has_value() == decided->discloses(Field::number));
    RC_ASSERT(one.nature.has_value() == decided->discloses(Field::attestation_nature));
    RC_ASSERT(one.type.has_value() == decided->discloses(Field::attestation_type));
    RC_ASSERT(one.period_from.has_value() == decided->discloses(Field::period_from));
    RC_ASSERT(one.period_to.has_value() == decided->discloses(Field::period_to));
  }
}

RC_GTEST_PROP(ConsultationPermits, never_go_beyond_the_request_and_the_law, ()) {
  for (int i = 0; i < 10; ++i) never_beyond(any_scene());
}

}  // namespace
}  // namespace crossroads::law::consult::test
