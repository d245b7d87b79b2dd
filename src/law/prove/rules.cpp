#include "law/prove/rules.hpp"

#include <algorithm>
#include <functional>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "law/syntax/words.hpp"

namespace crossroads::law::prove {

namespace {

using Add = std::function<void(Part, std::size_t, std::string, std::string, const Declared&)>;

std::string list_of(const std::vector<CategoryIndex>& categories, const Authorisation& law) {
  std::vector<std::string_view> names;
  for (const auto category : categories) names.push_back(law.categories[category].name.text);
  return fmt::format("{}", fmt::join(names, ", "));
}

void disclosures(const std::vector<Disclosure>& fields, Part part, std::string_view word, const Add& add) {
  for (std::size_t d = 0; d < fields.size(); ++d)
    add(part, d, fmt::format("{} {}", word, field_words[static_cast<std::size_t>(fields[d].field)]), "", fields[d]);
}

void consultation(const Authorisation& law, const Add& add) {
  if (!law.consultation) return;
  const auto& consult = *law.consultation;
  add(Part::consultation, 0, "consult A036", "", consult);
  if (consult.period)
    add(Part::consultation, 0, fmt::format("consult: period at most {} years", consult.period->years), "", *consult.period);
  for (const auto& answer : consult.answers)
    add(Part::consultation, 0, fmt::format("consult: answer {}", law.categories[answer.category].name.text), "", answer);
  for (const auto& refusal : consult.refusals)
    add(Part::consultation, 0, fmt::format("consult: refuse {}", list_of(refusal.categories, law)), "", refusal);
  disclosures(consult.disclosures, Part::consultation, "consult: disclose", add);
}

void push_rules(const Push& push, const Add& add) {
  add(Part::push, 0, "push monthly", "", push);
  if (push.starts_at_once) add(Part::push, 1, "start at once", "", push.at_once);
  for (std::size_t i = 0; i < push.starts.size(); ++i)
    add(Part::start, i, fmt::format("start {}", push.starts[i].name.text), push.starts[i].name.text, push.starts[i]);
  add(Part::pause, 0, fmt::format("pause after {} month{} without aid", push.pause_after_months, push.pause_after_months == 1 ? "" : "s"),
      "", push.pause);
  add(Part::resume, 0, "resume at once", "", push.resume);
  disclosures(push.disclosures, Part::disclosure, "disclose", add);
}

}  // namespace

std::vector<Rule> rules_of(const Authorisation& law) {
  std::vector<Rule> rules;
  const Add add = [&](Part part, std::size_t place, std::string title, std::string name, const Declared& declared) {
    rules.push_back({part, place, std::move(title), std::move(name), &declared});
  };
  const auto named = [&](Part part, std::string_view word, const auto& list) {
    for (std::size_t i = 0; i < list.size(); ++i) add(part, i, fmt::format("{} {}", word, list[i].name.text), list[i].name.text, list[i]);
  };
  const auto stated = [&](Part part, std::string_view word, const auto& list) {
    for (std::size_t i = 0; i < list.size(); ++i) add(part, i, std::string(word), "", list[i]);
  };
  add(Part::party, 0, fmt::format("from {} via {} to {}", law.source.text, law.hub.text, law.recipient.text), "", law.parties);
  stated(Part::purpose, "purpose", law.purposes);
  stated(Part::basis, "basis", law.bases);
  if (law.keep_log) add(Part::retention, 0, fmt::format("keep log {} years", law.keep_log->years), "", *law.keep_log);
  if (law.keep_data) add(Part::retention, 1, fmt::format("keep data {} years", law.keep_data->years), "", *law.keep_data);
  named(Part::term, "term", law.terms);
  named(Part::category, "category", law.categories);
  named(Part::exclusion, "exclude", law.exclusions);
  if (law.push) push_rules(*law.push, add);
  consultation(law, add);
  named(Part::indicator, "parameter", law.parameters);
  named(Part::indicator, "indicator", law.indicators);
  named(Part::examination, "examination", law.examinations);
  std::ranges::stable_sort(rules, {}, [](const Rule& rule) { return rule.declared->span.offset; });
  return rules;
}

bool cites(const Rule& rule, Paragraph whole) {
  return std::ranges::any_of(rule.declared->citations, [&](Paragraph cited) { return cited.whole() == whole; });
}

}  // namespace crossroads::law::prove
