// What a message rests on: the category, the rule and the paragraphs, for whoever has to answer for it (SPEC §11).
#pragma once

#include <map>
#include <string>
#include <utility>

#include "law/evaluate/plan.hpp"
#include "law/syntax/paragraph.hpp"

namespace crossroads::run {

struct Basis {
  std::string category;            ///< as the message names it
  std::string rule = {};           ///< by which it was sent or struck; none of a withdrawal
  law::Citations paragraphs = {};  ///< of the category, of the rule, and of every field that may be disclosed
  bool operator==(const Basis&) const = default;
};

/// The bases of one law, each worked out once. They stay where they are as long as this lives.
class Bases {
 public:
  /// The plan outlives this.
  explicit Bases(const law::fast::Plan& plan) : plan_(plan) {}

  /// Of a message that is sent by that rule.
  [[nodiscard]] const Basis& sent(law::CategoryIndex category, law::RuleRef rule);
  /// Of a message that the hub strikes by that exclusion; without a rule, since nothing new may be said about the person (I20).
  [[nodiscard]] const Basis& struck(law::CategoryIndex category, law::RuleRef rule);
  /// Of a withdrawal: the category is that of the message withdrawn, which today's law need not have.
  [[nodiscard]] const Basis& withdrawn(const std::string& category);

 private:
  [[nodiscard]] Basis work_out(law::CategoryIndex category, law::RuleRef rule, bool discloses) const;

  const law::fast::Plan& plan_;
  std::map<std::pair<law::CategoryIndex, law::RuleRef>, Basis> sent_, struck_;
  std::map<std::string, Basis> withdrawn_;
};

}  // namespace crossroads::run
