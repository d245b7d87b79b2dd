// Reads conditions: everything behind `when` and `means`.
#pragma once

#include <vector>

#include "law/syntax/parse/reader.hpp"

namespace crossroads::law::parse {

/// The terms that a condition may use, and those that only follow further down.
struct KnownTerms {
  const std::vector<Term>& defined;
  const std::vector<std::string_view>& anywhere;
};

/// Nothing where the condition cannot be read; then it has been reported. A name that no term has is reported and stands for a term
/// that does not exist: the document is refused, but the rest of it is still read.
[[nodiscard]] ConditionPtr condition(Reader& reader, const KnownTerms& terms);

/// `in {a, b}` or `= a` behind the name of a stay field.
[[nodiscard]] std::optional<ValueSet> values(Reader& reader, StayField field);

}  // namespace crossroads::law::parse
