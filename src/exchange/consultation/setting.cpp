#include "exchange/consultation/setting.hpp"

#include <algorithm>

#include "exchange/consultation/refusals.hpp"

namespace crossroads::exchange::consultation {

std::optional<domain::EnterpriseNumber> House::number_of(std::string_view name) const {
  const auto found = std::ranges::find(institutions, name, [](const auto& one) -> std::string_view { return one.name; });
  return found == institutions.end() ? std::nullopt : std::optional(found->number);
}

const law::consult::VersionedLaw* House::named(std::string_view name, domain::Date today) const {
  const law::consult::VersionedLaw* found = nullptr;
  for (const auto& one : laws) {
    const auto& law = *one.law;
    if (law.name.text != name) continue;
    if (found == nullptr || (law.in_force_from <= today && today <= law.in_force_to)) found = &one;
  }
  return found;
}

Result<ledger::Entry> entry_about(const law::consult::Request& request, const House& house, const service::Trace& trace,
                                  domain::Date today) {
  ledger::Entry entry{.trace = CROSSROADS_TRY(ledger::TraceId::parse(trace.trace_id)),
                      .sender = house.self,
                      .recipient = request.caller,
                      .subject = request.person,
                      .role = request.role == law::Role::sponsor ? ledger::SubjectRole::sponsor : ledger::SubjectRole::applicant,
                      .ground = request.ground == law::Occasion::verification ? ledger::ConsultationGround::verification
                                                                              : ledger::ConsultationGround::stay_application,
                      .doubt_stated = request.stated != law::Stated::nothing};
  // What was asked for may be a name that nobody has, and anything may stand in it: it is kept only where there is such a thing.
  if (const auto* asked = house.named(request.authorisation.text, today); asked != nullptr) {
    entry.authorisation = domain::AuthorisationVersion{asked->law->name.text, asked->text};
    if (std::ranges::any_of(asked->law->categories, [&](const auto& one) { return one.name.text == request.category.text; })) {
      entry.category = CROSSROADS_TRY(ledger::Category::parse(request.category.text));
    }
    std::string purpose;
    for (const auto& one : asked->law->purposes) purpose += (purpose.empty() ? "" : "; ") + one.text;
    if (!purpose.empty()) entry.purpose = CROSSROADS_TRY(ledger::Purpose::parse(purpose));
  }
  return entry;
}

void cite(ledger::Entry& entry, const law::consult::Permit& permit) {
  entry.authorisation = permit.authorisation();
  entry.subject = permit.person();
  entry.paragraphs = permit.basis().paragraphs;
}

Result<void> name_fields(ledger::Entry& entry, const law::consult::Permit& permit) {
  for (const auto field : permit.fields()) {
    entry.fields.push_back(CROSSROADS_TRY(ledger::FieldName::parse(law::field_names.at(static_cast<std::size_t>(field)))));
  }
  entry.withheld = 0;
  return {};
}

Result<void> name_problem(ledger::Entry& entry, const service::ProblemType& type, const law::Citations& paragraphs) {
  entry.event = ledger::Event::refused;
  entry.problem = CROSSROADS_TRY(ledger::ProblemType::parse(type.urn));
  entry.paragraphs = paragraphs;
  return {};
}

service::Answer refuse(ledger::AccessLog& log, ledger::LogEntry entry, service::ProblemDocument problem, Waiting& waiting) {
  std::vector<ledger::LogEntry> entries;
  entries.push_back(std::move(entry));
  auto logged = log.answer(std::move(entries), std::move(problem), waiting);
  return logged ? service::Answer::logged(std::move(*logged)) : unlogged(std::move(logged.error()));
}

service::Answer unlogged(Problem cause) {
  return service::Answer::refused({.type = &log_unavailable, .retry_after = std::chrono::seconds(5)}).because(std::move(cause));
}

}  // namespace crossroads::exchange::consultation
