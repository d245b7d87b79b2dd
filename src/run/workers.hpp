// Persons in blocks, evaluated in parallel: each worker has an evaluator of its own. Private to this folder.
#pragma once

// oneTBB's headers pull in much of the library; only what runs in parallel here includes this one.
#include <tbb/blocked_range.h>
#include <tbb/enumerable_thread_specific.h>
#include <tbb/global_control.h>
#include <tbb/info.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <algorithm>

#include "law/evaluate/fast.hpp"

namespace crossroads::run {

class Workers {
 public:
  /// `threads`: 0 for as many as the machine has. The plan and the members must outlive the workers.
  Workers(const law::fast::Plan& plan, const domain::UnionMembers& members, domain::Month last, unsigned threads)
      : allowed_(tbb::global_control::max_allowed_parallelism,
                 std::max<std::size_t>(threads, static_cast<std::size_t>(tbb::info::default_concurrency()))),
        arena_(threads == 0 ? tbb::task_arena::automatic : static_cast<int>(threads)),
        evaluators_([&plan, &members, last] { return law::fast::Evaluator(plan, members, last); }) {}

  /// Calls `work(evaluator, begin, end)` for blocks of persons that together are 0..persons; blocks begin at multiples of `block`.
  template <class Work>
  void each_block(std::size_t persons, std::size_t block, const Work& work) {
    const std::size_t blocks = (persons + block - 1) / block;
    arena_.execute([&] {
      tbb::parallel_for(tbb::blocked_range<std::size_t>(0, blocks), [&](const tbb::blocked_range<std::size_t>& range) {
        auto& evaluator = evaluators_.local();
        for (std::size_t i = range.begin(); i < range.end(); ++i) work(evaluator, i * block, std::min(persons, (i + 1) * block));
      });
    });
  }

  [[nodiscard]] tbb::task_arena& arena() { return arena_; }

 private:
  tbb::global_control allowed_;  // more threads than the machine has are given too, without a warning on standard error
  tbb::task_arena arena_;
  tbb::enumerable_thread_specific<law::fast::Evaluator> evaluators_;
};

}  // namespace crossroads::run
