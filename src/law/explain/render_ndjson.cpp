#include "base/json_writer.hpp"
#include "law/explain/render_text.hpp"
#include "law/explain/sections.hpp"

namespace crossroads::law::explain {
namespace {

constexpr std::array<std::string_view, 3> state_names{"false", "unknown", "true"};  // by Tri
constexpr std::array<std::string_view, 3> stage_names{"", "source", "hub"};         // by Stage
/// By place in Condition::node.
constexpr std::array<std::string_view, std::variant_size_v<decltype(Condition::node)>> condition_names{
    "all", "any", "not", "nationality", "field", "recognised", "lasts", "sponsor", "aided", "so-far", "for", "term"};

std::string_view state_name(Tri state) { return state_names[static_cast<std::size_t>(state)]; }

/// The values of a fact, under names of their own.
struct FactMembers {
  JsonWriter& json;

  void day(std::string_view name, domain::Date date) const {
    if (date == domain::Date::never() || date.is_forever()) json.name(name).null();
    else json.member(name, domain::to_string(date));
  }
  void operator()(const NationalitiesOnRecord& known) const {
    json.name("nationalities").open_array();
    for (const auto& row : known.rows) {
      json.open_object().member("country", domain::to_string(row.country));
      day("from", row.period.from);
      day("to", row.period.to);
      json.name("member_state").truth(row.member).close_object();
    }
    json.close_array();
  }
  void operator()(const NoCurrentStay& none) const { day("legal_stay_ended", none.ended.value_or(domain::Date::never())); }
  void operator()(const FieldOnRecord& known) const {
    const auto words = value_of(known);
    if (words.empty()) json.name("value").null();
    else json.member("value", words);
    day("from", known.row.from);
    day("to", known.row.to);
  }
  void operator()(const RecognitionOnRecord& recognition) const { day("recognised_on", recognition.on); }
  void operator()(const LengthOnRecord& length) const {
    day("since", length.since);
    day("reached", length.reached);
  }
  void operator()(const BirthUnknown&) const { json.name("since").null().name("reached").null(); }
  void operator()(const AidInMonth& aid) const {
    if (aid.amount) json.member("cents", aid.amount->count());
    else json.name("cents").null();
  }
  void operator()(const AidSoFar& aid) const {
    if (aid.first) json.member("first_month", domain::to_string(*aid.first));
    else json.name("first_month").null();
  }
  void operator()(const AidRun& aid) const {
    day("since", aid.run ? aid.run->since : domain::Date::never());
    day("reached", aid.run ? aid.run->reached : domain::Date::never());
  }
  void operator()(const SponsorOnRecord& sponsor) const {
    if (sponsor.niss) json.member("sponsor", domain::to_string(*sponsor.niss));
    else json.name("sponsor").null();
  }

 private:
  /// As data folders write it.
  [[nodiscard]] static std::string_view value_of(const FieldOnRecord& known) {
    switch (known.field) {
      case StayField::ground: return domain::names<domain::Ground>[known.value];
      case StayField::quality: return domain::names<domain::Quality>[known.value];
      case StayField::reg: return domain::names<domain::Register>[known.value];
      case StayField::title: return domain::names<domain::Title>[known.value];
      case StayField::applied_at: return domain::names<domain::AppliedAt>[known.value];
    }
    return {};
  }
};

/// Writes the members of one step.
struct StepMembers {
  JsonWriter& json;
  const Explanation& explanation;
  const Wording& words;

  void condition(const ConditionState& node) const {
    json.open_object().member("condition", condition_names[node.condition->node.index()]).member("state", state_name(node.state));
    json.member("text", words.condition(*node.condition));
    if (const auto* use = std::get_if<TermUse>(&node.condition->node))
      json.member("name", explanation.authorisation().terms[use->term].name.text);
    if (node.fact) {
      json.name("fact").open_object();
      std::visit(FactMembers{json}, *node.fact);
      json.member("text", words.fact(*node.fact, explanation.month)).close_object();
    }
    if (!node.parts.empty()) {
      json.name("parts").open_array();
      for (const auto& part : node.parts) condition(part);
      json.close_array();
    }
    json.close_object();
  }
  void rule(std::string_view name, const ConditionState& when) const {
    json.member("name", name).member("state", state_name(when.state)).name("when");
    condition(when);
  }

  void operator()(const AidStep& aid) const {
    json.member("step", "aid").name("aid").open_array();
    for (const auto& part : aid.parts) {
      json.open_object().member("nature", domain::to_name(part.nature)).member("cents", part.amount.count());
      json.member("whole_month_cents", part.whole_month.count()).member("days", part.days).close_object();
    }
    json.close_array().member("total_cents", aid.total.count());
  }
  void operator()(const CategoryStep& step) const {
    json.member("step", "category");
    rule(explanation.authorisation().categories[step.category].name.text, step.when);
  }
  void operator()(const ExclusionStep& step) const {
    json.member("step", "exclusion").member("stage", stage_names[static_cast<std::size_t>(step.stage)]);
    rule(explanation.authorisation().exclusions[step.exclusion].name.text, step.when);
  }
  void operator()(const NoExclusionStep& step) const {
    json.member("step", "no-exclusion").member("stage", stage_names[static_cast<std::size_t>(step.stage)]);
  }
  void operator()(const StartRuleStep& step) const {
    json.member("step", "start-rule");
    rule(explanation.authorisation().push->starts[step.rule].name.text, step.when);
    json.name("waits_for_duration").truth(step.waits);
  }
  void operator()(const StartsAtOnceStep&) const { json.member("step", "starts-at-once"); }
  void operator()(const StartedStep& step) const {
    json.member("step", "started")
        .member("started", domain::to_string(step.month))
        .member("rule", rule_name(explanation.authorisation(), step.rule));
  }
  void operator()(const CourseStep& step) const {
    constexpr std::array<std::string_view, 3> names{"continue", "resume", "pause"};  // by CourseStep::Kind
    json.member("step", "course").member("course", names[static_cast<std::size_t>(step.kind)]);
    json.member("last_handed_over", domain::to_string(step.last_handed_over));
  }
  void operator()(const OutcomeStep& step) const {
    json.member("step", "outcome");
    const auto optional = [&](std::string_view name, std::string_view value) {
      if (value.empty()) json.name(name).null();
      else json.member(name, value);
    };
    const auto& decision = step.decision;
    const auto& authorisation = explanation.authorisation();
    optional("outcome", decision ? outcome_names[static_cast<std::size_t>(decision->outcome)] : std::string_view());
    const bool categorised = decision && decision->category != no_category;
    optional("category", categorised ? std::string_view(authorisation.categories[decision->category].name.text) : std::string_view());
    optional("rule", decision ? rule_name(authorisation, decision->rule) : std::string_view());
    optional("stage", decision ? stage_names[static_cast<std::size_t>(decision->stage)] : std::string_view());
  }
  void operator()(const DisclosureStep& step) const {
    json.member("step", "disclosure").name("fields").open_array();
    for (const auto& field : step.fields) json.value(field_names[static_cast<std::size_t>(field.field)]);
    json.close_array().name("amounts").open_array();
    for (const auto& part : step.amounts) {
      json.open_object().member("month", domain::to_string(part.month));
      if (part.nature) json.member("nature", domain::to_name(*part.nature));
      json.member("cents", part.amount.count()).close_object();
    }
    json.close_array();
    if (step.period)
      json.name("period")
          .open_object()
          .member("from", domain::to_string(step.period->from))
          .member("to", domain::to_string(step.period->to))
          .close_object();
    if (step.quality) json.member("quality", domain::to_name(*step.quality));
  }
};

void write_basis(JsonWriter& json, const Basis& basis) {
  json.name("paragraphs").open_array();
  for (const auto paragraph : basis.paragraphs) json.value(to_string(paragraph));
  json.close_array().name("interpretations").open_array();
  for (const auto& interpretation : basis.interpretations) json.value(interpretation);
  json.close_array();
}

/// The step's own lines, without the tree of its condition, which has its place in `when`.
std::string text_of(const Step& step, const Explanation& explanation, const Wording& words) {
  std::string text;
  for (const auto& line : lines_of(step, explanation, words)) {
    const bool of_tree = line.mark && line.depth > 0;
    if (of_tree) continue;
    if (!text.empty()) text += "; ";
    if (line.mark) text += line.mark_words + " · ";
    text += line.text;
    if (!line.fact.empty()) text += " (" + line.fact + ")";
  }
  return text;
}

}  // namespace

std::string render_ndjson(const Explanation& explanation, Language language) {
  const auto& authorisation = explanation.authorisation();
  const Wording words(authorisation, language);
  JsonWriter json;
  json.open_object()
      .member("step", "asked")
      .member("authorisation", authorisation.name.text)
      .member("niss", domain::to_string(explanation.niss()));
  json.member("month", domain::to_string(explanation.month)).member("as_of", domain::to_string(explanation.month.as_of_day()));
  json.member("language", language_codes[static_cast<std::size_t>(language)])
      .member("text", words.label(authorisation.name.text))
      .close_object()
      .end_line();
  for (const auto& step : explanation.steps) {
    json.open_object();
    std::visit(StepMembers{json, explanation, words}, step.what);
    write_basis(json, step.basis);
    json.member("text", text_of(step, explanation, words)).close_object().end_line();
  }
  const auto clue = notice(authorisation, words);
  json.open_object().member("step", "notice");
  write_basis(json, clue.basis);
  json.member("text", clue.text).close_object().end_line();
  return json.take();
}

}  // namespace crossroads::law::explain
