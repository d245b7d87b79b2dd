#include "law/prove/condition_changes.hpp"

#include <bit>

#include <fmt/format.h>

#include "law/syntax/formatter.hpp"
#include "law/syntax/parts.hpp"
#include "law/syntax/words.hpp"

namespace crossroads::law::prove {
namespace {

ConditionPtr with_part(const Condition& whole, std::size_t place, ConditionPtr part) {
  const auto replaced = [&](std::vector<ConditionPtr> parts) {
    parts[place] = part;
    return parts;
  };
  if (const auto* all = std::get_if<All>(&whole.node)) return make_condition(All{replaced(all->parts)}, whole.span);
  if (const auto* any = std::get_if<Any>(&whole.node)) return make_condition(Any{replaced(any->parts)}, whole.span);
  if (std::holds_alternative<Not>(whole.node)) return make_condition(Not{std::move(part)}, whole.span);
  if (std::holds_alternative<OfSponsor>(whole.node)) return make_condition(OfSponsor{std::move(part)}, whole.span);
  if (std::holds_alternative<SoFar>(whole.node)) return make_condition(SoFar{std::move(part)}, whole.span);
  return make_condition(For{std::move(part), std::get<For>(whole.node).duration}, whole.span);
}

std::size_t vocabulary_size(StayField field) { return value_words(field).size(); }

class Changes {
 public:
  explicit Changes(const Authorisation& law) : law_(law) {}

  /// `of_aid`: only aid may stand here.
  std::vector<ConditionChange> of(const ConditionPtr& condition, bool of_aid) {
    std::vector<ConditionChange> found;
    std::swap(found, found_);
    condition_ = condition;
    if (!of_aid) negate();
    std::visit([&](const auto& node) { local(node); }, condition->node);
    std::swap(found, found_);
    const bool aid_inside = std::holds_alternative<SoFar>(condition->node) || std::holds_alternative<For>(condition->node);
    const auto parts = parts_of(*condition);
    for (std::size_t i = 0; i < parts.size(); ++i) {
      for (auto& inner : of(parts[i], of_aid || aid_inside)) {
        // `not not a` is `a`, and has been said.
        if (std::holds_alternative<Not>(condition->node) && std::holds_alternative<Not>(inner.condition->node)) continue;
        inner.condition = with_part(*condition, i, inner.condition);
        found.push_back(std::move(inner));
      }
    }
    return found;
  }

 private:
  [[nodiscard]] std::string written(const ConditionPtr& condition) const { return format(*condition, law_); }
  void becomes(Change change, ConditionPtr to) {
    found_.push_back({change, condition_->span, fmt::format("`{}` becomes `{}`", written(condition_), written(to)), std::move(to)});
  }

  void negate() {
    if (const auto* no = std::get_if<Not>(&condition_->node)) becomes(Change::negated, no->part);
    else becomes(Change::negated, make_condition(Not{condition_}, condition_->span));
  }

  template <class Joint, class Other>
  void joined(const Joint& joint) {
    becomes(Change::joint, make_condition(Other{joint.parts}, condition_->span));
    for (std::size_t i = 0; i < joint.parts.size(); ++i) {
      auto rest = joint.parts;
      rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(i));
      auto left = rest.size() == 1 ? rest.front() : make_condition(Joint{std::move(rest)}, condition_->span);
      found_.push_back({Change::dropped, joint.parts[i]->span,
                        fmt::format("`{}` is dropped from `{}`", written(joint.parts[i]), written(condition_)), std::move(left)});
    }
  }

  void local(const All& all) { joined<All, Any>(all); }
  void local(const Any& any) { joined<Any, All>(any); }
  void local(const Not&) {}
  void local(const Recognised&) {}
  void local(const TermUse&) {}  // what it means changes where it stands
  void local(const NationalityIs& is) {
    for (const auto other : {NationalityClass::belgian, NationalityClass::union_, NationalityClass::third_country}) {
      if (other != is.which) becomes(Change::nationality, make_condition(NationalityIs{other}, condition_->span));
    }
  }
  void local(const FieldIn& in) {
    for (std::size_t value = in.field == StayField::applied_at ? 1 : 0; value < vocabulary_size(in.field); ++value) {
      const ValueSet changed = in.values ^ bit(value);
      if (changed != 0) becomes(Change::member, make_condition(FieldIn{in.field, changed}, condition_->span));
      // Of a single value nothing can be taken: another takes its place.
      if (std::has_single_bit(in.values) && in.values != bit(value))
        becomes(Change::member, make_condition(FieldIn{in.field, bit(value)}, condition_->span));
    }
  }
  void local(const Lasts& lasts) {
    for (const auto other : {Comparison::less, Comparison::at_most, Comparison::at_least, Comparison::more}) {
      if (other != lasts.comparison)
        becomes(Change::comparison, make_condition(Lasts{lasts.measure, other, lasts.duration}, condition_->span));
    }
    for (const auto duration : neighbours(lasts.duration))
      becomes(Change::threshold, make_condition(Lasts{lasts.measure, lasts.comparison, duration}, condition_->span));
  }
  void local(const OfSponsor& sponsor) { becomes(Change::scope, sponsor.part); }
  void local(const Aided& aid) {
    for (std::size_t nature = 0; nature < nature_words.size(); ++nature) {
      const ValueSet changed = aid.natures ^ bit(nature);
      if (changed != 0) becomes(Change::member, make_condition(Aided{changed}, condition_->span));
      if (std::has_single_bit(aid.natures) && aid.natures != bit(nature))
        becomes(Change::member, make_condition(Aided{bit(nature)}, condition_->span));
    }
  }
  void local(const SoFar& so_far) { becomes(Change::timing, so_far.aid); }
  void local(const For& lasting) {
    becomes(Change::timing, lasting.aid);
    for (const auto duration : neighbours(lasting.duration))
      becomes(Change::threshold, make_condition(For{lasting.aid, duration}, condition_->span));
  }

  /// One unit up and down; of years also one month.
  static std::vector<Duration> neighbours(Duration duration) {
    std::vector<Duration> found{{duration.amount + 1, duration.unit}};
    if (duration.amount > 1) found.push_back({duration.amount - 1, duration.unit});
    if (duration.unit == Unit::years) {
      found.push_back({duration.in_months() + 1, Unit::months});
      found.push_back({duration.in_months() - 1, Unit::months});
    }
    return found;
  }

  const Authorisation& law_;
  ConditionPtr condition_;
  std::vector<ConditionChange> found_;
};

}  // namespace

std::vector<ConditionChange> changes_of(const ConditionPtr& condition, const Authorisation& law) {
  return Changes(law).of(condition, false);
}

}  // namespace crossroads::law::prove
