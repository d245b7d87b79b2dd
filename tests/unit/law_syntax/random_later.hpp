// Random consultations, parameters, indicators and examinations: the part of random laws that only the language knows.
#pragma once

#include <algorithm>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <rapidcheck.h>

#include "law/syntax/authorisation.hpp"

namespace crossroads::law::random {

class LaterDrawer {
 public:
  using Conditions = std::function<ConditionPtr(bool sponsor)>;
  using Paragraphs = std::function<Paragraph()>;

  LaterDrawer(Authorisation& law, Conditions conditions, Paragraphs paragraphs)
      : law_(law), condition_(std::move(conditions)), paragraph_(std::move(paragraphs)) {}

  void draw() {
    if (chance(70)) law_.consultation = consultation();
    for (int i = 0, n = number(0, 2); i < n; ++i) {
      Parameter parameter;
      parameter.name.text = "parameter-" + std::to_string(i + 1);
      parameter.file = "file.csv";
      law_.parameters.push_back(cited(std::move(parameter)));
    }
    for (int i = 0, n = number(0, 2); i < n; ++i) indicator(i);
    for (int i = 0, n = number(0, 1); i < n; ++i) {
      Examination examination;
      examination.name.text = "examination-" + std::to_string(i + 1);
      for (int p = 0, points = number(1, 3); p < points; ++p) {
        Examination::Point point;
        point.name.text = "point-" + std::to_string(p + 1);
        if (chance(30)) point.citations.push_back(paragraph_());
        examination.points.push_back(std::move(point));
      }
      law_.examinations.push_back(cited(std::move(examination)));
    }
  }

 private:
  static int number(int from, int to) { return *rc::gen::resize(rc::kNominalSize, rc::gen::inRange(from, to + 1)); }
  static bool chance(int percent) { return number(0, 99) >= 100 - percent; }

  template <class T>
  T cited(T declared) {
    declared.citations.push_back(paragraph_());
    if (chance(10)) declared.comments.push_back("why");
    return declared;
  }

  Consultation consultation() {
    Consultation made;
    made.period.emplace().years = number(1, 9);
    made.period->citations.push_back(paragraph_());
    for (const auto field : {Field::number, Field::attestation_nature, Field::period_from, Field::niss}) {
      if (field != Field::niss && chance(40)) continue;
      Disclosure disclosure;
      disclosure.field = field;
      made.disclosures.push_back(cited(std::move(disclosure)));
    }
    for (CategoryIndex c = 0; c < law_.categories.size(); ++c) {
      if (chance(30)) {
        made.refusals.push_back(cited(ConsultationRefusal{}));
        made.refusals.back().categories = {c};
        continue;
      }
      for (const auto role : {Role::applicant, Role::sponsor}) {
        if (role == Role::sponsor && chance(60)) continue;
        ConsultationAnswer answer;
        answer.category = c;
        answer.role = role;
        answer.occasions.push_back({Occasion::stay_application, static_cast<Stated>(number(0, 2))});
        if (chance(50)) answer.occasions.push_back({Occasion::verification, static_cast<Stated>(number(0, 2))});
        answer.unless_only_minor_descendants_join = chance(20);
        for (const auto& exclusion : law_.exclusions) {
          const bool asked = role == Role::applicant && exclusion.at_hub && exclusion.applies_to(c);
          if (asked && chance(40) && std::ranges::find(answer.unless_excluded_by, exclusion.name) == answer.unless_excluded_by.end())
            answer.unless_excluded_by.push_back(exclusion.name);
        }
        if (chance(60)) answer.when = condition_(role == Role::applicant);
        made.answers.push_back(cited(std::move(answer)));
      }
    }
    return made;
  }

  void indicator(int index) {
    using namespace indicators;
    Indicator made;
    made.name.text = "indicator-" + std::to_string(index + 1);
    if (chance(50)) made.when = condition_(true);
    values_ = &made.values;
    for (int i = 0, n = number(1, 6); i < n; ++i) {
      Value value;
      value.name.text = "value-" + std::to_string(i + 1);
      if (chance(30)) {
        value.type = static_cast<ValueType>(number(0, 4));
        if (chance(50)) value.remark = "from the document";
      } else {
        value.type = static_cast<ValueType>(number(0, 3));
        // What speaks of a sum of aid (its reimbursements, its last aided month) needs one that stands further up.
        const bool sum = i == 0 && chance(50);
        if (sum) value.type = ValueType::money;
        value.is = sum ? window_sum(2) : expression(value.type, 2);
      }
      if (chance(10)) value.citations.push_back(paragraph_());
      made.values.push_back(std::move(value));
    }
    for (int i = 0, n = number(0, 2); i < n; ++i) {
      State state;
      state.name.text = "state-" + std::to_string(i + 1);
      state.when = finding(2);
      made.states.push_back(std::move(state));
    }
    State rest;
    rest.name.text = "rest";
    made.states.push_back(std::move(rest));
    law_.indicators.push_back(cited(std::move(made)));
  }

  template <class Node>
  static indicators::ExpressionPtr make(Node node, indicators::ValueType type) {
    return std::make_shared<const indicators::Expression>(indicators::Expression{std::move(node), type, {}});
  }

  /// A value above of the type, for which `fits` holds.
  template <class Fits>
  std::optional<std::uint32_t> above(Fits fits) {
    std::vector<std::uint32_t> fitting;
    for (std::uint32_t i = 0; i < values_->size(); ++i) {
      if (fits((*values_)[i])) fitting.push_back(i);
    }
    if (fitting.empty()) return std::nullopt;
    return fitting[static_cast<std::size_t>(number(0, static_cast<int>(fitting.size()) - 1))];
  }
  std::optional<std::uint32_t> sum_of_aid() {
    return above([](const indicators::Value& value) {
      const auto* window = value.is ? std::get_if<indicators::Window>(&value.is->node) : nullptr;
      return window && window->measure == indicators::WindowMeasure::sum;
    });
  }

  indicators::ExpressionPtr expression(indicators::ValueType type, int depth) {
    using namespace indicators;
    if (chance(30)) {
      if (const auto use = above([&](const Value& value) { return value.type == type; })) return make(ValueUse{*use}, type);
    }
    switch (type) {
      case ValueType::money: return money(depth);
      case ValueType::number: return count(depth);
      case ValueType::day: return day(depth);
      case ValueType::month: return month(depth);
      case ValueType::aid_category: break;
    }
    return make(MoneyLiteral{}, ValueType::money);
  }

  indicators::ExpressionPtr window_sum(int depth) {
    using namespace indicators;
    return make(Window{WindowMeasure::sum, number(1, 60), expression(ValueType::month, depth - 1)}, ValueType::money);
  }

  indicators::ExpressionPtr money(int depth) {
    using namespace indicators;
    const auto type = ValueType::money;
    switch (depth <= 0 ? 0 : number(0, 6)) {
      case 1: return window_sum(depth);
      case 2:
        if (const auto of = sum_of_aid()) return make(Reimbursed{*of, expression(ValueType::day, depth - 1)}, type);
        break;
      case 3:
        if (!law_.parameters.empty()) {
          std::variant<domain::AidCategory, ValueUse> category = static_cast<domain::AidCategory>(number(1, 3));
          if (const auto entered = above([](const Value& value) { return value.type == ValueType::aid_category; }); entered && chance(50))
            category = ValueUse{*entered};
          return make(ParameterOn{static_cast<std::uint32_t>(number(0, static_cast<int>(law_.parameters.size()) - 1)), category,
                                  expression(ValueType::day, depth - 1)},
                      type);
        }
        break;
      case 4: return make(Scaled{number(1, 300), chance(50), expression(type, depth - 1)}, type);
      case 5: return make(Plus{expression(type, depth - 1), expression(type, depth - 1)}, type);
      case 6: return make(Minus{expression(type, depth - 1), expression(type, depth - 1)}, type);
      default: break;
    }
    return make(MoneyLiteral{domain::Cents(number(0, 1000000))}, type);
  }

  indicators::ExpressionPtr count(int depth) {
    using namespace indicators;
    const auto type = ValueType::number;
    switch (depth <= 0 ? 0 : number(0, 3)) {
      case 1:
        return make(Window{chance(50) ? WindowMeasure::aided_months : WindowMeasure::spells, number(1, 60),
                           expression(ValueType::month, depth - 1)},
                    type);
      case 2: return make(Plus{expression(type, depth - 1), expression(type, depth - 1)}, type);
      case 3: return make(Minus{expression(type, depth - 1), expression(type, depth - 1)}, type);
      default: return make(NumberLiteral{number(1, 9999)}, type);
    }
  }

  indicators::ExpressionPtr day(int depth) {
    using namespace indicators;
    const auto type = ValueType::day;
    switch (depth <= 0 ? number(0, 1) : number(0, 4)) {
      case 0: return make(DayOf{static_cast<KnownDay>(number(0, 4))}, type);
      case 2: return make(EdgeOf{chance(50), expression(ValueType::month, depth - 1)}, type);
      case 3: return make(After{{number(1, 9), chance(50) ? Unit::years : Unit::months}, expression(type, depth - 1)}, type);
      case 4: return make(OrElse{expression(type, depth - 1), expression(type, depth - 1)}, type);
      default:
        return make(
            DayLiteral{domain::Date(number(2000, 2030), static_cast<unsigned>(number(1, 12)), static_cast<unsigned>(number(1, 28)))}, type);
    }
  }

  indicators::ExpressionPtr month(int depth) {
    using namespace indicators;
    const auto type = ValueType::month;
    switch (depth <= 0 ? 0 : number(0, 3)) {
      case 1: return make(MonthOf{expression(ValueType::day, depth - 1)}, type);
      case 2: return make(After{{number(1, 9), chance(50) ? Unit::years : Unit::months}, expression(type, depth - 1)}, type);
      case 3:
        if (const auto of = sum_of_aid()) return make(LastAided{*of}, type);
        break;
      default: break;
    }
    return make(MonthLiteral{domain::Month(number(2000, 2030), static_cast<unsigned>(number(1, 12)))}, type);
  }

  indicators::FindingPtr finding(int depth) {
    using namespace indicators;
    const auto make_finding = [](auto node) { return std::make_shared<const Finding>(Finding{std::move(node), {}}); };
    const auto list = [&](auto empty) {
      using List = decltype(empty);
      List made;
      while (made.parts.size() < 2) {
        auto part = finding(depth - 1);
        if (const auto* same = std::get_if<List>(&part->node)) made.parts.insert(made.parts.end(), same->parts.begin(), same->parts.end());
        else made.parts.push_back(std::move(part));
      }
      return make_finding(std::move(made));
    };
    switch (depth <= 0 ? 0 : number(0, 3)) {
      case 1: return list(AllFindings{});
      case 2: return list(AnyFinding{});
      case 3: return make_finding(NoFinding{finding(depth - 1)});
      default: {
        const auto type = static_cast<ValueType>(number(0, 3));
        return make_finding(Compared{static_cast<Comparison>(number(0, 3)), expression(type, 2), expression(type, 2)});
      }
    }
  }

  Authorisation& law_;
  Conditions condition_;
  Paragraphs paragraph_;
  std::vector<indicators::Value>* values_ = nullptr;  // of the indicator that is being drawn
};

inline void draw_later(Authorisation& law, LaterDrawer::Conditions conditions, LaterDrawer::Paragraphs paragraphs) {
  LaterDrawer(law, std::move(conditions), std::move(paragraphs)).draw();
}

template <class Cite>
void cite_later(const Authorisation& law, Cite cite) {
  if (law.consultation) {
    cite(*law.consultation->period);
    for (const auto& disclosure : law.consultation->disclosures) cite(disclosure);
    for (const auto& answer : law.consultation->answers) cite(answer);
    for (const auto& refusal : law.consultation->refusals) cite(refusal);
  }
  for (const auto& parameter : law.parameters) cite(parameter);
  for (const auto& indicator : law.indicators) {
    cite(indicator);
    for (const auto& value : indicator.values) cite(value);
  }
  for (const auto& examination : law.examinations) {
    cite(examination);
    for (const auto& point : examination.points) cite(point);
  }
}

}  // namespace crossroads::law::random
