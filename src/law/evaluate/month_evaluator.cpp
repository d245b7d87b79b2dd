#include "law/evaluate/month_evaluator.hpp"

#include <algorithm>
#include <stdexcept>

namespace crossroads::law::fast {
namespace {

using domain::Month;

bool aided(std::span<const domain::GrantRow> grants, Month month) {
  return std::ranges::any_of(
      grants, [&](const domain::GrantRow& grant) { return Month(grant.period.from) <= month && month <= Month(grant.period.to); });
}

}  // namespace

Before before(const Course& course, Month month) {
  Before before;
  before.started = course.started && *course.started < month;
  const auto next = std::ranges::lower_bound(course.handed_over, month);
  if (next != course.handed_over.begin()) before.handed_over = month - *std::prev(next);
  return before;
}

/// Writes a condition as nodes.
class MonthEvaluator::Compiler {
 public:
  explicit Compiler(MonthEvaluator& to) : plan_(*to.plan_), nodes_(to.nodes_), parts_(to.parts_) {}

  std::uint16_t compile(const Condition& condition) {
    Draft draft;
    add(condition, {}, draft);
    return keep(draft);
  }

 private:
  struct Read {
    bool negated = false, of_sponsor = false;
  };
  struct Draft {
    Node node = {};
    std::vector<std::uint16_t> parts = {};
  };

  std::uint16_t keep(Draft& draft) {
    if (std::max(nodes_.size(), parts_.size() + draft.parts.size()) >= std::numeric_limits<std::uint16_t>::max())
      throw std::length_error("a document of more than 65,535 conditions");
    draft.node.first_part = static_cast<std::uint16_t>(parts_.size());
    draft.node.parts = static_cast<std::uint16_t>(draft.parts.size());
    parts_.insert(parts_.end(), draft.parts.begin(), draft.parts.end());
    nodes_.push_back(draft.node);
    return static_cast<std::uint16_t>(nodes_.size() - 1);
  }

  /// Adds the condition as one of the things that `to` joins.
  void add(const Condition& condition, Read read, Draft& to) {
    if (const auto* no = std::get_if<Not>(&condition.node)) return add(*no->part, {!read.negated, read.of_sponsor}, to);
    if (const auto* use = std::get_if<TermUse>(&condition.node)) return add(*plan_.authorisation->terms[use->term].means, read, to);
    if (const auto* of_sponsor = std::get_if<OfSponsor>(&condition.node)) return add(*of_sponsor->part, {read.negated, true}, to);
    if (const auto* all = std::get_if<All>(&condition.node)) return join(all->parts, !read.negated, read, to);
    if (const auto* any = std::get_if<Any>(&condition.node)) return join(any->parts, read.negated, read, to);
    const auto bit = (read.of_sponsor ? plan_.bit_of_sponsor_leaf : plan_.bit_of_leaf).at(&condition);
    (read.negated ? to.node.negated : to.node.plain).add(bit);
  }

  /// By De Morgan, `not (a and b)` is any of `not a`, `not b`: Kleene's values allow it.
  void join(const std::vector<ConditionPtr>& parts, bool all, Read read, Draft& to) {
    if (all == to.node.all) {
      for (const auto& part : parts) add(*part, read, to);
      return;
    }
    Draft draft;
    draft.node.all = all;
    for (const auto& part : parts) add(*part, read, draft);
    to.parts.push_back(keep(draft));
  }

  const Plan& plan_;
  std::vector<Node>& nodes_;
  std::vector<std::uint16_t>& parts_;
};

MonthEvaluator::MonthEvaluator(const Plan& plan) : plan_(&plan) {
  if (!plan.authorisation->push) throw std::invalid_argument("an authorisation without a push has no months to decide");
  Compiler compiler(*this);
  for (const auto& category : plan.authorisation->categories) categories_.push_back(compiler.compile(*category.when));
  for (std::size_t e = 0; e < plan.exclusions.size(); ++e) {
    const auto& compiled = plan.exclusions[e];
    exclusions_.push_back(
        {compiler.compile(*plan.authorisation->exclusions[e].when), compiled.at_source, compiled.at_hub, compiled.applies});
  }
  for (const auto& start : plan.authorisation->push->starts) starts_.push_back(compiler.compile(*start.when));
}

Tri MonthEvaluator::value(std::uint16_t index, const LeafStates& states) const {
  const Node& node = nodes_[index];
  // The leaves that may decide alone: where all must hold those that fail, where one is enough those that hold.
  const LeafSet& failing = node.all ? node.plain : node.negated;
  const LeafSet& holding = node.all ? node.negated : node.plain;
  const Tri deciding = node.all ? Tri::no : Tri::yes;
  if (!((failing & states.failed) | (holding - states.failed - states.unknown)).empty()) return deciding;
  const LeafSet unknown = (node.plain | node.negated) & states.unknown;
  Tri value = !unknown.empty() ? Tri::unknown : node.all ? Tri::yes : Tri::no;
  for (std::size_t i = 0; i < node.parts; ++i) {
    const Tri one = this->value(parts_[node.first_part + i], states);
    value = node.all ? std::min(value, one) : std::max(value, one);
    if (value == deciding) return value;
  }
  return value;
}

std::optional<Decision> MonthEvaluator::excluded(Month month, CategoryIndex category, Stage stage, const LeafStates& states) const {
  for (std::size_t e = 0; e < exclusions_.size(); ++e) {
    const auto& exclusion = exclusions_[e];
    if (!(stage == Stage::source ? exclusion.at_source : exclusion.at_hub) || !exclusion.applies[category]) continue;
    const Tri speaks = value(exclusion.node, states);
    if (speaks == Tri::no) continue;
    return Decision{month,
                    speaks == Tri::yes ? Outcome::exclude : Outcome::withhold,
                    category,
                    {RuleRef::Kind::exclusion, static_cast<std::uint16_t>(e)},
                    stage};
  }
  return std::nullopt;
}

bool MonthEvaluator::pauses(std::span<const domain::GrantRow> grants, Month month, Before before) const {
  const auto after = plan_->authorisation->push->pause_after_months;
  if (before.handed_over != after) return false;
  for (std::int32_t k = 1; k < after; ++k) {
    if (aided(grants, month.plus(-k))) return false;
  }
  return true;
}

Finding MonthEvaluator::decide(const Subject& source, const Subject& hub, Month month, Before before) const {
  const auto states = plan_->leaf_tables.states(source, hub, month);
  Finding finding{std::nullopt, states.source, states.hub};
  if (month < plan_->authorisation->first_month()) return finding;
  if (states.aid == 0) {
    if (pauses(source.view.population.grants(source.person), month, before)) finding.decision = Decision{month, Outcome::pause};
    return finding;
  }

  const auto found = std::ranges::find_if(categories_, [&](std::uint16_t node) { return value(node, states.source) == Tri::yes; });
  if (found == categories_.end()) {
    finding.decision = Decision{month, Outcome::outside};
    return finding;
  }
  const auto category = static_cast<CategoryIndex>(found - categories_.begin());
  finding.decision = excluded(month, category, Stage::source, states.source);
  if (finding.decision) return finding;

  const auto& push = *plan_->authorisation->push;
  RuleRef rule{RuleRef::Kind::at_once};
  if (before.started) {
    rule.kind = before.handed_over <= push.pause_after_months ? RuleRef::Kind::continue_ : RuleRef::Kind::resume;
  } else if (!push.starts_at_once) {
    const auto start = std::ranges::find_if(starts_, [&](std::uint16_t node) { return value(node, states.source) == Tri::yes; });
    if (start == starts_.end()) {
      const auto sooner = plan_->leaf_tables.but_for_durations(states.source, states.aid);
      const bool waits = std::ranges::any_of(plan_->starts, [&](const Plan::CompiledStart& compiled) {
        return compiled.has_duration && value(starts_[static_cast<std::size_t>(&compiled - plan_->starts.data())], sooner) == Tri::yes;
      });
      finding.decision = Decision{month, waits ? Outcome::wait : Outcome::withhold, category};
      return finding;
    }
    rule = {RuleRef::Kind::start, static_cast<std::uint16_t>(start - starts_.begin())};
  }
  finding.decision = excluded(month, category, Stage::hub, states.hub);
  if (!finding.decision) finding.decision = Decision{month, Outcome::transmit, category, rule};
  return finding;
}

}  // namespace crossroads::law::fast
