// Which leaf conditions of a document failed in one month, and which were unknown: what an explanation looks up.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "law/evaluate/decision.hpp"
#include "law/evaluate/view.hpp"

namespace crossroads::law::fast {

/// More distinct leaf conditions than this in one document cannot be compiled; `law check` says so.
inline constexpr std::size_t max_leaf_bits = 128;

/// A set of leaf conditions of one document.
struct LeafSet {
  std::array<std::uint64_t, max_leaf_bits / 64> words = {};

  constexpr void add(std::size_t bit) { words[bit / 64] |= std::uint64_t{1} << (bit % 64); }
  [[nodiscard]] constexpr bool contains(std::size_t bit) const { return ((words[bit / 64] >> (bit % 64)) & 1) != 0; }
  [[nodiscard]] constexpr bool empty() const { return (words[0] | words[1]) == 0; }
  constexpr LeafSet& operator|=(const LeafSet& other) { return *this = *this | other; }
  friend constexpr LeafSet operator|(const LeafSet& a, const LeafSet& b) { return {a.words[0] | b.words[0], a.words[1] | b.words[1]}; }
  friend constexpr LeafSet operator&(const LeafSet& a, const LeafSet& b) { return {a.words[0] & b.words[0], a.words[1] & b.words[1]}; }
  friend constexpr LeafSet operator-(const LeafSet& a, const LeafSet& b) { return {a.words[0] & ~b.words[0], a.words[1] & ~b.words[1]}; }
  friend bool operator==(const LeafSet&, const LeafSet&) = default;
};

/// What is in neither set holds.
struct LeafStates {
  LeafSet failed = {}, unknown = {};
  [[nodiscard]] Tri of(std::size_t bit) const { return failed.contains(bit) ? Tri::no : unknown.contains(bit) ? Tri::unknown : Tri::yes; }
  friend bool operator==(const LeafStates&, const LeafStates&) = default;
};

/// A leaf condition of the document.
struct LeafBit {
  const Condition* condition;
  bool of_sponsor;
};

/// A leaf condition on aid: `ris`, `social-aid so far`, `ris for 3 months`.
struct AidLeaf {
  enum class Kind : std::uint8_t { aided, so_far, lasting };
  Kind kind;
  ValueSet natures;
  std::int32_t months = 0;
};

/// Every leaf of a document by the value that it asks about, so that a row's fields say at once which leaves fail.
class LeafTables {
 public:
  struct AidBit {
    AidLeaf leaf;
    std::size_t bit;
  };
  LeafTables() = default;
  /// `leaves`: all of the document, a bit each. `aid`: those on aid.
  LeafTables(std::span<const LeafBit> leaves, std::span<const AidBit> aid);

  /// Every leaf in the month, as each stage sees the register; aid is the source's alone.
  struct AtStages {
    LeafStates source, hub;
    ValueSet aid = 0;  ///< the natures given in the month
  };
  [[nodiscard]] AtStages states(const Subject& source, const Subject& hub, domain::Month month) const;
  /// `states`, with each `X for N months` as `X` alone is in a month of this aid.
  [[nodiscard]] LeafStates but_for_durations(LeafStates states, ValueSet aid) const;

 private:
  struct Threshold {
    std::size_t bit;
    Comparison comparison;
    std::int32_t months;
  };
  /// The leaves on one subject: the person, or the sponsor.
  struct Register {
    LeafSet all, nationality, fields, applied_at, recognised, on_row;
    /// The leaves that fail of a value, by the value; of the nationality by class, "none on record" left out.
    std::array<LeafSet, 3> by_nationality = {};
    std::array<LeafSet, 9> by_ground = {};
    std::array<LeafSet, 7> by_quality = {};
    std::array<LeafSet, 4> by_register = {};
    std::array<LeafSet, 18> by_title = {};
    std::array<LeafSet, 4> by_applied_at = {};
    std::vector<Threshold> stay, age;

    void add(std::size_t bit, const Condition& condition);
    void add(std::size_t bit, const FieldIn& in);
    /// Adds what fails and what is unknown; gives the current stay row, or null.
    const domain::StayRow* read(const View& view, domain::PersonIndex person, domain::Month month, LeafStates& states) const;
    void read_row(const domain::StayRow* row, domain::Date stay_start, domain::Month month, LeafStates& states) const;
  };

  /// What the register says of the subject, and of its sponsor, on the month's as-of day. Leaves on aid are left at "holds".
  [[nodiscard]] LeafStates register_states(const Subject& subject, domain::Month month) const;
  /// What the grants say of the month: the leaves on aid that fail, at both stages. No leaf on aid is ever unknown.
  void read_aid(std::span<const domain::GrantRow> grants, domain::Month month, AtStages& states) const;

  Register person_, sponsor_;
  /// The leaves on aid that fail where only these natures are given in the month, and where only these were ever given.
  std::array<LeafSet, 8> by_aid_now_ = {}, by_aid_so_far_ = {};
  std::vector<AidBit> lasting_;  ///< `… for N months`
};

}  // namespace crossroads::law::fast
