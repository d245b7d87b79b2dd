// Work on several threads at once, the caller's among them.
#pragma once

#include <thread>
#include <vector>

namespace crossroads::facts {

/// Calls `work(0)` to `work(threads - 1)`, each on a thread of its own, and returns when all have.
template <class Work>
void in_parallel(unsigned threads, Work&& work) {
  std::vector<std::jthread> others;
  others.reserve(threads);
  for (unsigned i = 1; i < threads; ++i) others.emplace_back([&work, i] { work(i); });
  work(0U);
}

/// `[0, size)` cut into `parts` nearly equal pieces; where piece i begins.
[[nodiscard]] constexpr std::size_t piece_begin(std::size_t size, unsigned parts, unsigned i) {
  return size / parts * i + size % parts * i / parts;
}

}  // namespace crossroads::facts
