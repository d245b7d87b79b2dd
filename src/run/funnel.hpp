// The funnel of a run: how many persons took each way in a month, from everybody down to what was transmitted, by category and
// by exclusion, in the order of the document.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "law/syntax/authorisation.hpp"
#include "run/tally.hpp"

namespace crossroads::run {

/// The persons whom an exclusion of one name stopped at a stage.
struct Stopped {
  std::string rule;
  law::Stage stage = law::Stage::source;
  std::uint64_t excluded = 0;
  std::uint64_t withheld = 0;  ///< the exclusion is unknown
  [[nodiscard]] std::uint64_t persons() const { return excluded + withheld; }
  bool operator==(const Stopped&) const = default;
};

struct Transmitted {
  std::string rule;
  std::uint64_t persons = 0;
  bool operator==(const Transmitted&) const = default;
};

/// The ways of the persons of one category, or of all of them together.
struct Ways {
  std::vector<Stopped> at_source = {}, at_hub = {};  ///< by name, in the order of the document; none that stopped nobody
  std::uint64_t waiting = 0;
  std::uint64_t gap = 0;                      ///< withheld since no start rule of the text speaks
  std::vector<Transmitted> transmitted = {};  ///< by rule, in the order of the document; none that sent nobody

  [[nodiscard]] std::uint64_t stopped_at_source() const;
  [[nodiscard]] std::uint64_t stopped_at_hub() const;
  [[nodiscard]] std::uint64_t sent() const;
  [[nodiscard]] std::uint64_t handed_over() const { return stopped_at_hub() + sent(); }
  [[nodiscard]] std::uint64_t started_or_not() const { return handed_over() + waiting + gap; }  ///< past the source's exclusions
  [[nodiscard]] std::uint64_t persons() const { return started_or_not() + stopped_at_source(); }
  bool operator==(const Ways&) const = default;
};

struct CategoryWays {
  std::string category;
  Ways ways;
  bool operator==(const CategoryWays&) const = default;
};

struct Funnel {
  std::uint64_t persons = 0;  ///< everybody of whom a fact is known
  std::uint64_t outside = 0;  ///< aided, in no category
  std::uint64_t pausing = 0;  ///< handed over the month before, and not aided
  Ways all = {};
  std::vector<CategoryWays> categories = {};  ///< every category of the document, also an empty one
  [[nodiscard]] std::uint64_t aided() const { return outside + all.persons(); }
  bool operator==(const Funnel&) const = default;
};

/// `month`: the decisions of one month.
[[nodiscard]] Funnel funnel_of(const law::Authorisation& authorisation, std::uint64_t persons, std::span<const Tally> month);

}  // namespace crossroads::run
