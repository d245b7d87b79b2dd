// Conditions of the law as a tree. Immutable and shared, so that a mutant of a law costs only what it changes.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "domain/vocabulary.hpp"

namespace crossroads::law {

/// A stretch of the source text, in bytes.
struct Span {
  std::uint32_t offset = 0;
  std::uint32_t length = 0;
  bool operator==(const Span&) const = default;
};

struct Condition;
using ConditionPtr = std::shared_ptr<const Condition>;

/// A set of values of a closed list, as bits by enumerator.
using ValueSet = std::uint32_t;

enum class Comparison : std::uint8_t { less, at_most, at_least, more };
enum class Unit : std::uint8_t { months, years };

struct Duration {
  std::int32_t amount = 0;
  Unit unit = Unit::months;
  [[nodiscard]] constexpr std::int32_t in_months() const { return unit == Unit::years ? amount * 12 : amount; }
  bool operator==(const Duration&) const = default;
};

/// `a and b and …`
struct All {
  std::vector<ConditionPtr> parts;
};
/// `a or b or …`
struct Any {
  std::vector<ConditionPtr> parts;
};
/// `not a`
struct Not {
  ConditionPtr part;
};

/// `belgian`, `union`, `third-country`: the person's nationality class on the as-of day (SPEC §3); unknown if none is on record.
enum class NationalityClass : std::uint8_t { belgian, union_, third_country };
struct NationalityIs {
  NationalityClass which;
};

/// `ground = art40`, `quality in {employee, jobseeker}`: a field of the current stay row; unknown without one.
/// An empty `applied-at` is unknown; an empty title is the known value `none`.
enum class StayField : std::uint8_t { ground, quality, reg, title, applied_at };
struct FieldIn {
  StayField field;
  ValueSet values;
};

/// `recognised`: recognised_on ≤ as-of day on the current stay row; unknown without a row.
struct Recognised {};

/// `stay >= 3 years`, `age < 18 years`. Stay: since the first day of the unbroken chain of legal rows that ends in the current
/// one; unknown without one. Age: since the day of birth in the NISS; unknown where that is.
enum class Measure : std::uint8_t { stay, age };
struct Lasts {
  Measure measure;
  Comparison comparison;
  Duration duration;
};

/// `sponsor (…)`: the condition holds of the sponsor whom the current stay row names, on the same as-of day. Without a sponsor, or with
/// one who is unknown or has no current stay row, the sponsor has no ground, quality, register or title: such a field condition is false (SPEC §6).
struct OfSponsor {
  ConditionPtr part;
};

/// `ris`, `social-aid`, `ris-equivalent`, `aid` (of any nature): a grant of the nature covers a day of the month. Never unknown.
struct Aided {
  ValueSet natures;
};
/// `… so far`: in this month or any earlier one. Its operand speaks of aid alone, joined by `or`.
struct SoFar {
  ConditionPtr aid;
};
/// `… for 3 months`: the run of consecutive aided months that ends in this month began, counted from its first day, so long ago.
struct For {
  ConditionPtr aid;
  Duration duration;
};

/// A term that the document defines, by its place in Authorisation::terms. Terms use only terms above them.
struct TermUse {
  std::uint32_t term;
};

struct Condition {
  std::variant<All, Any, Not, NationalityIs, FieldIn, Recognised, Lasts, OfSponsor, Aided, SoFar, For, TermUse> node;
  Span span = {};
};

template <class Node>
[[nodiscard]] ConditionPtr make_condition(Node node, Span span = {}) {
  return std::make_shared<const Condition>(Condition{std::move(node), span});
}

inline constexpr ValueSet all_natures = 0b111;
[[nodiscard]] constexpr ValueSet bit(std::size_t value) { return ValueSet{1} << value; }

}  // namespace crossroads::law
