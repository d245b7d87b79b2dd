// Large arrays on large pages: a tenth of the page faults, and no misses of the address cache in random access.
#pragma once

#include <cstddef>
#include <memory_resource>
#include <mutex>
#include <vector>

namespace crossroads::facts {

/// Asks for large pages for memory that was reserved and not touched yet. A wish: nothing depends on it.
void prefer_huge_pages(void* memory, std::size_t bytes);

/// Large blocks of memory that were used before: touching them costs nothing, while the system must clear new ones.
/// For several threads.
class BlockPool {
 public:
  static constexpr std::size_t block_bytes = std::size_t{8} << 20;
  BlockPool() = default;
  BlockPool(const BlockPool&) = delete;
  BlockPool& operator=(const BlockPool&) = delete;
  ~BlockPool();
  [[nodiscard]] void* take();
  void give_back(void* block);

 private:
  std::mutex mutex_;
  std::vector<void*> free_;
};

/// Memory that is only given back as a whole, to the pool: for the many arrays of one thread.
class Arena final : public std::pmr::memory_resource {
 public:
  explicit Arena(BlockPool& pool) : pool_(pool) {}
  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;
  ~Arena() override;

 private:
  void* do_allocate(std::size_t bytes, std::size_t alignment) override;
  void do_deallocate(void*, std::size_t, std::size_t) override {}
  [[nodiscard]] bool do_is_equal(const std::pmr::memory_resource& other) const noexcept override { return this == &other; }

  BlockPool& pool_;
  std::vector<void*> blocks_, small_;  // from the pool, and of any other size
  char* free_ = nullptr;
  std::size_t left_ = 0, next_small_ = std::size_t{64} << 10;
};

/// Reserves on large pages where it is large.
template <class T>
void reserve_large(std::vector<T>& array, std::size_t size) {
  array.reserve(size);
  prefer_huge_pages(array.data(), size * sizeof(T));
}

/// An array of `size` zeros on large pages where it is large.
template <class T>
[[nodiscard]] std::vector<T> large_array(std::size_t size) {
  std::vector<T> array;
  reserve_large(array, size);
  array.resize(size);
  return array;
}

}  // namespace crossroads::facts
