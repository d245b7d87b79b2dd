// Whether two laws decide the same of everybody, by visiting every abstract state of a month.
#pragma once

#include <optional>
#include <string>

#include "law/prove/verdicts.hpp"

namespace crossroads::law::prove {

/// One state in which two laws differ.
struct Difference {
  RegisterState source;
  AidState aid;
  std::optional<RegisterState> hub = {};  ///< where it is the hub that decides otherwise
  bool of_message = false;                ///< the decision is the same, what is disclosed differs
  std::string original, changed;          ///< what each law says
};

struct Comparison {
  std::size_t source_states = 0;  ///< register states of the source
  std::size_t aid_states = 0;     ///< states of aid, each asked of every register state that the start rules are asked about
  std::size_t hub_states = 0;     ///< register states of the hub, each asked for every category
  std::optional<Difference> difference = {};
  /// Nothing where the laws are compared in full; else why they cannot be.
  std::string not_comparable = {};
  [[nodiscard]] bool equivalent() const { return !difference && not_comparable.empty(); }
};

/// The difference found first, if there is one. `space` must be of both laws.
[[nodiscard]] Comparison compare(const Space& space, const Authorisation& original, const Authorisation& changed);

}  // namespace crossroads::law::prove
