#include "law/prove/equivalence.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "law/cases/disclosed.hpp"

namespace crossroads::law::prove {
namespace {

/// A person of a category who is started in this very month: what the hub then gets to see.
struct Witness {
  RegisterState source;
  AidState aid;
};

/// By category of the original.
struct Reached {
  /// By age of those whom nothing strikes at the source; with a witness where one of that age starts. The hub sees the same number, so the same age.
  std::vector<std::pair<std::pair<bool, DurationPlace>, std::optional<Witness>>> ages = {};
  /// Each quality that somebody of the category can have, `nothing` without a stay row; with a witness where one starts with it.
  std::vector<std::pair<std::optional<domain::Quality>, std::optional<Witness>>> qualities = {};
};

class Comparer {
 public:
  Comparer(const Space& space, const Authorisation& original, const Authorisation& changed)
      : space_(space), a_(original), b_(changed), reached_(original.categories.size()) {}

  Comparison run() {
    if (!space_.enumerable()) {
      result_.not_comparable = fmt::format("more than {} states", Space::most_states);
      return result_;
    }
    if (a_.push.has_value() != b_.push.has_value() || (a_.push && a_.push->pause_after_months != b_.push->pause_after_months) ||
        a_.first_month() != b_.first_month()) {
      result_.not_comparable = "the laws run over the months in different ways";
      return result_;
    }
    if (source()) hub();
    return result_;
  }

 private:
  void differs(const Witness& witness, std::string original, std::string changed) {
    result_.difference = Difference{witness.source, witness.aid, {}, false, std::move(original), std::move(changed)};
  }

  /// False: a difference was found.
  bool source() {
    result_.source_states = space_.registers().size();
    result_.aid_states = space_.aids().size();
    for (const auto& state : space_.registers()) {
      const auto in_a = source_verdict(space_, a_, state), in_b = source_verdict(space_, b_, state);
      if (!same(a_, in_a, b_, in_b)) {
        differs(startable(state), to_string(a_, in_a), to_string(b_, in_b));
        return false;
      }
      if (!in_a.live() || !a_.push) continue;
      auto& reached = reached_[in_a.category];
      remember(reached, state, std::nullopt);
      for (const auto& aid : space_.aids()) {
        const auto start_a = start_verdict(space_, a_, state, aid), start_b = start_verdict(space_, b_, state, aid);
        if (!same(a_, start_a, b_, start_b)) {
          differs({state, aid}, to_string(a_, start_a), to_string(b_, start_b));
          return false;
        }
        if (!start_a.starts) continue;
        any_start_ = true;
        remember(reached, state, Witness{state, aid});
      }
    }
    return true;
  }

  /// Aid with which one of the two laws starts in that state, if there is such; a difference shows best where something is transmitted.
  [[nodiscard]] Witness startable(const RegisterState& state) const {
    if (a_.push) {
      for (const auto& aid : space_.aids()) {
        if (start_verdict(space_, a_, state, aid).starts) return {state, aid};
      }
    }
    return {state, space_.aids().front()};
  }

  template <class Key>
  static void remember(std::vector<std::pair<Key, std::optional<Witness>>>& known, const Key& key, const std::optional<Witness>& started) {
    const auto found = std::ranges::find(known, key, [](const auto& pair) { return pair.first; });
    if (found == known.end()) known.emplace_back(key, started);
    else if (!found->second) found->second = started;
  }

  static void remember(Reached& reached, const RegisterState& state, const std::optional<Witness>& started) {
    std::optional<domain::Quality> quality;
    if (state.row) quality = static_cast<domain::Quality>(state.values[static_cast<std::size_t>(StayField::quality)]);
    remember(reached.qualities, quality, started);
    remember(reached.ages, std::pair(state.age_known, state.age), started);
  }

  [[nodiscard]] CategoryIndex in_b(std::size_t category) const {
    const auto found = std::ranges::find(b_.categories, a_.categories[category].name, &Category::name);
    return found == b_.categories.end() ? no_category : static_cast<CategoryIndex>(found - b_.categories.begin());
  }

  void hub() {
    if (!any_start_) return;
    for (std::size_t c = 0; c < reached_.size(); ++c) {
      if (reached_[c].ages.empty()) continue;
      const auto category_a = static_cast<CategoryIndex>(c), category_b = in_b(c);
      if (category_b == no_category) continue;  // nobody can be in it, or the source's verdicts would differ
      bool some_pass = false;
      if (hub_differs(reached_[c], category_a, category_b, some_pass)) return;
      if (some_pass && messages_differ(reached_[c], category_a, category_b)) return;
    }
  }

  bool hub_differs(const Reached& reached, CategoryIndex category_a, CategoryIndex category_b, bool& some_pass) {
    result_.hub_states = space_.registers().size();
    for (const auto& state : space_.registers()) {
      const auto at_source =
          std::ranges::find(reached.ages, std::pair(state.age_known, state.age), [](const auto& pair) { return pair.first; });
      if (at_source == reached.ages.end()) continue;
      const auto spoken_a = hub_verdict(space_, a_, category_a, state), spoken_b = hub_verdict(space_, b_, category_b, state);
      some_pass |= !spoken_a;
      if (same(a_, spoken_a, b_, spoken_b)) continue;
      const auto original = to_string(a_, category_a, spoken_a), changed = to_string(b_, category_b, spoken_b);
      if (!at_source->second) {
        // Somebody may be of a category only after having been started in another: then no single month shows the difference.
        result_.not_comparable = fmt::format("differs at the hub for `{}`, in which nothing starts: {} or {}",
                                             a_.categories[category_a].name.text, original, changed);
      } else {
        differs(*at_source->second, original, changed);
        result_.difference->hub = state;
      }
      return true;
    }
    return false;
  }

  bool messages_differ(const Reached& reached, CategoryIndex category_a, CategoryIndex category_b) {
    for (const auto& [quality, witness] : reached.qualities) {
      const auto in_a = cases::disclosed(a_, category_a, quality), in_b = cases::disclosed(b_, category_b, quality);
      if (in_a == in_b) continue;
      const auto original = fmt::format("disclose {}", cases::to_string(in_a)),
                 changed = fmt::format("disclose {}", cases::to_string(in_b));
      if (!witness) {
        result_.not_comparable = fmt::format("differs for `{}` with a quality with which nothing starts: {} or {}",
                                             a_.categories[category_a].name.text, original, changed);
      } else {
        differs(*witness, original, changed);
        result_.difference->of_message = true;
      }
      return true;
    }
    return false;
  }

  const Space& space_;
  const Authorisation& a_;
  const Authorisation& b_;
  std::vector<Reached> reached_;
  bool any_start_ = false;
  Comparison result_;
};

}  // namespace

Comparison compare(const Space& space, const Authorisation& original, const Authorisation& changed) {
  return Comparer(space, original, changed).run();
}

}  // namespace crossroads::law::prove
