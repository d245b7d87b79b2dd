#include "run/replay.hpp"
#include "run/replay_range.hpp"
#include "run/workers.hpp"

namespace crossroads::run {
namespace {

constexpr std::size_t counted_block = 2048;

}  // namespace

Result<std::vector<Tally>> replay_summary(const Replay& replay) {
  const auto months = CROSSROADS_TRY(decided_months(replay.plan, replay.months));
  if (!months) return std::vector<Tally>{};

  Workers workers(replay.plan, replay.members, months->to, replay.threads);
  const std::size_t keys = replay.plan.keys.size();
  tbb::enumerable_thread_specific<std::vector<std::uint64_t>> counts([keys] { return std::vector<std::uint64_t>(keys); });
  workers.each_block(replay.population.size(), counted_block, [&](law::fast::Evaluator& evaluator, std::size_t begin, std::size_t end) {
    evaluator.count(replay.population, begin, end, months->from, counts.local());
  });
  std::vector<std::uint64_t> sums(keys);
  for (const auto& counted : counts) {
    for (std::size_t k = 0; k < keys; ++k) sums[k] += counted[k];
  }
  return tallies_of(replay.plan, sums);
}

}  // namespace crossroads::run
