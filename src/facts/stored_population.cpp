#include "facts/stored_population.hpp"

#include <algorithm>
#include <numeric>

namespace crossroads::facts {

namespace {

/// Rows in the order in which the store gives them, each with its person; laid out person by person at the end.
template <class Row>
class Column {
 public:
  void add(domain::PersonIndex person, const Row& row) {
    in_order_ = in_order_ && (owners_.empty() || owners_.back() <= person);
    owners_.push_back(person);
    rows_.push_back(row);
  }

  /// Gives `rows` and `ends` as domain::Population::Columns wants them; rows of one person keep their order.
  void lay_out(std::size_t persons, std::vector<Row>& rows, std::vector<std::uint32_t>& ends) {
    ends.assign(persons, 0);
    for (const domain::PersonIndex owner : owners_) ++ends[domain::position(owner)];
    std::partial_sum(ends.begin(), ends.end(), ends.begin());
    if (in_order_) {
      rows = std::move(rows_);
      return;
    }
    rows.resize(rows_.size());
    // From the back, so that each person's end can serve as the place of its next row and is then put back.
    std::vector<std::uint32_t> next = ends;
    for (std::size_t i = rows_.size(); i-- > 0;) rows[--next[domain::position(owners_[i])]] = rows_[i];
  }

 private:
  std::vector<domain::PersonIndex> owners_;
  std::vector<Row> rows_;
  bool in_order_ = true;
};

/// Finds persons by any of their numbers; numbers that come in ascending order find their person at once.
class Finder {
 public:
  Finder(const std::vector<domain::Niss>& persons, const StoredChains& chains) : persons_(persons), chains_(chains) {}

  std::optional<domain::PersonIndex> find(domain::Niss niss) {
    const domain::Niss newest = chains_.newest(niss);
    for (std::size_t near = last_; near < persons_.size() && near < last_ + 2; ++near) {
      if (persons_[near] == newest) return at(near);
    }
    const auto found = std::ranges::lower_bound(persons_, newest);
    if (found == persons_.end() || *found != newest) return std::nullopt;
    return at(static_cast<std::size_t>(found - persons_.begin()));
  }

 private:
  domain::PersonIndex at(std::size_t position) {
    last_ = position;
    return domain::PersonIndex{static_cast<std::uint32_t>(position)};
  }
  const std::vector<domain::Niss>& persons_;
  const StoredChains& chains_;
  std::size_t last_ = 0;
};

Problem about_nobody(domain::Niss niss) {
  return {.what = "the store holds a fact on a person whom it does not know",
          .field = "niss",
          .value = to_string(niss),
          .hint = "the store was changed by something else than an import: bring back a backup"};
}

Result<std::vector<domain::Niss>> load_numbers(FactStore& store, const StoredChains& chains, AsKnown when) {
  std::vector<domain::Niss> persons;
  CROSSROADS_CHECK(store.persons().each(when, [&](const Version<PersonFact>& known) -> Result<void> {
    persons.push_back(chains.newest(known.fact.niss));
    return {};
  }));
  std::ranges::sort(persons);
  const auto rest = std::ranges::unique(persons);
  persons.erase(rest.begin(), rest.end());
  return persons;
}

Result<void> load_stays(FactStore& store, AsKnown when, Finder& finder, Finder& sponsors, Column<domain::StayRow>& column) {
  return store.stays().each(when, [&](const Version<StayFact>& known) -> Result<void> {
    const auto person = finder.find(known.fact.niss);
    if (!person) return std::unexpected(about_nobody(known.fact.niss));
    auto stay = known.fact.stay;
    if (known.fact.sponsor) stay.sponsor = sponsors.find(*known.fact.sponsor).value_or(domain::unknown_sponsor);
    column.add(*person, stay);
    return {};
  });
}

/// Stays of one person ascend within each of its numbers; a person with several numbers needs them in one line.
void put_in_line(std::vector<domain::StayRow>& stays, const std::vector<std::uint32_t>& ends) {
  std::size_t begin = 0;
  for (const std::size_t end : ends) {
    const auto of_person = std::span(stays).subspan(begin, end - begin);
    const auto from = [](const domain::StayRow& stay) { return stay.period.from; };
    if (!std::ranges::is_sorted(of_person, {}, from)) std::ranges::sort(of_person, {}, from);
    begin = end;
  }
}

}  // namespace

Chains::Verdict StoredChains::add(const ReplacementFact& replacement) {
  const Chains::Verdict verdict = chains_.add(replacement.old_niss, replacement.new_niss);
  if (verdict == Chains::Verdict::added) predecessors_[replacement.new_niss].push_back(replacement.old_niss);
  return verdict;
}

std::optional<domain::Niss> StoredChains::successor(domain::Niss niss) const {
  const auto found = chains_.successors().find(niss);
  return found == chains_.successors().end() ? std::nullopt : std::optional(found->second);
}

std::vector<domain::Niss> StoredChains::numbers(domain::Niss niss) const {
  std::vector<domain::Niss> all{newest(niss)};
  for (std::size_t i = 0; i < all.size(); ++i) {
    const auto replaced = predecessors_.find(all[i]);
    if (replaced != predecessors_.end()) all.insert(all.end(), replaced->second.begin(), replaced->second.end());
  }
  std::ranges::sort(all);
  return all;
}

Result<StoredChains> load_chains(FactStore& store, AsKnown when) {
  StoredChains chains;
  CROSSROADS_CHECK(store.replacements().each(when, [&](const Version<ReplacementFact>& known) -> Result<void> {
    if (chains.add(known.fact) == Chains::Verdict::added) return {};
    return failure({.what = "the store holds replaced numbers that make a loop or fork",
                    .field = "old_niss",
                    .value = to_string(known.fact.old_niss),
                    .hint = "the store was changed by something else than an import: bring back a backup"});
  }));
  return chains;
}

Result<StoredPopulation> load_population(FactStore& store, AsKnown when) {
  StoredPopulation loaded{.population = {}, .chains = CROSSROADS_TRY(load_chains(store, when))};
  domain::Population::Columns columns;
  columns.niss = CROSSROADS_TRY(load_numbers(store, loaded.chains, when));
  const std::size_t persons = columns.niss.size();
  Finder finder(columns.niss, loaded.chains);
  Finder sponsors(columns.niss, loaded.chains);

  Column<domain::NationalityRow> nationalities;
  CROSSROADS_CHECK(store.nationalities().each(when, [&](const Version<NationalityFact>& known) -> Result<void> {
    const auto person = finder.find(known.fact.niss);
    if (!person) return std::unexpected(about_nobody(known.fact.niss));
    nationalities.add(*person, known.fact.nationality);
    return {};
  }));
  nationalities.lay_out(persons, columns.nationalities, columns.nationalities_end);

  Column<domain::StayRow> stays;
  CROSSROADS_CHECK(load_stays(store, when, finder, sponsors, stays));
  stays.lay_out(persons, columns.stays, columns.stays_end);
  put_in_line(columns.stays, columns.stays_end);

  Column<domain::GrantRow> grants;
  CROSSROADS_CHECK(store.grants().each(when, [&](const Version<GrantFact>& known) -> Result<void> {
    if (known.fact.status == domain::AidStatus::cancelled) return {};
    const auto person = finder.find(known.fact.niss);
    if (!person) return std::unexpected(about_nobody(known.fact.niss));
    grants.add(*person, known.fact.grant);
    return {};
  }));
  grants.lay_out(persons, columns.grants, columns.grants_end);

  loaded.population = domain::Population(std::move(columns));
  return loaded;
}

Result<std::optional<domain::Identity>> identity_of(FactStore& store, const StoredChains& chains, domain::Niss niss) {
  const domain::Niss newest = chains.newest(niss);
  std::optional<Version<PersonFact>> best;
  for (const domain::Niss number : chains.numbers(niss)) {
    auto page = CROSSROADS_TRY(store.persons().page(number, 1));
    if (page.empty() || page.front().fact.niss != number) continue;
    if (number == newest) return std::move(page.front().fact.identity);
    if (!best || best->id < page.front().id) best = std::move(page.front());
  }
  if (!best) return std::nullopt;
  return std::move(best->fact.identity);
}

}  // namespace crossroads::facts
