// What the rows say that decided a condition: read back from them, without words.
#pragma once

#include <optional>
#include <span>
#include <variant>
#include <vector>

#include "law/evaluate/view.hpp"
#include "law/syntax/authorisation.hpp"

namespace crossroads::law::explain {

/// The nationalities on the as-of day; none is "not known".
struct NationalitiesOnRecord {
  struct One {
    domain::Country country;
    domain::Period period;
    bool member = false;  ///< of the Union on that day, Belgium included
  };
  std::vector<One> rows;
};
/// No current stay row. `ended`: the last day of the last legal one before, if there was any.
struct NoCurrentStay {
  std::optional<domain::Date> ended;
};
/// A field of the current stay row.
struct FieldOnRecord {
  StayField field;
  std::size_t value;  ///< the enumerator; for applied-at 0 is "not known"
  domain::Period row;
};
/// When the quality was recognised; never() while it is only claimed.
struct RecognitionOnRecord {
  domain::Date on;
};
/// Since when a stay or a life lasts, and the day on which it reaches the length that the condition asks for.
struct LengthOnRecord {
  Measure measure;
  domain::Date since;
  Duration duration;
  domain::Date reached;
};
struct BirthUnknown {};
/// Aid of the natures asked for in the month; nothing if there was none.
struct AidInMonth {
  std::optional<domain::Cents> amount;
};
/// The first month with aid of the natures asked for, if it is not after the explained one.
struct AidSoFar {
  std::optional<domain::Month> first;
};
/// The run of aid that ends in the month, and the day on which it reaches its length; nothing if the month is not aided.
struct AidRun {
  struct Run {
    domain::Date since;
    domain::Date reached;
  };
  std::optional<Run> run;
  Duration duration;
};
/// Whom the current stay row names as sponsor.
struct SponsorOnRecord {
  enum class Which { none, unknown, without_stay, with_stay };
  Which which = Which::none;
  std::optional<domain::Niss> niss = {};
};

using Fact = std::variant<NationalitiesOnRecord, NoCurrentStay, FieldOnRecord, RecognitionOnRecord, LengthOnRecord, BirthUnknown,
                          AidInMonth, AidSoFar, AidRun, SponsorOnRecord>;

/// The natures that a condition on aid alone speaks of; none for any other condition.
[[nodiscard]] ValueSet natures_of(const Authorisation& authorisation, const Condition& aid);

[[nodiscard]] bool is_aided(std::span<const domain::GrantRow> grants, ValueSet natures, domain::Month month);
/// What the grants of these natures bring for the month; zero if there are none.
[[nodiscard]] domain::Cents amount_in(std::span<const domain::GrantRow> grants, ValueSet natures, domain::Month month);

/// The current stay row (SPEC §3); nothing without one.
[[nodiscard]] const domain::StayRow* current_stay(const Subject& subject, domain::Date as_of);

/// The fact behind a leaf condition, or behind `sponsor (…)`, for the person in the run of the month. Nothing for other conditions.
[[nodiscard]] std::optional<Fact> fact_behind(const Authorisation& authorisation, const Condition& condition, const Subject& subject,
                                              domain::Month month);

}  // namespace crossroads::law::explain
