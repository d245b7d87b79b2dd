// Every clause of SPEC §9 (and of its table in §6) as a row: what is asked, and the exact answer of the law.
#include <gtest/gtest.h>

#include <type_traits>

#include "scene.hpp"

namespace crossroads::law::consult::test {
namespace {

using domain::Date;
using domain::Ground;
using domain::Quality;

// Nobody but the law makes one.
static_assert(!std::is_default_constructible_v<Permit>);
static_assert(!std::is_aggregate_v<Permit>);
static_assert(!std::is_constructible_v<Admission, Request>);
static_assert(!std::is_aggregate_v<Admission>);

struct Row {
  std::string name;
  void (*change)(Scene&);
  std::string answer;  ///< the refusal's word, or `answered`
  std::string basis;
};

void about(Scene& scene, std::string category, Role role, Person person, Stated stated = Stated::nothing) {
  scene.request.category = {std::move(category)};
  scene.request.role = role;
  scene.request.stated = stated;
  scene.person = std::move(person);
}

void about_sponsor_of_belgians_family(Scene& scene, domain::Country nationality, Joining joining) {
  about(scene, "family-belgian", Role::sponsor, Person::of(nationality, Ground::other, Quality::other));
  scene.request.joining = joining;
}

void about_sponsor_of_europeans_family(Scene& scene, domain::Country nationality, Quality quality) {
  about(scene, "family-eu", Role::sponsor, Person::of(nationality, Ground::art40, quality), Stated::doubt);
}

std::string word(const std::expected<Permit, Refusal>& decided) {
  return decided ? "answered" : std::string(to_name(decided.error().type));
}
std::string basis(const std::expected<Permit, Refusal>& decided) { return to_string(decided ? decided->basis() : decided.error().basis); }

class Consultation : public testing::TestWithParam<Row> {};

TEST_P(Consultation, is_decided_as_the_rule_says) {
  auto scene = a_good_question();
  GetParam().change(scene);
  const auto decided = scene.decide();
  EXPECT_EQ(word(decided), GetParam().answer);
  EXPECT_EQ(basis(decided), GetParam().basis);
}

std::string name_of(const testing::TestParamInfo<Row>& row) { return row.param.name; }

const std::string permanent = "§2 §8 §9 §30 I14 I16";

INSTANTIATE_TEST_SUITE_P(
    Caller, Consultation,
    testing::Values(Row{"an_institution_that_the_hub_knows", [](Scene&) {}, "answered", permanent},
                    Row{"a_stranger", [](Scene& scene) { scene.request.caller = a_stranger; }, "unknown-institution", "SPEC §9"},
                    Row{"nobody_is_known", [](Scene& scene) { scene.institutions.clear(); }, "unknown-institution", "SPEC §9"}),
    name_of);

INSTANTIATE_TEST_SUITE_P(
    TheAuthorisation, Consultation,
    testing::Values(
        Row{"of_no_deliberation", [](Scene& scene) { scene.request.authorisation = {"99/999"}; }, "unknown-authorisation", "SPEC §9"},
        Row{"before_it_is_in_force",
            [](Scene& scene) {
              scene.today = Date(2018, 5, 7);
              scene.request.applied_on = scene.today;
              scene.request.period = {Date(2017, 5, 8), Date(2018, 5, 7)};
            },
            "authorisation-not-in-force", "SPEC §9"},
        Row{"on_its_first_day",
            [](Scene& scene) {
              scene.today = Date(2018, 5, 8);
              scene.request.applied_on = scene.today;
              scene.request.period = {Date(2017, 5, 8), Date(2018, 5, 8)};
              scene.person.stays[0].period.from = Date(2017, 5, 2);
            },
            "answered", permanent},
        Row{"after_it_has_ended", [](Scene& scene) { scene.laws[1].in_force_to = Date(2024, 5, 14); }, "authorisation-not-in-force",
            "SPEC §9"},
        Row{"on_its_last_day", [](Scene& scene) { scene.laws[1].in_force_to = Date(2024, 5, 15); }, "answered", permanent},
        Row{"the_version_in_force_of_two",
            [](Scene& scene) {
              scene.laws.push_back(scene.laws[1]);
              scene.laws[1].in_force_to = Date(2020, 1, 1);
              scene.laws[2].in_force_from = Date(2020, 1, 2);
            },
            "answered", permanent},
        Row{"a_caller_who_is_not_the_recipient", [](Scene& scene) { scene.request.caller = the_source; }, "caller-not-recipient", "§1 §33"},
        Row{"a_mode_that_it_does_not_name", [](Scene& scene) { scene.request.authorisation = {law_of_2011().name.text}; },
            "mode-not-authorised", "SPEC §9"},
        Row{"the_push_is_nothing_to_ask_for", [](Scene& scene) { scene.request.mode = Mode::push; }, "mode-not-authorised", "SPEC §9"}),
    name_of);

INSTANTIATE_TEST_SUITE_P(
    CategoryRoleGround, Consultation,
    testing::Values(
        Row{"no_such_category", [](Scene& scene) { scene.request.category = {"tourist"}; }, "unknown-category", "SPEC §6"},
        Row{"eu_short_is_refused", [](Scene& scene) { scene.request.category = {"eu-short"}; }, "category-not-answered", "§4 §9 §25 I15"},
        Row{"eu_short_is_refused_whoever_is_asked_about",
            [](Scene& scene) {
              scene.request.category = {"eu-short"};
              scene.request.role = Role::sponsor;
            },
            "category-not-answered", "§4 §9 §25 I15"},
        Row{"family_other_is_refused", [](Scene& scene) { scene.request.category = {"family-other"}; }, "category-not-answered",
            "§4 §9 §25 I15"},
        Row{"eu_long_about_a_sponsor", [](Scene& scene) { scene.request.role = Role::sponsor; }, "role-not-answered", "§8 §9"},
        Row{"student_about_a_sponsor",
            [](Scene& scene) { about(scene, "student", Role::sponsor, Person::of(country("MA"), Ground::art58, Quality::student)); },
            "role-not-answered", "§13"},
        Row{"family_third_country_about_an_applicant",
            [](Scene& scene) {
              about(scene, "family-third-country", Role::applicant, Person::of(country("MA"), Ground::art10, Quality::other));
            },
            "role-not-answered", "§18"},
        Row{"family_student_about_an_applicant",
            [](Scene& scene) { about(scene, "family-student", Role::applicant, Person::of(country("MA"), Ground::art58, Quality::other)); },
            "role-not-answered", "§20"},
        Row{"family_eu_about_an_applicant",
            [](Scene& scene) { about(scene, "family-eu", Role::applicant, Person::of(country("FR"), Ground::art40, Quality::student)); },
            "role-not-answered", "§21 §22"},
        Row{"family_belgian_about_an_applicant",
            [](Scene& scene) { about(scene, "family-belgian", Role::applicant, Person::of(country("BE"), Ground::other, Quality::other)); },
            "role-not-answered", "§23 §24"},
        Row{"eu_long_on_verification",
            [](Scene& scene) {
              scene.request.ground = Occasion::verification;
              scene.request.stated = Stated::information;
            },
            "answered", permanent},
        Row{"student_on_verification",
            [](Scene& scene) {
              about(scene, "student", Role::applicant, Person::of(country("MA"), Ground::art58, Quality::student));
              scene.request.ground = Occasion::verification;
            },
            "ground-not-answered", "§13"},
        Row{"family_third_country_on_verification",
            [](Scene& scene) {
              about(scene, "family-third-country", Role::sponsor, Person::of(country("MA"), Ground::art10, Quality::other));
              scene.request.ground = Occasion::verification;
            },
            "ground-not-answered", "§18"},
        Row{"family_student_on_verification",
            [](Scene& scene) {
              about(scene, "family-student", Role::sponsor, Person::of(country("MA"), Ground::art58, Quality::student));
              scene.request.ground = Occasion::verification;
            },
            "ground-not-answered", "§20"},
        Row{"family_eu_on_verification",
            [](Scene& scene) {
              about_sponsor_of_europeans_family(scene, country("FR"), Quality::student);
              scene.request.ground = Occasion::verification;
            },
            "ground-not-answered", "§21 §22"},
        Row{"family_belgian_on_verification",
            [](Scene& scene) {
              about_sponsor_of_belgians_family(scene, country("BE"), Joining::others);
              scene.request.ground = Occasion::verification;
            },
            "ground-not-answered", "§23 §24"},
        Row{"family_belgian_without_saying_who_joins",
            [](Scene& scene) { about_sponsor_of_belgians_family(scene, country("BE"), Joining::unsaid); }, "joining-not-stated", "§23 §24"},
        Row{"family_belgian_where_only_minor_descendants_join",
            [](Scene& scene) { about_sponsor_of_belgians_family(scene, country("BE"), Joining::minor_descendants); },
            "only-minor-descendants-join", "§23 §24"},
        Row{"family_belgian_where_others_join",
            [](Scene& scene) { about_sponsor_of_belgians_family(scene, country("BE"), Joining::others); }, "answered",
            "§2 §23 §24 §30 I14 I16"},
        Row{"who_joins_matters_nowhere_else", [](Scene& scene) { scene.request.joining = Joining::minor_descendants; }, "answered",
            permanent}),
    name_of);

INSTANTIATE_TEST_SUITE_P(
    WhatTheAgentStates, Consultation,
    testing::Values(
        Row{"eu_long_without_a_doubt", [](Scene& scene) { scene.request.stated = Stated::nothing; }, "doubt-not-stated", "§8 §9"},
        Row{"information_is_no_doubt", [](Scene& scene) { scene.request.stated = Stated::information; }, "doubt-not-stated", "§8 §9"},
        Row{"verification_without_information",
            [](Scene& scene) {
              scene.request.ground = Occasion::verification;
              scene.request.stated = Stated::nothing;
            },
            "information-not-stated", "§8 §9"},
        Row{"a_doubt_is_no_information", [](Scene& scene) { scene.request.ground = Occasion::verification; }, "information-not-stated",
            "§8 §9"},
        Row{"family_eu_without_a_doubt",
            [](Scene& scene) {
              about_sponsor_of_europeans_family(scene, country("FR"), Quality::student);
              scene.request.stated = Stated::nothing;
            },
            "doubt-not-stated", "§21 §22"},
        Row{"an_application_of_tomorrow", [](Scene& scene) { scene.request.applied_on = Date(2024, 5, 16); }, "application-in-the-future",
            "§8 §9"},
        Row{"an_application_of_last_year", [](Scene& scene) { scene.request.applied_on = Date(2023, 5, 15); }, "answered", permanent},
        Row{"a_dossier_that_is_decided", [](Scene& scene) { scene.request.dossier = Dossier::decided; }, "dossier-decided", "§8 §9"},
        Row{"a_decided_dossier_is_not_verified_either",
            [](Scene& scene) {
              scene.request.ground = Occasion::verification;
              scene.request.stated = Stated::information;
              scene.request.dossier = Dossier::decided;
            },
            "dossier-decided", "§8 §9"}),
    name_of);

INSTANTIATE_TEST_SUITE_P(
    ThePerson, Consultation,
    testing::Values(
        Row{"nobody_whom_the_register_knows", [](Scene& scene) { scene.known = false; }, "unknown-person", "SPEC §9"},
        Row{"eu_long_is_a_union_citizen", [](Scene& scene) { scene.person = Person::of(country("PL"), Ground::other, Quality::other); },
            "answered", permanent},
        Row{"eu_long_is_no_belgian", [](Scene& scene) { scene.person.nationalities.push_back({country("BE"), {Date(2020, 1, 1)}}); },
            "person-does-not-fit", "§8 §9"},
        Row{"eu_long_is_not_from_a_third_country",
            [](Scene& scene) { scene.person = Person::of(country("MA"), Ground::art40, Quality::employee); }, "person-does-not-fit",
            "§8 §9"},
        Row{"eu_long_today_not_formerly", [](Scene& scene) { scene.person.nationalities[0].period.to = Date(2024, 5, 14); },
            "person-does-not-fit", "§8 §9"},
        Row{"eu_long_of_unknown_nationality", [](Scene& scene) { scene.person.nationalities.clear(); }, "person-does-not-fit", "§8 §9"},
        Row{"student_is_from_a_third_country",
            [](Scene& scene) { about(scene, "student", Role::applicant, Person::of(country("MA"), Ground::other, Quality::other)); },
            "answered", "§2 §13 §30 I14 I16"},
        Row{"student_is_no_union_citizen",
            [](Scene& scene) { about(scene, "student", Role::applicant, Person::of(country("FR"), Ground::art58, Quality::student)); },
            "person-does-not-fit", "§13"},
        Row{"a_student_of_many_years_is_not_excluded",
            [](Scene& scene) {
              about(scene, "student", Role::applicant, Person::of(country("MA"), Ground::art58, Quality::student));
              scene.person.stays[0].period.from = Date(2010, 1, 1);
            },
            "answered", "§2 §13 §30 I14 I16"},
        Row{"sponsor_of_family_third_country_is_from_a_third_country",
            [](Scene& scene) {
              about(scene, "family-third-country", Role::sponsor, Person::of(country("MA"), Ground::other, Quality::other));
            },
            "answered", "§2 §18 §30 I14 I16"},
        Row{"sponsor_of_family_third_country_is_no_union_citizen",
            [](Scene& scene) {
              about(scene, "family-third-country", Role::sponsor, Person::of(country("FR"), Ground::art10, Quality::other));
            },
            "person-does-not-fit", "§18"},
        Row{"sponsor_of_family_student_is_a_student",
            [](Scene& scene) { about(scene, "family-student", Role::sponsor, Person::of(country("MA"), Ground::art58, Quality::other)); },
            "answered", "§2 §20 §30 I14 I16"},
        Row{"sponsor_of_family_student_on_another_ground",
            [](Scene& scene) { about(scene, "family-student", Role::sponsor, Person::of(country("MA"), Ground::art10, Quality::student)); },
            "person-does-not-fit", "§20"},
        Row{"sponsor_of_family_student_without_a_stay",
            [](Scene& scene) {
              about(scene, "family-student", Role::sponsor, Person::of(country("MA"), Ground::art58, Quality::student));
              scene.person.stays.clear();
            },
            "person-does-not-fit", "§20"},
        Row{"sponsor_of_family_student_is_no_union_citizen",
            [](Scene& scene) { about(scene, "family-student", Role::sponsor, Person::of(country("FR"), Ground::art58, Quality::student)); },
            "person-does-not-fit", "§20"},
        Row{"sponsor_of_family_eu_has_means",
            [](Scene& scene) { about_sponsor_of_europeans_family(scene, country("FR"), Quality::sufficient_means); }, "answered",
            "§2 §21 §22 §30 I14 I16"},
        Row{"sponsor_of_family_eu_is_a_student",
            [](Scene& scene) { about_sponsor_of_europeans_family(scene, country("FR"), Quality::student); }, "answered",
            "§2 §21 §22 §30 I14 I16"},
        Row{"sponsor_of_family_eu_works", [](Scene& scene) { about_sponsor_of_europeans_family(scene, country("FR"), Quality::employee); },
            "person-does-not-fit", "§21 §22"},
        Row{"sponsor_of_family_eu_is_under_eighteen_by_a_day",
            [](Scene& scene) {
              about_sponsor_of_europeans_family(scene, country("FR"), Quality::other);
              scene.person.born = Date(2006, 5, 16);
            },
            "answered", "§2 §21 §22 §30 I14 I16"},
        Row{"sponsor_of_family_eu_is_eighteen_today",
            [](Scene& scene) {
              about_sponsor_of_europeans_family(scene, country("FR"), Quality::other);
              scene.person.born = Date(2006, 5, 15);
            },
            "person-does-not-fit", "§21 §22"},
        Row{"sponsor_of_family_eu_is_from_a_third_country",
            [](Scene& scene) { about_sponsor_of_europeans_family(scene, country("MA"), Quality::student); }, "person-does-not-fit",
            "§21 §22"},
        Row{"sponsor_of_family_belgian_is_no_belgian",
            [](Scene& scene) { about_sponsor_of_belgians_family(scene, country("FR"), Joining::others); }, "person-does-not-fit",
            "§23 §24"},
        Row{"eu_long_five_years_to_the_day", [](Scene& scene) { scene.person.stays[0].period.from = Date(2019, 5, 15); }, "person-excluded",
            "§8 §10 I11"},
        Row{"eu_long_five_years_less_a_day", [](Scene& scene) { scene.person.stays[0].period.from = Date(2019, 5, 16); }, "answered",
            permanent},
        Row{"eu_long_whose_years_cannot_be_counted", [](Scene& scene) { scene.person.stays.clear(); }, "person-excluded", "§8 §10 I11"},
        Row{"permanent_stay_is_not_asked_of_a_sponsor",
            [](Scene& scene) {
              about_sponsor_of_europeans_family(scene, country("FR"), Quality::student);
              scene.person.stays[0].period.from = Date(2010, 1, 1);
            },
            "answered", "§2 §21 §22 §30 I14 I16"}),
    name_of);

INSTANTIATE_TEST_SUITE_P(
    ThePeriod, Consultation,
    testing::Values(
        Row{"five_years_and_a_day_are_refused_not_cut", [](Scene& scene) { scene.request.period.from = Date(2019, 5, 14); },
            "period-too-far-back", "§30 I16"},
        Row{"beyond_today", [](Scene& scene) { scene.request.period.to = Date(2024, 5, 16); }, "period-in-the-future", "§30 I16"},
        Row{"without_an_end", [](Scene& scene) { scene.request.period.to = Date::forever(); }, "period-in-the-future", "§30 I16"},
        Row{"the_wrong_way_round", [](Scene& scene) { scene.request.period = {Date(2024, 2, 2), Date(2024, 2, 1)}; },
            "period-ends-before-it-begins", "§30 I16"},
        Row{"a_single_day", [](Scene& scene) { scene.request.period = {Date(2024, 2, 2), Date(2024, 2, 2)}; }, "answered", permanent},
        Row{"five_years_before_a_leap_day",
            [](Scene& scene) {
              scene.today = Date(2024, 2, 29);
              scene.request.applied_on = scene.today;
              scene.request.period = {Date(2019, 2, 28), Date(2024, 2, 29)};
            },
            "answered", permanent},
        Row{"a_day_more_before_a_leap_day",
            [](Scene& scene) {
              scene.today = Date(2024, 2, 29);
              scene.request.applied_on = scene.today;
              scene.request.period = {Date(2019, 2, 27), Date(2024, 2, 29)};
            },
            "period-too-far-back", "§30 I16"},
        Row{"a_law_without_a_window_allows_none", [](Scene& scene) { scene.laws[1].consultation->period.reset(); }, "period-too-far-back",
            "SPEC §9"}),
    name_of);

TEST(ConsultationPermit, names_what_was_asked_and_allowed_and_nothing_else) {
  const auto scene = a_good_question();
  const auto permit = scene.decide();
  ASSERT_TRUE(permit.has_value());
  EXPECT_EQ(permit->authorisation(), (domain::AuthorisationVersion{law_of_2018().name.text, digest_of(law_of_2018())}));
  EXPECT_EQ(permit->category(), "eu-long");
  EXPECT_EQ(permit->role(), Role::applicant);
  EXPECT_EQ(permit->ground(), Occasion::stay_application);
  EXPECT_EQ(permit->person(), scene.request.person);
  EXPECT_EQ(permit->period(), scene.request.period);
  EXPECT_EQ(permit->fields(), (std::vector{Field::niss, Field::number, Field::attestation_nature, Field::attestation_type,
                                           Field::period_from, Field::period_to}));
  EXPECT_FALSE(permit->discloses(Field::amount));
}

TEST(ConsultationPermit, names_the_person_by_the_newest_number) {
  auto scene = a_good_question();
  scene.request.person = cases::synthetic_niss(Date(1980, 1, 1), 2);  // a number that the register has replaced
  const auto permit = scene.decide();
  ASSERT_TRUE(permit.has_value());
  EXPECT_EQ(permit->person(), cases::synthetic_niss(Date(1980, 1, 1), 1));
}

TEST(ConsultationRefusal, says_which_exclusion_and_whether_it_is_known) {
  auto scene = a_good_question();
  scene.person.stays[0].period.from = Date(2010, 1, 1);
  const auto excluded = scene.decide();
  ASSERT_FALSE(excluded.has_value());
  EXPECT_EQ(excluded.error().exclusion, "permanent-stay");
  EXPECT_EQ(excluded.error().value, Tri::yes);
  scene.person.stays.clear();
  const auto unknown = scene.decide();
  ASSERT_FALSE(unknown.has_value());
  EXPECT_EQ(unknown.error().value, Tri::unknown);
}

TEST(ConsultationRefusal, of_a_period_says_how_far_one_may_go) {
  auto scene = a_good_question();
  scene.request.period.from = Date(2000, 1, 1);
  const auto refused = scene.decide();
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().allowed, (domain::Period{Date(2019, 5, 15), Date(2024, 5, 15)}));
}

TEST(ConsultationRefusal, has_a_word_of_its_own_for_each_check) {
  auto words = std::vector<std::string_view>(refusal_names.begin(), refusal_names.end());
  std::ranges::sort(words);
  EXPECT_EQ(std::ranges::adjacent_find(words), words.end());
  EXPECT_EQ(to_name(RefusalType::period_too_far_back), "period-too-far-back");
}

}  // namespace
}  // namespace crossroads::law::consult::test
