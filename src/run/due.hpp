// What the law orders to have been sent about one person by a month, on today's facts (SPEC §8).
#pragma once

#include <span>
#include <vector>

#include "law/evaluate/fast.hpp"
#include "run/content.hpp"
#include "run/disclosed_fields.hpp"

namespace crossroads::run {

/// A message that is due, as one stage sees it.
struct DueMessage {
  domain::Month month;
  law::CategoryIndex category = law::no_category;
  /// By which it is handed over: the rule that starts, `continue` or `resume`, whatever the hub says (SPEC §7).
  law::RuleRef rule = {};
  /// The source's message that the hub has to relay; at the source there is none yet.
  MessageNumber number{};
  PackedContent content = {};
  friend bool operator==(const DueMessage&, const DueMessage&) = default;
};

/// Works out what is due. Refers to the fields, which must outlive it.
class Due {
 public:
  explicit Due(std::span<const DisclosedFields> fields) : fields_(fields) {}

  /// What the source hands over (`Stage::source`), or what the hub would let pass of it (`Stage::hub`), in order of month.
  ///
  /// `months`: the month alone; in the message of a start by a rule that counts a duration, every month that it counted. Amounts are
  /// prorated grant by grant, then summed: by nature where both are disclosed, else of all aid.
  /// `periods`: one spell up to the month, from the first month handed over (at the hub: let through), or counted by the start rule,
  /// without a break; never a month that the law held back.
  /// `quality`: on the as-of day of the month, where it is disclosed and its value too.
  [[nodiscard]] std::vector<DueMessage> messages(const law::Subject& subject, const law::fast::Course& course, law::Stage stage) const;

 private:
  std::span<const DisclosedFields> fields_;
};

}  // namespace crossroads::run
