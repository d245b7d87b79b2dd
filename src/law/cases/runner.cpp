#include "law/cases/runner.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "law/cases/json.hpp"
#include "law/evaluate/fast.hpp"
#include "law/evaluate/plain.hpp"

namespace crossroads::law::cases {
namespace {

using domain::Month;

std::string_view stage_name(Stage stage) { return stage == Stage::hub ? "hub" : "source"; }

std::string written(std::optional<Outcome> outcome, std::string_view category, std::string_view rule, Stage stage) {
  if (!outcome) return "nothing";
  std::string text(outcome_names[static_cast<std::size_t>(*outcome)]);
  if (!category.empty()) text += fmt::format(" {}", category);
  if (!rule.empty()) text += fmt::format(" by {}", rule);
  if (stage != Stage::none) text += fmt::format(" at {}", stage_name(stage));
  return text;
}

std::string_view category_name(const Authorisation& law, const Decision& decision) {
  return decision.category == no_category ? std::string_view() : std::string_view(law.categories[decision.category].name.text);
}

bool as_expected(const Authorisation& law, const Expectation* expected, const Decision& decision) {
  return expected != nullptr && expected->outcome == decision.outcome && expected->stage == decision.stage &&
         expected->category == category_name(law, decision) && expected->rule == rule_name(law, decision.rule);
}

}  // namespace

std::string to_string(const Authorisation& law, const Decision& decision) {
  return written(decision.outcome, category_name(law, decision), rule_name(law, decision.rule), decision.stage);
}

std::string to_string(const Expectation& expectation) {
  return written(expectation.outcome, expectation.category, expectation.rule, expectation.stage);
}

Examination::Examination(const Case& of, const domain::UnionMembers& members) : of_(&of), world_(of, members) {}

const Expectation* Examination::expectation(Month month) const {
  for (const auto& row : of_->expectations) {
    if (row.from <= month && month <= row.to) return &row;
  }
  return nullptr;
}

void Examination::compare(const Authorisation& law, const std::vector<Decision>& decisions, const char* evaluator, CaseRun& run) const {
  const auto fail = [&](Month month, const Expectation* expected, const std::string& decided) {
    run.failures.push_back({month, expected != nullptr ? to_string(*expected) : "nothing", fmt::format("{}{}", decided, evaluator),
                            expected != nullptr ? expected->span : of_->name.span});
  };
  std::size_t next = 0;
  const auto decide = [&](Month month) -> const Decision* {
    while (next < decisions.size() && decisions[next].month < month) ++next;
    return next < decisions.size() && decisions[next].month == month ? &decisions[next] : nullptr;
  };
  Month month = of_->expectations.front().from;
  if (!decisions.empty()) month = std::min(month, decisions.front().month);
  for (; month <= of_->last_month(); month = month.plus(1)) {
    const auto* expected = expectation(month);
    if (const auto* decision = decide(month)) {
      if (!as_expected(law, expected, *decision)) fail(month, expected, to_string(law, *decision));
    } else if (expected != nullptr && expected->outcome) {
      fail(month, expected, "nothing");
    }
  }
}

void Examination::compare_disclosures(const Authorisation& law, const std::vector<Decision>& decisions, CaseRun& run) const {
  for (const auto& said : of_->disclosures) {
    const Disclosed expected{said.fields, said.amount};
    bool spoken = false;
    for (const auto& decision : decisions) {
      if (decision.outcome != Outcome::transmit || (said.month && *said.month != decision.month)) continue;
      // A line about one month takes that month out of what is said of every other.
      if (!said.month && std::ranges::any_of(of_->disclosures, [&](const auto& other) { return other.month == decision.month; })) continue;
      spoken = true;
      const auto found = disclosed(law, decision.category, quality_of(world_.at_source(), decision.month));
      if (found != expected)
        run.failures.push_back(
            {decision.month, fmt::format("disclose {}", to_string(expected)), fmt::format("disclose {}", to_string(found)), said.span});
    }
    if (!spoken)
      run.failures.push_back(
          {said.month.value_or(of_->last_month()), fmt::format("disclose {}", to_string(expected)), "no message", said.span});
  }
}

CaseRun Examination::run(const Authorisation& law) const {
  CaseRun run{.of = of_};
  const auto last = of_->last_month();
  const auto plain = plain::decide(law, world_.at_source(), world_.at_hub(), law.first_month(), last);
  compare(law, plain, "", run);
  compare_disclosures(law, plain, run);
  if (last < law.first_month()) return run;
  const fast::Plan plan(law);
  fast::Evaluator evaluator(plan, world_.at_source().view.members, last);
  const auto fast = evaluator.course(world_.at_source(), world_.at_hub()).decisions;
  if (fast != plain) compare(law, fast, " (by the fast evaluator alone)", run);
  return run;
}

bool Examination::fails(const Authorisation& law) const {
  const auto decisions = plain::decide(law, world_.at_source(), world_.at_hub(), law.first_month(), of_->last_month());
  std::size_t next = 0;
  for (const auto& row : of_->expectations) {
    for (Month month = row.from; month <= row.to; month = month.plus(1)) {
      if (next < decisions.size() && decisions[next].month < month) return true;  // a decision on a month that no line speaks of
      const bool decided = next < decisions.size() && decisions[next].month == month;
      if (decided != row.outcome.has_value()) return true;
      if (decided && !as_expected(law, &row, decisions[next++])) return true;
    }
  }
  if (next < decisions.size()) return true;
  if (of_->disclosures.empty()) return false;
  CaseRun run;
  compare_disclosures(law, decisions, run);
  return !run.passed();
}

std::size_t RunReport::failed() const {
  return static_cast<std::size_t>(std::ranges::count_if(runs, [](const CaseRun& run) { return !run.passed(); }));
}

RunReport run_cases(const Authorisation& law, const std::vector<Case>& cases, const domain::UnionMembers& members) {
  RunReport report;
  for (const auto& one : cases) report.runs.push_back(Examination(one, members).run(law));
  return report;
}

std::string as_text(const RunReport& report, const Source& source) {
  std::string text;
  for (const auto& run : report.runs) {
    for (const auto& failure : run.failures) {
      const auto at = source.position(failure.span.offset);
      text += fmt::format("{}:{}:{}: {}: {}: expected {}, decided {}\n", source.file(), at.line, at.column, run.of->name.text,
                          to_string(failure.month), failure.expected, failure.decided);
    }
  }
  return text + fmt::format("{} cases passed, {} failed\n", report.runs.size() - report.failed(), report.failed());
}

std::string as_ndjson(const RunReport& report, const Source& source) {
  std::string text;
  for (const auto& run : report.runs) {
    std::vector<std::string> failures;
    for (const auto& failure : run.failures) {
      failures.push_back(JsonObject()
                             .text("month", to_string(failure.month))
                             .text("expected", failure.expected)
                             .text("decided", failure.decided)
                             .number("line", source.position(failure.span.offset).line)
                             .take());
    }
    text += JsonObject()
                .text("case", run.of->name.text)
                .text("file", source.file())
                .number("line", source.position(run.of->name.span.offset).line)
                .boolean("passed", run.passed())
                .raw("failures", json_list(failures))
                .take() +
            "\n";
  }
  return text;
}

}  // namespace crossroads::law::cases
