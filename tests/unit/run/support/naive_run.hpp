// SPEC §8 done the slow way, from the plain evaluator and the rows, sharing nothing with the run: what should stand after a run.
#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>

#include "world.hpp"

namespace crossroads::run::test {

/// What stands in a record: by today's number and month, the content in words.
using Record = std::map<std::pair<Niss, Month>, std::string>;

struct Records {
  Record source, hub;
};

/// What should stand. Where two persons turned out to be one about whom nothing may be said, either of their two messages may.
using Allowed = std::map<std::pair<Niss, Month>, std::set<std::string>>;
struct Expected {
  Allowed source, hub;
};

/// What should stand after a run of that month where `before` stood (under the numbers of its time), under the law, on these facts.
[[nodiscard]] Expected naive_run(const law::Authorisation& law, const domain::UnionMembers& members, const World& world, Month month,
                                 const Records& before);

}  // namespace crossroads::run::test
