#include "law/prove/person_difference.hpp"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "law/cases/disclosed.hpp"
#include "law/cases/json.hpp"
#include "law/cases/runner.hpp"
#include "law/evaluate/fast.hpp"

namespace crossroads::law::prove {
namespace {

using domain::Month;

/// One version of the law with its evaluator.
class Version {
 public:
  Version(const Authorisation& law, const domain::UnionMembers& members, Month last) : law_(law), plan_(law) {
    if (last >= law.first_month()) evaluator_.emplace(plan_, members, last);
  }

  [[nodiscard]] std::vector<Decision> decisions(const Subject& subject) {
    return evaluator_ ? evaluator_->course(subject, subject).decisions : std::vector<Decision>{};
  }
  [[nodiscard]] std::string words(const Decision* decision) const {
    return decision == nullptr ? "nothing" : cases::to_string(law_, *decision);
  }
  [[nodiscard]] cases::Disclosed message(const Decision& decision, const Subject& subject) const {
    return cases::disclosed(law_, decision.category, cases::quality_of(subject, decision.month));
  }

 private:
  const Authorisation& law_;
  fast::Plan plan_;
  std::optional<fast::Evaluator> evaluator_;
};

const Decision* at(const std::vector<Decision>& decisions, std::size_t& next, Month month) {
  while (next < decisions.size() && decisions[next].month < month) ++next;
  return next < decisions.size() && decisions[next].month == month ? &decisions[next] : nullptr;
}

std::string counted(std::uint64_t number, std::string_view what) { return fmt::format("{} {}{}", number, what, number == 1 ? "" : "s"); }

class Comparing {
 public:
  Comparing(const Authorisation& before, const Authorisation& after, const View& view, const PersonDifferenceOptions& options)
      : before_(before, view.members, options.to), after_(after, view.members, options.to), options_(options) {}

  void person(const Subject& subject) {
    const auto old_decisions = before_.decisions(subject), new_decisions = after_.decisions(subject);
    std::size_t old_next = 0, new_next = 0;
    std::set<DecisionChange*> touched;
    for (Month month = options_.from; month <= options_.to; month = month.plus(1)) {
      const auto* was = at(old_decisions, old_next, month);
      const auto* is = at(new_decisions, new_next, month);
      if (was == nullptr && is == nullptr) continue;
      auto [old_words, new_words] = std::pair(before_.words(was), after_.words(is));
      if (old_words == new_words) {
        if (was == nullptr || was->outcome != Outcome::transmit) continue;
        const auto old_message = before_.message(*was, subject), new_message = after_.message(*is, subject);
        if (old_message == new_message) continue;
        old_words += fmt::format(", disclose {}", cases::to_string(old_message));
        new_words += fmt::format(", disclose {}", cases::to_string(new_message));
      }
      count(std::move(old_words), std::move(new_words), subject, month, touched);
    }
    ++result_.looked_at;
    result_.persons += !touched.empty();
  }

  PersonDifference take() {
    for (auto& [words, change] : changes_) result_.changes.push_back(std::move(change));
    std::ranges::stable_sort(result_.changes, std::ranges::greater(), &DecisionChange::months);
    return std::move(result_);
  }

 private:
  void count(std::string before, std::string after, const Subject& subject, Month month, std::set<DecisionChange*>& touched) {
    auto& change = changes_[{before, after}];
    change.before = std::move(before);
    change.after = std::move(after);
    ++change.months;
    if (!touched.insert(&change).second) return;
    ++change.persons;
    if (change.examples.size() < options_.examples) change.examples.push_back({subject.view.population.niss(subject.person), month});
  }

  Version before_, after_;
  PersonDifferenceOptions options_;
  std::map<std::pair<std::string, std::string>, DecisionChange> changes_;
  PersonDifference result_;
};

}  // namespace

PersonDifference person_difference(const Authorisation& before, const Authorisation& after, const View& view,
                                   const PersonDifferenceOptions& options) {
  Comparing comparing(before, after, view, options);
  for (std::size_t person = 0; person < view.population.size(); ++person)
    comparing.person({view, domain::PersonIndex{static_cast<std::uint32_t>(person)}});
  return comparing.take();
}

std::string as_text(const PersonDifference& difference) {
  std::string text;
  for (const auto& change : difference.changes) {
    text += fmt::format("{} -> {}\n  {} of {}, such as", change.before, change.after, counted(change.months, "month"),
                        counted(change.persons, "person"));
    for (const auto& example : change.examples)
      text +=
          fmt::format(" {} in {}{}", to_string(example.niss), to_string(example.month), &example == &change.examples.back() ? "\n" : ",");
  }
  return text + fmt::format("{} of {} decided otherwise\n", difference.persons, counted(difference.looked_at, "person"));
}

std::string as_ndjson(const PersonDifference& difference) {
  std::string text;
  for (const auto& change : difference.changes) {
    std::vector<std::string> examples;
    for (const auto& example : change.examples)
      examples.push_back(cases::JsonObject().text("niss", to_string(example.niss)).text("month", to_string(example.month)).take());
    text += cases::JsonObject()
                .text("before", change.before)
                .text("after", change.after)
                .number("months", change.months)
                .number("persons", change.persons)
                .raw("examples", cases::json_list(examples))
                .take() +
            "\n";
  }
  return text + cases::JsonObject().number("persons", difference.persons).number("looked_at", difference.looked_at).take() + "\n";
}

}  // namespace crossroads::law::prove
