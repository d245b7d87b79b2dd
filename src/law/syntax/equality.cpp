#include "law/syntax/equality.hpp"

#include <algorithm>

#include "law/syntax/parts.hpp"

namespace crossroads::law {
namespace {

/// What a condition says by itself, without its parts.
struct SameNode {
  const Condition& other;
  template <class Node>
  bool operator()(const Node& node) const { return equal(node, std::get<Node>(other.node)); }

  static bool equal(const NationalityIs& a, const NationalityIs& b) { return a.which == b.which; }
  static bool equal(const FieldIn& a, const FieldIn& b) { return a.field == b.field && a.values == b.values; }
  static bool equal(const Lasts& a, const Lasts& b) { return a.measure == b.measure && a.comparison == b.comparison && a.duration == b.duration; }
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
    return declared(a, b) && a.name == b.name && a.at_source == b.at_source && a.at_hub == b.at_hub && a.categories == b.categories && same(a.when, b.when);
  }
  bool operator()(const StartRule& a, const StartRule& b) const { return declared(a, b) && a.name == b.name && same(a.when, b.when); }
  bool operator()(const Disclosure& a, const Disclosure& b) const {
    return declared(a, b) && a.field == b.field && (a.field != Field::amount || a.amount == b.amount) && a.only_values == b.only_values && a.categories == b.categories;
  }
  bool operator()(const ParagraphNote& a, const ParagraphNote& b) const {
    return declared(a, b) && a.paragraph == b.paragraph && a.feature == b.feature && a.remark == b.remark;
  }
  bool operator()(const Authorisation::Statement& a, const Authorisation::Statement& b) const { return declared(a, b) && a.text == b.text; }
  bool operator()(const Authorisation::Retention& a, const Authorisation::Retention& b) const { return declared(a, b) && a.years == b.years; }
  bool operator()(const LegalText& a, const LegalText& b) const {
    return declared(a, b) && a.file == b.file && a.last_paragraph == b.last_paragraph && a.notes == b.notes;
  }
  bool operator()(const Push& a, const Push& b) const {
    return declared(a, b) && a.starts_at_once == b.starts_at_once && declared(a.at_once, b.at_once) && each(a.starts, b.starts) &&
           a.pause_after_months == b.pause_after_months && declared(a.pause, b.pause) && declared(a.resume, b.resume) && each(a.disclosures, b.disclosures);
  }
  template <class T>
  bool each(const std::vector<T>& a, const std::vector<T>& b) const { return std::ranges::equal(a, b, *this); }
  template <class T>
  bool maybe(const std::optional<T>& a, const std::optional<T>& b) const { return a.has_value() == b.has_value() && (!a || (*this)(*a, *b)); }

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
         a.in_force_to == b.in_force_to && a.source == b.source && a.hub == b.hub && a.recipient == b.recipient && alike.declared(a.parties, b.parties) &&
         alike.each(a.purposes, b.purposes) && alike.each(a.bases, b.bases) && alike.maybe(a.keep_log, b.keep_log) && alike.maybe(a.keep_data, b.keep_data) &&
         alike(a.text, b.text) && alike.each(a.terms, b.terms) && alike.each(a.categories, b.categories) && alike.each(a.exclusions, b.exclusions) &&
         alike.maybe(a.push, b.push) && alike.each(a.notes, b.notes) && std::ranges::equal(a.labels, b.labels, labels) &&
         std::ranges::equal(a.label_comments, b.label_comments, [&](const auto& x, const auto& y) { return alike.lines(x, y); }) &&
         alike.lines(a.closing_comments, b.closing_comments);
}

}  // namespace crossroads::law
