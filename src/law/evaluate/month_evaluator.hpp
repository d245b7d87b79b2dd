// One month of one person at a time, for who answers questions as they come. What earlier months decided is given, not worked out
// again. It must agree with the other evaluators on everything.
#pragma once

#include <limits>
#include <vector>

#include "law/evaluate/fast.hpp"

namespace crossroads::law::fast {

/// What the months before one leave behind (SPEC §7).
struct Before {
  bool started = false;  ///< the transmission started in an earlier month
  /// How many months ago something was handed over last: 1 is the month before; `never` if nothing was.
  std::int32_t handed_over = never;
  static constexpr std::int32_t never = std::numeric_limits<std::int32_t>::max();
};
[[nodiscard]] Before before(const Course& course, domain::Month month);

/// Refers to the plan, which must outlive it. Serves any number of threads.
class MonthEvaluator {
 public:
  explicit MonthEvaluator(const Plan& plan);

  /// Decides on the month alone, with the state of every condition.
  [[nodiscard]] Finding decide(const Subject& source, const Subject& hub, domain::Month month, Before before) const;

 private:
  /// A condition with every `not` moved to the leaves: all or any of so many leaves and parts.
  struct Node {
    LeafSet plain = {}, negated = {};
    std::uint16_t first_part = 0, parts = 0;  ///< places in parts_
    bool all = true;
  };
  struct Exclusion {
    std::uint16_t node;
    bool at_source, at_hub;
    std::vector<bool> applies;  ///< by category
  };
  class Compiler;
  [[nodiscard]] Tri value(std::uint16_t node, const LeafStates& states) const;
  /// The first exclusion of the stage that is not false for the category.
  [[nodiscard]] std::optional<Decision> excluded(domain::Month month, CategoryIndex category, Stage stage, const LeafStates& states) const;
  [[nodiscard]] bool pauses(std::span<const domain::GrantRow> grants, domain::Month month, Before before) const;

  const Plan* plan_;
  std::vector<Node> nodes_;
  std::vector<std::uint16_t> parts_;                ///< nodes
  std::vector<std::uint16_t> categories_, starts_;  ///< nodes, by place in the document
  std::vector<Exclusion> exclusions_;
};

}  // namespace crossroads::law::fast
