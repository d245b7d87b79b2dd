#include "law/prove/proof_text.hpp"

#include <algorithm>
#include <functional>
#include <span>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "law/syntax/formatter.hpp"
#include "law/syntax/parts.hpp"

namespace crossroads::law::prove {
namespace {

/// A state in which a rule is asked.
struct Asked {
  const RegisterState* state;
  const AidState* aid;
};

void collect_leaves(const Authorisation& law, const ConditionPtr& condition, std::vector<ConditionPtr>& leaves) {
  const auto& node = condition->node;
  if (const auto* use = std::get_if<TermUse>(&node)) return collect_leaves(law, law.terms[use->term].means, leaves);
  if (std::holds_alternative<All>(node) || std::holds_alternative<Any>(node) || std::holds_alternative<Not>(node)) {
    for (const auto& part : parts_of(*condition)) collect_leaves(law, part, leaves);
    return;
  }
  leaves.push_back(condition);
}

class Prover {
 public:
  Prover(const Space& space, const Authorisation& law, const Mutant& mutant) : space_(space), law_(law), mutant_(mutant) {}

  std::string reason() {
    if (mutant_.change == Change::swapped) return swapped();
    if (mutant_.kind == RuleKind::category || mutant_.kind == RuleKind::exclusion || mutant_.kind == RuleKind::start) {
      const auto& before = condition(law_);
      // A rule left out, or moved to another stage, keeps no condition to compare.
      if (mutant_.change != Change::left_out && condition(mutant_.law) != before) return changed_condition(before, condition(mutant_.law));
      if (mutant_.change == Change::categories) return changed_categories();
    }
    if (mutant_.kind == RuleKind::term && same_term(law_.terms[mutant_.place], mutant_.law.terms[mutant_.place])) {
      return fmt::format("`{}` means the same", law_.terms[mutant_.place].name.text);
    }
    return "in no state does anything else follow from it";
  }

 private:
  /// Whether a term on aid alone names the same natures.
  [[nodiscard]] bool same_term(const Term& before, const Term& after) const {
    const auto natures = natures_of(law_, *before.means);
    return natures != 0 && natures == natures_of(mutant_.law, *after.means) && !std::holds_alternative<All>(after.means->node) &&
           !std::holds_alternative<Not>(after.means->node);
  }

  [[nodiscard]] const ConditionPtr& condition(const Authorisation& law) const { return condition(law, mutant_.kind, mutant_.place); }
  static const ConditionPtr& condition(const Authorisation& law, RuleKind kind, std::size_t place) {
    if (kind == RuleKind::category) return law.categories[place].when;
    if (kind == RuleKind::exclusion) return law.exclusions[place].when;
    return law.push->starts[place].when;
  }
  [[nodiscard]] std::string name(std::size_t place) const {
    if (mutant_.kind == RuleKind::category) return law_.categories[place].name.text;
    if (mutant_.kind == RuleKind::exclusion) return law_.exclusions[place].name.text;
    return law_.push->starts[place].name.text;
  }
  [[nodiscard]] Tri truth(const Authorisation& law, const ConditionPtr& of, const Asked& in) const {
    return space_.truth(law, *of, *in.state, in.aid);
  }

  /// Every state in which rules of this kind can be asked, without asking which of them speaks first.
  void each_state(RuleKind kind, const std::function<void(const RegisterState&, const AidState*)>& visit) const {
    for (const auto& state : space_.registers()) {
      if (kind != RuleKind::start) {
        visit(state, nullptr);
      } else if (source_verdict(space_, law_, state).live()) {
        for (const auto& aid : space_.aids()) visit(state, &aid);
      }
    }
  }

  std::string swapped() {
    const auto first = mutant_.place, second = first + 1;
    if (mutant_.kind == RuleKind::exclusion) {
      const auto& a = law_.exclusions[first];
      const auto& b = law_.exclusions[second];
      if (!(a.at_source && b.at_source) && !(a.at_hub && b.at_hub)) return "no stage checks both";
      bool shared = false;
      for (CategoryIndex c = 0; c < law_.categories.size(); ++c) shared |= a.applies_to(c) && b.applies_to(c);
      if (!shared) return "they are for different categories";
      if (a.name.text == b.name.text) return "they have one name";
    }
    const auto& a = condition(law_, mutant_.kind, first);
    const auto& b = condition(law_, mutant_.kind, second);
    bool both = false;
    each_state(mutant_.kind, [&](const RegisterState& state, const AidState* aid) {
      const Asked in{&state, aid};
      // An unknown exclusion speaks; unknown categories and start rules do not.
      const Tri enough = mutant_.kind == RuleKind::exclusion ? Tri::unknown : Tri::yes;
      both |= truth(law_, a, in) >= enough && truth(law_, b, in) >= enough;
    });
    if (!both) return fmt::format("they never hold together{}", apart(first, second));
    if (mutant_.kind != RuleKind::exclusion) return "where both hold, something before them has spoken";
    return spoken_before(
        second, [&](const Asked& in) { return truth(law_, a, in) != Tri::no && truth(law_, b, in) != Tri::no; }, "where both speak");
  }

  /// Of two conditions that exclude one another: parts that show it.
  std::string apart(std::size_t first, std::size_t second) {
    const auto one = shows(first, second), other = shows(second, first);
    if (one.empty() && other.empty()) return {};
    if (!one.empty() && !other.empty()) return fmt::format(": `{}` needs `{}`, `{}` needs `{}`", name(first), one, name(second), other);
    const bool by_first = !one.empty();
    return fmt::format(": `{}` needs `{}`, which `{}` rules out", name(by_first ? first : second), by_first ? one : other,
                       name(by_first ? second : first));
  }

  /// A leaf of `of` that is true wherever `of` is, and false wherever `not_of` is.
  std::string shows(std::size_t of, std::size_t not_of) {
    std::vector<ConditionPtr> leaves;
    collect_leaves(law_, condition(law_, mutant_.kind, of), leaves);
    for (const auto& leaf : leaves) {
      bool always = true;
      each_state(mutant_.kind, [&](const RegisterState& state, const AidState* aid) {
        if (!always) return;
        const Asked in{&state, aid};
        if (truth(law_, condition(law_, mutant_.kind, of), in) == Tri::yes) always = truth(law_, leaf, in) == Tri::yes;
        if (always && truth(law_, condition(law_, mutant_.kind, not_of), in) == Tri::yes) always = truth(law_, leaf, in) == Tri::no;
      });
      if (always) return format(*leaf, law_);
    }
    return {};
  }

  std::string changed_condition(const ConditionPtr& before, const ConditionPtr& after) {
    bool differs = false;
    each_state(mutant_.kind, [&](const RegisterState& state, const AidState* aid) {
      const Asked in{&state, aid};
      const Tri a = truth(law_, before, in), b = truth(mutant_.law, after, in);
      differs |= mutant_.kind == RuleKind::exclusion ? a != b : (a == Tri::yes) != (b == Tri::yes);
    });
    if (!differs) return decided_beside(before, after);
    const auto otherwise = [&](const Asked& in) {
      const Tri a = truth(law_, before, in), b = truth(mutant_.law, after, in);
      return mutant_.kind == RuleKind::exclusion ? a != b : (a == Tri::yes) != (b == Tri::yes);
    };
    return spoken_before(mutant_.place, otherwise, fmt::format("where `{}` would be read otherwise", name(mutant_.place)));
  }

  std::string changed_categories() {
    const auto& exclusion = law_.exclusions[mutant_.place];
    return spoken_before(
        mutant_.place, [&](const Asked& in) { return truth(law_, exclusion.when, in) != Tri::no; }, "for them, where it would speak");
  }

  /// Who of the rules before `place` speaks in each of those states.
  std::string spoken_before(std::size_t place, const std::function<bool(const Asked&)>& in_question, const std::string& where) {
    std::vector<std::string> speakers;
    bool always = true;
    each_state(mutant_.kind, [&](const RegisterState& state, const AidState* aid) {
      const Asked in{&state, aid};
      if (!always || !in_question(in)) return;
      if (mutant_.kind != RuleKind::exclusion) return note(first_before(place, in), speakers, always);
      for (CategoryIndex c = 0; c < law_.categories.size(); ++c) {
        if (!mutant_.law.exclusions[mutant_.place].applies_to(c)) continue;
        if (mutant_.change == Change::categories && law_.exclusions[mutant_.place].applies_to(c)) continue;
        note(exclusion_before(place, c, in), speakers, always);
      }
    });
    if (!always || speakers.empty()) return fmt::format("{}, the same is decided", where);
    return fmt::format("{}, {} has spoken before", where, fmt::join(speakers, " or "));
  }

  static void note(const std::string& speaker, std::vector<std::string>& speakers, bool& always) {
    if (speaker.empty()) always = false;
    else if (std::ranges::find(speakers, speaker) == speakers.end()) speakers.push_back(speaker);
  }

  /// Of the categories or start rules before that place, the first that holds.
  std::string first_before(std::size_t place, const Asked& in) const {
    for (std::size_t i = 0; i < place; ++i) {
      if (truth(law_, condition(law_, mutant_.kind, i), in) == Tri::yes) return fmt::format("`{}`", name(i));
    }
    return {};
  }

  std::string exclusion_before(std::size_t place, CategoryIndex category, const Asked& in) const {
    const auto& moved = law_.exclusions[mutant_.place];
    for (std::size_t e = 0; e < place; ++e) {
      const auto& exclusion = law_.exclusions[e];
      const bool shares_stages = (!moved.at_source || exclusion.at_source) && (!moved.at_hub || exclusion.at_hub);
      if (e == mutant_.place || !shares_stages || !exclusion.applies_to(category)) continue;
      if (truth(law_, exclusion.when, in) != Tri::no) return fmt::format("`{}`", exclusion.name.text);
    }
    return {};
  }

  /// Both conditions have the same value everywhere: the part beside the changed one that sees to it.
  std::string decided_beside(ConditionPtr before, ConditionPtr after) {
    for (;;) {
      const auto a = parts_of(*before), b = parts_of(*after);
      const bool same_shape = before->node.index() == after->node.index() && a.size() == b.size() && !a.empty();
      if (!same_shape) break;
      const auto changed = static_cast<std::size_t>(std::ranges::mismatch(a, b).in1 - a.begin());
      if (changed == a.size()) break;
      if (felt(a[changed], b[changed])) {
        const auto beside = deciding_part(a, b, changed, std::holds_alternative<All>(before->node) ? Tri::no : Tri::yes);
        if (beside.empty()) break;
        return fmt::format("wherever the change is felt, `{}` has decided already", beside);
      }
      before = a[changed];
      after = b[changed];
    }
    return fmt::format("`{}` holds in the same states", name(mutant_.place));
  }

  /// Whether the two parts ever differ.
  [[nodiscard]] bool felt(const ConditionPtr& before, const ConditionPtr& after) const {
    bool differ = false;
    each_state(mutant_.kind, [&](const RegisterState& state, const AidState* aid) {
      differ = differ || truth(law_, before, {&state, aid}) != truth(mutant_.law, after, {&state, aid});
    });
    return differ;
  }

  std::string deciding_part(std::span<const ConditionPtr> a, std::span<const ConditionPtr> b, std::size_t changed, Tri decides) const {
    for (std::size_t i = 0; i < a.size(); ++i) {
      if (i == changed) continue;
      bool always = true;
      each_state(mutant_.kind, [&](const RegisterState& state, const AidState* aid) {
        const Asked in{&state, aid};
        if (always && truth(law_, a[changed], in) != truth(mutant_.law, b[changed], in)) always = truth(law_, a[i], in) == decides;
      });
      if (always) return format(*a[i], law_);
    }
    return {};
  }

  const Space& space_;
  const Authorisation& law_;
  const Mutant& mutant_;
};

}  // namespace

std::string proof_text(const Space& space, const Authorisation& original, const Mutant& mutant, const Comparison& comparison) {
  std::string aid = comparison.aid_states > 1 ? fmt::format(", {} of aid", comparison.aid_states) : "";
  return fmt::format("{} (every state visited: {} of the register{} at the source, {} at the hub)",
                     Prover(space, original, mutant).reason(), comparison.source_states, aid, comparison.hub_states);
}

}  // namespace crossroads::law::prove
