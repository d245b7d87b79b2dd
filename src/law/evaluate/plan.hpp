// The law compiled for the fast evaluator: leaves that are read off the rows, and a short program of set operations over them.
// Nothing here depends on a person, a window or a country list; a plan is made once a document.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "law/evaluate/decision.hpp"
#include "law/evaluate/leaf_states.hpp"

namespace crossroads::law::fast {

/// A place for one three-valued timeline while a person is evaluated.
using Slot = std::uint16_t;

/// A test on the closed fields of one stay row, whatever its shape, as one bit of a table over all their combinations.
inline constexpr std::size_t stay_class_count = 9 * 7 * 4 * 18;
[[nodiscard]] constexpr std::size_t stay_class(domain::Ground ground, domain::Quality quality, domain::Register reg, domain::Title title) {
  return ((static_cast<std::size_t>(ground) * 7 + static_cast<std::size_t>(quality)) * 4 + static_cast<std::size_t>(reg)) * 18 +
         static_cast<std::size_t>(title);
}

struct Op {
  enum class Code : std::uint8_t {
    conjunction,         // to = a and b
    disjunction,         // to = a or b
    negation,            // to = not a
    of_sponsor,          // to = sponsor expression a, along the rows that name a sponsor
    skip_if_impossible,  // if a can hold in no month that matters, to = never, and jump over `n` ops
  };
  Code code;
  Slot to = 0, a = 0, b = 0;
  std::uint16_t n = 0;
};
using Program = std::vector<Op>;

/// What has to be read off the register rows of one subject.
struct RegisterLeaves {
  static constexpr Slot unused = 0xffff;
  Slot nationality[3] = {unused, unused, unused};  ///< by NationalityClass
  Slot recognised = unused;
  struct Predicate {
    Slot slot;
  };
  std::vector<Predicate> predicates;  ///< bit i of `classes[stay_class]`
  std::vector<std::uint64_t> classes;
  std::uint64_t of_none = 0;  ///< the same bits where every field is none of the asked (a sponsor without a row)
  struct AppliedAtLeaf {
    Slot slot;
    ValueSet values;
  };
  std::vector<AppliedAtLeaf> applied_at;
  struct Threshold {
    Slot slot;
    Comparison comparison;
    std::int32_t months;
  };
  std::vector<Threshold> stay, age;
};

/// A leaf on aid, and where its timeline stands.
struct AidSlot {
  AidLeaf leaf;
  Slot slot;
};

/// A condition on the sponsor: its own leaves, its own slots.
struct SponsorPlan {
  RegisterLeaves leaves;
  Program program;
  Slot result = 0;
  Slot slots = 0;
  Tri of_nobody = Tri::no;  ///< its value for a sponsor who is no person we know
};

struct Key {
  Outcome outcome;
  CategoryIndex category;
  RuleRef rule;
  Stage stage;
};
using KeyIndex = std::uint16_t;

struct Plan {
  explicit Plan(const Authorisation& authorisation);

  struct CompiledCategory {
    Program program;
    Slot result;
    /// A test on the stay row without which the category cannot hold, read before anything else is; `unused` if there is none.
    Slot necessary = RegisterLeaves::unused;
  };
  struct CompiledExclusion {
    Program program;
    Slot result;
    bool at_source, at_hub;
    std::vector<bool> applies;  ///< by category
  };
  struct CompiledStart {
    Program program, program_but_for_duration;
    Slot result, result_but_for_duration;
    bool has_duration;
    ValueSet counted_natures;  ///< the aid whose duration the rule counts; none without a duration
  };

  const Authorisation* authorisation;
  RegisterLeaves leaves;
  std::vector<AidSlot> aid;
  std::vector<SponsorPlan> sponsors;
  std::vector<CompiledCategory> categories;
  std::vector<CompiledExclusion> exclusions;
  std::vector<CompiledStart> starts;
  Slot slots = 0;
  std::int32_t months_back = 0;  ///< how many months before the first one a duration looks

  std::vector<Key> keys;
  KeyIndex outside, pause;
  std::vector<KeyIndex> wait, gap;  ///< by category
  [[nodiscard]] KeyIndex exclusion_key(std::size_t exclusion, Stage stage, bool unknown, CategoryIndex category) const {
    return exclusion_keys[((exclusion * 2 + (stage == Stage::hub)) * 2 + unknown) * categories.size() + category];
  }
  /// `rule`: a start rule's place, or after them at-once, continue, resume.
  [[nodiscard]] KeyIndex transmit_key(CategoryIndex category, std::size_t rule) const {
    return transmit_keys[category * (starts.size() + 3) + rule];
  }
  std::vector<KeyIndex> exclusion_keys, transmit_keys;

  std::vector<LeafBit> leaf_bits;
  LeafTables leaf_tables;
  /// Equal leaves share a bit; a term may be used of the person and of the sponsor.
  std::unordered_map<const Condition*, std::uint16_t> bit_of_leaf, bit_of_sponsor_leaf;
};

}  // namespace crossroads::law::fast
