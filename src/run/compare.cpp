#include "run/compare.hpp"

#include <algorithm>

#include "run/workers.hpp"

namespace crossroads::run {
namespace {

using law::fast::KeyIndex;
using law::fast::Plan;

constexpr std::size_t compared_block = 1024;

KeyIndex key_of(const Plan& plan, const law::Decision& decision) {
  using law::Outcome;
  using Kind = law::RuleRef::Kind;
  switch (decision.outcome) {
    case Outcome::outside: return plan.outside;
    case Outcome::pause: return plan.pause;
    case Outcome::wait: return plan.wait[decision.category];
    case Outcome::exclude:
    case Outcome::withhold:
      if (decision.rule.kind != Kind::exclusion) return plan.gap[decision.category];
      return plan.exclusion_key(decision.rule.index, decision.stage, decision.outcome == Outcome::withhold, decision.category);
    case Outcome::transmit: break;
  }
  const std::size_t starts = plan.starts.size();
  const std::size_t rule = decision.rule.kind == Kind::start       ? decision.rule.index
                           : decision.rule.kind == Kind::at_once   ? starts
                           : decision.rule.kind == Kind::continue_ ? starts + 1
                                                                   : starts + 2;
  return plan.transmit_key(decision.category, rule);
}

/// What is due at the hub: what it would let pass of what the source holds.
void keep_what_was_handed_over(std::vector<DueMessage>& due, std::span<const StandingMessage> handed_over) {
  auto next = handed_over.begin();
  std::erase_if(due, [&](DueMessage& message) {
    while (next != handed_over.end() && next->month < message.month) ++next;
    if (next == handed_over.end() || next->month != message.month) return true;
    message.number = next->number;
    return false;
  });
}

/// What the source holds of a person and the hub neither holds nor is about to send.
std::vector<ToStrike> what_is_struck(domain::Niss person, const law::fast::Course& course, std::span<const StandingMessage> handed_over,
                                     std::span<const StandingMessage> relayed, std::span<const Notice> notices) {
  std::vector<ToStrike> struck;
  for (const auto& message : handed_over) {
    const auto has_its_number = [&](const auto& other) { return other.number == message.number; };
    if (std::ranges::any_of(relayed, has_its_number) || std::ranges::any_of(notices, has_its_number)) continue;
    ToStrike one{.message = {.number = message.number, .person = person, .month = message.month}};
    const auto decision = std::ranges::lower_bound(course.decisions, message.month, {}, &law::Decision::month);
    if (decision != course.decisions.end() && decision->month == message.month) {
      one.category = decision->category;
      if (decision->stage == law::Stage::hub) {
        one.rule = decision->rule;
        one.message.unknown = decision->outcome == law::Outcome::withhold;
      }
    }
    struck.push_back(one);
  }
  return struck;
}

/// One worker's share of what is found.
struct Share {
  std::vector<Notice> notices;
  std::vector<ToStrike> struck;
  std::uint64_t unsaid = 0, unsaid_persons = 0;
  std::vector<std::vector<std::uint64_t>> decisions;

  void take(Difference&& difference) {
    auto taken = std::move(difference.notices);
    notices.insert(notices.end(), std::move_iterator(taken.begin()), std::move_iterator(taken.end()));
    unsaid += difference.unsaid;
    if (difference.unsaid > 0) ++unsaid_persons;
  }
};

class Comparer {
 public:
  Comparer(const Facts& facts, law::Stage stage, const StandingMessages& handed_over, const StandingMessages& sent)
      : facts_(facts),
        stage_(stage),
        handed_over_(handed_over),
        sent_(sent),
        due_(facts.fields),
        first_(facts.plan.authorisation->first_month()) {}

  StageComparison everybody() {
    Workers workers(facts_.plan, facts_.members, facts_.month, facts_.threads);
    tbb::enumerable_thread_specific<Share> shares([this] { return empty_share(); });
    workers.each_block(facts_.population.size(), compared_block, [&](law::fast::Evaluator& evaluator, std::size_t begin, std::size_t end) {
      auto& share = shares.local();
      for (std::size_t i = begin; i < end; ++i) compare(evaluator, domain::PersonIndex{static_cast<std::uint32_t>(i)}, share);
    });
    StageComparison result;
    result.decisions = empty_share().decisions;
    for (auto& share : shares) {
      result.notices.insert(result.notices.end(), std::move_iterator(share.notices.begin()), std::move_iterator(share.notices.end()));
      result.struck.insert(result.struck.end(), share.struck.begin(), share.struck.end());
      result.unsaid += share.unsaid;
      result.unsaid_persons += share.unsaid_persons;
      for (std::size_t m = 0; m < result.decisions.size(); ++m) {
        for (std::size_t k = 0; k < result.decisions[m].size(); ++k) result.decisions[m][k] += share.decisions[m][k];
      }
    }
    withdraw_about_the_unknown(result.notices);
    std::ranges::sort(result.notices, goes_before);
    std::ranges::sort(result.struck, {}, [](const ToStrike& one) { return one.message.number; });
    return result;
  }

 private:
  [[nodiscard]] Share empty_share() const {
    Share share;
    if (stage_ == law::Stage::source) {
      const auto months = static_cast<std::size_t>(facts_.month - first_ + 1);
      share.decisions.assign(months, std::vector<std::uint64_t>(facts_.plan.keys.size()));
    }
    return share;
  }

  void compare(law::fast::Evaluator& evaluator, domain::PersonIndex person, Share& share) const {
    const law::Subject subject{{facts_.population, facts_.members}, person};
    const auto niss = facts_.population.niss(person);
    const auto sent = sent_.of(niss);
    const auto course = evaluator.course(subject, subject);
    if (!share.decisions.empty()) {
      for (const auto& decision : course.decisions)
        ++share.decisions[static_cast<std::size_t>(decision.month - first_)][key_of(facts_.plan, decision)];
    }
    if (course.handed_over.empty() && sent.empty()) return;
    auto due = due_.messages(subject, course, stage_);
    if (stage_ == law::Stage::hub) keep_what_was_handed_over(due, handed_over_.of(niss));
    auto difference = run::difference(niss, due, sent, [&] {
      const auto speakable = evaluator.speakable(subject, subject);
      return stage_ == law::Stage::source ? speakable.at_source : speakable.at_hub;
    });
    if (stage_ == law::Stage::hub) {
      const auto struck = what_is_struck(niss, course, handed_over_.of(niss), sent, difference.notices);
      share.struck.insert(share.struck.end(), struck.begin(), struck.end());
    }
    share.take(std::move(difference));
  }

  /// A snapshot may have ended everything that was known about a person: what was sent is withdrawn.
  void withdraw_about_the_unknown(std::vector<Notice>& notices) const {
    const auto all = sent_.all();
    for (auto at = all.begin(); at != all.end();) {
      const auto of_person = sent_.of(at->person);
      if (!facts_.population.find(at->person)) {
        auto gone = difference(at->person, {}, of_person, [] { return false; });
        notices.insert(notices.end(), std::move_iterator(gone.notices.begin()), std::move_iterator(gone.notices.end()));
      }
      at += static_cast<std::ptrdiff_t>(of_person.size());
    }
  }

  const Facts& facts_;
  law::Stage stage_;
  const StandingMessages& handed_over_;
  const StandingMessages& sent_;
  Due due_;
  domain::Month first_;
};

}  // namespace

StageComparison compare_source(const Facts& facts, const StandingMessages& handed_over) {
  return Comparer(facts, law::Stage::source, handed_over, handed_over).everybody();
}

StageComparison compare_hub(const Facts& facts, const StandingMessages& handed_over, const StandingMessages& relayed) {
  return Comparer(facts, law::Stage::hub, handed_over, relayed).everybody();
}

}  // namespace crossroads::run
