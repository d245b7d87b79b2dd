#include "store/sqlite/fact_columns.hpp"

#include "store/sqlite/country_text.hpp"

namespace crossroads::store::sqlite {

using domain::Date;

void FactColumns<facts::PersonFact>::bind_key(Statement& statement, const facts::PersonFact::Key& key) {
  statement.bind(0, to_column(key));
}

void FactColumns<facts::PersonFact>::bind(Statement& statement, const facts::PersonFact& fact) {
  statement.bind(0, to_column(fact.niss)).bind(1, fact.identity.last_name).bind(2, fact.identity.first_names);
  statement.bind(3, country_text(fact.identity.country_of_origin));
}

facts::PersonFact FactColumns<facts::PersonFact>::read(Columns& row) {
  facts::PersonFact fact;
  fact.niss = row.niss();
  fact.identity.last_name = row.text();
  fact.identity.first_names = row.text();
  fact.identity.country_of_origin = row.country();
  return fact;
}

void FactColumns<facts::NationalityFact>::bind_key(Statement& statement, const facts::NationalityFact::Key& key) {
  statement.bind(0, to_column(key.niss)).bind(1, country_text(key.country)).bind(2, to_column(key.from));
}

void FactColumns<facts::NationalityFact>::bind(Statement& statement, const facts::NationalityFact& fact) {
  bind_key(statement, fact.key());
  bind_day(statement, 3, fact.nationality.period.to);
}

facts::NationalityFact FactColumns<facts::NationalityFact>::read(Columns& row) {
  facts::NationalityFact fact;
  fact.niss = row.niss();
  fact.nationality.country = row.country();
  fact.nationality.period.from = row.day();
  fact.nationality.period.to = row.day_or(Date::forever());
  return fact;
}

void FactColumns<facts::StayFact>::bind_key(Statement& statement, const facts::StayFact::Key& key) {
  statement.bind(0, to_column(key.niss)).bind(1, to_column(key.from));
}

void FactColumns<facts::StayFact>::bind(Statement& statement, const facts::StayFact& fact) {
  const domain::StayRow& stay = fact.stay;
  bind_key(statement, fact.key());
  bind_day(statement, 2, stay.period.to);
  statement.bind(3, to_column(stay.legal)).bind(4, to_column(stay.reg)).bind(5, to_column(stay.title));
  statement.bind(6, to_column(stay.ground)).bind(7, to_column(stay.quality));
  bind_day(statement, 8, stay.recognised_on);
  bind_day(statement, 9, stay.applied_on);
  statement.bind(10, to_column(stay.applied_at));
  statement.bind(11, fact.sponsor ? std::optional(to_column(*fact.sponsor)) : std::nullopt);
}

facts::StayFact FactColumns<facts::StayFact>::read(Columns& row) {
  facts::StayFact fact;
  domain::StayRow& stay = fact.stay;
  fact.niss = row.niss();
  stay.period.from = row.day();
  stay.period.to = row.day_or(Date::forever());
  stay.legal = row.word(domain::Legal::no, domain::Legal::yes);
  stay.reg = row.word(domain::Register::population, domain::Register::none);
  stay.title = row.word(domain::Title::none, domain::Title::N);
  stay.ground = row.word(domain::Ground::brief, domain::Ground::other);
  stay.quality = row.word(domain::Quality::employee, domain::Quality::other);
  stay.recognised_on = row.day_or(Date::never());
  stay.applied_on = row.day_or(Date::never());
  stay.applied_at = row.word(domain::AppliedAt::unknown, domain::AppliedAt::diplomatic_post);
  fact.sponsor = row.optional([&] { return row.niss(); });
  stay.sponsor = fact.sponsor ? domain::unknown_sponsor : domain::no_sponsor;
  return fact;
}

void FactColumns<facts::GrantFact>::bind_key(Statement& statement, const facts::GrantFact::Key& key) { statement.bind(0, key); }

void FactColumns<facts::GrantFact>::bind(Statement& statement, const facts::GrantFact& fact) {
  const domain::GrantRow& grant = fact.grant;
  statement.bind(0, fact.aid_id).bind(1, to_column(fact.niss)).bind(2, static_cast<std::int64_t>(fact.centre.digits()));
  statement.bind(3, to_column(grant.nature)).bind(4, to_column(grant.category)).bind(5, grant.monthly.count());
  statement.bind(6, to_column(grant.period.from));
  bind_day(statement, 7, grant.period.to);
  statement.bind(8, to_column(fact.status));
}

facts::GrantFact FactColumns<facts::GrantFact>::read(Columns& row) {
  facts::GrantFact fact;
  fact.aid_id = row.text();
  fact.niss = row.niss();
  fact.centre = domain::EnterpriseNumber::from_stored(static_cast<std::uint64_t>(row.number()));
  fact.grant.nature = row.word(domain::Nature::ris, domain::Nature::social_aid);
  fact.grant.category = row.word(domain::AidCategory::cohabitant, domain::AidCategory::dependent_family);
  fact.grant.monthly = domain::Cents(row.number());
  fact.grant.period.from = row.day();
  fact.grant.period.to = row.day_or(Date::forever());
  fact.status = row.word(domain::AidStatus::granted, domain::AidStatus::cancelled);
  return fact;
}

void FactColumns<facts::ReimbursementFact>::bind_key(Statement& statement, const facts::ReimbursementFact::Key& key) {
  statement.bind(0, key.aid_id).bind(1, to_column(key.paid_on));
}

void FactColumns<facts::ReimbursementFact>::bind(Statement& statement, const facts::ReimbursementFact& fact) {
  statement.bind(0, fact.aid_id).bind(1, to_column(fact.paid_on)).bind(2, fact.cents.count());
}

facts::ReimbursementFact FactColumns<facts::ReimbursementFact>::read(Columns& row) {
  facts::ReimbursementFact fact;
  fact.aid_id = row.text();
  fact.paid_on = row.day();
  fact.cents = domain::Cents(row.number());
  return fact;
}

void FactColumns<facts::ReplacementFact>::bind_key(Statement& statement, const facts::ReplacementFact::Key& key) {
  statement.bind(0, to_column(key));
}

void FactColumns<facts::ReplacementFact>::bind(Statement& statement, const facts::ReplacementFact& fact) {
  statement.bind(0, to_column(fact.old_niss)).bind(1, to_column(fact.new_niss)).bind(2, to_column(fact.on));
}

facts::ReplacementFact FactColumns<facts::ReplacementFact>::read(Columns& row) {
  facts::ReplacementFact fact;
  fact.old_niss = row.niss();
  fact.new_niss = row.niss();
  fact.on = row.day();
  return fact;
}

}  // namespace crossroads::store::sqlite
