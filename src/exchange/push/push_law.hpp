// The authorisations by which an institution pushes, ready to be worked with.
#pragma once

#include <string_view>
#include <vector>

#include "exchange/consultation/setting.hpp"
#include "exchange/message_entry.hpp"
#include "law/evaluate/plan.hpp"
#include "run/disclosed_fields.hpp"

namespace crossroads::exchange::push {

struct PushLaw {
  const law::Authorisation* law;
  run::AuthorisationVersion version;
  Parties parties;
  ledger::Purpose purpose;
  law::fast::Plan plan;
  std::vector<run::DisclosedFields> fields;  ///< by CategoryIndex

  /// The rule that a push calls so; nothing for another name.
  [[nodiscard]] std::optional<law::RuleRef> rule_named(std::string_view name) const;
  [[nodiscard]] std::optional<law::CategoryIndex> category_named(std::string_view name) const;
  [[nodiscard]] Occasion occasion(const ledger::TraceId& trace) const { return {version, parties, purpose, trace}; }
};

/// Of every authorisation of the house that orders a push between institutions that are known here; of several versions the one in force today,
/// else the last. The house outlives them. Fails for a purpose that no entry can hold.
[[nodiscard]] Result<std::vector<PushLaw>> push_laws(const consultation::House& house, domain::Date today);

/// What a run is called in the logs of hub and desk, who don't know the source's number of it.
[[nodiscard]] ledger::Batch batch_of(domain::Month run_month);

}  // namespace crossroads::exchange::push
