#include "ledger/log/stored.hpp"

#include <fmt/format.h>

namespace crossroads::ledger {

LeafMark mark_of(const Hash& leaf) {
  LeafMark mark;
  for (std::size_t i = 0; i < sizeof mark.value; ++i) mark.value = mark.value << 8U | leaf.bytes()[i];
  return mark;
}

Result<void> follows(const std::optional<ShardHead>& head, const EntryGroup& group) {
  const auto refused = [&](std::string what, std::string value, std::string expected) {
    return failure(
        {.what = std::move(what), .value = std::move(value), .expected = std::move(expected), .kept = "nothing was appended to the log"});
  };
  const bool begins = !head || group.after.shard != head->shard;
  const std::uint64_t before = begins ? 0 : head->frontier.size().value;
  const std::uint64_t after = group.after.frontier.size().value;
  if (group.entries.empty()) return refused("a group without entries can't be appended", "", "");
  if (head && group.after.shard < head->shard)
    return refused("a log does not go back to an earlier shard", std::to_string(group.after.shard.year), std::to_string(head->shard.year));
  if (after != before + group.entries.size())
    return refused("a group does not follow the head of the log", std::to_string(after), std::to_string(before + group.entries.size()));
  if (after - 1 > last_sequence.value) return refused("the shard is full", std::to_string(after), std::to_string(last_sequence.value + 1));
  if (head && group.after.last < head->last)
    return refused("the time of a log does not run backwards", std::to_string(group.after.last.time_since_epoch().count()),
                   fmt::format("{} or later", head->last.time_since_epoch().count()));
  if (group.day != day_of(group.after.last) || shard_of(group.day) != group.after.shard)
    return refused("a group is of another day than its last entry", to_string(group.day), to_string(day_of(group.after.last)));
  return {};
}

}  // namespace crossroads::ledger
