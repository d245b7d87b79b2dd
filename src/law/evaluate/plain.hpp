// The plain evaluator: the executable specification. Month by month, straight from the rows, slow and obvious; it shares no code
// with the fast evaluator but the parser's tree, and both must agree on everything.
#pragma once

#include <vector>

#include "law/evaluate/decision.hpp"
#include "law/evaluate/view.hpp"

namespace crossroads::law::plain {

/// Whether a condition holds of the person in the run of that month.
[[nodiscard]] Tri holds(const Authorisation& authorisation, const Condition& condition, const Subject& subject, domain::Month month);

/// Whether a condition that asks nothing about aid holds of the person on that day. `as_sponsor`: where there is no current stay row, the person
/// has no ground, quality, register or title, as SPEC §6 reads of sponsors; otherwise those are unknown.
[[nodiscard]] Tri holds_on(const Authorisation& authorisation, const Condition& condition, const Subject& subject, domain::Date day,
                           bool as_sponsor);

/// Every decision on one person from the authorisation's first month up to `to`, without those before `from`, in order of month (SPEC §7).
/// `hub` is the same person as the hub knows the register.
[[nodiscard]] std::vector<Decision> decide(const Authorisation& authorisation, const Subject& source, const Subject& hub,
                                           domain::Month from, domain::Month to);

/// What the hub makes of a month that the source hands over, by the hub's own view of the register: `outside` of every category, an exclusion at
/// the hub that is true or unknown, or `transmit` (by the source's rule, which the hub does not work out). Asks nothing about aid.
[[nodiscard]] Decision at_hub(const Authorisation& authorisation, const Subject& hub, domain::Month month);

/// Whether anything new may be said about the person in the run of that month, at each stage: a category holds and every
/// exclusion there is false (SPEC §8, I20). Asks nothing about aid.
struct Speakable {
  bool at_source = false;
  bool at_hub = false;
};
[[nodiscard]] Speakable speakable(const Authorisation& authorisation, const Subject& source, const Subject& hub, domain::Month month);

}  // namespace crossroads::law::plain
