#include "register/reading_room.hpp"

namespace crossroads::national_register {

Result<ReadingRoom::Store> ReadingRoom::take() {
  {
    const std::scoped_lock lock(mutex_);
    if (!free_.empty()) {
      auto store = std::move(free_.back());
      free_.pop_back();
      return store;
    }
  }
  return open_();
}

void ReadingRoom::give_back(Store store) {
  const std::scoped_lock lock(mutex_);
  free_.push_back(std::move(store));
}

Result<std::shared_ptr<const facts::StoredChains>> ReadingRoom::chains_of(facts::FactStore& store) {
  const auto import = CROSSROADS_TRY(store.last_import());
  {
    const std::scoped_lock lock(mutex_);
    if (known_.chains && known_.import == import) return known_.chains;
  }
  // Two threads may do it at once after an import: better than that one waits for the other.
  auto chains = std::make_shared<const facts::StoredChains>(CROSSROADS_TRY(facts::load_chains(store)));
  const std::scoped_lock lock(mutex_);
  if (!known_.chains || known_.import < import) known_ = {import, chains};
  return chains;
}

Result<RegisterAnswer> ReadingRoom::look_up(const Question& question) {
  auto store = CROSSROADS_TRY(take());
  auto answer = [&]() -> Result<RegisterAnswer> {
    const auto snapshot = CROSSROADS_TRY(store->snapshot());
    const auto chains = CROSSROADS_TRY(chains_of(*store));
    return national_register::look_up(*store, *chains, question);
  }();
  if (answer) give_back(std::move(store));
  return answer;
}

Result<facts::ImportId> ReadingRoom::last_import() {
  auto store = CROSSROADS_TRY(take());
  const auto import = store->last_import();
  if (import) give_back(std::move(store));
  return import;
}

}  // namespace crossroads::national_register
