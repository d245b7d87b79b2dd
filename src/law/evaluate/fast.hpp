// The fast evaluator: every month of a person at once, as sets of months. It must agree with the plain evaluator on everything.
#pragma once

#include <array>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "law/evaluate/decision.hpp"
#include "law/evaluate/plan.hpp"
#include "law/evaluate/view.hpp"

namespace crossroads::law::fast {

/// The months of one person under one key, as machine words; position 0 is `Evaluator::origin()`.
struct KeyedMonths {
  KeyIndex key;
  std::span<const std::uint64_t> months;
};

/// One decision with every condition's state: an explanation is a look-up in it, a comparison of two laws its difference.
struct Finding {
  std::optional<Decision> decision;  ///< nothing where the law says nothing of the month: no aid and no pause
  LeafStates source, hub;            ///< as each stage sees the register; aid is the source's alone
};

/// How the transmission on one person runs up to the evaluator's last month.
struct Course {
  std::vector<Decision> decisions;         ///< in order of month, from the first month on
  std::vector<domain::Month> handed_over;  ///< what the source hands over, struck by the hub or not
  std::optional<domain::Month> started;
  RuleRef start_rule;                  ///< the rule that started it, whatever the hub did with that month
  std::vector<domain::Month> counted;  ///< the run of aid that the start rule's duration counted, up to `started`; else empty
};

/// One evaluator serves one thread. It refers to the plan, which must outlive it.
class Evaluator {
 public:
  /// Decides up to `last`. Throws std::length_error where the law would have to look at more than 1,024 months.
  Evaluator(const Plan& plan, const domain::UnionMembers& members, domain::Month last);
  ~Evaluator();
  Evaluator(Evaluator&&) noexcept;

  /// Adds to `counts`, by key, every decision of the months from..last on the persons begin..end of the population, which both stages share.
  void count(const domain::Population& population, std::size_t begin, std::size_t end, domain::Month from, std::span<std::uint64_t> counts);
  /// Calls `visit` for each of those persons on whom there is a decision, in order.
  using Visit = std::function<void(domain::PersonIndex, std::span<const KeyedMonths>)>;
  void each(const domain::Population& population, std::size_t begin, std::size_t end, const Visit& visit);
  [[nodiscard]] Finding decide(const Subject& source, const Subject& hub, domain::Month month);
  [[nodiscard]] Course course(const Subject& source, const Subject& hub);
  struct Speakable {
    bool at_source = false, at_hub = false;
    friend bool operator==(const Speakable&, const Speakable&) = default;
  };
  /// Whether anything new may be said about the person in the run of the last month, at each stage (SPEC §8, I20).
  [[nodiscard]] Speakable speakable(const Subject& source, const Subject& hub);

  [[nodiscard]] domain::Month origin() const;

  struct Implementation;

 private:
  std::unique_ptr<Implementation> implementation_;
};

}  // namespace crossroads::law::fast
