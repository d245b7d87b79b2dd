#include "facts/load/huge_pages.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <new>

#if defined(__linux__)
#include <sys/mman.h>
#endif

namespace crossroads::facts {
namespace {

constexpr std::size_t huge = std::size_t{2} << 20;

}  // namespace

BlockPool::~BlockPool() {
  for (void* const block : free_) ::operator delete(block, std::align_val_t{huge});
}

void* BlockPool::take() {
  {
    const std::lock_guard lock(mutex_);
    if (!free_.empty()) {
      void* const block = free_.back();
      free_.pop_back();
      return block;
    }
  }
  void* const block = ::operator new(block_bytes, std::align_val_t{huge});
  prefer_huge_pages(block, block_bytes);
  return block;
}

void BlockPool::give_back(void* block) {
  const std::lock_guard lock(mutex_);
  free_.push_back(block);
}

Arena::~Arena() {
  for (void* const block : blocks_) pool_.give_back(block);
  for (void* const block : small_) ::operator delete(block, std::align_val_t{alignof(std::max_align_t)});
}

void* Arena::do_allocate(std::size_t bytes, std::size_t alignment) {
  const auto past = [&] { return (alignment - reinterpret_cast<std::uintptr_t>(free_) % alignment) % alignment; };
  if (left_ < past() + bytes) {
    // Small folders never see the pool's blocks, and what is larger than one has its own.
    const bool large = bytes <= BlockPool::block_bytes && next_small_ >= BlockPool::block_bytes;
    left_ = large ? BlockPool::block_bytes : std::max(next_small_, bytes + alignment);
    next_small_ = std::min(8 * next_small_, BlockPool::block_bytes);
    auto& list = large ? blocks_ : small_;
    list.push_back(large ? pool_.take() : ::operator new(left_, std::align_val_t{alignof(std::max_align_t)}));
    free_ = static_cast<char*>(list.back());
  }
  char* const memory = free_ + past();
  left_ -= static_cast<std::size_t>(memory + bytes - free_);
  free_ = memory + bytes;
  return memory;
}

void prefer_huge_pages([[maybe_unused]] void* memory, [[maybe_unused]] std::size_t bytes) {
#if defined(__linux__)
  const auto begin = (reinterpret_cast<std::uintptr_t>(memory) + huge - 1) / huge * huge;
  const auto end = (reinterpret_cast<std::uintptr_t>(memory) + bytes) / huge * huge;
  if (begin < end) ::madvise(reinterpret_cast<void*>(begin), end - begin, MADV_HUGEPAGE);
#endif
}

}  // namespace crossroads::facts
