#include "law/prove/law_difference.hpp"

#include <algorithm>
#include <optional>

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
  std::string_view list = {};  ///< of rules whose order matters: which list
};

std::string for_categories(const std::vector<CategoryIndex>& categories, const Authorisation& law) {
  const auto text = format_categories(categories, law);
  return text.empty() ? text : " " + text;
}

void head(const Authorisation& law, std::vector<Said>& all) {
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

void push(const Authorisation& law, std::vector<Said>& all) {
  if (!law.push) return;
  const auto& push = *law.push;
  all.push_back({"push", "monthly", push.span});
  if (push.starts_at_once) all.push_back({"start", "at once", push.at_once.span});
  for (const auto& start : push.starts)
    all.push_back({fmt::format("start {}", start.name.text), fmt::format("when {}", format(*start.when, law)), start.span, "start"});
  all.push_back({"pause", fmt::format("after {} months without aid", push.pause_after_months), push.pause.span});
  // By field and category, so that a line split in two is no difference.
  for (std::size_t c = 0; c < law.categories.size(); ++c) {
    for (const auto& disclosure : push.disclosures) {
      if (!disclosure.applies_to(static_cast<CategoryIndex>(c))) continue;
      all.push_back(
          {fmt::format("disclose {} for {}", field_words[static_cast<std::size_t>(disclosure.field)], law.categories[c].name.text),
           format(disclosure), disclosure.span});
    }
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
  return all;
}

/// What stands directly before it among those of its list that both documents have.
std::string before_in_list(const std::vector<Said>& all, const Said& of, const std::vector<Said>& other) {
  std::string before = "first";
  for (const auto& said : all) {
    if (&said == &of) return before;
    if (said.list == of.list && std::ranges::find(other, said.key, &Said::key) != other.end()) before = fmt::format("behind {}", said.key);
  }
  return before;
}

}  // namespace

std::vector<RuleDifference> difference_of(const Authorisation& before, const Authorisation& after) {
  const auto old_all = everything(before), new_all = everything(after);
  std::vector<RuleDifference> found;
  using Kind = RuleDifference::Kind;
  for (const auto& said : new_all) {
    const auto old = std::ranges::find(old_all, said.key, &Said::key);
    if (old == old_all.end()) {
      found.push_back({Kind::added, said.key, "", said.text, {}, said.span});
      continue;
    }
    if (old->text != said.text) found.push_back({Kind::changed, said.key, old->text, said.text, old->span, said.span});
    if (said.list.empty()) continue;
    const auto was = before_in_list(old_all, *old, new_all), is = before_in_list(new_all, said, old_all);
    if (was != is) found.push_back({Kind::moved, said.key, was, is, old->span, said.span});
  }
  for (const auto& said : old_all) {
    if (std::ranges::find(new_all, said.key, &Said::key) == new_all.end())
      found.push_back({Kind::removed, said.key, said.text, "", said.span, {}});
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
