#include "law/prove/coverage.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "law/cases/json.hpp"
#include "law/syntax/formatter.hpp"

namespace crossroads::law::prove {
namespace {

std::vector<Paragraph> paragraphs_of(const LegalText& text) {
  std::vector<Paragraph> all;
  for (std::uint16_t number = 1; number <= text.last_paragraph; ++number) all.push_back(Paragraph::numbered(number));
  for (std::uint16_t number = 1; number <= text.notes; ++number) all.push_back(Paragraph::note(number));
  return all;
}

std::string note_text(const ParagraphNote& note) {
  return note.feature ? fmt::format("feature {}: {}", note.feature->text, note.remark) : fmt::format("context: {}", note.remark);
}

/// The titles of a paragraph's rules; fields that are disclosed side by side are one line.
std::vector<std::string> titles_of(const ParagraphCoverage& one, const std::vector<Rule>& rules) {
  std::vector<std::string> titles;
  const Rule* before = nullptr;
  for (const auto r : one.rules) {
    const auto& rule = rules[r];
    const auto field = rule.title.rfind(' ') + 1;
    const bool disclosed = rule.title.substr(0, field).ends_with("disclose ");
    if (disclosed && before != nullptr && before->title.substr(0, field) == rule.title.substr(0, field))
      titles.back().append(", ").append(rule.title.substr(field));
    else titles.push_back(rule.title);
    before = disclosed ? &rule : nullptr;
  }
  return titles;
}

std::string person_text(const PersonReach& reach) {
  if (reach.asked.part != Part::exclusion) return fmt::format("{}", reach.persons);
  return fmt::format("{}{}", reach.persons, reach.withheld == 0 ? "" : fmt::format(" (+{} unknown)", reach.withheld));
}

}  // namespace

std::size_t Coverage::uncovered() const {
  return static_cast<std::size_t>(std::ranges::count_if(paragraphs, [](const ParagraphCoverage& one) { return !one.covered(); }));
}

Coverage coverage(const Authorisation& law, const std::vector<cases::Case>& cases, const domain::UnionMembers& members,
                  const std::optional<Looked>& looked) {
  Coverage result{.rules = rules_of(law), .paragraphs = {}, .cases = reach_of_cases(law, cases, members)};
  for (const auto paragraph : paragraphs_of(law.text)) {
    ParagraphCoverage one{.paragraph = paragraph};
    for (std::size_t r = 0; r < result.rules.size(); ++r) {
      if (cites(result.rules[r], paragraph)) one.rules.push_back(r);
    }
    for (const auto& note : law.notes) {
      if (note.paragraph.whole() == paragraph) one.notes.push_back(&note);
    }
    result.paragraphs.push_back(std::move(one));
  }
  if (looked) result.persons = reach_of_persons(law, looked->view, looked->last);
  return result;
}

std::string to_string(const Authorisation& law, const Asked& asked) {
  switch (asked.part) {
    case Part::category: return fmt::format("category {}", law.categories[asked.place].name.text);
    case Part::start: return fmt::format("start {}", law.push->starts[asked.place].name.text);
    default: break;
  }
  const auto& exclusion = law.exclusions[asked.place];
  // Two exclusions of one name are told apart by their categories.
  const bool recurs = std::ranges::count(law.exclusions, exclusion.name, &Exclusion::name) > 1;
  return fmt::format("exclude {} at {}{}{}", exclusion.name.text, asked.stage == Stage::hub ? "hub" : "source", recurs ? " " : "",
                     recurs ? format_categories(exclusion.categories, law) : "");
}

std::string as_text(const Coverage& coverage, const Authorisation& law) {
  std::string text;
  for (const auto& one : coverage.paragraphs) {
    auto label = to_string(one.paragraph);
    const auto line = [&](std::string_view what) {
      // The sign § is two bytes and one column.
      text += fmt::format("{}{:{}}{}\n", label, "", label.empty() ? 9 : 10 - label.size(), what);
      label.clear();
    };
    for (const auto& title : titles_of(one, coverage.rules)) line(title);
    for (const auto* note : one.notes) line(note_text(*note));
    if (!one.covered()) line("NOTHING ACCOUNTS FOR IT");
  }
  text += fmt::format("\n{:<72}{:>7}{:>7}{:>9}{}\n", "rule, and the cases in which it", "holds", "fails", "unknown",
                      coverage.persons.empty() ? "" : "   persons");
  for (std::size_t i = 0; i < coverage.cases.size(); ++i) {
    const auto& reach = coverage.cases[i];
    text += fmt::format("{:<72}{:>7}{:>7}{:>9}", to_string(law, reach.asked), reach.holds.size(), reach.fails.size(), reach.unknown.size());
    if (i < coverage.persons.size())
      text += fmt::format("   {}{}", person_text(coverage.persons[i]), coverage.persons[i].persons == 0 ? "  NOBODY" : "");
    text += reach.holds.empty() ? "  NO CASE\n" : "\n";
  }
  return text + fmt::format("\n{} paragraphs, {} unaccounted for\n", coverage.paragraphs.size(), coverage.uncovered());
}

std::string as_json(const Coverage& coverage, const Authorisation& law) {
  std::vector<std::string> paragraphs, rules;
  for (const auto& one : coverage.paragraphs) {
    std::vector<std::string> titles, features, context;
    for (const auto r : one.rules) titles.push_back(coverage.rules[r].title);
    for (const auto* note : one.notes) {
      if (note->feature) features.push_back(note->feature->text);
      else context.push_back(note->remark);
    }
    paragraphs.push_back(cases::JsonObject()
                             .text("paragraph", to_string(one.paragraph))
                             .raw("rules", cases::json_texts(titles))
                             .raw("features", cases::json_texts(features))
                             .raw("context", cases::json_texts(context))
                             .take());
  }
  const auto names = [](const std::vector<const cases::Case*>& list) {
    std::vector<std::string> found;
    for (const auto* one : list) found.push_back(one->name.text);
    return cases::json_texts(found);
  };
  for (std::size_t i = 0; i < coverage.cases.size(); ++i) {
    const auto& reach = coverage.cases[i];
    cases::JsonObject rule;
    rule.text("rule", to_string(law, reach.asked))
        .raw("holds_in", names(reach.holds))
        .raw("fails_in", names(reach.fails))
        .raw("unknown_in", names(reach.unknown));
    if (i < coverage.persons.size())
      rule.number("persons", coverage.persons[i].persons).number("persons_unknown", coverage.persons[i].withheld);
    rules.push_back(rule.take());
  }
  return cases::JsonObject()
             .text("authorisation", law.name.text)
             .raw("paragraphs", cases::json_list(paragraphs))
             .raw("rules", cases::json_list(rules))
             .take() +
         "\n";
}

}  // namespace crossroads::law::prove
