#include "store/sqlite/store_pool.hpp"

namespace crossroads::store::sqlite {

Result<StorePool::Borrowed> StorePool::borrow() {
  {
    const std::scoped_lock lock(mutex_);
    if (!free_.empty()) {
      auto store = std::move(free_.back());
      free_.pop_back();
      return Borrowed(*this, std::move(store));
    }
  }
  return Borrowed(*this, CROSSROADS_TRY(Store::open(file_, {.access = access_, .cache = Cache::mebibytes_8})));
}

void StorePool::give_back(std::unique_ptr<Store> store) {
  const std::scoped_lock lock(mutex_);
  free_.push_back(std::move(store));
}

}  // namespace crossroads::store::sqlite
