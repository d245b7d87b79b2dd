#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "law/check/rules.hpp"
#include "law/syntax/parts.hpp"

namespace crossroads::law::checks {
namespace {

constexpr std::int32_t most_months = most_years * 12;

/// What a condition speaks of, looking through its terms.
struct Speaks {
  bool of_aid = false;
  bool of_aid_alone = false;  ///< natures of aid joined by `or`
  bool of_sponsor = false;
};

enum class Where : std::uint8_t { term, category, exclusion, start, consultation, indicator };

std::string_view with_article(Where where) {
  switch (where) {
    case Where::category: return "a category";
    case Where::exclusion: return "an exclusion";
    case Where::consultation: return "a consultation";
    case Where::indicator: return "an indicator";
    case Where::term:
    case Where::start: break;
  }
  return {};
}

std::string_view way_to_speak_of_aid(Where where) {
  switch (where) {
    case Where::consultation: return "what is known of the person is asked of the register; the aid is the answer";
    case Where::indicator: return "aid is counted in the values: `aid in the 12 months before …`";
    default: return "only aided months are looked at; when to begin is for `start` under `push`";
  }
}

class Checker {
 public:
  Checker(const Authorisation& law, Findings& findings) : law_(law), findings_(findings), used_(law.terms.size(), false) {}

  void run() {
    for (const auto& term : law_.terms) {
      walk(term.means, Where::term, false);
      terms_.push_back(speaks(*term.means));
    }
    for (const auto& category : law_.categories) whole(category.when, Where::category);
    for (const auto& exclusion : law_.exclusions) whole(exclusion.when, Where::exclusion);
    if (law_.push) {
      for (const auto& rule : law_.push->starts) whole(rule.when, Where::start);
    }
    if (law_.consultation) {
      for (const auto& answer : law_.consultation->answers) whole(answer.when, Where::consultation, answer.role == Role::sponsor);
    }
    for (const auto& indicator : law_.indicators) whole(indicator.when, Where::indicator);
    for (std::size_t i = 0; i < used_.size(); ++i) {
      if (used_[i]) continue;
      const auto& name = law_.terms[i].name;
      findings_.push_back({.severity = Severity::warning,
                           .code = "L118",
                           .message = fmt::format("no rule uses the term `{}`", name.text),
                           .span = name.span,
                           .hint = "use it or leave it out"});
    }
  }

 private:
  /// `of_sponsor`: the condition speaks of a sponsor already.
  void whole(const ConditionPtr& condition, Where where, bool of_sponsor = false) {
    aid_reported_ = false;
    if (condition) walk(condition, where, of_sponsor);
  }

  [[nodiscard]] Speaks speaks(const Condition& condition) const {
    if (std::holds_alternative<Aided>(condition.node)) return {.of_aid = true, .of_aid_alone = true};
    if (const auto* use = std::get_if<TermUse>(&condition.node)) return use->term < terms_.size() ? terms_[use->term] : Speaks{};
    Speaks result;
    bool all_alone = true;
    for (const auto& part : parts_of(condition)) {
      const auto inner = speaks(*part);
      result.of_aid |= inner.of_aid;
      result.of_sponsor |= inner.of_sponsor;
      all_alone &= inner.of_aid_alone;
    }
    result.of_aid_alone = std::holds_alternative<Any>(condition.node) && all_alone;
    result.of_sponsor |= std::holds_alternative<OfSponsor>(condition.node);
    return result;
  }

  void walk(const ConditionPtr& condition, Where where, bool in_sponsor) {
    const auto& node = condition->node;
    const auto* use = std::get_if<TermUse>(&node);
    if (use != nullptr) {
      if (use->term >= terms_.size()) {
        report({.code = "L119", .message = "a term that does not stand further up", .span = condition->span});
        return;
      }
      used_[use->term] = true;
    }
    const auto said = speaks(*condition);
    const bool says_aid = std::holds_alternative<Aided>(node) || std::holds_alternative<SoFar>(node) || std::holds_alternative<For>(node) ||
                          (use && said.of_aid);
    const bool says_sponsor = std::holds_alternative<OfSponsor>(node) || (use && said.of_sponsor);
    if (in_sponsor && says_sponsor) {
      report({.code = "L113",
              .message = "a sponsor of a sponsor",
              .span = condition->span,
              .expected = "conditions on the sponsor alone",
              .hint = use ? fmt::format("the term `{}` speaks of the sponsor", law_.terms[use->term].name.text) : ""});
    }
    if (in_sponsor && says_aid) {
      report({.code = "L114",
              .message = "the aid of a sponsor is not known here",
              .span = condition->span,
              .expected = "conditions on the sponsor's stay, age or nationality",
              .hint = use ? fmt::format("the term `{}` speaks of aid", law_.terms[use->term].name.text) : ""});
    } else if (where != Where::term && where != Where::start && says_aid && !aid_reported_) {
      aid_reported_ = true;
      report({.code = "L112",
              .message = fmt::format("{} speaks of aid", with_article(where)),
              .span = condition->span,
              .expected = "conditions on the register: nationality, stay, ground, quality, sponsor, age",
              .hint = std::string(way_to_speak_of_aid(where))});
    }
    if (const auto* lasts = std::get_if<Lasts>(&node)) duration(lasts->duration, condition->span);
    if (const auto* lasting = std::get_if<For>(&node)) duration(lasting->duration, condition->span);
    if (const auto* no = std::get_if<Not>(&node); no && std::holds_alternative<Not>(no->part->node)) {
      report({.code = "L116", .message = "`not not` says nothing", .span = condition->span, .hint = "leave both out"});
    }
    if (const auto* field = std::get_if<FieldIn>(&node); field && field->values == 0) {
      report({.code = "L117", .message = "a set of no value", .span = condition->span});
    }
    if (std::holds_alternative<SoFar>(node) || std::holds_alternative<For>(node)) {
      const auto& aid = *parts_of(*condition).front();
      if (!speaks(aid).of_aid_alone) {
        report({.code = "L110",
                .message = fmt::format("`{}` needs aid before it", std::holds_alternative<For>(node) ? "for" : "so far"),
                .span = aid.span,
                .expected = "`ris`, `ris-equivalent`, `social-aid`, `aid`, or several of them joined by `or`",
                .hint = std::holds_alternative<For>(node) ? "how long a stay lasts is written `stay >= 3 years`" : ""});
      } else {
        mark_used(aid);
      }
      return;  // what stands inside is aid alone, or has been reported
    }
    for (const auto& part : parts_of(*condition)) walk(part, where, in_sponsor || std::holds_alternative<OfSponsor>(node));
  }

  void mark_used(const Condition& aid) {
    if (const auto* use = std::get_if<TermUse>(&aid.node); use && use->term < used_.size()) used_[use->term] = true;
    for (const auto& part : parts_of(aid)) mark_used(*part);
  }

  void duration(Duration duration, Span span) {
    if (duration.amount < 1 || duration.in_months() > most_months) {
      report({.code = "L115",
              .message = fmt::format("{} {} is no sensible duration", duration.amount, duration.unit == Unit::years ? "years" : "months"),
              .span = span,
              .expected = "from 1 month to 100 years"});
    }
  }

  void report(Diagnostic diagnostic) { findings_.push_back(std::move(diagnostic)); }

  const Authorisation& law_;
  Findings& findings_;
  std::vector<Speaks> terms_;  // of the terms walked so far: a term further down is out of reach
  std::vector<bool> used_;
  bool aid_reported_ = false;
};

}  // namespace

void conditions(const Authorisation& law, Findings& findings) { Checker(law, findings).run(); }

}  // namespace crossroads::law::checks
