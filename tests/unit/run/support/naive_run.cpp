#include "naive_run.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "law/evaluate/plain.hpp"

namespace crossroads::run::test {
namespace {

using law::Outcome;

struct Person {
  const law::Authorisation& law;
  law::Subject subject;
  std::vector<law::Decision> decisions;

  const law::Decision* on(Month month) const {
    const auto found = std::ranges::find(decisions, month, &law::Decision::month);
    return found == decisions.end() ? nullptr : &*found;
  }
  bool handed_over(Month month) const {
    const auto* d = on(month);
    return d != nullptr && (d->outcome == Outcome::transmit || d->stage == law::Stage::hub);
  }
  bool let_through(Month month, bool at_hub) const {
    return at_hub ? on(month) != nullptr && on(month)->outcome == Outcome::transmit : handed_over(month);
  }
  bool first_handed_over(Month month) const {
    return handed_over(month) &&
           std::ranges::none_of(decisions, [&](const law::Decision& d) { return d.month < month && handed_over(d.month); });
  }
  bool held_back(Month month) const {
    const auto* d = on(month);
    return d != nullptr && (d->outcome == Outcome::outside || d->outcome == Outcome::exclude || d->outcome == Outcome::withhold);
  }

  std::int64_t cents(Month month, domain::Nature nature) const {
    std::int64_t sum = 0;
    for (const auto& grant : subject.view.population.grants(subject.person)) {
      if (grant.nature != nature) continue;
      std::int64_t covered = 0;
      for (Date day = month.first_day(); day <= month.last_day(); day = day.plus_days(1)) covered += grant.period.covers(day);
      sum += (grant.monthly.count() * covered * 2 + month.days()) / (month.days() * 2);
    }
    return sum;
  }
  bool aided(Month month, domain::Nature nature) const {
    return std::ranges::any_of(subject.view.population.grants(subject.person), [&](const domain::GrantRow& grant) {
      return grant.nature == nature && grant.period.from <= month.last_day() && month.first_day() <= grant.period.to;
    });
  }

  /// The living-wage months that a start by 11/031's third dash counts. The two documents know no other duration.
  std::vector<Month> counted(Month month) const {
    std::vector<Month> months{month};
    const auto* d = on(month);
    const auto& starts = law.push->starts;
    const auto counts = [&](const law::StartRule& rule) { return rule.name.text == "three-months-living-wage"; };
    if (starts.empty() || !first_handed_over(month)) return months;
    // The rule that started it, also where the hub struck the month and the decision doesn't name it.
    std::size_t rule = starts.size();
    for (std::size_t s = 0; s < starts.size() && rule == starts.size(); ++s) {
      if (law::plain::holds(law, *starts[s].when, subject, d->month) == law::Tri::yes) rule = s;
    }
    if (rule == starts.size() || !counts(starts[rule])) return months;
    while (aided(months.front().plus(-1), domain::Nature::ris)) months.insert(months.begin(), months.front().plus(-1));
    return months;
  }

  std::string content(Month month, bool at_hub) const {
    const auto& category = law.categories[on(month)->category].name.text;
    const bool natures = law.name.text == "18/055";
    std::string text;
    const auto months = counted(month);
    for (const Month one : months) {
      std::int64_t total = 0;
      for (const auto nature : {domain::Nature::ris, domain::Nature::ris_equivalent, domain::Nature::social_aid}) {
        total += cents(one, nature);
        if (natures && aided(one, nature)) text += fmt::format("[{} {} {}]", to_string(one), domain::to_name(nature), cents(one, nature));
      }
      if (!natures) text += fmt::format("[{} {}]", to_string(one), total);
    }
    Month first = month;
    const auto belongs = [&](Month earlier) {
      if (let_through(earlier, at_hub)) return true;
      // counted by the rule that started in a month of this very spell
      for (Month start = earlier.plus(1); start <= month; start = start.plus(1)) {
        if (!first_handed_over(start)) continue;
        return let_through(start, at_hub) && std::ranges::count(counted(start), earlier) > 0 && !held_back(earlier);
      }
      return false;
    };
    while (belongs(first.plus(-1))) first = first.plus(-1);
    text += fmt::format(" {}..{}", to_string(first), to_string(month));
    for (const auto& row : subject.view.population.stays(subject.person)) {
      if (row.legal != domain::Legal::yes || !row.period.covers(month.as_of_day())) continue;
      const bool listed = row.quality != domain::Quality::family_member && row.quality != domain::Quality::other;
      if (natures ? category != "family-other" : listed) text += fmt::format(" {}", domain::to_name(row.quality));
    }
    return text;
  }
};

void one_stage(Allowed& after, const Record& due, bool may_speak, Niss niss, Month up_to) {
  for (auto it = after.begin(); it != after.end();) {
    const bool mine = it->first.first == niss && it->first.second <= up_to;
    it = mine && !due.contains(it->first) ? after.erase(it) : std::next(it);
  }
  for (const auto& [key, content] : due) {
    const auto stands = after.find(key);
    // Of two messages the one that is right goes on standing.
    if (may_speak || (stands != after.end() && stands->second.contains(content))) after[key] = {content};
  }
}

}  // namespace

Expected naive_run(const law::Authorisation& law, const domain::UnionMembers& members, const World& world, Month month,
                   const Records& before) {
  Expected after;
  for (const auto& [key, content] : before.source) after.source[{world.newest(key.first), key.second}].insert(content);
  for (const auto& [key, content] : before.hub) after.hub[{world.newest(key.first), key.second}].insert(content);
  const auto population = world.population();
  const auto is_unknown = [&](const auto& entry) { return entry.first.second <= month && !population.find(entry.first.first); };
  std::erase_if(after.source, is_unknown);
  std::erase_if(after.hub, is_unknown);

  for (std::uint32_t i = 0; i < population.size(); ++i) {
    const law::Subject subject{{population, members}, domain::PersonIndex{i}};
    const auto niss = population.niss(subject.person);
    const Person person{law, subject, law::plain::decide(law, subject, subject, law.first_month(), month)};
    const auto speaks = law::plain::speakable(law, subject, subject, month);
    Record due_at_source, due_at_hub;
    for (const auto& decision : person.decisions) {
      const std::pair key(niss, decision.month);
      if (person.let_through(decision.month, false)) due_at_source[key] = person.content(decision.month, false);
      if (person.let_through(decision.month, true)) due_at_hub[key] = person.content(decision.month, true);
    }
    one_stage(after.source, due_at_source, speaks.at_source, niss, month);
    // What the source does not hold, the hub cannot relay.
    std::erase_if(due_at_hub, [&](const auto& entry) { return !after.source.contains(entry.first); });
    one_stage(after.hub, due_at_hub, speaks.at_hub, niss, month);
  }
  return after;
}

}  // namespace crossroads::run::test
