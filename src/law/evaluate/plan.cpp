#include "law/evaluate/plan.hpp"

#include <algorithm>
#include <optional>
#include <stdexcept>

#include "law/evaluate/signature.hpp"

namespace crossroads::law::fast {
namespace {

/// Whether a condition asks only about closed fields of one and the same row, so that a table answers it.
bool is_row_test(const Authorisation& authorisation, const Condition& condition) {
  const auto each = [&](const std::vector<ConditionPtr>& parts) {
    return std::ranges::all_of(parts, [&](const ConditionPtr& part) { return is_row_test(authorisation, *part); });
  };
  if (const auto* in = std::get_if<FieldIn>(&condition.node)) return in->field != StayField::applied_at;
  if (const auto* all = std::get_if<All>(&condition.node)) return each(all->parts);
  if (const auto* any = std::get_if<Any>(&condition.node)) return each(any->parts);
  if (const auto* no = std::get_if<Not>(&condition.node)) return is_row_test(authorisation, *no->part);
  if (const auto* use = std::get_if<TermUse>(&condition.node)) return is_row_test(authorisation, *authorisation.terms[use->term].means);
  return false;
}

/// The part of a condition that asks about the stay row alone and must hold for the whole to hold; null if there is none.
ConditionPtr necessary_row_test(const Authorisation& authorisation, const ConditionPtr& condition) {
  if (is_row_test(authorisation, *condition)) return condition;
  if (const auto* use = std::get_if<TermUse>(&condition->node))
    return necessary_row_test(authorisation, authorisation.terms[use->term].means);
  const auto* all = std::get_if<All>(&condition->node);
  if (all == nullptr) return nullptr;
  std::vector<ConditionPtr> tests;
  for (const auto& part : all->parts) {
    if (is_row_test(authorisation, *part)) tests.push_back(part);
  }
  if (tests.empty()) return nullptr;
  return tests.size() == 1 ? tests.front() : make_condition(All{std::move(tests)});
}

struct RowFields {
  std::size_t ground = 0, quality = 0, reg = 0, title = 0;
  bool none = false;  // no row: every field condition is false
};

bool row_test(const Authorisation& authorisation, const Condition& condition, const RowFields& row) {
  if (const auto* in = std::get_if<FieldIn>(&condition.node)) {
    if (row.none) return false;
    const std::size_t value = in->field == StayField::ground    ? row.ground
                              : in->field == StayField::quality ? row.quality
                              : in->field == StayField::reg     ? row.reg
                                                                : row.title;
    return (in->values & bit(value)) != 0;
  }
  const auto test = [&](const ConditionPtr& part) { return row_test(authorisation, *part, row); };
  if (const auto* all = std::get_if<All>(&condition.node)) return std::ranges::all_of(all->parts, test);
  if (const auto* any = std::get_if<Any>(&condition.node)) return std::ranges::any_of(any->parts, test);
  if (const auto* no = std::get_if<Not>(&condition.node)) return !test(no->part);
  return test(authorisation.terms[std::get<TermUse>(condition.node).term].means);
}

ValueSet natures_in(const Authorisation& authorisation, const Condition& aid) {
  if (const auto* one = std::get_if<Aided>(&aid.node)) return one->natures;
  if (const auto* use = std::get_if<TermUse>(&aid.node)) return natures_in(authorisation, *authorisation.terms[use->term].means);
  ValueSet natures = 0;
  if (const auto* any = std::get_if<Any>(&aid.node)) {
    for (const auto& part : any->parts) natures |= natures_in(authorisation, *part);
  }
  return natures;
}

/// The leaf as what it asks of aid; nothing for a leaf of the register.
std::optional<AidLeaf> aid_leaf(const Authorisation& authorisation, const Condition& leaf) {
  if (const auto* one = std::get_if<Aided>(&leaf.node)) return AidLeaf{AidLeaf::Kind::aided, one->natures};
  if (const auto* so_far = std::get_if<SoFar>(&leaf.node)) return AidLeaf{AidLeaf::Kind::so_far, natures_in(authorisation, *so_far->aid)};
  const auto* lasting = std::get_if<For>(&leaf.node);
  if (lasting == nullptr) return std::nullopt;
  return AidLeaf{AidLeaf::Kind::lasting, natures_in(authorisation, *lasting->aid), lasting->duration.in_months()};
}

/// The same condition with every `X for N months` read as `X`.
ConditionPtr but_for_duration(const Authorisation& authorisation, const ConditionPtr& condition, ValueSet& counted) {
  const auto map = [&](const std::vector<ConditionPtr>& parts) {
    std::vector<ConditionPtr> mapped;
    mapped.reserve(parts.size());
    for (const auto& part : parts) mapped.push_back(but_for_duration(authorisation, part, counted));
    return mapped;
  };
  if (const auto* all = std::get_if<All>(&condition->node)) return make_condition(All{map(all->parts)});
  if (const auto* any = std::get_if<Any>(&condition->node)) return make_condition(Any{map(any->parts)});
  if (const auto* no = std::get_if<Not>(&condition->node)) return make_condition(Not{but_for_duration(authorisation, no->part, counted)});
  if (const auto* use = std::get_if<TermUse>(&condition->node))
    return but_for_duration(authorisation, authorisation.terms[use->term].means, counted);
  if (const auto* lasting = std::get_if<For>(&condition->node)) {
    counted |= natures_in(authorisation, *lasting->aid);
    return lasting->aid;
  }
  return condition;
}

/// Writes one subject's leaves and programs.
class Compiler {
 public:
  Compiler(const Authorisation& authorisation, RegisterLeaves& leaves, Slot& slots, Plan* plan)
      : authorisation_(authorisation), leaves_(leaves), slots_(slots), plan_(plan) {}

  Slot compile(const ConditionPtr& condition, Program& program) {
    // Leaves are read once a person; parts that a program computes are shared only within that program, which may be skipped.
    const auto name = signature(authorisation_, *condition);
    if (const auto known = leaf_slots_.find(name); known != leaf_slots_.end()) return known->second;
    if (is_row_test(authorisation_, *condition)) return leaf_slots_[name] = row_leaf(*condition);
    return std::visit([&](const auto& node) { return emit(node, condition, name, program); }, condition->node);
  }

 private:
  Slot take() { return slots_++; }

  Slot row_leaf(const Condition& condition) {
    const Slot slot = take();
    const auto index = leaves_.predicates.size();
    if (index >= 64) throw std::length_error("more than 64 distinct tests on a stay row in one document");
    leaves_.predicates.push_back({slot});
    leaves_.classes.resize(stay_class_count, 0);
    if (row_test(authorisation_, condition, {.none = true})) leaves_.of_none |= std::uint64_t{1} << index;
    for (std::size_t g = 0; g < 9; ++g)
      for (std::size_t q = 0; q < 7; ++q)
        for (std::size_t r = 0; r < 4; ++r)
          for (std::size_t t = 0; t < 18; ++t) {
            const auto c = stay_class(static_cast<domain::Ground>(g), static_cast<domain::Quality>(q), static_cast<domain::Register>(r),
                                      static_cast<domain::Title>(t));
            if (row_test(authorisation_, condition, {g, q, r, t, false})) leaves_.classes[c] |= std::uint64_t{1} << index;
          }
    return slot;
  }

  /// Joins parts: tests on the row become one table look-up, and what asks for the sponsor comes last and only if it still matters.
  Slot join(const std::vector<ConditionPtr>& parts, Program& program, bool conjunction) {
    std::vector<ConditionPtr> row_tests, others;
    for (const auto& part : parts) (is_row_test(authorisation_, *part) ? row_tests : others).push_back(part);
    std::ranges::stable_partition(others, [&](const ConditionPtr& part) { return !asks_sponsor(*part); });
    if (!row_tests.empty()) {
      others.insert(others.begin(), row_tests.size() == 1 ? row_tests.front()
                                    : conjunction         ? make_condition(All{row_tests})
                                                          : make_condition(Any{row_tests}));
    }
    Slot result = compile(others.front(), program);
    for (std::size_t i = 1; i < others.size(); ++i) {
      const bool skips = conjunction && asks_sponsor(*others[i]);
      const std::size_t guard = program.size();
      const Slot joined = take();
      if (skips) program.push_back({Op::Code::skip_if_impossible, joined, result});
      const Slot part = compile(others[i], program);
      program.push_back({conjunction ? Op::Code::conjunction : Op::Code::disjunction, joined, result, part});
      if (skips) program[guard].n = static_cast<std::uint16_t>(program.size() - guard - 1);
      result = joined;
    }
    return result;
  }

  bool asks_sponsor(const Condition& condition) const {
    const auto any_part = [&](const std::vector<ConditionPtr>& parts) {
      return std::ranges::any_of(parts, [&](const ConditionPtr& part) { return asks_sponsor(*part); });
    };
    if (std::holds_alternative<OfSponsor>(condition.node)) return true;
    if (const auto* all = std::get_if<All>(&condition.node)) return any_part(all->parts);
    if (const auto* any = std::get_if<Any>(&condition.node)) return any_part(any->parts);
    if (const auto* no = std::get_if<Not>(&condition.node)) return asks_sponsor(*no->part);
    if (const auto* use = std::get_if<TermUse>(&condition.node)) return asks_sponsor(*authorisation_.terms[use->term].means);
    return false;
  }

  Slot emit(const All& all, const ConditionPtr&, const std::string&, Program& program) { return join(all.parts, program, true); }
  Slot emit(const Any& any, const ConditionPtr& condition, const std::string& name, Program& program) {
    if (const auto natures = natures_in(authorisation_, *condition); natures != 0 && is_aid(*condition))
      return take_aid_leaf(AidLeaf::Kind::aided, natures, 0, name);
    return join(any.parts, program, false);
  }
  Slot emit(const Not& no, const ConditionPtr&, const std::string&, Program& program) {
    const Slot part = compile(no.part, program);
    const Slot to = take();
    program.push_back({Op::Code::negation, to, part});
    return to;
  }
  Slot emit(const NationalityIs& is, const ConditionPtr&, const std::string& name, Program&) {
    const Slot slot = take();
    leaves_.nationality[static_cast<std::size_t>(is.which)] = slot;
    return leaf_slots_[name] = slot;
  }
  Slot emit(const FieldIn& in, const ConditionPtr&, const std::string& name, Program&) {  // only applied-at comes here
    const Slot slot = take();
    leaves_.applied_at.push_back({slot, in.values});
    return leaf_slots_[name] = slot;
  }
  Slot emit(const Recognised&, const ConditionPtr&, const std::string& name, Program&) {
    leaves_.recognised = take();
    return leaf_slots_[name] = leaves_.recognised;
  }
  Slot emit(const Lasts& lasts, const ConditionPtr&, const std::string& name, Program&) {
    const Slot slot = take();
    (lasts.measure == Measure::stay ? leaves_.stay : leaves_.age).push_back({slot, lasts.comparison, lasts.duration.in_months()});
    return leaf_slots_[name] = slot;
  }
  Slot emit(const OfSponsor& of_sponsor, const ConditionPtr&, const std::string& name, Program& program) {
    if (plan_ == nullptr) throw std::logic_error("a sponsor's sponsor cannot be asked for");
    auto known = sponsor_plans_.find(name);
    if (known == sponsor_plans_.end()) {
      SponsorPlan sponsor;
      Compiler inner(authorisation_, sponsor.leaves, sponsor.slots, nullptr);
      sponsor.result = inner.compile(of_sponsor.part, sponsor.program);
      sponsor.of_nobody = of_nobody(*of_sponsor.part);
      plan_->sponsors.push_back(std::move(sponsor));
      known = sponsor_plans_.emplace(name, static_cast<Slot>(plan_->sponsors.size() - 1)).first;
    }
    const Slot to = take();
    program.push_back({Op::Code::of_sponsor, to, known->second});
    return to;
  }
  Slot emit(const Aided& aid, const ConditionPtr&, const std::string& name, Program&) {
    return take_aid_leaf(AidLeaf::Kind::aided, aid.natures, 0, name);
  }
  Slot emit(const SoFar& so_far, const ConditionPtr&, const std::string& name, Program&) {
    return take_aid_leaf(AidLeaf::Kind::so_far, natures_in(authorisation_, *so_far.aid), 0, name);
  }
  Slot emit(const For& lasting, const ConditionPtr&, const std::string& name, Program&) {
    return take_aid_leaf(AidLeaf::Kind::lasting, natures_in(authorisation_, *lasting.aid), lasting.duration.in_months(), name);
  }
  Slot emit(const TermUse& use, const ConditionPtr&, const std::string&, Program& program) {
    return compile(authorisation_.terms[use.term].means, program);
  }

  bool is_aid(const Condition& condition) const {
    if (std::holds_alternative<Aided>(condition.node)) return true;
    if (const auto* use = std::get_if<TermUse>(&condition.node)) return is_aid(*authorisation_.terms[use->term].means);
    const auto* any = std::get_if<Any>(&condition.node);
    return any != nullptr && std::ranges::all_of(any->parts, [&](const ConditionPtr& part) { return is_aid(*part); });
  }

  Slot take_aid_leaf(AidLeaf::Kind kind, ValueSet natures, std::int32_t months, const std::string& name) {
    if (plan_ == nullptr) throw std::logic_error("a sponsor's aid cannot be asked for");
    const Slot slot = take();
    plan_->aid.push_back({{kind, natures, months}, slot});
    plan_->months_back = std::max(plan_->months_back, months);
    return leaf_slots_[name] = slot;
  }

  /// Kleene's value of a sponsor condition where the sponsor is nobody we know: fields are false, the rest is unknown (SPEC §6).
  Tri of_nobody(const Condition& condition) const {
    if (const auto* all = std::get_if<All>(&condition.node)) {
      Tri value = Tri::yes;
      for (const auto& part : all->parts) value = std::min(value, of_nobody(*part));
      return value;
    }
    if (const auto* any = std::get_if<Any>(&condition.node)) {
      Tri value = Tri::no;
      for (const auto& part : any->parts) value = std::max(value, of_nobody(*part));
      return value;
    }
    if (const auto* no = std::get_if<Not>(&condition.node)) {
      const Tri value = of_nobody(*no->part);
      return value == Tri::unknown ? value : value == Tri::no ? Tri::yes : Tri::no;
    }
    if (const auto* use = std::get_if<TermUse>(&condition.node)) return of_nobody(*authorisation_.terms[use->term].means);
    return std::holds_alternative<FieldIn>(condition.node) ? Tri::no : Tri::unknown;
  }

  const Authorisation& authorisation_;
  RegisterLeaves& leaves_;
  Slot& slots_;
  Plan* plan_;
  std::unordered_map<std::string, Slot> leaf_slots_;
  std::unordered_map<std::string, Slot> sponsor_plans_;
};

/// Gives every leaf condition of a tree its bit; equal leaves share one.
class LeafNumbering {
 public:
  explicit LeafNumbering(Plan& plan) : plan_(plan) {}

  void number(const Condition& condition, bool of_sponsor) {
    const auto parts = [&](const std::vector<ConditionPtr>& all) {
      for (const auto& part : all) number(*part, of_sponsor);
    };
    if (const auto* all = std::get_if<All>(&condition.node)) return parts(all->parts);
    if (const auto* any = std::get_if<Any>(&condition.node)) return parts(any->parts);
    if (const auto* no = std::get_if<Not>(&condition.node)) return number(*no->part, of_sponsor);
    if (const auto* sponsor = std::get_if<OfSponsor>(&condition.node)) return number(*sponsor->part, true);
    if (const auto* use = std::get_if<TermUse>(&condition.node)) return number(*plan_.authorisation->terms[use->term].means, of_sponsor);
    const auto name = signature(*plan_.authorisation, condition) + (of_sponsor ? "s" : "p");
    const auto [known, added] = bits_.emplace(name, static_cast<std::uint16_t>(plan_.leaf_bits.size()));
    if (added) plan_.leaf_bits.push_back({&condition, of_sponsor});
    (of_sponsor ? plan_.bit_of_sponsor_leaf : plan_.bit_of_leaf)[&condition] = known->second;
  }

 private:
  Plan& plan_;
  std::unordered_map<std::string, std::uint16_t> bits_;
};

}  // namespace

Plan::Plan(const Authorisation& document) : authorisation(&document) {
  Compiler compiler(document, leaves, slots, this);
  LeafNumbering numbering(*this);
  for (const auto& category : document.categories) {
    CompiledCategory compiled{};
    compiled.result = compiler.compile(category.when, compiled.program);
    if (const auto test = necessary_row_test(document, category.when)) compiled.necessary = compiler.compile(test, compiled.program);
    categories.push_back(std::move(compiled));
    numbering.number(*category.when, false);
  }
  for (const auto& exclusion : document.exclusions) {
    CompiledExclusion compiled{};
    compiled.result = compiler.compile(exclusion.when, compiled.program);
    compiled.at_source = exclusion.at_source;
    compiled.at_hub = exclusion.at_hub;
    for (std::size_t c = 0; c < document.categories.size(); ++c)
      compiled.applies.push_back(exclusion.applies_to(static_cast<CategoryIndex>(c)));
    exclusions.push_back(std::move(compiled));
    numbering.number(*exclusion.when, false);
  }
  if (document.push) {
    for (const auto& start : document.push->starts) {
      CompiledStart compiled{};
      compiled.result = compiler.compile(start.when, compiled.program);
      compiled.result_but_for_duration =
          compiler.compile(but_for_duration(document, start.when, compiled.counted_natures), compiled.program_but_for_duration);
      compiled.has_duration = compiled.counted_natures != 0;
      starts.push_back(std::move(compiled));
      numbering.number(*start.when, false);
    }
    months_back = std::max(months_back, document.push->pause_after_months);
  }
  if (leaf_bits.size() > max_leaf_bits) throw std::length_error("more than 128 distinct conditions in one document");
  std::vector<LeafTables::AidBit> aid_bits;
  for (std::size_t i = 0; i < leaf_bits.size(); ++i) {
    if (const auto leaf = aid_leaf(document, *leaf_bits[i].condition)) aid_bits.push_back({*leaf, i});
  }
  leaf_tables = LeafTables(leaf_bits, aid_bits);

  const auto key = [&](Key made) {
    keys.push_back(made);
    return static_cast<KeyIndex>(keys.size() - 1);
  };
  outside = key({Outcome::outside, no_category, {}, Stage::none});
  pause = key({Outcome::pause, no_category, {}, Stage::none});
  const auto category_count = static_cast<CategoryIndex>(categories.size());
  for (std::uint16_t e = 0; e < exclusions.size(); ++e)
    for (const auto stage : {Stage::source, Stage::hub})
      for (const auto outcome : {Outcome::exclude, Outcome::withhold})
        for (CategoryIndex c = 0; c < category_count; ++c)
          exclusion_keys.push_back(key({outcome, c, {RuleRef::Kind::exclusion, e}, stage}));
  for (CategoryIndex c = 0; c < category_count; ++c) {
    wait.push_back(key({Outcome::wait, c, {}, Stage::none}));
    gap.push_back(key({Outcome::withhold, c, {}, Stage::none}));
    for (std::uint16_t s = 0; s < starts.size(); ++s)
      transmit_keys.push_back(key({Outcome::transmit, c, {RuleRef::Kind::start, s}, Stage::none}));
    for (const auto kind : {RuleRef::Kind::at_once, RuleRef::Kind::continue_, RuleRef::Kind::resume}) {
      transmit_keys.push_back(key({Outcome::transmit, c, {kind, 0}, Stage::none}));
    }
  }
}

}  // namespace crossroads::law::fast
