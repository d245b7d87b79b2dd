// The hub's record against plain lists, under random steps of which some can't be.
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
using domain::EnterpriseNumber;
using domain::MessageNumber;
using domain::Month;
using domain::Niss;
using domain::Ticket;
using Applied = HubRecord::Applied;

constexpr std::uint8_t persons = 6;

KeyedDigest any_digest() {
  Sha256::Bytes bytes = {};
  bytes.fill(*rc::gen::arbitrary<std::uint8_t>());
  return {Sha256(bytes)};
}
Month any_month() { return Month(2018, *rc::gen::inRange(1U, 6U)); }
Niss any_person() { return person(*rc::gen::inRange<std::uint64_t>(0, persons)); }
std::optional<domain::MonthSpan> any_spell() {
  return *rc::gen::arbitrary<bool>() ? std::optional(domain::MonthSpan{any_month(), any_month()}) : std::nullopt;
}
MessageNumber any_number() { return MessageNumber{*rc::gen::inRange<std::uint64_t>(1, 40)}; }
Ticket any_ticket() { return {Uuid::version_7(*rc::gen::inRange<std::uint64_t>(1, 25), std::array<std::uint8_t, Uuid::random_size>{})}; }

/// What is kept under one authorisation, and of the numbers of its source.
struct Model {
  Revision revision{};
  std::map<MessageNumber, Held> held = {};
  std::map<Ticket, Standing> standing = {};
};
using Numbers = std::map<MessageNumber, KeyedDigest>;

/// False where the step can't be; then the copies are of no use.
bool take(const HubChange& change, Model& model, Numbers& numbers, const Model& other) {
  for (const auto& one : change.taken_up) {
    if (!numbers.emplace(one.number, one.text).second) return false;
    if (one.replaces && model.held.erase(*one.replaces) == 0) return false;
    if (one.held) model.held.emplace(one.number, *one.held);
  }
  for (const auto number : change.struck) {
    if (!model.held.contains(number)) return false;
    model.held.at(number).struck = true;
  }
  for (const auto number : change.relayed) {
    if (!model.held.contains(number)) return false;
    model.held.at(number).struck = false;
    model.held.at(number).text.clear();
  }
  for (const auto& ticket : change.closed) {
    if (model.standing.erase(ticket) == 0) return false;
  }
  for (const auto& one : change.sent) {
    if (other.standing.contains(one.ticket) || !model.standing.emplace(one.ticket, one).second) return false;
  }
  model.revision = Revision{static_cast<std::uint64_t>(model.revision) + 1};
  return true;
}

class RecordAndModel {
 public:
  explicit RecordAndModel(const Adapter& adapter) : under_test_(adapter.make()) {}

  void step() {
    const auto which = *rc::gen::inRange<std::size_t>(0, laws.size());
    auto change = any_change(which);
    Model model = models_[which];
    Numbers numbers = numbers_;
    const bool can_be = take(change, model, numbers, models_[1 - which]);
    const bool moved_on = *rc::gen::inRange(0, 8) == 0;
    change.decided_on = moved_on ? Revision{static_cast<std::uint64_t>(model.revision) + 7} : models_[which].revision;
    const bool undone = *rc::gen::inRange(0, 6) == 0;
    {
      const auto open = undone ? must(under_test_->facts().begin()) : nullptr;
      const auto applied = record().apply(change);
      if (moved_on) {
        RC_ASSERT(must(applied) == Applied::moved_on);
      } else if (can_be) {
        RC_ASSERT(must(applied) == Applied::done);
      } else {
        RC_ASSERT(!applied);
      }
    }
    if (moved_on || !can_be || undone) return;
    models_[which] = std::move(model);
    numbers_ = std::move(numbers);
  }

  void check() {
    for (std::size_t which = 0; which < laws.size(); ++which) {
      const Model& model = models_[which];
      RC_ASSERT(must(record().revision(source, laws[which])) == model.revision);
      std::vector<Niss> asked;
      for (int i = *rc::gen::inRange(0, 4); i > 0; --i) asked.push_back(any_person());
      const Month up_to = any_month();
      auto found = must(record().about(source, laws[which], asked, up_to));
      for (auto& one : found.held) one.text = must(record().texts(source, laws[which], std::vector{one.number})).front();
      check_about(found, model, asked, up_to);
      check_persons(laws[which], model);
    }
    std::vector<MessageNumber> asked;
    std::vector<std::optional<KeyedDigest>> known;
    for (int i = *rc::gen::inRange(0, 9); i > 0; --i) {
      asked.push_back(any_number());
      const auto found = numbers_.find(asked.back());
      known.push_back(found == numbers_.end() ? std::nullopt : std::optional(found->second));
    }
    RC_ASSERT(must(record().taken_up(source, asked)) == known);
  }

 private:
  static constexpr EnterpriseNumber source = EnterpriseNumber::from_stored(207663401);
  static constexpr std::array<const char*, 2> laws{"11/031", "18/055"};
  HubRecord& record() { return under_test_->hub_record(); }

  MessageNumber some_held(const Model& model) const {
    if (model.held.empty() || *rc::gen::inRange(0, 12) == 0) return any_number();
    return std::next(model.held.begin(), *rc::gen::inRange<std::ptrdiff_t>(0, std::ssize(model.held)))->first;
  }
  HubChange any_change(std::size_t which) {
    const Model& model = models_[which];
    HubChange change{.source = source, .authorisation = laws[which]};
    for (int i = *rc::gen::inRange(0, 5); i > 0; --i) {
      // Mostly the next numbers, so that most steps can be.
      next_ += *rc::gen::inRange(0, 12) == 0 ? 0U : 1U;
      TakenUp one{.number = MessageNumber{next_}, .text = any_digest()};
      if (*rc::gen::inRange(0, 3) == 0) one.replaces = some_held(model);
      if (!one.replaces || *rc::gen::arbitrary<bool>()) {
        one.held = Held{.number = one.number,
                        .person = any_person(),
                        .month = any_month(),
                        .category = "eu-long",
                        .rule = "at-once",
                        .spell = any_spell(),
                        .struck = *rc::gen::arbitrary<bool>(),
                        .text = *rc::gen::element<std::string>("", "words", "other words")};
      }
      change.taken_up.push_back(std::move(one));
    }
    const auto numbers = [&](std::vector<MessageNumber>& into) {
      for (int i = *rc::gen::inRange(0, 3); i > 0; --i) {
        const bool fresh = !change.taken_up.empty() && *rc::gen::arbitrary<bool>();
        into.push_back(fresh ? change.taken_up.back().number : some_held(model));
      }
    };
    numbers(change.struck);
    numbers(change.relayed);
    for (int i = *rc::gen::inRange(-2, 2); i > 0; --i) {
      if (model.standing.empty()) change.closed.push_back(any_ticket());
      else
        change.closed.push_back(std::next(model.standing.begin(), *rc::gen::inRange<std::ptrdiff_t>(0, std::ssize(model.standing)))->first);
    }
    for (int i = *rc::gen::inRange(-1, 3); i > 0; --i) {
      change.sent.push_back({.ticket = any_ticket(),
                             .number = any_number(),
                             .person = any_person(),
                             .month = any_month(),
                             .category = "student",
                             .spell = any_spell(),
                             .content = any_digest()});
    }
    return change;
  }

  static void check_about(const HubPersonRecord& record, const Model& model, const std::vector<Niss>& asked, Month up_to) {
    const auto meant = [&](const auto& one) { return std::ranges::find(asked, one.person) != asked.end() && one.month <= up_to; };
    const auto place = [](const auto& one) { return std::pair(one.month, one.number); };
    std::vector<Held> held;
    for (const auto& [number, one] : model.held) {
      if (meant(one)) held.push_back(one);
    }
    std::ranges::sort(held, {}, place);
    RC_ASSERT(record.held == held);
    RC_ASSERT(std::ranges::is_sorted(record.standing, {}, place));
    // Several tickets of one number and month stand in any order.
    std::map<Ticket, Standing> standing, expected;
    for (const auto& one : record.standing) RC_ASSERT(standing.emplace(one.ticket, one).second);
    for (const auto& [ticket, one] : model.standing) {
      if (meant(one)) expected.emplace(ticket, one);
    }
    RC_ASSERT(standing == expected);
  }
  void check_persons(std::string_view law, const Model& model) {
    std::set<Niss> all;
    for (const auto& [number, one] : model.held) all.insert(one.person);
    for (const auto& [ticket, one] : model.standing) all.insert(one.person);
    const auto after = *rc::gen::arbitrary<bool>() ? std::optional(any_person()) : std::nullopt;
    const auto most = *rc::gen::inRange<std::size_t>(0, persons);
    std::vector<Niss> expected;
    for (const auto one : all) {
      if ((!after || one > *after) && expected.size() < most) expected.push_back(one);
    }
    RC_ASSERT(must(record().persons(source, law, after, most)) == expected);
  }

  std::unique_ptr<StoreUnderTest> under_test_;
  std::array<Model, 2> models_;
  Numbers numbers_;
  std::uint64_t next_ = 1;
};

RC_GTEST_PROP(HubRecordModel, IsWhatItsStepsSay, ()) {
  for (const Adapter& adapter : adapters()) {
    RecordAndModel both(adapter);
    for (int step = *rc::gen::inRange(0, 40); step > 0; --step) {
      both.step();
      both.check();
    }
  }
}

}  // namespace
}  // namespace crossroads::test
