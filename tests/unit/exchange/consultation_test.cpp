// An A036 consultation from the agent to the source and back (SPEC §9): every refusal with its exact answer, and what each of the three logs says of it.
#include <gmock/gmock.h>

#include "law/explain/consultation/in_words.hpp"

#include "exchange/documents.hpp"
#include "three_institutions.hpp"

namespace crossroads::test {
namespace {

using domain::Date;
using law::consult::test::a_good_question;
using law::consult::test::a_stranger;
using law::consult::test::country;
using law::consult::test::Person;
using law::consult::test::the_office;
using law::consult::test::the_source;
using ledger::Event;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

law::consult::GrantOnRecord grant(const Scene& scene, std::string number, domain::Period period,
                                  domain::Nature nature = domain::Nature::ris) {
  return {.number = {std::move(number)},
          .person = scene.request.person,
          .grant = {.monthly = domain::Cents(90'000), .period = period, .nature = nature}};
}

std::vector<Event> events(Keeper& keeper) {
  std::vector<Event> all;
  for (const auto& one : keeper.entries()) all.push_back(one.entry.event);
  return all;
}

std::string member(const std::string& json, const std::string& name) {
  const auto begin = json.find("\"" + name + "\":\"");
  if (begin == std::string::npos) return {};
  const auto from = begin + name.size() + 4;
  return json.substr(from, json.find('"', from) - from);
}

TEST(Consultation, IsAnsweredWithWhatTheLawNamesAndLoggedThreeTimes) {
  ThreeInstitutions house(a_good_question());
  house.grants = {grant(house.scene, "G1", {Date(2018, 1, 1), Date(2019, 12, 31)}),
                  grant(house.scene, "G2", {Date(2023, 2, 1)}, domain::Nature::social_aid),
                  grant(house.scene, "G0", {Date(2010, 1, 1), Date(2011, 1, 1)})};
  house.grants[1].replaced = true;
  const auto response = house.ask(house.question());
  EXPECT_EQ(response.status, 200U) << response.body;
  const auto niss = to_string(house.scene.request.person);
  const auto ticket = member(response.body, "ticket");
  EXPECT_EQ(
      response.body,
      R"({"notice":"These data are a clue among others: they decide nothing by themselves.","answer":{"ticket":")" + ticket +
          R"(","items":[)"
          R"({"number":"G1","attestationNature":"livingWage","attestationType":"grant","periodFrom":"2019-05-15","periodTo":"2019-12-31","niss":")" +
          niss +
          R"("},{"number":"G2","attestationNature":"socialAid","attestationType":"revision","periodFrom":"2023-02-01","periodTo":"2024-05-15","niss":")" +
          niss + R"("}]}})");

  const auto at_desk = house.desk.entries(), at_hub = house.hub.entries(), at_source = house.source.entries();
  ASSERT_EQ(at_desk.size(), 2U);
  ASSERT_EQ(at_hub.size(), 1U);
  ASSERT_EQ(at_source.size(), 1U);
  EXPECT_EQ(at_desk[0].entry.event, Event::sent);
  for (const auto* all : {&at_desk, &at_hub, &at_source}) {
    const auto& entry = all->back().entry;
    EXPECT_EQ(entry.event, Event::answered);
    EXPECT_EQ(entry.subject, house.scene.request.person);
    EXPECT_EQ(entry.role, ledger::SubjectRole::applicant);
    EXPECT_EQ(entry.authorisation->name, "18/055");
    EXPECT_EQ(entry.category->text(), "eu-long");
    EXPECT_EQ(entry.ground, ledger::ConsultationGround::stay_application);
    EXPECT_TRUE(entry.doubt_stated);
    EXPECT_EQ(entry.trace, at_hub[0].entry.trace) << "one trace joins the three";
  }
  EXPECT_EQ(to_string(at_hub[0].entry.ticket->uuid), ticket);
  EXPECT_EQ(at_desk[1].entry.ticket, at_hub[0].entry.ticket);
  EXPECT_EQ(at_hub[0].entry.fields.size(), 6U);
  EXPECT_EQ(at_desk[1].entry.fields, at_hub[0].entry.fields);
  EXPECT_EQ(at_hub[0].entry.recipient, the_office);
  EXPECT_EQ(at_source[0].entry.recipient, ThreeInstitutions::the_hub);
  EXPECT_EQ(at_source[0].entry.fields.size(), 5U) << "the hub knows the number already";

  // The agent, the dossier and the words are the desk's alone; so is the digest of what was seen.
  for (const auto& one : at_desk) {
    EXPECT_EQ(one.agent->agent.text(), "agent-7");
    EXPECT_EQ(one.agent->unit->text(), "unit-3");
    EXPECT_EQ(one.entry.dossier->text(), "DOSSIER-5");
    EXPECT_EQ(one.entry.doubt->text(), "why I doubt it");
  }
  EXPECT_TRUE(at_desk[1].entry.values.has_value());
  for (const auto* one : {&at_hub[0], &at_source[0]}) {
    EXPECT_FALSE(one->agent || one->entry.dossier || one->entry.doubt || one->entry.values);
  }
  EXPECT_THAT(house.technical_lines(), Not(HasSubstr(niss)));
}

TEST(Consultation, NoDataIsAnAnswerAndIsLogged) {
  ThreeInstitutions house(a_good_question());
  house.grants = {grant(house.scene, "G1", {Date(2010, 1, 1), Date(2019, 5, 14)})};  // ends the day before the period
  const auto response = house.ask(house.question());
  EXPECT_EQ(response.status, 200U);
  EXPECT_THAT(response.body, HasSubstr("\"items\":[]"));
  EXPECT_THAT(events(house.desk), ElementsAre(Event::sent, Event::no_data));
  EXPECT_THAT(events(house.hub), ElementsAre(Event::no_data));
  EXPECT_THAT(events(house.source), ElementsAre(Event::no_data));
  EXPECT_TRUE(house.hub.entries()[0].entry.ticket.has_value());
  EXPECT_THAT(house.hub.entries()[0].entry.fields, IsEmpty());
}

TEST(Consultation, ACancelledGrantIsAWithdrawal) {
  ThreeInstitutions house(a_good_question());
  house.grants = {grant(house.scene, "G1", {Date(2023, 1, 1)})};
  house.grants[0].status = domain::AidStatus::cancelled;
  EXPECT_THAT(house.ask(house.question()).body, HasSubstr(R"("attestationType":"withdrawal")"));
}

/// What a refused question is answered: type, status and legal basis, to the letter.
struct Row {
  std::string name;
  std::function<void(Scene&)> change;
  std::string type;
  unsigned status;
  std::string basis;  ///< as JSON
};

void about(Scene& scene, const char* category, law::Role role, Person person, law::Stated stated = law::Stated::nothing) {
  scene.request.category = {category};
  scene.request.role = role;
  scene.request.stated = stated;
  scene.person = std::move(person);
}

const std::string of_the_law = R"("authorisation":"18/055",)";
const Row refusals[] = {
    {"a stranger", [](Scene& s) { s.request.caller = a_stranger; }, "unknownInstitution", 403, of_the_law + R"("section":"SPEC §9")"},
    {"no such authorisation", [](Scene& s) { s.request.authorisation = {"99/999"}; }, "unknownAuthorisation", 400,
     R"("section":"SPEC §9")"},
    {"not in force",
     [](Scene& s) {
       s.today = Date(2018, 5, 7);
       s.request.applied_on = s.today;
       s.request.period = {Date(2017, 5, 8), Date(2018, 5, 7)};
     },
     "authorisationNotInForce", 403, of_the_law + R"("section":"SPEC §9")"},
    {"not the recipient", [](Scene& s) { s.institutions[0].name = "CPAS"; }, "callerNotRecipient", 403,
     of_the_law + R"("paragraphs":["§1","§33"])"},
    {"push alone", [](Scene& s) { s.request.authorisation = {"11/031"}; }, "modeNotAuthorised", 403,
     R"("authorisation":"11/031","section":"SPEC §9")"},
    {"no such category", [](Scene& s) { s.request.category = {"tourist"}; }, "unknownCategory", 400, of_the_law + R"("section":"SPEC §6")"},
    {"a category without answers", [](Scene& s) { s.request.category = {"eu-short"}; }, "categoryNotAnswered", 403,
     of_the_law + R"("paragraphs":["§4","§9","§25"],"interpretations":["I15"])"},
    {"the other role", [](Scene& s) { s.request.role = law::Role::sponsor; }, "roleNotAnswered", 403,
     of_the_law + R"("paragraphs":["§8","§9"])"},
    {"the other ground",
     [](Scene& s) {
       about(s, "student", law::Role::applicant, Person::of(country("MA"), domain::Ground::art58, domain::Quality::student));
       s.request.ground = law::Occasion::verification;
     },
     "groundNotAnswered", 403, of_the_law + R"("paragraphs":["§13"])"},
    {"who joins is unsaid",
     [](Scene& s) {
       about(s, "family-belgian", law::Role::sponsor, Person::of(country("BE"), domain::Ground::other, domain::Quality::other));
     },
     "joiningNotStated", 400, of_the_law + R"("paragraphs":["§23","§24"])"},
    {"minor descendants alone join",
     [](Scene& s) {
       about(s, "family-belgian", law::Role::sponsor, Person::of(country("BE"), domain::Ground::other, domain::Quality::other));
       s.request.joining = law::consult::Joining::minor_descendants;
     },
     "onlyMinorDescendantsJoin", 403, of_the_law + R"("paragraphs":["§23","§24"])"},
    {"no doubt", [](Scene& s) { s.request.stated = law::Stated::nothing; }, "doubtNotStated", 400,
     of_the_law + R"("paragraphs":["§8","§9"])"},
    {"no information", [](Scene& s) { s.request.ground = law::Occasion::verification; }, "informationNotStated", 400,
     of_the_law + R"("paragraphs":["§8","§9"])"},
    {"applied tomorrow", [](Scene& s) { s.request.applied_on = Date(2024, 5, 16); }, "applicationInTheFuture", 400,
     of_the_law + R"("paragraphs":["§8","§9"])"},
    {"a decided dossier", [](Scene& s) { s.request.dossier = law::consult::Dossier::decided; }, "dossierDecided", 403,
     of_the_law + R"("paragraphs":["§8","§9"])"},
    {"an unknown person", [](Scene& s) { s.known = false; }, "unknownPerson", 400, of_the_law + R"("section":"SPEC §9")"},
    {"no Union citizen", [](Scene& s) { s.person = Person::of(country("MA"), domain::Ground::art40, domain::Quality::employee); },
     "personDoesNotFit", 403, of_the_law + R"("paragraphs":["§8","§9"])"},
    {"six years here", [](Scene& s) { s.person.stays[0].period.from = Date(2018, 5, 2); }, "personExcluded", 403, ""},
    {"the period turned round", [](Scene& s) { s.request.period = {Date(2024, 5, 2), Date(2024, 5, 1)}; }, "periodEndsBeforeItBegins", 400,
     ""},
    {"until tomorrow", [](Scene& s) { s.request.period.to = Date(2024, 5, 16); }, "periodInTheFuture", 400, ""},
    {"a day too far back", [](Scene& s) { s.request.period.from = Date(2019, 5, 14); }, "periodTooFarBack", 400, ""},
};

TEST(Consultation, EveryRefusalHasItsExactAnswerAndIsLoggedOnBothSides) {
  std::set<std::string> types;
  for (const auto& [name, change, type, status, basis] : refusals) {
    SCOPED_TRACE(name);
    auto scene = a_good_question();
    change(scene);
    ThreeInstitutions house(scene);
    house.grants = {grant(scene, "G1", {Date(2023, 1, 1)})};
    const auto response = house.ask(house.question());
    EXPECT_EQ(response.status, status) << response.body;
    EXPECT_EQ(response.content_type, "application/problem+json");
    const auto urn = "urn:problem-type:crossroads:" + type;
    EXPECT_EQ(member(response.body, "type"), urn);
    EXPECT_FALSE(member(response.body, "detail").empty());
    EXPECT_FALSE(member(response.body, "advice").empty());
    EXPECT_THAT(response.body, HasSubstr("\"legalBasis\":{" + basis + (basis.empty() ? "" : "}")));
    EXPECT_THAT(response.body, Not(HasSubstr(to_string(scene.request.person))));
    types.insert(type);

    EXPECT_THAT(events(house.desk), ElementsAre(Event::sent, Event::refused));
    EXPECT_THAT(events(house.hub), ElementsAre(Event::refused));
    EXPECT_THAT(events(house.source), IsEmpty()) << "the source hears nothing of what is refused";
    const auto desk = house.desk.entries()[1].entry, hub = house.hub.entries()[0].entry;
    EXPECT_EQ(hub.problem->text(), urn);
    EXPECT_EQ(desk.problem->text(), urn);
    EXPECT_EQ(desk.trace, hub.trace);
    EXPECT_EQ(hub.subject, scene.request.person);
    EXPECT_THAT(hub.fields, IsEmpty());
  }
  EXPECT_EQ(types.size(), law::consult::refusal_names.size()) << "every type of refusal stands in the table";
}

TEST(Consultation, RefusesInTheLanguageOfTheAgent) {
  for (const auto& [language, words] :
       {std::pair{"fr-BE, en;q=0.5", "§9"}, std::pair{"nl", "§9"}, std::pair{"de", "§9"}, std::pair{"en", "§9"}}) {
    auto scene = a_good_question();
    scene.request.dossier = law::consult::Dossier::decided;
    ThreeInstitutions house(scene);
    const auto body = house.ask(house.question(), "Bearer " + std::string(ThreeInstitutions::token), language).body;
    EXPECT_THAT(body, HasSubstr(words));
    const auto expected = law::explain::consultation::in_words({.type = law::consult::RefusalType::dossier_decided}, scene.request,
                                                               &law::consult::test::law_of_2018(), consultation::language_of(language));
    EXPECT_EQ(member(body, "detail"), expected.sentence);
    EXPECT_EQ(member(body, "advice"), expected.remedy);
  }
}

TEST(Consultation, AnInstitutionThatDoesNotAnswerIsAProblemOfItsOwnAndLogged) {
  struct Case {
    const char* name;
    bool ThreeInstitutions::* up;
    std::string type;
    std::vector<Event> at_hub;
  };
  for (const auto& [name, up, type, at_hub] :
       {Case{"the register", &ThreeInstitutions::register_up, "registerUnavailable", {Event::refused}},
        Case{"the source", &ThreeInstitutions::source_up, "sourceUnavailable", {Event::refused}},
        Case{"the hub", &ThreeInstitutions::hub_up, "hubUnavailable", {}}}) {
    SCOPED_TRACE(name);
    ThreeInstitutions house(a_good_question());
    house.grants = {grant(house.scene, "G1", {Date(2023, 1, 1)})};
    house.*up = false;
    const auto response = house.ask(house.question());
    EXPECT_EQ(response.status, 503U);
    EXPECT_EQ(member(response.body, "type"), "urn:problem-type:crossroads:" + type);
    EXPECT_THAT(events(house.desk), ElementsAre(Event::sent, Event::refused));
    EXPECT_EQ(events(house.hub), at_hub);
    // Nothing is remembered: once it is up again the same question is answered.
    house.*up = true;
    EXPECT_EQ(house.ask(house.question()).status, 200U);
  }
}

TEST(Consultation, WhatCannotBeLoggedIsNotAnswered) {
  struct Case {
    const char* name;
    Keeper ThreeInstitutions::* whose;
    std::string type;
  };
  for (const auto& [name, whose, type] :
       {Case{"at the desk", &ThreeInstitutions::desk, "logUnavailable"}, Case{"at the hub", &ThreeInstitutions::hub, "logUnavailable"},
        Case{"at the source", &ThreeInstitutions::source, "sourceUnavailable"}}) {
    SCOPED_TRACE(name);
    ThreeInstitutions house(a_good_question());
    house.grants = {grant(house.scene, "G1", {Date(2023, 1, 1)})};
    (house.*whose).break_log();
    const auto response = house.ask(house.question());
    EXPECT_EQ(response.status, 503U) << response.body;
    EXPECT_EQ(member(response.body, "type"), "urn:problem-type:crossroads:" + type);
    EXPECT_THAT(response.body, Not(HasSubstr("G1")));
  }
}

TEST(Consultation, TheOpenApiDocumentsNameItsOperations) {
  for (const auto& [document, prefix, path, id] :
       {std::tuple{exchange::source_document, exchange::source_prefix, "/grants/search", "searchGrants"},
        std::tuple{exchange::hub_document, exchange::hub_prefix, "/attestations/search", "searchAttestations"},
        std::tuple{exchange::desk_document, exchange::desk_prefix, "/consultations", "consult"}}) {
    const std::string text(document);
    EXPECT_THAT(text, HasSubstr("  - url: " + std::string(prefix) + "\n"));
    EXPECT_THAT(text, HasSubstr("  " + std::string(path) + ":\n    post:\n"));
    EXPECT_THAT(text, HasSubstr("      operationId: " + std::string(id) + "\n"));
  }
  // Every type of refusal is one that the desk can pass on.
  for (std::size_t i = 0; i < law::consult::refusal_names.size(); ++i) {
    const auto& type = consultation::problem_type(static_cast<law::consult::RefusalType>(i));
    const service::ProblemDocument told{
        .type = &type, .detail = "why", .advice = "what to do", .basis = service::CitedBasis{"18/055", {"§8"}, {}, {"I16"}}};
    EXPECT_EQ(must(consultation::read_problem(to_json(told, Uuid()))), told);
  }
}

TEST(Consultation, AsksForTheAgentAndForAReason) {
  ThreeInstitutions house(a_good_question());
  EXPECT_EQ(house.ask(house.question(), "").status, 401U);
  EXPECT_THAT(house.ask(house.question(), "Basic x").body, HasSubstr("noAccessToken"));
  EXPECT_THAT(house.ask(house.question(), "Bearer wrong").body, HasSubstr("invalidAccessToken"));
  auto without = [&](const std::string& part) {
    auto text = house.question();
    const auto at = text.find(part);
    EXPECT_NE(at, std::string::npos);
    return text.erase(at, part.size());
  };
  for (const auto& [part, name] : {std::pair{R"(,"dossier":"DOSSIER-5")", "dossier"}, std::pair{R"(,"words":"why I doubt it")", "words"}}) {
    const auto response = house.ask(without(part));
    EXPECT_EQ(response.status, 400U);
    EXPECT_THAT(response.body, HasSubstr("\"name\":\"" + std::string(name) + "\""));
  }
  EXPECT_THAT(events(house.desk), IsEmpty()) << "nobody was asked about anybody";
  EXPECT_THAT(events(house.hub), IsEmpty());
}

}  // namespace
}  // namespace crossroads::test
