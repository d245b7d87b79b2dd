#include "law/explain/sections.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace crossroads::law::explain {
namespace {

/// The lines of a condition's tree. What only joins parts is left out where the place in the tree says it.
class ConditionLines {
 public:
  ConditionLines(const Explanation& explanation, const Wording& words) : explanation_(explanation), words_(words) {}

  /// The parts of an `and`, or the condition itself.
  void inside(const ConditionState& node, int depth) {
    if (!std::holds_alternative<All>(node.condition->node)) return line(node, depth);
    for (const auto& part : node.parts) inside(part, depth);
  }

  [[nodiscard]] std::vector<Line> take() { return std::move(lines_); }

 private:
  /// A condition with only one thing to be asked in it, which its own line can say.
  [[nodiscard]] static const ConditionState& innermost(const ConditionState& node) {
    const auto& kind = node.condition->node;
    const bool passes_on = std::holds_alternative<Not>(kind) || std::holds_alternative<TermUse>(kind);
    return passes_on ? innermost(node.parts.front()) : node;
  }

  void line(const ConditionState& node, int depth) {
    const auto& last = innermost(node);
    lines_.push_back({depth, node.state, words_.state(node.state), words_.condition(*node.condition)});
    auto& written = lines_.back();
    if (last.fact) written.fact = words_.fact(*last.fact, explanation_.month);
    add_terms(written.basis, node);
    if (last.parts.empty()) return;
    // A name says nothing of how its parts are joined; every other line does.
    if (std::holds_alternative<Any>(last.condition->node) && names_a_term(node)) return line(last, depth + 1);
    for (const auto& part : last.parts) {
      if (std::holds_alternative<Any>(last.condition->node)) line(part, depth + 1);
      else inside(part, depth + 1);
    }
  }

  [[nodiscard]] static bool names_a_term(const ConditionState& node) {
    if (std::holds_alternative<Not>(node.condition->node)) return names_a_term(node.parts.front());
    return std::holds_alternative<TermUse>(node.condition->node);
  }

  /// The paragraphs of the terms that the line names.
  void add_terms(Basis& basis, const ConditionState& node) const {
    if (const auto* use = std::get_if<TermUse>(&node.condition->node)) basis.add(explanation_.authorisation().terms[use->term]);
    if (const auto* so_far = std::get_if<SoFar>(&node.condition->node)) add_term(basis, *so_far->aid);
    if (const auto* lasting = std::get_if<For>(&node.condition->node)) add_term(basis, *lasting->aid);
    if (std::holds_alternative<Not>(node.condition->node) || std::holds_alternative<TermUse>(node.condition->node))
      add_terms(basis, node.parts.front());
  }
  void add_term(Basis& basis, const Condition& aid) const {
    if (const auto* use = std::get_if<TermUse>(&aid.node)) basis.add(explanation_.authorisation().terms[use->term]);
  }

  const Explanation& explanation_;
  const Wording& words_;
  std::vector<Line> lines_;
};

/// Words each kind of step.
struct StepWords {
  const Explanation& explanation;
  const Wording& words;
  const Basis& basis;

  using Lines = std::vector<Line>;

  Lines operator()(const AidStep& aid) const {
    if (aid.parts.empty()) return {{0, {}, {}, words.say(Phrase::aid_nothing)}};
    Lines lines;
    const auto all = explanation.month.days();
    for (const auto& part : aid.parts) {
      Line line{0, {}, {}, words.say(Phrase::aid_line, words.nature(part.nature), words.amount(part.amount))};
      if (part.days != all)
        line.fact = words.say(Phrase::aid_part, words.amount(part.whole_month), words.days(part.days), fmt::to_string(all));
      lines.push_back(std::move(line));
    }
    if (lines.size() > 1) lines.push_back({0, {}, {}, words.say(Phrase::aid_line, words.say(Phrase::aid_total), words.amount(aid.total))});
    return lines;
  }
  Lines operator()(const CategoryStep& step) const { return rule(words.category(step.category), step.when, words.state(step.when.state)); }
  Lines operator()(const ExclusionStep& step) const {
    return rule(words.label(explanation.authorisation().exclusions[step.exclusion].name.text), step.when, words.applies(step.when.state));
  }
  Lines operator()(const NoExclusionStep&) const { return {{0, {}, {}, words.say(Phrase::exclusions_none)}}; }
  Lines operator()(const StartRuleStep& step) const {
    auto lines = rule(words.rule({RuleRef::Kind::start, step.rule}), step.when, words.state(step.when.state));
    if (step.waits) lines.front().fact = words.say(Phrase::waits_for_duration);
    return lines;
  }
  Lines operator()(const StartsAtOnceStep&) const { return {{0, {}, {}, words.say(Phrase::start_at_once), {}, basis}}; }
  Lines operator()(const StartedStep& step) const {
    return {{0, {}, {}, words.say(Phrase::started_by, words.month(step.month), words.rule(step.rule)), {}, basis}};
  }
  Lines operator()(const CourseStep& step) const {
    const Phrase phrase = step.kind == CourseStep::Kind::continues ? Phrase::course_continues
                          : step.kind == CourseStep::Kind::resumes ? Phrase::course_resumes
                                                                   : Phrase::course_pauses;
    return {{0, {}, {}, words.say(phrase, words.month(step.last_handed_over)), {}, basis}};
  }
  Lines operator()(const OutcomeStep& step) const { return {{0, {}, {}, words.sentence(step.decision, explanation.month), {}, basis}}; }
  Lines operator()(const DisclosureStep& step) const {
    Lines lines;
    for (const auto& [disclosure, field] : step.fields) {
      Line line{0, {}, {}, words.field(field)};
      line.basis.add(*disclosure);
      const auto tell = [&](const std::string& value) { line.text = words.say(Phrase::colon, line.text, value); };
      if (field == Field::niss) tell(domain::to_formatted(explanation.niss()));
      if (field == Field::nature) tell(natures(step.natures));
      if (field == Field::periods && step.period) tell(words.months(step.period->from, step.period->to));
      if (field == Field::quality && step.quality) tell(words.value(StayField::quality, static_cast<std::size_t>(*step.quality)));
      if (field == Field::quality && step.quality_left_out) tell(words.say(Phrase::quality_withheld));
      const bool one_amount = step.amounts.size() == 1;
      if (field == Field::amount && one_amount) tell(amount(step.amounts.front()));
      lines.push_back(std::move(line));
      if (field != Field::amount || one_amount) continue;
      for (const auto& part : step.amounts) lines.push_back({1, {}, {}, words.say(Phrase::colon, words.month(part.month), amount(part))});
    }
    return lines;
  }

 private:
  [[nodiscard]] std::string natures(const std::vector<domain::Nature>& all) const {
    std::string text;
    for (const auto nature : all) text += (text.empty() ? "" : ", ") + words.nature(nature);
    return text;
  }
  [[nodiscard]] std::string amount(const DisclosureStep::Amount& part) const {
    return part.nature ? words.nature(*part.nature) + ", " + words.amount(part.amount) : words.amount(part.amount);
  }
  [[nodiscard]] Lines rule(std::string name, const ConditionState& when, std::string mark_words) const {
    Lines lines{{0, when.state, std::move(mark_words), std::move(name), {}, basis}};
    ConditionLines tree(explanation, words);
    tree.inside(when, 1);
    for (auto& line : tree.take()) lines.push_back(std::move(line));
    return lines;
  }
};

/// The heading under which a step stands.
std::string heading(const Step& step, const Wording& words) {
  const auto exclusions = [&](Stage stage) { return words.say(Phrase::head_exclusions, words.institution(stage)); };
  struct Heading {
    const Wording& words;
    const decltype(exclusions)& of_exclusions;
    std::string operator()(const AidStep&) const { return words.say(Phrase::head_aid); }
    std::string operator()(const CategoryStep&) const { return words.say(Phrase::head_category); }
    std::string operator()(const ExclusionStep& at) const { return of_exclusions(at.stage); }
    std::string operator()(const NoExclusionStep& at) const { return of_exclusions(at.stage); }
    std::string operator()(const StartRuleStep&) const { return words.say(Phrase::head_start); }
    std::string operator()(const StartsAtOnceStep&) const { return words.say(Phrase::head_start); }
    std::string operator()(const StartedStep&) const { return words.say(Phrase::head_course); }
    std::string operator()(const CourseStep&) const { return words.say(Phrase::head_course); }
    std::string operator()(const OutcomeStep& outcome) const {
      return words.say(Phrase::colon, words.say(Phrase::head_outcome),
                       outcome.decision ? words.outcome(outcome.decision->outcome) : words.say(Phrase::outcome_none));
    }
    std::string operator()(const DisclosureStep&) const { return words.say(Phrase::head_disclosure); }
  };
  return std::visit(Heading{words, exclusions}, step.what);
}

/// How a document names the feature that its paragraphs on this notice ask for.
constexpr std::string_view notice_feature = "clue-notice";

}  // namespace

std::vector<Line> lines_of(const Step& step, const Explanation& explanation, const Wording& words) {
  return std::visit(StepWords{explanation, words, step.basis}, step.what);
}

std::vector<Section> sections_of(const Explanation& explanation, const Wording& words) {
  std::vector<Section> sections;
  for (std::size_t i = 0; i < explanation.steps.size(); ++i) {
    const auto& step = explanation.steps[i];
    auto title = heading(step, words);
    if (sections.empty() || sections.back().heading != title) sections.push_back({std::move(title), i, i});
    sections.back().end_step = i + 1;
    for (auto& line : lines_of(step, explanation, words)) sections.back().lines.push_back(std::move(line));
  }
  return sections;
}

std::string_view sign(Tri state) {
  switch (state) {
    case Tri::no: return "✗";
    case Tri::unknown: return "?";
    case Tri::yes: return "✓";
  }
  return {};
}

Line notice(const Authorisation& authorisation, const Wording& words) {
  Line line{0, {}, {}, words.say(Phrase::clue_notice)};
  for (const auto& note : authorisation.notes) {
    if (note.feature && note.feature->text == notice_feature) line.basis.paragraphs.push_back(note.paragraph);
  }
  return line;
}

}  // namespace crossroads::law::explain
