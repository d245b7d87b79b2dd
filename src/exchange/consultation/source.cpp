#include "exchange/consultation/source.hpp"

#include <algorithm>

#include "exchange/consultation/refusals.hpp"

namespace crossroads::exchange::consultation {
namespace {

constexpr service::ProblemType store_unavailable{"urn:problem-type:crossroads:storeUnavailable", 503, "Store Unavailable",
                                                 "Ask again later; nothing was remembered."};

/// What of it lies in the period asked for: the hub needs to know of no other day.
std::vector<law::consult::GrantOnRecord> within(std::vector<law::consult::GrantOnRecord> grants, domain::Period asked) {
  std::erase_if(grants, [&](const auto& one) { return !one.grant.period.overlaps(asked); });
  for (auto& one : grants) {
    auto& period = one.grant.period;
    period = {std::max(period.from, asked.from), std::min(period.to, asked.to)};
  }
  return grants;
}

}  // namespace

service::Operation SourceAttestations::operation() {
  return {.id = "searchGrants",
          .method = "POST",
          .path = "/grants/search",
          .has_body = true,
          .allowed = [this](domain::EnterpriseNumber caller) { return caller == hub_; },
          .answer = [this](service::Call& call) { return answer(call); }};
}

service::Answer SourceAttestations::answer(service::Call& call) const {
  const auto today = house_.day(call.waiting.now());
  auto root = call.body.root();
  const auto asked = read_source_request(root, today);
  if (auto bad = call.bad_request()) return std::move(*bad);

  auto entry = entry_about(asked.request, house_, call.trace, today);
  if (!entry) return unlogged(std::move(entry.error()));
  entry->recipient = hub_;
  // The source trusts the law, not the hub: what the law answers to nobody it hands to nobody.
  const auto admission = law::consult::admit(asked.request, {house_.institutions, house_.laws, today});
  if (!admission) {
    const auto* law = house_.named(asked.request.authorisation.text, today);
    auto document = to_problem(admission.error(), asked.request, law != nullptr ? law->law : nullptr,
                               language_of(net::header(call.headers, "accept-language")));
    if (const auto named = name_problem(*entry, *document.type, admission.error().basis.paragraphs); !named) return unlogged(named.error());
    return refuse(log_, {.entry = std::move(*entry)}, std::move(document), call.waiting);
  }
  auto found = find_(asked.numbers);
  if (!found) {
    if (const auto named = name_problem(*entry, store_unavailable, {}); !named) return unlogged(named.error());
    return refuse(log_, {.entry = std::move(*entry)}, {.type = &store_unavailable, .retry_after = std::chrono::seconds(30)}, call.waiting)
        .because(found.error());
  }
  const auto grants = within(std::move(*found), asked.request.period);
  entry->event = grants.empty() ? ledger::Event::no_data : ledger::Event::answered;
  if (!grants.empty()) {
    for (const auto* name : {"number", "attestation_nature", "attestation_type", "period_from", "period_to"}) {
      entry->fields.push_back(ledger::FieldName::parse(name).value());
    }
  }
  std::vector<ledger::LogEntry> entries;
  entries.push_back({.entry = std::move(*entry)});
  auto logged = log_.answer(std::move(entries), service::Json{to_json(grants)}, call.waiting);
  return logged ? service::Answer::logged(std::move(*logged)) : unlogged(std::move(logged.error()));
}

}  // namespace crossroads::exchange::consultation
