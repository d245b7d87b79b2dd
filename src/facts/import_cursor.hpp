// Reads what is known along an ascending list of keys: in large pages where the list is dense, in small ones where it is sparse.
#pragma once

#include <algorithm>
#include <vector>

#include "facts/fact_store.hpp"

namespace crossroads::facts {

/// Keys must be asked for in ascending order. What is written to the table meanwhile must lie at or before the key that was asked last.
template <class Fact>
class KnownCursor {
 public:
  using Key = typename Fact::Key;
  explicit KnownCursor(FactTable<Fact>& table) : table_(table) {}

  /// The first fact at that key or after it; nothing at the end. Valid until the next call.
  Result<const Version<Fact>*> seek(const Key& key) {
    while (at_ < page_.size() && page_[at_].fact.key() < key) ++at_;
    if (at_ == page_.size() && !ended_) CROSSROADS_CHECK(load(key));
    if (at_ == page_.size()) return nullptr;
    ++asked_;
    return &page_[at_];
  }

  /// The fact with exactly that key.
  Result<const Version<Fact>*> find(const Key& key) {
    const Version<Fact>* found = CROSSROADS_TRY(seek(key));
    return found != nullptr && found->fact.key() == key ? found : nullptr;
  }

  /// Everything known under one number, for facts whose key begins with it.
  Result<void> append_all_of(domain::Niss niss, std::vector<Version<Fact>>& known) {
    const Version<Fact>* next = CROSSROADS_TRY(seek({.niss = niss}));
    while (next != nullptr && next->fact.niss == niss) {
      known.push_back(*next);
      const Key last = next->fact.key();
      if (++at_ == page_.size() && !ended_) {
        CROSSROADS_CHECK(load(last));
        if (at_ < page_.size() && page_[at_].fact.key() == last) ++at_;
      }
      next = at_ < page_.size() ? &page_[at_] : nullptr;
    }
    return {};
  }

 private:
  static constexpr std::size_t smallest = 16, largest = 4096;

  Result<void> load(const Key& from) {
    // A page of which little was wanted was too large.
    limit_ = asked_ * 4 >= page_.size() ? std::min(limit_ * 2, largest) : smallest;
    page_ = CROSSROADS_TRY(table_.page(from, limit_));
    ended_ = page_.size() < limit_;
    at_ = 0;
    asked_ = 0;
    return {};
  }

  FactTable<Fact>& table_;
  std::vector<Version<Fact>> page_;
  std::size_t at_ = 0, asked_ = 0, limit_ = smallest / 2;
  bool ended_ = false;
};

}  // namespace crossroads::facts
