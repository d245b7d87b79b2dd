#include "exchange/push/source_run.hpp"

#include <algorithm>

#include "exchange/push/source_outbox.hpp"
#include "facts/stored_population.hpp"
#include "register/population.hpp"

namespace crossroads::exchange::push {

using domain::Niss;

struct SourceRun::Facts {
  domain::Population population;
  facts::StoredChains chains;  ///< as the register knows them
};

Result<SourceRun::Facts> SourceRun::gather(const PushLaw& law, domain::Month month, const service::Trace& trace, Waiting& waiting) const {
  std::vector<national_register::OwnGrant> grants;
  national_register::Question question{.persons = {}, .elements = {.nationalities = true, .stays = true}};
  CROSSROADS_CHECK(parts_.facts.grants().each(facts::known_now, [&](const facts::Version<facts::GrantFact>& known) -> Result<void> {
    if (known.fact.status == domain::AidStatus::cancelled) return {};
    grants.push_back({known.fact.niss, known.fact.grant});
    question.persons.push_back(known.fact.niss);
    return {};
  }));
  // What was sent about a person may have to be withdrawn, whatever has become of the aid and of the number.
  CROSSROADS_CHECK(parts_.records.standing_handed_over(law.version.name, month, [&](const run::HandedOver& sent) -> Result<void> {
    question.persons.push_back(sent.message.person);
    return {};
  }));
  std::ranges::sort(question.persons);
  question.persons.erase(std::ranges::unique(question.persons).begin(), question.persons.end());

  const auto answer = CROSSROADS_TRY(parts_.the_register.consult(question, trace.onward_headers(), waiting));
  Facts gathered{.population = to_population(answer, grants), .chains = {}};
  for (const auto& person : answer.items) {
    for (const auto number : person.numbers) {
      if (number != person.newest) gathered.chains.add({.old_niss = number, .new_niss = person.newest, .on = {}});
    }
  }
  return gathered;
}

Result<run::RunReport> SourceRun::perform(const PushLaw& law, domain::Month month, run::RunId run, Waiting& waiting) const {
  const auto trace = service::Trace::of({}, parts_.randomness);
  const auto gathered = CROSSROADS_TRY(gather(law, month, trace, waiting));
  const auto clock = [&] { return waiting.now(); };
  const run::MonthlyRun order{
      .plan = law.plan,
      .authorisation = law.version,
      .members = parts_.members,
      .population = gathered.population,
      .newest = [&](Niss niss) { return gathered.chains.newest(niss); },
      .identity_of = [&](Niss niss) { return facts::identity_of(parts_.facts, gathered.chains, niss); },
      .month = month,
      .parts = run::Parts::source,
      .begun = run,
      .clock = clock,
      .randomness = parts_.randomness,
      .threads = parts_.threads,
      .progress = parts_.progress,
  };
  SourceOutbox outbox(parts_.records, parts_.log, parts_.queue, law, month, CROSSROADS_TRY(ledger::TraceId::parse(trace.trace_id)), clock);
  return run::monthly_run(order, parts_.records, &outbox);
}

}  // namespace crossroads::exchange::push
