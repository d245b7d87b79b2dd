#include "law/prove/semantic_check.hpp"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "law/prove/equivalence.hpp"
#include "law/prove/mutants.hpp"
#include "law/prove/reach.hpp"
#include "law/syntax/words.hpp"

namespace crossroads::law::prove {
namespace {

/// What every state says, taken together.
class Survey {
 public:
  explicit Survey(const Authorisation& law) : law_(law), space_({&law}) {}

  std::vector<Diagnostic> run() {
    if (!space_.enumerable()) {
      report({.severity = Severity::warning,
              .code = "P008",
              .message = fmt::format("more than {} states: what never matters in this law cannot be found", Space::most_states),
              .span = law_.name.span,
              .hint = "fewer distinctions (durations, values, sponsors) in one law"});
      return std::move(findings_);
    }
    source();
    hub();
    categories();
    starts();
    exclusions();
    parts();
    sort_by_place(findings_);
    return std::move(findings_);
  }

 private:
  void report(Diagnostic finding) { findings_.push_back(std::move(finding)); }

  void source() {
    for (const auto& state : space_.registers()) {
      for (std::size_t c = 0; c < law_.categories.size(); ++c) {
        if (space_.truth(law_, *law_.categories[c].when, state, nullptr) != Tri::yes) continue;
        if (const auto first = source_verdict(space_, law_, state).category; first != c) shadowed_[{Part::category, c}].insert(first);
        else shadowed_[{Part::category, c}];
      }
      const auto verdict = source_verdict(space_, law_, state);
      if (verdict.category != no_category) peopled_.insert(verdict.category);
      if (verdict.spoken) spoken_.insert({verdict.spoken->exclusion, Stage::source, verdict.category});
      if (!verdict.live() || !law_.push) continue;
      live_.insert(verdict.category);
      for (const auto& aid : space_.aids()) {
        const auto start = start_verdict(space_, law_, state, aid);
        if (!start.starts) continue;
        starts_ = true;
        started_by_.insert(start.rule);
        for (std::size_t s = 0; s < law_.push->starts.size(); ++s) {
          if (space_.truth(law_, *law_.push->starts[s].when, state, &aid) == Tri::yes && s != start.rule)
            shadowed_[{Part::start, s}].insert(start.rule);
        }
      }
    }
  }

  void hub() {
    for (const auto category : live_) {
      bool passes = false;
      for (const auto& state : space_.registers()) {
        const auto spoken = hub_verdict(space_, law_, category, state);
        if (spoken) spoken_.insert({spoken->exclusion, Stage::hub, category});
        else passes = true;
      }
      if (passes) continue;
      report({.code = "P006",
              .message = fmt::format("nobody in `{}` passes the hub", law_.categories[category].name.text),
              .span = law_.categories[category].name.span,
              .hint = "its exclusions leave no state in which all of them are false"});
    }
  }

  [[nodiscard]] std::string names(const std::set<std::size_t>& places, const auto& rules) const {
    std::vector<std::string> list;
    for (const auto place : places) list.push_back(fmt::format("`{}`", rules[place].name.text));
    return fmt::format("{}", fmt::join(list, ", "));
  }

  void categories() {
    for (std::size_t c = 0; c < law_.categories.size(); ++c) {
      if (peopled_.contains(static_cast<CategoryIndex>(c))) continue;
      const auto& category = law_.categories[c];
      const auto earlier = shadowed_.find({Part::category, c});
      report({.code = "P001",
              .message = fmt::format("no one can be in `{}`", category.name.text),
              .span = category.name.span,
              .hint = earlier == shadowed_.end()
                          ? "its condition holds in no state of any person"
                          : fmt::format("everybody who would be is in {} already", names(earlier->second, law_.categories))});
    }
  }

  void starts() {
    if (!law_.push) return;
    for (std::size_t s = 0; s < law_.push->starts.size(); ++s) {
      if (started_by_.contains(s)) continue;
      const auto& start = law_.push->starts[s];
      const auto earlier = shadowed_.find({Part::start, s});
      report({.code = "P002",
              .message = fmt::format("`{}` never starts anything", start.name.text),
              .span = start.name.span,
              .hint = earlier == shadowed_.end()
                          ? "its condition holds of nobody who is in a category and not excluded"
                          : fmt::format("wherever it holds, {} has started already", names(earlier->second, law_.push->starts))});
    }
    if (!starts_ && !law_.categories.empty()) {
      report({.code = "P007",
              .message = "nothing is ever transmitted",
              .span = law_.push->span,
              .hint = "nobody who is in a category and not excluded at the source can start"});
    }
  }

  [[nodiscard]] bool speaks(std::size_t exclusion, std::optional<Stage> stage, std::optional<CategoryIndex> category) const {
    return std::ranges::any_of(spoken_, [&](const auto& spoken) {
      const auto& [e, at, of] = spoken;
      return e == exclusion && (!stage || at == *stage) && (!category || of == *category);
    });
  }

  void exclusions() {
    for (std::size_t e = 0; e < law_.exclusions.size(); ++e) {
      const auto& exclusion = law_.exclusions[e];
      if (!speaks(e, {}, {})) {
        report({.code = "P003",
                .message = fmt::format("`{}` never excludes anybody", exclusion.name.text),
                .span = exclusion.name.span,
                .hint = "it is false, or another rule has spoken before it, in every state"});
        continue;
      }
      for (const auto& [stage, checked, word] :
           {std::tuple{Stage::source, exclusion.at_source, "source"}, {Stage::hub, exclusion.at_hub, "hub"}}) {
        if (!checked || speaks(e, stage, {})) continue;
        report({.severity = Severity::warning,
                .code = "P004",
                .message = fmt::format("`{}` never excludes anybody at the {}", exclusion.name.text, word),
                .span = exclusion.name.span});
      }
      for (const auto category : exclusion.categories) {
        if (speaks(e, {}, category)) continue;
        report({.severity = Severity::warning,
                .code = "P004",
                .message = fmt::format("`{}` never excludes anybody in `{}`", exclusion.name.text, law_.categories[category].name.text),
                .span = exclusion.name.span});
      }
    }
  }

  /// A part without which the same is decided of everybody.
  void parts() {
    each_mutant(law_, [this](const Mutant& mutant) {
      if (mutant.change != Change::dropped || is_dead(mutant)) return;
      const Space both({&law_, &mutant.law});
      if (!compare(both, law_, mutant.law).equivalent()) return;
      report({.severity = Severity::warning,
              .code = "P005",
              .message = "this part never matters",
              .span = mutant.span,
              .expected = "a part without which something would be decided otherwise of somebody",
              .hint = "leave it out, or see whether the parts beside it say what was meant"});
    });
  }

  /// Of a rule that never speaks, no part matters: that has been said.
  [[nodiscard]] bool is_dead(const Mutant& mutant) const {
    if (mutant.kind == RuleKind::category) return !peopled_.contains(static_cast<CategoryIndex>(mutant.place));
    if (mutant.kind == RuleKind::start) return !started_by_.contains(mutant.place);
    return mutant.kind == RuleKind::exclusion && !speaks(mutant.place, {}, {});
  }

  const Authorisation& law_;
  Space space_;
  std::vector<Diagnostic> findings_;
  std::set<CategoryIndex> peopled_, live_;
  std::set<std::size_t> started_by_;
  std::map<std::pair<Part, std::size_t>, std::set<std::size_t>> shadowed_;  ///< by rule: who speaks where it would
  std::set<std::tuple<std::size_t, Stage, CategoryIndex>> spoken_;
  bool starts_ = false;
};

}  // namespace

std::vector<Diagnostic> semantic_check(const Authorisation& law) { return Survey(law).run(); }

Diagnostic without_cases(const Authorisation& law) {
  return {.severity = Severity::warning,
          .code = "P012",
          .message = fmt::format("no cases stand beside {}", law.name.text),
          .span = law.name.span,
          .hint = "write them into a file of the same name that ends in .cases (docs/cases.md)"};
}

std::vector<Diagnostic> rules_without_case(const Authorisation& law, const std::vector<cases::Case>& cases,
                                           const domain::UnionMembers& members) {
  std::vector<Diagnostic> findings;
  const auto warn = [&](std::string code, const Name& name, std::string message) {
    findings.push_back({.severity = Severity::warning,
                        .code = std::move(code),
                        .message = std::move(message),
                        .span = name.span,
                        .hint = "write one beside the law (docs/cases.md)"});
  };
  for (const auto& reach : reach_of_cases(law, cases, members)) {
    if (!reach.holds.empty()) continue;
    const auto place = reach.asked.place;
    if (reach.asked.part == Part::category)
      warn("P010", law.categories[place].name, fmt::format("no case is in `{}`", law.categories[place].name.text));
    if (reach.asked.part == Part::start)
      warn("P010", law.push->starts[place].name, fmt::format("no case starts by `{}`", law.push->starts[place].name.text));
    if (reach.asked.part == Part::exclusion) {
      warn("P010", law.exclusions[place].name,
           fmt::format("no case is excluded by `{}` at the {}", law.exclusions[place].name.text,
                       reach.asked.stage == Stage::hub ? "hub" : "source"));
    }
  }
  if (law.push) {
    for (const auto& declared : law.categories) {
      const auto& category = declared.name;
      const bool shown = std::ranges::any_of(cases, [&](const cases::Case& one) {
        return !one.disclosures.empty() && std::ranges::any_of(one.expectations, [&](const cases::Expectation& row) {
          return row.outcome == Outcome::transmit && row.category == category.text;
        });
      });
      if (!shown) warn("P011", category, fmt::format("no case says what is disclosed about `{}`", category.text));
    }
  }
  sort_by_place(findings);
  return findings;
}

}  // namespace crossroads::law::prove
