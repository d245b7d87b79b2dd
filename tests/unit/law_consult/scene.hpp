// A question that 18/055 answers, with the person whom it is about: tests change one thing of it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "../law_cases/read_law.hpp"
#include "law/cases/world.hpp"
#include "law/consult/decide.hpp"

namespace crossroads::law::consult::test {

inline domain::EnterpriseNumber enterprise(std::uint64_t first_eight) {
  return domain::EnterpriseNumber::from_stored(first_eight * 100 + (97 - first_eight % 97));
}
inline const domain::EnterpriseNumber the_office = enterprise(2'123'456), the_source = enterprise(3'123'456),
                                      a_stranger = enterprise(4'123'456);

inline domain::Country country(const char (&letters)[3]) { return domain::Country::from_letters(letters[0], letters[1]); }

/// One person as the register knows them, and whoever else is named as sponsor.
struct Person {
  std::optional<domain::Date> born = domain::Date(1980, 1, 1);
  std::vector<domain::NationalityRow> nationalities;
  std::vector<domain::StayRow> stays;

  static Person of(domain::Country nationality, domain::Ground ground, domain::Quality quality) {
    Person person;
    person.nationalities = {{nationality, {domain::Date(1990, 1, 1)}}};
    domain::StayRow stay;
    stay.period.from = domain::Date(2022, 5, 2);
    stay.legal = domain::Legal::yes;
    stay.ground = ground;
    stay.quality = quality;
    person.stays = {stay};
    return person;
  }

  [[nodiscard]] domain::Population population() const {
    domain::Population::Columns columns;
    columns.niss = {cases::synthetic_niss(born, 1)};
    columns.nationalities = nationalities;
    columns.stays = stays;
    columns.nationalities_end = {static_cast<std::uint32_t>(nationalities.size())};
    columns.stays_end = {static_cast<std::uint32_t>(stays.size())};
    columns.grants_end = {0};
    return domain::Population(std::move(columns));
  }
};

inline const domain::UnionMembers& members() {
  static const auto members = law::test::union_members_of_parameters();
  return members;
}

inline const Authorisation& law_of_2018() {
  static const auto document = law::test::read_authorisation("18-055");
  return document.law;
}
inline const Authorisation& law_of_2011() {
  static const auto document = law::test::read_authorisation("11-031");
  return document.law;
}

/// Stands for the digest of a law's text: another one for each law.
inline Sha256 digest_of(const Authorisation& law) {
  Sha256::Bytes bytes{};
  for (std::size_t i = 0; i < law.name.text.size(); ++i) bytes.at(i) = static_cast<std::uint8_t>(law.name.text[i]);
  return Sha256(bytes);
}

struct Scene {
  Request request;
  std::vector<Institution> institutions{{the_office, "OE"}, {the_source, "SPP-IS"}};
  std::vector<Authorisation> laws{law_of_2011(), law_of_2018()};
  domain::Date today{2024, 5, 15};
  bool known = true;  ///< to the register
  Person person = Person::of(country("FR"), domain::Ground::art40, domain::Quality::employee);

  [[nodiscard]] std::expected<Permit, Refusal> decide() const {
    std::vector<VersionedLaw> versions;
    for (const auto& one : laws) versions.push_back({&one, digest_of(one)});
    const Setting setting{institutions, versions, today};
    const auto population = person.population();
    const std::optional<Subject> subject =
        known ? std::optional<Subject>(std::in_place, Subject{{population, members()}, domain::PersonIndex{0}}) : std::nullopt;
    return consult::decide(request, setting, subject);
  }
};

/// The Office asks about a Frenchman who applies to stay as an employee, states its doubt, and wants the five years that it may have.
inline Scene a_good_question() {
  Scene scene;
  scene.request.caller = the_office;
  scene.request.authorisation = {law_of_2018().name.text};
  scene.request.category = {"eu-long"};
  scene.request.role = Role::applicant;
  scene.request.ground = Occasion::stay_application;
  scene.request.stated = Stated::doubt;
  scene.request.applied_on = domain::Date(2024, 5, 15);
  scene.request.person = cases::synthetic_niss(scene.person.born, 1);
  scene.request.period = {domain::Date(2019, 5, 15), domain::Date(2024, 5, 15)};
  return scene;
}

}  // namespace crossroads::law::consult::test
