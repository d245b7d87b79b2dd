// Stores of one file for many threads, each with its own while it needs it.
#pragma once

#include <mutex>
#include <vector>

#include "store/sqlite/store.hpp"

namespace crossroads::store::sqlite {

/// For any thread. Opens as many as are needed at once, and keeps them.
class StorePool {
 public:
  explicit StorePool(std::filesystem::path file, Access access = Access::read_only) : file_(std::move(file)), access_(access) {}

  /// A store of one's own until it is given back, which its destruction does. The pool outlives it.
  class Borrowed {
   public:
    Borrowed(StorePool& pool, std::unique_ptr<Store> store) : pool_(&pool), store_(std::move(store)) {}
    Borrowed(Borrowed&&) = default;
    Borrowed& operator=(Borrowed&&) = delete;
    ~Borrowed() {
      if (store_) pool_->give_back(std::move(store_));
    }
    Store* operator->() const { return store_.get(); }

   private:
    StorePool* pool_;
    std::unique_ptr<Store> store_;
  };
  [[nodiscard]] Result<Borrowed> borrow();

 private:
  void give_back(std::unique_ptr<Store> store);

  std::filesystem::path file_;
  Access access_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<Store>> free_;
};

}  // namespace crossroads::store::sqlite
