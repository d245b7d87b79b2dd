// The queue against a list: nothing is lost, nothing comes twice, nothing overtakes what is about the same person, and what is gone is gone.
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "../support/must.hpp"
#include "../support/numbers.hpp"
#include "adapters.hpp"

namespace crossroads::test {
namespace {

using namespace transit;

Instant at(std::int64_t ms) { return Instant(std::chrono::milliseconds(ms)); }

/// A queue as the port describes it, in the plainest way.
class Model {
 public:
  struct Item {
    std::string name;
    std::optional<domain::Niss> line;
    std::string text;
    Instant added;
    std::optional<std::pair<Instant, std::string>> parked = {};
  };
  std::map<std::uint64_t, Item> items;
  std::uint64_t last = 0;

  bool may_go(std::uint64_t position) const {
    const Item& item = items.at(position);
    if (item.parked) return false;
    return std::none_of(items.begin(), items.lower_bound(position),
                        [&](const auto& before) { return item.line && before.second.line == item.line && before.second.parked; });
  }
  std::vector<Consignment> next(std::size_t most, std::size_t bytes) const {
    std::vector<Consignment> first;
    std::size_t used = 0;
    for (const auto& [position, item] : items) {
      if (!may_go(position)) continue;
      used += item.text.size();
      if (first.size() == most || (!first.empty() && used > bytes)) break;
      first.push_back({.position = Position{position}, .line = item.line, .text = item.text});
    }
    return first;
  }
  std::vector<Parked> parked(std::uint64_t after, std::size_t most) const {
    std::vector<Parked> all;
    for (const auto& [position, item] : items) {
      if (item.parked && position > after && all.size() < most)
        all.push_back({.position = Position{position}, .name = item.name, .since = item.parked->first, .problem = item.parked->second});
    }
    return all;
  }
  std::uint64_t release() {
    std::uint64_t released = 0;
    for (auto& [position, item] : items) {
      if (item.parked) ++released;
      item.parked.reset();
    }
    return released;
  }
  QueueState state() const {
    QueueState state;
    for (const auto& [position, item] : items) ++(item.parked ? state.parked : state.waiting);
    if (!items.empty()) state.oldest = items.begin()->second.added;
    return state;
  }
};

class QueueAndModel {
 public:
  explicit QueueAndModel(const Adapter& adapter) : under_test_(adapter.make()) {}

  void step() {
    now_ += *rc::gen::inRange(0, 100);
    switch (*rc::gen::weightedElement<int>({{4, 0}, {5, 1}, {2, 2}, {2, 3}, {1, 4}, {1, 5}})) {
      case 0: return add();
      case 1: return deliver_next();
      case 2: return deliver_any();
      case 3: return park();
      case 4: return release();
      default: under_test_->reopen();
    }
  }
  void check() {
    const auto most = *rc::gen::inRange<std::size_t>(0, 40), bytes = *rc::gen::inRange<std::size_t>(0, 20'000);
    const auto given = must(queue().next(most, bytes));
    RC_ASSERT(given == model_.next(most, bytes));
    const auto after = *rc::gen::inRange<std::uint64_t>(0, model_.last + 2);
    RC_ASSERT(must(queue().parked(Position{after}, most)) == model_.parked(after, most));
    RC_ASSERT(must(queue().state()) == model_.state());
  }
  /// What each line brought, in the order in which it was delivered by what `next` gave, is in the order in which it was put in.
  void drain() {
    release();
    while (!model_.items.empty()) deliver_next();
    RC_ASSERT(must(queue().state()) == QueueState{});
    RC_ASSERT(brought_.size() + dropped_ == model_.last);
  }
  /// Every text that is waiting stands in the store, and none that is gone. Where many wait, a text that is gone may stand somewhere for a while.
  void check_bytes() {
    std::vector<Position> positions{Position{model_.last + 1}};  // that never was
    while (model_.items.size() > 200) {
      positions.push_back(Position{model_.items.begin()->first});
      model_.items.erase(model_.items.begin());
      ++dropped_;
    }
    must(queue().delivered(positions));
    const auto bytes = under_test_->bytes();
    std::set<std::string> found;
    for (auto mark = bytes.find("Zwart"); mark != std::string::npos; mark = bytes.find("Zwart", mark + 1))
      found.insert(bytes.substr(mark, 14));
    std::set<std::string> waiting;
    for (const auto& [position, item] : model_.items) waiting.insert(mark_of(position));
    RC_ASSERT(found == waiting);
  }

 private:
  Queue& queue() { return under_test_->queue(); }
  static std::string mark_of(std::uint64_t position) { return fmt::format("Zwart{:06}kop", position); }

  void add() {
    const auto count = *rc::gen::inRange<std::size_t>(0, 60);
    std::vector<NewConsignment> batch;
    for (std::size_t i = 0; i < count; ++i) {
      const auto position = model_.last + 1 + i;
      const auto about = *rc::gen::inRange<std::uint64_t>(0, 12);
      const auto mark = mark_of(position);
      const auto filling = std::string(*rc::gen::element<std::size_t>(0, 30, 300, 700, 5000), 'x');
      batch.push_back({.name = std::to_string(position * 7),
                       .line = about == 0 ? std::nullopt : std::optional(person(about)),
                       .text = mark + filling + mark});
    }
    must(queue().add(batch, at(now_)));
    for (auto& one : batch) model_.items.emplace(++model_.last, Model::Item{one.name, one.line, one.text, at(now_)});
  }
  void deliver_next() {
    const auto given = must(queue().next(*rc::gen::inRange<std::size_t>(1, 50), 1U << 20U));
    std::vector<Position> positions;
    for (const auto& one : given) {
      const auto position = static_cast<std::uint64_t>(one.position);
      if (one.line) {
        RC_ASSERT(last_of_line_[*one.line] < position);
        last_of_line_[*one.line] = position;
      }
      RC_ASSERT(brought_.insert(position).second);
      model_.items.erase(position);
      positions.push_back(one.position);
    }
    must(queue().delivered(positions));
  }
  /// As somebody would who heard late: parked ones, ones that are gone, and ones that never were are told of too. Nothing that may go first is
  /// skipped, else the order of its line would be the caller's doing.
  void deliver_any() {
    std::vector<Position> positions;
    for (int i = *rc::gen::inRange(0, 4); i > 0; --i) {
      const auto position = *rc::gen::inRange<std::uint64_t>(1, model_.last + 5);
      positions.push_back(Position{position});
      if (const auto found = model_.items.find(position); found != model_.items.end()) {
        model_.items.erase(found);
        ++dropped_;
      }
    }
    must(queue().delivered(positions));
  }
  void park() {
    const auto position = *rc::gen::inRange<std::uint64_t>(1, model_.last + 3);
    const auto problem = fmt::format("urn:problem-type:{}", now_);
    must(queue().park(Position{position}, problem, at(now_)));
    const auto found = model_.items.find(position);
    if (found != model_.items.end() && !found->second.parked) found->second.parked.emplace(at(now_), problem);
  }
  void release() { RC_ASSERT(must(queue().release()) == model_.release()); }

  std::unique_ptr<StoreUnderTest> under_test_;
  Model model_;
  std::int64_t now_ = 1000;
  std::size_t dropped_ = 0;
  std::set<std::uint64_t> brought_;
  std::map<domain::Niss, std::uint64_t> last_of_line_;
};

RC_GTEST_PROP(QueueModel, IsAListOfWhichNothingIsLostOrOvertaken, ()) {
  for (const Adapter& adapter : adapters()) {
    QueueAndModel both(adapter);
    for (int step = *rc::gen::inRange(0, 40); step > 0; --step) {
      both.step();
      both.check();
    }
    both.drain();
  }
}

RC_GTEST_PROP(QueueModel, KeepsNoTextThatIsGone, ()) {
  for (const Adapter& adapter : adapters()) {
    QueueAndModel both(adapter);
    for (int step = *rc::gen::inRange(0, 60); step > 0; --step) both.step();
    both.check_bytes();
    both.drain();
    both.check_bytes();
  }
}

}  // namespace
}  // namespace crossroads::test
