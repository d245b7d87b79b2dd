// One installation that plays source and hub: a law, a world of facts, a store of messages, and a clock that ticks by itself.
#pragma once

#include <string>
#include <vector>

#include "memory_message_store.hpp"
#include "run/monthly.hpp"
#include "store/support/must.hpp"
#include "world.hpp"

namespace crossroads::run::test {

struct Installation {
  Installation(law::Authorisation document, MessageStore& messages) : law(std::move(document)), store(messages) {}

  law::Authorisation law;
  law::fast::Plan plan{law};
  domain::UnionMembers members = union_members();
  World world;
  MessageStore& store;
  std::size_t batch = 1000;
  unsigned threads = 1;
  bool dry_run = false;
  std::vector<std::string> written = {};  ///< of the last run: what rested on what (records_only.hpp)
  std::uint64_t ticks = 0;                ///< what clock and chance are made of

  [[nodiscard]] Result<RunReport> try_run(Month month);
  RunReport run(Month month) { return crossroads::test::must(try_run(month)); }

  /// What that run wrote, or every run did, as lines: the source's first. `source 2 correction of 1: 2018-06 [2018-06 ris 900.00] 2018-06..2018-06 employee`.
  [[nodiscard]] std::vector<std::string> sent(std::optional<RunId> of = {});
  /// The same of the hub's record alone, without tickets.
  [[nodiscard]] std::vector<std::string> relayed(std::optional<RunId> of = {});
};

[[nodiscard]] std::string line(const HandedOver& message);
[[nodiscard]] std::string line(const Relayed& message);

}  // namespace crossroads::run::test
