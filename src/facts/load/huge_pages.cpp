#include "facts/load/huge_pages.hpp"

#include <cstdint>
#include <new>

#if defined(__linux__)
#include <sys/mman.h>
#endif

namespace crossroads::facts {
namespace {

constexpr std::size_t huge = std::size_t{2} << 20;

/// Large blocks are whole large pages.
std::size_t rounded(std::size_t bytes) { return bytes < huge ? bytes : (bytes + huge - 1) / huge * huge; }
std::align_val_t aligned(std::size_t bytes, std::size_t alignment) { return std::align_val_t{bytes < huge ? alignment : huge}; }

}  // namespace

void* Arena::LargeBlocks::do_allocate(std::size_t bytes, std::size_t alignment) {
  void* const memory = ::operator new(rounded(bytes), aligned(bytes, alignment));
  prefer_huge_pages(memory, rounded(bytes));
  return memory;
}

void Arena::LargeBlocks::do_deallocate(void* memory, std::size_t bytes, std::size_t alignment) { ::operator delete(memory, aligned(bytes, alignment)); }

void prefer_huge_pages([[maybe_unused]] void* memory, [[maybe_unused]] std::size_t bytes) {
#if defined(__linux__)
  const auto begin = (reinterpret_cast<std::uintptr_t>(memory) + huge - 1) / huge * huge;
  const auto end = (reinterpret_cast<std::uintptr_t>(memory) + bytes) / huge * huge;
  if (begin < end) ::madvise(reinterpret_cast<void*>(begin), end - begin, MADV_HUGEPAGE);
#endif
}

}  // namespace crossroads::facts
