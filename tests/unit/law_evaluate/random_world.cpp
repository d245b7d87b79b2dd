#include "random_world.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "law/evaluate/signature.hpp"

namespace crossroads::law::test {
namespace {

using Random = std::mt19937_64;

int below(Random& random, int n) { return static_cast<int>(random() % static_cast<std::uint64_t>(n)); }
bool chance(Random& random, int percent) { return below(random, 100) < percent; }

Date random_day(Random& random) {
  const Month month = Month(2009, 1).plus(below(random, 56));
  switch (below(random, 6)) {
    case 0:
    case 1: return month.first_day();
    case 2: return month.last_day();
    case 3: return month.first_day().plus_days(1);
    case 4: return Date(2012, 2, 29);
    default: return month.first_day().plus_days(below(random, month.days()));
  }
}

domain::Period random_period(Random& random) {
  const Date from = random_day(random);
  if (chance(random, 25)) return {from, Date::forever()};
  if (chance(random, 20)) return {from, from};
  const Date to = chance(random, 50) ? Month(from).plus(below(random, 14)).last_day() : from.plus_days(below(random, 500));
  return {from, to};
}

constexpr const char* countries[] = {"BE", "FR", "FR", "RO", "GB", "HR", "MA", "TR", "XX", "CH"};

World::Person random_person(Random& random, std::size_t index, std::size_t persons) {
  World::Person person;
  person.niss = domain::Niss::from_stored(index % 2 == 0 ? 85'07'30'033'28 + 0 : 95'00'00'292'54);
  for (int n = chance(random, 85) ? 1 + below(random, 3) : 0; n > 0; --n) {
    person.nationalities.push_back({*domain::Country::parse(countries[below(random, 10)]),
                                    chance(random, 50) ? domain::Period{Date(1990, 1, 1)} : random_period(random)});
  }
  Date next = random_day(random);
  for (int n = below(random, 5); n > 0; --n) {
    domain::StayRow row;
    row.period.from = next;
    row.period.to = n == 1 && chance(random, 60) ? Date::forever() : next.plus_days(below(random, 700));
    row.legal = chance(random, 85) ? domain::Legal::yes : domain::Legal::no;
    row.reg = static_cast<domain::Register>(below(random, 4));
    row.title = static_cast<domain::Title>(below(random, 18));
    row.ground = static_cast<domain::Ground>(chance(random, 60) ? below(random, 3) : below(random, 9));
    row.quality = static_cast<domain::Quality>(chance(random, 60) ? below(random, 3) : below(random, 7));
    row.applied_at = static_cast<domain::AppliedAt>(below(random, 3));
    if (chance(random, 50)) row.recognised_on = random_day(random);
    row.sponsor = chance(random, 40)   ? domain::PersonIndex{static_cast<std::uint32_t>(below(random, static_cast<int>(persons)))}
                  : chance(random, 50) ? domain::no_sponsor
                                       : domain::unknown_sponsor;
    person.stays.push_back(row);
    if (row.period.to.is_forever()) break;
    next = row.period.to.next_day();
    if (chance(random, 40)) next = next.plus_days(1 + below(random, 80));
  }
  for (int n = below(random, 5); n > 0; --n) {
    person.grants.push_back({domain::Cents(1 + below(random, 200'000)), random_period(random),
                             static_cast<domain::Nature>(below(random, 3)), domain::AidCategory::single});
  }
  return person;
}

ValueSet random_set(Random& random, int size) {
  ValueSet set = 0;
  while (set == 0) {
    for (int i = 0; i < size; ++i) set |= chance(random, 35) ? bit(static_cast<std::size_t>(i)) : 0;
  }
  return set;
}

ConditionPtr random_aid(Random& random, const Authorisation& law) {
  const auto one = [&] {
    return make_condition(Aided{chance(random, 20) ? all_natures : bit(static_cast<std::size_t>(below(random, 3)))});
  };
  if (!law.terms.empty() && chance(random, 30)) return make_condition(TermUse{0});  // the first term is always about aid
  if (chance(random, 25)) return make_condition(Any{{one(), one()}});
  return one();
}

/// `aid`: conditions on aid may stand in it. `sponsor`: whose sponsor may be asked for.
ConditionPtr random_condition(Random& random, const Authorisation& law, int depth, bool aid, bool sponsor) {
  if (depth > 0 && chance(random, 65)) {
    const auto part = [&] { return random_condition(random, law, depth - 1, aid, sponsor); };
    const int kind = below(random, 5);
    if (kind == 0) return make_condition(Not{part()});
    std::vector<ConditionPtr> parts;
    for (int n = 2 + below(random, 2); n > 0; --n) parts.push_back(part());
    if (kind <= 3) return make_condition(All{std::move(parts)});
    return make_condition(Any{std::move(parts)});
  }
  if (aid && chance(random, 55)) {
    const auto operand = random_aid(random, law);
    switch (below(random, 3)) {
      case 0: return operand;
      case 1: return make_condition(SoFar{operand});
      default:
        return make_condition(For{operand, chance(random, 10) ? Duration{1, Unit::years} : Duration{1 + below(random, 5), Unit::months}});
    }
  }
  if (sponsor && chance(random, 15)) return make_condition(OfSponsor{random_condition(random, law, 2, false, false)});
  if (law.terms.size() > 1 && chance(random, 10)) return make_condition(TermUse{1});
  switch (below(random, 7)) {
    case 0: return make_condition(Recognised{});
    case 1: return make_condition(NationalityIs{static_cast<NationalityClass>(below(random, 3))});
    case 2:
      return make_condition(Lasts{Measure::stay,
                                  static_cast<Comparison>(below(random, 4)),
                                  {1 + below(random, 3), chance(random, 50) ? Unit::months : Unit::years}});
    case 3: return make_condition(Lasts{Measure::age, static_cast<Comparison>(below(random, 4)), {24 + below(random, 5), Unit::years}});
    case 4: return make_condition(FieldIn{StayField::ground, random_set(random, 4)});
    case 5: return make_condition(FieldIn{StayField::quality, random_set(random, 4)});
    default: {
      constexpr std::pair<StayField, int> fields[] = {{StayField::reg, 4}, {StayField::title, 18}, {StayField::applied_at, 3}};
      const auto [field, size] = fields[below(random, 3)];
      return make_condition(
          FieldIn{field, field == StayField::applied_at ? bit(static_cast<std::size_t>(1 + below(random, 2))) : random_set(random, size)});
    }
  }
}

Authorisation random_law(Random& random) {
  Authorisation law;
  law.name.text = "random";
  law.adopted = law.in_force_from = Date(2011, 1, 1).plus_days(below(random, 200));
  const auto declare_term = [&](ConditionPtr means) {
    Term term;
    term.name.text = fmt::format("term-{}", law.terms.size());
    term.means = std::move(means);
    law.terms.push_back(std::move(term));
  };
  declare_term(make_condition(Any{{make_condition(Aided{bit(1)}), make_condition(Aided{bit(2)})}}));
  declare_term(random_condition(random, law, 1, false, false));
  for (int n = 1 + below(random, 3); n > 0; --n) {
    Category category;
    category.name.text = fmt::format("category-{}", law.categories.size());
    category.when = random_condition(random, law, 2, false, true);
    law.categories.push_back(std::move(category));
  }
  for (int n = below(random, 4); n > 0; --n) {
    Exclusion exclusion;
    exclusion.name.text = fmt::format("exclusion-{}", law.exclusions.size());
    const int where = below(random, 3);
    exclusion.at_source = where != 1;
    exclusion.at_hub = where != 0;
    if (chance(random, 40))
      exclusion.categories.push_back(static_cast<CategoryIndex>(below(random, static_cast<int>(law.categories.size()))));
    exclusion.when = random_condition(random, law, 2, false, true);
    law.exclusions.push_back(std::move(exclusion));
  }
  Push push;
  push.pause_after_months = 1 + (chance(random, 30) ? below(random, 3) : 0);
  push.starts_at_once = chance(random, 25);
  for (int n = push.starts_at_once ? 0 : 1 + below(random, 3); n > 0; --n) {
    StartRule start;
    start.name.text = fmt::format("start-{}", push.starts.size());
    start.when = random_condition(random, law, 2, true, false);
    if (chance(random, 40)) {  // a plain wait is common in real laws and rare by chance
      start.when = make_condition(All{{make_condition(For{random_aid(random, law), {1 + below(random, 4), Unit::months}}),
                                       random_condition(random, law, 1, true, false)}});
    }
    push.starts.push_back(std::move(start));
  }
  law.push = std::move(push);
  return law;
}

/// Every world that is one cut smaller.
std::vector<World> cuts(const World& world) {
  std::vector<World> smaller;
  const auto add = [&](auto&& change) {
    World copy = world;
    change(copy);
    smaller.push_back(std::move(copy));
  };
  for (std::size_t i = 0; i < world.law.exclusions.size(); ++i)
    add([&](World& w) { w.law.exclusions.erase(w.law.exclusions.begin() + static_cast<std::ptrdiff_t>(i)); });
  for (std::size_t i = 0; i < world.law.push->starts.size(); ++i)
    add([&](World& w) { w.law.push->starts.erase(w.law.push->starts.begin() + static_cast<std::ptrdiff_t>(i)); });
  const auto cut_condition = [&](auto&& access) {
    const ConditionPtr whole = access(const_cast<World&>(world));
    std::vector<ConditionPtr> parts;
    if (const auto* all = std::get_if<All>(&whole->node)) parts = all->parts;
    if (const auto* any = std::get_if<Any>(&whole->node)) parts = any->parts;
    if (const auto* no = std::get_if<Not>(&whole->node)) parts = {no->part};
    for (const auto& part : parts) add([&](World& w) { access(w) = part; });
  };
  for (std::size_t i = 0; i < world.law.categories.size(); ++i)
    cut_condition([i](World& w) -> ConditionPtr& { return w.law.categories[i].when; });
  for (std::size_t i = 0; i < world.law.exclusions.size(); ++i)
    cut_condition([i](World& w) -> ConditionPtr& { return w.law.exclusions[i].when; });
  for (std::size_t i = 0; i < world.law.push->starts.size(); ++i)
    cut_condition([i](World& w) -> ConditionPtr& { return w.law.push->starts[i].when; });
  for (const auto side : {&World::source, &World::hub}) {
    for (std::size_t p = 0; p < (world.*side).size(); ++p) {
      const auto& person = (world.*side)[p];
      for (std::size_t i = 0; i < person.nationalities.size(); ++i)
        add([&](World& w) {
          auto& rows = (w.*side)[p].nationalities;
          rows.erase(rows.begin() + static_cast<std::ptrdiff_t>(i));
        });
      for (std::size_t i = 0; i < person.stays.size(); ++i)
        add([&](World& w) {
          auto& rows = (w.*side)[p].stays;
          rows.erase(rows.begin() + static_cast<std::ptrdiff_t>(i));
        });
      for (std::size_t i = 0; i < person.grants.size(); ++i)
        add([&](World& w) {
          auto& rows = (w.*side)[p].grants;
          rows.erase(rows.begin() + static_cast<std::ptrdiff_t>(i));
        });
    }
  }
  return smaller;
}

}  // namespace

domain::UnionMembers union_members() {
  const auto of = [](const char* country, domain::Period period) {
    return domain::UnionMembers::Membership{*domain::Country::parse(country), period};
  };
  return domain::UnionMembers({of("FR", {Date(1952, 7, 23)}), of("BE", {Date(1952, 7, 23)}), of("RO", {Date(2007, 1, 1)}),
                               of("GB", {Date(1973, 1, 1), Date(2012, 1, 31)}), of("HR", {Date(2011, 7, 1)})});
}

domain::Population population(const std::vector<World::Person>& persons) {
  domain::Population::Columns columns;
  for (const auto& person : persons) {
    columns.niss.push_back(person.niss);
    columns.nationalities.insert(columns.nationalities.end(), person.nationalities.begin(), person.nationalities.end());
    columns.stays.insert(columns.stays.end(), person.stays.begin(), person.stays.end());
    columns.grants.insert(columns.grants.end(), person.grants.begin(), person.grants.end());
    columns.nationalities_end.push_back(static_cast<std::uint32_t>(columns.nationalities.size()));
    columns.stays_end.push_back(static_cast<std::uint32_t>(columns.stays.size()));
    columns.grants_end.push_back(static_cast<std::uint32_t>(columns.grants.size()));
  }
  return domain::Population(std::move(columns));
}

World random_world(std::uint64_t seed) {
  Random random(seed);
  World world;
  world.law = random_law(random);
  constexpr std::size_t persons = 4;
  for (std::size_t i = 0; i < persons; ++i) world.source.push_back(random_person(random, i, persons));
  world.hub = world.source;
  if (chance(random, 40)) {  // the hub asks the register at another moment
    for (auto& person : world.hub) {
      const auto other = random_person(random, 0, persons);
      person.nationalities = other.nationalities;
      person.stays = other.stays;
    }
  }
  return world;
}

World smallest(World world, const std::function<bool(const World&)>& fails) {
  for (bool cut = true; cut;) {
    cut = false;
    for (auto& candidate : cuts(world)) {
      if (candidate.law.push->starts.empty() && !candidate.law.push->starts_at_once) continue;
      if (!fails(candidate)) continue;
      world = std::move(candidate);
      cut = true;
      break;
    }
  }
  return world;
}

std::string describe(const World& world) {
  std::string text = fmt::format("in force {}, pause after {}\n", to_string(world.law.in_force_from), world.law.push->pause_after_months);
  const auto of = [&](const ConditionPtr& condition) { return signature(world.law, *condition); };
  for (const auto& category : world.law.categories) text += fmt::format("category {}: {}\n", category.name.text, of(category.when));
  for (const auto& exclusion : world.law.exclusions) {
    text += fmt::format("exclusion {} source={} hub={} categories={}: {}\n", exclusion.name.text, exclusion.at_source, exclusion.at_hub,
                        exclusion.categories.size(), of(exclusion.when));
  }
  for (const auto& start : world.law.push->starts) text += fmt::format("start {}: {}\n", start.name.text, of(start.when));
  for (const auto side : {&World::source, &World::hub}) {
    text += side == &World::source ? "source\n" : "hub\n";
    for (std::size_t i = 0; i < (world.*side).size(); ++i) {
      const auto& person = (world.*side)[i];
      text += fmt::format(" person {} {}\n", i, to_string(person.niss));
      for (const auto& row : person.nationalities)
        text += fmt::format("  nationality {} {}..{}\n", to_string(row.country), to_string(row.period.from), to_string(row.period.to));
      for (const auto& row : person.stays) {
        text += fmt::format("  stay {}..{} legal={} {} {} {} {} recognised={} applied_at={} sponsor={:x}\n", to_string(row.period.from),
                            to_string(row.period.to), domain::to_name(row.legal), domain::to_name(row.reg), domain::to_name(row.title),
                            domain::to_name(row.ground), domain::to_name(row.quality), to_string(row.recognised_on),
                            domain::to_name(row.applied_at), static_cast<unsigned>(row.sponsor));
      }
      for (const auto& row : person.grants)
        text += fmt::format("  aid {} {}..{}\n", domain::to_name(row.nature), to_string(row.period.from), to_string(row.period.to));
    }
  }
  return text;
}

}  // namespace crossroads::law::test
