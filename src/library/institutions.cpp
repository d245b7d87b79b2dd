#include "library/institutions.hpp"

#include <fmt/ranges.h>

#include <algorithm>

#include "base/spelling.hpp"

namespace crossroads::library {

Result<Institution> Institutions::named(std::string_view name) const {
  const auto found = std::ranges::find(all_, name, &Institution::name);
  if (found != all_.end()) return *found;
  std::vector<std::string_view> names;
  for (const auto& one : all_) names.push_back(one.name);
  const auto near = nearest(name, names);
  return failure({.what = fmt::format("parameters/institutions.csv has no institution {}", name),
                  .expected = fmt::format("one of {}", fmt::join(names, ", ")),
                  .hint = near ? fmt::format("did you mean {}?", *near) : "add the institution with its enterprise number"});
}

std::optional<std::string> Institutions::name_of(domain::EnterpriseNumber number) const {
  const auto found = std::ranges::find(all_, number, &Institution::number);
  return found != all_.end() ? std::optional(found->name) : std::nullopt;
}

}  // namespace crossroads::library
