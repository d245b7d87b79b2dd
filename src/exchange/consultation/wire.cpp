#include "exchange/consultation/wire.hpp"

#include <algorithm>

#include "base/json_writer.hpp"
#include "register/read_number.hpp"

namespace crossroads::exchange::consultation {
namespace {

using law::consult::Attestation;
using law::consult::GrantOnRecord;
using law::consult::Request;

// Codes of the API are lowerCamelCase (Belgif `cod-design`); names of authorisations and categories are the law's own.
constexpr std::array<std::string_view, 2> role_codes{"applicant", "sponsor"};
constexpr std::array<std::string_view, 2> ground_codes{"stayApplication", "verification"};
constexpr std::array<std::string_view, 3> stated_codes{"", "doubt", "information"};
constexpr std::array<std::string_view, 3> joining_codes{"", "minorDescendants", "others"};
constexpr std::array<std::string_view, 3> nature_codes{"livingWage", "livingWageEquivalent", "socialAid"};
constexpr std::array<std::string_view, 2> status_codes{"granted", "cancelled"};
/// More than any person has, and than a register would answer.
constexpr std::size_t most_numbers = 100;
constexpr std::size_t most_grants = 100'000;
constexpr std::size_t longest_number = 200;

template <class E, std::size_t n>
std::string_view code(const std::array<std::string_view, n>& codes, E value) {
  return codes.at(static_cast<std::size_t>(value));
}

void write(JsonWriter& json, std::string_view name, domain::Period period) {
  json.name(name).open_object().member("startDate", to_string(period.from));
  if (!period.to.is_forever()) json.member("endDate", to_string(period.to));
  json.close_object();
}
domain::Period read_period(service::Object from) {
  return {from.required("startDate", domain::Date::parse), from.required("endDate", domain::Date::parse)};
}

void write_request(JsonWriter& json, const Request& request) {
  json.member("authorisation", request.authorisation.text).member("category", request.category.text);
  json.member("role", code(role_codes, request.role)).member("ground", code(ground_codes, request.ground));
  if (request.stated != law::Stated::nothing) json.member("stated", code(stated_codes, request.stated));
  if (request.joining != law::consult::Joining::unsaid) json.member("joining", code(joining_codes, request.joining));
  json.member("applicationDate", to_string(request.applied_on));
  json.name("dossierDecided").truth(request.dossier == law::consult::Dossier::decided);
  json.member("niss", to_string(request.person));
  write(json, "period", request.period);
}

/// What isn't what the document says, in an answer of another institution.
template <class T>
Result<T> good_or(service::Body& body, T value, std::string_view who) {
  const auto issues = body.issues();
  if (issues.empty()) return value;
  return failure({.what = std::string(who) + " did not answer as its OpenAPI document says",
                  .field = issues.front().name,
                  .expected = issues.front().detail,
                  .hint = "see whether both run versions that go together"});
}

}  // namespace

std::string to_json(const Request& request) {
  JsonWriter json;
  json.open_object();
  write_request(json, request);
  return json.close_object().take();
}

Request read_request(service::Object& from, domain::EnterpriseNumber caller, domain::Date today) {
  Request request;
  request.caller = caller;
  request.authorisation = {from.text("authorisation", 64)};
  request.category = {from.text("category", 64)};
  request.role = from.word<law::Role>("role", role_codes);
  request.ground = from.word<law::Occasion>("ground", ground_codes);
  request.stated = from.optional_word<law::Stated>("stated", stated_codes).value_or(law::Stated::nothing);
  request.joining = from.optional_word<law::consult::Joining>("joining", joining_codes).value_or(law::consult::Joining::unsaid);
  request.applied_on = from.required("applicationDate", domain::Date::parse);
  request.dossier = from.truth("dossierDecided") ? law::consult::Dossier::decided : law::consult::Dossier::open;
  request.person = from.required("niss", national_register::number_reader(today));
  request.period = read_period(from.object("period"));
  return request;
}

std::string to_json(const SourceRequest& request) {
  JsonWriter json;
  json.open_object().member("recipient", to_string(request.request.caller));
  write_request(json, request.request);
  json.name("numbers").open_array();
  for (const auto number : request.numbers) json.value(to_string(number));
  return json.close_array().close_object().take();
}

SourceRequest read_source_request(service::Object& from, domain::Date today) {
  SourceRequest request;
  const auto recipient = from.required("recipient", domain::EnterpriseNumber::parse);
  request.request = read_request(from, recipient, today);
  request.numbers = from.all("numbers", 1, most_numbers, national_register::number_reader(today));
  return request;
}

std::string to_json(std::span<const GrantOnRecord> grants) {
  JsonWriter json;
  json.open_object().name("items").open_array();
  for (const auto& grant : grants) {
    json.open_object().member("number", grant.number.text).member("nature", code(nature_codes, grant.grant.nature));
    json.member("status", code(status_codes, grant.status)).name("replaced").truth(grant.replaced);
    write(json, "period", grant.grant.period);
    json.close_object();
  }
  return json.close_array().close_object().take();
}

Result<std::vector<GrantOnRecord>> read_grants(std::string_view text, domain::Niss newest) {
  service::Body body(text);
  std::vector<GrantOnRecord> grants;
  for (auto& one : body.root().objects("items", 0, most_grants)) {
    GrantOnRecord grant;
    grant.number = {one.text("number", longest_number)};
    grant.person = newest;
    grant.grant.nature = one.word<domain::Nature>("nature", nature_codes);
    grant.status = one.word<domain::AidStatus>("status", status_codes);
    grant.replaced = one.truth("replaced");
    grant.grant.period = read_period(one.object("period"));
    grants.push_back(std::move(grant));
  }
  return good_or(body, std::move(grants), "the source");
}

std::string to_json(const HubAnswer& answer) {
  JsonWriter json;
  json.open_object().member("ticket", to_string(answer.ticket.uuid)).name("items").open_array();
  for (const auto& one : answer.attestations) {
    json.open_object();
    if (one.number) json.member("number", one.number->text);
    if (one.nature) json.member("attestationNature", code(nature_codes, *one.nature));
    if (one.type) json.member("attestationType", code(law::consult::attestation_type_names, *one.type));
    if (one.period_from) json.member("periodFrom", to_string(*one.period_from));
    if (one.period_to) json.member("periodTo", to_string(*one.period_to));
    if (one.niss) json.member("niss", to_string(*one.niss));
    json.close_object();
  }
  return json.close_array().close_object().take();
}

Result<HubAnswer> read_hub_answer(std::string_view text, domain::Date today) {
  service::Body body(text);
  auto root = body.root();
  HubAnswer answer{.ticket = {root.required("ticket", Uuid::parse)}, .attestations = {}};
  for (auto& one : root.objects("items", 0, most_grants)) {
    Attestation attestation;
    if (one.has("number")) attestation.number = {one.text("number", longest_number)};
    attestation.nature = one.optional_word<domain::Nature>("attestationNature", nature_codes);
    attestation.type = one.optional_word<law::consult::AttestationType>("attestationType", law::consult::attestation_type_names);
    attestation.period_from = one.optional("periodFrom", domain::Date::parse);
    attestation.period_to = one.optional("periodTo", domain::Date::parse);
    attestation.niss = one.optional("niss", national_register::number_reader(today));
    answer.attestations.push_back(std::move(attestation));
  }
  return good_or(body, std::move(answer), "the hub");
}

}  // namespace crossroads::exchange::consultation
