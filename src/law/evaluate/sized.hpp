// The evaluator for one number of machine words. Included once for each kind of processor, with `Build` a type of that file alone,
// so that the linker cannot merge code meant for one with code meant for the other. Private to this folder.
#pragma once

#include "law/evaluate/implementation.hpp"
#include "law/evaluate/machine.hpp"

namespace crossroads::law::fast {
namespace {

using Implementation = Evaluator::Implementation;

template <std::size_t words>
void count_all(Machine<words, Build>& machine, const View& view, std::size_t begin, std::size_t end, const MonthSet<words, Build>& range,
               std::uint64_t* counts) {
  for (std::size_t i = begin; i < end; ++i) {
    const Subject subject{view, domain::PersonIndex{static_cast<std::uint32_t>(i)}};
    if (!machine.run(subject, subject)) continue;
    for (const auto& [key, months] : machine.course().keyed) counts[key] += static_cast<std::uint64_t>((months & range).count());
  }
}

/// The run of consecutive months with aid of these natures that ends in `last`, however far it reaches back.
std::vector<domain::Month> counted_run(const Subject& subject, ValueSet natures, domain::Month last) {
  const auto grants = subject.view.population.grants(subject.person);
  const auto aided = [&](domain::Month month) {
    return std::ranges::any_of(grants, [&](const domain::GrantRow& grant) {
      return (natures & bit(static_cast<std::size_t>(grant.nature))) != 0 && domain::Month(grant.period.from) <= month &&
             month <= domain::Month(grant.period.to);
    });
  };
  std::vector<domain::Month> run;
  for (domain::Month month = last; aided(month); month = month.plus(-1)) run.push_back(month);
  std::ranges::reverse(run);
  return run;
}

template <std::size_t words>
struct Sized final : Implementation {
  const Plan& plan;
  const domain::UnionMembers& members;
  Window window;
  Machine<words, Build> machine;

  Sized(const Plan& compiled, const domain::UnionMembers& union_members, Window months)
      : plan(compiled),
        members(union_members),
        window(months),
        machine(compiled, union_members, months, compiled.authorisation->first_month() - months.first) {
    origin = months.first;
  }

  void count(const domain::Population& population, std::size_t begin, std::size_t end, domain::Month from,
             std::span<std::uint64_t> counts) override {
    count_all<words>(machine, View{population, members}, begin, end, MonthSet<words, Build>::from_on(window.position(from)), counts.data());
  }

  void each(const domain::Population& population, std::size_t begin, std::size_t end, const Evaluator::Visit& visit) override {
    const View view{population, members};
    std::vector<KeyedMonths> keyed;
    for (std::size_t i = begin; i < end; ++i) {
      const Subject subject{view, domain::PersonIndex{static_cast<std::uint32_t>(i)}};
      if (!machine.run(subject, subject)) continue;
      keyed.clear();
      for (const auto& [key, months] : machine.course().keyed) keyed.push_back({key, months.as_words()});
      visit(subject.person, keyed);
    }
  }

  [[nodiscard]] Decision decision(KeyIndex index, std::int32_t position) const {
    const auto& key = plan.keys[index];
    return {window.month(position), key.outcome, key.category, key.rule, key.stage};
  }

  Finding decide(const Subject& source, const Subject& hub, domain::Month month) override {
    Finding finding;
    const std::int32_t position = window.position(month);
    if (machine.run(source, hub)) {
      for (const auto& [key, months] : machine.course().keyed) {
        if (months.contains(position)) finding.decision = decision(key, position);
      }
    }
    auto states = plan.leaf_tables.states(source, hub, month);
    finding.source = states.source;
    finding.hub = states.hub;
    return finding;
  }

  Course course(const Subject& source, const Subject& hub) override {
    Course result;
    if (!machine.run(source, hub)) return result;
    const auto& run = machine.course();
    for (const auto& [key, months] : run.keyed) {
      months.each([&](std::int32_t position) { result.decisions.push_back(decision(key, position)); });
    }
    std::ranges::sort(result.decisions, {}, &Decision::month);
    run.handed_over.each([&](std::int32_t position) { result.handed_over.push_back(window.month(position)); });
    if (run.started < MonthSet<words, Build>::capacity) {
      result.started = window.month(run.started);
      if (plan.authorisation->push->starts_at_once) {
        result.start_rule = {RuleRef::Kind::at_once};
      } else {
        result.start_rule = {RuleRef::Kind::start, static_cast<std::uint16_t>(run.start_rule)};
        result.counted = counted_run(source, plan.starts[run.start_rule].counted_natures, *result.started);
      }
    }
    return result;
  }

  Evaluator::Speakable speakable(const Subject& source, const Subject& hub) override {
    const auto answer = machine.speakable(source, hub);
    return {answer.at_source, answer.at_hub};
  }
};

/// As few words as hold the window.
std::unique_ptr<Implementation> make_sized(const Plan& plan, const domain::UnionMembers& members, Window window) {
  const auto words = (window.length + 63) / 64;
  if (words <= 2) return std::make_unique<Sized<2>>(plan, members, window);
  if (words == 3) return std::make_unique<Sized<3>>(plan, members, window);
  if (words == 4) return std::make_unique<Sized<4>>(plan, members, window);
  if (words <= 16) return std::make_unique<Sized<16>>(plan, members, window);
  throw std::length_error("the law would have to look at more than 1,024 months");
}

}  // namespace
}  // namespace crossroads::law::fast
