// The names that a document gives.
#pragma once

#include <string_view>
#include <vector>

#include "law/syntax/authorisation.hpp"

namespace crossroads::law {

enum class NameKind : std::uint8_t {
  authorisation,
  source,
  hub,
  recipient,
  term,
  category,
  exclusion,
  start_rule,
  feature,
  parameter,
  indicator,
  value,
  state,
  examination,
  point
};

/// `a term`, `the hub` …, for messages.
[[nodiscard]] std::string_view with_article(NameKind kind);

struct GivenName {
  NameKind kind;
  const Name* name;
};

/// Every name, in the order in which labels are listed. Exclusions, features, and the values, states and points of different indicators may recur.
[[nodiscard]] std::vector<GivenName> given_names(const Authorisation& law);

}  // namespace crossroads::law
