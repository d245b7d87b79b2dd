#include "law/prove/law_difference.hpp"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "law/cases/json.hpp"
#include "law/syntax/formatter.hpp"
#include "law/syntax/words.hpp"

namespace crossroads::law::prove {
namespace {

/// One thing that the document says, under a key that stays the same while it changes.
struct Said {
  std::string key;
  std::string text;
  Span span = {};
  std::string list = {};  ///< of rules whose order matters: which list
};

std::string for_categories(const std::vector<CategoryIndex>& categories, const Authorisation& law) {
  const auto text = format_categories(categories, law);
  return text.empty() ? text : " " + text;
}

void head(const Authorisation& law, std::vector<Said>& all) {
  all.push_back({"authorisation", law.name.text, law.name.span});
  const auto until = law.in_force_to.is_forever() ? "" : fmt::format(" to {}", to_string(law.in_force_to));
  all.push_back({"adopted", to_string(law.adopted), law.name.span});
  all.push_back({"in force", fmt::format("from {}{}", to_string(law.in_force_from), until), law.name.span});
  all.push_back({"parties", fmt::format("from {} via {} to {}", law.source.text, law.hub.text, law.recipient.text), law.parties.span});
  for (std::size_t i = 0; i < law.purposes.size(); ++i)
    all.push_back({fmt::format("purpose {}", i + 1), law.purposes[i].text, law.purposes[i].span});
  for (std::size_t i = 0; i < law.bases.size(); ++i) all.push_back({fmt::format("basis {}", i + 1), law.bases[i].text, law.bases[i].span});
  if (law.keep_log) all.push_back({"keep log", fmt::format("{} years", law.keep_log->years), law.keep_log->span});
  if (law.keep_data) all.push_back({"keep data", fmt::format("{} years", law.keep_data->years), law.keep_data->span});
}

std::string_view stages(const Exclusion& exclusion) {
  if (exclusion.at_source && exclusion.at_hub) return "source and hub";
  return exclusion.at_source ? "source" : "hub";
}

/// By field and category, so that a line split in two is no difference.
void disclosures(std::string_view prefix, const std::vector<Disclosure>& fields, const Authorisation& law, std::vector<Said>& all) {
  for (std::size_t c = 0; c < law.categories.size(); ++c) {
    for (const auto& disclosure : fields) {
      if (!disclosure.applies_to(static_cast<CategoryIndex>(c))) continue;
      all.push_back({fmt::format("{}disclose {} for {}", prefix, field_words[static_cast<std::size_t>(disclosure.field)],
                                 law.categories[c].name.text),
                     format(disclosure), disclosure.span});
    }
  }
}

void push(const Authorisation& law, std::vector<Said>& all) {
  if (!law.push) return;
  const auto& push = *law.push;
  all.push_back({"push", "monthly", push.span});
  if (push.starts_at_once) all.push_back({"start", "at once", push.at_once.span});
  for (const auto& start : push.starts)
    all.push_back({fmt::format("start {}", start.name.text), fmt::format("when {}", format(*start.when, law)), start.span, "start"});
  all.push_back({"pause", fmt::format("after {} without aid", format(Duration{push.pause_after_months, Unit::months})), push.pause.span});
  disclosures("", push.disclosures, law, all);
}

void consultation(const Authorisation& law, std::vector<Said>& all) {
  if (!law.consultation) return;
  const auto& consult = *law.consultation;
  all.push_back({"consult", "A036", consult.span});
  if (consult.period)
    all.push_back(
        {"consult: period", fmt::format("at most {}", format(Duration{consult.period->years, Unit::years})), consult.period->span});
  disclosures("consult: ", consult.disclosures, law, all);
  for (const auto& answer : consult.answers) {
    auto text = format_occasions(answer);
    if (answer.when) text += fmt::format(" when {}", format(*answer.when, law));
    all.push_back({fmt::format("consult: answer {} about {}", law.categories[answer.category].name.text,
                               role_words[static_cast<std::size_t>(answer.role)]),
                   text, answer.span});
  }
  for (const auto& refusal : consult.refusals) {
    for (const auto category : refusal.categories)
      all.push_back({fmt::format("consult: refuse {}", law.categories[category].name.text), "whoever asks", refusal.span});
  }
}

void indicators_and_examinations(const Authorisation& law, std::vector<Said>& all) {
  for (const auto& parameter : law.parameters) {
    all.push_back(
        {fmt::format("parameter {}", parameter.name.text), fmt::format("by aid-category from \"{}\"", parameter.file), parameter.span});
  }
  const auto whom = [&](const std::vector<CategoryIndex>& categories) {
    return categories.empty() ? std::string("for every category") : format_categories(categories, law);
  };
  for (const auto& indicator : law.indicators) {
    const auto key = fmt::format("indicator {}", indicator.name.text);
    all.push_back({key, whom(indicator.categories) + (indicator.when ? " when " + format(*indicator.when, law) : ""), indicator.span});
    for (const auto& value : indicator.values) {
      all.push_back({fmt::format("{}: {}", key, value.name.text),
                     value.is ? "is " + format(*value.is, indicator, law)
                              : fmt::format("entered as {}", entered_words[static_cast<std::size_t>(value.type)]),
                     value.span});
    }
    for (const auto& state : indicator.states) {
      all.push_back({fmt::format("{}: state {}", key, state.name.text),
                     state.when ? "when " + format(*state.when, indicator, law) : "otherwise", state.span, key});
    }
  }
  for (const auto& examination : law.examinations) {
    const auto key = fmt::format("examination {}", examination.name.text);
    all.push_back({key, whom(examination.categories), examination.span});
    for (const auto& point : examination.points) all.push_back({fmt::format("{}: weigh {}", key, point.name.text), "in words", point.span});
  }
}

std::vector<Said> everything(const Authorisation& law) {
  std::vector<Said> all;
  head(law, all);
  for (const auto& term : law.terms)
    all.push_back({fmt::format("term {}", term.name.text), fmt::format("means {}", format(*term.means, law)), term.span});
  for (const auto& category : law.categories) {
    all.push_back(
        {fmt::format("category {}", category.name.text), fmt::format("when {}", format(*category.when, law)), category.span, "category"});
  }
  for (const auto& exclusion : law.exclusions) {
    auto key = fmt::format("exclude {}", exclusion.name.text);
    const auto same_name =
        std::ranges::count_if(all, [&](const Said& said) { return said.key == key || said.key.starts_with(key + " ("); });
    if (same_name > 0) key += fmt::format(" ({})", same_name + 1);  // two exclusions may have one name, for different categories
    all.push_back(
        {key, fmt::format("at {}{} when {}", stages(exclusion), for_categories(exclusion.categories, law), format(*exclusion.when, law)),
         exclusion.span, "exclude"});
  }
  push(law, all);
  consultation(law, all);
  indicators_and_examinations(law, all);
  return all;
}

const Said* find(const std::vector<Said>& all, const std::string& key) {
  const auto found = std::ranges::find(all, key, &Said::key);
  return found == all.end() ? nullptr : &*found;
}

/// What stands directly before it among those of its list that both documents have.
std::string before_in_list(const std::vector<Said>& all, const Said& of, const std::vector<Said>& other) {
  std::string before = "first";
  for (const auto& said : all) {
    if (&said == &of) return before;
    if (said.list == of.list && find(other, said.key) != nullptr) before = fmt::format("behind {}", said.key);
  }
  return before;
}

/// The keys of the rules that must be taken out, the fewest possible, so that the others of their list stand in the same order in both.
std::set<std::string> moved_keys(const std::vector<Said>& old_all, const std::vector<Said>& new_all) {
  std::map<std::string, std::vector<const Said*>> lists;  // in the new order, as they stand in the old text
  for (const auto& said : new_all) {
    const auto* old = said.list.empty() ? nullptr : find(old_all, said.key);
    if (old != nullptr) lists[said.list].push_back(old);
  }
  std::set<std::string> moved;
  for (const auto& [name, list] : lists) {
    // The longest ascending part stays; each entry is the length of the longest that ends there, and where that comes from.
    std::vector<std::size_t> length(list.size(), 1), from(list.size(), list.size());
    for (std::size_t i = 0; i < list.size(); ++i) {
      for (std::size_t j = 0; j < i; ++j) {
        if (list[j] < list[i] && length[j] + 1 > length[i]) length[i] = length[j] + 1, from[i] = j;
      }
    }
    std::vector<bool> stays(list.size(), false);
    auto at = static_cast<std::size_t>(std::ranges::max_element(length) - length.begin());
    for (; at < list.size(); at = from[at]) stays[at] = true;
    for (std::size_t i = 0; i < list.size(); ++i) {
      if (!stays[i]) moved.insert(list[i]->key);
    }
  }
  return moved;
}

}  // namespace

std::vector<RuleDifference> difference_of(const Authorisation& before, const Authorisation& after) {
  const auto old_all = everything(before), new_all = everything(after);
  const auto moved = moved_keys(old_all, new_all);
  std::vector<RuleDifference> found;
  using Kind = RuleDifference::Kind;
  for (const auto& said : new_all) {
    const auto* old = find(old_all, said.key);
    if (old == nullptr) {
      found.push_back({Kind::added, said.key, "", said.text, {}, said.span});
      continue;
    }
    if (old->text != said.text) found.push_back({Kind::changed, said.key, old->text, said.text, old->span, said.span});
    if (moved.contains(said.key)) {
      found.push_back(
          {Kind::moved, said.key, before_in_list(old_all, *old, new_all), before_in_list(new_all, said, old_all), old->span, said.span});
    }
  }
  for (const auto& said : old_all) {
    if (find(new_all, said.key) == nullptr) found.push_back({Kind::removed, said.key, said.text, "", said.span, {}});
  }
  return found;
}

std::string as_text(const std::vector<RuleDifference>& differences) {
  if (differences.empty()) return "the two say the same\n";
  std::string text;
  for (const auto& one : differences) {
    text += fmt::format("{} {}\n", difference_names[static_cast<std::size_t>(one.kind)], one.title);
    if (!one.before.empty()) text += fmt::format("  - {}\n", one.before);
    if (!one.after.empty()) text += fmt::format("  + {}\n", one.after);
  }
  return text;
}

std::string as_ndjson(const std::vector<RuleDifference>& differences) {
  std::string text;
  for (const auto& one : differences) {
    text += cases::JsonObject()
                .text("difference", difference_names[static_cast<std::size_t>(one.kind)])
                .text("rule", one.title)
                .text("before", one.before)
                .text("after", one.after)
                .take() +
            "\n";
  }
  return text;
}

}  // namespace crossroads::law::prove
