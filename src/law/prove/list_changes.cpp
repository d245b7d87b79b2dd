#include "law/prove/list_changes.hpp"

#include <algorithm>
#include <numeric>

#include <fmt/format.h>

#include "law/syntax/words.hpp"

namespace crossroads::law::prove {
namespace {

/// What each category's place becomes; no_category for one that is left out.
using NewPlaces = std::vector<CategoryIndex>;

std::vector<CategoryIndex> every_category(const Authorisation& law) {
  std::vector<CategoryIndex> all(law.categories.size());
  std::iota(all.begin(), all.end(), CategoryIndex{0});
  return all;
}

std::vector<CategoryIndex> spelt_out(const std::vector<CategoryIndex>& categories, const Authorisation& law) {
  return categories.empty() ? every_category(law) : categories;
}

/// Gives the lists of categories the new places. A rule that was only for a category that is gone goes with it.
void move_categories(Authorisation& law, const NewPlaces& places) {
  const auto moved = [&](auto& rules) {
    std::erase_if(rules, [&](auto& rule) {
      if (rule.categories.empty()) return false;
      for (auto& category : rule.categories) category = places[category];
      std::erase(rule.categories, no_category);
      std::ranges::sort(rule.categories);
      return rule.categories.empty();
    });
  };
  moved(law.exclusions);
  if (law.push) moved(law.push->disclosures);
}

class ListChanges {
 public:
  ListChanges(const Authorisation& law, const std::function<void(Mutant&&)>& say) : law_(law), say_(say) {}

  void run() {
    categories();
    exclusions();
    if (!law_.push) return;
    starts();
    pause();
    disclosures();
  }

 private:
  Mutant mutant(Change change, RuleKind kind, std::string rule, Span span, std::string description, std::size_t place) const {
    return {change, kind, std::move(rule), span, std::move(description), law_, place};
  }

  /// Swaps neighbours and leaves each out; `access` finds the list in a law.
  template <class Access>
  void order(RuleKind kind, std::string_view word, const Access& access) {
    const auto& rules = access(law_);
    const auto name = [&](std::size_t i) { return fmt::format("{} {}", word, rules[i].name.text); };
    for (std::size_t i = 0; i + 1 < rules.size(); ++i) {
      auto made = mutant(Change::swapped, kind, name(i), rules[i].span,
                         fmt::format("`{}` stands behind `{}`", rules[i].name.text, rules[i + 1].name.text), i);
      auto& list = access(made.law);
      std::swap(list[i], list[i + 1]);
      say_(std::move(made));
    }
    for (std::size_t i = 0; i < rules.size(); ++i) {
      auto made = mutant(Change::left_out, kind, name(i), rules[i].span, fmt::format("`{}` is left out", rules[i].name.text), i);
      auto& list = access(made.law);
      list.erase(list.begin() + static_cast<std::ptrdiff_t>(i));
      say_(std::move(made));
    }
  }

  void categories() {
    const auto count = law_.categories.size();
    for (std::size_t i = 0; i < count; ++i) {
      const auto& category = law_.categories[i];
      const auto rule = fmt::format("category {}", category.name.text);
      auto places = every_category(law_);
      if (i + 1 < count) {
        auto made = mutant(Change::swapped, RuleKind::category, rule, category.span,
                           fmt::format("`{}` stands behind `{}`", category.name.text, law_.categories[i + 1].name.text), i);
        std::swap(made.law.categories[i], made.law.categories[i + 1]);
        std::swap(places[i], places[i + 1]);
        move_categories(made.law, places);
        say_(std::move(made));
      }
      auto made = mutant(Change::left_out, RuleKind::category, rule, category.span, fmt::format("`{}` is left out", category.name.text), i);
      made.law.categories.erase(made.law.categories.begin() + static_cast<std::ptrdiff_t>(i));
      for (std::size_t c = 0; c < count; ++c) places[c] = c == i ? no_category : static_cast<CategoryIndex>(c - (c > i));
      move_categories(made.law, places);
      say_(std::move(made));
    }
  }

  void exclusions() {
    order(RuleKind::exclusion, "exclude", [](auto& law) -> auto& { return law.exclusions; });
    for (std::size_t e = 0; e < law_.exclusions.size(); ++e) {
      const auto& exclusion = law_.exclusions[e];
      const auto rule = fmt::format("exclude {}", exclusion.name.text);
      for (const auto& [source, hub, words] :
           {std::tuple{true, false, "the source alone"}, {false, true, "the hub alone"}, {true, true, "source and hub"}}) {
        if (source == exclusion.at_source && hub == exclusion.at_hub) continue;
        auto made = mutant(Change::stage, RuleKind::exclusion, rule, exclusion.span, fmt::format("checked at {}", words), e);
        made.law.exclusions[e].at_source = source;
        made.law.exclusions[e].at_hub = hub;
        say_(std::move(made));
      }
      for (CategoryIndex c = 0; c < law_.categories.size(); ++c) {
        auto made = mutant(Change::categories, RuleKind::exclusion, rule, exclusion.span, {}, e);
        auto& list = made.law.exclusions[e].categories;
        list = spelt_out(list, law_);
        if (!toggle(list, c)) continue;
        made.description = fmt::format("{} for `{}`", exclusion.applies_to(c) ? "not" : "also", law_.categories[c].name.text);
        say_(std::move(made));
      }
    }
  }

  /// Adds or takes a category. False: that would leave none, which no list can say.
  static bool toggle(std::vector<CategoryIndex>& list, CategoryIndex category) {
    const auto found = std::ranges::find(list, category);
    if (found == list.end()) {
      list.push_back(category);
      std::ranges::sort(list);
      return true;
    }
    list.erase(found);
    return !list.empty();
  }

  void starts() {
    order(RuleKind::start, "start", [](auto& law) -> auto& { return law.push->starts; });
  }

  void pause() {
    for (const int more : {-1, 1}) {
      const auto months = law_.push->pause_after_months + more;
      if (months < 1) continue;
      auto made = mutant(Change::pause, RuleKind::push, "push monthly", law_.push->pause.span,
                         fmt::format("pause after {} months without aid", months), 0);
      made.law.push->pause_after_months = months;
      say_(std::move(made));
    }
  }

  void disclosures() {
    const auto& disclosures = law_.push->disclosures;
    for (std::size_t f = 0; f < static_cast<std::size_t>(Field::number); ++f) {
      const auto field = static_cast<Field>(f);
      for (CategoryIndex c = 0; c < law_.categories.size(); ++c) {
        const auto applies = [&](const Disclosure& one) { return one.field == field && one.applies_to(c); };
        const auto found = std::ranges::find_if(disclosures, applies);
        if (found == disclosures.end()) disclosed_too(field, c);
        else withheld(static_cast<std::size_t>(found - disclosures.begin()), c);
      }
    }
    for (std::size_t d = 0; d < disclosures.size(); ++d) mode(d);
  }

  void disclosed_too(Field field, CategoryIndex category) {
    const auto word = field_words[static_cast<std::size_t>(field)];
    auto made =
        mutant(Change::disclosed, RuleKind::disclosure, fmt::format("disclose {}", word), law_.push->span,
               fmt::format("`{}` is disclosed for `{}`, too", word, law_.categories[category].name.text), law_.push->disclosures.size());
    Disclosure added;
    added.field = field;
    added.categories = {category};
    made.law.push->disclosures.push_back(added);
    say_(std::move(made));
  }

  void withheld(std::size_t d, CategoryIndex category) {
    const auto& disclosure = law_.push->disclosures[d];
    const auto word = field_words[static_cast<std::size_t>(disclosure.field)];
    auto made = mutant(Change::disclosed, RuleKind::disclosure, fmt::format("disclose {}", word), disclosure.span,
                       fmt::format("`{}` is withheld for `{}`", word, law_.categories[category].name.text), d);
    auto& list = made.law.push->disclosures[d].categories;
    list = spelt_out(list, law_);
    if (!toggle(list, category)) made.law.push->disclosures.erase(made.law.push->disclosures.begin() + static_cast<std::ptrdiff_t>(d));
    say_(std::move(made));
  }

  void mode(std::size_t d) {
    const auto& disclosure = law_.push->disclosures[d];
    const auto rule = fmt::format("disclose {}", field_words[static_cast<std::size_t>(disclosure.field)]);
    if (disclosure.field == Field::amount) {
      const bool all = disclosure.amount == AmountMode::of_all_aid;
      auto made =
          mutant(Change::amount, RuleKind::disclosure, rule, disclosure.span, all ? "`amount by nature`" : "`amount of all aid`", d);
      made.law.push->disclosures[d].amount = all ? AmountMode::by_nature : AmountMode::of_all_aid;
      say_(std::move(made));
    }
    if (disclosure.field != Field::quality) return;
    const auto words = value_words(StayField::quality);
    const ValueSet every = bit(words.size()) - 1;
    for (std::size_t value = 0; value < words.size(); ++value) {
      const ValueSet changed = disclosure.only_values.value_or(every) ^ bit(value);
      if (changed == 0) continue;
      const bool taken = (changed & bit(value)) == 0;
      auto made = mutant(Change::values, RuleKind::disclosure, rule, disclosure.span,
                         fmt::format("the value `{}` is {}", words[value], taken ? "withheld" : "disclosed, too"), d);
      made.law.push->disclosures[d].only_values = changed;
      say_(std::move(made));
    }
  }

  const Authorisation& law_;
  const std::function<void(Mutant&&)>& say_;
};

}  // namespace

void change_lists(const Authorisation& law, const std::function<void(Mutant&&)>& say) { ListChanges(law, say).run(); }

}  // namespace crossroads::law::prove
