#include "law/syntax/equality.hpp"

#include <algorithm>

#include "law/syntax/parts.hpp"

namespace crossroads::law {
namespace {

/// What a condition says by itself, without its parts.
struct SameNode {
  const Condition& other;
  template <class Node>
  bool operator()(const Node& node) const {
    return equal(node, std::get<Node>(other.node));
  }

  static bool equal(const NationalityIs& a, const NationalityIs& b) { return a.which == b.which; }
  static bool equal(const FieldIn& a, const FieldIn& b) { return a.field == b.field && a.values == b.values; }
  static bool equal(const Lasts& a, const Lasts& b) {
    return a.measure == b.measure && a.comparison == b.comparison && a.duration == b.duration;
  }
  static bool equal(const Aided& a, const Aided& b) { return a.natures == b.natures; }
  static bool equal(const For& a, const For& b) { return a.duration == b.duration; }
  static bool equal(const TermUse& a, const TermUse& b) { return a.term == b.term; }
  static bool equal(const All&, const All&) { return true; }
  static bool equal(const Any&, const Any&) { return true; }
  static bool equal(const Not&, const Not&) { return true; }
  static bool equal(const Recognised&, const Recognised&) { return true; }
  static bool equal(const OfSponsor&, const OfSponsor&) { return true; }
  static bool equal(const SoFar&, const SoFar&) { return true; }
};

// Expressions and findings of indicators: as conditions, without their places.
struct SameExpression {
  const indicators::Expression& other;
  template <class Node>
  bool operator()(const Node& node) const {
    return equal(node, std::get<Node>(other.node));
  }

  static bool same(const indicators::ExpressionPtr& a, const indicators::ExpressionPtr& b) {
    return a == b || (a && b && a->type == b->type && a->node.index() == b->node.index() && std::visit(SameExpression{*b}, a->node));
  }
  static bool equal(const indicators::ValueUse& a, const indicators::ValueUse& b) { return a.value == b.value; }
  static bool equal(const indicators::MoneyLiteral& a, const indicators::MoneyLiteral& b) { return a.amount == b.amount; }
  static bool equal(const indicators::NumberLiteral& a, const indicators::NumberLiteral& b) { return a.number == b.number; }
  static bool equal(const indicators::DayLiteral& a, const indicators::DayLiteral& b) { return a.day == b.day; }
  static bool equal(const indicators::MonthLiteral& a, const indicators::MonthLiteral& b) { return a.month == b.month; }
  static bool equal(const indicators::DayOf& a, const indicators::DayOf& b) { return a.which == b.which; }
  static bool equal(const indicators::Window& a, const indicators::Window& b) {
    return a.measure == b.measure && a.months == b.months && same(a.before, b.before);
  }
  static bool equal(const indicators::Reimbursed& a, const indicators::Reimbursed& b) { return a.of == b.of && same(a.until, b.until); }
  static bool equal(const indicators::LastAided& a, const indicators::LastAided& b) { return a.of == b.of; }
  static bool equal(const indicators::ParameterOn& a, const indicators::ParameterOn& b) {
    if (a.parameter != b.parameter || a.category.index() != b.category.index() || !same(a.day, b.day)) return false;
    if (const auto* written = std::get_if<domain::AidCategory>(&a.category)) return *written == std::get<domain::AidCategory>(b.category);
    return equal(std::get<indicators::ValueUse>(a.category), std::get<indicators::ValueUse>(b.category));
  }
  static bool equal(const indicators::Scaled& a, const indicators::Scaled& b) {
    return a.factor == b.factor && a.percent == b.percent && same(a.of, b.of);
  }
  static bool equal(const indicators::Plus& a, const indicators::Plus& b) { return same(a.left, b.left) && same(a.right, b.right); }
  static bool equal(const indicators::Minus& a, const indicators::Minus& b) { return same(a.left, b.left) && same(a.right, b.right); }
  static bool equal(const indicators::EdgeOf& a, const indicators::EdgeOf& b) { return a.last == b.last && same(a.month, b.month); }
  static bool equal(const indicators::MonthOf& a, const indicators::MonthOf& b) { return same(a.day, b.day); }
  static bool equal(const indicators::After& a, const indicators::After& b) { return a.duration == b.duration && same(a.of, b.of); }
  static bool equal(const indicators::OrElse& a, const indicators::OrElse& b) { return same(a.first, b.first) && same(a.second, b.second); }
};

struct SameFinding {
  const indicators::Finding& other;
  template <class Node>
  bool operator()(const Node& node) const {
    return equal(node, std::get<Node>(other.node));
  }

  static bool same(const indicators::FindingPtr& a, const indicators::FindingPtr& b) {
    return a == b || (a && b && a->node.index() == b->node.index() && std::visit(SameFinding{*b}, a->node));
  }
  static bool equal(const indicators::Compared& a, const indicators::Compared& b) {
    return a.comparison == b.comparison && SameExpression::same(a.left, b.left) && SameExpression::same(a.right, b.right);
  }
  static bool equal(const indicators::AllFindings& a, const indicators::AllFindings& b) {
    return std::ranges::equal(a.parts, b.parts, same);
  }
  static bool equal(const indicators::AnyFinding& a, const indicators::AnyFinding& b) { return std::ranges::equal(a.parts, b.parts, same); }
  static bool equal(const indicators::NoFinding& a, const indicators::NoFinding& b) { return same(a.part, b.part); }
};

class Alike {
 public:
  explicit Alike(Comments comments) : comments_(comments == Comments::compared) {}

  bool lines(const std::vector<std::string>& a, const std::vector<std::string>& b) const { return !comments_ || a == b; }
  bool declared(const Declared& a, const Declared& b) const {
    return a.citations == b.citations && a.interpretations == b.interpretations && lines(a.comments, b.comments);
  }
  bool operator()(const Term& a, const Term& b) const { return declared(a, b) && a.name == b.name && same(a.means, b.means); }
  bool operator()(const Category& a, const Category& b) const { return declared(a, b) && a.name == b.name && same(a.when, b.when); }
  bool operator()(const Exclusion& a, const Exclusion& b) const {
    return declared(a, b) && a.name == b.name && a.at_source == b.at_source && a.at_hub == b.at_hub && a.categories == b.categories &&
           same(a.when, b.when);
  }
  bool operator()(const StartRule& a, const StartRule& b) const { return declared(a, b) && a.name == b.name && same(a.when, b.when); }
  bool operator()(const Disclosure& a, const Disclosure& b) const {
    return declared(a, b) && a.field == b.field && (a.field != Field::amount || a.amount == b.amount) && a.only_values == b.only_values &&
           a.categories == b.categories;
  }
  bool operator()(const ParagraphNote& a, const ParagraphNote& b) const {
    return declared(a, b) && a.paragraph == b.paragraph && a.feature == b.feature && a.remark == b.remark;
  }
  bool operator()(const Authorisation::Statement& a, const Authorisation::Statement& b) const { return declared(a, b) && a.text == b.text; }
  bool operator()(const Authorisation::Retention& a, const Authorisation::Retention& b) const {
    return declared(a, b) && a.years == b.years;
  }
  bool operator()(const LegalText& a, const LegalText& b) const {
    return declared(a, b) && a.file == b.file && a.last_paragraph == b.last_paragraph && a.notes == b.notes;
  }
  bool operator()(const Push& a, const Push& b) const {
    return declared(a, b) && a.starts_at_once == b.starts_at_once && declared(a.at_once, b.at_once) && each(a.starts, b.starts) &&
           a.pause_after_months == b.pause_after_months && declared(a.pause, b.pause) && declared(a.resume, b.resume) &&
           each(a.disclosures, b.disclosures);
  }
  bool operator()(const Consultation::Reach& a, const Consultation::Reach& b) const { return declared(a, b) && a.years == b.years; }
  bool operator()(const ConsultationAnswer& a, const ConsultationAnswer& b) const {
    return declared(a, b) && a.category == b.category && a.role == b.role && a.occasions == b.occasions &&
           a.unless_only_minor_descendants_join == b.unless_only_minor_descendants_join && a.unless_excluded_by == b.unless_excluded_by &&
           same(a.when, b.when);
  }
  bool operator()(const ConsultationRefusal& a, const ConsultationRefusal& b) const {
    return declared(a, b) && a.categories == b.categories;
  }
  bool operator()(const Consultation& a, const Consultation& b) const {
    return declared(a, b) && maybe(a.period, b.period) && each(a.disclosures, b.disclosures) && each(a.answers, b.answers) &&
           each(a.refusals, b.refusals);
  }
  bool operator()(const Parameter& a, const Parameter& b) const { return declared(a, b) && a.name == b.name && a.file == b.file; }
  bool operator()(const indicators::Value& a, const indicators::Value& b) const {
    return declared(a, b) && a.name == b.name && a.type == b.type && SameExpression::same(a.is, b.is) && a.remark == b.remark;
  }
  bool operator()(const indicators::State& a, const indicators::State& b) const {
    return declared(a, b) && a.name == b.name && SameFinding::same(a.when, b.when);
  }
  bool operator()(const Indicator& a, const Indicator& b) const {
    return declared(a, b) && a.name == b.name && a.categories == b.categories && same(a.when, b.when) && each(a.values, b.values) &&
           each(a.states, b.states);
  }
  bool operator()(const Examination::Point& a, const Examination::Point& b) const { return declared(a, b) && a.name == b.name; }
  bool operator()(const Examination& a, const Examination& b) const {
    return declared(a, b) && a.name == b.name && a.categories == b.categories && each(a.points, b.points);
  }
  template <class T>
  bool each(const std::vector<T>& a, const std::vector<T>& b) const {
    return std::ranges::equal(a, b, *this);
  }
  template <class T>
  bool maybe(const std::optional<T>& a, const std::optional<T>& b) const {
    return a.has_value() == b.has_value() && (!a || (*this)(*a, *b));
  }

 private:
  bool comments_;
};

}  // namespace

bool same(const ConditionPtr& a, const ConditionPtr& b) {
  if (a == b) return true;
  if (!a || !b || a->node.index() != b->node.index() || !std::visit(SameNode{*b}, a->node)) return false;
  return std::ranges::equal(parts_of(*a), parts_of(*b), [](const ConditionPtr& x, const ConditionPtr& y) { return same(x, y); });
}

bool same(const Authorisation& a, const Authorisation& b, Comments comments) {
  const Alike alike(comments);
  const auto labels = [](const auto& x, const auto& y) { return x.first == y.first && x.second.text == y.second.text; };
  return a.name == b.name && alike.lines(a.comments, b.comments) && a.adopted == b.adopted && a.in_force_from == b.in_force_from &&
         a.in_force_to == b.in_force_to && a.source == b.source && a.hub == b.hub && a.recipient == b.recipient &&
         alike.declared(a.parties, b.parties) && alike.each(a.purposes, b.purposes) && alike.each(a.bases, b.bases) &&
         alike.maybe(a.keep_log, b.keep_log) && alike.maybe(a.keep_data, b.keep_data) && alike(a.text, b.text) &&
         alike.each(a.terms, b.terms) && alike.each(a.categories, b.categories) && alike.each(a.exclusions, b.exclusions) &&
         alike.maybe(a.push, b.push) && alike.maybe(a.consultation, b.consultation) && alike.each(a.parameters, b.parameters) &&
         alike.each(a.indicators, b.indicators) && alike.each(a.examinations, b.examinations) && alike.each(a.notes, b.notes) &&
         std::ranges::equal(a.labels, b.labels, labels) &&
         std::ranges::equal(a.label_comments, b.label_comments, [&](const auto& x, const auto& y) { return alike.lines(x, y); }) &&
         alike.lines(a.closing_comments, b.closing_comments);
}

}  // namespace crossroads::law
