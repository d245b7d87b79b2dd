#include "law/prove/distinctions.hpp"

#include <algorithm>

#include "law/syntax/parts.hpp"
#include "law/syntax/words.hpp"

namespace crossroads::law::prove {
namespace {

void insert_sorted(std::vector<std::int32_t>& list, std::int32_t value) {
  const auto at = std::ranges::lower_bound(list, value);
  if (at == list.end() || *at != value) list.insert(at, value);
}

class Collector {
 public:
  void collect(const Authorisation& law) {
    law_ = &law;
    for (const auto& category : law.categories) walk(*category.when, false);
    for (const auto& exclusion : law.exclusions) walk(*exclusion.when, false);
    if (!law.push) return;
    for (const auto& start : law.push->starts) walk(*start.when, false);
  }

  /// Quality is told apart by what is disclosed of it.
  void disclosed_values(const Authorisation& law) {
    if (!law.push) return;
    for (const auto& disclosure : law.push->disclosures) {
      if (disclosure.only_values) sets_[0][static_cast<std::size_t>(StayField::quality)].push_back(*disclosure.only_values);
    }
  }

  Distinctions take() {
    fill(found_.person, sets_[0]);
    fill(found_.sponsor, sets_[1]);
    return std::move(found_);
  }

 private:
  using Sets = std::array<std::vector<ValueSet>, stay_field_count>;

  RegisterDistinctions& subject(bool of_sponsor) { return of_sponsor ? found_.sponsor : found_.person; }

  void walk(const Condition& condition, bool of_sponsor) {
    auto& of = subject(of_sponsor);
    const auto& node = condition.node;
    if (std::holds_alternative<NationalityIs>(node)) of.nationality = true;
    if (std::holds_alternative<Recognised>(node)) of.recognised = true;
    if (const auto* in = std::get_if<FieldIn>(&node)) sets_[of_sponsor][static_cast<std::size_t>(in->field)].push_back(in->values);
    if (const auto* lasts = std::get_if<Lasts>(&node)) {
      insert_sorted(lasts->measure == Measure::stay ? of.stay : of.age, lasts->duration.in_months());
      if (lasts->measure == Measure::age) of.age_asked = true;
    }
    if (std::holds_alternative<Aided>(node) || std::holds_alternative<SoFar>(node)) found_.aid.asked = true;
    if (const auto* lasting = std::get_if<For>(&node)) run(natures_of(*law_, *lasting->aid), lasting->duration.in_months());
    if (const auto* use = std::get_if<TermUse>(&node)) return walk(*law_->terms[use->term].means, of_sponsor);
    const bool sponsor = std::holds_alternative<OfSponsor>(node);
    if (sponsor) found_.sponsor_conditions.push_back({law_, parts_of(condition).front().get()});
    for (const auto& part : parts_of(condition)) walk(*part, of_sponsor || sponsor);
  }

  void run(ValueSet natures, std::int32_t months) {
    found_.aid.asked = true;
    auto found = std::ranges::find(found_.aid.runs, natures, &AidDistinctions::Run::natures);
    if (found == found_.aid.runs.end()) found = found_.aid.runs.insert(found, {natures, {}});
    insert_sorted(found->months, months);
  }

  /// One value for each pattern of membership in the sets that are asked for.
  static void fill(RegisterDistinctions& of, const Sets& sets) {
    for (std::size_t field = 0; field < stay_field_count; ++field) {
      std::vector<std::vector<bool>> patterns;
      const bool unknown_apart = static_cast<StayField>(field) == StayField::applied_at && !sets[field].empty();
      for (std::size_t value = 0; value < value_words(static_cast<StayField>(field)).size(); ++value) {
        std::vector<bool> pattern{unknown_apart && value == 0};
        for (const auto set : sets[field]) pattern.push_back((set & bit(value)) != 0);
        if (std::ranges::find(patterns, pattern) != patterns.end()) continue;
        patterns.push_back(std::move(pattern));
        of.values[field].push_back(static_cast<std::uint8_t>(value));
      }
    }
  }

  const Authorisation* law_ = nullptr;
  Distinctions found_;
  std::array<Sets, 2> sets_;  ///< of the person, of the sponsor
};

}  // namespace

ValueSet natures_of(const Authorisation& law, const Condition& aid) {
  if (const auto* one = std::get_if<Aided>(&aid.node)) return one->natures;
  if (const auto* use = std::get_if<TermUse>(&aid.node)) return natures_of(law, *law.terms[use->term].means);
  ValueSet natures = 0;
  for (const auto& part : parts_of(aid)) natures |= natures_of(law, *part);
  return natures;
}

Distinctions distinctions(std::span<const Authorisation* const> laws) {
  Collector collector;
  for (const auto* law : laws) collector.collect(*law);
  const auto values = [](const Authorisation& law) {
    std::vector<ValueSet> sets;
    if (law.push) {
      for (const auto& disclosure : law.push->disclosures) sets.push_back(disclosure.only_values.value_or(~ValueSet{0}));
    }
    return sets;
  };
  const bool differ = std::ranges::any_of(laws, [&](const Authorisation* law) { return values(*law) != values(*laws.front()); });
  if (differ) {
    for (const auto* law : laws) collector.disclosed_values(*law);
  }
  return collector.take();
}

}  // namespace crossroads::law::prove
