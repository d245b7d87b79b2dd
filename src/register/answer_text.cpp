#include "register/answer_text.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/json_writer.hpp"
#include "register/read_number.hpp"

namespace crossroads::national_register {
namespace {

using domain::Date;

void write(JsonWriter& json, domain::Period period) {
  json.member("from", to_string(period.from));
  if (!period.to.is_forever()) json.member("to", to_string(period.to));
}

void write(JsonWriter& json, const RegisterStay& stay) {
  const auto& row = stay.row;
  json.open_object();
  write(json, row.period);
  json.name("legal").truth(row.legal == domain::Legal::yes).member("register", to_name(row.reg));
  if (row.title != domain::Title::none) json.member("title", to_name(row.title));
  json.member("ground", to_name(row.ground)).member("quality", to_name(row.quality));
  if (row.recognised_on != Date::never()) json.member("recognisedOn", to_string(row.recognised_on));
  if (row.applied_on != Date::never()) json.member("appliedOn", to_string(row.applied_on));
  if (row.applied_at != domain::AppliedAt::unknown) json.member("appliedAt", to_name(row.applied_at));
  if (stay.sponsor) json.member("sponsor", to_string(*stay.sponsor));
  json.close_object();
}

void write(JsonWriter& json, const RegisterPerson& person, const Elements& elements) {
  json.open_object().member("niss", to_string(person.niss)).name("known").truth(person.known).member("newest", to_string(person.newest));
  json.name("numbers").open_array();
  for (const auto number : person.numbers) json.value(to_string(number));
  json.close_array();
  if (person.known && elements.identity && person.identity) {
    json.name("identity").open_object().member("lastName", person.identity->last_name).member("firstNames", person.identity->first_names);
    json.member("countryOfOrigin", to_string(person.identity->country_of_origin)).close_object();
  }
  if (person.known && elements.nationalities) {
    json.name("nationalities").open_array();
    for (const auto& [country, period] : person.nationalities) {
      json.open_object().member("country", to_string(country));
      write(json, period);
      json.close_object();
    }
    json.close_array();
  }
  if (person.known && elements.stays) {
    json.name("stays").open_array();
    for (const auto& stay : person.stays) write(json, stay);
    json.close_array();
  }
  json.close_object();
}

}  // namespace

std::string to_json(const Question& question) {
  JsonWriter json;
  json.open_object().name("persons").open_array();
  for (const auto niss : question.persons) json.value(to_string(niss));
  json.close_array().name("elements").open_array();
  const std::array asked{question.elements.identity, question.elements.nationalities, question.elements.stays};
  for (std::size_t i = 0; i < asked.size(); ++i) {
    if (asked[i]) json.value(element_names[i]);
  }
  return json.close_array().close_object().take();
}

std::string to_json(const RegisterAnswer& answer, const Elements& elements) {
  auto of_sponsors = elements;
  of_sponsors.identity = false;
  JsonWriter json;
  json.open_object().name("items").open_array();
  for (const auto& person : answer.items) write(json, person, elements);
  json.close_array().name("sponsors").open_array();
  for (const auto& person : answer.sponsors) write(json, person, of_sponsors);
  return json.close_array().close_object().take();
}

Question read_question(service::Body& body, std::size_t most_persons, Date today) {
  auto root = body.root();
  Question question;
  question.persons = root.all("persons", 1, most_persons, number_reader(today));
  auto sorted = question.persons;
  std::ranges::sort(sorted);
  if (std::ranges::adjacent_find(sorted) != sorted.end()) {
    root.wrong(service::IssueType::schema_violation, "persons", "each person once");
  }
  for (const auto place : root.words("elements", element_names)) {
    switch (static_cast<Element>(place)) {
      case Element::identity: question.elements.identity = true; break;
      case Element::nationalities: question.elements.nationalities = true; break;
      case Element::stays: question.elements.stays = true; break;
    }
  }
  return question;
}

}  // namespace crossroads::national_register
